#include "cli.h"

static void print_finding(const ks_finding *finding, void *data)
{
    const cli_run *run = data;
    char *text = ks_finding_text(finding, run->language);
    if (text != NULL) {
        fputs(text, run->err);
    }
    ks_text_free(text);
}

static int report_status(const cli_run *run, ks_status status)
{
    fprintf(run->err, "kessan: %s\n",
            status == KS_ERR_MEMORY ? "memory is short" : ks_status_name(status));
    return CLI_EXIT_INTERNAL;
}

ks_session *cli_session_new(cli_run *run)
{
    ks_options options = KS_OPTIONS_INIT;
    options.on_finding = print_finding;
    options.user = run;
    options.language = run->language;
    options.mirrors = run->mirrors;
    options.mirror_count = (size_t)cli_values(run, "mirror", run->mirrors, CLI_MAX_MIRRORS);
    options.packages = run->packages;
    options.package_count = (size_t)cli_values(run, "package", run->packages, CLI_MAX_PACKAGES);
    options.utr = cli_value(run, "utr");
    options.calculation = run->calculation;
    options.duplicates = run->duplicates;
    options.skips_scale = run->skips_scale;
    ks_session *session = NULL;
    ks_status status = ks_session_new(&options, &session);
    if (status != KS_OK) {
        report_status(run, status);
        return NULL;
    }
    return session;
}

/* "Invalid" and "could not check" are never the same code: what stopped the check goes first. */
static int exit_code(const cli_run *run, const ks_session *session)
{
    if (ks_session_errors(session, KS_OUTCOME_USAGE) > 0) {
        return CLI_EXIT_USAGE;
    }
    if (ks_session_errors(session, KS_OUTCOME_UNREADABLE) > 0) {
        return CLI_EXIT_UNREADABLE;
    }
    if (ks_session_errors(session, KS_OUTCOME_UNRESOLVED) > 0) {
        return CLI_EXIT_UNRESOLVED;
    }
    for (int severity = KS_ERROR; severity >= run->fail_on; severity--) {
        if (ks_session_count(session, (ks_severity)severity) > 0) {
            return CLI_EXIT_INVALID;
        }
    }
    return CLI_EXIT_VALID;
}

static bool has_findings(const ks_session *session)
{
    return ks_session_count(session, KS_ERROR) + ks_session_count(session, KS_WARNING) +
               ks_session_count(session, KS_NOTE) >
           0;
}

int cli_session_finish(cli_run *run, ks_session *session, ks_status status)
{
    int code;
    if (status != KS_OK && status != KS_REFUSED) {
        code = report_status(run, status);
    } else {
        code = exit_code(run, session);
    }
    if (has_findings(session)) {
        char *summary = ks_session_summary(session, run->language);
        fprintf(run->err, "%s\n", summary != NULL ? summary : "");
        ks_text_free(summary);
    }
    if (fflush(run->out) != 0 && code == CLI_EXIT_VALID) {
        fputs("kessan: standard output could not be written\n", run->err);
        code = CLI_EXIT_USAGE;
    }
    ks_session_free(session);
    return code;
}
