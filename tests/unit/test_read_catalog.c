/* XML catalogs: what stands for a URL, in which order the entries are asked, and wrong catalogs. */
#include "test.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "io_resolve.h"
#include "read_catalog.h"
#include "test_failing.h"
#include "test_findings.h"
#include "xml_init.h"

#define HEAD "<catalog xmlns=\"urn:oasis:names:tc:entity:xmlns:xml:catalog\">"
#define TAIL "</catalog>"

static char folder[64];
static char path[160];
static ks_str findings;
static ks_sink sink;
static ks_names names;
static ks_arena arena;
static ks_catalog_files *files;

static void write_file(const char *name, const char *text)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    ck_assert(file != NULL);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static void setup(void)
{
    memcpy(folder, "/tmp/kessan-catalog-XXXXXX", 27);
    ck_assert(mkdtemp(folder) != NULL);
    ck_assert_int_eq(ks_xml_init(), KS_OK);
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    ks_names_init(&names);
    ks_arena_init(&arena);
    files = NULL;
}

static void teardown(void)
{
    static const char *const names_of_files[] = {"c.xml", "d.xml", "e.xml", "a b.xsd"};
    for (size_t i = 0; i < sizeof names_of_files / sizeof *names_of_files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names_of_files[i]);
        unlink(path);
    }
    rmdir(folder);
    ks_catalog_files_free(files);
    ks_names_release(&names);
    ks_arena_release(&arena);
    ks_str_release(&findings);
}

static ks_status read_catalog(void)
{
    snprintf(path, sizeof path, "%s/c.xml", folder);
    return ks_read_catalog(path, &names, &sink, &files);
}

/* What stands for `url`, without the folder in front; "-" where nothing does. */
static const char *find_url(const char *url)
{
    const char *target = NULL;
    ck_assert_int_eq(ks_io_catalog_find(ks_catalog_files_first(files), url, &arena, &target),
                     KS_OK);
    const size_t len = strlen(folder);
    return target == NULL ? "-" : strncmp(target, folder, len) == 0 ? target + len : target;
}

typedef struct wanted {
    const char *url;
    const char *target;
} wanted;

static void check_targets(const wanted *list, size_t count)
{
    ck_assert_msg(findings.len == 0, "%s", findings.ptr);
    for (size_t i = 0; i < count; i++) {
        ck_assert_str_eq(find_url(list[i].url), list[i].target);
    }
}

START_TEST(test_entries_in_their_order)
{
    static const wanted list[] = {
        {"http://x.org/a.xsd", "/exact.xsd"},     {"https://x.org/a.xsd", "/exact.xsd"},
        {"http://x.org/b.xsd", "/x/b.xsd"},       {"http://x.org/deep/b.xsd", "/y/b.xsd"},
        {"http://z.org/q/tiny.xsd", "/tiny.xsd"}, {"http://z.org/q/very-tiny.xsd", "/very.xsd"},
        {"http://s.org/a.xsd", "/system.xsd"},    {"http://s.org/r/a.xsd", "/sys/a.xsd"},
        {"http://g.org/a.xsd", "/group/a.xsd"},   {"http://g.org/b.xsd", "/group/in/b.xsd"},
        {"http://h.org/a.xsd", "http://i.org/a"}, {"http://j.org/a.xsd", "-"},
        {"http://x.org/%E6%B7%B1/c", "/fukai/c"}, {"urn:x:y", "/urn.xsd"},
        {"http://x.org/深/c", "/fukai/c"},
    };
    setup();
    write_file("c.xml", HEAD
               "<!-- a --><uri name=\"http://x.org/a.xsd\" uri=\"exact.xsd\"/>"
               "<uri name=\"http://x.org/a.xsd\" uri=\"second.xsd\"/>"
               "<uri name=\"urn:x:y\" uri=\"urn.xsd\"/>"
               "<rewriteURI uriStartString=\"http://x.org/\" rewritePrefix=\"x/\"/>"
               "<rewriteURI uriStartString=\"http://x.org/deep/\" rewritePrefix=\"y/\"/>"
               "<rewriteURI uriStartString=\"http://x.org/deep/\" rewritePrefix=\"z/\"/>"
               "<rewriteURI uriStartString=\"http://x.org/深/\" rewritePrefix=\"fukai/\"/>"
               "<uriSuffix uriSuffix=\"tiny.xsd\" uri=\"tiny.xsd\"/>"
               "<uriSuffix uriSuffix=\"very-tiny.xsd\" uri=\"very.xsd\"/>"
               "<system systemId=\"http://s.org/a.xsd\" uri=\"system.xsd\"/>"
               "<rewriteSystem systemIdStartString=\"http://s.org/r/\" rewritePrefix=\"sys/\"/>"
               "<public publicId=\"-//X\" uri=\"no.xsd\"/><other xmlns=\"urn:o\"/>"
               "<group xml:base=\"group/\"><uri name=\"http://g.org/a.xsd\" uri=\"a.xsd\"/>"
               "<uri xml:base=\"in/\" name=\"http://g.org/b.xsd\" uri=\"b.xsd\"/></group>"
               "<uri name=\"http://h.org/a.xsd\" uri=\"http://i.org/a\"/>" TAIL);
    ck_assert_int_eq(read_catalog(), KS_OK);
    check_targets(list, sizeof list / sizeof *list);
    teardown();
}
END_TEST

START_TEST(test_other_catalogs)
{
    static const wanted list[] = {
        {"http://d.org/1/a", "/e/a"}, /* of the longer delegate */
        {"http://d.org/a", "/d"},
        {"http://d.org/b", "-"}, /* the delegate is the only one to be asked */
        {"http://n.org/a", "/n/a"},
    };
    setup();
    write_file("c.xml",
               HEAD "<delegateURI uriStartString=\"http://d.org/\" catalog=\"d.xml\"/>"
                    "<delegateURI uriStartString=\"http://d.org/1/\" catalog=\"e.xml\"/>"
                    "<nextCatalog catalog=\"e.xml\"/><nextCatalog catalog=\"e.xml\"/>" TAIL);
    write_file("d.xml", HEAD "<uri name=\"http://d.org/a\" uri=\"d\"/>"
                             "<nextCatalog catalog=\"c.xml\"/>" TAIL);
    write_file("e.xml",
               HEAD "<rewriteURI uriStartString=\"http://d.org/1/\" rewritePrefix=\"e/\"/>"
                    "<uri name=\"http://d.org/b\" uri=\"never\"/>"
                    "<rewriteURI uriStartString=\"http://n.org/\" rewritePrefix=\"n/\"/>" TAIL);
    ck_assert_int_eq(read_catalog(), KS_OK);
    check_targets(list, 3);
    teardown();
    setup();
    write_file("c.xml",
               HEAD "<nextCatalog catalog=\"d.xml\"/><nextCatalog catalog=\"c.xml\"/>" TAIL);
    write_file("d.xml",
               HEAD "<nextCatalog catalog=\"e.xml\"/><nextCatalog catalog=\"c.xml\"/>" TAIL);
    write_file("e.xml",
               HEAD "<rewriteURI uriStartString=\"http://n.org/\" rewritePrefix=\"n/\"/>" TAIL);
    ck_assert_int_eq(read_catalog(), KS_OK);
    check_targets(list + 3, 1);
    teardown();
}
END_TEST

START_TEST(test_a_document_comes_from_where_the_catalog_says)
{
    setup();
    write_file("a b.xsd", "<a/>");
    write_file("c.xml", HEAD "<uri name=\"http://x.org/a.xsd\" uri=\"a%20b.xsd\"/>"
                             "<uri name=\"http://x.org/b.xsd\" uri=\"missing.xsd\"/>"
                             "<uri name=\"http://x.org/i.xsd\" "
                             "uri=\"http://www.xbrl.org/2003/xl-2003-12-31.xsd\"/>" TAIL);
    ck_assert_int_eq(read_catalog(), KS_OK);
    ks_io_resolver resolver;
    const ks_io_document *document = NULL;
    ks_io_resolver_init(&resolver, NULL, 0);
    ck_assert_int_eq(ks_io_resolver_add_catalog(&resolver, ks_catalog_files_first(files)), KS_OK);
    ck_assert_int_eq(ks_io_resolve(&resolver, "http://x.org/a.xsd", KS_NOWHERE, &sink, &document),
                     KS_OK);
    ck_assert(ks_sv_is(document->text, "<a/>"));
    ck_assert_int_eq(ks_io_resolve(&resolver, "http://x.org/i.xsd", KS_NOWHERE, &sink, &document),
                     KS_OK);
    ck_assert(document->is_builtin);
    ck_assert_int_eq(ks_io_resolve(&resolver, "http://x.org/b.xsd", KS_NOWHERE, &sink, &document),
                     KS_ERR_NOT_FOUND);
    ck_assert_str_eq(findings.ptr, "");
    ks_io_resolver_release(&resolver);
    teardown();
}
END_TEST

START_TEST(test_wrong_catalogs)
{
    static const struct {
        const char *text;
        ks_status status;
        const char *id;
        const char *part;
    } cases[] = {
        {"<catalog/>", KS_REFUSED, "catalog.none", "\"catalog\""},
        {"<html xmlns=\"urn:oasis:names:tc:entity:xmlns:xml:catalog\"/>", KS_REFUSED,
         "catalog.none", "\"html\""},
        {HEAD "<uri name=\"http://x.org\"/>" TAIL, KS_OK, "catalog.no-attribute",
         "\"uri\" has no attribute \"uri\""},
        {HEAD "<rewriteURI rewritePrefix=\"a\"/>" TAIL, KS_OK, "catalog.no-attribute",
         "\"uriStartString\""},
        {HEAD "<nextCatalog catalog=\"z.xml\"/>" TAIL, KS_OK, "io.not-found", "z.xml"},
        {HEAD "<uri", KS_REFUSED, "xml.", "c.xml:1:"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setup();
        write_file("c.xml", cases[i].text);
        ck_assert_int_eq(read_catalog(), cases[i].status);
        ck_assert_msg(strstr(findings.ptr, cases[i].id) == findings.ptr, "%s", findings.ptr);
        ck_assert_msg(strstr(findings.ptr, cases[i].part) != NULL, "%s", findings.ptr);
        ck_assert_ptr_eq(strchr(findings.ptr, '\n'), findings.ptr + findings.len - 1);
        teardown();
    }
}
END_TEST

static bool read_once(void)
{
    const char *target = NULL;
    ks_names_init(&names);
    ks_arena_init(&arena);
    files = NULL;
    ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
    ks_status status = ks_read_catalog(path, &names, &sink, &files);
    if (status == KS_OK) {
        status =
            ks_io_catalog_find(ks_catalog_files_first(files), "http://n.org/a", &arena, &target);
    }
    ks_catalog_files_free(files);
    files = NULL;
    ks_names_release(&names);
    ks_arena_release(&arena);
    ck_assert_msg(status == KS_OK || status == KS_ERR_MEMORY, "%s", ks_status_name(status));
    return status == KS_OK;
}

START_TEST(test_short_memory_is_told)
{
    setup();
    write_file("e.xml",
               HEAD "<rewriteURI uriStartString=\"http://n.org/\" rewritePrefix=\"n/\"/>" TAIL);
    write_file("c.xml", HEAD "<delegateURI uriStartString=\"http://d.org/\" catalog=\"e.xml\"/>"
                             "<uriSuffix uriSuffix=\"x\" uri=\"y\"/><uri name=\"a\" uri=\"b\"/>"
                             "<nextCatalog catalog=\"e.xml\"/>" TAIL);
    ks_names_release(&names);
    ks_arena_release(&arena);
    fail_each_allocation(read_once);
    ks_names_init(&names);
    ks_arena_init(&arena);
    teardown();
}
END_TEST

KS_TEST_MAIN("read_catalog", test_entries_in_their_order, test_other_catalogs,
             test_a_document_comes_from_where_the_catalog_says, test_wrong_catalogs,
             test_short_memory_is_told)
