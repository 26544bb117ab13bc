/* A line that tells how far a long run has come, on a terminal. */
#include "cli.h"

#include <time.h>
#include <unistd.h>

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void cli_progress_begin(cli_progress *progress, const cli_run *run)
{
    int fd = fileno(run->err);
    *progress = (cli_progress){.run = run, .is_shown = fd >= 0 && isatty(fd), .started = now()};
    progress->last = progress->started;
}

void cli_progress_show(const ks_progress *state, void *user)
{
    enum { INTERVAL = 200 };
    cli_progress *progress = user;
    const int64_t time = now();
    if (!progress->is_shown || state->total < 2 || time - progress->last < INTERVAL) {
        return;
    }
    const int64_t left = (time - progress->started) * (int64_t)(state->total - state->done) /
                         (int64_t)(state->done > 0 ? state->done : 1) / 1000;
    FILE *err = progress->run->err;
    fputs("\r", err);
    fprintf(err, cli_words(progress->run, "%zu of %zu files, %zu findings, %d:%02d left"),
            state->done, state->total, state->findings, (int)(left / 60), (int)(left % 60));
    fputs("\033[K\r", err); /* what comes next writes over it */
    fflush(err);
    progress->last = time;
}

void cli_progress_end(const cli_progress *progress)
{
    if (progress->is_shown && progress->last > progress->started) {
        fputs("\r\033[K", progress->run->err);
    }
}
