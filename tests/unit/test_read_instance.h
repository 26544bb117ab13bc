/* Instances in memory, with the schema t.xsd, read into a report. */
#ifndef KS_TEST_READ_INSTANCE_H
#define KS_TEST_READ_INSTANCE_H

#include <string.h>

#include "read_instance.h"
#include "test.h"
#include "test_findings.h"

#define ROOT                                                                                       \
    "<xbrli:xbrl xmlns:xbrli='http://www.xbrl.org/2003/instance'"                                  \
    " xmlns:link='http://www.xbrl.org/2003/linkbase' xmlns:xlink='http://www.w3.org/1999/xlink'"   \
    " xmlns:iso4217='http://www.xbrl.org/2003/iso4217' xmlns:t='urn:t' xmlns:d='urn:d'"            \
    " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>"                                      \
    "<link:schemaRef xlink:type='simple' xlink:href='t.xsd'/>"
#define ENTITY                                                                                     \
    "<xbrli:entity><xbrli:identifier scheme='urn:s'> 0001 </xbrli:identifier></xbrli:entity>"
#define AT_END                                                                                     \
    "<xbrli:context id='end'>" ENTITY                                                              \
    "<xbrli:period><xbrli:instant>2002-06-30</xbrli:instant></xbrli:period></xbrli:context>"
#define YEN "<xbrli:unit id='JPY'><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>"

static ks_str findings;
static ks_sink sink;
static ks_names names;
static ks_io_resolver resolver;
static ks_report_pair report;

static inline void setup_with(const char *schema)
{
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    ks_names_init(&names);
    ks_io_resolver_init(&resolver, NULL, 0);
    report = (ks_report_pair){NULL, NULL};
    ck_assert_int_eq(ks_io_resolver_put(&resolver, "t.xsd", ks_sv_from(schema)), KS_OK);
}

static inline void teardown(void)
{
    ks_report_pair_release(&report);
    ks_io_resolver_release(&resolver);
    ks_names_release(&names);
    ks_str_release(&findings);
}

static inline ks_status read_text(const char *text)
{
    ck_assert_int_eq(ks_io_resolver_put(&resolver, "i.xbrl", ks_sv_from(text)), KS_OK);
    return ks_read_report("i.xbrl", &names, &resolver, &sink, &report);
}

static inline const ks_fact *fact(size_t i)
{
    ck_assert_uint_lt(i, report.instance->facts.count);
    return report.instance->facts.items[i];
}

#endif
