#include "cli.h"

static const cli_option OPTIONS[] = {
    {"summary", 0, NULL, "count what there is (default)"},
    {"documents", 0, NULL, "list the documents, in order of discovery"},
    {"concepts", 0, NULL, "list the concepts, with tabs between the columns"},
    {"entry-points", 0, NULL, "list the entry points of packages (default where there is no FILE)"},
    {"network", 'n', "URI", "show the networks of a role or arcrole as trees"},
    {"labels", 'l', "LANG", "the language of labels (default: en)"},
    CLI_TARGET_ROW,
    CLI_SOURCE_ROWS,
    {NULL, 0, NULL, NULL},
};

/* Takes the one part that is asked for; CLI_EXIT_VALID where it is one. */
static int take_part(const cli_run *run, ks_taxonomy_part *out)
{
    static const struct {
        const char *option;
        ks_taxonomy_part part;
    } parts[] = {{"summary", KS_TAXONOMY_SUMMARY},
                 {"documents", KS_TAXONOMY_DOCUMENTS},
                 {"concepts", KS_TAXONOMY_CONCEPTS},
                 {"entry-points", KS_TAXONOMY_ENTRIES},
                 {"network", KS_TAXONOMY_NETWORKS}};
    const char *taken = NULL;
    *out = KS_TAXONOMY_SUMMARY;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (cli_value(run, parts[i].option) == NULL) {
            continue;
        }
        if (taken != NULL) {
            return cli_usage_error(run, "--%s and --%s do not go together", taken, parts[i].option);
        }
        taken = parts[i].option;
        *out = parts[i].part;
    }
    return CLI_EXIT_VALID;
}

static int run_taxonomy(cli_run *run)
{
    ks_taxonomy_options options = {
        .role = cli_value(run, "network"),
        .labels = cli_value(run, "labels"),
        .write = cli_write,
        .user = run->out,
    };
    int code = take_part(run, &options.part);
    if (code != CLI_EXIT_VALID) {
        return code;
    }
    const char *file = run->operand_count > 0 ? run->operands[0] : NULL;
    if (file == NULL && cli_value(run, "package") == NULL) {
        return cli_usage_error(run, "taxonomy needs FILE, or --package ZIP");
    }
    if (file == NULL && options.part != KS_TAXONOMY_SUMMARY &&
        options.part != KS_TAXONOMY_ENTRIES) {
        return cli_usage_error(run, "taxonomy needs FILE, or the name of an entry point");
    }
    ks_session *session = cli_session_new(run);
    if (session == NULL) {
        return run->exit_code;
    }
    ks_status status = ks_list_taxonomy(session, file, &options);
    return cli_session_finish(run, session, status);
}

const cli_command CLI_TAXONOMY = {
    "taxonomy",
    "[FILE]",
    0,
    1,
    "show what a taxonomy holds",
    "Discovers the taxonomy that begins with FILE, a path or URL of a schema or linkbase, or "
    "that the instance FILE refers to, and shows how much there is of everything, or its "
    "documents, its concepts, or the networks of a role or arcrole, which may be named by what "
    "stands behind the last slash of its URI. FILE may be the name of an entry point of a "
    "taxonomy package too: without FILE, the entry points of each --package are listed.",
    OPTIONS,
    run_taxonomy,
    CLI_KIND_RESULTS,
    NULL,
};
