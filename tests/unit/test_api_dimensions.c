/* Dimensions 1.0 from documents to findings: small taxonomies and instances, each told in a line.
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
    ks_str_add(out, more);
    ks_str_add(out, "</xsd:schema>");
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
                "<link:definitionArc xlink:type='arc' xlink:arcrole='" ARCROLE "%s' order='%zu'"
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
    ks_str_add(out, "<x:context id='c'><x:entity><x:identifier scheme='http://example.com'>1"
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
        ks_str_addf(out, "<t:%.*s contextRef='c'>1</t:%.*s>", KS_SV_ARG(item), KS_SV_ARG(item));
    }
    ks_str_add(out, "</x:xbrl>");
}

typedef struct tale {
    const char *schema; /* more declarations, or "" */
    const char *arcs;
    const char *context; /* NULL: the taxonomy alone */
    const char *items;
    const char *expected; /* ids, the "dimension." left out, each with a space behind it */
} tale;

static void note_id(const ks_finding *finding, void *user)
{
    ks_sv id = ks_sv_from(finding->id);
    ks_sv family = KS_SV("dimension.");
    if (ks_sv_starts(id, family)) {
        ks_str_add((ks_str *)user, id.ptr + family.len);
        ks_str_add_char((ks_str *)user, ' ');
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
        DECLARED(ELEMENT("X", "xbrldt:hypercubeItem", ""), "", "hypercube-not-abstract "),
        DECLARED(ELEMENT("X", "t:H", ""), "", "hypercube-not-abstract "),
        DECLARED(ELEMENT("X", "xbrldt:dimensionItem", ""), "", "axis-not-abstract "),
        TAXONOMY("P hd A", "axis-of-no-hypercube "),
        TAXONOMY("Tup hd A", "axis-of-no-hypercube "),
        TAXONOMY("H hd M", "no-axis-in-hypercube "),
        TAXONOMY("A all H seg", "cube-of-no-item "),
        TAXONOMY("Tup notAll H scen", "cube-of-no-item "),
        TAXONOMY("P all A seg", "no-cube-of-item "),
        TAXONOMY("P all H", "no-context-element "),
        TAXONOMY("P notAll H", "no-context-element "),
        TAXONOMY("P all H seg >nowhere", "target-role-unknown "),
        TAXONOMY("D dm M >nowhere", "target-role-unknown "),
        TAXONOMY("A df M >nowhere", ""),
        DECLARED(ELEMENT("X", "xbrli:item", "xbrldt:typedDomainRef='#value'"), "",
                 "typed-ref-misplaced "),
        DECLARED("<xsd:element name='X' xbrldt:typedDomainRef='#value' type='xsd:integer'/>", "",
                 "typed-ref-misplaced "),
        DECLARED(
            ELEMENT("X", "xbrldt:dimensionItem", "abstract='1' xbrldt:typedDomainRef='#ghost'"), "",
            "typed-ref-no-element "),
        DECLARED(ELEMENT("X", "xbrldt:dimensionItem", "abstract='1' xbrldt:typedDomainRef='#r1'"),
                 "", "typed-ref-no-element "),
        DECLARED(ELEMENT("X", "xbrldt:dimensionItem", "abstract='1' xbrldt:typedDomainRef='t.xsd'"),
                 "", "typed-ref-no-fragment "),
        DECLARED(
            ELEMENT("X", "xbrldt:dimensionItem", "abstract='1' xbrldt:typedDomainRef='u.xsd#a'"),
            "", "typed-ref-outside "),
        TAXONOMY("P dd D", "domain-of-no-axis "),
        TAXONOMY("T dd D", "domain-of-no-axis "),
        TAXONOMY("A dd H", "no-domain-of-axis "),
        TAXONOMY("A dm M", "member-of-no-item "),
        TAXONOMY("D dm B", "no-member-of-item "),
        TAXONOMY("D dm Tup", "no-member-of-item "),
        TAXONOMY("H df M", "default-of-no-axis "),
        TAXONOMY("A df B", "no-default-of-axis "),
        TAXONOMY("A df M; A df N", "two-defaults "),
        TAXONOMY("A df M | A df N", "two-defaults "),
        TAXONOMY("A df M | A df M", ""),
        TAXONOMY("P all H seg; H hd A; A dd P", "item-is-member "),
        TAXONOMY("Up all H seg; Up dm P; H hd A; A dd D; D dm P", "item-is-member "),
        TAXONOMY("Up all H seg; Up dm P; H hd A; A dd D; D dm P off", ""),
        TAXONOMY("P all H seg; H hd A; A dd D | Q all I seg; I hd A; A dd P", ""),
        TAXONOMY("P all H seg; H hd A; A dd D; D dm M >r2 | M dm D", "member-cycle "),
        TAXONOMY("P all H seg; H hd A; D dm M >r2 | M dm D", ""),
        TAXONOMY("P all H seg; H hd A; D dm M; A dd D; A dd M >r2 | M dm D", "member-cycle "),
        TAXONOMY("P all H seg; H hd A; H hd A >r2", "twice "),
        TAXONOMY("P all H seg; H hd A; A dd D; A dd D off", "twice "),
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
        {"", ONE "; A df D", "seg A=D", "", "default-used "},
        {"", ONE, "seg A=M A=N", "P", "repeated "},
        {"", ONE, "seg A=M scen A=M", "", "repeated "},
        {"", ONE, "seg T~1 scen T~2", "", "repeated "},
        {"", ONE, "seg A~1", "P", "not-typed "},
        {"", ONE, "seg Zz~1", "", "not-typed "},
        {"", ONE, "seg T=M", "", "not-explicit "},
        {"", ONE, "seg H=M", "", "not-explicit "},
        {"", ONE, "seg Zz=M", "", "not-explicit "},
        {"", ONE, "seg A=Nobody", "P", "unknown-member "},
        {"", "", "seg A=value", "", ""},
        {"", "", "seg T~7", "", ""},
        {"", "", "seg T~!7", "", "typed-content "},
        {"", "", "seg T~seven", "", "typed-content "},
        {"", "", "seg T~seven T~7", "", "typed-content repeated "},
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
        {"", ONE, "", "P", "missing "},
        {"", ONE, "seg A=M", "P P P", ""},
        {"", ONE, "seg A=D", "P", ""},
        {"", ONE, "seg A=O", "P P", "not-a-member not-a-member "},
        {"", ONE, "seg A=value", "P", "not-a-member "},
        {"", ONE, "seg A=N", "P", "unusable-member "},
        {"", ONE, "scen A=M", "P", "elsewhere "},
        {"", ONE "; A df N", "", "P", "unusable-member "},
        {"", ONE "; A df D", "", "P", ""},
        {"", ONE "; A df O", "", "P", "not-a-member "},
        {"", "P all H seg; H hd A", "seg A=M", "P", "not-a-member "},
        {"", TWO, "seg A=M T~1", "P", ""},
        {"", TWO, "seg A=M", "P", "missing "},
        /* open and closed */
        {"", "P all H seg", "seg A=M", "P", ""},
        {"", "P all H seg closed", "seg A=M", "P", "unexpected "},
        {"", "P all H seg closed", "scen A=M", "P", ""},
        {"", "P all H seg closed", "seg free", "P", "other-content "},
        {"", "P all H scen closed", "seg free", "P", ""},
        {"", "P all H seg", "seg free", "P", ""},
        /* notAll */
        {"", "P notAll H seg; H hd A; A dd M", "seg A=M", "P", "excluded "},
        {"", "P notAll H seg; H hd A; A dd M", "seg A=N", "P", ""},
        {"", "P notAll H seg; H hd A; A dd M", "", "P", ""},
        {"", "P notAll H seg closed; H hd A; A dd M", "seg A=M B=N", "P", ""},
        {"", "P all H seg; P notAll I seg; H hd A; A dd D; D dm M; I hd A >r2 | A dd M", "seg A=M",
         "P", "excluded "},
        {"", "P all H seg; P notAll I seg; H hd A; A dd D; D dm M; I hd A >r2 | A dd M", "seg A=D",
         "P", ""},
        /* roles: one of them is enough, and within one all hypercubes hold */
        {"", "P all H seg; H hd A; A dd M | P all H seg; H hd A; A dd N", "seg A=N", "P", ""},
        {"", "P all H seg; H hd A; A dd M | P all H seg; H hd A; A dd N", "seg A=O", "P",
         "not-a-member "},
        {"", "P all H seg; P all I seg; H hd A; I hd B; A dd M; B dd N", "seg A=M", "P",
         "missing "},
        {"", "P all H seg; P all I seg; H hd A; I hd B; A dd M; B dd N", "seg A=M B=N", "P", ""},
        /* inheritance, along target roles, and only there */
        {"", "Up all H seg; Up dm P; P dm Q; H hd A; A dd M", "seg A=M", "P Q", ""},
        {"", "Up all H seg; Up dm P; P dm Q; H hd A; A dd M", "", "Q", "missing "},
        {"", "Up all H seg; Up dm P >r2; P dm Q; H hd A; A dd M", "", "Q", ""},
        {"", "Up all H seg; Up dm P >r2; H hd A; A dd M | P dm Q", "", "Q", "missing "},
        {"", "Up all H seg; Up dm P off; H hd A; A dd M", "", "P", "missing "},
        /* domains behind target roles */
        {"", "P all H seg >r2 | H hd A >r3 | A dd D; D dm M", "seg A=M", "P", ""},
        {"", "P all H seg; H hd A; A dd D >r2; D dm N | D dm M", "seg A=N", "P", "not-a-member "},
        {"", "P all H seg; H hd A; A dd D >r2 | D dm M >r3 | M dm N", "seg A=N", "P", ""},
        /* what one relationship makes unusable is so in the whole domain */
        {"", "P all H seg; H hd A; A dd D; A dd O >r2; D dm M | O dm M off", "seg A=M", "P",
         "unusable-member "},
        {"", "P all H seg; H hd A; A dd D >r2 | D dm M off | D dm M", "seg A=M", "P",
         "unusable-member "},
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
