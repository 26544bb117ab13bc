#include "cli.h"

#include <string.h>

static const cli_option OPTIONS[] = {
    {"output", 'o', "DIR", "the folder for the outputs (default: out)"},
    {"encoding", 'e', "NAME",
     "encoding of the XML outputs: UTF-8 (default), Shift_JIS, EUC-JP, ..."},
    {"package", 'p', "FILE",
     "also write a report package: FILE.xbri with the inline document, FILE.xbr with the instance"},
    {"quiet", 'q', NULL, "no ledger and no list of outputs"},
    {NULL, 0, NULL, NULL},
};

static void print_counts(const cli_run *run, const ks_made *made)
{
    const struct {
        size_t number;
        const char *one;
        const char *many;
        const char *japanese;
    } counts[] = {
        {ks_made_concept_count(made), "concept", "concepts", "概念"},
        {ks_made_context_count(made), "context", "contexts", "コンテキスト"},
        {ks_made_fact_count(made), "fact", "facts", "ファクト"},
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        if (run->language == KS_LANGUAGE_JA) {
            fprintf(run->out, "%s%s%zu", i == 0 ? "\n" : "、", counts[i].japanese,
                    counts[i].number);
        } else {
            fprintf(run->out, "%s%zu %s", i == 0 ? "\n" : ", ", counts[i].number,
                    counts[i].number == 1 ? counts[i].one : counts[i].many);
        }
    }
}

static void print_made(const cli_run *run, const ks_made *made, const char *folder)
{
    fputs(ks_made_ledger(made), run->out);
    if (ks_made_file_count(made) == 0) {
        fputs(run->language == KS_LANGUAGE_JA ? "\nエラーがあるため何も書き出していません。\n"
                                              : "\nNothing was written, because of the errors.\n",
              run->out);
        return;
    }
    print_counts(run, made);
    fprintf(run->out, run->language == KS_LANGUAGE_JA ? "。出力先 %s:\n" : ". In %s:\n", folder);
    for (size_t i = 0; i < ks_made_file_count(made); i++) {
        fprintf(run->out, "  %s\n", ks_made_file(made, i));
    }
    if (cli_value(run, "package") != NULL) {
        fprintf(run->out,
                run->language == KS_LANGUAGE_JA ? "報告書パッケージ: %s\n" : "Report package: %s\n",
                cli_value(run, "package"));
    }
}

static int make(cli_run *run, bool is_rendered)
{
    ks_session *session = cli_session_new(run);
    if (session == NULL) {
        return run->exit_code;
    }
    const char *folder = cli_value(run, "output");
    ks_make_options options = {
        .folder = folder != NULL ? folder : "out",
        .encoding = cli_value(run, "encoding"),
        .is_rendered = is_rendered,
        .package = cli_value(run, "package"),
    };
    ks_made *made = NULL;
    ks_status status = ks_make(session, run->operands[0], &options, &made);
    if (made != NULL && cli_value(run, "quiet") == NULL) {
        print_made(run, made, options.folder);
    }
    ks_made_free(made);
    return cli_session_finish(run, session, status);
}

static int run_make(cli_run *run)
{
    return make(run, true);
}

static int run_build(cli_run *run)
{
    return make(run, false);
}

const cli_command CLI_MAKE = {
    "make",
    "PLAN",
    1,
    1,
    "make a filing: taxonomy, instance and readable reports",
    "Reads the filing plan PLAN and the tables that it names, builds the extension taxonomy and "
    "the XBRL instance, validates both, and renders the filing as HTML and text in every "
    "language of the plan, and as an inline XBRL document (.xhtml) in all of them, which people "
    "read and extract makes the instance of again. Everything is written, or, where an error was "
    "found, nothing. With --package the report and its taxonomy are also packed into one file, to "
    "be filed or sent; other commands read it as they read a report.",
    OPTIONS,
    run_make,
    CLI_KIND_RESULTS,
    "a filing plan, the XML file that says what the tables mean",
};

const cli_command CLI_BUILD = {
    "build",
    "PLAN",
    1,
    1,
    "build the taxonomy and the instance, without the readable reports",
    "As make, but without rendering: the taxonomy, the instance and the statement view. A package "
    "(--package) holds the instance then, and ends in .xbr.",
    OPTIONS,
    run_build,
    CLI_KIND_RESULTS,
    "a filing plan, the XML file that says what the tables mean",
};
