/* The names that taxonomies are made of, told apart by one look: elements by tag, attributes by
 * number. For the room's own use. */
#ifndef KS_READ_WORDS_H
#define KS_READ_WORDS_H

#include "base_names.h"
#include "xml_stream.h"

/* Elements that readers tell apart. */
typedef enum ks_dts_tag {
    KS_TAG_OTHER,
    /* XML Schema */
    KS_TAG_SCHEMA,
    KS_TAG_IMPORT,
    KS_TAG_INCLUDE,
    KS_TAG_REDEFINE,
    KS_TAG_ANNOTATION,
    KS_TAG_APPINFO,
    KS_TAG_XSD_DOCUMENTATION,
    KS_TAG_ELEMENT,
    KS_TAG_ATTRIBUTE,
    KS_TAG_COMPLEX_TYPE,
    KS_TAG_SIMPLE_TYPE,
    KS_TAG_SIMPLE_CONTENT,
    KS_TAG_COMPLEX_CONTENT,
    KS_TAG_DERIVATION, /* restriction or extension */
    /* XBRL */
    KS_TAG_SCHEMA_REF,
    KS_TAG_LINKBASE_REF,
    KS_TAG_ROLE_TYPE,
    KS_TAG_ARCROLE_TYPE,
    KS_TAG_DEFINITION,
    KS_TAG_USED_ON,
    KS_TAG_LINKBASE,
    KS_TAG_ROLE_REF,
    KS_TAG_ARCROLE_REF,
    KS_TAG_DOCUMENTATION,
    KS_TAG_LOC,
    KS_TAG_LABEL_LINK,
    KS_TAG_REFERENCE_LINK,
    KS_TAG_PRESENTATION_LINK,
    KS_TAG_CALCULATION_LINK,
    KS_TAG_DEFINITION_LINK,
    KS_TAG_FOOTNOTE_LINK,
    KS_TAG_LABEL_ARC,
    KS_TAG_REFERENCE_ARC,
    KS_TAG_PRESENTATION_ARC,
    KS_TAG_CALCULATION_ARC,
    KS_TAG_DEFINITION_ARC,
    KS_TAG_FOOTNOTE_ARC,
    KS_TAG_LABEL,
    KS_TAG_REFERENCE,
    KS_TAG_FOOTNOTE,
    KS_TAG_PART,
    KS_TAG_XBRL, /* the root of an instance */
    KS_TAG_COUNT
} ks_dts_tag;

typedef enum ks_dts_attr {
    KS_A_XLINK_TYPE,
    KS_A_HREF,
    KS_A_LABEL,
    KS_A_FROM,
    KS_A_TO,
    KS_A_ROLE,
    KS_A_ARCROLE,
    KS_A_XLINK_TITLE,
    KS_A_SHOW,
    KS_A_ACTUATE,
    KS_A_BASE,
    KS_A_LANG,
    KS_A_SPACE,
    KS_A_XSI_LOCATION,
    KS_A_XSI_NO_NAMESPACE,
    KS_A_XSI_TYPE,
    KS_A_XSI_NIL,
    KS_A_ID,
    KS_A_ORDER,
    KS_A_USE,
    KS_A_PRIORITY,
    KS_A_WEIGHT,
    KS_A_PREFERRED_LABEL,
    KS_A_ROLE_URI,
    KS_A_ARCROLE_URI,
    KS_A_CYCLES,
    KS_A_NAME,
    KS_A_TYPE,
    KS_A_REF,
    KS_A_SUBSTITUTION,
    KS_A_ABSTRACT,
    KS_A_NILLABLE,
    KS_A_DERIVATION_BASE,
    KS_A_TARGET,
    KS_A_LOCATION,
    KS_A_NAMESPACE,
    KS_A_PERIOD,
    KS_A_BALANCE,
    KS_A_CONTEXT_ELEMENT,
    KS_A_CLOSED,
    KS_A_USABLE,
    KS_A_TARGET_ROLE,
    KS_A_TYPED_DOMAIN,
    KS_A_ENUM_1_DOMAIN, /* extensible enumerations */
    KS_A_ENUM_1_ROLE,
    KS_A_ENUM_1_HEAD,
    KS_A_ENUM_2_DOMAIN,
    KS_A_ENUM_2_ROLE,
    KS_A_ENUM_2_HEAD,
    KS_A_COUNT
} ks_dts_attr;

#define KS_A_BIT(attr) (UINT64_C(1) << (attr))

/* What xlink:type says. */
typedef enum ks_dts_xlink {
    KS_XLINK_NONE,
    KS_XLINK_SIMPLE,
    KS_XLINK_EXTENDED,
    KS_XLINK_LOCATOR,
    KS_XLINK_RESOURCE,
    KS_XLINK_ARC,
    KS_XLINK_TITLE,
    KS_XLINK_WRONG
} ks_dts_xlink;
ks_dts_xlink ks_dts_xlink_of(ks_sv type);
/* Of the locator and the resources of the standard; KS_XLINK_NONE for all else. */
ks_dts_xlink ks_dts_xlink_of_tag(ks_dts_tag tag);

typedef struct ks_dts_word {
    const ks_qname *name; /* NULL: the slot is free */
    uint8_t tag;
    uint8_t attr; /* KS_A_COUNT where it is none */
} ks_dts_word;

#define KS_WORD_SLOTS 512

typedef struct ks_dts_words {
    ks_dts_word slots[KS_WORD_SLOTS];
    const char *link_ns; /* interned */
    const char *xlink_ns;
    const char *xml_ns;
    const char *xsi_ns;
    const char *xhtml_ns;
    const char *xsd_ns;
    const char *xl_ns;
    const char *no_ns;
} ks_dts_words;

KS_MUST_USE ks_status ks_dts_words_init(ks_dts_words *words, ks_names *names);
ks_dts_tag ks_dts_tag_of(const ks_dts_words *words, const ks_qname *name);

/* The attributes of an element. */
typedef struct ks_dts_attrs {
    const ks_xml_attr *list;
    size_t count;
    uint64_t present;   /* bits of those that are there */
    size_t other_count; /* of those without a number */
    ks_sv values[KS_A_COUNT];
} ks_dts_attrs;

void ks_dts_attrs_take(ks_dts_attrs *attrs, const ks_dts_words *words, const ks_xml_attr *list,
                       size_t count);
/* The number of an attribute, KS_A_COUNT where it has none. */
int ks_dts_attr_of(const ks_dts_words *words, const ks_qname *name);
bool ks_dts_is_numbered(const ks_dts_words *words, const ks_qname *name);

/* The value, or a view with a NULL pointer. */
static inline ks_sv ks_dts_get(const ks_dts_attrs *attrs, ks_dts_attr attr)
{
    return (attrs->present & KS_A_BIT(attr)) != 0 ? attrs->values[attr] : (ks_sv){NULL, 0};
}

#endif
