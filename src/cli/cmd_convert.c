#include "cli.h"

#include <string.h>
#include <strings.h>

static const cli_option OPTIONS[] = {
    {"to", 0, "OUT",
     "write to OUT: .json for xBRL-JSON, .csv for xBRL-CSV, .xbrl for XBRL 2.1, .db or .sqlite "
     "for a database, .view.xml for the statement view"},
    {"labels", 'l', "LANG",
     "the language of labels in a database (default: en), or those of a view (default: all)"},
    CLI_TARGET_ROW,
    CLI_SOURCE_ROWS,
    {NULL, 0, NULL, NULL},
};

static const struct {
    const char *ending;
    ks_convert_format format;
} FORMATS[] = {
    {".view.xml", KS_CONVERT_VIEW},  {".json", KS_CONVERT_JSON}, {".csv", KS_CONVERT_CSV},
    {".xbrl", KS_CONVERT_XBRL},      {".db", KS_CONVERT_SQLITE}, {".sqlite", KS_CONVERT_SQLITE},
    {".sqlite3", KS_CONVERT_SQLITE},
};

static bool find_format(const char *output, ks_convert_format *out)
{
    const size_t length = strlen(output);
    for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++) {
        const size_t ending = strlen(FORMATS[i].ending);
        if (length > ending && strcasecmp(output + length - ending, FORMATS[i].ending) == 0) {
            *out = FORMATS[i].format;
            return true;
        }
    }
    return false;
}

static int run_convert(cli_run *run)
{
    ks_convert_options options = {.labels = cli_value(run, "labels"),
                                  .output = cli_value(run, "to")};
    if (options.output == NULL) {
        return cli_usage_error(run, "--to OUT is missing: it says what to write");
    }
    if (!find_format(options.output, &options.format)) {
        return cli_usage_error(run,
                               "--to takes a file that ends in .json, .csv, .xbrl, .db, .sqlite or "
                               ".view.xml, not \"%s\"",
                               options.output);
    }
    ks_session *session = cli_session_new(run);
    if (session == NULL) {
        return run->exit_code;
    }
    ks_status status = ks_convert(session, run->operands[0], &options);
    return cli_session_finish(run, session, status);
}

const cli_command CLI_CONVERT = {
    "convert",
    "FILE",
    1,
    1,
    "write a report as xBRL-JSON, xBRL-CSV, XBRL 2.1, a database or a statement view",
    "Writes the facts of the instance FILE, or of the inline XBRL document, the folder of them, "
    "the report in xBRL-JSON or xBRL-CSV or the report package FILE, to another format, which the "
    "ending of "
    "OUT tells: xBRL-JSON (Open Information Model 1.0); xBRL-CSV, a table NAME.csv with a fact a "
    "row and beside it NAME-metadata.json, which says what its columns are; an instance of XBRL "
    "2.1; a database of SQLite with labels, periods and dimensions, whose view facts_view has a "
    "fact a row; or the statement view, in which the statements stand as people read them, as "
    "XML. What the format cannot say is a finding; all else is written. Folders of OUT that are "
    "not "
    "there are made.",
    OPTIONS,
    run_convert,
    CLI_KIND_RESULTS,
    "an instance, an inline document, a report in JSON or CSV, or a report package",
};
