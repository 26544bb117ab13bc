/* Taxonomy packages: what is read of good ones, and each error of the specification. */
#include "test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "read_package.h"
#include "test_failing.h"
#include "test_findings.h"
#include "test_zip.h"
#include "xml_init.h"

#define HEAD "<tp:taxonomyPackage xmlns:tp=\"http://xbrl.org/2016/taxonomy-package\""
#define NAMED                                                                                      \
    "<tp:identifier>http://x.org/p</tp:identifier><tp:name>P</tp:name>"                            \
    "<tp:name xml:lang=\"ja\">パ</tp:name>"
#define METADATA HEAD " xml:lang=\"en\">" NAMED "</tp:taxonomyPackage>"
#define CATALOG(content)                                                                           \
    "<catalog xmlns=\"urn:oasis:names:tc:entity:xmlns:xml:catalog\">" content "</catalog>"
#define REWRITE(start, prefix)                                                                     \
    "<rewriteURI uriStartString=\"" start "\" rewritePrefix=\"" prefix "\"/>"

static char folder[64];
static char path[128];
static ks_str findings;
static ks_sink sink;
static ks_names names;
static ks_package *package;

/* With the specification's code, which is what others test for. */
static void note_code(const ks_finding *finding, void *user)
{
    ks_str_addf(user, "%s ", finding->code);
    note_finding(finding, user);
}

static void setup(void)
{
    memcpy(folder, "/tmp/kessan-package-XXXXXX", 27);
    ck_assert(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/決算 p.zip", folder);
    ck_assert_int_eq(ks_xml_init(), KS_OK);
    ks_str_init(&findings);
    ks_sink_init(&sink, note_code, &findings, KS_LANG_EN);
    ks_names_init(&names);
    package = NULL;
}

static void teardown(void)
{
    ks_package_free(package);
    unlink(path);
    rmdir(folder);
    ks_names_release(&names);
    ks_str_release(&findings);
}

static ks_status read_package(const zip_text *texts, size_t count)
{
    make_zip(path, texts, count);
    return ks_read_package(path, &names, &sink, &package);
}

static ks_status read_parts(const char *metadata, const char *catalog)
{
    const zip_text texts[] = {{"top/META-INF/taxonomyPackage.xml", metadata},
                              {"top/META-INF/catalog.xml", catalog}};
    return read_package(texts, catalog != NULL ? 2 : 1);
}

START_TEST(test_reads_all_of_a_package)
{
    setup();
    ks_status status = read_parts(
        HEAD
        " xml:lang=\"en\">" NAMED "<tp:description> About it. </tp:description>"
        "<tp:version>1.0</tp:version><tp:license name=\"free\" href=\"http://x.org/l\"/>"
        "<tp:publisher>X</tp:publisher><tp:publisherURL>http://x.org</tp:publisherURL>"
        "<tp:publisherCountry>JP</tp:publisherCountry>"
        "<tp:publicationDate>2024-03-31</tp:publicationDate><tp:entryPoints>"
        "<tp:entryPoint><tp:name>One</tp:name><tp:name xml:lang=\"de\">Eins</tp:name>"
        "<tp:description>First</tp:description><tp:version>2</tp:version>"
        "<tp:entryPointDocument href=\"http://x.org/a.xsd\"/>"
        "<tp:entryPointDocument href=\"http://x.org/b.xml\"/>"
        "<tp:languages><tp:language>en</tp:language><tp:language>ja</tp:language></tp:languages>"
        "</tp:entryPoint>"
        "<tp:entryPoint xml:base=\"http://y.org/z/\"><tp:name>Two</tp:name>"
        "<tp:entryPointDocument href=\"../c.xsd\"/></tp:entryPoint>"
        "</tp:entryPoints></tp:taxonomyPackage>",
        NULL);
    ck_assert_str_eq(findings.ptr, "");
    ck_assert_int_eq(status, KS_OK);
    ck_assert_str_eq(package->folder, "top");
    ck_assert_str_eq(package->identifier, "http://x.org/p");
    ck_assert_str_eq(package->names->text, "P");
    ck_assert_str_eq(package->names->lang, "en");
    ck_assert_str_eq(package->names->next->text, "パ");
    ck_assert_str_eq(package->names->next->lang, "ja");
    ck_assert(package->names->next->next == NULL);
    ck_assert_str_eq(package->descriptions->text, "About it.");
    ck_assert_str_eq(package->version, "1.0");
    ck_assert_str_eq(package->license_name, "free");
    ck_assert_str_eq(package->license_url, "http://x.org/l");
    ck_assert_str_eq(package->publishers->text, "X");
    ck_assert_str_eq(package->publisher_url, "http://x.org");
    ck_assert_str_eq(package->publisher_country, "JP");
    ck_assert_str_eq(package->publication_date, "2024-03-31");
    const ks_package_entry *entry = package->entries;
    ck_assert_str_eq(entry->names->next->text, "Eins");
    ck_assert_str_eq(entry->descriptions->text, "First");
    ck_assert_str_eq(entry->version, "2");
    ck_assert_str_eq(entry->documents->url, "http://x.org/a.xsd");
    ck_assert_str_eq(entry->documents->next->url, "http://x.org/b.xml");
    ck_assert_str_eq(entry->languages->next->lang, "ja");
    ck_assert_str_eq(entry->next->documents->url, "http://y.org/c.xsd");
    ck_assert(entry->next->next == NULL);
    ck_assert_uint_eq(package->rewrite_count, 0);
    teardown();
}
END_TEST

START_TEST(test_documents_of_a_package_have_urls_and_names)
{
    const zip_text texts[] = {
        {"タクソノミ 1/META-INF/taxonomyPackage.xml", METADATA},
        {"タクソノミ 1/META-INF/catalog.xml",
         "<!DOCTYPE catalog PUBLIC \"-//OASIS//DTD Entity Resolution XML Catalog V1.0//EN\" "
         "\"http://www.oasis-open.org/committees/entity/release/1.0/catalog.dtd\">" CATALOG(
             REWRITE("http://x.org/", "../x/") REWRITE("http://x.org/深い/", "../deep/er/")
                 REWRITE("http://y.org/a.xsd", "../y.xsd") "<rewriteURI xml:base=\"../based/\" "
                                                           "uriStartString=\"http://b.org/\" "
                                                           "rewritePrefix=\"\"/>")},
        {"タクソノミ 1/x/a.xsd", "<a/>"},
        {"タクソノミ 1/deep/er/b.xsd", "<b/>"},
        {"タクソノミ 1/y.xsd", "<y/>"},
        {"タクソノミ 1/based/c.xsd", "<c/>"},
    };
    static const struct {
        const char *url;
        const char *text;
        const char *name;
    } wanted[] = {
        {"http://x.org/a.xsd", "<a/>", "x/a.xsd"},
        {"http://x.org/%E6%B7%B1%E3%81%84/b.xsd", "<b/>", "deep/er/b.xsd"},
        {"https://y.org/a.xsd", "<y/>", "y.xsd"},
        {"http://b.org/c.xsd", "<c/>", "based/c.xsd"},
    };
    char name[256];
    setup();
    ck_assert_int_eq(read_package(texts, 6), KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    ks_io_resolver resolver;
    ks_io_resolver_init(&resolver, NULL, 0);
    ck_assert_int_eq(ks_package_mount(package, &resolver), KS_OK);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const ks_io_document *document = NULL;
        ck_assert_int_eq(ks_io_resolve(&resolver, wanted[i].url, KS_NOWHERE, &sink, &document),
                         KS_OK);
        ck_assert(ks_sv_is(document->text, wanted[i].text));
        snprintf(name, sizeof name, "%s/タクソノミ 1/%s", path, wanted[i].name);
        ck_assert_str_eq(document->file, name);
    }
    ks_io_resolver_release(&resolver);
    teardown();
}
END_TEST

/* ---- what makes a package useless ------------------------------------------------------------ */

static void check_refused(const zip_text *texts, size_t count, const char *start, const char *part)
{
    setup();
    ck_assert_int_eq(read_package(texts, count), KS_REFUSED);
    ck_assert_msg(strstr(findings.ptr, start) == findings.ptr, "%s", findings.ptr);
    ck_assert_msg(strstr(findings.ptr, part) != NULL, "%s", findings.ptr);
    ck_assert_ptr_eq(strchr(findings.ptr, '\n'), findings.ptr + findings.len - 1);
    teardown();
}

START_TEST(test_everything_lies_in_one_folder)
{
    const zip_text metadata = {"top/META-INF/taxonomyPackage.xml", METADATA};
    const zip_text two[] = {metadata, {"__MACOSX/x", ""}};
    const zip_text empty_folder[] = {metadata, {"other/", ""}};
    const zip_text file[] = {metadata, {"readme.txt", ""}};
    const zip_text root[] = {{"META-INF/taxonomyPackage.xml", METADATA}, {"a.xsd", "<a/>"}};
    check_refused(two, 2, "tpe:invalidDirectoryStructure package.second-folder", "__MACOSX");
    check_refused(empty_folder, 2, "tpe:invalidDirectoryStructure package.second-folder", "other");
    check_refused(file, 2, "tpe:invalidDirectoryStructure package.top-level-file", "readme.txt");
    check_refused(root, 2, "tpe:invalidDirectoryStructure package.top-level-file", "a.xsd");
}
END_TEST

START_TEST(test_metadata_are_needed)
{
    const zip_text none[] = {{"top/a.xsd", "<a/>"}};
    const zip_text small[] = {{"top/meta-inf/taxonomyPackage.xml", METADATA}};
    const zip_text deeper[] = {{"top/a/META-INF/taxonomyPackage.xml", METADATA}};
    const zip_text empty[] = {{"top/META-INF/", ""}};
    const zip_text other[] = {{"top/META-INF/TaxonomyPackage.xml", METADATA}};
    check_refused(none, 1, "tpe:metadataDirectoryNotFound package.no-meta-inf", "top/META-INF/");
    check_refused(small, 1, "tpe:metadataDirectoryNotFound", "top/META-INF/");
    check_refused(deeper, 1, "tpe:metadataDirectoryNotFound", "top/META-INF/");
    check_refused(empty, 1, "tpe:metadataFileNotFound package.no-metadata",
                  "top/META-INF/taxonomyPackage.xml");
    check_refused(other, 1, "tpe:metadataFileNotFound", "top/META-INF/taxonomyPackage.xml");
}
END_TEST

START_TEST(test_archives_are_sound)
{
    const zip_text backslash[] = {{"top\\META-INF\\taxonomyPackage.xml", METADATA}};
    const zip_text outside[] = {{"top/META-INF/taxonomyPackage.xml", METADATA}, {"top/../x", ""}};
    check_refused(backslash, 1, "tpe:invalidArchiveFormat package.backslash", "top\\META-INF");
    check_refused(outside, 2, "tpe:invalidDirectoryStructure package.dot-segments", "top/../x");
    setup();
    ck_assert_int_eq(mkdir(path, 0700), 0);
    ck_assert_int_eq(ks_read_package(path, &names, &sink, &package), KS_REFUSED);
    ck_assert(strstr(findings.ptr, " io.cannot-read") == findings.ptr);
    rmdir(path);
    teardown();
}
END_TEST

/* ---- what is wrong with one that can be used ------------------------------------------------- */

static void check_told(const char *metadata, const char *catalog, const char *start,
                       size_t rewrites)
{
    setup();
    ck_assert_int_eq(read_parts(metadata, catalog), KS_OK);
    ck_assert_msg(strstr(findings.ptr, start) == findings.ptr, "%s", findings.ptr);
    ck_assert_msg(strchr(findings.ptr, '\n') == findings.ptr + findings.len - 1, "%s",
                  findings.ptr);
    ck_assert_uint_eq(package->rewrite_count, rewrites);
    teardown();
}

#define TOLD_METADATA(metadata, start)                                                             \
    check_told(HEAD metadata "</tp:taxonomyPackage>", NULL, start, 0)
#define TOLD_CATALOG(content, start, rewrites)                                                     \
    check_told(METADATA, CATALOG(content), start, rewrites)

START_TEST(test_metadata_follow_the_schema)
{
    static const char *const INVALID = "tpe:invalidMetaDataFile package.invalid-metadata";
    check_told("<tp:taxonomyPackage", NULL, INVALID, 0);
    check_told("<a/>", NULL, INVALID, 0);
    TOLD_METADATA(" xml:lang=\"en\"><tp:name>P</tp:name>", INVALID);
    TOLD_METADATA(" xml:lang=\"en\">" NAMED "<tp:publicationDate>soon</tp:publicationDate>",
                  INVALID);
    TOLD_METADATA(" xml:lang=\"en\">" NAMED
                  "<tp:entryPoints><tp:entryPoint><tp:name>E</tp:name></tp:entryPoint>"
                  "</tp:entryPoints>",
                  INVALID);
    TOLD_METADATA(" xml:lang=\"en\">" NAMED
                  "<tp:entryPoints><tp:entryPoint><tp:entryPointDocument/></tp:entryPoint>"
                  "</tp:entryPoints>",
                  INVALID);
    /* The catalog is read all the same. */
    check_told("<a/>", CATALOG(REWRITE("http://x.org/", "../")), INVALID, 1);
}
END_TEST

START_TEST(test_texts_stand_once_in_a_language)
{
    static const char *const NONE = "tpe:missingLanguageAttribute package.no-language";
    static const char *const TWICE = "tpe:duplicateLanguagesForElement package.language-twice";
    TOLD_METADATA("><tp:identifier>http://x.org/p</tp:identifier><tp:name>P</tp:name>", NONE);
    TOLD_METADATA(" xml:lang=\"en\"><tp:identifier>http://x.org/p</tp:identifier>"
                  "<tp:name xml:lang=\"\">P</tp:name>",
                  "tpe:invalidMetaDataFile package.invalid-metadata");
    TOLD_METADATA(" xml:lang=\"en\">" NAMED "<tp:name>Q</tp:name>", TWICE);
    TOLD_METADATA(" xml:lang=\"en\">" NAMED "<tp:name xml:lang=\"JA\">Q</tp:name>", TWICE);
    TOLD_METADATA(" xml:lang=\"en\">" NAMED
                  "<tp:description>a</tp:description><tp:description>b</tp:description>",
                  TWICE);
    TOLD_METADATA(" xml:lang=\"en\">" NAMED
                  "<tp:publisher>a</tp:publisher><tp:publisher>b</tp:publisher>",
                  TWICE);
    TOLD_METADATA(" xml:lang=\"en\">" NAMED
                  "<tp:entryPoints><tp:entryPoint><tp:name>a</tp:name><tp:name>b</tp:name>"
                  "<tp:entryPointDocument href=\"a\"/></tp:entryPoint></tp:entryPoints>",
                  TWICE);
}
END_TEST

START_TEST(test_catalogs_follow_the_schema)
{
    static const char *const INVALID = "tpe:invalidCatalogFile package.invalid-catalog";
    check_told(METADATA, "<catalog xmlns=\"urn:oasis:names:tc:entity:xmlns:xml:catalog\">", INVALID,
               0);
    check_told(METADATA, "<catalog><rewriteURI/></catalog>", INVALID, 0);
    check_told(METADATA,
               "<rewriteURI xmlns=\"urn:oasis:names:tc:entity:xmlns:xml:catalog\" "
               "uriStartString=\"a\" rewritePrefix=\"b\"/>",
               INVALID, 0);
    TOLD_CATALOG("", INVALID, 0);
    TOLD_CATALOG("<rewriteURI uriStartString=\"http://x.org/\"/>", INVALID, 0);
    TOLD_CATALOG("<uri name=\"a\" uri=\"b\"/>" REWRITE("http://x.org/", "../"), INVALID, 1);
    TOLD_CATALOG(REWRITE("http://x.org/a", "../") REWRITE("http://x.org/a", "../b/"),
                 "tpe:multipleRewriteURIsForStartString package.start-twice", 1);
    TOLD_CATALOG(REWRITE("http://x.org/é", "../") REWRITE("http://x.org/%C3%A9", "../b/"),
                 "tpe:multipleRewriteURIsForStartString package.start-twice", 1);
    TOLD_CATALOG(REWRITE("http://x.org/", "file:///etc/"), " package.rewrite-outside", 0);
    TOLD_CATALOG(REWRITE("http://x.org/", "http://y.org/"), " package.rewrite-outside", 0);
}
END_TEST

START_TEST(test_findings_name_the_document_in_the_package)
{
    char start[320];
    setup();
    ck_assert_int_eq(read_parts(METADATA, CATALOG("\n  <rewriteURI uriStartString=\"a\"/>")),
                     KS_OK);
    snprintf(start, sizeof start,
             "tpe:invalidCatalogFile package.invalid-catalog %s/top/META-INF/catalog.xml:2:3 the "
             "catalog of the package is not valid: element \"rewriteURI\" needs the attribute "
             "\"rewritePrefix\"",
             path);
    ck_assert_msg(strstr(findings.ptr, start) == findings.ptr, "%s", findings.ptr);
    teardown();
}
END_TEST

/* ---- short memory ---------------------------------------------------------------------------- */

static bool read_again(void)
{
    ks_sink quiet;
    ks_names own;
    ks_package *read = NULL;
    ks_io_resolver resolver;
    const ks_io_document *document = NULL;
    ks_sink_init(&quiet, NULL, NULL, KS_LANG_EN);
    ks_names_init(&own);
    ks_io_resolver_init(&resolver, NULL, 0);
    ks_status status = ks_read_package(path, &own, &quiet, &read);
    if (status == KS_OK) {
        status = ks_package_mount(read, &resolver);
    }
    if (status == KS_OK) {
        status = ks_io_resolve(&resolver, "http://x.org/a.xsd", KS_NOWHERE, &quiet, &document);
    }
    if (status == KS_OK) {
        status = ks_sink_status(&quiet);
    }
    ks_io_resolver_release(&resolver);
    ks_package_free(read);
    ks_names_release(&own);
    ck_assert_msg(status == KS_OK || status == KS_ERR_MEMORY, "%s", ks_status_name(status));
    return status == KS_OK;
}

START_TEST(test_short_memory_is_told)
{
    const zip_text texts[] = {
        {"top/META-INF/taxonomyPackage.xml",
         HEAD " xml:lang=\"en\">" NAMED "<tp:name>Q</tp:name><tp:entryPoints><tp:entryPoint>"
              "<tp:entryPointDocument href=\"a.xsd\"/><tp:languages><tp:language>en</tp:language>"
              "</tp:languages></tp:entryPoint></tp:entryPoints></tp:taxonomyPackage>"},
        {"top/META-INF/catalog.xml",
         CATALOG(REWRITE("http://x.org/", "../") REWRITE("http://x.org/", "../"))},
        {"top/a.xsd", "<a/>"},
    };
    setup();
    make_zip(path, texts, 3);
    fail_each_allocation(read_again);
    teardown();
}
END_TEST

KS_TEST_MAIN("read_package", test_reads_all_of_a_package,
             test_documents_of_a_package_have_urls_and_names, test_everything_lies_in_one_folder,
             test_metadata_are_needed, test_archives_are_sound, test_metadata_follow_the_schema,
             test_texts_stand_once_in_a_language, test_catalogs_follow_the_schema,
             test_findings_name_the_document_in_the_package, test_short_memory_is_told)
