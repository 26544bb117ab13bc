#include "cli.h"

#include <string.h>

static const cli_option OPTIONS[] = {
    CLI_SOURCE_ROWS,
    {"calc", 0, "2.1|1.1|1.1-truncate|none",
     "by which rules sums are checked: XBRL 2.1 (default), or Calculations 1.1 where figures are "
     "rounded or cut off"},
    {"duplicates", 0, "none|inconsistent|all",
     "which facts that are filed more than once are told (default: inconsistent)"},
    {"no-scale-check", 0, NULL,
     "do not look for values that are 1,000 or 1,000,000 times what they should be"},
    {"utr", 0, "FILE", "hold units against the units registry in FILE; \"none\": against none"},
    {NULL, 0, NULL, NULL},
};

/* The words that an option takes, in the order of the public enum. */
static const char *const CALCULATIONS[] = {"2.1", "1.1", "1.1-truncate", "none"};
static const char *const DUPLICATES[] = {"inconsistent", "all", "none"};

/* The number of the option's value among `words`; 0 where it was not given. */
static int take_word(cli_run *run, const char *name, const char *const *words, int count, int *out)
{
    const char *value = cli_value(run, name);
    *out = 0;
    for (int i = 0; i < count && value != NULL; i++) {
        if (strcmp(words[i], value) == 0) {
            *out = i;
            return CLI_EXIT_VALID;
        }
    }
    return value == NULL ? CLI_EXIT_VALID
                         : cli_usage_error(run, "--%s does not take \"%s\"", name, value);
}

static int take_options(cli_run *run)
{
    int calculation, duplicates;
    int code = take_word(run, "calc", CALCULATIONS, 4, &calculation);
    if (code == CLI_EXIT_VALID) {
        code = take_word(run, "duplicates", DUPLICATES, 3, &duplicates);
    }
    if (code == CLI_EXIT_VALID) {
        run->calculation = (ks_calculation)calculation;
        run->duplicates = (ks_duplicates)duplicates;
        run->skips_scale = cli_value(run, "no-scale-check") != NULL;
    }
    return code;
}

static int run_validate(cli_run *run)
{
    int code = take_options(run);
    if (code != CLI_EXIT_VALID) {
        return code;
    }
    ks_session *session = cli_session_new(run);
    if (session == NULL) {
        return run->exit_code;
    }
    ks_status status = ks_validate_files(session, run->operands, (size_t)run->operand_count);
    return cli_session_finish(run, session, status);
}

const cli_command CLI_VALIDATE = {
    "validate",
    "FILE...",
    1,
    -1,
    "validate XBRL instances and taxonomies",
    "Validates each instance FILE, the instance that inline XBRL documents, a folder of them or a "
    "report package stand for, and the taxonomy it refers to, offline: against the schemas of "
    "the standards, which are built in, against the taxonomy's own, against the rules of XBRL "
    "2.1, and its units against the units registry. Schemas and linkbases among the files are "
    "validated as one taxonomy. Prints nothing when "
    "all is well.",
    OPTIONS,
    run_validate,
    CLI_KIND_FINDINGS,
};
