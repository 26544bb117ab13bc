/* measure RUNS COMMAND [ARG...] [-- COMMAND [ARG...]]...: runs the commands by turns, each RUNS
 * times, with their outputs thrown away, and prints a line "seconds kilobytes exit" for each: the
 * least time of processors, the largest peak memory, the last exit code. Time of processors, user's
 * and system's, and turns: what else the machine does counts little. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static int64_t microseconds(struct timeval t)
{
    return (int64_t)t.tv_sec * 1000000 + t.tv_usec;
}

static int run(char **argv, long *out_kilobytes, int64_t *out_taken)
{
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
        execvp(argv[0], argv);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    wait4(child, &status, 0, &usage);
    *out_kilobytes = usage.ru_maxrss;
    *out_taken = microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

enum { MAX_COMMANDS = 8 };

typedef struct command {
    char **argv;
    int64_t best;
    long largest;
    int code;
} command;

/* Each "--" becomes the end of a command. */
static int split(int argc, char **argv, command *commands)
{
    int count = 0;
    for (int i = 2; i < argc && count < MAX_COMMANDS; i++) {
        commands[count++] = (command){.argv = argv + i, .best = INT64_MAX};
        while (i < argc && strcmp(argv[i], "--") != 0) {
            i++;
        }
        argv[i] = NULL;
    }
    return count;
}

static void measure(command *c)
{
    long kilobytes = 0;
    int64_t taken = 0;
    c->code = run(c->argv, &kilobytes, &taken);
    c->best = taken < c->best ? taken : c->best;
    c->largest = kilobytes > c->largest ? kilobytes : c->largest;
}

int main(int argc, char **argv)
{
    command commands[MAX_COMMANDS];
    if (argc < 3) {
        fprintf(stderr, "usage: measure RUNS COMMAND [ARG...] [-- COMMAND [ARG...]]...\n");
        return 2;
    }
    const int count = split(argc, argv, commands);
    for (long i = strtol(argv[1], NULL, 10); i > 0; i--) {
        for (int k = 0; k < count; k++) {
            measure(&commands[k]);
        }
    }
    for (int k = 0; k < count; k++) {
        printf("%lld.%06lld %ld %d\n", (long long)(commands[k].best / 1000000),
               (long long)(commands[k].best % 1000000), commands[k].largest, commands[k].code);
    }
    return 0;
}
