#include "read_words.h"

#include <string.h>

#include "model_taxonomy.h"

#define NS_XSD   "http://www.w3.org/2001/XMLSchema"
#define NS_XSI   "http://www.w3.org/2001/XMLSchema-instance"
#define NS_LINK  "http://www.xbrl.org/2003/linkbase"
#define NS_XLINK "http://www.w3.org/1999/xlink"
#define NS_XL    "http://www.xbrl.org/2003/XLink"
#define NS_XML   "http://www.w3.org/XML/1998/namespace"
#define NS_XBRLI "http://www.xbrl.org/2003/instance"
#define NS_XHTML "http://www.w3.org/1999/xhtml"
#define NS_XDT   "http://xbrl.org/2005/xbrldt"

static const struct {
    const char *ns;
    const char *local;
    ks_dts_tag tag;
} ELEMENTS[] = {
    {NS_XSD, "schema", KS_TAG_SCHEMA},
    {NS_XSD, "import", KS_TAG_IMPORT},
    {NS_XSD, "include", KS_TAG_INCLUDE},
    {NS_XSD, "redefine", KS_TAG_REDEFINE},
    {NS_XSD, "annotation", KS_TAG_ANNOTATION},
    {NS_XSD, "appinfo", KS_TAG_APPINFO},
    {NS_XSD, "documentation", KS_TAG_XSD_DOCUMENTATION},
    {NS_XSD, "element", KS_TAG_ELEMENT},
    {NS_XSD, "attribute", KS_TAG_ATTRIBUTE},
    {NS_XSD, "complexType", KS_TAG_COMPLEX_TYPE},
    {NS_XSD, "simpleType", KS_TAG_SIMPLE_TYPE},
    {NS_XSD, "simpleContent", KS_TAG_SIMPLE_CONTENT},
    {NS_XSD, "complexContent", KS_TAG_COMPLEX_CONTENT},
    {NS_XSD, "restriction", KS_TAG_DERIVATION},
    {NS_XSD, "extension", KS_TAG_DERIVATION},
    {NS_LINK, "schemaRef", KS_TAG_SCHEMA_REF},
    {NS_LINK, "linkbaseRef", KS_TAG_LINKBASE_REF},
    {NS_LINK, "roleType", KS_TAG_ROLE_TYPE},
    {NS_LINK, "arcroleType", KS_TAG_ARCROLE_TYPE},
    {NS_LINK, "definition", KS_TAG_DEFINITION},
    {NS_LINK, "usedOn", KS_TAG_USED_ON},
    {NS_LINK, "linkbase", KS_TAG_LINKBASE},
    {NS_LINK, "roleRef", KS_TAG_ROLE_REF},
    {NS_LINK, "arcroleRef", KS_TAG_ARCROLE_REF},
    {NS_LINK, "documentation", KS_TAG_DOCUMENTATION},
    {NS_LINK, "loc", KS_TAG_LOC},
    {NS_LINK, "labelLink", KS_TAG_LABEL_LINK},
    {NS_LINK, "referenceLink", KS_TAG_REFERENCE_LINK},
    {NS_LINK, "presentationLink", KS_TAG_PRESENTATION_LINK},
    {NS_LINK, "calculationLink", KS_TAG_CALCULATION_LINK},
    {NS_LINK, "definitionLink", KS_TAG_DEFINITION_LINK},
    {NS_LINK, "footnoteLink", KS_TAG_FOOTNOTE_LINK},
    {NS_LINK, "labelArc", KS_TAG_LABEL_ARC},
    {NS_LINK, "referenceArc", KS_TAG_REFERENCE_ARC},
    {NS_LINK, "presentationArc", KS_TAG_PRESENTATION_ARC},
    {NS_LINK, "calculationArc", KS_TAG_CALCULATION_ARC},
    {NS_LINK, "definitionArc", KS_TAG_DEFINITION_ARC},
    {NS_LINK, "footnoteArc", KS_TAG_FOOTNOTE_ARC},
    {NS_LINK, "label", KS_TAG_LABEL},
    {NS_LINK, "reference", KS_TAG_REFERENCE},
    {NS_LINK, "footnote", KS_TAG_FOOTNOTE},
    {NS_LINK, "part", KS_TAG_PART},
    {NS_XBRLI, "xbrl", KS_TAG_XBRL},
};

static const struct {
    const char *ns;
    const char *local;
    ks_dts_attr attr;
} ATTRIBUTES[] = {
    {NS_XLINK, "type", KS_A_XLINK_TYPE},
    {NS_XLINK, "href", KS_A_HREF},
    {NS_XLINK, "label", KS_A_LABEL},
    {NS_XLINK, "from", KS_A_FROM},
    {NS_XLINK, "to", KS_A_TO},
    {NS_XLINK, "role", KS_A_ROLE},
    {NS_XLINK, "arcrole", KS_A_ARCROLE},
    {NS_XLINK, "title", KS_A_XLINK_TITLE},
    {NS_XLINK, "show", KS_A_SHOW},
    {NS_XLINK, "actuate", KS_A_ACTUATE},
    {NS_XML, "base", KS_A_BASE},
    {NS_XML, "lang", KS_A_LANG},
    {NS_XML, "space", KS_A_SPACE},
    {NS_XSI, "schemaLocation", KS_A_XSI_LOCATION},
    {NS_XSI, "noNamespaceSchemaLocation", KS_A_XSI_NO_NAMESPACE},
    {NS_XSI, "type", KS_A_XSI_TYPE},
    {NS_XSI, "nil", KS_A_XSI_NIL},
    {"", "id", KS_A_ID},
    {"", "order", KS_A_ORDER},
    {"", "use", KS_A_USE},
    {"", "priority", KS_A_PRIORITY},
    {"", "weight", KS_A_WEIGHT},
    {"", "preferredLabel", KS_A_PREFERRED_LABEL},
    {"", "roleURI", KS_A_ROLE_URI},
    {"", "arcroleURI", KS_A_ARCROLE_URI},
    {"", "cyclesAllowed", KS_A_CYCLES},
    {"", "name", KS_A_NAME},
    {"", "type", KS_A_TYPE},
    {"", "ref", KS_A_REF},
    {"", "substitutionGroup", KS_A_SUBSTITUTION},
    {"", "abstract", KS_A_ABSTRACT},
    {"", "nillable", KS_A_NILLABLE},
    {"", "base", KS_A_DERIVATION_BASE},
    {"", "targetNamespace", KS_A_TARGET},
    {"", "schemaLocation", KS_A_LOCATION},
    {"", "namespace", KS_A_NAMESPACE},
    {NS_XBRLI, "periodType", KS_A_PERIOD},
    {NS_XBRLI, "balance", KS_A_BALANCE},
    {NS_XDT, "contextElement", KS_A_CONTEXT_ELEMENT},
    {NS_XDT, "closed", KS_A_CLOSED},
    {NS_XDT, "usable", KS_A_USABLE},
    {NS_XDT, "targetRole", KS_A_TARGET_ROLE},
    {NS_XDT, "typedDomainRef", KS_A_TYPED_DOMAIN},
    {KS_NS_ENUM_1, "domain", KS_A_ENUM_1_DOMAIN},
    {KS_NS_ENUM_1, "linkrole", KS_A_ENUM_1_ROLE},
    {KS_NS_ENUM_1, "headUsable", KS_A_ENUM_1_HEAD},
    {KS_NS_ENUM_2, "domain", KS_A_ENUM_2_DOMAIN},
    {KS_NS_ENUM_2, "linkrole", KS_A_ENUM_2_ROLE},
    {KS_NS_ENUM_2, "headUsable", KS_A_ENUM_2_HEAD},
};

ks_dts_xlink ks_dts_xlink_of(ks_sv type)
{
    static const char *const TYPES[] = {
        [KS_XLINK_SIMPLE] = "simple",   [KS_XLINK_EXTENDED] = "extended",
        [KS_XLINK_LOCATOR] = "locator", [KS_XLINK_RESOURCE] = "resource",
        [KS_XLINK_ARC] = "arc",         [KS_XLINK_TITLE] = "title",
    };
    if (type.ptr == NULL) {
        return KS_XLINK_NONE;
    }
    for (int i = KS_XLINK_SIMPLE; i <= KS_XLINK_TITLE; i++) {
        if (ks_sv_is(type, TYPES[i])) {
            return (ks_dts_xlink)i;
        }
    }
    return KS_XLINK_WRONG;
}

ks_dts_xlink ks_dts_xlink_of_tag(ks_dts_tag tag)
{
    switch (tag) {
    case KS_TAG_LOC:
        return KS_XLINK_LOCATOR;
    case KS_TAG_LABEL:
    case KS_TAG_REFERENCE:
    case KS_TAG_FOOTNOTE:
        return KS_XLINK_RESOURCE;
    default:
        return KS_XLINK_NONE;
    }
}

/* Where the name is, or would be: the table is never full. */
static size_t slot_of(const ks_dts_words *words, const ks_qname *name)
{
    uint64_t hash = (uint64_t)(uintptr_t)name * UINT64_C(0x9E3779B97F4A7C15);
    size_t slot = (size_t)(hash >> 55);
    while (words->slots[slot].name != NULL && words->slots[slot].name != name) {
        slot = (slot + 1) % KS_WORD_SLOTS;
    }
    return slot;
}

static ks_status add_word(ks_dts_words *words, ks_names *names, const char *ns, const char *local,
                          ks_dts_word **out)
{
    const ks_qname *name = ks_names_qname(names, ks_sv_from(ns), ks_sv_from(local));
    if (name == NULL) {
        return KS_ERR_MEMORY;
    }
    *out = &words->slots[slot_of(words, name)];
    (*out)->name = name;
    (*out)->attr = KS_A_COUNT;
    return KS_OK;
}

static ks_status intern_namespaces(ks_dts_words *words, ks_names *names)
{
    words->link_ns = ks_names_text(names, KS_SV(NS_LINK));
    words->xlink_ns = ks_names_text(names, KS_SV(NS_XLINK));
    words->xml_ns = ks_names_text(names, KS_SV(NS_XML));
    words->xsi_ns = ks_names_text(names, KS_SV(NS_XSI));
    words->xhtml_ns = ks_names_text(names, KS_SV(NS_XHTML));
    words->xsd_ns = ks_names_text(names, KS_SV(NS_XSD));
    words->xl_ns = ks_names_text(names, KS_SV(NS_XL));
    words->no_ns = ks_names_text(names, KS_SV(""));
    bool is_whole = words->link_ns != NULL && words->xlink_ns != NULL && words->xml_ns != NULL &&
                    words->xsi_ns != NULL && words->xhtml_ns != NULL && words->xsd_ns != NULL &&
                    words->xl_ns != NULL && words->no_ns != NULL;
    return is_whole ? KS_OK : KS_ERR_MEMORY;
}

ks_status ks_dts_words_init(ks_dts_words *words, ks_names *names)
{
    ks_dts_word *word = NULL;
    memset(words, 0, sizeof *words);
    ks_status status = intern_namespaces(words, names);
    for (size_t i = 0; i < sizeof ELEMENTS / sizeof *ELEMENTS && status == KS_OK; i++) {
        status = add_word(words, names, ELEMENTS[i].ns, ELEMENTS[i].local, &word);
        if (status == KS_OK) {
            word->tag = (uint8_t)ELEMENTS[i].tag;
        }
    }
    for (size_t i = 0; i < sizeof ATTRIBUTES / sizeof *ATTRIBUTES && status == KS_OK; i++) {
        status = add_word(words, names, ATTRIBUTES[i].ns, ATTRIBUTES[i].local, &word);
        if (status == KS_OK) {
            word->attr = (uint8_t)ATTRIBUTES[i].attr;
        }
    }
    return status;
}

ks_dts_tag ks_dts_tag_of(const ks_dts_words *words, const ks_qname *name)
{
    return (ks_dts_tag)words->slots[slot_of(words, name)].tag;
}

int ks_dts_attr_of(const ks_dts_words *words, const ks_qname *name)
{
    const ks_dts_word *word = &words->slots[slot_of(words, name)];
    return word->name == NULL ? KS_A_COUNT : word->attr;
}

bool ks_dts_is_numbered(const ks_dts_words *words, const ks_qname *name)
{
    return ks_dts_attr_of(words, name) != KS_A_COUNT;
}

void ks_dts_attrs_take(ks_dts_attrs *attrs, const ks_dts_words *words, const ks_xml_attr *list,
                       size_t count)
{
    attrs->list = list;
    attrs->count = count;
    attrs->present = 0;
    attrs->other_count = 0;
    for (size_t i = 0; i < count; i++) {
        const ks_dts_word *word = &words->slots[slot_of(words, list[i].name)];
        if (word->name == NULL || word->attr >= KS_A_COUNT) {
            attrs->other_count++;
            continue;
        }
        attrs->present |= KS_A_BIT(word->attr);
        attrs->values[word->attr] = list[i].value;
    }
}
