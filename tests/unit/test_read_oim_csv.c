/* Reports in xBRL-CSV: what their facts come to, and what is wrong with them. */
#include <stdio.h>
#include <string.h>

#include "test_failing.h"
#include "test_read_oim.h"

#define SCHEMA                                                                                     \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t'"               \
    " xmlns:t='urn:t' xmlns:xbrli='http://www.xbrl.org/2003/instance'"                             \
    " xmlns:xbrldt='http://xbrl.org/2005/xbrldt' elementFormDefault='qualified'>"                  \
    "<xs:import namespace='http://www.xbrl.org/2003/instance'"                                     \
    " schemaLocation='http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"                    \
    "<xs:import namespace='http://xbrl.org/2005/xbrldt'"                                           \
    " schemaLocation='http://www.xbrl.org/2005/xbrldt-2005.xsd'/>"                                 \
    "<xs:element name='Cash' id='t_Cash' type='xbrli:monetaryItemType' nillable='true'"            \
    " substitutionGroup='xbrli:item' xbrli:periodType='instant'/>"                                 \
    "<xs:element name='Sales' id='t_Sales' type='xbrli:monetaryItemType' nillable='true'"          \
    " substitutionGroup='xbrli:item' xbrli:periodType='duration'/>"                                \
    "<xs:element name='Name' id='t_Name' type='xbrli:stringItemType'"                              \
    " substitutionGroup='xbrli:item' xbrli:periodType='duration'/>"                                \
    "<xs:element name='RegionAxis' id='t_RegionAxis' type='xbrli:stringItemType' abstract='true'"  \
    " substitutionGroup='xbrldt:dimensionItem' xbrli:periodType='duration'/>"                      \
    "<xs:element name='Kanto' id='t_Kanto' type='xbrli:stringItemType' abstract='true'"            \
    " substitutionGroup='xbrli:item' xbrli:periodType='duration'/>"                                \
    "<xs:element name='Kansai' id='t_Kansai' type='xbrli:stringItemType' abstract='true'"          \
    " substitutionGroup='xbrli:item' xbrli:periodType='duration'/>"                                \
    "<xs:element name='place' id='t_place' type='xs:string' nillable='true'/>"                     \
    "<xs:element name='PlaceAxis' id='t_PlaceAxis' type='xbrli:stringItemType' abstract='true'"    \
    " substitutionGroup='xbrldt:dimensionItem' xbrli:periodType='duration'"                        \
    " xbrldt:typedDomainRef='#t_place'/>"                                                          \
    "</xs:schema>"

/* A report with a column for each thing; tests change a part of it. */
#define INFO                                                                                       \
    "{\"documentInfo\":{\"documentType\":\"https://xbrl.org/2021/xbrl-csv\",\"namespaces\":{"      \
    "\"t\":\"urn:t\",\"s\":\"urn:s\",\"xbrl\":\"https://xbrl.org/2021\","                          \
    "\"iso4217\":\"http://www.xbrl.org/2003/iso4217\"},\"taxonomy\":[\"t.xsd\"]"
#define LINK_ALIASES                                                                               \
    ",\"linkTypes\":{\"footnote\":\"http://www.xbrl.org/2003/arcrole/fact-footnote\"},"            \
    "\"linkGroups\":{\"_\":\"http://www.xbrl.org/2003/role/link\"}"
#define COLUMNS                                                                                    \
    "\"id\":{},\"concept\":{},\"entity\":{},\"period\":{},\"unit\":{},\"decimals\":{},"            \
    "\"language\":{},"                                                                             \
    "\"remark\":{\"comment\":true},"                                                               \
    "\"value\":{\"decimals\":\"$decimals\",\"dimensions\":{\"concept\":\"$concept\","              \
    "\"entity\":\"$entity\",\"period\":\"$period\",\"unit\":\"$unit\",\"language\":\"$language\"}" \
    "}"
#define METADATA                                                                                   \
    INFO LINK_ALIASES                                                                              \
        "},\n\"tableTemplates\":{\"f\":{\"rowIdColumn\":\"id\",\"columns\":{" COLUMNS              \
        "}}},\n\"tables\":{\"f\":{\"url\":\"f.csv\"}},\n"                                          \
        "\"links\":{\"footnote\":{\"_\":{\"f.r_a.value\":[\"f.r_n.value\"]}}}}"
#define TABLE                                                                                      \
    "id,concept,entity,period,unit,decimals,language,remark,value\r\n"                             \
    "a,t:Cash,s:1,2025-03-31@end,iso4217:JPY,-3,,\"one, two\",1000\r\n"                            \
    "b,t:Sales,s:1,2024-04-01..2025-03-31,iso4217:JPY,,,,-2.5\r\n"                                 \
    "c,t:Name,s:1,2025,,,en,,\"##1 \"\"Best\"\"\"\r\n"                                             \
    "d,t:Sales,s:1,2025Q1,iso4217:JPY,,,,#nil\r\n"                                                 \
    "n,xbrl:note,,,,,en,,Unaudited.\r\n"                                                           \
    "x,,,,,,,no facts,\r\n"

/* Another one, with dimensions, property groups and parameters, most of it in a base. */
#define EXTENDING                                                                                  \
    INFO ",\"extends\":[\"base.json\"]},\n\"parameters\":{\"who\":\"s:1\"},"                       \
         "\"parameterURL\":\"p.csv\",\n\"tables\":{\"g\":{\"url\":\"g.csv\"}}}"
#define BASE                                                                                       \
    "{\"documentInfo\":{\"documentType\":\"https://xbrl.org/2021/xbrl-csv\","                      \
    "\"namespaces\":{\"t\":\"urn:t\"}},\n\"tableTemplates\":{\"g\":{\"columns\":{\"region\":{},"   \
    "\"place\":{},\"kind\":{\"propertyGroups\":{\"cash\":{\"decimals\":-6,\"dimensions\":"         \
    "{\"concept\":\"t:Cash\",\"period\":\"$when@end\"}},\"sales\":{\"dimensions\":"                \
    "{\"concept\":\"t:Sales\",\"period\":\"$when\"}}}},\"amount\":{\"propertiesFrom\":[\"kind\"]," \
    "\"dimensions\":{\"unit\":\"iso4217:JPY\",\"t:RegionAxis\":\"$region\","                       \
    "\"t:PlaceAxis\":\"$place\"}}},\"dimensions\":{\"entity\":\"$who\"}}},\n"                      \
    "\"tables\":{\"none\":{\"template\":\"g\",\"url\":\"none.csv\",\"optional\":true}}}"
/* It closes itself to all flags, and names the taxonomy from where it lies. */
#define LAST                                                                                       \
    "{\"documentInfo\":{\"documentType\":\"https://xbrl.org/2021/xbrl-csv\",\"t:mood\":2,"         \
    "\"taxonomy\":[\"t.xsd\"],\"final\":{\"final\":true,\"taxonomy\":true}}}"
#define PARAMETERS "name,value\nwhen,2025Q1\n"
#define ROWS                                                                                       \
    "region,place,kind,amount\n"                                                                   \
    "t:Kanto,#nil,cash,5\n"                                                                        \
    ",Tokyo,sales,1000 d -3\n\n"                                                                   \
    "#none,#empty,sales,7dINF\n"

/* Text with the first `from` replaced; it must be there. */
static const char *with(ks_str *out, const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    ck_assert_msg(at != NULL, "no %s to replace", from);
    ks_str_init(out);
    ks_str_add_sv(out, (ks_sv){text, (size_t)(at - text)});
    ks_str_add(out, to);
    ks_str_add(out, at + strlen(from));
    return out->ptr;
}

static void read_good(const char *metadata, const char *table)
{
    put("r.json", metadata);
    put("f.csv", table);
    ck_assert_int_eq(read_all(), KS_OK);
    ck_assert_str_eq(findings.ptr, "");
}

START_TEST(test_facts_with_all_that_is_said_of_them)
{
    setup_with(SCHEMA);
    read_good(METADATA, TABLE);
    ck_assert_uint_eq(report.instance->facts.count, 4);
    ck_assert_str_eq(fact(0)->concept->name->local, "Cash");
    ck_assert_str_eq(fact(0)->id, "f.r_a.value");
    ck_assert_int_eq(fact(0)->decimals, -3);
    ck_assert_int_eq(fact(0)->context->period, KS_PERIOD_INSTANT);
    ck_assert_str_eq(fact(0)->context->scheme, "urn:s");
    ck_assert_int_eq(fact(0)->place.line, 2);
    ck_assert_int_eq(fact(0)->place.column, 9);
    ck_assert_int_eq(fact(1)->decimals, KS_DECIMALS_INF);
    ck_assert_str_eq(fact(1)->lexical, "-2.5");
    ck_assert_int_eq(fact(1)->context->end - fact(1)->context->start, 364);
    ck_assert_str_eq(fact(2)->lexical, "#1 \"Best\"");
    ck_assert_str_eq(fact(2)->lang, "en");
    ck_assert(fact(3)->is_nil);
    ck_assert_int_eq(fact(3)->context->end - fact(3)->context->start, 89);
    ck_assert_uint_eq(report.instance->footnotes.count, 1);
    ck_assert_str_eq(report.instance->footnotes.items[0]->texts->text, "Unaudited.");
    finish();
}
END_TEST

START_TEST(test_a_report_that_extends_another)
{
    setup_with(SCHEMA);
    put("r.json", EXTENDING);
    put("base.json", BASE);
    put("p.csv", PARAMETERS);
    put("g.csv", ROWS);
    ck_assert_int_eq(read_all(), KS_OK);
    ck_assert_str_eq(findings.ptr, "");
    ck_assert_uint_eq(report.instance->facts.count, 3);
    ck_assert_int_eq(fact(0)->decimals, -6);
    ck_assert_uint_eq(fact(0)->context->dimension_count, 2);
    ck_assert_str_eq(fact(0)->context->dimensions[0].member->local, "Kanto");
    ck_assert_int_eq(fact(0)->context->end, fact(1)->context->end);
    ck_assert_int_eq(fact(1)->decimals, -3);
    ck_assert_str_eq(fact(1)->lexical, "1000");
    ck_assert_str_eq(fact(1)->context->dimensions[0].text, "Tokyo");
    ck_assert_str_eq(fact(1)->id, "g.r_2.amount");
    /* The blank line is a row. */
    ck_assert_str_eq(fact(2)->id, "g.r_4.amount");
    ck_assert_int_eq(fact(2)->decimals, KS_DECIMALS_INF);
    ck_assert_uint_eq(fact(2)->context->dimension_count, 1);
    finish();
}
END_TEST

/* ---- what is wrong ------------------------------------------------------------------------ */

typedef struct wrong {
    const char *metadata; /* "from>to"; NULL: as it is */
    const char *table;    /* the same */
    ks_finding_id id;
    uint32_t line, column; /* 0: anywhere */
} wrong;

static const char *change(ks_str *out, const char *text, const char *rule)
{
    char from[400];
    const char *to = rule == NULL ? NULL : strchr(rule, '>');
    if (rule == NULL) {
        ks_str_init(out);
        return text;
    }
    ck_assert(to != NULL && (size_t)(to - rule) < sizeof from);
    memcpy(from, rule, (size_t)(to - rule));
    from[to - rule] = '\0';
    return with(out, text, from, to + 1);
}

static const wrong WRONG[] = {
    /* the metadata */
    {"\"f\":{\"rowIdColumn\">\"f\":[{\"rowIdColumn\"", NULL, KS_F_CSV_NO_JSON, 0, 0},
    {"\"rowIdColumn\":\"id\">\"rowIdColumn\":1", NULL, KS_F_CSV_KIND, 2, 0},
    {"\"rowIdColumn\">\"rowIDColumn\"", NULL, KS_F_CSV_UNKNOWN, 2, 0},
    {"\"url\":\"f.csv\">\"optional\":false", NULL, KS_F_CSV_MISSING, 3, 0},
    {"\"tables\":{\"f\":{>\"tables\":{\"f.x\":{\"template\":\"f\",", NULL, KS_F_CSV_IDENTIFIER, 0,
     0},
    {"\"value\":{\"decimals\">\"1value\":{\"decimals\"", NULL, KS_F_CSV_IDENTIFIER, 0, 0},
    {"\"taxonomy\">\"features\":{\"xbrl:allowedDuplicates\":\"some\"},\"taxonomy\"", NULL,
     KS_F_CSV_KIND, 1, 0},
    {"\"taxonomy\">\"u:more\":1,\"taxonomy\"", NULL, KS_F_OIM_UNBOUND_PREFIX, 1, 0},
    {"\"taxonomy\">\"t:more\":1,\"Taxonomy\"", NULL, KS_F_CSV_UNKNOWN, 1, 0},
    {"\"s\":\"urn:s\">\"s\":\" urn:s\"", NULL, KS_F_CSV_KIND, 1, 0},
    {"\"s\":\"urn:s\">\"s\":\"urn:%s\"", NULL, KS_F_CSV_KIND, 1, 0},
    {"\"s\":\"urn:s\">\"1s\":\"urn:s\"", NULL, KS_F_CSV_ALIAS, 1, 0},
    {"\"links\":{\"footnote\">\"links\":{\"foot note\"", NULL, KS_F_CSV_ALIAS, 4, 0},
    {"\"taxonomy\">\"baseURL\":\"here/\",\"taxonomy\"", NULL, KS_F_OIM_BASE_URL, 1, 0},
    {"\"$period\">\"$per iod\"", NULL, KS_F_CSV_REFERENCE_FORM, 2, 0},
    {"\"$period\">\"$period@begin\"", NULL, KS_F_CSV_SPECIFIER, 2, 0},
    {"\"$period\">\"#never\"", NULL, KS_F_CSV_SPECIAL, 2, 0},
    {"\"$period\">\"2025-13\"", NULL, KS_F_CSV_PERIOD, 2, 0},
    {"\"$concept\">\"Cash\"", NULL, KS_F_CSV_CONCEPT, 2, 0},
    {"\"$language\">\"e n\"", NULL, KS_F_CSV_LANGUAGE, 2, 0},
    {"\"$decimals\">\"3\"", NULL, KS_F_CSV_DECIMALS, 2, 0},
    {"\"$decimals\">2.5", NULL, KS_F_CSV_DECIMALS, 2, 0},
    {"\"id\":{}>\"id\":{\"decimals\":1}", NULL, KS_F_CSV_DECIMALS_MISPLACED, 2, 0},
    {"\"comment\":true>\"comment\":true,\"dimensions\":{}", NULL, KS_F_CSV_COLUMN_KIND, 2, 0},
    {"\"value\":{>\"value\":{\"propertiesFrom\":[\"unit\"],", NULL, KS_F_CSV_GROUP_COLUMN, 2, 0},
    {"\"value\":{>\"g\":{\"propertyGroups\":{\"x\":{\"decimals\":1}}},\"h\":{\"propertyGroups\":"
     "{\"y\":{\"decimals\":2}}},\"value\":{\"propertiesFrom\":[\"g\",\"h\"],",
     NULL, KS_F_CSV_GROUPS_DECIMALS, 2, 0},
    {"\"value\":{>\"g\":{\"propertyGroups\":{\"x\":{\"dimensions\":{\"unit\":\"$unit\"}}}},"
     "\"h\":{\"propertyGroups\":{\"y\":{\"dimensions\":{\"unit\":\"$unit\"}}}},"
     "\"value\":{\"propertiesFrom\":[\"g\",\"h\"],",
     NULL, KS_F_CSV_GROUPS_DIMENSION, 2, 0},
    {"\"rowIdColumn\":\"id\">\"rowIdColumn\":\"ide\"", NULL, KS_F_CSV_ROW_ID_UNDEFINED, 2, 0},
    {"\"rowIdColumn\":\"id\">\"rowIdColumn\":\"remark\"", NULL, KS_F_CSV_ROW_ID_COMMENT, 2, 0},
    {"\"url\":\"f.csv\">\"template\":\"g\",\"url\":\"f.csv\"", NULL, KS_F_CSV_TEMPLATE_UNKNOWN, 3,
     0},
    {"\"url\":\"f.csv\">\"url\":\"g.csv\"", NULL, KS_F_CSV_NO_TABLE, 3, 0},
    {"\"tables\">\"parameters\":{\"p\":\"x\"},\"tables\"", NULL, KS_F_CSV_PARAMETER_UNUSED, 3, 0},
    {"\"url\":\"f.csv\">\"url\":\"f.csv\",\"parameters\":{\"p\":\"x\"}", NULL,
     KS_F_CSV_PARAMETER_UNUSED, 3, 0},
    {"\"tables\">\"parameterURL\":\"p.csv\",\"tables\"", NULL, KS_F_CSV_NO_PARAMETERS, 3, 0},
    {"\"$period\">\"$when\"", NULL, KS_F_CSV_REFERENCE, 2, 0},
    {"\"$decimals\">\"$exact\"", ",-3,>,,", KS_F_CSV_REFERENCE, 2, 0},
    {"\"$period\">\"$period@end\"", NULL, KS_F_CSV_NOT_DURATION, 0, 0},
    {"\"f.r_a.value\":>\"f.r_z.value\":", NULL, KS_F_CSV_LINK_SOURCE, 4, 0},
    {"[\"f.r_n.value\"]>[\"f.r_n.value\",\"f.r_z.value\"]", NULL, KS_F_CSV_LINK_TARGET, 4, 0},
    {"\"links\":{\"footnote\">\"links\":{\"remark\"", NULL, KS_F_CSV_LINK_TYPE, 4, 0},
    {"{\"_\":{\"f.r_a>{\"all\":{\"f.r_a", NULL, KS_F_CSV_LINK_GROUP, 4, 0},
    {"\"taxonomy\":[\"t.xsd\"]>\"taxonomy\":[]", NULL, KS_F_OIM_NO_TAXONOMY, 0, 0},
    /* the table */
    {NULL, "id,concept>id,con cept", KS_F_CSV_HEADER, 1, 2},
    {NULL, "id,concept>id,concepts", KS_F_CSV_COLUMN_UNKNOWN, 1, 2},
    {NULL, "id,concept>id,id", KS_F_CSV_COLUMN_TWICE, 1, 2},
    {NULL, "Best\"\"\">Best\"\"", KS_F_CSV_OPEN_QUOTE, 4, 9},
    {NULL, "\"one, two\">\"one\"two", KS_F_CSV_BEHIND_QUOTE, 2, 8},
    {NULL, "\na,t:Cash>\n,t:Cash", KS_F_CSV_ROW_ID_MISSING, 2, 1},
    {NULL, "\na,t:Cash>\na.1,t:Cash", KS_F_CSV_ROW_ID, 2, 1},
    {NULL, "\nb,>\na,", KS_F_CSV_ROW_ID_TWICE, 3, 1},
    {NULL, ",-2.5>,#none", KS_F_CSV_NONE_MISPLACED, 3, 9},
    {NULL, ",-2.5>,#nought", KS_F_CSV_SPECIAL, 3, 9},
    {NULL, "t:Sales>Sales", KS_F_CSV_CONCEPT, 3, 2},
    {NULL, "2025Q1>2025Q5", KS_F_CSV_PERIOD, 5, 4},
    {NULL, ",-3,>,3.5,", KS_F_CSV_DECIMALS, 2, 6},
    {NULL, ",-2.5>,-2.5d", KS_F_CSV_DECIMALS_SUFFIX, 3, 9},
    {NULL, ",-2.5>,two", KS_F_CSV_VALUE, 3, 9},
    {NULL, "2025,,,en>2025,,,e n", KS_F_CSV_LANGUAGE, 4, 7},
    {NULL, "n,xbrl:note,,,,,en>n,xbrl:note,,,,,e n", KS_F_CSV_LANGUAGE, 6, 7},
    {NULL, "2025,,,en>2025,,4,en", KS_F_CSV_UNMAPPED, 4, 6},
    {NULL, "2025,,,en>2025,iso4217:JPY,,en", KS_F_CSV_UNMAPPED, 4, 5},
    {NULL, ",,,-2.5>,,,", KS_F_CSV_UNMAPPED, 3, 2},
    {NULL, "\nb,t:Sales,s:1,2024-04-01..2025-03-31,iso4217:JPY,,,,-2.5>\na,,,,,,,,",
     KS_F_CSV_ROW_ID_TWICE, 3, 1},
    {NULL, "-2.5\r>-2.5,7\r", KS_F_CSV_UNMAPPED, 3, 10},
};

/* One finding, of that kind and at that place. */
static void check_findings(ks_finding_id wanted, uint32_t line, uint32_t column, size_t number)
{
    const char *id = ks_finding_info_get(wanted)->id;
    const char *end = strchr(findings.ptr, '\n');
    const ks_sv first = {findings.ptr, end != NULL ? (size_t)(end - findings.ptr) : 0};
    ck_assert_msg(ks_sv_starts(first, ks_sv_from(id)) && first.ptr[strlen(id)] == ' ',
                  "%zu: %s expected, got %s", number, id, findings.ptr);
    if (line != 0) {
        char place[40];
        snprintf(place, sizeof place, column != 0 ? ":%u:%u " : ":%u:", line, column);
        ck_assert_msg(strstr(findings.ptr, place) != NULL, "%zu: %s not in %s", number, place,
                      findings.ptr);
    }
    ck_assert_msg(end[1] == '\0', "%zu: one finding expected, got\n%s", number, findings.ptr);
}

static void check_wrong(const wrong *w, size_t number)
{
    ks_str metadata;
    ks_str table;
    setup_with(SCHEMA);
    put("r.json", change(&metadata, METADATA, w->metadata));
    put("f.csv", change(&table, TABLE, w->table));
    (void)read_all();
    check_findings(w->id, w->line, w->column, number);
    ks_str_release(&metadata);
    ks_str_release(&table);
    finish();
}

START_TEST(test_what_is_wrong_is_told_once_and_with_its_place)
{
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        check_wrong(&WRONG[i], i);
    }
}
END_TEST

/* Of the report that extends another: what is changed in which of its files. */
static const struct {
    enum { IN_REPORT, IN_BASE, IN_PARAMETERS, IN_ROWS, FILE_COUNT } file;
    const char *rule;
    ks_finding_id id;
    uint32_t line, column;
} WRONG_PARTS[] = {
    {IN_REPORT, "base.json>bass.json", KS_F_CSV_NO_BASE, 1, 0},
    {IN_REPORT, "base.json>r.json", KS_F_CSV_CYCLE, 1, 0},
    {IN_REPORT, "base.json>p.csv", KS_F_CSV_NO_JSON, 1, 1},
    {IN_BASE, "xbrl-csv>xbrl-json", KS_F_CSV_OTHER_TYPE, 1, 0},
    {IN_BASE, "xbrl-csv>xbrl-csv-2", KS_F_OIM_DOCUMENT_TYPE, 1, 0},
    {IN_BASE, "urn:t>urn:u", KS_F_CSV_CONFLICT, 1, 0},
    {IN_BASE, "\"namespaces\">\"final\":{\"tables\":true},\"namespaces\"", KS_F_CSV_FINAL, 3, 0},
    {IN_BASE, "\"tables\">\"parameterURL\":\"q.csv\",\"tables\"", KS_F_CSV_REDEFINED, 2, 0},
    {IN_BASE, "\"namespaces\">\"final\":{\"parameterURL\":true},\"namespaces\"", KS_F_CSV_FINAL, 2,
     0},
    {IN_BASE, "\"namespaces\">\"final\":{\"taxonomy\":true},\"namespaces\"", KS_F_CSV_FINAL, 1, 0},
    {IN_REPORT, "extends\":[\"base.json\"]>final\":{\"tables\":true},\"extends\":[\"last.json\"]",
     KS_F_CSV_FINAL, 1, 0},
    {IN_REPORT, "extends\":[\"base.json\"]>final\":{\"final\":false},\"extends\":[\"last.json\"]",
     KS_F_CSV_CONFLICT, 1, 0},
    {IN_REPORT, "extends\":[\"base.json\"]>t:mood\":1,\"extends\":[\"last.json\"]",
     KS_F_CSV_REDEFINED, 1, 0},
    {IN_PARAMETERS, "name,value>name,text", KS_F_CSV_PARAMETER_FILE, 1, 1},
    {IN_PARAMETERS, ",2025Q1>,", KS_F_CSV_PARAMETER_FILE, 2, 2},
    {IN_PARAMETERS, "2025Q1>2025Q1,x", KS_F_CSV_PARAMETER_FILE, 2, 3},
    {IN_PARAMETERS, "2025Q1\n>2025Q1\nwhen,2026\n", KS_F_CSV_PARAMETER_FILE, 3, 1},
    {IN_PARAMETERS, "2025Q1\n>2025Q1\n,2026\n", KS_F_CSV_PARAMETER_FILE, 3, 1},
    {IN_PARAMETERS, "when>wh en", KS_F_CSV_IDENTIFIER, 2, 1},
    {IN_PARAMETERS, "2025Q1\n>2025Q1\nthen,2026\n", KS_F_CSV_PARAMETER_UNUSED, 3, 2},
    {IN_ROWS, "cash>cache", KS_F_CSV_GROUP_UNKNOWN, 2, 3},
    {IN_ROWS, "cash>#none", KS_F_CSV_NONE_MISPLACED, 2, 3},
    {IN_ROWS, "cash>#cash", KS_F_CSV_SPECIAL, 2, 3},
    {IN_ROWS, "t:Kanto>Kanto", KS_F_CSV_DIMENSION, 2, 1},
    {IN_ROWS, "\n\n>\nt:Kansai,,,\n", KS_F_CSV_UNMAPPED, 4, 1},
    {IN_ROWS, "1000 d -3>1000 d x", KS_F_CSV_DECIMALS_SUFFIX, 3, 4},
};

START_TEST(test_what_is_wrong_in_any_of_the_files)
{
    static const char *const NAMES[FILE_COUNT] = {"r.json", "base.json", "p.csv", "g.csv"};
    static const char *const TEXTS[FILE_COUNT] = {EXTENDING, BASE, PARAMETERS, ROWS};
    for (size_t i = 0; i < sizeof WRONG_PARTS / sizeof *WRONG_PARTS; i++) {
        ks_str text[FILE_COUNT];
        setup_with(SCHEMA);
        for (size_t f = 0; f < FILE_COUNT; f++) {
            const bool is_it = f == (size_t)WRONG_PARTS[i].file;
            put(NAMES[f], change(&text[f], TEXTS[f], is_it ? WRONG_PARTS[i].rule : NULL));
        }
        put("last.json", LAST);
        (void)read_all();
        check_findings(WRONG_PARTS[i].id, WRONG_PARTS[i].line, WRONG_PARTS[i].column, i);
        for (size_t f = 0; f < FILE_COUNT; f++) {
            ks_str_release(&text[f]);
        }
        finish();
    }
}
END_TEST

/* ---- periods -------------------------------------------------------------------------------- */

/* What "$period" comes to: first and last day, or that of an instant. */
static const struct {
    const char *text;
    const char *first; /* NULL: an instant; "": none at all */
    const char *last;
} PERIODS[] = {
    {"2025", "2025-01-01", "2025-12-31"},
    {"2024-02", "2024-02-01", "2024-02-29"},
    {"2024Q4", "2024-10-01", "2024-12-31"},
    {"2024H2", "2024-07-01", "2024-12-31"},
    {"2019W29", "2019-07-15", "2019-07-21"},
    {"2020W53", "2020-12-28", "2021-01-03"},
    {"2026W1", "2025-12-29", "2026-01-04"},
    {"2024-02-29", "2024-02-29", "2024-02-29"},
    {"2024-04-01..2025-03-31", "2024-04-01", "2025-03-31"},
    {"2024-04-01T00:00:00/2025-04-01T00:00:00", "2024-04-01", "2025-03-31"},
    {"2024@start", NULL, "2023-12-31"},
    {"2024Q4@end", NULL, "2024-12-31"},
    {"2024-02@end", NULL, "2024-02-29"},
    {"2024-02-29@end", NULL, "2024-02-29"},
    {"2025-04-01T00:00:00", NULL, "2025-03-31"},
    {"2019W53", "", NULL},
    {"2024Q0", "", NULL},
    {"2024H3", "", NULL},
    {"2024-13", "", NULL},
    {"24", "", NULL},
    {"2024-04-01..2025-03-31@end", "", NULL},
    {"2024-04-01..2025-02-30", "", NULL},
    {"2024@middle", "", NULL},
    {"2023-02-29", "", NULL},
    {"-2024", "", NULL},
};

static void check_day(int64_t day, const char *wanted)
{
    ks_str text;
    ks_str_init(&text);
    ks_day_write(&text, day);
    ck_assert_str_eq(text.ptr, wanted);
    ks_str_release(&text);
}

START_TEST(test_periods)
{
    for (size_t i = 0; i < sizeof PERIODS / sizeof *PERIODS; i++) {
        ks_str table;
        const bool is_instant = PERIODS[i].first == NULL;
        ks_str_init(&table);
        setup_with(SCHEMA);
        ks_str_addf(&table,
                    "id,concept,entity,period,unit,value\na,t:%s,s:1,%s,iso4217:JPY,1\n"
                    "n,xbrl:note,,,,x\n",
                    is_instant ? "Cash" : "Sales", PERIODS[i].text);
        ks_str metadata;
        put("r.json", with(&metadata, METADATA, "\"$language\"", "\"en\""));
        put("f.csv", table.ptr);
        (void)read_all();
        if (PERIODS[i].last == NULL) {
            check_findings(KS_F_CSV_PERIOD, 2, 4, i);
        } else {
            ck_assert_str_eq(findings.ptr, "");
            check_day(fact(0)->context->end, PERIODS[i].last);
            check_day(is_instant ? fact(0)->context->end : fact(0)->context->start,
                      is_instant ? PERIODS[i].last : PERIODS[i].first);
        }
        ks_str_release(&metadata);
        ks_str_release(&table);
        finish();
    }
}
END_TEST

static bool read_failing(void)
{
    static const char *const FILES[][2] = {{"t.xsd", SCHEMA},
                                           {"r.json", EXTENDING},
                                           {"base.json", BASE},
                                           {"p.csv", PARAMETERS},
                                           {"g.csv", ROWS}};
    return read_files(FILES, 5, 3);
}

START_TEST(test_short_of_memory)
{
    fail_each_allocation(read_failing);
}
END_TEST

KS_TEST_MAIN("read_oim_csv", test_facts_with_all_that_is_said_of_them,
             test_a_report_that_extends_another, test_what_is_wrong_is_told_once_and_with_its_place,
             test_what_is_wrong_in_any_of_the_files, test_periods, test_short_of_memory)
