/* Units registries: the built-in one, both formats, and the rules on definitions. */
#include "test.h"

#include <string.h>
#include <unistd.h>

#include "read_units.h"
#include "test_failing.h"
#include "test_findings.h"

#define PUBLIC "<utr xmlns='http://www.xbrl.org/2009/utr'><units>"
#define END    "</units></utr>"
#define STATUS "<status>REC</status>"
#define SQM    "<unitId>sqm</unitId><nsUnit>http://www.xbrl.org/2009/utr</nsUnit>"
#define AREA   "<itemType>areaItemType</itemType>"
#define PER    "<unitId>per</unitId>" AREA
#define SHARES "<numeratorItemType>sharesItemType</numeratorItemType>"

static ks_str findings;
static ks_sink sink;
static ks_names names;
static ks_units *units;
static char file[] = "/tmp/test_read_units_XXXXXX";

static void setup(void)
{
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    ks_names_init(&names);
    units = NULL;
}

static void teardown(void)
{
    ks_units_free(units);
    ks_names_release(&names);
    ks_str_release(&findings);
}

static ks_status read_text(const char *text)
{
    strcpy(file + strlen(file) - 6, "XXXXXX");
    int handle = mkstemp(file);
    ck_assert_int_ge(handle, 0);
    ck_assert_int_eq(write(handle, text, strlen(text)), (ssize_t)strlen(text));
    close(handle);
    ks_status status = ks_read_units(file, &names, &sink, &units);
    unlink(file);
    return status;
}

static const ks_qname *qname(const char *ns, const char *local)
{
    return ks_names_qname(&names, ks_sv_from(ns), ks_sv_from(local));
}

/* The id of the definition that lets items of num:`type` be reported in `above` / `below`. */
static const char *match(const char *type, const ks_qname *above, const ks_qname *below)
{
    const ks_unit unit = {.numerators = &above,
                          .numerator_count = 1,
                          .denominators = &below,
                          .denominator_count = below == NULL ? 0 : 1};
    const ks_units_entry *entry = ks_units_match(units, qname(KS_NS_NUM, type), &unit);
    return entry == NULL ? "none" : entry->id;
}

START_TEST(test_built_in)
{
    setup();
    ck_assert_int_eq(ks_read_units(NULL, &names, &sink, &units), KS_OK);
    const ks_qname *sqm = qname(KS_NS_UTR, "sqm");
    const ks_qname *yen = qname(KS_NS_ISO4217, "JPY");
    const ks_qname *shares = qname(KS_NS_XBRLI, "shares");
    ck_assert_str_eq(match("areaItemType", sqm, NULL), "sqm");
    ck_assert_str_eq(match("areaItemType", qname("urn:t", "sqm"), NULL), "none");
    ck_assert_str_eq(match("areaItemType", sqm, shares), "none");
    ck_assert_str_eq(match("perShareItemType", yen, shares), "Monetary_per_Share");
    ck_assert_str_eq(match("perShareItemType", shares, yen), "none");
    ck_assert_str_eq(match("perShareItemType", yen, NULL), "none");
    ck_assert_str_eq(match("perUnitItemType", yen, qname("urn:t", "car")), "Monetary_per_Decimal");
    ck_assert_str_eq(match("perUnitItemType", sqm, qname("urn:t", "car")), "none");
    ck_assert_ptr_eq(ks_units_first(units, &(ks_units_type){qname("", "x")->local, NULL}), NULL);
    /* A namespace that the registry gives is asked for. */
    ck_assert_str_eq(match("monetaryItemType", yen, NULL), "none");
    ck_assert_ptr_ne(ks_units_measure(units, yen), NULL);
    ck_assert(!ks_units_measure(units, yen)->is_candidate);
    ck_assert(ks_units_measure(units, qname(KS_NS_UTR, "TEU"))->is_candidate);
    ck_assert_ptr_eq(ks_units_measure(units, qname(KS_NS_ISO4217, "DEM")), NULL);
    ck_assert_str_eq(findings.ptr, "");
    teardown();
}
END_TEST

START_TEST(test_as_published)
{
    setup();
    ck_assert_int_eq(
        read_text(PUBLIC "<unit>" SQM AREA STATUS "</unit>"
                         "<unit><unitId> tsubo </unitId><nsUnit></nsUnit>" AREA STATUS "</unit>"
                         "<unit><unitId>rood</unitId><nsUnit/>" AREA "<status>IWD</status></unit>"
                         "<unit>" SQM AREA "<status>CR</status></unit>"
                         "<unit>" PER "<nsUnit/><symbol/>" SHARES STATUS "</unit>" END),
        KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    ck_assert_str_eq(match("areaItemType", qname("urn:t", "tsubo"), NULL), "tsubo");
    ck_assert_str_eq(match("areaItemType", qname("urn:t", "rood"), NULL), "none");
    ck_assert_str_eq(match("areaItemType", qname(KS_NS_UTR, "sqm"), NULL), "sqm");
    ck_assert(!ks_units_measure(units, qname(KS_NS_UTR, "sqm"))->is_candidate);
    /* Nothing is said of what shares are, nor of a denominator. */
    ck_assert_str_eq(match("areaItemType", qname("urn:t", "a"), qname("urn:t", "b")), "per");
    teardown();
}
END_TEST

START_TEST(test_our_format)
{
    setup();
    ck_assert_int_eq(
        read_text("<units xmlns='urn:kessan:units:1'><type name='areaItemType' measures='urn:m'>"
                  "<unit id='a'/><unit id='b' ns='urn:n'/><unit id='c' status='RR'/></type>"
                  "<type name='perItemType'><quotient id='q'><denominator type='areaItemType'/>"
                  "</quotient></type></units>"),
        KS_OK);
    ck_assert_str_eq(match("areaItemType", qname("urn:m", "a"), NULL), "a");
    ck_assert_str_eq(match("areaItemType", qname("urn:m", "b"), NULL), "none");
    ck_assert_str_eq(match("areaItemType", qname("urn:n", "b"), NULL), "b");
    ck_assert_str_eq(match("areaItemType", qname("urn:m", "c"), NULL), "none");
    ck_assert_str_eq(match("perItemType", qname("urn:x", "x"), qname("urn:m", "a")), "q");
    ck_assert_str_eq(match("perItemType", qname("urn:m", "a"), qname("urn:x", "x")), "none");
    teardown();
}
END_TEST

/* What is said of `text`, without the file. */
static void refuse(const char *text, const char *expected)
{
    setup();
    ck_assert_int_eq(read_text(text), KS_REFUSED);
    const char *colon = strchr(findings.ptr, ':');
    ck_assert_ptr_ne(colon, NULL);
    ck_assert_str_eq(colon, expected);
    ck_assert_ptr_eq(units, NULL);
    teardown();
}

START_TEST(test_rules)
{
    refuse(PUBLIC "<unit>" SQM AREA STATUS "</unit><unit>" SQM AREA STATUS "</unit>" END,
           ":1:181 the registry has the unit \"sqm\" of status REC twice\n");
    refuse(PUBLIC "<unit>" SQM STATUS "</unit>" END,
           ":1:50 the registry's unit \"sqm\" has no itemType\n");
    refuse(PUBLIC "<unit>" SQM AREA "</unit>" END,
           ":1:50 the registry's unit \"sqm\" has no status\n");
    refuse(PUBLIC "<unit>" SQM AREA "<status>MAYBE</status></unit>" END,
           ":1:50 the registry's unit \"sqm\" has the status \"MAYBE\", which is none\n");
    refuse(PUBLIC "<unit>" PER "<symbol>p</symbol>" SHARES STATUS "</unit>" END,
           ":1:50 the registry's unit \"per\" has symbol and numeratorItemType: it is either a "
           "simple unit or a quotient\n");
    refuse(PUBLIC "<unit>" PER "<nsNumeratorItemType>urn:t</nsNumeratorItemType>" STATUS
                  "</unit>" END,
           ":1:50 the registry's unit \"per\" has no numeratorItemType, but it has "
           "nsNumeratorItemType\n");
    refuse(PUBLIC "<unit>" SQM AREA SHARES STATUS "</unit>" END,
           ":1:50 the registry's unit \"sqm\" has nsUnit and numeratorItemType: it is either a "
           "simple unit or a quotient\n");
    refuse(PUBLIC "<unit>" PER SHARES "<nsDenominatorItemType>urn:t</nsDenominatorItemType>" STATUS
                  "</unit>" END,
           ":1:50 the registry's unit \"per\" has no denominatorItemType, but it has "
           "nsDenominatorItemType\n");
    refuse("<registry/>", ":1:1 this is no units registry: its root is \"registry\"\n");
    refuse("<units xmlns='urn:kessan:units:1'><type name='t'><quotient id='q'/></type></units>",
           ":1:50 the registry's unit \"q\" has no numerator\n");
}
END_TEST

START_TEST(test_missing_file)
{
    setup();
    ck_assert_int_eq(ks_read_units("nowhere.xml", &names, &sink, &units), KS_REFUSED);
    ck_assert_str_eq(findings.ptr, "io.not-found nowhere.xml:0:0 there is no file "
                                   "\"nowhere.xml\"\n");
    teardown();
}
END_TEST

static bool read_built_in(void)
{
    setup();
    ks_status status = ks_read_units(NULL, &names, NULL, &units);
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    teardown();
    return status == KS_OK;
}

static bool read_small(void)
{
    setup();
    ks_status status = read_text(PUBLIC "<unit>" SQM AREA STATUS "</unit>"
                                        "<unit>" PER SHARES STATUS "</unit>" END);
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    teardown();
    return status == KS_OK;
}

START_TEST(test_short_memory)
{
    fail_each_allocation(read_small);
    ck_assert(read_built_in());
}
END_TEST

KS_TEST_MAIN("read_units", test_built_in, test_as_published, test_our_format, test_rules,
             test_missing_file, test_short_memory)
