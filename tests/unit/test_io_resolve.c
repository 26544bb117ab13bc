/* Where documents come from: what is built in, mirrors, files, and what is put in their place. */
#include "test.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io_resolve.h"
#include "test_findings.h"

static char folder[64];
static char path[256];
static ks_str findings;
static ks_sink sink;
static ks_io_resolver resolver;
static const char *mirrors[1];

static const char *in_folder(const char *name)
{
    ck_assert_int_lt(snprintf(path, sizeof path, "%s/%s", folder, name), (int)sizeof path);
    return path;
}

static void write_file(const char *name, const char *text, size_t size)
{
    FILE *file = fopen(in_folder(name), "wb");
    ck_assert(file != NULL);
    ck_assert_uint_eq(fwrite(text, 1, size, file), size);
    ck_assert_int_eq(fclose(file), 0);
}

static void setup(void)
{
    memcpy(folder, "/tmp/kessan-resolve-XXXXXX", 27);
    ck_assert(mkdtemp(folder) != NULL);
    ck_assert_int_eq(mkdir(in_folder("x.org"), 0700), 0);
    mirrors[0] = folder;
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    ks_io_resolver_init(&resolver, mirrors, 1);
}

static void teardown(void)
{
    static const char *const files[] = {"x.org/a.xsd", "b c.xml", "broken.xml"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        unlink(in_folder(files[i]));
    }
    rmdir(in_folder("x.org"));
    rmdir(folder);
    ks_io_resolver_release(&resolver);
    ks_str_release(&findings);
}

static ks_status get(const char *url, const ks_io_document **out)
{
    return ks_io_resolve(&resolver, url, KS_NOWHERE, &sink, out);
}

START_TEST(test_built_in_first_then_mirrors)
{
    const ks_io_document *document = NULL;
    setup();
    write_file("x.org/a.xsd", "<a/>", 4);
    ck_assert_int_eq(get("http://www.xbrl.org/2003/xlink-2003-12-31.xsd", &document), KS_OK);
    ck_assert(document->is_builtin && document->text.len > 100);
    ck_assert_int_eq(get("https://x.org/a.xsd", &document), KS_OK);
    ck_assert(!document->is_builtin);
    ck_assert(ks_sv_is(document->text, "<a/>"));
    ck_assert_str_eq(document->file, in_folder("x.org/a.xsd"));
    ck_assert_int_eq(get("http://x.org/b.xsd", &document), KS_ERR_NOT_FOUND);
    ck_assert_int_eq(get("http://y.org/a.xsd", &document), KS_ERR_NOT_FOUND);
    ck_assert_str_eq(findings.ptr, "");
    teardown();
}
END_TEST

START_TEST(test_files_by_path_and_by_escaped_path)
{
    const ks_io_document *document = NULL;
    char escaped[256];
    setup();
    write_file("b c.xml", "<b/>", 4);
    ck_assert_int_eq(get(in_folder("b c.xml"), &document), KS_OK);
    ck_assert_int_lt(snprintf(escaped, sizeof escaped, "%s/b%%20c.xml", folder),
                     (int)sizeof escaped);
    ck_assert_int_eq(get(escaped, &document), KS_OK);
    ck_assert_str_eq(document->file, in_folder("b c.xml"));
    ck_assert_int_lt(snprintf(escaped, sizeof escaped, "file://%s/b%%20c.xml", folder),
                     (int)sizeof escaped);
    ck_assert_int_eq(get(escaped, &document), KS_OK);
    ck_assert(ks_sv_is(document->text, "<b/>"));
    teardown();
}
END_TEST

START_TEST(test_nothing_is_read_beside_a_mirror)
{
    const ks_io_document *document = NULL;
    setup();
    write_file("b c.xml", "<b/>", 4);
    ck_assert_int_eq(get("http://x.org/../b%20c.xml", &document), KS_ERR_NOT_FOUND);
    ck_assert_int_eq(get("http://x.org/%2e%2e/b%20c.xml", &document), KS_ERR_NOT_FOUND);
    ck_assert_int_eq(get("http://x.org/..%2fb%20c.xml", &document), KS_ERR_NOT_FOUND);
    ck_assert_int_eq(get("http://../b%20c.xml", &document), KS_ERR_NOT_FOUND);
    teardown();
}
END_TEST

START_TEST(test_decodes_once_and_reports_once)
{
    const ks_io_document *document = NULL;
    setup();
    write_file("broken.xml", "<a>\x80</a>", 8);
    ck_assert_int_eq(get(in_folder("broken.xml"), &document), KS_REFUSED);
    ck_assert(strstr(findings.ptr, "io.broken-sequence") != NULL);
    ks_str_clear(&findings);
    ck_assert_int_eq(get(in_folder("broken.xml"), &document), KS_REFUSED);
    ck_assert_str_eq(findings.ptr, "");
    teardown();
}
END_TEST

START_TEST(test_a_document_put_there_stands_in_for_the_file)
{
    const ks_io_document *document = NULL;
    setup();
    ck_assert_int_eq(ks_io_resolver_put(&resolver, "out/x.xsd", KS_SV("<new/>")), KS_OK);
    ck_assert_int_eq(ks_io_resolver_put(&resolver, "out/x.xsd", KS_SV("<new/>")), KS_ERR_MISUSE);
    ck_assert_int_eq(get("out/x.xsd", &document), KS_OK);
    ck_assert(ks_sv_is(document->text, "<new/>"));
    ck_assert_str_eq(document->file, "out/x.xsd");
    teardown();
}
END_TEST

KS_TEST_MAIN("io_resolve", test_built_in_first_then_mirrors, test_files_by_path_and_by_escaped_path,
             test_nothing_is_read_beside_a_mirror, test_decodes_once_and_reports_once,
             test_a_document_put_there_stands_in_for_the_file)
