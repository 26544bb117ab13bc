#include "cli.h"

#include <ctype.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli_near.h"

const cli_command *const CLI_COMMANDS[] = {
    &CLI_MAKE,    &CLI_BUILD, &CLI_VALIDATE, &CLI_RENDER,  &CLI_TAXONOMY, &CLI_FACTS,
    &CLI_CONVERT, &CLI_FETCH, &CLI_EXTRACT,  &CLI_EXPLAIN, &CLI_HELP,     NULL,
};

const cli_option CLI_FINDING_OPTIONS[] = {
    {"format", 0, "text|json|sarif|junit|github",
     "how findings are told (default: text, on standard error)"},
    {"report", 0, "FORMAT=FILE", "tell the findings in FILE too, in that format; may be repeated"},
    {"fail-on", 0, "error|warning|note|never",
     "exit with 1 from this severity on (default: error)"},
    {"only", 0, "ID", "tell only the findings ID, or all that begin with it; may be repeated"},
    {"skip", 0, "ID",
     "tell nothing of the findings ID, or of all that begin with it; may be repeated"},
    {"severity", 0, "ID=LEVEL",
     "take the findings ID as an error, warning or note, or not at all (off); may be repeated"},
    {"baseline", 0, "FILE", "the findings that FILE holds are known: only new ones count"},
    {"write-baseline", 0, "FILE", "write the findings to FILE, to be known from now on"},
    {"color", 0, "auto|always|never", "colours (default: auto, on a terminal)"},
    {"source", 0, "auto|always|never",
     "show the line of the file too (default: auto, on a terminal)"},
    {NULL, 0, NULL, NULL},
};

const cli_option CLI_COMMON_OPTIONS[] = {
    {"lang", 0, "en|ja", "language of the messages (default: en)"},
    {"help", 'h', NULL, "show what the command takes"},
    {NULL, 0, NULL, NULL},
};

const cli_option *cli_option_list(const cli_command *command, int list)
{
    static const cli_option none[] = {{NULL, 0, NULL, NULL}};
    const cli_option *const findings = command->kind == CLI_KIND_PLAIN ? none : CLI_FINDING_OPTIONS;
    return list == 0 ? command->options : list == 1 ? findings : CLI_COMMON_OPTIONS;
}

bool cli_has_own(const cli_command *command, const char *name)
{
    for (const cli_option *o = command->options; o->name != NULL; o++) {
        if (strcmp(o->name, name) == 0) {
            return true;
        }
    }
    return false;
}

const cli_command *cli_find_command(const char *name)
{
    for (const cli_command *const *c = CLI_COMMANDS; *c != NULL; c++) {
        if (strcmp((*c)->name, name) == 0) {
            return *c;
        }
    }
    return NULL;
}

int cli_command_error(const cli_run *run, const char *word)
{
    cli_near near = {.word = word, .length = strlen(word)};
    for (const cli_command *const *c = CLI_COMMANDS; *c != NULL; c++) {
        cli_near_offer(&near, (*c)->name);
    }
    return near.name != NULL
               ? cli_usage_error(run, "there is no command \"%s\"; did you mean \"%s\"?", word,
                                 near.name)
               : cli_usage_error(run, "there is no command \"%s\"", word);
}

int cli_usage_error(const cli_run *run, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("kessan: ", run->err);
    vfprintf(run->err, cli_words(run, format), args);
    va_end(args);
    fputc('\n', run->err);
    if (run->command != NULL) {
        fprintf(run->err, cli_words(run, "Try: kessan %s --help"), run->command->name);
    } else {
        fputs(cli_words(run, "Try: kessan --help"), run->err);
    }
    fputc('\n', run->err);
    return CLI_EXIT_USAGE;
}

int cli_operand_error(const cli_run *run)
{
    return cli_usage_error(run, "%s needs %s: %s", run->command->name, run->command->operands,
                           cli_words(run, run->command->needs));
}

void cli_write(const char *text, size_t size, void *user)
{
    fwrite(text, 1, size, user);
}

const char *cli_value(const cli_run *run, const char *name)
{
    for (int i = run->given_count; i-- > 0;) {
        if (strcmp(run->given[i].option->name, name) == 0) {
            return run->given[i].value == NULL ? "" : run->given[i].value;
        }
    }
    return NULL;
}

const char *cli_languages(const cli_run *run)
{
    for (int i = run->given_count; i-- > 0;) {
        const char *name = run->given[i].option->name;
        if (strcmp(name, "lang") == 0 || strcmp(name, "languages") == 0) {
            return run->given[i].value;
        }
    }
    return NULL;
}

int cli_values(const cli_run *run, const char *name, const char **out, int limit)
{
    int count = 0;
    for (int i = 0; i < run->given_count && count < limit; i++) {
        if (strcmp(run->given[i].option->name, name) == 0) {
            out[count++] = run->given[i].value;
        }
    }
    return count;
}

static bool is_named(const cli_option *option, const char *name, size_t length)
{
    return strlen(option->name) == length && strncmp(option->name, name, length) == 0;
}

static const cli_option *find_in(const cli_option *options, const char *name, size_t length,
                                 char letter)
{
    for (const cli_option *o = options; o->name != NULL; o++) {
        if (letter != 0 ? o->letter == letter : is_named(o, name, length)) {
            return o;
        }
    }
    return NULL;
}

static const cli_option *find_option(const cli_command *command, const char *name, size_t length,
                                     char letter)
{
    const cli_option *option = NULL;
    for (int list = 0; option == NULL && list < CLI_LISTS; list++) {
        option = find_in(cli_option_list(command, list), name, length, letter);
    }
    return option;
}

/* Whether the option takes that value. One that takes some words alone lists them: "csv|json". */
static bool is_taken(const cli_option *option, const char *value)
{
    const char *word = option->value;
    if (strchr(word, '|') == NULL || isupper((unsigned char)word[0])) {
        return true;
    }
    for (const char *end = word; *end != '\0'; word = end + 1) {
        end = word + strcspn(word, "|");
        if (strlen(value) == (size_t)(end - word) && strncmp(word, value, strlen(value)) == 0) {
            return true;
        }
    }
    return false;
}

static int report_option(const cli_run *run, const char *word, const char *name, size_t length)
{
    cli_near near = {.word = name, .length = length};
    for (int list = 0; list < CLI_LISTS && word[1] == '-'; list++) {
        for (const cli_option *o = cli_option_list(run->command, list); o->name != NULL; o++) {
            cli_near_offer(&near, o->name);
        }
    }
    return near.name != NULL ? cli_usage_error(run, "there is no option \"%s\"; did you mean --%s?",
                                               word, near.name)
                             : cli_usage_error(run, "there is no option \"%s\"", word);
}

/* Takes argv[*at] (and its value) as an option; CLI_EXIT_VALID where it is one. */
static int take_option(cli_run *run, cli_given *given, int argc, char **argv, int *at)
{
    const char *word = argv[*at];
    bool is_long = word[1] == '-';
    const char *name = word + (is_long ? 2 : 1);
    const char *equals = is_long ? strchr(name, '=') : NULL;
    size_t length = equals != NULL ? (size_t)(equals - name) : strlen(name);
    const cli_option *option = find_option(run->command, name, length, is_long ? 0 : name[0]);
    if (option == NULL) {
        return report_option(run, word, name, length);
    }
    const char *value = equals != NULL ? equals + 1 : !is_long && name[1] != 0 ? name + 1 : NULL;
    if (option->value == NULL && value != NULL) {
        return cli_usage_error(run, "--%s takes no value", option->name);
    }
    if (option->value != NULL && value == NULL) {
        if (*at + 1 >= argc) {
            return cli_usage_error(run, "--%s needs a value: %s", option->name, option->value);
        }
        value = argv[++*at];
    }
    if (value != NULL && !is_taken(option, value)) {
        return cli_usage_error(run, "--%s takes %s, not \"%s\"", option->name, option->value,
                               value);
    }
    given[run->given_count++] = (cli_given){option, value};
    return CLI_EXIT_VALID;
}

/* What is given more often than there is room for must not be dropped in silence. */
static int check_repeated(const cli_run *run)
{
    static const struct {
        const char *name;
        int limit;
    } repeated[] = {
        {"mirror", CLI_MAX_MIRRORS}, {"package", CLI_MAX_PACKAGES}, {"catalog", CLI_MAX_CATALOGS}};
    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
        int count = 0;
        for (int j = 0; j < run->given_count; j++) {
            count += strcmp(run->given[j].option->name, repeated[i].name) == 0;
        }
        if (count > repeated[i].limit) {
            return cli_usage_error(run, "--%s may be given %d times, not %d", repeated[i].name,
                                   repeated[i].limit, count);
        }
    }
    return CLI_EXIT_VALID;
}

static void take_common(cli_run *run)
{
    static const char *const levels[] = {"note", "warning", "error", "never"};
    const char *lang = cli_languages(run); /* maybe a list: the first counts here */
    const char *fail_on = cli_value(run, "fail-on");
    run->language = lang != NULL && strncmp(lang, "ja", 2) == 0 ? KS_LANGUAGE_JA : KS_LANGUAGE_EN;
    run->fail_on = KS_ERROR;
    for (int i = 0; i < 4 && fail_on != NULL; i++) {
        run->fail_on = strcmp(levels[i], fail_on) == 0 ? i : run->fail_on;
    }
}

static int check_operands(const cli_run *run)
{
    const cli_command *command = run->command;
    if (run->operand_count < command->min_operands) {
        return cli_operand_error(run);
    }
    if (command->max_operands >= 0 && run->operand_count > command->max_operands) {
        const char *rest = run->operands[command->max_operands];
        return command->operands[0] != 0
                   ? cli_usage_error(run, "%s takes %s, and \"%s\" is too much", command->name,
                                     command->operands, rest)
                   : cli_usage_error(run, "%s takes no operands, and \"%s\" is too much",
                                     command->name, rest);
    }
    return CLI_EXIT_VALID;
}

static int parse_words(cli_run *run, cli_given *given, int argc, char **argv)
{
    bool is_options = true;
    for (int i = 2; i < argc; i++) {
        if (is_options && strcmp(argv[i], "--") == 0) {
            is_options = false;
        } else if (is_options && argv[i][0] == '-' && argv[i][1] != 0) {
            int code = take_option(run, given, argc, argv, &i);
            if (code != CLI_EXIT_VALID) {
                return code;
            }
        } else {
            run->operands[run->operand_count++] = argv[i];
        }
    }
    return CLI_EXIT_VALID;
}

static int run_command(cli_run *run, int argc, char **argv)
{
    cli_given *given = calloc((size_t)argc, sizeof *given);
    run->operands = calloc((size_t)argc, sizeof *run->operands);
    run->given = given;
    int code = CLI_EXIT_INTERNAL;
    if (given == NULL || run->operands == NULL) {
        fprintf(run->err, "kessan: %s\n", cli_words(run, "memory is short"));
        goto cleanup;
    }
    code = parse_words(run, given, argc, argv);
    if (code == CLI_EXIT_VALID && cli_value(run, "help") != NULL) {
        cli_print_help(run->command, run->out);
        goto cleanup;
    }
    if (code == CLI_EXIT_VALID) {
        take_common(run);
        code = check_operands(run);
    }
    if (code == CLI_EXIT_VALID) {
        code = check_repeated(run);
    }
    if (code == CLI_EXIT_VALID) {
        code = run->command->run(run);
    }

cleanup:
    free(given);
    free(run->operands);
    return code;
}

/* The language of errors about the command line, which may stand in front of --lang. */
static ks_language find_language(int argc, char **argv)
{
    const char *lang = "en";
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0) {
            lang = argv[i] + 7;
        } else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc) {
            lang = argv[i + 1];
        }
    }
    return strcmp(lang, "ja") == 0 ? KS_LANGUAGE_JA : KS_LANGUAGE_EN;
}

/* Whether nobody reads the stream any more: a pipe that was closed, as by `head`. */
static bool is_closed(FILE *stream)
{
    struct pollfd asked = {.fd = fileno(stream), .events = POLLOUT};
    return asked.fd >= 0 && poll(&asked, 1, 0) == 1 && (asked.revents & POLLERR) != 0;
}

/* What was found goes first: a result that nobody reads any more is no news. */
static int check_output(const cli_run *run, int code)
{
    const bool is_written = fflush(run->out) == 0 && !ferror(run->out);
    if (is_written || code != CLI_EXIT_VALID) {
        return code;
    }
    if (is_closed(run->out)) {
        return CLI_EXIT_CLOSED;
    }
    fprintf(run->err, "kessan: %s\n", cli_words(run, "standard output could not be written"));
    return CLI_EXIT_USAGE;
}

/* A word that is no command. */
static int report_command(const cli_run *run, const char *word)
{
    if (word[0] == '-') {
        return cli_usage_error(run, "a command comes first, and then \"%s\"", word);
    }
    if (access(word, F_OK) == 0) {
        return cli_usage_error(run, "\"%s\" is a file, and a command comes first: validate?", word);
    }
    return cli_command_error(run, word);
}

static int run_words(cli_run *run, int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : "--help";
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        cli_print_help(NULL, argc > 1 ? run->out : run->err);
        return argc > 1 ? CLI_EXIT_VALID : CLI_EXIT_USAGE;
    }
    if (strcmp(word, "--version") == 0) {
        fprintf(run->out, "kessan %s\n", ks_version());
        return CLI_EXIT_VALID;
    }
    run->command = cli_find_command(word);
    return run->command != NULL ? run_command(run, argc, argv) : report_command(run, word);
}

int cli_main(int argc, char **argv, FILE *out, FILE *err)
{
    cli_run run = {
        .out = out,
        .err = err,
        .language = find_language(argc, argv),
        .root = realpath(".", NULL),
    };
    int code = check_output(&run, run_words(&run, argc, argv));
    free(run.root);
    return code;
}
