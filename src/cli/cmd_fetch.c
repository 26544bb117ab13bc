#include "cli.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli_curl.h"

#define DEFAULT_TIMEOUT 30
#define LONGEST_TIMEOUT 3600

static const cli_option OPTIONS[] = {
    {"into", 'd', "DIR", "the mirror: http(s)://host/path is put at DIR/host/path"},
    {"timeout", 0, "SECONDS", "how long a server may be silent (default: 30)"},
    CLI_SOURCE_ROWS,
    {NULL, 0, NULL, NULL},
};

/* What is told while it runs. */
typedef struct fetch_view {
    cli_run *run;
    cli_curl *curl;
    const char *url;
    size_t count;
    bool is_terminal;
    bool is_shown; /* a line that is to be wiped */
    int64_t when;  /* it was shown, in milliseconds */
} fetch_view;

static void wipe(fetch_view *view)
{
    if (view->is_shown) {
        fputs("\r\033[K", view->run->err);
        fflush(view->run->err);
        view->is_shown = false;
    }
}

#define SHOW_EVERY 100

static int64_t milliseconds(void)
{
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* One line that fits, with the end of the URL, which tells the most. */
static void show(uint64_t received, uint64_t total, void *user)
{
    fetch_view *view = user;
    char amount[64];
    const int64_t now = view->is_terminal ? milliseconds() : 0;
    if (!view->is_terminal || (view->is_shown && now - view->when < SHOW_EVERY)) {
        return;
    }
    view->when = now;
    if (total > 0) {
        snprintf(amount, sizeof amount, "%" PRIu64 "/%" PRIu64 " KB", received / 1024,
                 total / 1024);
    } else {
        snprintf(amount, sizeof amount, "%" PRIu64 " KB", received / 1024);
    }
    const size_t len = strlen(view->url);
    const char *end = len > 48 ? view->url + len - 48 : view->url;
    fprintf(view->run->err, "\r\033[K%zu  %s  %s%s", view->count + 1, amount,
            end == view->url ? "" : "...", end);
    fflush(view->run->err);
    view->is_shown = true;
}

static ks_status fetch(const char *url, const char *path, ks_fetched *fetched, void *user)
{
    fetch_view *view = user;
    view->url = url;
    show(0, 0, view);
    ks_status status = cli_curl_get(view->curl, url, path, fetched);
    wipe(view);
    view->count += status == KS_OK;
    return status;
}

static int take_timeout(const cli_run *run, long *out)
{
    const char *text = cli_value(run, "timeout");
    char *end = NULL;
    *out = text != NULL ? strtol(text, &end, 10) : DEFAULT_TIMEOUT;
    if (text != NULL && (*text == '\0' || *end != '\0' || *out < 1 || *out > LONGEST_TIMEOUT)) {
        return cli_usage_error(run, "--timeout takes seconds, from 1 to %d, not \"%s\"",
                               LONGEST_TIMEOUT, text);
    }
    return CLI_EXIT_VALID;
}

static int fetch_all(cli_run *run, fetch_view *view, const char *into)
{
    const ks_fetch_options options = {.into = into, .fetch = fetch, .user = view};
    ks_session *session = cli_session_new(run);
    if (session == NULL) {
        return run->exit_code;
    }
    ks_status status = ks_fetch(session, run->operands, (size_t)run->operand_count, &options);
    if (status == KS_OK || status == KS_REFUSED) {
        if (view->count == 1) {
            fprintf(run->out, cli_words(run, "%d document fetched into %s\n"), 1, into);
        } else {
            fprintf(run->out, cli_words(run, "%zu documents fetched into %s\n"), view->count, into);
        }
    }
    return cli_session_finish(run, session, status);
}

static int run_fetch(cli_run *run)
{
    const char *into = cli_value(run, "into");
    const char *reason = NULL;
    long timeout = 0;
    fetch_view view = {.run = run, .is_terminal = isatty(fileno(run->err)) == 1};
    if (into == NULL || *into == '\0') {
        return cli_usage_error(run, "fetch needs --into DIR");
    }
    int code = take_timeout(run, &timeout);
    if (code != CLI_EXIT_VALID) {
        return code;
    }
    view.curl = cli_curl_new(timeout, show, &view, &reason);
    if (view.curl == NULL) {
        fprintf(run->err, "kessan: %s\n", cli_words(run, reason));
        return CLI_EXIT_USAGE;
    }
    code = fetch_all(run, &view, into);
    cli_curl_free(view.curl);
    return code;
}

const cli_command CLI_FETCH = {
    "fetch",
    "URL...",
    1,
    -1,
    "make a mirror of a taxonomy",
    "Gets each document URL by http or https, and all documents of the taxonomy that begins "
    "there, and puts them into the mirror DIR, where --mirror DIR finds them; for a report, or a "
    "package, in a file: what its taxonomy is made of. What is built in, in the mirror already, "
    "or in a --package is not asked for. This is the only command that goes to the network. What "
    "was cut off goes on from there when it is run again.",
    OPTIONS,
    run_fetch,
    CLI_KIND_RESULTS,
    "the address of a schema or linkbase, or a report in a file",
};
