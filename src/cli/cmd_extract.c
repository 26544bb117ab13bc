#include "cli.h"

static const cli_option OPTIONS[] = {
    {"output", 'o', "FILE", "write to FILE instead of standard output"},
    CLI_TARGET_ROW,
    {NULL, 0, NULL, NULL},
};

static int run_extract(cli_run *run)
{
    const ks_extract_options options = {
        .output = cli_value(run, "output"),
        .write = cli_write,
        .user = run->out,
    };
    ks_session *session = cli_session_new(run);
    if (session == NULL) {
        return run->exit_code;
    }
    ks_status status = ks_extract(session, run->operands, (size_t)run->operand_count, &options);
    return cli_session_finish(run, session, status);
}

const cli_command CLI_EXTRACT = {
    "extract",
    "FILE...",
    1,
    -1,
    "extract the instance from inline XBRL documents",
    "Reads the inline XBRL documents FILE, which are one document set, or those of a folder or a "
    "report package, and writes the instance that they stand for. Nothing is written where they "
    "break a rule of inline XBRL; the instance itself is not validated: validate does that, with "
    "the same documents.",
    OPTIONS,
    run_extract,
    CLI_KIND_RESULTS,
    "inline documents, or a folder or report package of them",
};
