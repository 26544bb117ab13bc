/* Annotations of GitHub Actions, as its workflow commands: "::error file=...,line=...::message".
 * GitHub shows ten of each level in a step; of what is more, the last one tells how many. */
#include "report_format.h"
#include "report_place.h"
#include "report_text.h"

#define MOST 10

typedef struct state {
    size_t counts[3]; /* by ks_severity */
    ks_str last[3];   /* the tenth, held back until the end is known */
} state;

static const char *const COMMANDS[3] = {"notice", "warning", "error"};

/* What stands in a property has two more characters that part properties. */
static void add_escaped(ks_str *out, const char *text, bool is_property)
{
    static const char *const special = "%\r\n:,";
    static const char *const escapes[] = {"%25", "%0D", "%0A", "%3A", "%2C"};
    const size_t count = is_property ? 5 : 3;
    for (; *text != '\0'; text++) {
        size_t i = 0;
        while (i < count && special[i] != *text) {
            i++;
        }
        if (i < count) {
            ks_str_add(out, escapes[i]);
        } else {
            ks_str_add_char(out, *text);
        }
    }
}

static void add_place(ks_str *out, const ks_report_setup *setup, ks_place place)
{
    if (place.file == NULL) {
        return;
    }
    ks_report_span span = ks_report_find_span(setup, place);
    ks_str_add(out, "file=");
    add_escaped(out, ks_report_file(setup->root, place.file), true);
    if (place.line > 0) {
        ks_str_addf(out, ",line=%u", (unsigned)place.line);
    }
    if (span.start > 0) {
        ks_str_addf(out, ",col=%u", (unsigned)span.start);
    }
    if (span.end > span.start) {
        ks_str_addf(out, ",endColumn=%u", (unsigned)(span.end - 1));
    }
    ks_str_add_char(out, ',');
}

static void add_annotation(ks_str *out, const ks_report_setup *setup, const ks_finding *finding)
{
    ks_str_addf(out, "::%s ", COMMANDS[finding->severity]);
    add_place(out, setup, finding->place);
    ks_str_add(out, "title=");
    add_escaped(out, finding->id, true);
    ks_str_add(out, "::");
    add_escaped(out, finding->message, false);
    ks_str_add_char(out, '\n');
}

static void begin(ks_reporter *reporter)
{
    state *self = reporter->state;
    for (size_t i = 0; i < 3; i++) {
        ks_str_init(&self->last[i]);
    }
}

static void tell(ks_reporter *reporter, const ks_finding *finding)
{
    state *self = reporter->state;
    if (finding->known == KS_KNOWN_BEFORE) {
        return;
    }
    size_t number = ++self->counts[finding->severity];
    if (number < MOST) {
        add_annotation(&reporter->out, &reporter->setup, finding);
    } else if (number == MOST) {
        add_annotation(&self->last[finding->severity], &reporter->setup, finding);
    }
}

static void add_rest(ks_str *out, int severity, size_t count, ks_lang lang)
{
    size_t counts[3] = {0, 0, 0};
    counts[severity] = count;
    ks_str_addf(out, "::%s title=kessan::", COMMANDS[severity]);
    ks_str_add(out, lang == KS_LANG_JA ? "ほかに" : "and ");
    ks_report_text_counts(out, counts, 0, lang);
    ks_str_add(out, lang == KS_LANG_JA ? "あります。すべては記録または報告ファイルにあります。\n"
                                       : " more; the log or a report file has all of them\n");
}

static void end(ks_reporter *reporter, const ks_report_end *end)
{
    state *self = reporter->state;
    for (int severity = KS_ERROR; severity >= KS_NOTE; severity--) {
        if (self->counts[severity] == MOST) {
            ks_str_add_sv(&reporter->out, ks_str_view(&self->last[severity]));
        } else if (self->counts[severity] > MOST) {
            add_rest(&reporter->out, severity, self->counts[severity] - MOST + 1,
                     reporter->setup.lang);
        }
        reporter->out.is_failed = reporter->out.is_failed || self->last[severity].is_failed;
    }
    ks_str_add(&reporter->out, "kessan: ");
    ks_report_text_counts(&reporter->out, end->counts, end->known, reporter->setup.lang);
    ks_str_add_char(&reporter->out, '\n');
}

static void release(void *user)
{
    for (size_t i = 0; i < 3; i++) {
        ks_str_release(&((state *)user)->last[i]);
    }
}

const ks_report_format KS_REPORT_GITHUB = {
    .name = "github",
    .is_live = true,
    .state_size = sizeof(state),
    .begin = begin,
    .tell = tell,
    .end = end,
    .release = release,
};
