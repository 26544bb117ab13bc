/* Several threads validate instances against one taxonomy at once: each with a table of names over
 * that of the taxonomy, a resolver and a sink of its own. Built once more with ThreadSanitizer. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <kessan/kessan.h>

#include "check_calculation.h"
#include "check_instance.h"
#include "read_instance.h"
#include "test.h"
#include "test_findings.h"
#include "test_totals.h"
#include "xml_init.h"

#define SCHEMA                                                                                     \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:t='urn:t'"                       \
    " xmlns:link='http://www.xbrl.org/2003/linkbase' xmlns:xlink='http://www.w3.org/1999/xlink'"   \
    " xmlns:xbrli='http://www.xbrl.org/2003/instance' targetNamespace='urn:t'>"                    \
    "<xs:annotation><xs:appinfo><link:linkbase><link:calculationLink xlink:type='extended'"        \
    " xlink:role='http://www.xbrl.org/2003/role/link'>"                                            \
    "<link:loc xlink:type='locator' xlink:href='t.xsd#t_A' xlink:label='a'/>"                      \
    "<link:loc xlink:type='locator' xlink:href='t.xsd#t_B' xlink:label='b'/>"                      \
    "<link:calculationArc xlink:type='arc' xlink:from='a' xlink:to='b' weight='1'"                 \
    " xlink:arcrole='http://www.xbrl.org/2003/arcrole/summation-item'/></link:calculationLink>"    \
    "</link:linkbase></xs:appinfo></xs:annotation>"                                                \
    "<xs:import namespace='http://www.xbrl.org/2003/instance'"                                     \
    " schemaLocation='http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"                    \
    "<xs:element name='A' id='t_A' type='xbrli:monetaryItemType' nillable='true'"                  \
    " substitutionGroup='xbrli:item' xbrli:periodType='instant'/>"                                 \
    "<xs:element name='B' id='t_B' type='xbrli:monetaryItemType' nillable='true'"                  \
    " substitutionGroup='xbrli:item' xbrli:periodType='instant'/>"                                 \
    "<xs:element name='axis' type='xs:double'/></xs:schema>"

#define ROOT                                                                                       \
    "<xbrli:xbrl xmlns:xbrli='http://www.xbrl.org/2003/instance'"                                  \
    " xmlns:link='http://www.xbrl.org/2003/linkbase' xmlns:xlink='http://www.w3.org/1999/xlink'"   \
    " xmlns:iso4217='http://www.xbrl.org/2003/iso4217' xmlns:t='urn:t'>"                           \
    "<link:schemaRef xlink:type='simple' xlink:href='t.xsd'/>"

enum { THREADS = 4, FACTS = 200 };

/* What one thread has to do, and what came of it. */
typedef struct work {
    const ks_taxonomy *taxonomy;
    const ks_names *names;
    size_t number;
    ks_status status;
    ks_str findings;
} work;

/* Contexts, units and totals that are wrong, with names that only this instance has. */
static void write_instance(ks_str *out, size_t number)
{
    ks_str_add(out, ROOT);
    for (size_t i = 0; i < FACTS; i++) {
        ks_str_addf(out,
                    "\n<xbrli:context id='c%zu'><xbrli:entity><xbrli:identifier scheme='urn:%zu'>"
                    "%zu</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2002-06-30"
                    "</xbrli:instant></xbrli:period><xbrli:scenario><t:axis>%zu</t:axis>"
                    "</xbrli:scenario></xbrli:context>",
                    i, number, number, i / 2);
        ks_str_addf(out, "<t:%s contextRef='c%zu' unitRef='u' decimals='0'>%zu</t:%s>",
                    i % 2 == 0 ? "A" : "B", i, i, i % 2 == 0 ? "A" : "B");
    }
    ks_str_addf(out,
                "<xbrli:unit id='u'><xbrli:measure>iso4217:XX%c</xbrli:measure></xbrli:unit>"
                "</xbrli:xbrl>",
                (char)('A' + (char)number));
}

static ks_status validate(work *w, ks_names *names, ks_io_resolver *resolver, ks_sink *sink)
{
    ks_instance *instance = NULL;
    ks_status status = ks_read_instance_checked("i.xbrl", names, resolver, w->taxonomy, NULL, NULL,
                                                sink, &instance);
    if (status == KS_OK) {
        status = ks_check_instance(instance, true, sink);
    }
    if (status == KS_OK) {
        WITH_TOTALS(status, instance, true, ks_check_calculation(&totals, sink));
    }
    ks_instance_free(instance);
    return status;
}

static void *run(void *user)
{
    work *w = user;
    ks_names names;
    ks_io_resolver resolver;
    ks_sink sink;
    ks_str text;
    ks_str_init(&text);
    ks_names_init_over(&names, w->names);
    ks_io_resolver_init(&resolver, NULL, 0);
    ks_sink_init(&sink, note_finding, &w->findings, KS_LANG_EN);
    write_instance(&text, w->number);
    w->status = ks_str_status(&text);
    if (w->status == KS_OK) {
        w->status = ks_io_resolver_put(&resolver, "i.xbrl", ks_str_view(&text));
    }
    if (w->status == KS_OK) {
        w->status = validate(w, &names, &resolver, &sink);
    }
    ks_io_resolver_release(&resolver);
    ks_names_release(&names);
    ks_str_release(&text);
    return NULL;
}

static void read_taxonomy(ks_names *names, ks_io_resolver *resolver, ks_sink *sink,
                          ks_taxonomy **out)
{
    ck_assert_int_eq(ks_io_resolver_put(resolver, "t.xsd", KS_SV(SCHEMA)), KS_OK);
    ck_assert_int_eq(ks_io_resolver_put(resolver, "i.xbrl", KS_SV(ROOT "</xbrli:xbrl>")), KS_OK);
    ck_assert_int_eq(ks_read_report_taxonomy("i.xbrl", names, resolver, sink, out), KS_OK);
    ck_assert_uint_eq(ks_sink_errors(sink), 0);
}

static void check_findings(work *together)
{
    work alone = {together->taxonomy, together->names, together->number, KS_OK, {0}};
    ks_str_init(&alone.findings);
    run(&alone);
    ck_assert_int_eq(together->status, KS_OK);
    ck_assert_str_eq(together->findings.ptr, alone.findings.ptr);
    ck_assert_ptr_nonnull(strstr(alone.findings.ptr, "A is 2 in c2, u, but its items add up to 3"));
    ks_str_release(&alone.findings);
}

START_TEST(test_instances_share_a_taxonomy)
{
    ks_names names;
    ks_io_resolver resolver;
    ks_sink sink;
    ks_taxonomy *taxonomy = NULL;
    pthread_t threads[THREADS];
    work works[THREADS];
    ck_assert_int_eq(ks_xml_init(), KS_OK);
    ks_names_init(&names);
    ks_io_resolver_init(&resolver, NULL, 0);
    ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
    read_taxonomy(&names, &resolver, &sink, &taxonomy);
    for (size_t i = 0; i < THREADS; i++) {
        works[i] = (work){.taxonomy = taxonomy, .names = &names, .number = i};
        ks_str_init(&works[i].findings);
        ck_assert_int_eq(pthread_create(&threads[i], NULL, run, &works[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        ck_assert_int_eq(pthread_join(threads[i], NULL), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        check_findings(&works[i]);
        ks_str_release(&works[i].findings);
    }
    ks_taxonomy_free(taxonomy);
    ks_io_resolver_release(&resolver);
    ks_names_release(&names);
}
END_TEST

static void add_message(const ks_finding *finding, void *user)
{
    ks_str_addf(user, "%s:%u %s\n", finding->place.file, (unsigned)finding->place.line,
                finding->message);
}

/* What is told of all reports by so many jobs. */
static void validate_all(unsigned jobs, ks_str *out)
{
    enum { REPORTS = 12 };
    static char names[REPORTS][16];
    const char *files[REPORTS];
    ks_options options = KS_OPTIONS_INIT;
    ks_session *session = NULL;
    ks_str text;
    ks_str_init(&text);
    options.on_finding = add_message;
    options.user = out;
    options.jobs = jobs;
    ck_assert_int_eq(ks_session_new(&options, &session), KS_OK);
    ck_assert_int_eq(ks_session_put(session, "t.xsd", SCHEMA, strlen(SCHEMA)), KS_OK);
    for (size_t i = 0; i < REPORTS; i++) {
        snprintf(names[i], sizeof names[i], "r%zu.xbrl", i);
        files[i] = names[i];
        ks_str_clear(&text);
        write_instance(&text, i);
        ck_assert_int_eq(ks_session_put(session, files[i], text.ptr, text.len), KS_OK);
    }
    ck_assert_int_eq(ks_validate_files(session, files, REPORTS), KS_OK);
    ks_session_free(session);
    ks_str_release(&text);
}

START_TEST(test_jobs_tell_the_same_in_the_same_order)
{
    ks_str one, four;
    ks_str_init(&one);
    ks_str_init(&four);
    validate_all(1, &one);
    validate_all(4, &four);
    ck_assert_ptr_nonnull(strstr(one.ptr, "r11.xbrl"));
    ck_assert_str_eq(one.ptr, four.ptr);
    ks_str_release(&one);
    ks_str_release(&four);
}
END_TEST

KS_TEST_MAIN("api_threads", test_instances_share_a_taxonomy,
             test_jobs_tell_the_same_in_the_same_order)
