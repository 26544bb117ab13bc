/* Report packages: what reports they hold, and each error of the specification. */
#include "test.h"

#include <unistd.h>

#include "read_report_package.h"
#include "test_failing.h"
#include "test_findings.h"
#include "test_zip.h"
#include "xml_init.h"

#define TYPE(type)                                                                                 \
    "{\"documentInfo\":{\"documentType\":\"https://xbrl.org/report-package/" type "\"}}"
#define JSON "top/META-INF/reportPackage.json"
#define XBRI                                                                                       \
    {                                                                                              \
        JSON, TYPE("2023/xbri")                                                                    \
    }
#define XBR                                                                                        \
    {                                                                                              \
        JSON, TYPE("2023/xbr")                                                                     \
    }
#define ANY                                                                                        \
    {                                                                                              \
        JSON, TYPE("2023")                                                                         \
    }
#define OIM "{\"documentInfo\":{\"documentType\":\"https://xbrl.org/2021/xbrl-json\"}}"
#define METADATA                                                                                   \
    "<tp:taxonomyPackage xmlns:tp=\"http://xbrl.org/2016/taxonomy-package\" xml:lang=\"en\">"      \
    "<tp:identifier>http://x.org/p</tp:identifier></tp:taxonomyPackage>"

static char folder[64];
static char path[128];
static ks_str findings;
static ks_sink sink;
static ks_names names;
static ks_report_package *package;

static void note_code(const ks_finding *finding, void *user)
{
    ks_str_addf(user, "%s ", finding->code);
    note_finding(finding, user);
}

static void setup(const char *file)
{
    memcpy(folder, "/tmp/kessan-report-XXXXXX", 26);
    ck_assert(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/%s", folder, file);
    ck_assert_int_eq(ks_xml_init(), KS_OK);
    ks_str_init(&findings);
    ks_sink_init(&sink, note_code, &findings, KS_LANG_EN);
    ks_names_init(&names);
    package = NULL;
}

static void teardown(void)
{
    ks_report_package_free(package);
    unlink(path);
    rmdir(folder);
    ks_names_release(&names);
    ks_str_release(&findings);
}

typedef struct package_case {
    const char *file;
    zip_text texts[5]; /* ends with a NULL name */
    const char *code;  /* and id of the one finding, or "" */
    const char *part;  /* of its message */
} package_case;

static size_t count_texts(const package_case *c)
{
    size_t count = 0;
    while (count < 5 && c->texts[count].name != NULL) {
        count++;
    }
    return count;
}

static void check_case(const package_case *c)
{
    setup(c->file);
    make_zip(path, c->texts, count_texts(c));
    ks_status status = ks_read_report_package(path, &names, &sink, &package);
    ck_assert_msg(strncmp(findings.ptr, c->code, strlen(c->code)) == 0, "%s: %s", c->code,
                  findings.ptr);
    const char *end = strchr(findings.ptr, '\n');
    ck_assert_msg(end == NULL ? *c->code == '\0' : end[1] == '\0', "more than one: %s",
                  findings.ptr);
    ck_assert(end == NULL || status == KS_REFUSED || package != NULL);
    ck_assert_msg(c->part == NULL || strstr(findings.ptr, c->part) != NULL, "%s", findings.ptr);
    teardown();
}

/* ---- what is found --------------------------------------------------------------------------- */

/* All reports as "KIND NAME[+n]" with spaces between. */
static const char *list_reports(void)
{
    static char list[512];
    size_t len = 0;
    list[0] = '\0';
    for (const ks_packaged_report *r = package->reports; r != NULL; r = r->next) {
        len += (size_t)snprintf(list + len, sizeof list - len, "%c %s", "ixj"[r->kind], r -> name);
        if (r->url_count > 1) {
            len += (size_t)snprintf(list + len, sizeof list - len, "+%zu", r->url_count - 1);
        }
        len += (size_t)snprintf(list + len, sizeof list - len, " ");
    }
    return list;
}

static void check_reports(const char *file, const zip_text *texts, size_t count, const char *wanted)
{
    setup(file);
    make_zip(path, texts, count);
    ks_status status = ks_read_report_package(path, &names, &sink, &package);
    ck_assert_msg(status == KS_OK && findings.len == 0, "%s", findings.ptr);
    ck_assert_str_eq(list_reports(), wanted);
    teardown();
}

START_TEST(test_reports_lie_in_the_folder_or_one_below)
{
    const zip_text single[] = {XBRI, {"top/reports/a.xhtml", "<html/>"}, {"top/reports/a.png", ""}};
    const zip_text set[] = {XBRI,
                            {"top/reports/set/b.htm", "<html/>"},
                            {"top/reports/set/a.HTML", "<html/>"},
                            {"top/reports/set/c/d.xbrl", ""}};
    const zip_text hidden[] = {{"top/reports/", ""},
                               {"top/reports/b.xbrl", "<x/>"},
                               {"top/reports/deep/a.xhtml", ""},
                               {"top/reports/a.json", OIM}};
    const zip_text several[] = {ANY,
                                {"top/reports/b/x.xhtml", ""},
                                {"top/reports/b/y.xhtml", ""},
                                {"top/reports/a/x.xbrl", ""}};
    const zip_text tricky[] = {XBR, {"top/reports/tricky.xhtml/a.json", "\xEF\xBB\xBF" OIM}};
    const zip_text tables[] = {XBR, {"top/reports/a.json", OIM}, {"top/reports/a.csv", "x"}};
    check_reports("a.xbri", single, 3, "i top/reports/a.xhtml ");
    check_reports("a.XBRI", set, 4, "i top/reports/set/a.HTML+1 ");
    check_reports("a.zip", hidden, 4, "j top/reports/a.json x top/reports/b.xbrl ");
    check_reports("a.ZIP", several, 4, "x top/reports/a/x.xbrl i top/reports/b/x.xhtml+1 ");
    check_reports("a.xbr", tricky, 2, "j top/reports/tricky.xhtml/a.json ");
    check_reports("a.xbr", tables, 3, "j top/reports/a.json ");
}
END_TEST

START_TEST(test_members_refer_to_each_other_and_to_the_packages_taxonomy)
{
    const zip_text texts[] = {
        {"上 位/META-INF/taxonomyPackage.xml", METADATA},
        {"上 位/META-INF/catalog.xml",
         "<catalog xmlns=\"urn:oasis:names:tc:entity:xmlns:xml:catalog\"><rewriteURI "
         "uriStartString=\"http://x.org/\" rewritePrefix=\"../x/\"/></catalog>"},
        {"上 位/reports/a#1.xbrl", "<x/>"},
        {"上 位/x/t.xsd", "<t/>"},
    };
    setup("50% #1.zip");
    make_zip(path, texts, 4);
    ck_assert_int_eq(ks_read_report_package(path, &names, &sink, &package), KS_OK);
    ks_io_resolver resolver;
    ks_io_resolver_init(&resolver, NULL, 0);
    ck_assert_int_eq(ks_report_package_mount(package, &resolver), KS_OK);
    const ks_io_document *document = NULL;
    const char *url = package->reports->urls[0];
    ck_assert_int_eq(ks_io_resolve(&resolver, url, KS_NOWHERE, &sink, &document), KS_OK);
    ck_assert(ks_sv_is(document->text, "<x/>"));
    ck_assert(strstr(document->file, "50% #1.zip/上 位/reports/a#1.xbrl") != NULL);
    const ks_place place = {document->file, 3, 4};
    ck_assert_int_eq(ks_io_resolve(&resolver, "http://x.org/t.xsd", place, &sink, &document),
                     KS_OK);
    ck_assert(ks_sv_is(document->text, "<t/>"));
    ck_assert_str_eq(findings.ptr, "");
    ck_assert_int_eq(ks_io_resolve(&resolver, "/etc/passwd", place, &sink, &document), KS_REFUSED);
    ck_assert_msg(strstr(findings.ptr, "package.leads-out") != NULL, "%s", findings.ptr);
    ks_io_resolver_release(&resolver);
    teardown();
}
END_TEST

START_TEST(test_a_zip_without_reports_is_a_taxonomy_package)
{
    const zip_text texts[] = {{"top/META-INF/taxonomyPackage.xml", METADATA}};
    setup("a.zip");
    make_zip(path, texts, 1);
    ck_assert_int_eq(ks_read_report_package(path, &names, &sink, &package), KS_OK);
    ck_assert(!package->is_report_package);
    ck_assert_str_eq(package->taxonomy->identifier, "http://x.org/p");
    teardown();
}
END_TEST

/* ---- what is wrong --------------------------------------------------------------------------- */

START_TEST(test_names_and_folders)
{
    static const package_case cases[] = {
        {"a.xbri",
         {XBRI, {"/top/a", ""}},
         "rpe:invalidArchiveFormat report-package.absolute-name",
         "/top/a"},
        {"a.xbri",
         {XBRI, {"top\\a", ""}},
         "rpe:invalidArchiveFormat report-package.backslash",
         NULL},
        {"a.xbri",
         {XBRI, {"top/./a", ""}},
         "rpe:invalidDirectoryStructure report-package.dot-segments",
         NULL},
        {"a.xbri",
         {XBRI, {"top/../a", ""}},
         "rpe:invalidDirectoryStructure report-package.dot-segments",
         NULL},
        {"a.xbri",
         {XBRI, {"top//a", ""}},
         "rpe:invalidDirectoryStructure report-package.empty-segment",
         NULL},
        {"a.xbri",
         {XBRI, {JSON "/", ""}},
         "rpe:invalidDirectoryStructure report-package.file-and-folder",
         NULL},
        {"a.xbri",
         {XBRI, {JSON "/a", ""}},
         "rpe:invalidDirectoryStructure report-package.file-and-folder",
         NULL},
        {"a.xbri",
         {XBRI, {"b/", ""}},
         "rpe:invalidDirectoryStructure report-package.second-folder",
         "\"b\""},
        {"a.zip",
         {ANY, {"b/", ""}},
         "rpe:invalidDirectoryStructure report-package.second-folder",
         "\"b\""},
        {"a.zip",
         {{"a/x", ""}, {"b/", ""}},
         "tpe:invalidDirectoryStructure package.second-folder",
         "\"b\""},
        {"a.xbr",
         {XBR, {"readme", ""}},
         "rpe:invalidDirectoryStructure report-package.top-level-file",
         "readme"},
        {"a.xbrx", {XBRI}, "rpe:unsupportedFileExtension report-package.extension", "a.xbrx"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case(&cases[i]);
    }
}
END_TEST

static void rename_second(unsigned char *at)
{
    at[strlen("top/a")] = '1';
}

static void encrypt(unsigned char *at)
{
    at[8] |= 1;
}

static void check_changed(const char *mark, size_t size, void (*change)(unsigned char *at),
                          const char *wanted)
{
    const zip_text texts[] = {XBRI, {"top/a1", "one"}, {"top/a2", "two"}};
    setup("a.xbri");
    make_zip(path, texts, 3);
    patch_file(path, mark, size, change);
    ck_assert_int_eq(ks_read_report_package(path, &names, &sink, &package), KS_REFUSED);
    ck_assert_msg(strstr(findings.ptr, wanted) == findings.ptr, "%s", findings.ptr);
    teardown();
}

static void cut_file(const char *text)
{
    FILE *file = fopen(path, "wb");
    ck_assert(file != NULL);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

START_TEST(test_archives_that_are_none)
{
    check_changed("top/a2", 6, rename_second,
                  "rpe:invalidDirectoryStructure report-package.name-twice");
    check_changed(ZIP_CENTRAL_HEADER, 4, encrypt,
                  "rpe:invalidArchiveFormat report-package.encrypted");
    static const char *const files[][2] = {
        {"a.xbr", "rpe:invalidArchiveFormat report-package.no-archive"},
        {"a.zip", "tpe:invalidArchiveFormat package.no-archive"}};
    for (size_t i = 0; i < 2; i++) {
        setup(files[i][0]);
        cut_file("PK\3\4 cut");
        ck_assert(ks_report_package_is(path));
        ck_assert_int_eq(ks_read_report_package(path, &names, &sink, &package), KS_REFUSED);
        ck_assert_msg(strstr(findings.ptr, files[i][1]) == findings.ptr, "%s", findings.ptr);
        teardown();
    }
    setup("a.xbri"); /* an archive of nothing */
    FILE *file = fopen(path, "wb");
    ck_assert(file != NULL);
    ck_assert_uint_eq(fwrite("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 1, 22, file), 22);
    ck_assert_int_eq(fclose(file), 0);
    ck_assert_int_eq(ks_read_report_package(path, &names, &sink, &package), KS_REFUSED);
    ck_assert_msg(strstr(findings.ptr, "rpe:invalidDirectoryStructure report-package.empty") ==
                      findings.ptr,
                  "%s", findings.ptr);
    teardown();
}
END_TEST

START_TEST(test_descriptions)
{
    static const package_case cases[] = {
        {"a.zip",
         {{JSON, "{\"documentInfo\":{\"documentType\":1}}"}},
         "rpe:invalidJSONStructure report-package.json-structure",
         ":1:33 "},
        {"a.zip", {{JSON, "{\"documentInfo\":{}}"}}, "rpe:invalidJSONStructure", ":1:17 "},
        {"a.zip", {{JSON, "{\"documentInfo\":[]}"}}, "rpe:invalidJSONStructure", NULL},
        {"a.zip", {{JSON, "[]"}}, "rpe:invalidJSONStructure", NULL},
        {"a.zip", {{JSON, "{"}}, "rpe:invalidJSON report-package.invalid-json", ":1:2 "},
        {"a.zip",
         {{JSON, "{\"documentInfo\":{\"documentType\":\"a\",\"documentType\":\"a\"}}"}},
         "rpe:invalidJSON",
         "documentType"},
        {"a.zip", {{JSON, "\xFF\xFE{}"}}, "rpe:invalidJSON", "UTF-8"},
        {"a.xbri",
         {{JSON, TYPE("2099/xbri")}},
         "rpe:unsupportedReportPackageVersion report-package.version",
         "2099"},
        {"a.zip",
         {{"META-INF/reportPackage.json", TYPE("2023")}, {"x", ""}},
         "rpe:unsupportedReportPackageVersion",
         NULL},
        {"a.zip", {{"META-INF/reportPackage.json", "{"}, {"x", ""}}, "rpe:invalidJSON", NULL},
        {"a.xbri",
         {{"top/reports/a.xhtml", ""}},
         "rpe:documentTypeFileExtensionMismatch report-package.mismatch",
         "has no META-INF"},
        {"a.xbr", {{"top/a.xbrl", ""}}, "rpe:documentTypeFileExtensionMismatch", "has no META-INF"},
        {"a.xbri", {XBR}, "rpe:documentTypeFileExtensionMismatch", "/xbr\""},
        {"a.xbr", {ANY}, "rpe:documentTypeFileExtensionMismatch", "2023\""},
        {"a.zip", {XBRI}, "rpe:documentTypeFileExtensionMismatch", ".zip"},
        {"a.xbrx",
         {{"META-INF/reportPackage.json", TYPE("2099")}},
         "rpe:unsupportedFileExtension",
         NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case(&cases[i]);
    }
}
END_TEST

START_TEST(test_reports_that_are_not_allowed)
{
    static const package_case cases[] = {
        {"a.xbri",
         {XBRI, {"top/Reports/a.xhtml", ""}},
         "rpe:missingReportsDirectory report-package.no-reports-folder",
         "top/reports/"},
        {"a.zip", {ANY}, "rpe:missingReportsDirectory", NULL},
        {"a.xbr",
         {XBR, {"top/reports/a.txt", ""}},
         "rpe:missingReport report-package.no-report",
         NULL},
        {"a.zip", {{"top/reports/a/b/c.xbrl", ""}}, "rpe:missingReport", "top/reports/a/b/c.xbrl"},
        {"a.xbri",
         {XBRI, {"top/reports/a.xhtml", ""}, {"top/reports/b.xhtml", ""}},
         "rpe:multipleReports report-package.several",
         "\"top/reports/b.xhtml\""},
        {"a.xbr",
         {XBR, {"top/reports/a/a.xbrl", ""}, {"top/reports/b/b.xbrl", ""}},
         "rpe:multipleReports",
         NULL},
        {"a.xbri",
         {XBRI, {"top/reports/a.json", OIM}},
         "rpe:incorrectReportType report-package.wrong-kind",
         NULL},
        {"a.xbri", {XBRI, {"top/reports/a.xbrl", ""}}, "rpe:incorrectReportType", NULL},
        {"a.xbr", {XBR, {"top/reports/a.htm", ""}}, "rpe:incorrectReportType", NULL},
        {"a.xbr",
         {XBR, {"top/reports/a/a.json", OIM}, {"top/reports/a/b.xbrl", ""}},
         "rpe:multipleReportsInSubdirectory report-package.mixed-folder",
         "\"a.json\" and \"b.xbrl\""},
        {"a.xbri",
         {XBRI, {"top/reports/a/a.xhtml", ""}, {"top/reports/a/b.json", OIM}},
         "rpe:multipleReportsInSubdirectory",
         "\"b.json\""},
        {"a.ZIP",
         {{"top/reports/a/a.xbrl", ""}, {"top/reports/a/b.xbrl", ""}},
         "rpe:multipleReportsInSubdirectory",
         NULL},
        {"a.xbr",
         {XBR, {"top/reports/a.json", "{\"a\":1,\"a\":2}"}},
         "rpe:invalidJSON",
         "a.xbr/top/reports/a.json:1:8"},
        {"a.xbr",
         {XBR, {"top/reports/a.json", "{\"documentInfo\":1}"}},
         "rpe:invalidJSONStructure",
         NULL},
        {"a.zip",
         {{"top/reports/a.xbrl", ""}, {"top/META-INF/taxonomyPackage.xml", "<a/>"}},
         "tpe:invalidMetaDataFile",
         NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_case(&cases[i]);
    }
}
END_TEST

static bool read_once(void)
{
    ks_names_init(&names);
    package = NULL;
    ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
    ks_status status = ks_read_report_package(path, &names, &sink, &package);
    ks_report_package_free(package);
    package = NULL;
    ks_names_release(&names);
    ks_names_init(&names);
    ck_assert_msg(status == KS_OK || status == KS_ERR_MEMORY, "%s", ks_status_name(status));
    return status == KS_OK;
}

START_TEST(test_short_memory_is_told)
{
    const zip_text texts[] = {ANY,
                              {"top/reports/b/x.xhtml", ""},
                              {"top/reports/b/y.xhtml", ""},
                              {"top/reports/a/x.json", OIM}};
    setup("a.zip");
    make_zip(path, texts, 4);
    ks_names_release(&names);
    fail_each_allocation(read_once);
    teardown();
}
END_TEST

KS_TEST_MAIN("read_report_package", test_reports_lie_in_the_folder_or_one_below,
             test_members_refer_to_each_other_and_to_the_packages_taxonomy,
             test_a_zip_without_reports_is_a_taxonomy_package, test_names_and_folders,
             test_archives_that_are_none, test_descriptions, test_reports_that_are_not_allowed,
             test_short_memory_is_told)
