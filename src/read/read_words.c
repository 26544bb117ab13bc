#include "read_words.h"

#include <string.h>

#include "model_taxonomy.h"

static const struct {
    const char *ns;
    const char *local;
    ks_dts_tag tag;
} ELEMENTS[] = {
    {KS_NS_XSD, "schema", KS_TAG_SCHEMA},
    {KS_NS_XSD, "import", KS_TAG_IMPORT},
    {KS_NS_XSD, "include", KS_TAG_INCLUDE},
    {KS_NS_XSD, "redefine", KS_TAG_REDEFINE},
    {KS_NS_XSD, "annotation", KS_TAG_ANNOTATION},
    {KS_NS_XSD, "appinfo", KS_TAG_APPINFO},
    {KS_NS_XSD, "documentation", KS_TAG_XSD_DOCUMENTATION},
    {KS_NS_XSD, "element", KS_TAG_ELEMENT},
    {KS_NS_XSD, "attribute", KS_TAG_ATTRIBUTE},
    {KS_NS_XSD, "complexType", KS_TAG_COMPLEX_TYPE},
    {KS_NS_XSD, "simpleType", KS_TAG_SIMPLE_TYPE},
    {KS_NS_XSD, "simpleContent", KS_TAG_SIMPLE_CONTENT},
    {KS_NS_XSD, "complexContent", KS_TAG_COMPLEX_CONTENT},
    {KS_NS_XSD, "restriction", KS_TAG_DERIVATION},
    {KS_NS_XSD, "extension", KS_TAG_DERIVATION},
    {KS_NS_LINK, "schemaRef", KS_TAG_SCHEMA_REF},
    {KS_NS_LINK, "linkbaseRef", KS_TAG_LINKBASE_REF},
    {KS_NS_LINK, "roleType", KS_TAG_ROLE_TYPE},
    {KS_NS_LINK, "arcroleType", KS_TAG_ARCROLE_TYPE},
    {KS_NS_LINK, "definition", KS_TAG_DEFINITION},
    {KS_NS_LINK, "usedOn", KS_TAG_USED_ON},
    {KS_NS_LINK, "linkbase", KS_TAG_LINKBASE},
    {KS_NS_LINK, "roleRef", KS_TAG_ROLE_REF},
    {KS_NS_LINK, "arcroleRef", KS_TAG_ARCROLE_REF},
    {KS_NS_LINK, "documentation", KS_TAG_DOCUMENTATION},
    {KS_NS_LINK, "loc", KS_TAG_LOC},
    {KS_NS_LINK, "labelLink", KS_TAG_LABEL_LINK},
    {KS_NS_LINK, "referenceLink", KS_TAG_REFERENCE_LINK},
    {KS_NS_LINK, "presentationLink", KS_TAG_PRESENTATION_LINK},
    {KS_NS_LINK, "calculationLink", KS_TAG_CALCULATION_LINK},
    {KS_NS_LINK, "definitionLink", KS_TAG_DEFINITION_LINK},
    {KS_NS_LINK, "footnoteLink", KS_TAG_FOOTNOTE_LINK},
    {KS_NS_LINK, "labelArc", KS_TAG_LABEL_ARC},
    {KS_NS_LINK, "referenceArc", KS_TAG_REFERENCE_ARC},
    {KS_NS_LINK, "presentationArc", KS_TAG_PRESENTATION_ARC},
    {KS_NS_LINK, "calculationArc", KS_TAG_CALCULATION_ARC},
    {KS_NS_LINK, "definitionArc", KS_TAG_DEFINITION_ARC},
    {KS_NS_LINK, "footnoteArc", KS_TAG_FOOTNOTE_ARC},
    {KS_NS_LINK, "label", KS_TAG_LABEL},
    {KS_NS_LINK, "reference", KS_TAG_REFERENCE},
    {KS_NS_LINK, "footnote", KS_TAG_FOOTNOTE},
    {KS_NS_LINK, "part", KS_TAG_PART},
    {KS_NS_XBRLI, "xbrl", KS_TAG_XBRL},
};

static const struct {
    const char *ns;
    const char *local;
    ks_dts_attr attr;
} ATTRIBUTES[] = {
    {KS_NS_XLINK, "type", KS_A_XLINK_TYPE},
    {KS_NS_XLINK, "href", KS_A_HREF},
    {KS_NS_XLINK, "label", KS_A_LABEL},
    {KS_NS_XLINK, "from", KS_A_FROM},
    {KS_NS_XLINK, "to", KS_A_TO},
    {KS_NS_XLINK, "role", KS_A_ROLE},
    {KS_NS_XLINK, "arcrole", KS_A_ARCROLE},
    {KS_NS_XLINK, "title", KS_A_XLINK_TITLE},
    {KS_NS_XLINK, "show", KS_A_SHOW},
    {KS_NS_XLINK, "actuate", KS_A_ACTUATE},
    {KS_NS_XML, "base", KS_A_BASE},
    {KS_NS_XML, "lang", KS_A_LANG},
    {KS_NS_XML, "space", KS_A_SPACE},
    {KS_NS_XSI, "schemaLocation", KS_A_XSI_LOCATION},
    {KS_NS_XSI, "noNamespaceSchemaLocation", KS_A_XSI_NO_NAMESPACE},
    {KS_NS_XSI, "type", KS_A_XSI_TYPE},
    {KS_NS_XSI, "nil", KS_A_XSI_NIL},
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
    {KS_NS_XBRLI, "periodType", KS_A_PERIOD},
    {KS_NS_XBRLI, "balance", KS_A_BALANCE},
    {KS_NS_XBRLDT, "contextElement", KS_A_CONTEXT_ELEMENT},
    {KS_NS_XBRLDT, "closed", KS_A_CLOSED},
    {KS_NS_XBRLDT, "usable", KS_A_USABLE},
    {KS_NS_XBRLDT, "targetRole", KS_A_TARGET_ROLE},
    {KS_NS_XBRLDT, "typedDomainRef", KS_A_TYPED_DOMAIN},
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
    words->link_ns = ks_names_text(names, KS_SV(KS_NS_LINK));
    words->xlink_ns = ks_names_text(names, KS_SV(KS_NS_XLINK));
    words->xml_ns = ks_names_text(names, KS_SV(KS_NS_XML));
    words->xsi_ns = ks_names_text(names, KS_SV(KS_NS_XSI));
    words->xhtml_ns = ks_names_text(names, KS_SV(KS_NS_XHTML));
    words->xsd_ns = ks_names_text(names, KS_SV(KS_NS_XSD));
    words->xl_ns = ks_names_text(names, KS_SV(KS_NS_XL));
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
