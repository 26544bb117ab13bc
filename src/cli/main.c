#include "cli.h"

#include <signal.h>

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a write fails instead, and outputs are taken back */
    return cli_main(argc, argv, stdout, stderr);
}
