#include "cli.h"

#include <string.h>

/* Scripts that complete words, made of the tables of commands for each shell. */

/* What a value or operand is, by the name that the tables give it. */
typedef enum value_kind {
    VALUE_OTHER,
    VALUE_WORDS, /* "en|ja" */
    VALUE_FILE,
    VALUE_DIR,
    VALUE_ID,
    VALUE_REPORT,   /* FORMAT=FILE */
    VALUE_SEVERITY, /* ID=LEVEL */
    VALUE_COMMAND
} value_kind;

static const struct {
    const char *name;
    value_kind kind;
} KINDS[] = {
    {"FILE", VALUE_FILE},         {"FILE|DIR", VALUE_FILE},
    {"FILE...", VALUE_FILE},      {"[FILE]", VALUE_FILE},
    {"PLAN", VALUE_FILE},         {"ZIP", VALUE_FILE},
    {"DIR", VALUE_DIR},           {"ID", VALUE_ID},
    {"[ID]", VALUE_ID},           {"FORMAT=FILE", VALUE_REPORT},
    {"ID=LEVEL", VALUE_SEVERITY}, {"[COMMAND]", VALUE_COMMAND},
};

static const char LEVELS[] = "error|warning|note|off";

static value_kind kind_of(const char *name)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (strcmp(KINDS[i].name, name) == 0) {
            return KINDS[i].kind;
        }
    }
    return strchr(name, '|') != NULL ? VALUE_WORDS : VALUE_OTHER;
}

/* "a|b" as "a b", with `after` behind each. */
static void print_words(const char *words, const char *after, FILE *out)
{
    for (const char *c = words; *c != 0; c++) {
        if (*c == '|') {
            fprintf(out, "%s ", after);
        } else {
            fputc(*c, out);
        }
    }
    fputs(after, out);
}

static const char *formats(void)
{
    for (const cli_option *o = CLI_FINDING_OPTIONS; o->name != NULL; o++) {
        if (strcmp(o->name, "format") == 0) {
            return o->value;
        }
    }
    return "";
}

/* The ids of the catalogue, a line each; with the families before them, if asked for. */
static void print_ids(bool has_families, FILE *out)
{
    char last[64] = "";
    ks_rule rule;
    for (size_t i = 0; ks_rule_get(i, KS_LANGUAGE_EN, &rule); i++) {
        char family[64];
        snprintf(family, sizeof family, "%.*s", (int)strcspn(rule.id, "."), rule.id);
        if (has_families && strcmp(family, last) != 0) {
            fprintf(out, "%s\n", family);
            memcpy(last, family, sizeof last);
        }
        fprintf(out, "%s\n", rule.id);
    }
}

/* Text within '...' of a shell; zsh wants brackets escaped too. fish knows \' and \\ in there. */
static void print_quoted(const char *text, char shell, FILE *out)
{
    for (const char *c = text; *c != 0; c++) {
        if (*c == '\'') {
            fputs(shell == 'f' ? "\\'" : "'\\''", out);
        } else {
            if ((shell == 'z' && strchr("[]\\", *c) != NULL) || (shell == 'f' && *c == '\\')) {
                fputc('\\', out);
            }
            fputc(*c, out);
        }
    }
}

typedef void (*option_printer)(const cli_command *command, const cli_option *option, FILE *out);

static void each_option(const cli_command *command, option_printer print, FILE *out)
{
    for (int list = 0; list < CLI_LISTS; list++) {
        for (const cli_option *o = cli_option_list(command, list); o->name != NULL; o++) {
            if (list == 0 || !cli_has_own(command, o->name)) {
                print(command, o, out);
            }
        }
    }
}

static void print_command_names(FILE *out)
{
    for (const cli_command *const *c = CLI_COMMANDS; *c != NULL; c++) {
        fprintf(out, "%s%s", c == CLI_COMMANDS ? "" : " ", (*c)->name);
    }
}

/* ---- bash ------------------------------------------------------------------------------------ */

static const char BASH_HEAD[] =
    "# kessan completion for bash; made by kessan help --completion bash.\n"
    "\n"
    "# _kessan_value COMMAND OPTION: sets kind, and words, to what its value is.\n"
    "_kessan_value()\n"
    "{\n"
    "    kind='' words=''\n"
    "    case $1' '$2 in\n";

static const char BASH_TAIL[] =
    "_kessan()\n"
    "{\n"
    "    local kind='' words='' prefix='' word current before i\n"
    "    local -a line=()\n"
    "    COMPREPLY=()\n"
    "    # \"=\" breaks words in bash: put them together again.\n"
    "    for ((i = 0; i <= COMP_CWORD; i++)); do\n"
    "        word=${COMP_WORDS[i]}\n"
    "        if ((i > 2)) && [[ $word == =* || ${COMP_WORDS[i-1]} == = ]]; then\n"
    "            line[${#line[@]}-1]+=$word\n"
    "        else\n"
    "            line+=(\"$word\")\n"
    "        fi\n"
    "    done\n"
    "    current=${line[${#line[@]}-1]}\n"
    "    before=${line[${#line[@]}-2]}\n"
    "\n"
    "    if ((${#line[@]} == 2)); then\n"
    "        kind=words words=\"$_kessan_commands --help --version\"\n"
    "    elif [[ $current == --*=* ]]; then\n"
    "        prefix=${current%%=*}=\n"
    "        _kessan_value \"${line[1]}\" \"${current%%=*}\"\n"
    "    else\n"
    "        [[ $before != -* ]] || _kessan_value \"${line[1]}\" \"$before\"\n"
    "        if [[ -z $kind && $current == -* ]]; then\n"
    "            _kessan_options \"${line[1]}\"\n"
    "        elif [[ -z $kind ]]; then\n"
    "            _kessan_operand \"${line[1]}\"\n"
    "        fi\n"
    "    fi\n"
    "\n"
    "    case $kind in\n"
    "    report | severity)\n"
    "        if [[ ${current#\"$prefix\"} == *=* ]]; then\n"
    "            word=${current#\"$prefix\"}\n"
    "            prefix+=${word%%=*}=\n"
    "            [[ $kind == severity ]] && kind=words words=$_kessan_levels || kind=file\n"
    "        else\n"
    "            [[ $kind == severity ]] && words=$_kessan_ids || words=$_kessan_formats\n"
    "            kind=words words=$(printf '%s= ' $words)\n"
    "            compopt -o nospace 2>/dev/null\n"
    "        fi\n"
    "        ;;\n"
    "    id) kind=words words=$_kessan_ids ;;\n"
    "    command) kind=words words=$_kessan_commands ;;\n"
    "    esac\n"
    "    word=${current#\"$prefix\"}\n"
    "    case $COMP_WORDBREAKS in\n"
    "    *=*) prefix='' ;;\n"
    "    esac\n"
    "    while IFS= read -r word; do\n"
    "        COMPREPLY+=(\"$prefix$word\")\n"
    "    done < <(case $kind in\n"
    "        words) compgen -W \"$words\" -- \"$word\" ;;\n"
    "        file) compgen -f -- \"$word\" ;;\n"
    "        dir) compgen -d -- \"$word\" ;;\n"
    "        esac)\n"
    "    case $kind in\n"
    "    file | dir) compopt -o filenames 2>/dev/null ;;\n"
    "    esac\n"
    "    return 0\n"
    "}\n"
    "complete -F _kessan kessan\n";

/* Sets kind (and words) for the value or operand `name`. */
static void print_bash_kind(const char *name, FILE *out)
{
    static const char *const kinds[] = {"other", "words",  "file",     "dir",
                                        "id",    "report", "severity", "command"};
    const value_kind kind = kind_of(name);
    fprintf(out, "kind=%s", kinds[kind]);
    if (kind == VALUE_WORDS) {
        fputs(" words='", out);
        print_words(name, "", out);
        fputc('\'', out);
    }
    fputs(" ;;\n", out);
}

static void print_bash_value(const cli_command *command, const cli_option *option, FILE *out)
{
    if (option->value == NULL) {
        return;
    }
    fprintf(out, "    '%s --%s'", command->name, option->name);
    if (option->letter != 0) {
        fprintf(out, " | '%s -%c'", command->name, option->letter);
    }
    fputs(") ", out);
    print_bash_kind(option->value, out);
}

static void print_bash_option(const cli_command *command, const cli_option *option, FILE *out)
{
    (void)command;
    fprintf(out, " --%s", option->name);
    if (option->letter != 0) {
        fprintf(out, " -%c", option->letter);
    }
}

static void print_bash(FILE *out)
{
    fputs(BASH_HEAD, out);
    for (const cli_command *const *c = CLI_COMMANDS; *c != NULL; c++) {
        each_option(*c, print_bash_value, out);
    }
    fputs("    esac\n}\n\n_kessan_options()\n{\n    case $1 in\n", out);
    for (const cli_command *const *c = CLI_COMMANDS; *c != NULL; c++) {
        fprintf(out, "    %s) kind=words words='", (*c)->name);
        each_option(*c, print_bash_option, out);
        fputs("' ;;\n", out);
    }
    fputs("    esac\n}\n\n_kessan_operand()\n{\n    case $1 in\n", out);
    for (const cli_command *const *c = CLI_COMMANDS; *c != NULL; c++) {
        fprintf(out, "    %s) ", (*c)->name);
        print_bash_kind((*c)->operands, out);
    }
    fputs("    esac\n}\n\n_kessan_commands='", out);
    print_command_names(out);
    fputs("'\n_kessan_formats='", out);
    print_words(formats(), "", out);
    fputs("'\n_kessan_levels='", out);
    print_words(LEVELS, "", out);
    fputs("'\n_kessan_ids='\n", out);
    print_ids(true, out);
    fputs("'\n\n", out);
    fputs(BASH_TAIL, out);
}

/* ---- zsh ------------------------------------------------------------------------------------- */

/* What completes the value or operand `name`, as _arguments takes it: ":what:how". */
static void print_zsh_kind(const char *name, FILE *out)
{
    static const char *const kinds[] = {" ",
                                        "",
                                        "_files",
                                        "_directories",
                                        "_kessan_ids",
                                        "_kessan_report",
                                        "_kessan_severity",
                                        "_kessan_commands"};
    const value_kind kind = kind_of(name);
    fprintf(out, ":%s:%s", name, kinds[kind]);
    if (kind == VALUE_WORDS) {
        fputc('(', out);
        print_words(name, "", out);
        fputc(')', out);
    }
}

static void print_zsh_option(const cli_command *command, const cli_option *option, FILE *out)
{
    (void)command;
    const bool is_flag = option->value == NULL;
    fputs("            '*'", out);
    if (option->letter != 0) {
        fprintf(out, "{-%c%s,--%s%s}'[", option->letter, is_flag ? "" : "+", option->name,
                is_flag ? "" : "=");
    } else {
        fprintf(out, "'--%s%s[", option->name, is_flag ? "" : "=");
    }
    print_quoted(option->help, 'z', out);
    fputc(']', out);
    if (!is_flag) {
        print_zsh_kind(option->value, out);
    }
    fputs("' \\\n", out);
}

static void print_zsh_command(const cli_command *command, FILE *out)
{
    fprintf(out, "    %s)\n        _arguments -s -S \\\n", command->name);
    each_option(command, print_zsh_option, out);
    fprintf(out, "            '%s", command->max_operands < 0 ? "*" : "1");
    print_zsh_kind(command->operands, out);
    fputs("' ;;\n", out);
}

static void print_zsh(FILE *out)
{
    fputs("#compdef kessan\n# Made by kessan help --completion zsh.\n\n"
          "_kessan_commands()\n{\n    local -a commands=(\n",
          out);
    for (const cli_command *const *c = CLI_COMMANDS; *c != NULL; c++) {
        fprintf(out, "        '%s:", (*c)->name);
        print_quoted((*c)->summary, 's', out);
        fputs("'\n", out);
    }
    fputs("    )\n    _describe -t commands command commands\n}\n\n"
          "_kessan_ids()\n{\n    local -a ids=(\n",
          out);
    print_ids(true, out);
    fputs("    )\n    compadd \"$@\" -a ids\n}\n\n"
          "_kessan_severity()\n{\n    if compset -P '*='; then\n        compadd ",
          out);
    print_words(LEVELS, "", out);
    fputs("\n    else\n        _kessan_ids -S =\n    fi\n}\n\n"
          "_kessan_report()\n{\n    if compset -P '*='; then\n        _files\n    else\n"
          "        compadd -S = ",
          out);
    print_words(formats(), "", out);
    fputs("\n    fi\n}\n\n_kessan()\n{\n    if ((CURRENT == 2)); then\n        _kessan_commands\n"
          "        compadd -- --help --version\n        return\n    fi\n    shift words\n"
          "    ((CURRENT--))\n    case $words[1] in\n",
          out);
    for (const cli_command *const *c = CLI_COMMANDS; *c != NULL; c++) {
        print_zsh_command(*c, out);
    }
    fputs("    esac\n}\n\n_kessan \"$@\"\n", out);
}

/* ---- fish ------------------------------------------------------------------------------------ */

static void print_fish_kind(const char *name, FILE *out)
{
    static const char *const kinds[] = {"-x",
                                        "-x -a '",
                                        "-r -F",
                                        "-x -a '(__fish_complete_directories)'",
                                        "-x -a '(__kessan_ids)'",
                                        "-r -F -a '",
                                        "-x -a '(__kessan_severities)'",
                                        "-x -a '"};
    const value_kind kind = kind_of(name);
    fputs(kinds[kind], out);
    if (kind == VALUE_WORDS) {
        print_words(name, "", out);
    } else if (kind == VALUE_REPORT) {
        print_words(formats(), "=", out);
    } else if (kind == VALUE_COMMAND) {
        print_command_names(out);
    }
    fputs(strchr(kinds[kind], '\'') != NULL && strchr(kinds[kind], ')') == NULL ? "'" : "", out);
}

static void print_fish_option(const cli_command *command, const cli_option *option, FILE *out)
{
    fprintf(out, "complete -c kessan -n '__kessan_has %s' -l %s", command->name, option->name);
    if (option->letter != 0) {
        fprintf(out, " -s %c", option->letter);
    }
    if (option->value != NULL) {
        fputc(' ', out);
        print_fish_kind(option->value, out);
    }
    fputs(" -d '", out);
    print_quoted(option->help, 'f', out);
    fputs("'\n", out);
}

/* Operands: "-x" is for values, and would ask for one here. */
static void print_fish_operand(const cli_command *command, FILE *out)
{
    const value_kind kind = kind_of(command->operands);
    if (kind == VALUE_OTHER) {
        return;
    }
    fprintf(out, "complete -c kessan -n '__kessan_has %s' ", command->name);
    if (kind == VALUE_FILE) {
        fputs("-F\n", out);
    } else {
        fputs(kind == VALUE_ID ? "-a '(__kessan_ids)" : "-a '", out);
        if (kind == VALUE_COMMAND) {
            print_command_names(out);
        }
        fputs("'\n", out);
    }
}

static void print_fish(FILE *out)
{
    fputs("# kessan completion for fish; made by kessan help --completion fish.\n\n"
          "function __kessan_has\n    set -l words (commandline -opc)\n"
          "    test (count $words) -ge 2; and test $words[2] = $argv[1]\nend\n\n"
          "function __kessan_is_empty\n    test (count (commandline -opc)) -eq 1\nend\n\n"
          "function __kessan_ids\n    printf '%s\\n' \\\n",
          out);
    ks_rule rule;
    for (size_t i = 0; ks_rule_get(i, KS_LANGUAGE_EN, &rule); i++) {
        fprintf(out, "        %s \\\n", rule.id);
    }
    fputs("\nend\n\nfunction __kessan_severities\n    for id in (__kessan_ids)\n"
          "        printf '%s\\n' $id=",
          out);
    fputs("{", out);
    for (const char *c = LEVELS; *c != 0; c++) {
        fputc(*c == '|' ? ',' : *c, out);
    }
    fputs("}\n    end\nend\n\ncomplete -c kessan -f\n"
          "complete -c kessan -n __kessan_is_empty -l help -d 'show help'\n"
          "complete -c kessan -n __kessan_is_empty -l version -d 'show the version'\n",
          out);
    for (const cli_command *const *c = CLI_COMMANDS; *c != NULL; c++) {
        fprintf(out, "complete -c kessan -n __kessan_is_empty -a %s -d '", (*c)->name);
        print_quoted((*c)->summary, 'f', out);
        fputs("'\n", out);
    }
    for (const cli_command *const *c = CLI_COMMANDS; *c != NULL; c++) {
        print_fish_operand(*c, out);
        each_option(*c, print_fish_option, out);
    }
}

bool cli_print_completion(const char *shell, FILE *out)
{
    static const struct {
        const char *name;
        void (*print)(FILE *out);
    } shells[] = {{"bash", print_bash}, {"zsh", print_zsh}, {"fish", print_fish}};
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (strcmp(shells[i].name, shell) == 0) {
            shells[i].print(out);
            return true;
        }
    }
    return false;
}
