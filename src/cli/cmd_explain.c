#include "cli.h"

#include <string.h>

static const cli_option OPTIONS[] = {
    {"markdown", 0, NULL, "the whole catalogue as docs/findings.md has it"},
    {NULL, 0, NULL, NULL},
};

static const char *const SEVERITIES[] = {"note", "warning", "error"};

/* Prints each line of the text behind `indent`. */
static void print_lines(const char *text, const char *indent, FILE *out)
{
    while (*text != 0) {
        size_t length = strcspn(text, "\n");
        fprintf(out, "%s%.*s\n", indent, (int)length, text);
        text += length + (text[length] == '\n' ? 1 : 0);
    }
}

/* The number of the rule, for what is asked by number. */
static size_t find_number(const char *id)
{
    ks_rule rule;
    size_t i = 0;
    while (ks_rule_get(i, KS_LANGUAGE_EN, &rule) && strcmp(rule.id, id) != 0) {
        i++;
    }
    return i;
}

static void print_example(const cli_run *run, const char *id)
{
    char *example = ks_rule_example(id, run->language);
    if (example != NULL) {
        const bool has_lines = example[0] == '-' || strstr(example, "\n- ") != NULL ||
                               example[0] == '+' || strstr(example, "\n+ ") != NULL;
        fprintf(run->out, "\n  %s\n",
                cli_words(run, has_lines ? "Example: wrong (-), right (+)" : "Example"));
        print_lines(example, "    ", run->out);
    }
    ks_text_free(example);
}

static void print_rule(const cli_run *run, const ks_rule *rule)
{
    char *message = ks_rule_text(find_number(rule->id), run->language);
    fprintf(run->out, "%s (%s)\n", rule->id, cli_words(run, SEVERITIES[rule->severity]));
    if (rule->section[0] != 0) {
        fprintf(run->out, "  %s\n", rule->section);
    }
    if (rule->code[0] != 0) {
        fprintf(run->out, "  %s\n", rule->code);
    }
    fprintf(run->out, "\n  %s\n\n  %s\n", message != NULL ? message : "", rule->help);
    ks_text_free(message);
    print_example(run, rule->id);
    if (rule->severity == KS_ERROR && rule->outcome != KS_OUTCOME_INVALID) {
        fprintf(
            run->out, "\n  %s\n",
            cli_words(run, "Something could not be checked or done then: it cannot be skipped."));
    }
}

/* Whether the rule is of another family than the last one, which `family` keeps. */
static bool begins_family(const ks_rule *rule, char *family, size_t size)
{
    size_t length = strcspn(rule->id, ".");
    if (length >= size || (strncmp(family, rule->id, length) == 0 && family[length] == 0)) {
        return false;
    }
    memcpy(family, rule->id, length);
    family[length] = 0;
    return true;
}

static void print_list(const cli_run *run)
{
    ks_rule rule;
    char family[64] = "";
    for (size_t i = 0; ks_rule_get(i, run->language, &rule); i++) {
        char *message = ks_rule_text(i, run->language);
        if (begins_family(&rule, family, sizeof family)) {
            fprintf(run->out, "%s%s\n", i > 0 ? "\n" : "", family);
        }
        fprintf(run->out, "  %-36s %-8s %s\n", rule.id, cli_words(run, SEVERITIES[rule.severity]),
                message != NULL ? message : "");
        ks_text_free(message);
    }
}

static void print_markdown_example(const cli_run *run, const char *id)
{
    char *example = ks_rule_example(id, run->language);
    if (example != NULL) {
        fputs("\n```diff\n", run->out);
        print_lines(example, "", run->out);
        fputs("```\n", run->out);
    }
    ks_text_free(example);
}

static void print_markdown(const cli_run *run)
{
    fputs(
        "# Findings\n\nMade by `kessan explain --markdown` from the catalogue; \"...\" stands for "
        "what a finding fills in. In the examples `-` is wrong, and `+` is right.\n",
        run->out);
    ks_rule rule;
    char family[64] = "";
    for (size_t i = 0; ks_rule_get(i, run->language, &rule); i++) {
        char *message = ks_rule_text(i, run->language);
        if (begins_family(&rule, family, sizeof family)) {
            fprintf(run->out, "\n## %s\n", family);
        }
        fprintf(run->out, "\n### %s\n\n*%s*%s%s%s%s. %s\n\n%s\n", rule.id,
                SEVERITIES[rule.severity], rule.code[0] != 0 ? ", " : "", rule.code,
                rule.section[0] != 0 ? ", " : "", rule.section, message != NULL ? message : "",
                rule.help);
        ks_text_free(message);
        print_markdown_example(run, rule.id);
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
    "Says what the finding ID means, which section of which standard it comes from, and what to "
    "do about it, with an example of wrong and right. Without ID it lists every finding that "
    "there is, by family.",
    OPTIONS,
    run_explain,
    CLI_KIND_PLAIN,
    NULL,
};
