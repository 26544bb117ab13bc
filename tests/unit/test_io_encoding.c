/* Encodings: decoding with exact places of what is broken, encoding with references. */
#include "test_failing.h"

#include <stdio.h>
#include <string.h>

#include "base_alloc.h"
#include "io_encoding.h"

#define SEEN_LIMIT 64

typedef struct seen {
    struct {
        char message[300];
        const char *id;
        ks_place place;
    } findings[SEEN_LIMIT];
    size_t count;
} seen;

static seen found;
static ks_sink sink;

static void see(const ks_finding *finding, void *user)
{
    (void)user;
    if (found.count < SEEN_LIMIT) {
        snprintf(found.findings[found.count].message, sizeof found.findings[0].message, "%s",
                 finding->message);
        found.findings[found.count].id = finding->id;
        found.findings[found.count].place = finding->place;
    }
    found.count++;
}

static void start(void)
{
    found.count = 0;
    ks_sink_init(&sink, see, NULL, KS_LANG_EN);
}

static void check_place(size_t index, uint32_t line, uint32_t column)
{
    ck_assert_uint_eq(found.findings[index].place.line, line);
    ck_assert_uint_eq(found.findings[index].place.column, column);
}

static void check_decodes(ks_sv bytes, const char *encoding, const char *expected)
{
    start();
    ks_bytes out;
    ck_assert_int_eq(ks_io_decode("a.tsv", bytes, encoding, KS_NOWHERE, &sink, &out), KS_OK);
    ck_assert_str_eq(out.data, expected);
    ck_assert_uint_eq(out.size, strlen(expected));
    ck_assert_uint_eq(found.count, 0);
    ks_bytes_release(&out);
}

static void check_refuses(ks_sv bytes, const char *encoding, const char *id, const char *message)
{
    start();
    ks_bytes out = {NULL, 0};
    ks_place asked = {"plan.xml", 9, 7};
    ck_assert_int_eq(ks_io_decode("a.tsv", bytes, encoding, asked, &sink, &out), KS_REFUSED);
    ck_assert_ptr_null(out.data);
    ck_assert_uint_ge(found.count, 1);
    ck_assert_str_eq(found.findings[0].id, id);
    ck_assert_str_eq(found.findings[0].message, message);
}

START_TEST(test_decodes_each_encoding)
{
    check_decodes(KS_SV("\x89\x63\x8b\xc6"), "Shift_JIS", "営業");
    check_decodes(KS_SV("\x89\x63\x8b\xc6\x87\x40\x81\x60"), "sjis", "営業①～");
    check_decodes(KS_SV("\xb1\xc4\xb6\xc8"), "EUC-JP", "営業");
    check_decodes(KS_SV("\x1b$B1D6H\x1b(B1"), "ISO-2022-JP", "営業1");
    check_decodes(KS_SV("\xfe\xff\x55\xb6\0A"), "UTF-16", "営A");
    check_decodes(KS_SV("\xff\xfe\xb6\x55"
                        "A\0"),
                  "UTF-16", "営A");
    check_decodes(KS_SV("A\0\xb6\x55"), "utf-16le", "A営");
    check_decodes(KS_SV("\xef\xbb\xbf営"), "UTF-8", "営");
    check_decodes(KS_SV("caf\xe9 \x80"), "windows-1252", "café €");
    check_decodes(KS_SV(""), "Shift_JIS", "");
    check_decodes(KS_SV(""), "UTF-8", "");
}
END_TEST

START_TEST(test_knows_names_and_the_nearest)
{
    ck_assert(ks_encoding_is_known("Shift_JIS"));
    ck_assert(ks_encoding_is_known("SHIFT-JIS"));
    ck_assert(ks_encoding_is_known("utf8"));
    ck_assert(!ks_encoding_is_known("UTF-9"));
    ck_assert(!ks_encoding_is_known(""));
    ck_assert_str_eq(ks_encoding_name("x-sjis"), "Shift_JIS");
    ck_assert_str_eq(ks_encoding_name("latin1"), "ISO-8859-1");
    ck_assert_ptr_null(ks_encoding_name("UTF-9"));
    ck_assert_str_eq(ks_encoding_nearest("Shift_JSI"), "Shift_JIS");
    ck_assert_str_eq(ks_encoding_nearest("UTF-9"), "UTF-8");
    ck_assert_ptr_null(ks_encoding_nearest("klingon-standard"));
}
END_TEST

START_TEST(test_unknown_encoding_is_reported_where_it_is_declared)
{
    check_refuses(KS_SV("a"), "Shift-JS", "io.unknown-encoding",
                  "there is no encoding \"Shift-JS\"; did you mean \"Shift_JIS\"?");
    ck_assert_str_eq(found.findings[0].place.file, "plan.xml");
    check_place(0, 9, 7);
}
END_TEST

START_TEST(test_shift_jis_declared_as_utf8)
{
    check_refuses(KS_SV("Sales\r\nab \x89\x63\x8b\xc6\x8e\xfb\x89\x76\t1,234\n"), "UTF-8",
                  "io.broken-sequence",
                  "the bytes 89 63 8B at byte offset 10 are no UTF-8 text; the file looks like "
                  "Shift_JIS");
    ck_assert_str_eq(found.findings[0].place.file, "a.tsv");
    check_place(0, 2, 4);
}
END_TEST

START_TEST(test_euc_jp_declared_as_utf8)
{
    check_refuses(KS_SV("\xb1\xc4\xb6\xc8\xbc\xfd\xb1\xd7\xb9\xe7\xb7\xd7\n"), "UTF-8",
                  "io.broken-sequence",
                  "the bytes B1 C4 B6 at byte offset 0 are no UTF-8 text; the file looks like "
                  "EUC-JP");
    check_place(0, 1, 1);
}
END_TEST

START_TEST(test_utf8_declared_as_japanese)
{
    check_refuses(KS_SV("営業費用:\n"), "EUC-JP", "io.broken-sequence",
                  "the bytes E5 96 B6 at byte offset 0 are no EUC-JP text; the file looks like "
                  "UTF-8");
    check_refuses(KS_SV("営業収益営業収益\n"), "Shift_JIS", "io.wrong-encoding",
                  "the encoding is said to be Shift_JIS, but the file is UTF-8");
}
END_TEST

START_TEST(test_a_broken_sequence_behind_multibyte_text_has_the_right_place)
{
    /* Offsets count bytes, columns count characters. */
    check_refuses(KS_SV("\x89\x63\n\x8b\xc6\x8b\xc6\xfd\x41"), "Shift_JIS", "io.broken-sequence",
                  "the bytes FD 41 at byte offset 7 are no Shift_JIS text");
    check_place(0, 2, 3);
    check_refuses(KS_SV("\xef\xbb\xbf"
                        "a\xc3\x28"),
                  "UTF-8", "io.broken-sequence",
                  "the bytes C3 28 at byte offset 4 are no UTF-8 text");
    check_place(0, 1, 2);
}
END_TEST

START_TEST(test_a_cut_file)
{
    check_refuses(
        KS_SV("ab\n\x89\x63\x8b"), "Shift_JIS", "io.cut-sequence",
        "the file ends in the middle of a character: the bytes 8B at byte offset 5 are no "
        "whole Shift_JIS character");
    check_place(0, 2, 2);
}
END_TEST

START_TEST(test_marks_and_wide_text_contradict_the_declaration)
{
    check_refuses(KS_SV("\xef\xbb\xbf営"), "Shift_JIS", "io.wrong-mark",
                  "the encoding is said to be Shift_JIS, but the file begins with the byte order "
                  "mark of UTF-8");
    check_refuses(KS_SV("\xff\xfe"
                        "A\0"),
                  "UTF-8", "io.wrong-mark",
                  "the encoding is said to be UTF-8, but the file begins with the byte order mark "
                  "of UTF-16LE");
    check_refuses(KS_SV("\xff\xfe"
                        "A\0"),
                  "UTF-16BE", "io.wrong-mark",
                  "the encoding is said to be UTF-16BE, but the file begins with the byte order "
                  "mark of UTF-16LE");
    check_refuses(KS_SV("S\0a\0l\0e\0s\0\t\0"), "UTF-8", "io.wrong-encoding",
                  "the encoding is said to be UTF-8, but the file is UTF-16LE");
}
END_TEST

START_TEST(test_utf8_that_also_reads_as_latin_is_a_warning)
{
    start();
    ks_bytes out;
    ks_sv bytes = KS_SV("\xc3\xa9t\xc3\xa9 \xc3\xa0");
    ck_assert_int_eq(ks_io_decode("a.tsv", bytes, "ISO-8859-1", KS_NOWHERE, &sink, &out), KS_OK);
    ck_assert_uint_eq(found.count, 1);
    ck_assert_str_eq(found.findings[0].id, "io.doubtful-encoding");
    ks_bytes_release(&out);
}
END_TEST

START_TEST(test_each_control_character_is_reported)
{
    check_refuses(KS_SV("Sales\t1\nCo\x07sts\x0b\t2\n"), "UTF-8", "io.control-character",
                  "the character U+0007 is no text: it cannot stand in an XML document");
    ck_assert_uint_eq(found.count, 2);
    check_place(0, 2, 3);
    check_place(1, 2, 7);
    char many[100];
    memset(many, 1, sizeof many);
    check_refuses((ks_sv){many, sizeof many}, "UTF-8", "io.control-character",
                  "the character U+0001 is no text: it cannot stand in an XML document");
    ck_assert_uint_eq(found.count, 21);
    ck_assert_str_eq(found.findings[20].message, "80 more such characters follow");
}
END_TEST

static void check_xml(ks_sv bytes, const char *expected)
{
    start();
    ks_bytes out;
    ck_assert_int_eq(ks_io_decode_xml("p.xml", bytes, &sink, &out), KS_OK);
    ck_assert_str_eq(out.data, expected);
    ck_assert_uint_eq(found.count, 0);
    ks_bytes_release(&out);
}

static void check_xml_refused(ks_sv bytes, const char *message, uint32_t line, uint32_t column)
{
    start();
    ks_bytes out = {NULL, 0};
    ck_assert_int_eq(ks_io_decode_xml("p.xml", bytes, &sink, &out), KS_REFUSED);
    ck_assert_str_eq(found.findings[0].message, message);
    check_place(0, line, column);
}

START_TEST(test_xml_says_its_encoding)
{
    check_xml(KS_SV("<a>営</a>"), "<a>営</a>");
    check_xml(KS_SV("\xef\xbb\xbf<a>営</a>"), "<a>営</a>");
    check_xml(KS_SV("<?xml version=\"1.0\" encoding='Shift_JIS'?><a>\x89\x63</a>"),
              "<?xml version=\"1.0\" encoding='Shift_JIS'?><a>営</a>");
    check_xml(KS_SV("<?xml version='1.0' encoding = \"EUC-JP\"?>\xb1\xc4"),
              "<?xml version='1.0' encoding = \"EUC-JP\"?>営");
    check_xml(KS_SV("<\0?\0x\0m\0l\0?\0>\0"), "<?xml?>");
    check_xml(KS_SV("\0<\0?\0x\0m\0l\0?\0>"), "<?xml?>");
    check_xml(KS_SV("\xff\xfe<\0a\0/\0>\0"), "<a/>");
    check_xml(KS_SV(""), "");
}
END_TEST

START_TEST(test_xml_in_utf16_with_a_declaration)
{
    static const char text[] = "<?xml version='1.0' encoding='UTF-16'?><a/>";
    ks_bytes wide;
    start();
    ck_assert_int_eq(ks_io_encode(ks_sv_from(text), "UTF-16", true, KS_NOWHERE, &sink, &wide),
                     KS_OK);
    ck_assert_int_eq((unsigned char)wide.data[0], 0xfe);
    check_xml((ks_sv){wide.data, wide.size}, text);
    ks_bytes_release(&wide);
}
END_TEST

START_TEST(test_xml_in_ebcdic)
{
    static const char text[] = "<?xml version='1.0' encoding='IBM037'?><a>\xc3\xa9</a>";
    ks_bytes bytes;
    start();
    ck_assert_int_eq(ks_io_encode(ks_sv_from(text), "IBM037", true, KS_NOWHERE, &sink, &bytes),
                     KS_OK);
    check_xml((ks_sv){bytes.data, bytes.size}, text);
    ks_bytes_release(&bytes);
}
END_TEST

START_TEST(test_xml_that_contradicts_itself)
{
    check_xml_refused(KS_SV("\xef\xbb\xbf<?xml version='1.0' encoding='Shift_JIS'?><a/>"),
                      "the encoding is said to be Shift_JIS, but the file is UTF-8", 1, 31);
    check_xml_refused(KS_SV("<?xml version='1.0' encoding='UTF-16'?><a/>"),
                      "the encoding is said to be UTF-16, but the file is UTF-8", 1, 31);
    check_xml_refused(KS_SV("<?xml version='1.0' encoding='SJISS'?><a/>"),
                      "there is no encoding \"SJISS\"; did you mean \"Shift_JIS\"?", 1, 31);
    check_xml_refused(KS_SV("<?xml version='1.0'?>\n<a>\x89\x63\x8b\xc6</a>"),
                      "the bytes 89 63 8B at byte offset 25 are no UTF-8 text; the file looks like "
                      "Shift_JIS",
                      2, 4);
}
END_TEST

static void check_encodes(const char *text, const char *encoding, ks_sv expected)
{
    start();
    ks_bytes out;
    ck_assert_int_eq(ks_io_encode(ks_sv_from(text), encoding, true, KS_NOWHERE, &sink, &out),
                     KS_OK);
    ck_assert_uint_eq(out.size, expected.len);
    ck_assert_mem_eq(out.data, expected.ptr, expected.len);
    ck_assert_uint_eq(found.count, 0);
    ks_bytes_release(&out);
}

START_TEST(test_encodes_with_references)
{
    check_encodes("営業 é", "Shift_JIS", KS_SV("\x89\x63\x8b\xc6 &#233;"));
    check_encodes("営業 é", "US-ASCII", KS_SV("&#21942;&#26989; &#233;"));
    check_encodes("営業 é", "ISO-2022-JP", KS_SV("\x1b$B1D6H\x1b(B &#233;"));
    check_encodes("営 é", "UTF-8", KS_SV("営 é"));
    check_encodes("é", "ISO-8859-1", KS_SV("\xe9"));
    check_encodes("𠮷", "Shift_JIS", KS_SV("&#134071;"));
    check_encodes("𠮷", "UTF-16BE", KS_SV("\xd8\x42\xdf\xb7"));
    check_encodes("A", "UTF-16", KS_SV("\xfe\xff\0A"));
}
END_TEST

START_TEST(test_encodes_only_what_every_reader_reads_alike)
{
    /* Windows has a full-width tilde where the standard has a wave dash, and so on. */
    check_encodes("～－①", "Shift_JIS", KS_SV("&#65374;&#65293;&#9312;"));
    check_encodes("\\ ~ ｱ", "Shift_JIS", KS_SV("&#92; &#126; \xb1"));
    check_encodes("\\ ~", "EUC-JP", KS_SV("\\ ~"));
    check_encodes("～", "EUC-JP", KS_SV("&#65374;"));
}
END_TEST

START_TEST(test_refuses_what_cannot_be_written)
{
    start();
    ks_bytes out = {NULL, 0};
    ks_place place = {"out.tsv", 0, 0};
    ck_assert_int_eq(ks_io_encode(KS_SV("aé bé ü"), "Shift_JIS", false, place, &sink, &out),
                     KS_REFUSED);
    ck_assert_uint_eq(found.count, 2);
    ck_assert_str_eq(found.findings[0].id, "io.unencodable");
    ck_assert_str_eq(found.findings[0].message,
                     "the character \"é\" (U+00E9) cannot be written in Shift_JIS");
    ck_assert_ptr_null(out.data);
    start();
    ck_assert_int_eq(ks_io_encode(KS_SV("a"), "UTF-9", true, place, &sink, &out), KS_REFUSED);
    ck_assert_str_eq(found.findings[0].id, "io.unknown-encoding");
}
END_TEST

static bool decode_and_encode(void)
{
    static const char text[] = "<?xml version='1.0' encoding='Shift_JIS'?><a>\x89\x63 \x8b\xc6</a>";
    ks_bytes decoded = {NULL, 0};
    ks_bytes encoded = {NULL, 0};
    start();
    ks_status status = ks_io_decode_xml("p.xml", (ks_sv){text, sizeof text - 1}, &sink, &decoded);
    if (status == KS_OK) {
        status = ks_io_encode((ks_sv){decoded.data, decoded.size}, "EUC-JP", true, KS_NOWHERE,
                              &sink, &encoded);
    }
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    ks_bytes_release(&decoded);
    ks_bytes_release(&encoded);
    return status == KS_OK;
}

START_TEST(test_every_allocation_may_fail)
{
    fail_each_allocation(decode_and_encode);
}
END_TEST

KS_TEST_MAIN("io_encoding", test_decodes_each_encoding, test_knows_names_and_the_nearest,
             test_unknown_encoding_is_reported_where_it_is_declared,
             test_shift_jis_declared_as_utf8, test_euc_jp_declared_as_utf8,
             test_utf8_declared_as_japanese,
             test_a_broken_sequence_behind_multibyte_text_has_the_right_place, test_a_cut_file,
             test_marks_and_wide_text_contradict_the_declaration,
             test_utf8_that_also_reads_as_latin_is_a_warning,
             test_each_control_character_is_reported, test_xml_says_its_encoding,
             test_xml_in_utf16_with_a_declaration, test_xml_in_ebcdic,
             test_xml_that_contradicts_itself, test_encodes_with_references,
             test_encodes_only_what_every_reader_reads_alike, test_refuses_what_cannot_be_written,
             test_every_allocation_may_fail)
