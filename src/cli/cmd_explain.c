#include "cli.h"

#include <string.h>

static const cli_option OPTIONS[] = {
    {"markdown", 0, NULL, "the whole catalogue as docs/findings.md has it"},
    {NULL, 0, NULL, NULL},
};

static const char *const SEVERITIES[] = {"note", "warning", "error"};

static void print_rule(const cli_run *run, const ks_rule *rule)
{
    fprintf(run->out, "%s (%s)\n", rule->id, SEVERITIES[rule->severity]);
    if (rule->code[0] != 0) {
        fprintf(run->out, "  %s\n", rule->code);
    }
    if (rule->section[0] != 0) {
        fprintf(run->out, "  %s\n", rule->section);
    }
    fprintf(run->out, "\n  %s\n\n  %s\n", rule->message, rule->help);
}

static void print_list(const cli_run *run)
{
    ks_rule rule;
    for (size_t i = 0; ks_rule_get(i, run->language, &rule); i++) {
        fprintf(run->out, "%-34s %-8s %s\n", rule.id, SEVERITIES[rule.severity], rule.message);
    }
}

static void print_markdown(const cli_run *run)
{
    fputs(
        "# Findings\n\nMade by `kessan explain --markdown` from the catalogue; {0}, {1} stand for "
        "what a finding fills in.\n",
        run->out);
    ks_rule rule;
    char family[64] = "";
    for (size_t i = 0; ks_rule_get(i, run->language, &rule); i++) {
        size_t length = strcspn(rule.id, ".");
        if (length < sizeof family &&
            (strncmp(family, rule.id, length) != 0 || family[length] != 0)) {
            memcpy(family, rule.id, length);
            family[length] = 0;
            fprintf(run->out, "\n## %s\n", family);
        }
        fprintf(run->out, "\n### %s\n\n*%s*%s%s%s%s. %s\n\n%s\n", rule.id,
                SEVERITIES[rule.severity], rule.code[0] != 0 ? ", " : "", rule.code,
                rule.section[0] != 0 ? ", " : "", rule.section, rule.message, rule.help);
    }
}

static int run_explain(cli_run *run)
{
    if (cli_value(run, "markdown") != NULL) {
        print_markdown(run);
        return CLI_EXIT_VALID;
    }
    if (run->operand_count == 0) {
        print_list(run);
        return CLI_EXIT_VALID;
    }
    ks_rule rule;
    if (!ks_rule_find(run->operands[0], run->language, &rule)) {
        const char *nearest = ks_rule_nearest(run->operands[0]);
        return nearest != NULL
                   ? cli_usage_error(run, "there is no finding \"%s\"; did you mean \"%s\"?",
                                     run->operands[0], nearest)
                   : cli_usage_error(run, "there is no finding \"%s\"", run->operands[0]);
    }
    print_rule(run, &rule);
    return CLI_EXIT_VALID;
}

const cli_command CLI_EXPLAIN = {
    "explain",
    "[ID]",
    0,
    1,
    "explain a finding, or list them all",
    "Says what the finding ID means, which section of which standard it comes from, and what to do "
    "about it. Without ID it lists every finding that there is.",
    OPTIONS,
    run_explain,
    CLI_KIND_PLAIN,
};
