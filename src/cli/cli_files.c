/* The files of a command: patterns and lists become the files that they stand for. */
#include "cli.h"

#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool add_file(cli_files *files, const char *name)
{
    if (files->count == files->capacity) {
        size_t capacity = files->capacity > 0 ? files->capacity * 2 : 64;
        char **grown = realloc(files->names, capacity * sizeof *grown);
        if (grown == NULL) {
            return false;
        }
        files->names = grown;
        files->capacity = capacity;
    }
    files->names[files->count] = strdup(name);
    return files->names[files->count++] != NULL;
}

void cli_files_release(cli_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        free(files->names[i]);
    }
    free(files->names);
    *files = (cli_files){0};
}

static int report_memory(const cli_run *run)
{
    fprintf(run->err, "kessan: %s\n", cli_words(run, "memory is short"));
    return CLI_EXIT_INTERNAL;
}

/* A name with *, ? or [ that is no file is a pattern; its files come sorted. */
static int take_pattern(const cli_run *run, const char *pattern, cli_files *files)
{
    glob_t found = {0};
    int code = CLI_EXIT_VALID;
    int status = glob(pattern, GLOB_BRACE, NULL, &found);
    if (status == GLOB_NOMATCH) {
        code = cli_usage_error(run, "no file matches \"%s\"", pattern);
    } else if (status != 0) {
        code = report_memory(run);
    }
    for (size_t i = 0; code == CLI_EXIT_VALID && i < found.gl_pathc; i++) {
        code = add_file(files, found.gl_pathv[i]) ? CLI_EXIT_VALID : report_memory(run);
    }
    globfree(&found);
    return code;
}

static int take_name(const cli_run *run, const char *name, cli_files *files)
{
    if (strpbrk(name, "*?[") != NULL && access(name, F_OK) != 0) {
        return take_pattern(run, name, files);
    }
    return add_file(files, name) ? CLI_EXIT_VALID : report_memory(run);
}

static int take_lines(const cli_run *run, FILE *list, cli_files *files)
{
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    int code = CLI_EXIT_VALID;
    while (code == CLI_EXIT_VALID && (length = getline(&line, &capacity, list)) >= 0) {
        while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r')) {
            line[--length] = '\0';
        }
        if (length > 0 && line[0] != '#') {
            code = take_name(run, line, files);
        }
    }
    free(line);
    return code;
}

/* "@list": a file with a name on each line; "@-" is standard input. */
static int take_list(const cli_run *run, const char *name, cli_files *files)
{
    if (strcmp(name, "-") == 0) {
        return take_lines(run, stdin, files);
    }
    FILE *list = fopen(name, "rb");
    if (list == NULL) {
        return errno == ENOENT ? cli_usage_error(run, "there is no list \"%s\"", name)
                               : cli_usage_error(run, "the list \"%s\" cannot be read: %s", name,
                                                 strerror(errno));
    }
    int code = take_lines(run, list, files);
    fclose(list);
    return code;
}

int cli_expand_files(const cli_run *run, cli_files *out)
{
    int code = CLI_EXIT_VALID;
    for (int i = 0; i < run->operand_count && code == CLI_EXIT_VALID; i++) {
        const char *operand = run->operands[i];
        code = operand[0] == '@' && access(operand, F_OK) != 0 ? take_list(run, operand + 1, out)
                                                               : take_name(run, operand, out);
    }
    if (code == CLI_EXIT_VALID && out->count == 0) {
        code = cli_operand_error(run);
    }
    return code;
}
