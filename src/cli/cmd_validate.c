#include "cli.h"

static const cli_option OPTIONS[] = {
    {"mirror", 'm', "DIR", "look for http(s)://host/path at DIR/host/path; may be repeated"},
    {"package", 'p', "ZIP", "look into the taxonomy package ZIP; may be repeated"},
    {NULL, 0, NULL, NULL},
};

static int run_validate(cli_run *run)
{
    ks_session *session = cli_session_new(run);
    if (session == NULL) {
        return CLI_EXIT_INTERNAL;
    }
    ks_status status = ks_validate_files(session, run->operands, (size_t)run->operand_count);
    return cli_session_finish(run, session, status);
}

const cli_command CLI_VALIDATE = {
    "validate",
    "FILE...",
    1,
    -1,
    "validate XBRL instances and taxonomies",
    "Validates each instance FILE and the taxonomy it refers to, offline: against the schemas of "
    "the standards, which are built in, against the taxonomy's own, and against the rules of XBRL "
    "2.1. Schemas and linkbases among the files are validated as one taxonomy. Prints nothing when "
    "all is well.",
    OPTIONS,
    run_validate,
};
