#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const cli_option OPTIONS[] = {
    CLI_SOURCE_ROWS,
    {"calc", 0, "2.1|1.1|1.1-truncate|none",
     "by which rules sums are checked: XBRL 2.1 (default), or Calculations 1.1 where figures are "
     "rounded or cut off"},
    {"duplicates", 0, "none|inconsistent|all",
     "which facts that are filed more than once are told (default: inconsistent)"},
    {"no-scale-check", 0, NULL,
     "do not look for values that are 1,000 or 1,000,000 times what they should be"},
    {"no-dimension-check", 0, NULL,
     "do not ask the rules of XBRL Dimensions: whether contexts and facts fit the hypercubes of "
     "the taxonomy, and whether those are in order"},
    {"utr", 0, "FILE", "hold units against the units registry in FILE; \"none\": against none"},
    {"jobs", 'j', "N", "validate N files at a time (default: one for each processor)"},
    {NULL, 0, NULL, NULL},
};

/* The words that an option takes, in the order of the public enum. */
static const char *const CALCULATIONS[] = {"2.1", "1.1", "1.1-truncate", "none"};
static const char *const DUPLICATES[] = {"inconsistent", "all", "none"};

/* The number of the option's value among `words`; 0 where it was not given. */
static int number_of(const cli_run *run, const char *name, const char *const *words, int count)
{
    const char *value = cli_value(run, name);
    int number = count - 1;
    while (number > 0 && (value == NULL || strcmp(words[number], value) != 0)) {
        number--;
    }
    return number;
}

static int take_jobs(cli_run *run)
{
    const char *value = cli_value(run, "jobs");
    char *end = NULL;
    long jobs = value != NULL ? strtol(value, &end, 10) : sysconf(_SC_NPROCESSORS_ONLN);
    if (value != NULL && (*value == '\0' || *end != '\0' || jobs < 1 || jobs > 1000)) {
        return cli_usage_error(run, "--jobs takes a number from 1 on, not \"%s\"", value);
    }
    run->jobs = jobs > 0 ? (unsigned)jobs : 1;
    return CLI_EXIT_VALID;
}

static int take_options(cli_run *run)
{
    run->calculation = (ks_calculation)number_of(run, "calc", CALCULATIONS, 4);
    run->duplicates = (ks_duplicates)number_of(run, "duplicates", DUPLICATES, 3);
    run->skips_scale = cli_value(run, "no-scale-check") != NULL;
    run->skips_dimensions = cli_value(run, "no-dimension-check") != NULL;
    return take_jobs(run);
}

static int validate(cli_run *run, const cli_files *files)
{
    cli_progress progress;
    cli_progress_begin(&progress, run);
    run->progress = &progress;
    ks_session *session = cli_session_new(run);
    if (session == NULL) {
        return run->exit_code;
    }
    ks_status status = ks_validate_files(session, (const char *const *)files->names, files->count);
    cli_progress_end(&progress);
    return cli_session_finish(run, session, status);
}

static int run_validate(cli_run *run)
{
    cli_files files = {0};
    int code = take_options(run);
    if (code == CLI_EXIT_VALID) {
        code = cli_expand_files(run, &files);
    }
    if (code == CLI_EXIT_VALID) {
        code = validate(run, &files);
    }
    cli_files_release(&files);
    return code;
}

const cli_command CLI_VALIDATE = {
    "validate",
    "FILE...",
    1,
    -1,
    "validate reports in XML, inline XBRL, JSON and CSV, and taxonomies",
    "Validates each instance FILE, the instance that a report in xBRL-JSON or xBRL-CSV, inline "
    "XBRL "
    "documents, a folder of them or a report package stands for, and the taxonomy it refers to, "
    "offline: against the schemas of "
    "the standards, which are built in, against the taxonomy's own, against the rules of XBRL "
    "2.1, and its units against the units registry. Inline documents among the files are one "
    "document set, schemas and linkbases one taxonomy. A FILE may also be a report package, a "
    "folder (its instances, packages and inline documents, and those of the folders in it), a "
    "pattern like \"2024/*.xbrl\", or @LIST, a file with a name on each line. A taxonomy that "
    "several reports share is read once. Findings come in the order of the files. Prints nothing "
    "when all is well.",
    OPTIONS,
    run_validate,
    CLI_KIND_FINDINGS,
    "instances, inline documents, reports in JSON or CSV, taxonomies, report packages, or folders "
    "of "
    "them",
};
