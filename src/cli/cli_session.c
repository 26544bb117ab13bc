#include "cli.h"

#include <sys/stat.h>

static int report_status(const cli_run *run, ks_status status)
{
    fprintf(run->err, "kessan: %s\n",
            cli_words(run, status == KS_ERR_MEMORY ? "memory is short" : ks_status_name(status)));
    return CLI_EXIT_INTERNAL;
}

/* A command that reads no taxonomy has no such sources: --package names what make writes. */
static bool has_sources(const cli_run *run)
{
    return cli_has_own(run->command, "mirror");
}

/* A mirror that is misspelt would only show in the documents that are not found. */
static int check_mirrors(const cli_run *run, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct stat info;
        if (stat(run->mirrors[i], &info) != 0 || !S_ISDIR(info.st_mode)) {
            return cli_usage_error(run, "there is no folder \"%s\", which --mirror names",
                                   run->mirrors[i]);
        }
    }
    return CLI_EXIT_VALID;
}

ks_session *cli_session_new(cli_run *run)
{
    ks_options options = KS_OPTIONS_INIT;
    options.language = run->language;
    options.mirrors = run->mirrors;
    options.mirror_count = (size_t)cli_values(run, "mirror", run->mirrors, CLI_MAX_MIRRORS);
    run->exit_code = check_mirrors(run, options.mirror_count);
    if (run->exit_code != CLI_EXIT_VALID) {
        return NULL;
    }
    options.packages = run->packages;
    options.package_count =
        has_sources(run) ? (size_t)cli_values(run, "package", run->packages, CLI_MAX_PACKAGES) : 0;
    options.catalogs = run->catalogs;
    options.catalog_count = (size_t)cli_values(run, "catalog", run->catalogs, CLI_MAX_CATALOGS);
    options.lock = cli_value(run, "lock");
    options.write_lock = cli_value(run, "write-lock");
    options.target = cli_value(run, "target");
    options.utr = cli_value(run, "utr");
    options.calculation = run->calculation;
    options.duplicates = run->duplicates;
    options.skips_scale = run->skips_scale;
    options.skips_dimensions = run->skips_dimensions;
    options.jobs = run->jobs;
    options.on_progress = run->progress != NULL ? cli_progress_show : NULL;
    options.progress_user = run->progress;
    ks_session *session = NULL;
    ks_status status = ks_session_new(&options, &session);
    run->exit_code = status == KS_OK ? cli_report_begin(run, session) : report_status(run, status);
    if (run->exit_code != CLI_EXIT_VALID) {
        ks_session_free(session);
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
    const bool is_kept =
        cli_value(run, "write-baseline") != NULL; /* all of it is known from now on */
    for (int severity = KS_ERROR; severity >= run->fail_on && !is_kept; severity--) {
        if (ks_session_count(session, (ks_severity)severity) > 0) {
            return CLI_EXIT_INVALID;
        }
    }
    return CLI_EXIT_VALID;
}

/* What a step needs is not there, and who skips the finding that says so must learn it here. */
static int check_result(const cli_run *run, const ks_session *session, ks_status status)
{
    if (run->command->kind == CLI_KIND_RESULTS && status == KS_REFUSED &&
        ks_session_count(session, KS_ERROR) == 0) {
        fprintf(run->err, "kessan: %s\n",
                cli_words(run, "the result is not whole: an error that is skipped, known or made "
                               "less severe stands in its way"));
        return CLI_EXIT_INVALID;
    }
    return exit_code(run, session);
}

int cli_session_finish(cli_run *run, ks_session *session, ks_status status)
{
    bool is_done = status == KS_OK || status == KS_REFUSED;
    if (is_done) {
        ks_status locked = ks_session_check_lock(session);
        status = locked == KS_OK ? status : locked;
        is_done = status == KS_OK || status == KS_REFUSED;
    }
    int code = is_done ? check_result(run, session, status) : report_status(run, status);
    fflush(run->out);
    ks_status ended = ks_session_end_reports(session, code);
    if (ended != KS_OK && ended != KS_REFUSED) {
        code = report_status(run, ended);
    } else if (code == CLI_EXIT_VALID || code == CLI_EXIT_INVALID) {
        int late = exit_code(run, session); /* a report may have failed */
        code = late == CLI_EXIT_VALID ? code : late;
    }
    ks_session_free(session);
    return code;
}
