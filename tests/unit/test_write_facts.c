/* The facts of an instance as CSV and as JSON. */
#include "write_facts.h"

#include <stdio.h>
#include <string.h>

#include "test_failing.h"
#include "test_write_sample.h"

#define DAY INT64_C(11868) /* 2002-06-30 */
#define HEADINGS                                                                                   \
    "concept,label,entity,scheme,period,start,end,dimensions,segment,unit,decimals,precision,"     \
    "value,nil,language,tuple,id,line\n"

typedef ks_status (*writer)(const ks_instance *instance, const char *lang, ks_write_out *out);

/* What was handed on, and in how many pieces. */
typedef struct taken {
    ks_str text;
    size_t pieces;
    size_t refuse_at; /* the piece that is refused, from 1; 0: none */
} taken;

static ks_status take(ks_sv piece, void *user)
{
    taken *t = user;
    t->pieces++;
    if (t->pieces == t->refuse_at) {
        return KS_REFUSED;
    }
    ks_str_add_sv(&t->text, piece);
    return ks_str_status(&t->text);
}

static ks_status run(writer write, const ks_instance *instance, const char *lang, taken *t)
{
    ks_write_out out;
    ks_write_out_init(&out, take, t);
    ks_status status = write(instance, lang, &out);
    if (status == KS_OK) {
        status = ks_write_out_finish(&out);
    }
    ks_write_out_release(&out);
    return status;
}

/* The text of the whole sample; the caller releases it. */
static void write_facts(writer write, const sample *s, const char *lang, taken *t)
{
    *t = (taken){0};
    ks_str_init(&t->text);
    ck_assert_int_eq(run(write, s->instance, lang, t), KS_OK);
}

/* The n-th line, from 0; static storage. */
static const char *line_of(const taken *t, size_t n)
{
    static char line[2000];
    ks_sv rest = ks_str_view(&t->text);
    ks_sv found = ks_sv_cut(&rest, '\n');
    for (size_t i = 0; i < n; i++) {
        found = ks_sv_cut(&rest, '\n');
    }
    snprintf(line, sizeof line, "%.*s", KS_SV_ARG(found));
    return line;
}

static size_t count_lines(const taken *t)
{
    size_t count = 0;
    for (size_t i = 0; i < t->text.len; i++) {
        count += t->text.ptr[i] == '\n';
    }
    return count;
}

/* A text fact of the context, in a tuple in a tuple, with what needs care in both formats. */
static void add_text(sample *s, const char *context, const char *text)
{
    ks_fact fact = {.concept = sample_concept(s, "OperationsAbstract"),
                    .context = ks_instance_context(s->instance, context),
                    .lexical = text,
                    .decimals = KS_DECIMALS_NONE,
                    .id = "x",
                    .lang = "en",
                    .place = {"i.xbrl", 12, 3}};
    const ks_tuple outer = {.concept = sample_concept(s, "RevenuesAbstract"), .position = 3};
    ks_tuple *first = NULL;
    ks_tuple *second = NULL;
    ck_assert_int_eq(ks_instance_add_tuple(s->instance, &outer, &first), KS_OK);
    const ks_tuple inner = {
        .concept = sample_concept(s, "CashAbstract"), .parent = first, .position = 1};
    ck_assert_int_eq(ks_instance_add_tuple(s->instance, &inner, &second), KS_OK);
    fact.tuple = second;
    ck_assert_int_eq(ks_instance_add_fact(s->instance, &fact, NULL), KS_OK);
    ks_instance_end_tuple(s->instance, second);
    ks_instance_end_tuple(s->instance, first);
}

/* A context with an explicit and a typed dimension, from a moment to another. */
static void add_dimensional(sample *s)
{
    const ks_dimension dimensions[] = {{.dimension = sample_name(s, SAMPLE_NS, "Axis"),
                                        .member = sample_name(s, "urn:other", "Member")},
                                       {.dimension = sample_name(s, SAMPLE_NS, "Typed"),
                                        .domain = sample_name(s, SAMPLE_NS, "Number"),
                                        .value = "v",
                                        .text = "a;\"b\"",
                                        .is_scenario = true}};
    const ks_context context = {.id = "dims",
                                .scheme = "urn:s",
                                .identifier = "E,1",
                                .period = KS_PERIOD_DURATION,
                                .start = DAY,
                                .end = DAY,
                                .is_exact = true,
                                .begin = {DAY, INT64_C(3661000000000), false},
                                .finish = {DAY, INT64_C(43200500000000), true},
                                .dimensions = dimensions,
                                .dimension_count = 2};
    ck_assert_int_eq(ks_instance_add_context(s->instance, &context, NULL), KS_OK);
}

static void add_forever(sample *s)
{
    const ks_context context = {.id = "ever",
                                .scheme = "urn:s",
                                .identifier = "E",
                                .period = KS_PERIOD_NONE,
                                .besides = "<{urn:x}y/",
                                .has_other_segment = true};
    ck_assert_int_eq(ks_instance_add_context(s->instance, &context, NULL), KS_OK);
}

START_TEST(test_a_fact_a_row)
{
    sample s;
    taken t;
    sample_make(&s);
    write_facts(ks_write_facts_csv, &s, "en", &t);
    ck_assert_uint_eq(count_lines(&t), 1 + s.instance->facts.count);
    ck_assert(ks_sv_starts(ks_str_view(&t.text), ks_sv_from(HEADINGS)));
    ck_assert_str_eq(line_of(&t, 1),
                     "ns1:Services,\"R&D <services> \"\"new\"\"\",0001090633,"
                     "http://www.sec.gov/CIK,duration,2002-04-01,2002-06-30,,,iso4217:JPY,-3,,"
                     "1234567000,,,,,");
    ck_assert_str_eq(line_of(&t, 11),
                     "ns1:PerShare,Per share,0001090633,http://www.sec.gov/CIK,duration,2002-04-01,"
                     "2002-06-30,,,iso4217:JPY/xbrli:shares,2,,-57.7,,,,,");
    ck_assert_str_eq(line_of(&t, 13),
                     "ns1:Cash,Cash,0001090633,http://www.sec.gov/CIK,instant,,2002-06-30,,,"
                     "iso4217:JPY,-3,,6014693000,,,,,");
    ks_str_release(&t.text);
    write_facts(ks_write_facts_csv, &s, "ja", &t);
    ck_assert(ks_sv_starts(ks_sv_from(line_of(&t, 13)), KS_SV("ns1:Cash,現金,")));
    ks_str_release(&t.text);
    sample_release(&s);
}
END_TEST

START_TEST(test_nil_is_not_the_empty_text)
{
    sample s;
    taken t;
    sample_make(&s);
    add_text(&s, "D1", "");
    write_facts(ks_write_facts_csv, &s, "en", &t);
    ck_assert_ptr_nonnull(strstr(line_of(&t, 3), ",iso4217:JPY,,,,true,,,,"));
    ck_assert_ptr_nonnull(strstr(line_of(&t, 17), ",,,,,,,en,ns1:Rev"));
    ks_str_release(&t.text);
    write_facts(ks_write_facts_json, &s, "en", &t);
    ck_assert_ptr_nonnull(
        strstr(line_of(&t, 3), "\"unit\":\"iso4217:JPY\",\"value\":null,\"nil\":true}"));
    ck_assert_ptr_nonnull(strstr(line_of(&t, 17), ",\"value\":\"\",\"language\":\"en\","));
    ks_str_release(&t.text);
    sample_release(&s);
}
END_TEST

START_TEST(test_quotes_as_the_formats_ask)
{
    sample s;
    taken t;
    sample_make(&s);
    add_text(&s, "D1", "a \"b\", \\c\td\re\nf");
    write_facts(ks_write_facts_csv, &s, "en", &t);
    ck_assert_ptr_nonnull(strstr(t.text.ptr, ",,,,,\"a \"\"b\"\", \\c\td\re\nf\",,en,"
                                             "ns1:RevenuesAbstract[3]/ns1:CashAbstract[1],x,12\n"));
    ks_str_release(&t.text);
    write_facts(ks_write_facts_json, &s, "en", &t);
    ck_assert_ptr_nonnull(strstr(t.text.ptr,
                                 "\"value\":\"a \\\"b\\\", \\\\c\\td\\u000de\\nf\","
                                 "\"language\":\"en\","
                                 "\"tuple\":\"ns1:RevenuesAbstract[3]/"
                                 "ns1:CashAbstract[1]\",\"id\":\"x\",\"line\":12}\n]\n"));
    ks_str_release(&t.text);
    sample_release(&s);
}
END_TEST

START_TEST(test_dimensions_moments_and_segments)
{
    sample s;
    taken t;
    sample_make(&s);
    add_dimensional(&s);
    add_forever(&s);
    sample_fact(&s, "Income", "dims", "JPY", "1", KS_DECIMALS_INF);
    sample_fact(&s, "Income", "ever", "JPY", "1", KS_DECIMALS_NONE);
    ks_fact *last = s.instance->facts.items[s.instance->facts.count - 1];
    last->accuracy = KS_STATED_PRECISION;
    last->precision = 4;
    write_facts(ks_write_facts_csv, &s, "en", &t);
    ck_assert_str_eq(line_of(&t, 17),
                     "ns1:Income,Income,\"E,1\",urn:s,duration,2002-06-30T01:01:01,"
                     "2002-06-30T12:00:00.5Z,"
                     "\"ns1:Axis=ns2:Member; ns1:Typed=a;\"\"b\"\"\",,iso4217:JPY,INF,,1,,,,,");
    ck_assert_str_eq(line_of(&t, 18), "ns1:Income,Income,E,urn:s,forever,,,,<{urn:x}y/,"
                                      "iso4217:JPY,,4,1,,,,,");
    ks_str_release(&t.text);
    write_facts(ks_write_facts_json, &s, "en", &t);
    ck_assert_ptr_nonnull(strstr(line_of(&t, 17),
                                 "\"dimensions\":{\"ns1:Axis\":\"ns2:Member\","
                                 "\"ns1:Typed\":\"a;\\\"b\\\"\"},\"unit\":\"iso4217:JPY\","
                                 "\"decimals\":\"INF\",\"value\":\"1\"},"));
    ks_str_release(&t.text);
    sample_release(&s);
}
END_TEST

START_TEST(test_no_facts)
{
    sample s = {0};
    taken t;
    ks_names_init(&s.names);
    sample_make_taxonomy(&s);
    ck_assert_int_eq(ks_instance_new(&s.names, s.taxonomy, &s.instance), KS_OK);
    write_facts(ks_write_facts_csv, &s, "en", &t);
    ck_assert_str_eq(t.text.ptr, HEADINGS);
    ks_str_release(&t.text);
    write_facts(ks_write_facts_json, &s, "en", &t);
    ck_assert_str_eq(t.text.ptr, "[\n]\n");
    ks_str_release(&t.text);
    sample_release(&s);
}
END_TEST

START_TEST(test_hands_on_in_pieces)
{
    sample s;
    taken t;
    sample_make(&s);
    for (int i = 0; i < 3000; i++) {
        sample_fact(&s, "Shares", "D1", "shares", "44960000", 0);
    }
    write_facts(ks_write_facts_csv, &s, "en", &t);
    ck_assert_uint_eq(count_lines(&t), 1 + s.instance->facts.count);
    ck_assert_uint_gt(t.pieces, 3);
    ck_assert_uint_lt(t.pieces, 10);
    ks_str_release(&t.text);
    t = (taken){.refuse_at = 2};
    ks_str_init(&t.text);
    ck_assert_int_eq(run(ks_write_facts_json, s.instance, "en", &t), KS_REFUSED);
    ck_assert_uint_eq(t.pieces, 2);
    ks_str_release(&t.text);
    sample_release(&s);
}
END_TEST

static sample failing;

static bool write_both(void)
{
    taken t = {0};
    ks_str_init(&t.text);
    ks_status status = run(ks_write_facts_csv, failing.instance, "en", &t);
    if (status == KS_OK) {
        status = run(ks_write_facts_json, failing.instance, "en", &t);
    }
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    ks_str_release(&t.text);
    return status == KS_OK;
}

START_TEST(test_short_of_memory)
{
    sample_make(&failing);
    add_text(&failing, "D1", "a\n\"b\"");
    fail_each_allocation(write_both);
    sample_release(&failing);
}
END_TEST

KS_TEST_MAIN("write_facts", test_a_fact_a_row, test_nil_is_not_the_empty_text,
             test_quotes_as_the_formats_ask, test_dimensions_moments_and_segments, test_no_facts,
             test_hands_on_in_pieces, test_short_of_memory)
