#include "diag.h"

#include <string.h>

#include "base_str.h"

static const ks_finding_info CATALOGUE[] = {
#define KS_FINDING(name, id, severity, outcome, code, section, en, ja, help_en, help_ja)           \
    {#name, id, KS_##severity, KS_OUTCOME_##outcome, code, section, {en, ja}, {help_en, help_ja}},
#include "diag_catalog.def"
#undef KS_FINDING
};

const ks_finding_info *ks_finding_info_get(ks_finding_id id)
{
    return &CATALOGUE[id];
}

const ks_finding_info *ks_finding_info_find(const char *id)
{
    for (size_t i = 0; i < KS_FINDING_COUNT; i++) {
        if (strcmp(CATALOGUE[i].id, id) == 0) {
            return &CATALOGUE[i];
        }
    }
    return NULL;
}

void ks_sink_init(ks_sink *sink, ks_finding_fn callback, void *user, ks_lang lang)
{
    *sink = (ks_sink){.callback = callback, .user = user, .lang = lang};
}

ks_status ks_sink_status(const ks_sink *sink)
{
    return sink->is_failed ? KS_ERR_MEMORY : KS_OK;
}

size_t ks_sink_errors(const ks_sink *sink)
{
    return sink->counts[KS_ERROR];
}

ks_status ks_sink_check_cancelled(const ks_sink *sink)
{
    const bool is_cancelled =
        sink != NULL && sink->is_cancelled != NULL && sink->is_cancelled(sink->cancel_user);
    return is_cancelled ? KS_ERR_CANCELLED : KS_OK;
}

typedef struct arguments {
    const char *const *texts;
    size_t count;
} arguments;

static const char *argument(const arguments *args, char digit)
{
    size_t number = (size_t)(digit - '0');
    const char *text = number < args->count ? args->texts[number] : NULL;
    return text != NULL ? text : "";
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Where the part that begins with "{?N" ends: at the brace that closes it. */
static const char *find_part_end(const char *text)
{
    size_t depth = 0;
    for (; *text != '\0'; text++) {
        if (*text == '{') {
            depth++;
        } else if (*text == '}' && --depth == 0) {
            break;
        }
    }
    return text;
}

/* Of "{#N one|many}" what goes with argument N; `is_many` where that is not known. */
static const char *add_number(ks_str *out, const char *text, bool is_many)
{
    const char *end = find_part_end(text);
    const char *one = text + strlen("{#0 ");
    const char *many = strchr(one, '|') + 1;
    ks_str_add_sv(out, is_many ? (ks_sv){many, (size_t)(end - many)}
                               : (ks_sv){one, (size_t)(many - one) - 1});
    return end + 1;
}

/* Fills {N}; a part {?N...} stands only where argument N says something, and of {#N one|many} the
 * first where it is 1. */
static void fill(ks_str *out, const char *text, const arguments *args)
{
    bool is_in_part = false;
    while (*text != '\0') {
        if (text[0] == '{' && is_digit(text[1]) && text[2] == '}') {
            ks_str_add(out, argument(args, text[1]));
            text += 3;
        } else if (text[0] == '{' && text[1] == '?' && is_digit(text[2])) {
            bool is_shown = *argument(args, text[2]) != '\0';
            const char *end = find_part_end(text);
            text = is_shown || *end == '\0' ? text + 3 : end + 1;
            is_in_part = is_shown;
        } else if (text[0] == '{' && text[1] == '#' && is_digit(text[2])) {
            text = add_number(out, text, strcmp(argument(args, text[2]), "1") != 0);
        } else if (is_in_part && *text == '}') {
            is_in_part = false;
            text++;
        } else {
            ks_str_add_char(out, *text++);
        }
    }
}

void ks_finding_info_text(const ks_finding_info *info, ks_lang lang, ks_str *out)
{
    const char *text = info->message[lang];
    while (*text != '\0') {
        if (text[0] == '{' && text[1] == '?') {
            text = find_part_end(text);
            text += *text != '\0';
        } else if (text[0] == '{' && text[1] == '#') {
            text = add_number(out, text, true);
        } else if (text[0] == '{' && is_digit(text[1]) && text[2] == '}') {
            ks_str_add(out, "...");
            text += 3;
        } else {
            ks_str_add_char(out, *text++);
        }
    }
}

static void count(ks_sink *sink, const ks_finding *finding)
{
    sink->counts[finding->severity]++;
    if (finding->severity == KS_ERROR) {
        sink->error_outcomes[finding->outcome]++;
    }
}

static void count_heard(ks_sink *sink, const ks_finding *finding)
{
    sink->heard[finding->severity]++;
    if (finding->severity == KS_ERROR) {
        sink->heard_outcomes[finding->outcome]++;
    }
}

void ks_sink_hand(ks_sink *sink, const ks_finding *finding)
{
    count(sink, finding);
    ks_finding heard = *finding;
    if (sink->judge != NULL && !sink->judge(&heard, sink->judge_user)) {
        return;
    }
    if (heard.known != KS_KNOWN_BEFORE) {
        count_heard(sink, &heard);
    }
    if (sink->callback != NULL) {
        sink->callback(&heard, sink->user);
    }
}

/* Nobody listens to it: it is only counted. */
static bool is_counted_only(const ks_sink *sink)
{
    return sink->callback == NULL && sink->judge == NULL;
}

#define MAX_ARGUMENTS 10

static void tell(ks_sink *sink, ks_finding *finding, const arguments *args)
{
    const ks_finding_info *info = ks_finding_info_get((ks_finding_id)finding->rule);
    const char *texts[MAX_ARGUMENTS] = {NULL};
    ks_str message;
    ks_str_init(&message);
    fill(&message, info->message[sink->lang], args);
    for (size_t i = 0; i < args->count && i < MAX_ARGUMENTS; i++) {
        texts[i] = argument(args, (char)('0' + i));
        finding->argument_count = i + 1;
    }
    if (ks_str_status(&message) != KS_OK) {
        sink->is_failed = true;
        count(sink, finding);
        count_heard(sink, finding);
    } else {
        finding->message = message.ptr;
        finding->arguments = texts;
        ks_sink_hand(sink, finding);
    }
    ks_str_release(&message);
}

void ks_report(ks_sink *sink, ks_finding_id id, ks_place place, const char *const *args,
               size_t arg_count, const ks_related *related, size_t related_count)
{
    if (sink == NULL) {
        return;
    }
    const ks_finding_info *info = ks_finding_info_get(id);
    ks_finding finding = {
        .id = info->id,
        .code = info->code,
        .severity = info->severity,
        .outcome = info->outcome,
        .place = place,
        .message = "",
        .related = related,
        .related_count = related_count,
        .rule = id,
    };
    if (is_counted_only(sink)) {
        ks_sink_hand(sink, &finding);
    } else {
        tell(sink, &finding, &(arguments){args, arg_count});
    }
}
