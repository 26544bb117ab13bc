#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static void write_text(const char *text, size_t size, void *stream)
{
    fwrite(text, 1, size, stream);
    fflush(stream);
}

static bool is_terminal(FILE *stream)
{
    int fd = fileno(stream);
    return fd >= 0 && isatty(fd);
}

/* https://no-color.org: any value but the empty one. */
static bool wants_colour(const cli_run *run, FILE *stream)
{
    const char *color = cli_value(run, "color");
    const char *never = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    if (color != NULL && strcmp(color, "auto") != 0) {
        return strcmp(color, "always") == 0;
    }
    return (never == NULL || *never == 0) && (term == NULL || strcmp(term, "dumb") != 0) &&
           is_terminal(stream);
}

static bool wants_excerpts(const cli_run *run, FILE *stream)
{
    const char *source = cli_value(run, "source");
    return source != NULL && strcmp(source, "auto") != 0 ? strcmp(source, "always") == 0
                                                         : is_terminal(stream);
}

static unsigned width_of(FILE *stream)
{
    struct winsize size = {0};
    int fd = fileno(stream);
    return fd >= 0 && ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static bool is_format(const char *word)
{
    const char *name;
    for (size_t i = 0; (name = ks_report_format_name(i)) != NULL; i++) {
        if (strcmp(name, word) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- reports --------------------------------------------------------------------------------- */

static int add_report(const cli_run *run, ks_session *session, ks_report_options *options)
{
    if (!is_format(options->format)) {
        return cli_usage_error(
            run, "findings are told as text, json, sarif, junit or github, not \"%s\"",
            options->format);
    }
    options->fail_on = run->fail_on;
    options->root = run->root;
    ks_status status = ks_session_add_report(session, options);
    return status == KS_OK        ? CLI_EXIT_VALID
           : status == KS_REFUSED ? CLI_EXIT_USAGE
                                  : CLI_EXIT_INTERNAL;
}

/* Text goes to standard error, so that results stand alone on standard output; where there are
 * none, what a machine reads goes to standard output. */
static int add_main_report(const cli_run *run, ks_session *session, const char *format)
{
    const bool is_text = strcmp(format, "text") == 0;
    FILE *stream = is_text || run->command->kind == CLI_KIND_RESULTS ? run->err : run->out;
    ks_report_options options = KS_REPORT_OPTIONS_INIT;
    options.format = format;
    options.write = write_text;
    options.user = stream;
    options.is_coloured = wants_colour(run, stream);
    options.has_excerpts = wants_excerpts(run, stream);
    options.width = width_of(stream);
    return add_report(run, session, &options);
}

/* FORMAT=FILE; the format is kept apart by the caller, since the session borrows nothing of it. */
static int add_file_report(const cli_run *run, ks_session *session, const char *value)
{
    char format[16];
    const char *equals = strchr(value, '=');
    size_t length = equals != NULL ? (size_t)(equals - value) : 0;
    if (length == 0 || length >= sizeof format || equals[1] == 0) {
        return cli_usage_error(run, "--report takes FORMAT=FILE, not \"%s\"", value);
    }
    memcpy(format, value, length);
    format[length] = 0;
    ks_report_options options = KS_REPORT_OPTIONS_INIT;
    options.format = format;
    options.file = equals + 1;
    if (strcmp(options.file, "-") == 0) {
        options.file = NULL;
        options.write = write_text;
        options.user = run->out;
    }
    return add_report(run, session, &options);
}

static int add_reports(const cli_run *run, ks_session *session)
{
    const char *format = cli_has_own(run->command, "format") ? NULL : cli_value(run, "format");
    int code = add_main_report(run, session, format != NULL ? format : "text");
    for (int i = 0; i < run->given_count && code == CLI_EXIT_VALID; i++) {
        if (strcmp(run->given[i].option->name, "report") == 0) {
            code = add_file_report(run, session, run->given[i].value);
        }
    }
    return code;
}

/* ---- choices --------------------------------------------------------------------------------- */

static int choose(const cli_run *run, ks_session *session, const char *id, ks_choice choice)
{
    ks_status status = ks_session_choose(session, id, choice);
    if (status == KS_ERR_MISUSE) {
        return cli_usage_error(run,
                               "\"%s\" says that something could not be checked or done: it can be "
                               "neither skipped nor made less severe",
                               id);
    }
    if (status != KS_ERR_NOT_FOUND) {
        return status == KS_OK ? CLI_EXIT_VALID : CLI_EXIT_INTERNAL;
    }
    const char *nearest = ks_rule_nearest(id);
    return nearest != NULL
               ? cli_usage_error(run, "there is no finding \"%s\"; did you mean \"%s\"?", id,
                                 nearest)
               : cli_usage_error(run, "there is no finding \"%s\"", id);
}

static const struct {
    const char *word;
    ks_choice choice;
} LEVELS[] = {{"off", KS_CHOICE_SKIP},
              {"note", KS_CHOICE_NOTE},
              {"warning", KS_CHOICE_WARNING},
              {"error", KS_CHOICE_ERROR}};

static int choose_level(const cli_run *run, ks_session *session, const char *value)
{
    char id[128];
    const char *equals = strchr(value, '=');
    size_t length = equals != NULL ? (size_t)(equals - value) : 0;
    if (length > 0 && length < sizeof id) {
        memcpy(id, value, length);
        id[length] = 0;
        for (size_t i = 0; i < sizeof LEVELS / sizeof *LEVELS; i++) {
            if (strcmp(LEVELS[i].word, equals + 1) == 0) {
                return choose(run, session, id, LEVELS[i].choice);
            }
        }
    }
    return cli_usage_error(run, "--severity takes ID=error, warning, note or off, not \"%s\"",
                           value);
}

static int take_choices(const cli_run *run, ks_session *session)
{
    int code = CLI_EXIT_VALID;
    for (int i = 0; i < run->given_count && code == CLI_EXIT_VALID; i++) {
        const char *name = run->given[i].option->name;
        const char *value = run->given[i].value;
        if (strcmp(name, "only") == 0) {
            code = choose(run, session, value, KS_CHOICE_ONLY);
        } else if (strcmp(name, "skip") == 0) {
            code = choose(run, session, value, KS_CHOICE_SKIP);
        } else if (strcmp(name, "severity") == 0) {
            code = choose_level(run, session, value);
        }
    }
    return code;
}

static int take_baselines(const cli_run *run, ks_session *session)
{
    const char *known = cli_value(run, "baseline");
    const char *kept = cli_value(run, "write-baseline");
    ks_status status = KS_OK;
    if (known != NULL) {
        status = ks_session_use_baseline(session, known, run->root);
    }
    if (status == KS_OK && kept != NULL) {
        status = ks_session_keep_baseline(session, kept, run->root);
    }
    return status == KS_OK        ? CLI_EXIT_VALID
           : status == KS_REFUSED ? CLI_EXIT_USAGE
                                  : CLI_EXIT_INTERNAL;
}

int cli_report_begin(cli_run *run, ks_session *session)
{
    int code = add_reports(run, session);
    if (code == CLI_EXIT_VALID) {
        code = take_choices(run, session);
    }
    return code == CLI_EXIT_VALID ? take_baselines(run, session) : code;
}
