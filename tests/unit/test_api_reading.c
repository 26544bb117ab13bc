/* What kessan writes it reads back whole: written again from what was read, every document is the
 * same, byte for byte. */
#include "test.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <kessan/kessan.h>

#include "io_encoding.h"
#include "io_file.h"
#include "read_instance.h"
#include "test_findings.h"
#include "write_instance.h"
#include "write_taxonomy.h"

#define NAME     "iij-1q02"
#define ENCODING "Shift_JIS"

static char folder[64];

static const char *in_folder(const char *name)
{
    static char path[256];
    ck_assert_int_lt(snprintf(path, sizeof path, "%s/%s", folder, name), (int)sizeof path);
    return path;
}

static void make_sample(void)
{
    const ks_options options = KS_OPTIONS_INIT;
    const ks_make_options make = {.folder = folder, .encoding = ENCODING};
    ks_session *session = NULL;
    ks_made *made = NULL;
    ck_assert_int_eq(ks_session_new(&options, &session), KS_OK);
    ck_assert_int_eq(ks_make(session, KS_SOURCE_DIR "/samples/iij-1q02/plan.xml", &make, &made),
                     KS_OK);
    ks_made_free(made);
    ks_session_free(session);
}

static void remove_folder(void)
{
    static const char *const files[] = {NAME ".xbrl",       NAME ".xsd",     NAME "_cal.xml",
                                        NAME "_def.xml",    NAME "_pre.xml", NAME "_lab-en.xml",
                                        NAME "_lab-ja.xml", NAME ".view.xml"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        unlink(in_folder(files[i]));
    }
    rmdir(folder);
}

/* `text` in the encoding that was asked for, against the file, line by line. */
static void compare(ks_sink *sink, const char *name, ks_sv text)
{
    ks_bytes file = {NULL, 0};
    ks_bytes encoded = {NULL, 0};
    ck_assert_int_eq(ks_io_read_file(in_folder(name), KS_NOWHERE, sink, &file), KS_OK);
    ck_assert_int_eq(ks_io_encode(text, ENCODING, true, KS_NOWHERE, sink, &encoded), KS_OK);
    ck_assert_uint_gt(file.size, 1000);
    ks_sv old = {file.data, file.size};
    ks_sv new = {encoded.data, encoded.size};
    for (size_t line = 1; old.ptr != NULL || new.ptr != NULL; line++) {
        ks_sv a = ks_sv_cut(&old, '\n');
        ks_sv b = ks_sv_cut(&new, '\n');
        ck_assert_msg(ks_sv_equal(a, b), "%s:%zu\n%.*s\n%.*s", name, line, KS_SV_ARG(a),
                      KS_SV_ARG(b));
    }
    ks_bytes_release(&file);
    ks_bytes_release(&encoded);
}

START_TEST(test_reads_back_all_it_writes)
{
    const char *const languages[] = {"en", "ja"};
    ks_names names;
    ks_sink sink;
    ks_str findings;
    ks_io_resolver resolver;
    ks_report_pair report = {NULL, NULL};
    ks_write_files files = {{NULL, 0, 0}};
    ks_str text;
    memcpy(folder, "/tmp/kessan-reading-XXXXXX", 27);
    ck_assert(mkdtemp(folder) != NULL);
    make_sample();
    ks_str_init(&findings);
    ks_str_init(&text);
    ks_names_init(&names);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    ks_io_resolver_init(&resolver, NULL, 0);
    ck_assert_int_eq(ks_read_report(in_folder(NAME ".xbrl"), &names, &resolver, &sink, &report),
                     KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    ck_assert_uint_gt(report.instance->facts.count, 300);

    const char *ns = report.taxonomy->documents.items[0].ns;
    const ks_write_taxonomy_options options = {NAME, ns, "iij", languages, 2, ENCODING};
    ck_assert_int_eq(ks_write_taxonomy(report.taxonomy, &options, &files), KS_OK);
    ck_assert_uint_eq(files.list.count, 6);
    for (size_t i = 0; i < files.list.count; i++) {
        compare(&sink, files.list.items[i].name, ks_str_view(&files.list.items[i].text));
    }
    const ks_write_instance_options again = {.ns = ns, .prefix = "iij", .encoding = ENCODING};
    ck_assert_int_eq(ks_write_instance(report.instance, &again, &text), KS_OK);
    compare(&sink, NAME ".xbrl", ks_str_view(&text));

    ks_write_files_release(&files);
    ks_str_release(&text);
    ks_report_pair_release(&report);
    ks_io_resolver_release(&resolver);
    ks_names_release(&names);
    ks_str_release(&findings);
    remove_folder();
}
END_TEST

KS_TEST_MAIN("api_reading", test_reads_back_all_it_writes)
