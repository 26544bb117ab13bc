#include "cli.h"

#include <ctype.h>
#include <string.h>

static const cli_option OPTIONS[] = {
    {"man", 0, NULL, "the manual page, or that of COMMAND, as roff"},
    {"completion", 0, "bash|zsh|fish", "a script that completes words for that shell"},
    {NULL, 0, NULL, NULL},
};

static const struct {
    int code;
    const char *meaning;
} EXIT_CODES[] = {
    {CLI_EXIT_VALID, "valid"},
    {CLI_EXIT_INVALID, "findings at or above --fail-on"},
    {CLI_EXIT_USAGE, "the command line, or the place for the outputs, is wrong"},
    {CLI_EXIT_UNREADABLE, "an input could not be read or parsed"},
    {CLI_EXIT_UNRESOLVED, "a document of the taxonomy could not be had offline"},
    {CLI_EXIT_INTERNAL, "kessan itself failed"},
    {CLI_EXIT_CLOSED, "who read standard output went away before its end"},
};

#define OPTION_WIDTH 24

static void print_options(const cli_command *command, int list, FILE *out)
{
    for (const cli_option *o = cli_option_list(command, list); o->name != NULL; o++) {
        if (list > 0 && cli_has_own(command, o->name)) {
            continue;
        }
        char left[64];
        snprintf(left, sizeof left, "%c%c%s--%s%s%s", o->letter != 0 ? '-' : ' ',
                 o->letter != 0 ? o->letter : ' ', o->letter != 0 ? ", " : "  ", o->name,
                 o->value != NULL ? " " : "", o->value != NULL ? o->value : "");
        bool is_long = strlen(left) > OPTION_WIDTH; /* then the help stands in the next line */
        fprintf(out, "  %-*s %s%*s%s\n", OPTION_WIDTH, left, is_long ? "\n" : "",
                is_long ? OPTION_WIDTH + 3 : 0, "", o->help);
    }
}

/* Prints `text` broken at spaces, at most 78 columns wide. */
static void print_wrapped(const char *text, FILE *out)
{
    size_t column = 0;
    for (const char *word = text; *word != 0;) {
        size_t length = strcspn(word, " ");
        if (column > 0) {
            bool is_new_line = column + 1 + length > 78;
            fputs(is_new_line ? "\n" : " ", out);
            column = is_new_line ? 0 : column + 1;
        }
        fwrite(word, 1, length, out);
        column += length;
        word += length + (word[length] == ' ' ? 1 : 0);
    }
    fputc('\n', out);
}

static void print_overview(FILE *out)
{
    fputs("kessan turns the figures of a company's accounts into a filed, validated, readable XBRL "
          "report.\n\nusage: kessan COMMAND [OPTION...] ...\n\n",
          out);
    for (const cli_command *const *c = CLI_COMMANDS; *c != NULL; c++) {
        fprintf(out, "  %-10s %s\n", (*c)->name, (*c)->summary);
    }
    fputs("\n  --version  show the version\n  --help     show this; kessan COMMAND --help shows "
          "more\n\nexit codes:\n",
          out);
    for (size_t i = 0; i < sizeof EXIT_CODES / sizeof *EXIT_CODES; i++) {
        fprintf(out, "  %-3d %s\n", EXIT_CODES[i].code, EXIT_CODES[i].meaning);
    }
}

void cli_print_help(const cli_command *command, FILE *out)
{
    if (command == NULL) {
        print_overview(out);
        return;
    }
    fprintf(out, "usage: kessan %s [OPTION...] %s\n\n", command->name, command->operands);
    print_wrapped(command->description, out);
    fputc('\n', out);
    for (int list = 0; list < CLI_LISTS; list++) {
        print_options(command, list, out);
    }
}

/* Text for roff: a minus sign is not a hyphen. */
static void print_roff(const char *text, FILE *out)
{
    for (const char *c = text; *c != 0; c++) {
        if (*c == '-' || *c == '\\') {
            fputc('\\', out);
        }
        fputc(*c, out);
    }
}

static void print_man_option(const cli_option *option, FILE *out)
{
    fputs(".TP\n.B ", out);
    if (option->letter != 0) {
        fprintf(out, "\\-%c, ", option->letter);
    }
    fputs("\\-\\-", out);
    print_roff(option->name, out);
    if (option->value != NULL) {
        fprintf(out, " \\fI%s\\fR", option->value);
    }
    fputc('\n', out);
    print_roff(option->help, out);
    fputc('\n', out);
}

/* A command's own option stands for one of the same name in the lists after. */
static void print_man_options(const cli_command *command, int list, FILE *out)
{
    for (const cli_option *o = cli_option_list(command, list); o->name != NULL; o++) {
        if (list == 0 || !cli_has_own(command, o->name)) {
            print_man_option(o, out);
        }
    }
}

static void print_man_list(const cli_option *options, FILE *out)
{
    for (const cli_option *o = options; o->name != NULL; o++) {
        print_man_option(o, out);
    }
}

static void print_man_exit_codes(FILE *out)
{
    fputs(".SH EXIT STATUS\n", out);
    for (size_t i = 0; i < sizeof EXIT_CODES / sizeof *EXIT_CODES; i++) {
        fprintf(out, ".TP\n.B %d\n", EXIT_CODES[i].code);
        print_roff(EXIT_CODES[i].meaning, out);
        fputc('\n', out);
    }
}

static void print_command_man(const cli_command *command, FILE *out)
{
    fputs(".\\\" Made by kessan help --man.\n.TH KESSAN\\-", out);
    for (const char *c = command->name; *c != 0; c++) {
        fputc(toupper((unsigned char)*c), out);
    }
    fprintf(out, " 1 \"\" \"kessan %s\"\n.SH NAME\nkessan\\-%s \\- ", ks_version(), command->name);
    print_roff(command->summary, out);
    fprintf(out, "\n.SH SYNOPSIS\n.B kessan %s\n[\\fIOPTION\\fR...]", command->name);
    fprintf(out, "%s%s\n.SH DESCRIPTION\n", command->operands[0] != 0 ? " " : "",
            command->operands);
    print_roff(command->description, out);
    fputs("\n.SH OPTIONS\n", out);
    for (int list = 0; list < CLI_LISTS; list++) {
        print_man_options(command, list, out);
    }
    print_man_exit_codes(out);
    fputs(".SH SEE ALSO\n.BR kessan (1)\n", out);
}

static void print_whole_man(FILE *out)
{
    fprintf(out,
            ".\\\" Made by kessan help --man.\n.TH KESSAN 1 \"\" \"kessan %s\"\n.SH NAME\n"
            "kessan \\- from the figures of accounts to a filed XBRL report\n.SH SYNOPSIS\n"
            ".B kessan\n.I COMMAND\n[\\fIOPTION\\fR...] ...\n.SH COMMANDS\n",
            ks_version());
    for (const cli_command *const *c = CLI_COMMANDS; *c != NULL; c++) {
        fprintf(out, ".SS kessan %s [OPTION...] %s\n", (*c)->name, (*c)->operands);
        print_roff((*c)->description, out);
        fputc('\n', out);
        print_man_list((*c)->options, out);
    }
    fputs(".SH OPTIONS OF COMMANDS THAT HAVE FINDINGS\n", out);
    print_man_list(CLI_FINDING_OPTIONS, out);
    fputs(".SH OPTIONS OF EVERY COMMAND\n", out);
    print_man_list(CLI_COMMON_OPTIONS, out);
    print_man_exit_codes(out);
    fputs(".SH SEE ALSO\n", out);
    for (const cli_command *const *c = CLI_COMMANDS; *c != NULL; c++) {
        fprintf(out, ".BR kessan\\-%s (1)%s\n", (*c)->name, c[1] != NULL ? "," : "");
    }
}

void cli_print_man(const cli_command *command, FILE *out)
{
    if (command == NULL) {
        print_whole_man(out);
    } else {
        print_command_man(command, out);
    }
}

static int run_help(cli_run *run)
{
    const cli_command *command = NULL;
    if (run->operand_count > 0) {
        command = cli_find_command(run->operands[0]);
        if (command == NULL) {
            return cli_command_error(run, run->operands[0]);
        }
    }
    const char *shell = cli_value(run, "completion");
    if (shell != NULL) {
        cli_print_completion(shell, run->out);
    } else if (cli_value(run, "man") != NULL) {
        cli_print_man(command, run->out);
    } else {
        cli_print_help(command, run->out);
    }
    return CLI_EXIT_VALID;
}

const cli_command CLI_HELP = {
    "help",
    "[COMMAND]",
    0,
    1,
    "show help, the manual page, or a completion script",
    "Shows the commands, or what COMMAND takes.",
    OPTIONS,
    run_help,
    CLI_KIND_PLAIN,
    NULL,
};
