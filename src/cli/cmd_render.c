#include "cli.h"

static const cli_option OPTIONS[] = {
    {"languages", 'l', "LIST", "en, ja, or en,ja for both side by side (default: all there are)"},
    {"style", 's', "NAME", "html (default), text, or view: the statement view as XML"},
    {"output", 'o', "FILE", "write to FILE instead of standard output"},
    CLI_SOURCE_ROWS,
    {NULL, 0, NULL, NULL},
};

static void write_out(const char *text, size_t size, void *user)
{
    fwrite(text, 1, size, user);
}

static int run_render(cli_run *run)
{
    ks_session *session = cli_session_new(run);
    if (session == NULL) {
        return run->exit_code;
    }
    const char *style = cli_value(run, "style");
    ks_render_options options = {
        .languages = cli_value(run, "languages"),
        .style = style != NULL ? style : "html",
        .output = cli_value(run, "output"),
        .write = write_out,
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
    "taxonomy, as one self-contained HTML page or as plain text.",
    OPTIONS,
    run_render,
    CLI_KIND_RESULTS,
};
