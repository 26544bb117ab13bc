/* What XML Schema says about linkbases, checked as they are read: which elements stand where, with
 * which attributes and values (XBRL 2.1 appendix A; the schemas for XLink, XL and linkbases). The
 * verdict is that of the XSD validator, which therefore need not look at these documents again. */
#include <string.h>

#include "base_text.h"
#include "read_dts.h"

enum { HELD_LIMIT = 1000 };

typedef enum content_kind {
    CONTENT_EMPTY,
    CONTENT_TEXT,
    CONTENT_ELEMENTS, /* those of `children`, and custom ones */
    CONTENT_XHTML,    /* text and XHTML, which is not looked at */
    CONTENT_PARTS,    /* text and parts of references */
    CONTENT_ROLE_TYPE /* a definition, then where the role is used */
} content_kind;

typedef struct ks_dts_rule {
    ks_dts_xlink xlink;
    uint64_t required;
    uint64_t allowed; /* besides those required */
    bool allows_xml;  /* attributes xml:* */
    bool allows_other;
    content_kind content;
    uint64_t children; /* tags */
    const char *expected;
} ks_dts_rule;

#define A(name)   KS_A_BIT(KS_A_##name)
#define TAG(name) KS_A_BIT(KS_TAG_##name)

#define SIMPLE_ALLOWED (A(ROLE) | A(ARCROLE) | A(XLINK_TITLE) | A(SHOW) | A(ACTUATE))
#define LINK_RULE(arc, resource, names)                                                            \
    {                                                                                              \
        KS_XLINK_EXTENDED, A(XLINK_TYPE) | A(ROLE), A(ID) | A(XLINK_TITLE), true, false,           \
            CONTENT_ELEMENTS, TAG(DOCUMENTATION) | TAG(LOC) | (arc) | (resource), names            \
    }
#define ARC_RULE(more_required, more_allowed)                                                      \
    {                                                                                              \
        KS_XLINK_ARC, A(XLINK_TYPE) | A(ARCROLE) | A(FROM) | A(TO) | (more_required),              \
            A(ORDER) | A(USE) | A(PRIORITY) | A(XLINK_TITLE) | A(SHOW) | A(ACTUATE) |              \
                (more_allowed),                                                                    \
            true, true, CONTENT_ELEMENTS, 0, "title"                                               \
    }
#define RESOURCE_RULE(allows_xml, content)                                                         \
    {                                                                                              \
        KS_XLINK_RESOURCE, A(XLINK_TYPE) | A(LABEL), A(ID) | A(ROLE) | A(XLINK_TITLE), allows_xml, \
            false, content, 0, "part"                                                              \
    }

static const ks_dts_rule RULES[KS_TAG_COUNT] = {
    [KS_TAG_LINKBASE] = {KS_XLINK_NONE, 0, A(ID), true, false, CONTENT_ELEMENTS,
                         TAG(DOCUMENTATION) | TAG(ROLE_REF) | TAG(ARCROLE_REF) | TAG(LABEL_LINK) |
                             TAG(REFERENCE_LINK) | TAG(PRESENTATION_LINK) | TAG(CALCULATION_LINK) |
                             TAG(DEFINITION_LINK) | TAG(FOOTNOTE_LINK),
                         "documentation, roleRef, arcroleRef, extended links"},
    [KS_TAG_DOCUMENTATION] = {KS_XLINK_NONE, 0, 0, true, true, CONTENT_TEXT, 0, ""},
    [KS_TAG_SCHEMA_REF] = {KS_XLINK_SIMPLE, A(XLINK_TYPE) | A(HREF), SIMPLE_ALLOWED, true, false,
                           CONTENT_EMPTY, 0, ""},
    [KS_TAG_LINKBASE_REF] = {KS_XLINK_SIMPLE, A(XLINK_TYPE) | A(HREF) | A(ARCROLE), SIMPLE_ALLOWED,
                             true, false, CONTENT_EMPTY, 0, ""},
    [KS_TAG_ROLE_REF] = {KS_XLINK_SIMPLE, A(XLINK_TYPE) | A(HREF) | A(ROLE_URI), SIMPLE_ALLOWED,
                         true, false, CONTENT_EMPTY, 0, ""},
    [KS_TAG_ARCROLE_REF] = {KS_XLINK_SIMPLE, A(XLINK_TYPE) | A(HREF) | A(ARCROLE_URI),
                            SIMPLE_ALLOWED, true, false, CONTENT_EMPTY, 0, ""},
    [KS_TAG_ROLE_TYPE] = {KS_XLINK_NONE, A(ROLE_URI), A(ID), false, false, CONTENT_ROLE_TYPE,
                          TAG(DEFINITION) | TAG(USED_ON), "definition, usedOn"},
    [KS_TAG_ARCROLE_TYPE] = {KS_XLINK_NONE, A(ARCROLE_URI) | A(CYCLES), A(ID), false, false,
                             CONTENT_ROLE_TYPE, TAG(DEFINITION) | TAG(USED_ON),
                             "definition, usedOn"},
    [KS_TAG_DEFINITION] = {KS_XLINK_NONE, 0, 0, false, false, CONTENT_TEXT, 0, ""},
    [KS_TAG_USED_ON] = {KS_XLINK_NONE, 0, 0, false, false, CONTENT_TEXT, 0, ""},
    [KS_TAG_LOC] = {KS_XLINK_LOCATOR, A(XLINK_TYPE) | A(HREF) | A(LABEL), A(ROLE) | A(XLINK_TITLE),
                    false, false, CONTENT_ELEMENTS, 0, "title"},
    [KS_TAG_LABEL_LINK] =
        LINK_RULE(TAG(LABEL_ARC), TAG(LABEL), "title, documentation, loc, labelArc, label"),
    [KS_TAG_REFERENCE_LINK] = LINK_RULE(TAG(REFERENCE_ARC), TAG(REFERENCE),
                                        "title, documentation, loc, referenceArc, reference"),
    [KS_TAG_PRESENTATION_LINK] =
        LINK_RULE(TAG(PRESENTATION_ARC), 0, "title, documentation, loc, presentationArc"),
    [KS_TAG_CALCULATION_LINK] =
        LINK_RULE(TAG(CALCULATION_ARC), 0, "title, documentation, loc, calculationArc"),
    [KS_TAG_DEFINITION_LINK] =
        LINK_RULE(TAG(DEFINITION_ARC), 0, "title, documentation, loc, definitionArc"),
    [KS_TAG_FOOTNOTE_LINK] = LINK_RULE(TAG(FOOTNOTE_ARC), TAG(FOOTNOTE),
                                       "title, documentation, loc, footnoteArc, footnote"),
    [KS_TAG_LABEL_ARC] = ARC_RULE(0, 0),
    [KS_TAG_REFERENCE_ARC] = ARC_RULE(0, 0),
    [KS_TAG_PRESENTATION_ARC] = ARC_RULE(0, A(PREFERRED_LABEL)),
    [KS_TAG_CALCULATION_ARC] = ARC_RULE(A(WEIGHT), 0),
    [KS_TAG_DEFINITION_ARC] = ARC_RULE(0, 0),
    [KS_TAG_FOOTNOTE_ARC] = ARC_RULE(0, 0),
    [KS_TAG_LABEL] = RESOURCE_RULE(true, CONTENT_XHTML),
    [KS_TAG_REFERENCE] = RESOURCE_RULE(false, CONTENT_PARTS),
    [KS_TAG_FOOTNOTE] = RESOURCE_RULE(true, CONTENT_XHTML),
};

static const ks_dts_rule *find_rule(ks_dts_tag tag)
{
    return RULES[tag].expected == NULL ? NULL : &RULES[tag];
}

ks_status ks_dts_hold(ks_dts_reader *reader, ks_finding_id id, ks_place place,
                      const char *const *args, size_t arg_count)
{
    ks_dts_document *document = reader->document;
    ks_dts_held held = {.id = id, .place = place};
    static const char *const limit[] = {"1000"};
    if (document->held.count > HELD_LIMIT) {
        return KS_OK;
    }
    if (document->held.count == HELD_LIMIT) {
        held.id = KS_F_XML_MORE;
        args = limit;
        arg_count = 1;
    }
    for (size_t i = 0; i < arg_count && i < sizeof held.args / sizeof *held.args; i++) {
        if (args[i] != NULL) {
            held.args[i] = ks_arena_textz(&reader->dts->arena, args[i]);
            if (held.args[i] == NULL) {
                return KS_ERR_MEMORY;
            }
        }
    }
    ks_dts_held *slot = ks_vec_add(&document->held);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = held;
    return KS_OK;
}

ks_status ks_dts_note_custom(ks_dts_reader *reader, ks_xml_stream *stream,
                             const ks_dts_custom *custom)
{
    ks_dts *dts = reader->dts;
    const void *const parts[] = {custom->name, custom->document, custom->is_attribute ? dts : NULL,
                                 custom->is_part ? dts : NULL, (const char *)dts + custom->xlink};
    ks_sv key = {(const char *)parts, sizeof parts};
    if (ks_map_get(&dts->custom_index, key) != NULL) {
        return KS_OK;
    }
    ks_dts_custom *slot = ks_vec_add(&dts->customs);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = *custom;
    slot->place = ks_xml_place(stream);
    return ks_map_set(&dts->custom_index, key, dts);
}

static ks_status hold_value(ks_dts_reader *reader, ks_place place, const ks_dts_start *start,
                            const ks_qname *attr, ks_sv value, const char *expected)
{
    const char *text = ks_arena_text(&reader->dts->arena, value);
    const char *const args[] = {text, start->name->local, expected, attr->local};
    return text == NULL ? KS_ERR_MEMORY
                        : ks_dts_hold(reader, KS_F_XML_WRONG_ATTRIBUTE, place, args, 4);
}

/* libxml2 does not look at the fixed value of an attribute that is declared elsewhere, so this is
 * told even where its validator looks at the document. */
static ks_status check_xlink(ks_dts_reader *reader, ks_place place, const ks_dts_start *start,
                             ks_dts_xlink expected)
{
    static const char *const NAMES[] = {
        [KS_XLINK_NONE] = "",
        [KS_XLINK_SIMPLE] = "simple",
        [KS_XLINK_EXTENDED] = "extended",
        [KS_XLINK_LOCATOR] = "locator",
        [KS_XLINK_RESOURCE] = "resource",
        [KS_XLINK_ARC] = "arc",
        [KS_XLINK_TITLE] = "title",
    };
    ks_sv value = ks_dts_get(start->attrs, KS_A_XLINK_TYPE);
    ks_dts_xlink found = ks_dts_xlink_of(value);
    if (expected == KS_XLINK_NONE || found == expected || found == KS_XLINK_NONE) {
        return KS_OK;
    }
    const char *text = ks_arena_text(&reader->dts->arena, value);
    const char *const args[] = {text, start->name->local, NAMES[expected], "xlink:type"};
    if (text == NULL) {
        return KS_ERR_MEMORY;
    }
    if (found == KS_XLINK_WRONG) {
        return ks_dts_hold(reader, KS_F_XML_WRONG_ATTRIBUTE, place, args, 4);
    }
    ks_report(reader->dts->sink, KS_F_XML_WRONG_ATTRIBUTE, place, args, 4, NULL, 0);
    return KS_OK;
}

static bool is_allowed(const ks_dts_reader *reader, const ks_dts_rule *rule, const ks_qname *attr)
{
    const ks_dts_words *words = &reader->dts->words;
    if (attr->ns == words->xsi_ns) {
        return true;
    }
    if (attr->ns == words->xml_ns) {
        return rule->allows_xml;
    }
    return rule->allows_other && attr->ns != words->no_ns && attr->ns != words->xl_ns;
}

static const struct {
    ks_dts_attr attr;
    const char *name;
} NAMES[] = {
    {KS_A_XLINK_TYPE, "xlink:type"},  {KS_A_HREF, "xlink:href"},      {KS_A_LABEL, "xlink:label"},
    {KS_A_FROM, "xlink:from"},        {KS_A_TO, "xlink:to"},          {KS_A_ROLE, "xlink:role"},
    {KS_A_ARCROLE, "xlink:arcrole"},  {KS_A_WEIGHT, "weight"},        {KS_A_ROLE_URI, "roleURI"},
    {KS_A_ARCROLE_URI, "arcroleURI"}, {KS_A_CYCLES, "cyclesAllowed"},
};

/* Of the attributes that are missing, the one that `attr` may stand for, or NULL. */
static const char *find_meant(uint64_t missing, const ks_qname *attr)
{
    const char *names[sizeof NAMES / sizeof *NAMES];
    ks_sv locals[sizeof NAMES / sizeof *NAMES];
    size_t count = 0;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if ((missing & KS_A_BIT(NAMES[i].attr)) != 0) {
            const char *colon = strchr(NAMES[i].name, ':');
            names[count] = NAMES[i].name;
            locals[count++] = ks_sv_from(colon != NULL ? colon + 1 : NAMES[i].name);
        }
    }
    const size_t nearest = ks_text_nearest(ks_sv_from(attr->local), locals, count);
    return nearest == SIZE_MAX ? NULL : names[nearest];
}

/* An attribute that the rule does not name: one of another namespace, or one too many. */
static ks_status check_more(ks_dts_reader *reader, ks_xml_stream *stream, const ks_dts_start *start,
                            const ks_dts_rule *rule, const ks_qname *attr)
{
    const ks_dts_words *words = &reader->dts->words;
    if (!is_allowed(reader, rule, attr)) {
        const char *const args[] = {start->name->local, attr->local,
                                    find_meant(rule->required & ~start->attrs->present, attr)};
        return ks_dts_hold(reader, KS_F_XML_UNKNOWN_ATTRIBUTE, ks_xml_place(stream), args, 3);
    }
    if (attr->ns == words->xml_ns || ks_dts_is_numbered(words, attr)) {
        return KS_OK;
    }
    return ks_dts_note_custom(
        reader, stream,
        &(ks_dts_custom){.name = attr, .is_attribute = true, .document = reader->document});
}

/* Told as an attribute that is unknown. */
static bool is_misspelt(const ks_dts_reader *reader, const ks_dts_start *start,
                        const ks_dts_rule *rule, const char *name)
{
    const uint64_t known = rule->required | rule->allowed;
    for (size_t i = 0; i < start->attrs->count; i++) {
        const ks_qname *attr = start->attrs->list[i].name;
        const int number = ks_dts_attr_of(&reader->dts->words, attr);
        if ((number == KS_A_COUNT || (known & KS_A_BIT(number)) == 0) &&
            !is_allowed(reader, rule, attr) &&
            find_meant(rule->required & ~start->attrs->present, attr) == name) {
            return true;
        }
    }
    return false;
}

static ks_status check_missing(ks_dts_reader *reader, ks_place place, const ks_dts_start *start,
                               const ks_dts_rule *rule)
{
    const uint64_t missing = rule->required & ~start->attrs->present;
    ks_status status = KS_OK;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES && status == KS_OK; i++) {
        if ((missing & KS_A_BIT(NAMES[i].attr)) != 0 &&
            !is_misspelt(reader, start, rule, NAMES[i].name)) {
            const char *const args[] = {start->name->local, NAMES[i].name};
            status = ks_dts_hold(reader, KS_F_XML_MISSING_ATTRIBUTE, place, args, 2);
        }
    }
    return status;
}

static ks_status check_attributes(ks_dts_reader *reader, ks_xml_stream *stream,
                                  const ks_dts_start *start, const ks_dts_rule *rule)
{
    const ks_dts_attrs *attrs = start->attrs;
    const uint64_t known = rule->required | rule->allowed;
    const uint64_t by_xsi = A(XSI_TYPE) | A(XSI_NIL);
    ks_place place = ks_xml_place(stream);
    ks_status status = KS_OK;
    if ((rule->required & ~attrs->present) != 0) {
        status = check_missing(reader, place, start, rule);
    }
    if (status == KS_OK) {
        status = check_xlink(reader, place, start, rule->xlink);
    }
    reader->document->needs_schema |= (attrs->present & by_xsi) != 0;
    for (size_t i = 0; i < attrs->count && status == KS_OK; i++) {
        const ks_qname *name = attrs->list[i].name;
        int number = ks_dts_attr_of(&reader->dts->words, name);
        if (number == KS_A_COUNT || (known & KS_A_BIT(number)) == 0) {
            status = check_more(reader, stream, start, rule, name);
        }
        const char *expected = number == KS_A_COUNT
                                   ? NULL
                                   : ks_dts_check_value((ks_dts_attr)number, attrs->list[i].value);
        if (status == KS_OK && expected != NULL) {
            status = hold_value(reader, place, start, name, attrs->list[i].value, expected);
        }
    }
    return status;
}

static ks_status push(ks_dts_reader *reader, const ks_dts_start *start, const ks_dts_rule *rule,
                      bool is_custom)
{
    ks_dts_frame *frame = ks_vec_add(&reader->frames);
    if (frame == NULL) {
        return KS_ERR_MEMORY;
    }
    *frame = (ks_dts_frame){.rule = rule, .name = start->name, .is_custom = is_custom};
    return KS_OK;
}

static ks_status enter(ks_dts_reader *reader, ks_xml_stream *stream, const ks_dts_start *start,
                       const ks_dts_rule *rule)
{
    ks_status status = check_attributes(reader, stream, start, rule);
    return status == KS_OK ? push(reader, start, rule, false) : status;
}

static ks_status reject(ks_dts_reader *reader, ks_xml_stream *stream, const ks_dts_start *start,
                        const ks_dts_frame *parent)
{
    ks_status status;
    if (parent->rule->content == CONTENT_TEXT || parent->rule->content == CONTENT_EMPTY) {
        const char *const args[] = {parent->name->local};
        status = ks_dts_hold(reader,
                             parent->rule->content == CONTENT_TEXT ? KS_F_XML_CHILD_NOT_ALLOWED
                                                                   : KS_F_XML_CONTENT_NOT_ALLOWED,
                             ks_xml_place(stream), args, 1);
    } else if (start->tag == KS_TAG_PART && parent->rule->content == CONTENT_PARTS) {
        const char *const args[] = {start->name->local};
        status = ks_dts_hold(reader, KS_F_XML_ABSTRACT_ELEMENT, ks_xml_place(stream), args, 1);
    } else {
        const char *const args[] = {start->name->local, parent->rule->expected};
        status = ks_dts_hold(reader, KS_F_XML_UNEXPECTED_ELEMENT, ks_xml_place(stream), args, 2);
    }
    return status == KS_OK ? push(reader, start, NULL, false) : status;
}

static bool is_of_xbrl(const ks_dts_reader *reader, const ks_dts_start *start)
{
    const ks_dts_words *words = &reader->dts->words;
    return start->tag != KS_TAG_OTHER || start->name->ns == words->link_ns ||
           start->name->ns == words->xl_ns || start->name->ns == words->xlink_ns ||
           start->name->ns == words->no_ns;
}

/* An element that somebody else declares: whether it may stand here is for XSD, whether it is what
 * its xlink:type says is for us. */
static ks_status enter_custom(ks_dts_reader *reader, ks_xml_stream *stream,
                              const ks_dts_start *start, bool is_part)
{
    ks_dts_custom custom = {.name = start->name,
                            .xlink = ks_dts_xlink_of(ks_dts_get(start->attrs, KS_A_XLINK_TYPE)),
                            .is_part = is_part,
                            .document = reader->document};
    /* A part has text and nothing else; one with more is for XSD. */
    bool is_strict = reader->linkbase != NULL && (!is_part || start->attrs->count > 0);
    reader->document->needs_schema |= is_strict;
    ks_status status = ks_dts_note_custom(reader, stream, &custom);
    return status == KS_OK ? push(reader, start, NULL, true) : status;
}

static ks_status enter_role_child(ks_dts_reader *reader, ks_xml_stream *stream,
                                  const ks_dts_start *start, ks_dts_frame *parent)
{
    bool is_definition = start->tag == KS_TAG_DEFINITION;
    bool is_out_of_order =
        is_definition && (parent->definition_count > 0 || parent->used_on_count > 0);
    if ((parent->rule->children & KS_A_BIT(start->tag)) == 0 || is_out_of_order) {
        return reject(reader, stream, start, parent);
    }
    parent->definition_count |= is_definition;
    parent->used_on_count |= !is_definition;
    return enter(reader, stream, start, &RULES[start->tag]);
}

/* 5.2.2.1 to 5.2.6.1: standard extended links have no locators but link:loc. */
static void check_locator(ks_dts_reader *reader, ks_xml_stream *stream, const ks_dts_start *start,
                          const ks_dts_frame *parent)
{
    ks_dts_xlink xlink = ks_dts_xlink_of(ks_dts_get(start->attrs, KS_A_XLINK_TYPE));
    if (parent->rule->xlink == KS_XLINK_EXTENDED && xlink == KS_XLINK_LOCATOR) {
        KS_REPORT(reader->dts->sink, KS_F_TAXONOMY_CUSTOM_LOCATOR, ks_xml_place(stream),
                  start->name->local, parent->name->local);
    }
}

static ks_status enter_child(ks_dts_reader *reader, ks_xml_stream *stream,
                             const ks_dts_start *start, ks_dts_frame *parent)
{
    const ks_dts_rule *rule = parent->rule;
    switch (rule->content) {
    case CONTENT_ROLE_TYPE:
        return enter_role_child(reader, stream, start, parent);
    case CONTENT_XHTML:
        return start->name->ns == reader->dts->words.xhtml_ns
                   ? push(reader, start, NULL, false)
                   : reject(reader, stream, start, parent);
    case CONTENT_PARTS:
        return is_of_xbrl(reader, start) ? reject(reader, stream, start, parent)
                                         : enter_custom(reader, stream, start, true);
    case CONTENT_ELEMENTS:
        if ((rule->children & KS_A_BIT(start->tag)) != 0) {
            return enter(reader, stream, start, find_rule(start->tag));
        }
        if (is_of_xbrl(reader, start)) {
            return reject(reader, stream, start, parent);
        }
        check_locator(reader, stream, start, parent);
        return enter_custom(reader, stream, start, false);
    default:
        return reject(reader, stream, start, parent);
    }
}

ks_status ks_dts_check_start(ks_dts_reader *reader, ks_xml_stream *stream,
                             const ks_dts_start *start)
{
    ks_dts_frame none = {.is_custom = true};
    ks_dts_frame *parent =
        reader->frames.count == 0 ? &none : &reader->frames.items[reader->frames.count - 1];
    if (parent->rule != NULL) {
        return enter_child(reader, stream, start, parent);
    }
    if (!parent->is_custom) {
        return push(reader, start, NULL, false);
    }
    /* Among what is not of the standard, and in appinfo, anything that is declared must be right.
     */
    const ks_dts_rule *rule = find_rule(start->tag);
    reader->document->needs_schema |= reader->linkbase != NULL;
    return rule != NULL ? enter(reader, stream, start, rule)
                        : enter_custom(reader, stream, start, false);
}

ks_status ks_dts_check_text(ks_dts_reader *reader, ks_xml_stream *stream, ks_sv text)
{
    ks_dts_frame *frame = &reader->frames.items[reader->frames.count - 1];
    if (frame->rule == NULL || frame->has_text_finding ||
        (frame->rule->content != CONTENT_ELEMENTS && frame->rule->content != CONTENT_ROLE_TYPE &&
         frame->rule->content != CONTENT_EMPTY)) {
        return KS_OK;
    }
    if (ks_sv_trim(text).len == 0) {
        return KS_OK;
    }
    frame->has_text_finding = true;
    const char *const args[] = {frame->name->local};
    return ks_dts_hold(reader,
                       frame->rule->content == CONTENT_EMPTY ? KS_F_XML_CONTENT_NOT_ALLOWED
                                                             : KS_F_XML_TEXT_NOT_ALLOWED,
                       ks_xml_place(stream), args, 1);
}

ks_status ks_dts_check_end(ks_dts_reader *reader, ks_xml_stream *stream)
{
    const ks_dts_frame *frame = &reader->frames.items[--reader->frames.count];
    if (frame->rule == NULL || frame->rule->content != CONTENT_ROLE_TYPE ||
        frame->used_on_count > 0) {
        return KS_OK;
    }
    const char *const args[] = {frame->name->local, "usedOn"};
    return ks_dts_hold(reader, KS_F_XML_MISSING_ELEMENT, ks_xml_place(stream), args, 2);
}
