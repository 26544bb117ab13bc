#include "cli.h"

#include <string.h>

static const cli_option OPTIONS[] = {
    {"format", 'f', "csv|json", "comma-separated values (default), or JSON, an object a line"},
    {"labels", 'l', "LANG", "the language of labels (default: en)"},
    {"output", 'o', "FILE", "write to FILE instead of standard output"},
    CLI_TARGET_ROW,
    CLI_SOURCE_ROWS,
    {NULL, 0, NULL, NULL},
};

static int run_facts(cli_run *run)
{
    const char *format = cli_value(run, "format");
    bool is_json = format != NULL && strcmp(format, "json") == 0;
    const ks_facts_options options = {
        .format = is_json ? KS_FACTS_JSON : KS_FACTS_CSV,
        .labels = cli_value(run, "labels"),
        .output = cli_value(run, "output"),
        .write = cli_write,
        .user = run->out,
    };
    ks_session *session = cli_session_new(run);
    if (session == NULL) {
        return run->exit_code;
    }
    ks_status status = ks_list_facts(session, run->operands[0], &options);
    return cli_session_finish(run, session, status);
}

const cli_command CLI_FACTS = {
    "facts",
    "FILE",
    1,
    1,
    "list the facts of an instance",
    "Lists every fact of the instance FILE, or of the inline XBRL document, the folder of them, "
    "the "
    "report in xBRL-JSON or xBRL-CSV or the report package FILE, in the order of the document, "
    "with its concept, label, "
    "entity, period, dimensions, unit, decimals, value and line. Facts in tuples name the tuples "
    "that they stand in.",
    OPTIONS,
    run_facts,
    CLI_KIND_RESULTS,
    "an instance, an inline document, a report in JSON or CSV, or a report package",
};
