/* conformance INDEX.xml: runs a conformance suite, all variations in one process. Exit: 0 none
 * failed, 1 some did, 2 usage or nothing to run, 3 the suite cannot be read, 70 memory ran short.
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <kessan/kessan.h>

#include "registry.h"
#include "verdict.h"

enum { EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_UNREADABLE = 3, EXIT_INTERNAL = 70 };

#define FINDINGS_SHOWN 6
#define KEPT_BYTES     (1 << 28)

typedef KS_VEC(const char *) text_list;

typedef struct command {
    const char *index;
    const char *filter; /* or NULL */
    bool is_verbose;
    const char *utr; /* or NULL */
    text_list mirrors;
    text_list packages;
    conf_settings settings;
} command;

typedef struct tally {
    size_t passed;
    size_t failed;
    size_t unread;
    size_t uncompared;
    size_t unjudged;
} tally;

static int usage(FILE *out, int code)
{
    fputs("usage: conformance INDEX [--mirror DIR]... [--package ZIP]... [--filter TEXT] "
          "[--utr FILE] [--verbose]\n"
          "Runs the variations of a conformance suite: of an index, or of one testcase.\n"
          "  --mirror DIR     look for http(s)://host/path at DIR/host/path\n"
          "  --package ZIP    a taxonomy package to look into\n"
          "  --utr FILE       the units registry, or \"none\"; else the suite's own, where an\n"
          "                   utr*.xml stands beside its index, else the one built in\n"
          "  --filter TEXT    only variations with TEXT in their testcase, id or name\n"
          "  --verbose        print those that pass too, and all findings\n",
          out);
    return code;
}

static bool add_text(text_list *list, const char *text)
{
    const char **slot = ks_vec_add(list);
    if (slot != NULL) {
        *slot = text;
    }
    return slot != NULL;
}

/* Takes the argument at argv[i], and at argv[i + 1] where that is its value; how many it took, 0
 * where it is none of ours. */
static int take_argument(command *cmd, char **argv, int i)
{
    const char *name = argv[i];
    const char *value = argv[i + 1];
    if (strcmp(name, "--verbose") == 0) {
        cmd->is_verbose = true;
        return 1;
    }
    if (name[0] != '-') {
        const bool is_first = cmd->index == NULL;
        cmd->index = name;
        return is_first ? 1 : 0;
    }
    if (value == NULL) {
        return 0;
    }
    if (strcmp(name, "--filter") == 0) {
        cmd->filter = value;
        return 2;
    }
    if (strcmp(name, "--utr") == 0) {
        cmd->utr = value;
        return 2;
    }
    if (strcmp(name, "--mirror") == 0) {
        return add_text(&cmd->mirrors, value) ? 2 : 0;
    }
    return strcmp(name, "--package") == 0 && add_text(&cmd->packages, value) ? 2 : 0;
}

static bool parse_arguments(command *cmd, int argc, char **argv)
{
    for (int i = 1; i < argc;) {
        const int taken = take_argument(cmd, argv, i);
        if (taken == 0) {
            return false;
        }
        i += taken;
    }
    cmd->settings = (conf_settings){cmd->mirrors.items, cmd->mirrors.count, cmd->packages.items,
                                    cmd->packages.count, cmd->utr};
    return cmd->index != NULL;
}

static bool is_wanted(const command *cmd, const conf_variation *variation)
{
    return cmd->filter == NULL || strstr(variation->testcase, cmd->filter) != NULL ||
           strstr(variation->id, cmd->filter) != NULL ||
           strstr(variation->name, cmd->filter) != NULL;
}

static void print_findings(const command *cmd, const conf_outcome *outcome)
{
    for (size_t i = 0; i < outcome->findings.count; i++) {
        if (i == FINDINGS_SHOWN && !cmd->is_verbose) {
            printf("    and %zu more\n", outcome->findings.count - i);
            return;
        }
        printf("    %s\n", outcome->findings.items[i].line);
    }
}

static void print_variation(const command *cmd, const conf_variation *variation,
                            const conf_outcome *outcome, const conf_verdict *verdict)
{
    if (verdict->is_passed && !cmd->is_verbose) {
        return;
    }
    printf("%s %s %s%s%s\n", verdict->is_passed ? "ok  " : "FAIL", variation->testcase,
           variation->id, *variation->name == '\0' ? "" : " ", variation->name);
    if (!verdict->is_passed) {
        printf("    expected: %s\n    actual:   %s\n", verdict->expected, verdict->actual);
    }
    print_findings(cmd, outcome);
    if (verdict->differences != NULL) {
        fputs(verdict->differences, stdout);
    }
    if (verdict->uncompared != NULL) {
        printf("    output not compared: %s\n", verdict->uncompared);
    }
}

static void count_verdict(tally *counts, const conf_verdict *verdict)
{
    counts->passed += verdict->is_passed ? 1 : 0;
    counts->failed += verdict->is_passed ? 0 : 1;
    counts->unread += verdict->is_unread ? 1 : 0;
    counts->unjudged += verdict->is_unjudged ? 1 : 0;
    counts->uncompared += verdict->is_passed && verdict->uncompared != NULL ? 1 : 0;
}

static ks_status run_variation(const command *cmd, const conf_variation *variation, tally *counts)
{
    ks_arena arena;
    ks_arena_init(&arena);
    conf_outcome outcome = {.status = KS_OK};
    conf_verdict verdict = {.is_passed = false};
    ks_status status = KS_OK;
    if (variation->trouble == NULL && variation->transform == NULL) {
        status = conf_run(variation, &cmd->settings, &arena, &outcome);
    }
    if (status == KS_OK) {
        status = conf_judge(variation, &outcome, &cmd->settings, &arena, &verdict);
    }
    if (status == KS_OK) {
        print_variation(cmd, variation, &outcome, &verdict);
        count_verdict(counts, &verdict);
    }
    conf_outcome_release(&outcome);
    ks_arena_release(&arena);
    return status;
}

static void print_remarks(const conf_suite *suite)
{
    for (size_t i = 0; i < suite->remarks.count; i++) {
        const conf_remark *remark = &suite->remarks.items[i];
        printf("suite %s:%u: %s\n", remark->place.file, (unsigned)remark->place.line, remark->text);
    }
}

static void print_tally(const tally *counts)
{
    if (counts->unread > 0) {
        printf("%zu passed as invalid only because something could not be read\n", counts->unread);
    }
    if (counts->uncompared > 0) {
        printf("%zu passed without their output being compared (--verbose tells why)\n",
               counts->uncompared);
    }
    if (counts->unjudged > 0) {
        printf("%zu passed without the formulas or tables of their taxonomies being evaluated\n",
               counts->unjudged);
    }
    printf("%zu passed, %zu failed\n", counts->passed, counts->failed);
    fflush(stdout);
}

static int run_suite(const command *cmd, const conf_suite *suite)
{
    tally counts = {0};
    for (size_t i = 0; i < suite->variations.count; i++) {
        const conf_variation *variation = suite->variations.items[i];
        if (is_wanted(cmd, variation) && run_variation(cmd, variation, &counts) != KS_OK) {
            fputs("conformance: memory ran short\n", stderr);
            return EXIT_INTERNAL;
        }
    }
    print_tally(&counts);
    if (counts.passed + counts.failed == 0) {
        fputs("conformance: no variation ran\n", stderr);
        return EXIT_USAGE;
    }
    return counts.failed == 0 ? EXIT_SUCCESS : EXIT_FAILED;
}

static void print_finding(const ks_finding *finding, void *user)
{
    (void)user;
    char *text = ks_finding_text(finding, KS_LANGUAGE_EN);
    fputs(text != NULL ? text : "memory ran short\n", stderr);
    ks_text_free(text);
}

/* The README of the suite of registries asks for that; no index says it. */
static ks_status take_registry(command *cmd, conf_suite *suite)
{
    return cmd->settings.utr != NULL ? KS_OK
                                     : conf_find_registry(suite, cmd->index, &cmd->settings.utr);
}

static int run_command(command *cmd)
{
    conf_suite suite;
    conf_suite_init(&suite);
    ks_sink sink;
    ks_sink_init(&sink, print_finding, NULL, KS_LANG_EN);
    ks_status status = conf_suite_read(&suite, cmd->index, &sink);
    print_remarks(&suite);
    fflush(stdout);
    int code = EXIT_UNREADABLE;
    if (status == KS_OK) {
        status = take_registry(cmd, &suite);
    }
    if (status == KS_OK) {
        code = run_suite(cmd, &suite);
    } else {
        fprintf(stderr, "conformance: %s cannot be read as a suite\n", cmd->index);
    }
    conf_suite_release(&suite);
    return code;
}

int main(int argc, char **argv)
{
    command cmd = {.index = NULL};
    int code = EXIT_SUCCESS;
    /* What a variation gave back is for the next one, and not for the system. */
    mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
    mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        code = usage(stdout, EXIT_SUCCESS);
    } else if (!parse_arguments(&cmd, argc, argv)) {
        code = usage(stderr, EXIT_USAGE);
    } else {
        code = run_command(&cmd);
    }
    ks_vec_release(&cmd.mirrors);
    ks_vec_release(&cmd.packages);
    return code;
}
