/* A system that lacks the converter of an encoding. The iconv_open of this program stands before
 * that of the C library. */
#include <errno.h>
#include <iconv.h>

#include "io_encoding.h"
#include "test.h"
#include "test_findings.h"

iconv_t iconv_open(const char *to, const char *from)
{
    (void)to;
    (void)from;
    errno = EINVAL;
    return (iconv_t)-1;
}

START_TEST(test_says_what_the_system_lacks)
{
    const ks_place place = {"t.xsd", 0, 0};
    ks_str findings;
    ks_sink sink;
    ks_bytes out = {NULL, 0};
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    ck_assert_int_eq(ks_io_decode("a.tsv", KS_SV("a"), "EUC-JP", KS_NOWHERE, &sink, &out),
                     KS_REFUSED);
    ck_assert_int_eq(ks_io_encode(KS_SV("a"), "Shift_JIS", true, place, &sink, &out), KS_REFUSED);
    ck_assert_str_eq(findings.ptr,
                     "io.encoding-not-installed a.tsv:0:0 this system has no converter for the "
                     "encoding \"EUC-JP\"\n"
                     "io.encoding-not-installed t.xsd:0:0 this system has no converter for the "
                     "encoding \"Shift_JIS\"\n");
    ks_str_release(&findings);
}
END_TEST

START_TEST(test_reads_utf8_all_the_same)
{
    ks_bytes out = {NULL, 0};
    ck_assert_int_eq(ks_io_decode("a.tsv", KS_SV("円"), "UTF-8", KS_NOWHERE, NULL, &out), KS_OK);
    ck_assert_str_eq(out.data, "円");
    ks_bytes_release(&out);
}
END_TEST

KS_TEST_MAIN("io_converter", test_says_what_the_system_lacks, test_reads_utf8_all_the_same)
