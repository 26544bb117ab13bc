/* A small filing for the tests of the model builder, made of tests/unit/data/build in a folder of
 * its own, where a test changes what it is about:
 *
 *     build_case c;
 *     begin_case(&c);
 *     change(&c, "ops.en.tsv", "70.0%", "70.2%");
 *     build(&c);
 *     assert_findings(&c, "percent.off ops.en.tsv:3:4 ...");
 *     end_case(&c);
 */
#ifndef KS_TEST_BUILD_H
#define KS_TEST_BUILD_H

#include "test.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "build.h"
#include "test_findings.h"

static const char *const CASE_FILES[] = {"plan.xml", "ops.en.tsv", "ops.ja.tsv", "key.en.tsv"};
#define CASE_FILE_COUNT (sizeof CASE_FILES / sizeof *CASE_FILES)

typedef struct build_case {
    char folder[32];
    ks_str texts[CASE_FILE_COUNT];
    ks_str findings; /* of the plan and the building, a line each, the folder left out */
    ks_names names;
    ks_sink sink;
    ks_plan *plan;
    ks_filing *filing;
} build_case;

static inline ks_str *case_text(build_case *c, const char *file)
{
    for (size_t i = 0; i < CASE_FILE_COUNT; i++) {
        if (strcmp(CASE_FILES[i], file) == 0) {
            return &c->texts[i];
        }
    }
    ck_abort_msg("no file %s", file);
    return NULL;
}

static inline void read_data(const char *file, ks_str *out)
{
    char path[512];
    char buffer[4096];
    snprintf(path, sizeof path, "%s/tests/unit/data/build/%s", KS_SOURCE_DIR, file);
    FILE *in = fopen(path, "rb");
    ck_assert_msg(in != NULL, "%s", path);
    for (size_t size; (size = fread(buffer, 1, sizeof buffer, in)) > 0;) {
        ks_str_add_sv(out, (ks_sv){buffer, size});
    }
    fclose(in);
}

static inline void begin_case(build_case *c)
{
    memset(c, 0, sizeof *c);
    snprintf(c->folder, sizeof c->folder, "/tmp/kessan-build-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(c->folder));
    ks_str_init(&c->findings);
    ks_names_init(&c->names);
    for (size_t i = 0; i < CASE_FILE_COUNT; i++) {
        ks_str_init(&c->texts[i]);
        read_data(CASE_FILES[i], &c->texts[i]);
    }
}

/* Replaces the first `old` of the file by `new`. */
static inline void change(build_case *c, const char *file, const char *old, const char *new)
{
    ks_str *text = case_text(c, file);
    const char *found = strstr(text->ptr, old);
    ck_assert_msg(found != NULL, "no \"%s\" in %s", old, file);
    ks_str changed;
    ks_str_init(&changed);
    ks_str_add_sv(&changed, (ks_sv){text->ptr, (size_t)(found - text->ptr)});
    ks_str_add(&changed, new);
    ks_str_add(&changed, found + strlen(old));
    ks_str_release(text);
    *text = changed;
}

/* The n-th line of the file, from 1, with its line end. */
static inline ks_sv case_line(build_case *c, const char *file, size_t number)
{
    const char *line = case_text(c, file)->ptr;
    for (; number > 1; number--) {
        line = strchr(line, '\n') + 1;
    }
    return (ks_sv){line, (size_t)(strchr(line, '\n') + 1 - line)};
}

/* Puts the lines of the file into another order: numbers from 1, ending with 0; what is not named
 * is left out. */
static inline void arrange(build_case *c, const char *file, const size_t *numbers)
{
    ks_str arranged;
    ks_str_init(&arranged);
    for (; *numbers != 0; numbers++) {
        ks_str_add_sv(&arranged, case_line(c, file, *numbers));
    }
    ks_str *text = case_text(c, file);
    ks_str_release(text);
    *text = arranged;
}

/* The only print of the table "ops" is the English one from here on. */
static inline void without_japanese(build_case *c)
{
    change(c, "plan.xml",
           "<print lang=\"ja\" file=\"ops.ja.tsv\" encoding=\"UTF-8\" header-rows=\"1\"/>", "");
}

static inline void write_case(const build_case *c)
{
    for (size_t i = 0; i < CASE_FILE_COUNT; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", c->folder, CASE_FILES[i]);
        FILE *out = fopen(path, "wb");
        ck_assert_ptr_nonnull(out);
        ck_assert_uint_eq(fwrite(c->texts[i].ptr, 1, c->texts[i].len, out), c->texts[i].len);
        fclose(out);
    }
}

/* Takes the folder out of what was written down. */
static inline void shorten_findings(build_case *c)
{
    size_t len = strlen(c->folder);
    ks_str shorter;
    ks_str_init(&shorter);
    const char *rest = c->findings.ptr;
    for (const char *found; (found = strstr(rest, c->folder)) != NULL; rest = found + len + 1) {
        ks_str_add_sv(&shorter, (ks_sv){rest, (size_t)(found - rest)});
    }
    ks_str_add(&shorter, rest);
    ks_str_release(&c->findings);
    c->findings = shorter;
}

static inline void build(build_case *c)
{
    char path[512];
    write_case(c);
    ks_sink_init(&c->sink, note_finding, &c->findings, KS_LANG_EN);
    snprintf(path, sizeof path, "%s/plan.xml", c->folder);
    ck_assert_int_eq(ks_read_plan(path, &c->names, &c->sink, &c->plan), KS_OK);
    ck_assert_int_eq(ks_build_filing(c->plan, &c->sink, &c->filing), KS_OK);
    shorten_findings(c);
}

static inline void end_case(build_case *c)
{
    char path[512];
    for (size_t i = 0; i < CASE_FILE_COUNT; i++) {
        snprintf(path, sizeof path, "%s/%s", c->folder, CASE_FILES[i]);
        unlink(path);
        ks_str_release(&c->texts[i]);
    }
    rmdir(c->folder);
    ks_str_release(&c->findings);
    ks_filing_free(c->filing);
    ks_plan_free(c->plan);
    ks_names_release(&c->names);
}

/* All findings, a line each; each expected line is how the finding's line begins. */
static inline void assert_findings(const build_case *c, const char *expected)
{
    const char *found = c->findings.ptr;
    for (const char *line = expected; *line != '\0';) {
        size_t len = strcspn(line, "\n");
        ck_assert_msg(strncmp(found, line, len) == 0, "expected:\n%s\nfound:\n%s", expected,
                      c->findings.ptr);
        found += strcspn(found, "\n");
        found += *found == '\n';
        line += len + (line[len] == '\n');
    }
    ck_assert_msg(*found == '\0', "expected:\n%s\nfound:\n%s", expected, c->findings.ptr);
}

/* One change of one file, and what is found then. */
typedef struct build_change {
    const char *file;
    const char *old;
    const char *new;
    const char *findings;
} build_change;

static inline void assert_changes(const build_change *changes, size_t count, bool has_japanese)
{
    for (size_t i = 0; i < count; i++) {
        build_case c;
        begin_case(&c);
        if (!has_japanese) {
            without_japanese(&c);
        }
        change(&c, changes[i].file, changes[i].old, changes[i].new);
        build(&c);
        assert_findings(&c, changes[i].findings);
        end_case(&c);
    }
}

/* The fact of that concept, context and unit, or NULL. */
static inline const ks_fact *find_fact(const build_case *c, const char *concept,
                                       const char *context, const char *unit)
{
    const ks_instance *instance = ks_filing_instance(c->filing);
    for (size_t i = 0; i < instance->facts.count; i++) {
        const ks_fact *fact = instance->facts.items[i];
        if (strcmp(fact->concept->name->local, concept) == 0 &&
            strcmp(fact->context->id, context) == 0 &&
            strcmp(fact->unit != NULL ? fact->unit->id : "", unit) == 0) {
            return fact;
        }
    }
    return NULL;
}

#define NOW    "Duration_2020-01-01_2020-03-31"
#define BEFORE "Duration_2019-01-01_2019-03-31"

#endif
