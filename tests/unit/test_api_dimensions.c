/* Dimensions 1.0 from documents to findings: small taxonomies and instances, each told in a line.
 * What a tale adds to the schema stands on line 2 of t.xsd; its first arc on line 2 of def.xml,
 * each further one on the next; the context on line 2 of i.xbrl, a fact on each line after it.
 *
 * Arcs: "P all H seg closed; H hd A >r2; A dd D off", a role after another behind "|". Contexts:
 * "seg A=M B=N scen T~5". */
#include "test.h"

#include <string.h>

#include "check_dimensions.h"
#include "check_dimensions_taxonomy.h"
#include "io_resolve.h"
#include "model_dimensions.h"
#include "read_instance.h"
#include "read_taxonomy.h"

#define ARCROLE "http://xbrl.org/int/dim/arcrole/"
#define ROLE    "http://example.com/"

static const char *const CONCEPTS[] = {"P", "Q", "Up", "H", "I",   "A", "B", "T",
                                       "D", "M", "N",  "O", "Tup", "X", "Y"};

static const char SCHEMA[] =
    "<xsd:schema xmlns:xsd='http://www.w3.org/2001/XMLSchema' xmlns:t='http://example.com/t'"
    " xmlns:xbrli='http://www.xbrl.org/2003/instance' xmlns:xbrldt='http://xbrl.org/2005/xbrldt'"
    " xmlns:link='http://www.xbrl.org/2003/linkbase' xmlns:xlink='http://www.w3.org/1999/xlink'"
    " targetNamespace='http://example.com/t' elementFormDefault='qualified'>"
    "<xsd:annotation><xsd:appinfo>"
    "<link:roleType id='r1' roleURI='" ROLE "r1'><link:usedOn>link:definitionLink</link:usedOn>"
    "</link:roleType><link:roleType id='r2' roleURI='" ROLE "r2'>"
    "<link:usedOn>link:definitionLink</link:usedOn></link:roleType>"
    "<link:roleType id='r3' roleURI='" ROLE "r3'><link:usedOn>link:definitionLink</link:usedOn>"
    "</link:roleType>"
    "<link:linkbaseRef xlink:type='simple' xlink:href='def.xml'"
    " xlink:arcrole='http://www.w3.org/1999/xlink/properties/linkbase'/>"
    "</xsd:appinfo></xsd:annotation>"
    "<xsd:import namespace='http://www.xbrl.org/2003/instance'"
    " schemaLocation='http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"
    "<xsd:import namespace='http://xbrl.org/2005/xbrldt'"
    " schemaLocation='http://www.xbrl.org/2005/xbrldt-2005.xsd'/>"
    "<xsd:element name='value' id='value' type='xsd:integer'/>"
    "<xsd:element name='ghost' id='ghost' type='xsd:integer' abstract='true'/>"
    "<xsd:element name='Tup' id='Tup' substitutionGroup='xbrli:tuple'><xsd:complexType/>"
    "</xsd:element>";

static void add_item(ks_str *out, const char *name, const char *group, const char *more)
{
    ks_str_addf(out,
                "<xsd:element name='%s' id='%s' type='xbrli:stringItemType' nillable='true'"
                " substitutionGroup='%s' xbrli:periodType='duration' %s/>",
                name, name, group, more);
}

/* `more` are declarations of X and Y, where a test needs them. */
static void write_schema(ks_str *out, const char *more)
{
    static const char *const ITEMS[] = {"P", "Q", "D", "M", "N", "O"};
    ks_str_add(out, SCHEMA);
    for (size_t i = 0; i < sizeof ITEMS / sizeof *ITEMS; i++) {
        add_item(out, ITEMS[i], "xbrli:item", "");
    }
    add_item(out, "Up", "xbrli:item", "abstract='true'");
    add_item(out, "H", "xbrldt:hypercubeItem", "abstract='true'");
    add_item(out, "I", "xbrldt:hypercubeItem", "abstract='true'");
    add_item(out, "A", "xbrldt:dimensionItem", "abstract='true'");
    add_item(out, "B", "xbrldt:dimensionItem", "abstract='true'");
    add_item(out, "T", "xbrldt:dimensionItem", "abstract='true' xbrldt:typedDomainRef='#value'");
    ks_str_addf(out, "\n%s\n</xsd:schema>", more);
}

static const char *find_arcrole(ks_sv word)
{
    static const char *const WORDS[][2] = {
        {"all", "all"},
        {"notAll", "notAll"},
        {"hd", "hypercube-dimension"},
        {"dd", "dimension-domain"},
        {"dm", "domain-member"},
        {"df", "dimension-default"},
    };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (ks_sv_is(word, WORDS[i][0])) {
            return WORDS[i][1];
        }
    }
    ck_abort_msg("no arcrole \"%.*s\"", KS_SV_ARG(word));
    return NULL;
}

static void write_arc(ks_str *out, ks_sv words, size_t number)
{
    ks_sv from = ks_sv_next_token(&words);
    ks_sv arcrole = ks_sv_next_token(&words);
    ks_sv to = ks_sv_next_token(&words);
    if (from.len == 0) {
        return;
    }
    ks_str_addf(out,
                "\n<link:definitionArc xlink:type='arc' xlink:arcrole='" ARCROLE "%s' order='%zu'"
                " xlink:from='%.*s' xlink:to='%.*s'",
                find_arcrole(arcrole), number, KS_SV_ARG(from), KS_SV_ARG(to));
    ks_sv word;
    while ((word = ks_sv_next_token(&words)).len > 0) {
        if (ks_sv_is(word, "seg") || ks_sv_is(word, "scen")) {
            ks_str_addf(out, " xbrldt:contextElement='%s'", word.len == 3 ? "segment" : "scenario");
        } else if (word.ptr[0] == '>') {
            ks_str_addf(out, " xbrldt:targetRole='" ROLE "%.*s'", (int)word.len - 1, word.ptr + 1);
        } else {
            ks_str_addf(out, " xbrldt:%s",
                        ks_sv_is(word, "closed") ? "closed='true'" : "usable='false'");
        }
    }
    ks_str_add(out, "/>");
}

static void write_link(ks_str *out, ks_sv arcs, size_t number)
{
    ks_str_addf(out, "<link:definitionLink xlink:type='extended' xlink:role='" ROLE "r%zu'>",
                number);
    for (size_t i = 0; i < sizeof CONCEPTS / sizeof *CONCEPTS; i++) {
        if (CONCEPTS[i][0] != 'X' && CONCEPTS[i][0] != 'Y') {
            ks_str_addf(out,
                        "<link:loc xlink:type='locator' xlink:href='t.xsd#%s' xlink:label='%s'/>",
                        CONCEPTS[i], CONCEPTS[i]);
        }
    }
    for (size_t i = 1; arcs.ptr != NULL; i++) {
        write_arc(out, ks_sv_cut(&arcs, ';'), i);
    }
    ks_str_add(out, "</link:definitionLink>");
}

static void write_linkbase(ks_str *out, const char *arcs)
{
    static const char *const ARCROLES[] = {
        "all",           "notAll",           "hypercube-dimension", "dimension-domain",
        "domain-member", "dimension-default"};
    ks_str_add(out, "<link:linkbase xmlns:link='http://www.xbrl.org/2003/linkbase'"
                    " xmlns:xlink='http://www.w3.org/1999/xlink'"
                    " xmlns:xbrldt='http://xbrl.org/2005/xbrldt'>");
    for (size_t i = 1; i <= 3; i++) {
        ks_str_addf(out,
                    "<link:roleRef roleURI='" ROLE "r%zu' xlink:type='simple'"
                    " xlink:href='t.xsd#r%zu'/>",
                    i, i);
    }
    for (size_t i = 0; i < sizeof ARCROLES / sizeof *ARCROLES; i++) {
        ks_str_addf(out,
                    "<link:arcroleRef arcroleURI='" ARCROLE "%s' xlink:type='simple'"
                    " xlink:href='http://www.xbrl.org/2005/xbrldt-2005.xsd#%s'/>",
                    ARCROLES[i], ARCROLES[i]);
    }
    ks_sv rest = ks_sv_from(arcs);
    for (size_t i = 1; rest.ptr != NULL; i++) {
        write_link(out, ks_sv_cut(&rest, '|'), i);
    }
    ks_str_add(out, "</link:linkbase>");
}

static void write_member(ks_str *out, ks_sv word)
{
    ks_sv value = word;
    if (memchr(word.ptr, '=', word.len) != NULL) {
        ks_sv axis = ks_sv_cut(&value, '=');
        ks_str_addf(out, "<d:explicitMember dimension='t:%.*s'>t:%.*s</d:explicitMember>",
                    KS_SV_ARG(axis), KS_SV_ARG(value));
    } else if (memchr(word.ptr, '~', word.len) != NULL) {
        ks_sv axis = ks_sv_cut(&value, '~');
        const char *name = value.ptr[0] == '!' ? "other" : "value";
        ks_str_addf(out, "<d:typedMember dimension='t:%.*s'><t:%s>%.*s</t:%s></d:typedMember>",
                    KS_SV_ARG(axis), name, KS_SV_ARG(value), name);
    } else {
        ks_str_addf(out, "<f:%.*s xmlns:f='http://example.com/free'/>", KS_SV_ARG(word));
    }
}

static void write_context(ks_str *out, ks_sv words)
{
    const char *container = NULL;
    ks_sv word;
    ks_str scenario;
    ks_str_init(&scenario);
    ks_str_add(out, "\n<x:context id='c'><x:entity><x:identifier scheme='http://example.com'>1"
                    "</x:identifier>");
    while ((word = ks_sv_next_token(&words)).len > 0) {
        if (ks_sv_is(word, "seg") || ks_sv_is(word, "scen")) {
            container = word.len == 3 ? "segment" : "scenario";
            ks_str_add(word.len == 3 ? out : &scenario,
                       word.len == 3 ? "<x:segment>" : "<x:scenario>");
            continue;
        }
        write_member(scenario.len > 0 ? &scenario : out, word);
        if (scenario.len == 0 &&
            (words.len == 0 || ks_sv_starts(ks_sv_trim(words), KS_SV("scen")))) {
            ks_str_add(out, "</x:segment>");
        }
    }
    ck_assert(container != NULL || scenario.len == 0);
    ks_str_add(out, "</x:entity><x:period><x:startDate>2001-01-01</x:startDate>"
                    "<x:endDate>2001-12-31</x:endDate></x:period>");
    ks_str_add_sv(out, ks_str_view(&scenario));
    ks_str_add(out, scenario.len > 0 ? "</x:scenario></x:context>" : "</x:context>");
    ks_str_release(&scenario);
}

static void write_instance(ks_str *out, const char *context, const char *items)
{
    ks_sv rest = ks_sv_from(items);
    ks_sv item;
    ks_str_add(out, "<x:xbrl xmlns:x='http://www.xbrl.org/2003/instance'"
                    " xmlns:link='http://www.xbrl.org/2003/linkbase'"
                    " xmlns:xlink='http://www.w3.org/1999/xlink'"
                    " xmlns:d='http://xbrl.org/2006/xbrldi' xmlns:t='http://example.com/t'>"
                    "<link:schemaRef xlink:type='simple' xlink:href='t.xsd'/>");
    write_context(out, ks_sv_from(context));
    while ((item = ks_sv_next_token(&rest)).len > 0) {
        ks_str_addf(out, "\n<t:%.*s contextRef='c'>1</t:%.*s>", KS_SV_ARG(item), KS_SV_ARG(item));
    }
    ks_str_add(out, "</x:xbrl>");
}

typedef struct tale {
    const char *schema; /* more declarations, or "" */
    const char *arcs;
    const char *context; /* NULL: the taxonomy alone */
    const char *items;
    const char *expected; /* "id file:line" of each finding about dimensions, a comma between */
} tale;

static void note_id(const ks_finding *finding, void *user)
{
    ks_str *out = user;
    if (ks_sv_starts(ks_sv_from(finding->id), KS_SV("dimension."))) {
        ks_str_addf(out, "%s%s %s:%u", out->len > 0 ? ", " : "", finding->id, finding->place.file,
                    finding->place.line);
    }
}

static ks_status put(ks_io_resolver *resolver, const char *name, ks_str *text)
{
    ck_assert_int_eq(ks_str_status(text), KS_OK);
    ks_status status = ks_io_resolver_put(resolver, name, ks_str_view(text));
    ks_str_clear(text);
    return status;
}

typedef ks_status (*look_fn)(const ks_taxonomy *taxonomy, const ks_instance *instance,
                             ks_sink *sink);

static ks_status judge(const ks_taxonomy *taxonomy, const ks_instance *instance, ks_sink *sink)
{
    ks_status status = ks_check_dimensions_taxonomy(taxonomy, sink);
    return status == KS_OK && instance != NULL ? ks_check_dimensions(instance, sink) : status;
}

static void read_tale(const tale *told, look_fn look, ks_sink *sink)
{
    ks_names names;
    ks_io_resolver resolver;
    ks_report_pair report = {NULL, NULL};
    ks_str text;
    ks_str_init(&text);
    ks_names_init(&names);
    ks_io_resolver_init(&resolver, NULL, 0);
    write_schema(&text, told->schema);
    ck_assert_int_eq(put(&resolver, "t.xsd", &text), KS_OK);
    write_linkbase(&text, told->arcs);
    ck_assert_int_eq(put(&resolver, "def.xml", &text), KS_OK);
    write_instance(&text, told->context == NULL ? "" : told->context,
                   told->items == NULL ? "" : told->items);
    ck_assert_int_eq(put(&resolver, "i.xbrl", &text), KS_OK);
    ck_assert_int_eq(ks_read_report_taxonomy("i.xbrl", &names, &resolver, sink, &report.taxonomy),
                     KS_OK);
    ck_assert_int_eq(ks_read_instance_checked("i.xbrl", &names, &resolver, report.taxonomy, NULL,
                                              NULL, sink, &report.instance),
                     KS_OK);
    ck_assert_int_eq(look(report.taxonomy, report.instance, sink), KS_OK);
    ks_report_pair_release(&report);
    ks_io_resolver_release(&resolver);
    ks_names_release(&names);
    ks_str_release(&text);
}

static void expect(const tale *told)
{
    ks_str found;
    ks_sink sink;
    ks_str_init(&found);
    ks_sink_init(&sink, note_id, &found, KS_LANG_EN);
    read_tale(told, judge, &sink);
    ck_assert_msg(strcmp(found.ptr, told->expected) == 0, "%s / %s / %s: \"%s\", not \"%s\"",
                  told->arcs, told->context == NULL ? "" : told->context,
                  told->items == NULL ? "" : told->items, found.ptr, told->expected);
    ks_str_release(&found);
}

#define TAXONOMY(arcs, expected)                                                                   \
    {                                                                                              \
        "", arcs, NULL, NULL, expected                                                             \
    }
#define DECLARED(schema, arcs, expected)                                                           \
    {                                                                                              \
        schema, arcs, NULL, NULL, expected                                                         \
    }
#define ELEMENT(name, group, more)                                                                 \
    "<xsd:element name='" name "' id='" name "' type='xbrli:stringItemType'"                       \
    " substitutionGroup='" group "' xbrli:periodType='duration' " more "/>"

START_TEST(test_tells_every_error_of_a_taxonomy)
{
    static const tale TALES[] = {
        TAXONOMY("P all H seg; H hd A; A dd D; D dm M; A df D", ""),
        DECLARED(ELEMENT("X", "xbrldt:hypercubeItem", ""), "",
                 "dimension.hypercube-not-abstract t.xsd:2"),
        DECLARED(ELEMENT("X", "t:H", ""), "", "dimension.hypercube-not-abstract t.xsd:2"),
        DECLARED(ELEMENT("X", "xbrldt:dimensionItem", ""), "",
                 "dimension.axis-not-abstract t.xsd:2"),
        TAXONOMY("P hd A", "dimension.axis-of-no-hypercube def.xml:2"),
        TAXONOMY("Tup hd A", "dimension.axis-of-no-hypercube def.xml:2"),
        TAXONOMY("H hd M", "dimension.no-axis-in-hypercube def.xml:2"),
        TAXONOMY("A all H seg", "dimension.cube-of-no-item def.xml:2"),
        TAXONOMY("Tup notAll H scen", "dimension.cube-of-no-item def.xml:2"),
        TAXONOMY("P all A seg", "dimension.no-cube-of-item def.xml:2"),
        TAXONOMY("P all H", "dimension.no-context-element def.xml:2"),
        TAXONOMY("P notAll H", "dimension.no-context-element def.xml:2"),
        TAXONOMY("P all H seg >nowhere", "dimension.target-role-unknown def.xml:2"),
        TAXONOMY("D dm M >nowhere", "dimension.target-role-unknown def.xml:2"),
        TAXONOMY("A df M >nowhere", ""),
        DECLARED(ELEMENT("X", "xbrli:item", "xbrldt:typedDomainRef='#value'"), "",
                 "dimension.typed-ref-misplaced t.xsd:2"),
        DECLARED("<xsd:element name='X' xbrldt:typedDomainRef='#value' type='xsd:integer'/>", "",
                 "dimension.typed-ref-misplaced t.xsd:2"),
        DECLARED(
            ELEMENT("X", "xbrldt:dimensionItem", "abstract='1' xbrldt:typedDomainRef='#ghost'"), "",
            "dimension.typed-ref-no-element t.xsd:2"),
        DECLARED(ELEMENT("X", "xbrldt:dimensionItem", "abstract='1' xbrldt:typedDomainRef='#r1'"),
                 "", "dimension.typed-ref-no-element t.xsd:2"),
        DECLARED(ELEMENT("X", "xbrldt:dimensionItem", "abstract='1' xbrldt:typedDomainRef='t.xsd'"),
                 "", "dimension.typed-ref-no-fragment t.xsd:2"),
        DECLARED(
            ELEMENT("X", "xbrldt:dimensionItem", "abstract='1' xbrldt:typedDomainRef='u.xsd#a'"),
            "", "dimension.typed-ref-outside t.xsd:2"),
        TAXONOMY("P dd D", "dimension.domain-of-no-axis def.xml:2"),
        TAXONOMY("T dd D", "dimension.domain-of-no-axis def.xml:2"),
        TAXONOMY("A dd H", "dimension.no-domain-of-axis def.xml:2"),
        TAXONOMY("A dm M", "dimension.member-of-no-item def.xml:2"),
        TAXONOMY("D dm B", "dimension.no-member-of-item def.xml:2"),
        TAXONOMY("D dm Tup", "dimension.no-member-of-item def.xml:2"),
        TAXONOMY("H df M", "dimension.default-of-no-axis def.xml:2"),
        TAXONOMY("A df B", "dimension.no-default-of-axis def.xml:2"),
        TAXONOMY("A df M; A df N", "dimension.two-defaults def.xml:3"),
        TAXONOMY("A df M | A df N", "dimension.two-defaults def.xml:3"),
        TAXONOMY("A df M | A df M", ""),
        TAXONOMY("P all H seg; H hd A; A dd P", "dimension.item-is-member def.xml:2"),
        TAXONOMY("Up all H seg; Up dm P; H hd A; A dd D; D dm P",
                 "dimension.item-is-member def.xml:2"),
        TAXONOMY("Up all H seg; Up dm P; H hd A; A dd D; D dm P off", ""),
        TAXONOMY("P all H seg; H hd A; A dd D | Q all I seg; I hd A; A dd P", ""),
        TAXONOMY("P all H seg; H hd A; A dd D; D dm M >r2 | M dm D",
                 "dimension.member-cycle def.xml:6"),
        TAXONOMY("P all H seg; H hd A; D dm M >r2 | M dm D", ""),
        TAXONOMY("P all H seg; H hd A; D dm M; A dd D; A dd M >r2 | M dm D",
                 "dimension.member-cycle def.xml:4"),
        TAXONOMY("P all H seg; H hd A; H hd A >r2", "dimension.twice def.xml:4"),
        TAXONOMY("P all H seg; H hd A; A dd D; A dd D off", "dimension.twice def.xml:5"),
    };
    for (size_t i = 0; i < sizeof TALES / sizeof *TALES; i++) {
        expect(&TALES[i]);
    }
}
END_TEST

#define ONE "P all H seg; H hd A; A dd D; D dm M; D dm N off"

START_TEST(test_tells_every_error_of_a_context)
{
    static const tale TALES[] = {
        {"", ONE "; A df D", "seg A=M", "P", ""},
        {"", ONE "; A df D", "seg A=D", "", "dimension.default-used i.xbrl:2"},
        {"", ONE, "seg A=M A=N", "P", "dimension.repeated i.xbrl:2"},
        {"", ONE, "seg A=M scen A=M", "", "dimension.repeated i.xbrl:2"},
        {"", ONE, "seg T~1 scen T~2", "", "dimension.repeated i.xbrl:2"},
        {"", ONE, "seg A~1", "P", "dimension.not-typed i.xbrl:2"},
        {"", ONE, "seg Zz~1", "", "dimension.not-typed i.xbrl:2"},
        {"", ONE, "seg T=M", "", "dimension.not-explicit i.xbrl:2"},
        {"", ONE, "seg H=M", "", "dimension.not-explicit i.xbrl:2"},
        {"", ONE, "seg Zz=M", "", "dimension.not-explicit i.xbrl:2"},
        {"", ONE, "seg A=Nobody", "P", "dimension.unknown-member i.xbrl:2"},
        {"", "", "seg A=value", "", ""},
        {"", "", "seg T~7", "", ""},
        {"", "", "seg T~!7", "", "dimension.typed-content i.xbrl:2"},
        {"", "", "seg T~7</t:value><t:value>8", "", "dimension.typed-content i.xbrl:2"},
        {"", "", "seg T~seven", "", "dimension.typed-content i.xbrl:2"},
        {"", "", "seg T~seven T~7", "",
         "dimension.typed-content i.xbrl:2, dimension.repeated i.xbrl:2"},
    };
    for (size_t i = 0; i < sizeof TALES / sizeof *TALES; i++) {
        expect(&TALES[i]);
    }
}
END_TEST

#define TWO "P all H seg; H hd A; H hd T; A dd D; D dm M"

START_TEST(test_judges_facts_by_their_hypercubes)
{
    static const tale TALES[] = {
        {"", ONE, "", "Q", ""},
        {"", ONE, "", "P", "dimension.missing i.xbrl:3"},
        {"", ONE, "seg A=M", "P P P", ""},
        {"", ONE, "seg A=D", "P", ""},
        {"", ONE, "seg A=O", "P P",
         "dimension.not-a-member i.xbrl:3, dimension.not-a-member i.xbrl:4"},
        {"", ONE, "seg A=value", "P", "dimension.not-a-member i.xbrl:3"},
        {"", ONE, "seg A=N", "P", "dimension.unusable-member i.xbrl:3"},
        {"", ONE, "scen A=M", "P", "dimension.elsewhere i.xbrl:3"},
        {"", ONE "; A df N", "", "P", "dimension.unusable-member i.xbrl:3"},
        {"", ONE "; A df D", "", "P", ""},
        {"", ONE "; A df O", "", "P", "dimension.not-a-member i.xbrl:3"},
        {"", "P all H seg; H hd A", "seg A=M", "P", "dimension.not-a-member i.xbrl:3"},
        {"", TWO, "seg A=M T~1", "P", ""},
        {"", TWO, "seg A=M", "P", "dimension.missing i.xbrl:3"},
        /* open and closed */
        {"", "P all H seg", "seg A=M", "P", ""},
        {"", "P all H seg closed", "seg A=M", "P", "dimension.unexpected i.xbrl:3"},
        {"", "P all H seg closed", "scen A=M", "P", ""},
        {"", "P all H seg closed", "seg free", "P", "dimension.other-content i.xbrl:3"},
        {"", "P all H scen closed", "seg free", "P", ""},
        {"", "P all H seg", "seg free", "P", ""},
        /* notAll */
        {"", "P notAll H seg; H hd A; A dd M", "seg A=M", "P", "dimension.excluded i.xbrl:3"},
        {"", "P notAll H seg; H hd A; A dd M", "seg A=N", "P", ""},
        {"", "P notAll H seg; H hd A; A dd M", "", "P", ""},
        {"", "P notAll H seg closed; H hd A; A dd M", "seg A=M B=N", "P", ""},
        {"", "P all H seg; P notAll I seg; H hd A; A dd D; D dm M; I hd A >r2 | A dd M", "seg A=M",
         "P", "dimension.excluded i.xbrl:3"},
        {"", "P all H seg; P notAll I seg; H hd A; A dd D; D dm M; I hd A >r2 | A dd M", "seg A=D",
         "P", ""},
        /* roles: one of them is enough, and within one all hypercubes hold */
        {"", "P all H seg; H hd A; A dd M | P all H seg; H hd A; A dd N", "seg A=N", "P", ""},
        {"", "P all H seg; H hd A; A dd M | P all H seg; H hd A; A dd N", "seg A=O", "P",
         "dimension.not-a-member i.xbrl:3"},
        {"", "P all H seg; P all I seg; H hd A; I hd B; A dd M; B dd N", "seg A=M", "P",
         "dimension.missing i.xbrl:3"},
        {"", "P all H seg; P all I seg; H hd A; I hd B; A dd M; B dd N", "seg A=M B=N", "P", ""},
        /* inheritance, along target roles, and only there */
        {"", "Up all H seg; Up dm P; P dm Q; H hd A; A dd M", "seg A=M", "P Q", ""},
        {"", "Up all H seg; Up dm P; P dm Q; H hd A; A dd M", "", "Q",
         "dimension.missing i.xbrl:3"},
        {"", "Up all H seg; Up dm P >r2; P dm Q; H hd A; A dd M", "", "Q", ""},
        {"", "Up all H seg; Up dm P >r2; H hd A; A dd M | P dm Q", "", "Q",
         "dimension.missing i.xbrl:3"},
        {"", "Up all H seg; Up dm P off; H hd A; A dd M", "", "P", "dimension.missing i.xbrl:3"},
        /* domains behind target roles */
        {"", "P all H seg >r2 | H hd A >r3 | A dd D; D dm M", "seg A=M", "P", ""},
        {"", "P all H seg; H hd A; A dd D >r2; D dm N | D dm M", "seg A=N", "P",
         "dimension.not-a-member i.xbrl:3"},
        {"", "P all H seg; H hd A; A dd D >r2 | D dm M >r3 | M dm N", "seg A=N", "P", ""},
        /* what one relationship makes unusable is so in the whole domain */
        {"", "P all H seg; H hd A; A dd D; A dd O >r2; D dm M | O dm M off", "seg A=M", "P",
         "dimension.unusable-member i.xbrl:3"},
        {"", "P all H seg; H hd A; A dd D >r2 | D dm M off | D dm M", "seg A=M", "P",
         "dimension.unusable-member i.xbrl:3"},
    };
    for (size_t i = 0; i < sizeof TALES / sizeof *TALES; i++) {
        expect(&TALES[i]);
    }
}
END_TEST

static ks_status look_at_model(const ks_taxonomy *taxonomy, const ks_instance *instance,
                               ks_sink *sink)
{
    (void)instance;
    (void)sink;
    const ks_dimensions *dimensions = taxonomy->dimensions;
    /* Two hypercubes lead to one domain, which is there once. */
    ck_assert_uint_eq(dimensions->groups.count, 2);
    ck_assert_uint_eq(dimensions->axes.count, 2);
    ck_assert_uint_eq(dimensions->domains.count, 1);
    const ks_domain *domain = dimensions->domains.items[0];
    ck_assert_str_eq(domain->dimension->name->local, "A");
    ck_assert_uint_eq(domain->part_count, 1);
    ck_assert_uint_eq(domain->parts[0].tree->count, 2);
    const ks_concept *item = dimensions->groups.items[0]->source;
    ks_cube_groups groups = ks_dimensions_cubes(dimensions, item);
    ck_assert_uint_eq(groups.count, 1);
    ck_assert(groups.items[0]->cubes[0].is_closed);
    ck_assert(!groups.items[0]->cubes[0].is_scenario);
    ck_assert_str_eq(ks_dimensions_default(dimensions, domain->dimension)->name->local, "D");
    return KS_OK;
}

START_TEST(test_shares_domains)
{
    static const tale TOLD = {"",
                              "P all H seg closed; H hd A >r3; A df D | Q all I scen; I hd A >r3 | "
                              "A dd D; D dm M; D dm N",
                              NULL, NULL, ""};
    ks_sink sink;
    ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
    read_tale(&TOLD, look_at_model, &sink);
}
END_TEST

KS_TEST_MAIN("api_dimensions", test_tells_every_error_of_a_taxonomy,
             test_tells_every_error_of_a_context, test_judges_facts_by_their_hypercubes,
             test_shares_domains)
