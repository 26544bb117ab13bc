/* mutation COUNT SEED FOLDER...: takes documents below the folders, changes each of COUNT copies in
 * one byte, attribute or element, and validates it in the place of its original. Each must end in a
 * documented way, in a few seconds, and with every finding at a place of a file:
 *
 * - the call returns KS_OK or KS_REFUSED, and is not refused without a word;
 * - a finding names a file and a line, but for those about a file as a whole.
 *
 * The folder "web" below one of them is a mirror of the web. */
#include <ftw.h>
#include <kessan/kessan.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mutate.h"

#define LARGEST (64 * 1024)
#define SECONDS 20

static struct {
    char **paths;
    size_t count, capacity;
} seeds;

static char mirror[4096];

/* What is validated where `path` is changed: of a table, the report it is of. NULL: nothing. */
static const char *entry_of(const char *path)
{
    static char entry[4096];
    static const char *const places[] = {"report.json", "../report.json"};
    const size_t length = strlen(path);
    if (length < 4 || strcmp(path + length - 4, ".csv") != 0) {
        return path;
    }
    const int folder = (int)(strrchr(path, '/') - path);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        snprintf(entry, sizeof entry, "%.*s/%s", folder, path, places[i]);
        char *real = realpath(entry, NULL);
        if (real != NULL) {
            snprintf(entry, sizeof entry, "%s", real);
            free(real);
            return entry;
        }
    }
    return NULL;
}

static int is_document(const char *path)
{
    static const char *const endings[] = {".xml",   ".xbrl", ".xsd",  ".html",
                                          ".xhtml", ".htm",  ".json", ".csv"};
    if (entry_of(path) == NULL) {
        return 0;
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t length = strlen(path), ending = strlen(endings[i]);
        if (length > ending && strcmp(path + length - ending, endings[i]) == 0) {
            return 1;
        }
    }
    return 0;
}

static int take(const char *path, const struct stat *info, int kind, struct FTW *ftw)
{
    (void)ftw;
    if (kind != FTW_F || info->st_size == 0 || info->st_size > LARGEST || !is_document(path)) {
        return 0;
    }
    if (seeds.count == seeds.capacity) {
        seeds.capacity = seeds.capacity * 2 + 256;
        seeds.paths = realloc(seeds.paths, seeds.capacity * sizeof *seeds.paths);
    }
    seeds.paths[seeds.count] = strdup(path);
    return seeds.paths == NULL || seeds.paths[seeds.count++] == NULL;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *read_file(const char *path, size_t *out_size)
{
    FILE *file = fopen(path, "rb");
    char *text = malloc(LARGEST + 1);
    if (file == NULL || text == NULL) {
        abort();
    }
    *out_size = fread(text, 1, LARGEST, file);
    text[*out_size] = '\0';
    fclose(file);
    return text;
}

typedef struct heard {
    size_t count;
    char unplaced[512];
} heard;

/* About a file as a whole, or about what is not there. */
static int is_of_a_file(const ks_finding *finding)
{
    static const char *const ids[] = {"io.", "package.", "report-package.", "cli."};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        if (strncmp(finding->id, ids[i], strlen(ids[i])) == 0) {
            return 1;
        }
    }
    return 0;
}

static void hear(const ks_finding *finding, void *user)
{
    heard *to = user;
    to->count++;
    if (finding->place.file == NULL || finding->message[0] == '\0' ||
        (finding->place.line == 0 && !is_of_a_file(finding))) {
        snprintf(to->unplaced, sizeof to->unplaced, "%s: %s [%s]",
                 finding->place.file != NULL ? finding->place.file : "nowhere", finding->message,
                 finding->id);
    }
}

static int check(const char *path, const mutant *m)
{
    const char *mirrors[] = {mirror};
    heard to = {0};
    ks_options options = KS_OPTIONS_INIT;
    options.on_finding = hear;
    options.user = &to;
    options.mirrors = mirrors;
    options.mirror_count = mirror[0] != '\0';
    ks_session *session = NULL;
    ks_status status = ks_session_new(&options, &session);
    if (status == KS_OK) {
        status = ks_session_put(session, path, m->text, m->size);
    }
    alarm(SECONDS);
    if (status == KS_OK) {
        status = ks_validate(session, entry_of(path));
    }
    alarm(0);
    ks_session_free(session);
    const char *fault = status != KS_OK && status != KS_REFUSED ? ks_status_name(status)
                        : status == KS_REFUSED && to.count == 0 ? "refused without a word"
                                                                : NULL;
    if (fault != NULL) {
        printf("%s: %s: %s\n", path, m->what, fault);
    }
    if (to.unplaced[0] != '\0') {
        printf("%s: %s: not placed: %s\n", path, m->what, to.unplaced);
    }
    return fault != NULL || to.unplaced[0] != '\0';
}

static int run(size_t count, uint64_t seed)
{
    uint64_t state = seed;
    size_t failed = 0;
    for (size_t i = 0; i < count; i++) {
        const char *path = seeds.paths[next_number(&state) % seeds.count];
        size_t size = 0;
        char *text = read_file(path, &size);
        mutant m = mutate(text, size, &state);
        if (getenv("MUTATION_SHOW") != NULL) {
            fprintf(stderr, "%zu %s: %s\n", i, path, m.what);
        }
        failed += (size_t)check(path, &m);
        free(m.text);
        free(text);
    }
    printf("%zu of %zu documents of %zu: %zu passed, %zu failed\n", count, count, seeds.count,
           count - failed, failed);
    return failed > 0;
}

int main(int argc, char **argv)
{
    for (int i = 3; i < argc; i++) {
        char *folder = realpath(argv[i], NULL); /* the corpus may be a link */
        char web[4096];
        if (folder != NULL) {
            nftw(folder, take, 16, FTW_PHYS);
            snprintf(web, sizeof web, "%s/web", folder);
        }
        if (folder != NULL && access(web, R_OK) == 0) {
            snprintf(mirror, sizeof mirror, "%s", web);
        }
        free(folder);
    }
    if (argc < 4 || seeds.count == 0) {
        puts("there are no documents to change");
        return 77;
    }
    qsort(seeds.paths, seeds.count, sizeof *seeds.paths, compare);
    int code = run(strtoul(argv[1], NULL, 10), strtoull(argv[2], NULL, 10));
    for (size_t i = 0; i < seeds.count; i++) {
        free(seeds.paths[i]);
    }
    free(seeds.paths);
    return code;
}
