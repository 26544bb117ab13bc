#include "cli.h"

int main(int argc, char **argv)
{
    int code = cli_main(argc, argv, stdout, stderr);
    cli_cleanup();
    return code;
}
