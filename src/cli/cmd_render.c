#include "cli.h"

static const cli_option OPTIONS[] = {
    {"lang", 'l', "LIST",
     "languages of the filing: en, ja, or ja,en for both side by side (default: all there are); "
     "messages come in the first"},
    {"languages", 0, "LIST", "the same"},
    {"role", 'r', "ROLE",
     "one statement alone: its role, the last part of that, or the role's definition"},
    {"style", 's', "html|text|csv|inline|view",
     "what to render it as (default: html); inline is an inline XBRL document, which extract makes "
     "the instance of again; view is the statement view as XML"},
    {"output", 'o', "FILE|DIR",
     "write to FILE instead of standard output, or into DIR a page for each statement"},
    CLI_TARGET_ROW,
    CLI_SOURCE_ROWS,
    {NULL, 0, NULL, NULL},
};

static int run_render(cli_run *run)
{
    ks_session *session = cli_session_new(run);
    if (session == NULL) {
        return run->exit_code;
    }
    const char *style = cli_value(run, "style");
    ks_render_options options = {
        .languages = cli_languages(run),
        .role = cli_value(run, "role"),
        .style = style != NULL ? style : "html",
        .output = cli_value(run, "output"),
        .write = cli_write,
        .user = run->out,
    };
    ks_status status = ks_render_file(session, run->operands[0], &options);
    return cli_session_finish(run, session, status);
}

const cli_command CLI_RENDER = {
    "render",
    "FILE",
    1,
    1,
    "render a statement view or an instance as a readable filing",
    "Renders FILE, a statement view written by make or build, or an XBRL instance with its "
    "taxonomy, as one self-contained page of HTML, as plain text, as values with commas between "
    "them, or as an inline XBRL document: a statement for each presentation, its periods and "
    "members as columns, and at the end "
    "what no presentation shows. A large filing reads best as pages: give a folder.",
    OPTIONS,
    run_render,
    CLI_KIND_RESULTS,
    "a statement view, or any report: an instance, an inline document, JSON or CSV",
};
