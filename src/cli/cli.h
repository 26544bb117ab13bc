/* The command as a function, so that it can be tested and fuzzed in-process. */
#ifndef KS_CLI_H
#define KS_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include <kessan/kessan.h>

enum {
    CLI_EXIT_VALID = 0,
    CLI_EXIT_INVALID = 1,
    CLI_EXIT_USAGE = 2,
    CLI_EXIT_UNREADABLE = 3,
    CLI_EXIT_UNRESOLVED = 4,
    CLI_EXIT_INTERNAL = 70,
    CLI_EXIT_CLOSED =
        141 /* who read standard output went away, as a shell tells it: 128 + SIGPIPE */
};

/* What a command has to say. */
typedef enum cli_kind {
    CLI_KIND_RESULTS,  /* results on standard output, findings on standard error */
    CLI_KIND_FINDINGS, /* nothing but findings */
    CLI_KIND_PLAIN     /* no findings at all */
} cli_kind;

/* An option of a command. Help, man page and parser come from the tables of these. */
typedef struct cli_option {
    const char *name;  /* without the dashes */
    char letter;       /* or 0 */
    const char *value; /* what its value is called, or NULL for a flag */
    const char *help;
} cli_option;

typedef struct cli_run cli_run;
typedef struct cli_progress cli_progress;

#define CLI_MAX_MIRRORS  64
#define CLI_MAX_PACKAGES 64
#define CLI_MAX_CATALOGS 64

/* Rows of the options of each command that reads taxonomies: where documents come from. */
#define CLI_SOURCE_ROWS                                                                            \
    {"mirror", 'm', "DIR",                                                                         \
     "look for http(s)://host/path at DIR/host/path, after catalogs and packages; may be "         \
     "repeated"},                                                                                  \
        {"package", 'p', "ZIP",                                                                    \
         "look into the taxonomy package ZIP, after catalogs; may be repeated"},                   \
        {"catalog", 0, "FILE",                                                                     \
         "look where the XML catalog FILE says, before all else; may be repeated"},                \
        {"lock", 0, "FILE",                                                                        \
         "the taxonomy must be made of the documents that FILE has, each with its SHA-256"},       \
    {                                                                                              \
        "write-lock", 0, "FILE", "write to FILE what documents the taxonomy is made of"            \
    }

/* A row of the options of each command that takes one instance. */
#define CLI_TARGET_ROW                                                                             \
    {                                                                                              \
        "target", 't', "NAME",                                                                     \
            "the target document of inline documents to take (default: the default one)"           \
    }

/* A command: a row of CLI_COMMANDS. */
typedef struct cli_command {
    const char *name;
    const char *operands; /* as in the usage line */
    int min_operands;
    int max_operands; /* -1: any number */
    const char *summary;
    const char *description;
    const cli_option *options; /* ends with a NULL name */
    int (*run)(cli_run *run);  /* returns the exit code */
    cli_kind kind;
    const char *needs; /* what the operands are, where there must be some */
} cli_command;

extern const cli_command *const CLI_COMMANDS[]; /* ends with NULL */
extern const cli_option CLI_FINDING_OPTIONS[];  /* those that have findings have them */
extern const cli_option CLI_COMMON_OPTIONS[];   /* every command has them */

/* One run of a command: what was asked, and where to answer. */
struct cli_run {
    const cli_command *command;
    FILE *out;
    FILE *err;
    const char **operands;
    int operand_count;
    const struct cli_given *given; /* the options, in the order given */
    int given_count;
    ks_language language;
    int fail_on;                /* a ks_severity, or CLI_FAIL_NEVER */
    ks_calculation calculation; /* of validate, as the next three */
    ks_duplicates duplicates;
    bool skips_scale;
    bool skips_dimensions;
    unsigned jobs;
    cli_progress *progress;                 /* or NULL */
    const char *mirrors[CLI_MAX_MIRRORS];   /* of --mirror; the session borrows them */
    const char *packages[CLI_MAX_PACKAGES]; /* of --package; likewise */
    const char *catalogs[CLI_MAX_CATALOGS]; /* of --catalog; likewise */
    char *root;                             /* the folder that the command runs in, or NULL */
    int exit_code;                          /* why there is no session */
};

typedef struct cli_given {
    const cli_option *option;
    const char *value; /* NULL for a flag */
} cli_given;

int cli_main(int argc, char **argv, FILE *out, FILE *err);

/* The last value given for the option, or NULL. A flag that was given has the value "". */
const char *cli_value(const cli_run *run, const char *name);
/* All values of an option that may be repeated, in order; at most `limit` of them. */
int cli_values(const cli_run *run, const char *name, const char **out, int limit);
/* The last value of --lang or --languages, which are the same where a command has both; or NULL. */
const char *cli_languages(const cli_run *run);

/* Prints an error about the command line and returns CLI_EXIT_USAGE. */
__attribute__((format(printf, 2, 3))) int cli_usage_error(const cli_run *run, const char *format,
                                                          ...);
/* Likewise: operands are missing; there is no such command. */
int cli_operand_error(const cli_run *run);
int cli_command_error(const cli_run *run, const char *word);
/* For results: the user is the FILE that they go to. */
void cli_write(const char *text, size_t size, void *user);
/* The same sentence in the language of the run; `english` where it is not known. */
__attribute__((format_arg(2))) const char *cli_words(const cli_run *run, const char *english);
/* A session with the reports and choices that were asked for; NULL after saying why, and then
 * run->exit_code is what the command returns. */
ks_session *cli_session_new(cli_run *run);
/* The files that the operands stand for: names, patterns, folders as they are, "@list" with a name
 * on each line. */
typedef struct cli_files {
    char **names;
    size_t count;
    size_t capacity;
} cli_files;

/* CLI_EXIT_VALID, or why not. Release *out, which starts as {0}, in any case. */
int cli_expand_files(const cli_run *run, cli_files *out);
void cli_files_release(cli_files *files);

struct cli_progress {
    const cli_run *run;
    bool is_shown;
    int64_t started; /* milliseconds */
    int64_t last;
};

void cli_progress_begin(cli_progress *progress, const cli_run *run);
void cli_progress_show(const ks_progress *state, void *user); /* `user` is the cli_progress */
void cli_progress_end(const cli_progress *progress);

/* Ends the reports, frees the session, and gives the exit code of it and `status`. */
int cli_session_finish(cli_run *run, ks_session *session, ks_status status);
/* Adds the reports, choices and baselines of the command line; CLI_EXIT_VALID, or why not. */
int cli_report_begin(cli_run *run, ks_session *session);
/* The lists of options that a command has, CLI_LISTS of them: its own, those of findings, common
 * ones. Each ends with a NULL name. */
const cli_option *cli_option_list(const cli_command *command, int list);
#define CLI_LISTS 3
/* Whether the command has an option of that name itself. */
bool cli_has_own(const cli_command *command, const char *name);

void cli_print_help(const cli_command *command, FILE *out); /* NULL: of the whole command */
/* The manual page of a command; NULL: of the whole command. */
void cli_print_man(const cli_command *command, FILE *out);
/* The completion script for that shell; false where there is none for it. */
bool cli_print_completion(const char *shell, FILE *out);
const cli_command *cli_find_command(const char *name);

extern const cli_command CLI_MAKE, CLI_BUILD, CLI_VALIDATE, CLI_RENDER, CLI_TAXONOMY, CLI_FACTS,
    CLI_CONVERT, CLI_FETCH, CLI_EXTRACT, CLI_EXPLAIN, CLI_HELP;

#endif
