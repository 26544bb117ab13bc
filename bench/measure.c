/* measure RUNS COMMAND [ARG...]: runs the command RUNS times with its output thrown away and prints
 * "seconds kilobytes exit": the least time of processors, the largest peak memory, the last exit
 * code. Time of processors, user's and system's: what else the machine does counts little. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
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

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: measure RUNS COMMAND [ARG...]\n");
        return 2;
    }
    int64_t best = INT64_MAX;
    long largest = 0;
    int code = 0;
    for (long i = strtol(argv[1], NULL, 10); i > 0; i--) {
        long kilobytes = 0;
        int64_t taken = 0;
        code = run(argv + 2, &kilobytes, &taken);
        best = taken < best ? taken : best;
        largest = kilobytes > largest ? kilobytes : largest;
    }
    printf("%lld.%06lld %ld %d\n", (long long)(best / 1000000), (long long)(best % 1000000),
           largest, code);
    return 0;
}
