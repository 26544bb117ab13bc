/* ZIP archives: what is found in them, what is refused, and where documents are taken from. */
#include "test.h"

#include <unistd.h>

#include "io_resolve.h"
#include "io_zip.h"
#include "io_zip_write.h"
#include "test_findings.h"
#include "test_zip.h"

/* Any findings do; these are told apart by their ids. */
static const ks_finding_id FAULTS[KS_ZIP_FAULT_COUNT] = {
    [KS_ZIP_NO_ARCHIVE] = KS_F_PACKAGE_NO_ARCHIVE,
    [KS_ZIP_BACKSLASH] = KS_F_PACKAGE_BACKSLASH,
    [KS_ZIP_ABSOLUTE_NAME] = KS_F_PACKAGE_ABSOLUTE_NAME,
    [KS_ZIP_DOT_SEGMENTS] = KS_F_PACKAGE_DOT_SEGMENTS,
    [KS_ZIP_EMPTY_SEGMENT] = KS_F_PACKAGE_EMPTY_SEGMENT,
    [KS_ZIP_NAME_TWICE] = KS_F_PACKAGE_NAME_TWICE,
    [KS_ZIP_FILE_AND_FOLDER] = KS_F_PACKAGE_FILE_AND_FOLDER,
    [KS_ZIP_ENCRYPTED] = KS_F_PACKAGE_ENCRYPTED,
};

static char folder[64];
static char path[128];
static char other_path[128];
static ks_str findings;
static ks_sink sink;
static ks_zip *zip;

static void setup(void)
{
    memcpy(folder, "/tmp/kessan-zip-XXXXXX", 23);
    ck_assert(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/a.zip", folder);
    snprintf(other_path, sizeof other_path, "%s/b.zip", folder);
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    zip = NULL;
}

static void teardown(void)
{
    ks_zip_free(zip);
    unlink(path);
    unlink(other_path);
    rmdir(folder);
    ks_str_release(&findings);
}

static ks_status open_zip(void)
{
    return ks_zip_open(path, FAULTS, &sink, &zip);
}

/* The member's text, or NULL where it is refused. */
static const char *read_text(const char *name)
{
    static char text[64];
    ks_bytes bytes = {NULL, 0};
    const ks_zip_member *member = ks_zip_find(zip, ks_sv_from(name));
    ck_assert_msg(member != NULL, "no member %s", name);
    ks_status status = ks_zip_read(zip, member, "a.zip/member", KS_NOWHERE, &sink, &bytes);
    ck_assert(status == KS_OK || status == KS_REFUSED);
    if (status == KS_REFUSED) {
        return NULL;
    }
    snprintf(text, sizeof text, "%s", bytes.data);
    ks_bytes_release(&bytes);
    return text;
}

START_TEST(test_members_are_found_by_their_whole_name)
{
    const zip_text texts[] = {
        {"top/", ""}, {"top/a b.xml", "<a/>"}, {"top/決算/報告.xml", "<b/>"}, {"top/empty", ""}};
    setup();
    make_zip(path, texts, 4);
    ck_assert_int_eq(open_zip(), KS_OK);
    ck_assert_uint_eq(ks_zip_count(zip), 4);
    ck_assert_str_eq(ks_zip_member_at(zip, 0)->name, "top/");
    ck_assert_str_eq(read_text("top/a b.xml"), "<a/>");
    ck_assert_str_eq(read_text("top/決算/報告.xml"), "<b/>");
    ck_assert_str_eq(read_text("top/empty"), "");
    ck_assert(ks_zip_find(zip, KS_SV("TOP/a b.xml")) == NULL);
    ck_assert(ks_zip_find(zip, KS_SV("a b.xml")) == NULL);
    ck_assert_str_eq(findings.ptr, "");
    teardown();
}
END_TEST

START_TEST(test_names_of_the_old_code_page_are_read)
{
    setup();
    zip_t *made = start_zip(path);
    add_bytes(made, "top/r\x82sum\x82.xml", "<a/>", 4, ZIP_FL_ENC_CP437);
    ck_assert_int_eq(zip_close(made), 0);
    ck_assert_int_eq(open_zip(), KS_OK);
    ck_assert_str_eq(read_text("top/résumé.xml"), "<a/>");
    teardown();
}
END_TEST

/* Names that say nothing of their encoding, one after the other. */
static void check_raw_names(const char *const *raw, const char *const *wanted, size_t count)
{
    setup();
    zip_t *made = start_zip(path);
    for (size_t i = 0; i < count; i++) {
        add_bytes(made, raw[i], "<a/>", 4, ZIP_FL_ENC_CP437);
    }
    ck_assert_int_eq(zip_close(made), 0);
    ck_assert_int_eq(open_zip(), KS_OK);
    for (size_t i = 0; i < count; i++) {
        ck_assert_str_eq(ks_zip_member_at(zip, i)->name, wanted[i]);
        ck_assert_str_eq(read_text(wanted[i]), "<a/>");
    }
    teardown();
}

START_TEST(test_names_of_japanese_windows_are_read)
{
    /* The second byte of the last character of "予定表" is a backslash in ASCII. */
    static const char *const japanese[] = {"top/\x8C\x88\x8E\x5A/\x97\x5C\x92\xE8\x95\x5C.xml",
                                           "top/plain.xml", "top/\x83\x5C.xml"};
    static const char *const japanese_meant[] = {"top/決算/予定表.xml", "top/plain.xml",
                                                 "top/ソ.xml"};
    static const char *const german[] = {"top/Er\x94"
                                         "ffnung.xml",
                                         "top/Pr\x81"
                                         "fung \x84rger.xml"};
    static const char *const german_meant[] = {"top/Eröffnung.xml", "top/Prüfung ärger.xml"};
    check_raw_names(japanese, japanese_meant, 3);
    check_raw_names(german, german_meant, 2);
}
END_TEST

START_TEST(test_links_are_not_followed)
{
    const zip_text texts[] = {{"top/a", "/etc/passwd"}, {"top/b", "<b/>"}};
    setup();
    make_zip(path, texts, 2);
    zip_t *made = zip_open(path, 0, NULL);
    ck_assert(made != NULL);
    ck_assert_int_eq(zip_file_set_external_attributes(made, 0, 0, ZIP_OPSYS_UNIX, 0xA1FFu << 16),
                     0);
    ck_assert_int_eq(zip_close(made), 0);
    ck_assert_int_eq(open_zip(), KS_OK);
    ck_assert(read_text("top/a") == NULL);
    ck_assert_msg(strstr(findings.ptr, "io.zip-link") == findings.ptr, "%s", findings.ptr);
    ck_assert_str_eq(read_text("top/b"), "<b/>");
    teardown();
}
END_TEST

START_TEST(test_names_that_lead_elsewhere_are_refused)
{
    static const struct {
        const char *name;
        const char *id;
    } names[] = {
        {"../a.xml", "package.dot-segments"},     {"top/../../a.xml", "package.dot-segments"},
        {"top/..", "package.dot-segments"},       {"./top/a.xml", "package.dot-segments"},
        {"/etc/passwd", "package.absolute-name"}, {"C:/a.xml", "package.absolute-name"},
        {"top\\a.xml", "package.backslash"},      {"..\\a.xml", "package.backslash"},
        {"top//a.xml", "package.empty-segment"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const zip_text texts[] = {{"top/good.xml", "<a/>"}, {names[i].name, "<a/>"}};
        setup();
        make_zip(path, texts, 2);
        ck_assert_int_eq(open_zip(), KS_REFUSED);
        ck_assert_msg(strstr(findings.ptr, names[i].id) == findings.ptr, "%s", findings.ptr);
        ck_assert_msg(strstr(findings.ptr, names[i].name) != NULL, "%s", findings.ptr);
        teardown();
    }
    static const char *const folders[] = {"top/good.xml/a", "top/good.xml/"};
    for (size_t i = 0; i < 2; i++) {
        const zip_text texts[] = {{"top/good.xml", "<a/>"}, {folders[i], ""}};
        setup();
        make_zip(path, texts, 2);
        ck_assert_int_eq(open_zip(), KS_REFUSED);
        ck_assert_msg(strstr(findings.ptr, "package.file-and-folder") == findings.ptr, "%s",
                      findings.ptr);
        teardown();
    }
    const zip_text fine[] = {{"top/..a/.b.xml", "<a/>"}, {"top/c:d", ""}};
    setup();
    make_zip(path, fine, 2);
    ck_assert_int_eq(open_zip(), KS_OK);
    teardown();
}
END_TEST

static void rename_second(unsigned char *at)
{
    memcpy(at, "top/a1", 6);
}

static void encrypt(unsigned char *at)
{
    at[8] |= 1;
}

static void pack_strangely(unsigned char *at)
{
    at[10] = ZIP_CM_DEFLATE64;
}

static void say_less(unsigned char *at)
{
    at[24] = 2;
}

static void say_more(unsigned char *at)
{
    at[24] = 100;
}

static void spoil_text(unsigned char *at)
{
    at[0] = '?';
}

START_TEST(test_a_name_twice_and_encryption_are_refused)
{
    const zip_text texts[] = {{"top/a1", "one"}, {"top/a2", "two"}};
    setup();
    make_zip(path, texts, 2);
    patch_file(path, "top/a2", 6, rename_second);
    ck_assert_int_eq(open_zip(), KS_REFUSED);
    ck_assert(strstr(findings.ptr, "package.name-twice") == findings.ptr);
    teardown();
    setup();
    make_zip(path, texts, 2);
    patch_file(path, ZIP_CENTRAL_HEADER, 4, encrypt);
    ck_assert_int_eq(open_zip(), KS_REFUSED);
    ck_assert(strstr(findings.ptr, "package.encrypted") == findings.ptr);
    teardown();
}
END_TEST

START_TEST(test_what_is_no_archive_is_told)
{
    setup();
    ck_assert_int_eq(open_zip(), KS_REFUSED);
    ck_assert(strstr(findings.ptr, "io.not-found") == findings.ptr);
    teardown();
    setup();
    FILE *file = fopen(path, "wb");
    ck_assert(file != NULL);
    ck_assert_int_ge(fputs("PK, but no archive", file), 0);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_int_eq(open_zip(), KS_REFUSED);
    ck_assert(strstr(findings.ptr, "package.no-archive") == findings.ptr);
    teardown();
    setup();
    ck_assert_int_eq(ks_zip_open(folder, FAULTS, &sink, &zip), KS_REFUSED);
    ck_assert(strstr(findings.ptr, "io.cannot-read") == findings.ptr);
    teardown();
}
END_TEST

START_TEST(test_damaged_members_are_told)
{
    static const struct {
        const char *mark;
        void (*change)(unsigned char *at);
        const char *id;
    } damages[] = {
        {ZIP_CENTRAL_HEADER, pack_strangely, "io.zip-method"},
        {ZIP_CENTRAL_HEADER, say_less, "io.zip-damaged"},
        {ZIP_CENTRAL_HEADER, say_more, "io.zip-damaged"},
        {"the text", spoil_text, "io.zip-damaged"},
    };
    const zip_text texts[] = {{"top/a", "the text"}};
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        setup();
        make_zip(path, texts, 1);
        patch_file(path, damages[i].mark, strlen(damages[i].mark), damages[i].change);
        ck_assert_int_eq(open_zip(), KS_OK);
        ck_assert(read_text("top/a") == NULL);
        ck_assert_msg(strstr(findings.ptr, damages[i].id) == findings.ptr, "%zu: %s", i,
                      findings.ptr);
        ck_assert(strstr(findings.ptr, "\"a.zip/member\"") != NULL);
        teardown();
    }
}
END_TEST

START_TEST(test_bombs_are_not_unpacked)
{
    const size_t large = (size_t)70 << 20;
    const size_t medium = (size_t)40 << 20;
    char *zeros = calloc(large, 1);
    ck_assert(zeros != NULL);
    setup();
    zip_t *made = start_zip(path);
    add_bytes(made, "top/large", zeros, large, ZIP_FL_ENC_UTF_8);
    add_bytes(made, "top/one", zeros, medium, ZIP_FL_ENC_UTF_8);
    add_bytes(made, "top/two", zeros, medium, ZIP_FL_ENC_UTF_8);
    ck_assert_int_eq(zip_close(made), 0);
    free(zeros);
    ck_assert_int_eq(open_zip(), KS_OK);
    ck_assert(read_text("top/large") == NULL);
    ck_assert(strstr(findings.ptr, "io.zip-bomb") == findings.ptr);
    ck_assert(read_text("top/one") != NULL);
    ks_str_clear(&findings);
    ck_assert(read_text("top/two") == NULL); /* small alone, too much together */
    ck_assert(strstr(findings.ptr, "io.zip-bomb") == findings.ptr);
    teardown();
}
END_TEST

START_TEST(test_large_archives_of_zip64_are_read)
{
    setup();
    zip_t *made = start_zip(path);
    char name[32];
    for (int i = 0; i < 66000; i++) {
        snprintf(name, sizeof name, "top/%d", i);
        add_bytes(made, name, "x", 1, ZIP_FL_ENC_UTF_8);
        ck_assert_int_eq(zip_set_file_compression(made, (zip_uint64_t)i, ZIP_CM_STORE, 0), 0);
    }
    ck_assert_int_eq(zip_close(made), 0);
    ck_assert_int_eq(open_zip(), KS_OK);
    ck_assert_uint_eq(ks_zip_count(zip), 66000);
    ck_assert_str_eq(read_text("top/65999"), "x");
    teardown();
}
END_TEST

/* ---- the resolver ---------------------------------------------------------------------------- */

static const ks_io_document *resolve(ks_io_resolver *resolver, const char *url)
{
    const ks_io_document *document = NULL;
    ks_status status = ks_io_resolve(resolver, url, KS_NOWHERE, &sink, &document);
    ck_assert(status == KS_OK || status == KS_ERR_NOT_FOUND);
    return document;
}

static void check_document(ks_io_resolver *resolver, const char *url, const char *text,
                           const char *name)
{
    const ks_io_document *document = resolve(resolver, url);
    ck_assert_msg(document != NULL, "%s was not found", url);
    ck_assert(ks_sv_is(document->text, text));
    ck_assert_str_eq(document->url, url);
    ck_assert_str_eq(document->file, name);
}

START_TEST(test_documents_come_from_the_longest_rewrite)
{
    const zip_text texts[] = {{"top/META-INF/catalog.xml", ""}, {"top/x/a.xsd", "<a/>"},
                              {"top/y/a.xsd", "<b/>"},          {"top/y/b c.xsd", "<c/>"},
                              {"top/y/é.xsd", "<d/>"},          {"top/y/e%20f.xsd", "<e/>"}};
    const char *base = KS_IO_MEMBER_SCHEME "top/META-INF/catalog.xml";
    const ks_io_rewrite rewrites[] = {
        {"http://x.org/", "../x/", base},        {"http://x.org/y", "../y", base},
        {"http://x.org/y/z/", "../none/", base}, {"http://z.org/", "../../../y/../top/y/", base},
        {"http://x.org/xx/", "../x/", base},
    };
    ks_io_resolver resolver;
    setup();
    make_zip(path, texts, 6);
    ck_assert_int_eq(open_zip(), KS_OK);
    ks_io_resolver_init(&resolver, NULL, 0);
    ck_assert_int_eq(ks_io_resolver_add_package(&resolver, zip, "P.zip", rewrites, 5), KS_OK);
    check_document(&resolver, "http://x.org/a.xsd", "<a/>", "P.zip/top/x/a.xsd");
    check_document(&resolver, "http://x.org/y/a.xsd", "<b/>", "P.zip/top/y/a.xsd");
    check_document(&resolver, "https://x.org/y/a.xsd", "<b/>", "P.zip/top/y/a.xsd");
    check_document(&resolver, "http://x.org/y/b%20c.xsd", "<c/>", "P.zip/top/y/b c.xsd");
    check_document(&resolver, "http://x.org/y/b c.xsd", "<c/>", "P.zip/top/y/b c.xsd");
    check_document(&resolver, "http://x.org/y/é.xsd", "<d/>", "P.zip/top/y/é.xsd");
    check_document(&resolver, "http://x.org/y/%C3%A9.xsd", "<d/>", "P.zip/top/y/é.xsd");
    check_document(&resolver, "http://x.org/y/e%20f.xsd", "<e/>", "P.zip/top/y/e%20f.xsd");
    check_document(&resolver, "http://z.org/a.xsd", "<b/>", "P.zip/top/y/a.xsd");
    ck_assert(resolve(&resolver, "http://x.org/y/z/a.xsd") == NULL);
    ck_assert(resolve(&resolver, "http://x.org/META-INF/../../../../etc/hostname") == NULL);
    ck_assert(resolve(&resolver, "http://x.org/../../../../../../../../etc/hostname") == NULL);
    ck_assert(resolve(&resolver, "http://y.org/a.xsd") == NULL);
    ck_assert(resolve(&resolver, "x.org/a.xsd") == NULL);
    ks_io_resolver_release(&resolver);
    teardown();
}
END_TEST

START_TEST(test_packages_stand_between_built_in_schemas_and_mirrors)
{
    static const char XLINK[] = "http://www.xbrl.org/2003/xlink-2003-12-31.xsd";
    const zip_text first[] = {{"top/xlink-2003-12-31.xsd", "<mine/>"}, {"top/a.xsd", "<first/>"}};
    const zip_text second[] = {{"top/a.xsd", "<second/>"}, {"top/b.xsd", "<second/>"}};
    const char *base = KS_IO_MEMBER_SCHEME "top/META-INF/catalog.xml";
    const ks_io_rewrite rewrites[] = {{"http://x.org/", "../", base},
                                      {"http://www.xbrl.org/2003/", "../", base}};
    char mirror[160], file[200];
    const char *mirrors[] = {folder};
    ks_zip *other = NULL;
    ks_io_resolver resolver;
    setup();
    make_zip(path, first, 2);
    make_zip(other_path, second, 2);
    snprintf(mirror, sizeof mirror, "mkdir %s/x.org", folder);
    ck_assert_int_eq(system(mirror), 0);
    for (const char *name = "abc"; *name != '\0'; name++) {
        snprintf(file, sizeof file, "%s/x.org/%c.xsd", folder, *name);
        FILE *out = fopen(file, "wb");
        ck_assert(out != NULL);
        ck_assert_int_ge(fputs("<mirror/>", out), 0);
        ck_assert_int_eq(fclose(out), 0);
    }
    ck_assert_int_eq(open_zip(), KS_OK);
    ck_assert_int_eq(ks_zip_open(other_path, FAULTS, &sink, &other), KS_OK);
    ks_io_resolver_init(&resolver, mirrors, 1);
    ck_assert_int_eq(ks_io_resolver_add_package(&resolver, zip, "P.zip", rewrites, 2), KS_OK);
    ck_assert_int_eq(ks_io_resolver_add_package(&resolver, other, "Q.zip", rewrites, 2), KS_OK);
    ck_assert(resolve(&resolver, XLINK)->is_builtin);
    check_document(&resolver, "http://x.org/a.xsd", "<first/>", "P.zip/top/a.xsd");
    check_document(&resolver, "http://x.org/b.xsd", "<second/>", "Q.zip/top/b.xsd");
    check_document(&resolver, "http://x.org/c.xsd", "<mirror/>", file);
    ks_io_resolver_release(&resolver);
    ks_zip_free(other);
    snprintf(mirror, sizeof mirror, "rm -r %s/x.org", folder);
    ck_assert_int_eq(system(mirror), 0);
    teardown();
}
END_TEST

START_TEST(test_what_is_written_is_read_and_the_same_each_time)
{
    const ks_zip_text members[] = {{"top/決算.xml", KS_SV("<a/>")}, {"top/empty", KS_SV("")}};
    const ks_zip_text twice[] = {{"top/a", KS_SV("1")}, {"top/a", KS_SV("2")}};
    ks_bytes first = {NULL, 0}, second = {NULL, 0};
    setup();
    ck_assert_int_eq(ks_zip_write(members, 2, &first), KS_OK);
    ck_assert_int_eq(ks_zip_write(members, 2, &second), KS_OK);
    ck_assert_uint_eq(first.size, second.size);
    ck_assert_int_eq(memcmp(first.data, second.data, first.size), 0);
    FILE *out = fopen(path, "wb");
    ck_assert(out != NULL);
    ck_assert_uint_eq(fwrite(first.data, 1, first.size, out), first.size);
    ck_assert_int_eq(fclose(out), 0);
    ck_assert_int_eq(open_zip(), KS_OK);
    ck_assert_uint_eq(ks_zip_count(zip), 2);
    ck_assert_str_eq(read_text("top/決算.xml"), "<a/>");
    ck_assert_str_eq(read_text("top/empty"), "");
    ks_bytes_release(&first);
    ks_bytes_release(&second);
    ck_assert_int_eq(ks_zip_write(twice, 2, &first), KS_ERR_MISUSE);
    teardown();
}
END_TEST

KS_TEST_MAIN("io_zip", test_what_is_written_is_read_and_the_same_each_time,
             test_members_are_found_by_their_whole_name, test_names_of_the_old_code_page_are_read,
             test_names_of_japanese_windows_are_read, test_links_are_not_followed,
             test_names_that_lead_elsewhere_are_refused,
             test_a_name_twice_and_encryption_are_refused, test_what_is_no_archive_is_told,
             test_damaged_members_are_told, test_bombs_are_not_unpacked,
             test_large_archives_of_zip64_are_read, test_documents_come_from_the_longest_rewrite,
             test_packages_stand_between_built_in_schemas_and_mirrors)
