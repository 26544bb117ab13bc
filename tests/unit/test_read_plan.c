/* The filing plan: what it says, and what is wrong with it. */
#include "test.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base_date.h"
#include "io_file.h"
#include "read_plan.h"
#include "test_failing.h"

#define SEEN_LIMIT 40

static const char PLAN[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<filing xmlns=\"urn:kessan:plan:1\" id=\"f\" languages=\"en ja\" unit=\"JPY\">\n"
    "<title lang=\"en\">Results</title>\n"
    "<entity scheme=\"http://www.sec.gov/CIK\" identifier=\"1\"><name "
    "lang=\"en\">C</name></entity>\n"
    "<taxonomy namespace=\"http://c.example/x\" prefix=\"c\"/>\n"
    "<periods>\n"
    "<duration id=\"1Q\" start=\"2002-04-01\" end=\"2002-06-30\"/>\n"
    "<duration id=\"0Q\" start=\"2002-01-01\" end=\"2002-03-31\"/>\n"
    "<instant id=\"Jun\" date=\"2002-06-30\"><label lang=\"ja\">6月  30日</label></instant>\n"
    "</periods>\n"
    "<units>\n"
    "<unit id=\"JPY\" measure=\"iso4217:JPY\"/>\n"
    "<unit id=\"USD\" measure=\"iso4217:USD\"/>\n"
    "<unit id=\"PerADS\" measure=\"iso4217:JPY\" per=\"c:ADS\"/>\n"
    "</units>\n"
    "<translations><translation id=\"rate\" from=\"JPY\" to=\"USD\" "
    "rate=\"119.85\"/></translations>\n"
    "<statements>\n"
    "<statement id=\"operations\"><title lang=\"en\">Operations</title>\n"
    "<line concept=\"Income\" type=\"monetary\" period=\"duration\" balance=\"credit\">\n"
    "<heading><label lang=\"en\">Revenues:</label></heading>\n"
    "<label lang=\"en\">Income</label><label lang=\"ja\">利益</label>\n"
    "<line concept=\"Sales\" type=\"monetary\" period=\"duration\" balance=\"credit\">\n"
    "<label lang=\"en\"> Net\n sales</label><label lang=\"ja\">売上</label></line>\n"
    "<group concept=\"CostsAbstract\"><label lang=\"en\">Costs:</label>\n"
    "<line concept=\"Costs\" type=\"monetary\" period=\"duration\" balance=\"debit\" weight=\"-1\""
    " sign=\"reversed\" scale=\"6\"><label lang=\"en\">Costs</label><label lang=\"ja\">費用</label>"
    "</line>\n"
    "</group>\n"
    "</line>\n"
    "<line concept=\"Cash\" type=\"monetary\" period=\"instant\" id=\"Begin\" at=\"start\">"
    "<label lang=\"en\">Cash, beginning</label><label lang=\"ja\">期首</label></line>\n"
    "<line concept=\"Cash\" id=\"End\" at=\"end\">"
    "<label lang=\"en\">Cash, end</label><label lang=\"ja\">期末</label></line>\n"
    "</statement>\n"
    "<statement id=\"other\" role=\"http://c.example/r\" concept=\"OtherAbstract\">"
    "<title lang=\"en\">Other</title>\n"
    "<line concept=\"Sales\"/>\n"
    "</statement>\n"
    "</statements>\n"
    "<tables>\n"
    "<table id=\"t\" statement=\"operations\" scale=\"3\">\n"
    "<print lang=\"en\" file=\"t.en.tsv\" header-rows=\"2\"/>\n"
    "<print lang=\"ja\" file=\"t.ja.tsv\" encoding=\"Shift_JIS\"/>\n"
    "<note id=\"n\" mark=\"1\"/>\n"
    "<columns>\n"
    "<translated id=\"usd\" of=\"jpy\" translation=\"rate\" note=\"n\"/>\n"
    "<facts id=\"jpy\" period=\"1Q\"/>\n"
    "<percent id=\"pct\" of=\"jpy\" base=\"Sales\"/>\n"
    "<facts id=\"old\" period=\"0Q\" decimals=\"INF\"/>\n"
    "<change id=\"chg\" of=\"jpy\" from=\"old\"/>\n"
    "<set-aside id=\"aside\" reason=\"a remark\"/>\n"
    "</columns>\n"
    "<cell line=\"Begin\" column=\"old\" lang=\"ja\" set-aside=\"misprint\"/>\n"
    "<cell line=\"Costs\" scale=\"0\" decimals=\"-3\"/>\n"
    "</table>\n"
    "</tables>\n"
    "<charts><chart id=\"c\" statement=\"operations\" unit=\"JPY\"><title lang=\"en\">Chart</title>"
    "<series concept=\"Sales\"/></chart></charts>\n"
    "</filing>\n";

typedef struct seen {
    struct {
        char message[300];
        char id[60];
        ks_place place;
        size_t related_count;
    } findings[SEEN_LIMIT];
    size_t count;
} seen;

static seen found;
static ks_sink sink;
static ks_names names;
static char path[64];

static void see(const ks_finding *finding, void *user)
{
    (void)user;
    if (found.count < SEEN_LIMIT) {
        snprintf(found.findings[found.count].message, sizeof found.findings[0].message, "%s",
                 finding->message);
        snprintf(found.findings[found.count].id, sizeof found.findings[0].id, "%s", finding->id);
        found.findings[found.count].place = finding->place;
        found.findings[found.count].related_count = finding->related_count;
    }
    found.count++;
}

static void write_plan(const char *text, size_t size)
{
    snprintf(path, sizeof path, "/tmp/kessan-test-XXXXXX");
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, text, size), (ssize_t)size);
    close(fd);
}

/* The plan with the first `old` replaced. */
static ks_status read_changed(const char *old, const char *new, ks_plan **out)
{
    static char text[2 * sizeof PLAN];
    const char *at = strstr(PLAN, old);
    ck_assert_msg(at != NULL, "the plan has no %s", old);
    int size =
        snprintf(text, sizeof text, "%.*s%s%s", (int)(at - PLAN), PLAN, new, at + strlen(old));
    write_plan(text, (size_t)size);
    found.count = 0;
    ks_sink_init(&sink, see, NULL, KS_LANG_EN);
    ks_names_init(&names);
    *out = NULL;
    ks_status status = ks_read_plan(path, &names, &sink, out);
    unlink(path);
    return status;
}

static void finish(ks_plan *plan)
{
    ks_plan_free(plan);
    ks_names_release(&names);
}

/* A change to the plan, and the one finding that it raises. */
typedef struct mistake {
    const char *old;
    const char *new;
    const char *id;
    const char *message;
} mistake;

static void check_mistake(const mistake *m)
{
    ks_plan *plan = NULL;
    ks_status status = read_changed(m->old, m->new, &plan);
    ck_assert_msg(found.count > 0, "nothing found with %s", m->new);
    ck_assert_str_eq(found.findings[0].id, m->id);
    ck_assert_str_eq(found.findings[0].message, m->message);
    ck_assert_uint_gt(found.findings[0].place.line, 0);
    ck_assert_uint_gt(found.findings[0].place.column, 0);
    ck_assert_msg(found.count == 1, "%s: also %s", m->id, found.findings[1].message);
    ck_assert_int_eq(status, KS_REFUSED);
    ck_assert_ptr_null(plan);
    finish(plan);
}

#define CHECK_MISTAKES(...)                                                                        \
    do {                                                                                           \
        static const mistake list[] = {__VA_ARGS__};                                               \
        for (size_t i = 0; i < sizeof list / sizeof *list; i++) {                                  \
            check_mistake(&list[i]);                                                               \
        }                                                                                          \
    } while (0)

static ks_plan *read_good(void)
{
    ks_plan *plan = NULL;
    ks_status status = read_changed("<filing", "<filing", &plan);
    ck_assert_msg(found.count == 0, "%s", found.findings[0].message);
    ck_assert_int_eq(status, KS_OK);
    return plan;
}

START_TEST(test_reads_the_basics)
{
    ks_plan *plan = read_good();
    ck_assert_str_eq(plan->id, "f");
    ck_assert_str_eq(plan->ns, "http://c.example/x");
    ck_assert_str_eq(plan->prefix, "c");
    ck_assert_str_eq(plan->entity.identifier, "1");
    ck_assert_uint_eq(plan->languages.count, 2);
    ck_assert_str_eq(plan->languages.items[1], "ja");
    ck_assert_uint_eq(plan->periods.count, 3);
    ck_assert_int_eq(plan->periods.items[0]->start, ks_day_from_civil(2002, 4, 1));
    ck_assert_int_eq(plan->periods.items[0]->end, ks_day_from_civil(2002, 6, 30));
    ck_assert_int_eq(plan->periods.items[2]->type, KS_PERIOD_INSTANT);
    ck_assert_str_eq(ks_lang_text_find(plan->periods.items[2]->labels, "ja"), "6月 30日");
    const ks_plan_unit *unit = plan->units.items[2];
    ck_assert_str_eq(unit->numerators[0]->ns, KS_NS_ISO4217);
    ck_assert_str_eq(unit->denominators[0]->ns, plan->ns);
    ck_assert_str_eq(unit->denominators[0]->local, "ADS");
    ks_decimal rate = ks_decimal_from_i64(11985);
    rate = ks_decimal_shift(&rate, -2);
    ck_assert(ks_decimal_equal(&plan->translations.items[0]->rate, &rate));
    finish(plan);
}
END_TEST

START_TEST(test_reads_the_lines)
{
    ks_plan *plan = read_good();
    const ks_plan_statement *statement = plan->statements.items[0];
    ck_assert_str_eq(statement->role_uri, "http://c.example/x/role/operations");
    ck_assert_str_eq(statement->root_concept, "OperationsAbstract");
    ck_assert_str_eq(plan->statements.items[1]->role_uri, "http://c.example/r");
    const ks_plan_line *income = statement->first_line;
    ck_assert_str_eq(income->id, "Income");
    ck_assert_str_eq(income->heading_concept, "IncomeAbstract");
    ck_assert_str_eq(ks_lang_text_find(income->heading, "en"), "Revenues:");
    ck_assert(income->is_total);
    ck_assert_str_eq(income->label_role, KS_ROLE_TOTAL);
    const ks_plan_line *sales = income->first_child;
    ck_assert_str_eq(ks_lang_text_find(sales->labels, "en"), "Net sales");
    ck_assert_str_eq(sales->label_role, KS_ROLE_LABEL);
    ck_assert_ptr_eq(sales->parent, income);
    const ks_plan_line *group = sales->next;
    ck_assert(group->is_heading_only);
    ck_assert_ptr_null(group->concept);
    ck_assert_str_eq(group->heading_concept, "CostsAbstract");
    const ks_plan_line *costs = group->first_child;
    ck_assert(costs->is_reversed);
    ck_assert(costs->weight.is_negative);
    ck_assert_int_eq(costs->settings.scale, 6);
    ck_assert_ptr_null(costs->settings.unit);
    ck_assert_str_eq(costs->label_role, KS_ROLE_NEGATED);
    ck_assert_int_eq(costs->concept->balance, KS_BALANCE_DEBIT);
    const ks_plan_line *begin = income->next;
    ck_assert_int_eq(begin->moment, KS_MOMENT_START);
    ck_assert_str_eq(begin->label_role, KS_ROLE_PERIOD_START);
    ck_assert_ptr_eq(begin->concept, begin->next->concept);
    ck_assert_str_eq(begin->next->label_role, KS_ROLE_PERIOD_END);
    /* A line that only names its concept is called as the concept is. */
    const ks_plan_line *again = plan->statements.items[1]->first_line;
    ck_assert_ptr_eq(again->concept, sales->concept);
    ck_assert_str_eq(ks_lang_text_find(again->labels, "ja"), "売上");
    ck_assert_uint_eq(plan->concepts.count, 4);
    finish(plan);
}
END_TEST

START_TEST(test_reads_the_tables)
{
    ks_plan *plan = read_good();
    const ks_plan_table *table = plan->tables.items[0];
    ck_assert_ptr_eq(table->statement, plan->statements.items[0]);
    ck_assert_str_eq(table->prints.items[0].encoding, "UTF-8");
    ck_assert_uint_eq(table->prints.items[0].header_rows, 2);
    ck_assert_str_eq(table->prints.items[1].file, "t.ja.tsv");
    ck_assert_str_eq(table->prints.items[1].path, "/tmp/t.ja.tsv");
    ks_plan_column *const *columns = table->columns.items;
    ck_assert_uint_eq(table->columns.count, 6);
    ck_assert_int_eq(columns[0]->kind, KS_COLUMN_TRANSLATED);
    ck_assert_uint_eq(columns[0]->number, 2);
    ck_assert_ptr_eq(columns[0]->of, columns[1]);
    ck_assert_str_eq(columns[0]->settings.unit->id, "USD");
    ck_assert_ptr_eq(columns[0]->settings.period, columns[1]->settings.period);
    ck_assert_str_eq(columns[0]->note->mark, "1");
    ck_assert_int_eq(columns[1]->settings.scale, 3);
    ck_assert_str_eq(columns[1]->settings.unit->id, "JPY");
    ck_assert_int_eq(columns[1]->settings.decimals, KS_DECIMALS_NONE);
    ck_assert_str_eq(columns[2]->base_line->id, "Sales");
    ck_assert_int_eq(columns[3]->settings.decimals, KS_DECIMALS_INF);
    ck_assert_ptr_eq(columns[4]->from, columns[3]);
    ck_assert_str_eq(columns[5]->set_aside, "a remark");
    const ks_plan_cell *cells = table->cells.items;
    ck_assert_ptr_eq(cells[0].column, columns[3]);
    ck_assert_str_eq(cells[0].line->id, "Begin");
    ck_assert_str_eq(cells[0].lang, "ja");
    ck_assert_ptr_null(cells[1].column);
    ck_assert_int_eq(cells[1].settings.scale, 0);
    ck_assert_int_eq(cells[1].settings.decimals, -3);
    ck_assert_ptr_null(cells[1].settings.unit);
    ck_assert_str_eq(plan->charts.items[0]->series.items[0]->name, "Sales");
    finish(plan);
}
END_TEST

START_TEST(test_unknown_names)
{
    CHECK_MISTAKES(
        {"period=\"1Q\"/>", "period=\"IQ1\"/>", "plan.unknown-period",
         "there is no period \"IQ1\""},
        {"<facts id=\"old\" period=\"0Q\"", "<facts id=\"old\" period=\"June\"",
         "plan.unknown-period", "there is no period \"June\"; did you mean \"Jun\"?"},
        {"languages=\"en ja\" unit=\"JPY\"", "languages=\"en ja\" unit=\"JPX\"",
         "plan.unknown-unit", "there is no unit \"JPX\"; did you mean \"JPY\"?"},
        {"translation=\"rate\"", "translation=\"rates\"", "plan.unknown-translation",
         "there is no translation \"rates\"; did you mean \"rate\"?"},
        {"<chart id=\"c\" statement=\"operations\"", "<chart id=\"c\" statement=\"operation\"",
         "plan.unknown-statement",
         "there is no statement \"operation\"; did you mean \"operations\"?"},
        {"of=\"jpy\" from=\"old\"", "of=\"jpy\" from=\"odl\"", "plan.unknown-column",
         "this table has no column \"odl\"; did you mean \"old\"?"},
        {"base=\"Sales\"", "base=\"Sale\"", "plan.unknown-line",
         "the statement \"operations\" has no line \"Sale\"; did you mean \"Sales\"?"},
        {"note=\"n\"", "note=\"remark\"", "plan.unknown-note", "this table has no note \"remark\""},
        {"<line concept=\"Sales\"/>", "<line concept=\"Seles\"/>", "plan.unknown-concept",
         "the concept \"Seles\" is defined nowhere in the plan; did you mean \"Sales\"?"},
        {"<series concept=\"Sales\"", "<series concept=\"Saless\"", "plan.unknown-series",
         "the statement \"operations\" shows no concept \"Saless\"; did you mean "
         "\"Sales\"?"},
        {"<title lang=\"en\">Results", "<title lang=\"de\">Results", "plan.unknown-language",
         "\"de\" is none of the filing's languages"},
        {"lang=\"ja\" set-aside", "lang=\"de\" set-aside", "plan.unprinted-language",
         "this table is not printed in the language \"de\""},
        {"encoding=\"Shift_JIS\"", "encoding=\"Shift_JS\"", "plan.unknown-encoding",
         "there is no encoding \"Shift_JS\"; did you mean \"Shift_JIS\"?"});
}
END_TEST

START_TEST(test_units_and_periods)
{
    CHECK_MISTAKES({"end=\"2002-06-30\"", "end=\"2002-03-31\"", "plan.end-before-start",
                    "the period \"1Q\" ends (2002-03-31) before it starts (2002-04-01)"},
                   {"iso4217:USD", "iso4712:USD", "plan.unknown-prefix",
                    "the measure \"iso4712:USD\" has an unknown prefix; did you mean \"iso4217\"?"},
                   {"iso4217:USD", "iso4217:usd", "plan.bad-currency",
                    "\"iso4217:usd\" is no currency: its code has three capital letters, like JPY"},
                   {"per=\"c:ADS\"", "per=\"xbrli:share\"", "plan.unknown-measure",
                    "there is no measure \"xbrli:share\"; did you mean \"xbrli:shares\"?"},
                   {"per=\"c:ADS\"", "per=\"iso4217:JPY\"", "plan.measure-twice",
                    "the unit \"PerADS\" has the measure \"JPY\" above and below the line"},
                   {"from=\"JPY\" to=\"USD\"", "from=\"USD\" to=\"USD\"", "plan.translation-same",
                    "the translation \"rate\" leads from \"USD\" to the same unit"});
}
END_TEST

START_TEST(test_concepts_and_labels)
{
    CHECK_MISTAKES(
        {"<line concept=\"Sales\"/>",
         "<line concept=\"Sales\" type=\"monetary\" period=\"duration\"/>", "plan.concept-twice",
         "the concept \"Sales\" is defined a second time"},
        {"<line concept=\"Sales\"/>",
         "<line concept=\"X\" type=\"pure\"><label "
         "lang=\"en\">X</label></line>",
         "plan.concept-incomplete", "the definition of the concept \"X\" lacks period"},
        {"<line concept=\"Sales\"/>",
         "<line concept=\"X\" type=\"pure\" period=\"instant\" balance=\"debit\"/>",
         "plan.balance-not-monetary", "the concept \"X\" has a balance but is no amount of money"},
        {"<group concept=\"CostsAbstract\">", "<group concept=\"Costs\">",
         "plan.abstract-with-figures",
         "the heading's concept \"Costs\" has figures of its own elsewhere"},
        {"<line concept=\"Sales\"/>",
         "<line concept=\"Sales\"><label lang=\"en\">Turnover</label></line>",
         "plan.label-conflict",
         "the concept \"Sales\" is called \"Turnover\" here and \"Net sales\" elsewhere"},
        {"<label lang=\"ja\">費用</label>", "", "plan.missing-label",
         "the line \"Costs\" has no label in \"ja\", the language of t.ja.tsv"},
        {"http://c.example/r\"", "http://c.example/x/role/operations\"", "plan.role-twice",
         "the statements \"operations\" and \"other\" have the same role"},
        {"<line concept=\"Sales\"/>", "<line concept=\"Sales\" at=\"end\"/>", "plan.at-not-instant",
         "the line \"Sales\" says at=\"end\", but its concept is no balance at a moment"},
        {"sign=\"reversed\"", "sign=\"reversed\" label-role=\"verbose\"", "plan.role-not-negated",
         "the sign of the line \"Costs\" is reversed, but labels of the role "
         "\"http://www.xbrl.org/2003/role/verboseLabel\" do not say so"});
}
END_TEST

START_TEST(test_a_second_definition_shows_the_first)
{
    ks_plan *plan = NULL;
    ck_assert_int_eq(read_changed("<line concept=\"Sales\"/>",
                                  "<line concept=\"Sales\" type=\"monetary\" period=\"duration\"/>",
                                  &plan),
                     KS_REFUSED);
    ck_assert_uint_eq(found.findings[0].related_count, 1);
    finish(plan);
}
END_TEST

START_TEST(test_names_of_lines)
{
    CHECK_MISTAKES({"id=\"End\"", "id=\"Begin\"", "plan.duplicate-line",
                    "the statement \"operations\" has another line \"Begin\""},
                   {"id=\"End\"", "id=\"Sales\"", "plan.duplicate-line",
                    "the statement \"operations\" has another line \"Sales\""},
                   {"<cell line=\"Begin\"", "<cell line=\"Cash\"", "plan.ambiguous-line",
                    "the statement \"operations\" has several lines \"Cash\""});
    /* One of two may do without an id. */
    ks_plan *plan = NULL;
    ck_assert_int_eq(read_changed("id=\"End\"", "", &plan), KS_OK);
    finish(plan);
}
END_TEST

START_TEST(test_sums)
{
    CHECK_MISTAKES(
        {"weight=\"-1\"", "weight=\"1\"", "plan.weight-balance",
         "\"Costs\" (debit) counts with weight 1 in \"Income\" (credit); the weight must "
         "be below zero"},
        {"balance=\"debit\" weight=\"-1\"", "balance=\"credit\" weight=\"-1\"",
         "plan.weight-balance",
         "\"Costs\" (credit) counts with weight -1 in \"Income\" (credit); the weight "
         "must be above zero"},
        {"<group ", "<line concept=\"Cash\" id=\"C\"/><group ", "plan.sum-periods",
         "\"C\" and \"Income\" cannot add up: one is a balance, the other a flow"},
        {"<group ", "<line concept=\"Income\" id=\"I\"/><group ", "plan.sum-of-itself",
         "\"I\" would be added to itself"},
        {"<group ", "<line concept=\"Sales\" id=\"S\"/><group ", "plan.sum-twice",
         "\"S\" is added to \"Income\" twice"},
        {"<group ",
         "<line concept=\"T\" type=\"string\" period=\"duration\"><label "
         "lang=\"en\">T</label><label lang=\"ja\">T</label></line><group ",
         "plan.sum-not-numeric", "\"T\" and \"Income\" cannot add up: they are not both numbers"});
    ks_plan *plan = NULL;
    ck_assert_int_eq(
        read_changed("<group ", "<line concept=\"Cash\" id=\"C\" weight=\"0\"/><group ", &plan),
        KS_OK);
    finish(plan);
}
END_TEST

START_TEST(test_columns)
{
    CHECK_MISTAKES(
        {"<facts id=\"jpy\" period=\"1Q\"/>", "<facts id=\"jpy\"/>", "plan.no-period",
         "neither the column \"jpy\" nor its table says the period"},
        {"id=\"chg\" of=\"jpy\"", "id=\"chg\" of=\"pct\"", "plan.column-no-amounts",
         "the column \"chg\" cannot be made from \"pct\", which is no column of amounts"},
        {"id=\"usd\" of=\"jpy\"", "id=\"usd\" of=\"usd\"", "plan.column-no-amounts",
         "the column \"usd\" cannot be made from \"usd\", which is no column of original "
         "amounts"},
        {"translation=\"rate\"", "translation=\"rate\" unit=\"JPY\"", "plan.translated-unit",
         "the column \"usd\" is in \"JPY\", but its translation gives \"USD\""},
        {"translation=\"rate\"", "translation=\"rate\" period=\"0Q\"", "plan.translated-period",
         "the column \"usd\" is of period \"0Q\", but what it translates is of \"1Q\""},
        {"<facts id=\"jpy\"", "<facts id=\"jpy\" unit=\"PerADS\"", "plan.translated-from",
         "the column \"jpy\" is in \"PerADS\", but the translation is from \"JPY\""},
        {"<print lang=\"en\" file=\"t.en.tsv\" header-rows=\"2\"/>\n"
         "<print lang=\"ja\" file=\"t.ja.tsv\" encoding=\"Shift_JIS\"/>\n",
         "", "plan.no-print", "the table \"t\" has no <print>"});
}
END_TEST

START_TEST(test_a_cell_that_says_nothing_is_a_warning)
{
    ks_plan *plan = NULL;
    ck_assert_int_eq(read_changed(" scale=\"0\" decimals=\"-3\"", "", &plan), KS_OK);
    ck_assert_uint_eq(found.count, 1);
    ck_assert_str_eq(found.findings[0].id, "plan.empty-cell");
    finish(plan);
}
END_TEST

START_TEST(test_schema_and_syntax)
{
    ks_plan *plan = NULL;
    ck_assert_int_eq(read_changed("</filing>", "</filling>", &plan), KS_REFUSED);
    ck_assert_str_eq(found.findings[found.count - 1].id, "xml.malformed");
    finish(plan);
    ck_assert_int_eq(read_changed("rate=\"119.85\"", "rate=\"much\"", &plan), KS_REFUSED);
    ck_assert_uint_eq(found.findings[0].place.line, 16);
    finish(plan);
    ck_assert_int_eq(read_changed("id=\"USD\"", "id=\"JPY\"", &plan), KS_REFUSED);
    ck_assert_uint_eq(found.findings[0].place.line, 13);
    finish(plan);
    ck_assert_int_eq(read_changed("利益", "\x97\x98\x89\x76", &plan), KS_REFUSED);
    ck_assert_str_eq(found.findings[0].id, "io.broken-sequence");
    finish(plan);
}
END_TEST

START_TEST(test_all_findings_come_in_one_run)
{
    ks_plan *plan = NULL;
    ck_assert_int_eq(read_changed("<table id=\"t\" statement=\"operations\" scale=\"3\">",
                                  "<table id=\"t\" statement=\"oprations\" unit=\"Y\">", &plan),
                     KS_REFUSED);
    ck_assert_uint_eq(found.count, 2);
    ck_assert_uint_eq(found.findings[0].place.line, found.findings[1].place.line);
    finish(plan);
}
END_TEST

START_TEST(test_the_sample_is_a_good_plan)
{
    found.count = 0;
    ks_sink_init(&sink, see, NULL, KS_LANG_EN);
    ks_names_init(&names);
    ks_plan *plan = NULL;
    ks_status status =
        ks_read_plan(KS_SOURCE_DIR "/samples/iij-1q02/plan.xml", &names, &sink, &plan);
    ck_assert_msg(found.count == 0, "%s", found.findings[0].message);
    ck_assert_int_eq(status, KS_OK);
    ck_assert_uint_eq(plan->tables.count, 9);
    ck_assert_uint_eq(plan->axes.count, 3);
    finish(plan);
}
END_TEST

static bool read_short(void)
{
    ks_plan *plan = NULL;
    ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
    ks_names_init(&names);
    ks_status status = ks_read_plan(path, &names, &sink, &plan);
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    ck_assert_uint_eq(ks_sink_errors(&sink), 0);
    finish(plan);
    return status == KS_OK;
}

START_TEST(test_every_allocation_may_fail)
{
    write_plan(PLAN, sizeof PLAN - 1);
    fail_each_allocation(read_short);
    unlink(path);
}
END_TEST

KS_TEST_MAIN("read_plan", test_reads_the_basics, test_reads_the_lines, test_reads_the_tables,
             test_unknown_names, test_units_and_periods, test_concepts_and_labels,
             test_a_second_definition_shows_the_first, test_names_of_lines, test_sums, test_columns,
             test_a_cell_that_says_nothing_is_a_warning, test_schema_and_syntax,
             test_all_findings_come_in_one_run, test_the_sample_is_a_good_plan,
             test_every_allocation_may_fail)
