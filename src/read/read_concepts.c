/* Which of the declared elements are concepts (XBRL 2.1 5.1.1), what their types come down to, and
 * what the standard asks of their declarations. */
#include <string.h>

#include "read_dts.h"

enum { CHAIN_LIMIT = 100 };

static const struct item_type {
    const char *ns;
    const char *local;
    ks_item_kind kind;
} ITEM_TYPES[] = {
    {KS_NS_XBRLI, "monetaryItemType", KS_ITEM_MONETARY},
    {KS_NS_XBRLI, "sharesItemType", KS_ITEM_SHARES},
    {KS_NS_XBRLI, "pureItemType", KS_ITEM_PURE},
    {KS_NS_XBRLI, "fractionItemType", KS_ITEM_FRACTION},
    {KS_NS_XBRLI, "decimalItemType", KS_ITEM_DECIMAL},
    {KS_NS_XBRLI, "floatItemType", KS_ITEM_DOUBLE},
    {KS_NS_XBRLI, "doubleItemType", KS_ITEM_DOUBLE},
    {KS_NS_XBRLI, "integerItemType", KS_ITEM_INTEGER},
    {KS_NS_XBRLI, "nonPositiveIntegerItemType", KS_ITEM_INTEGER},
    {KS_NS_XBRLI, "negativeIntegerItemType", KS_ITEM_INTEGER},
    {KS_NS_XBRLI, "longItemType", KS_ITEM_INTEGER},
    {KS_NS_XBRLI, "intItemType", KS_ITEM_INTEGER},
    {KS_NS_XBRLI, "shortItemType", KS_ITEM_INTEGER},
    {KS_NS_XBRLI, "byteItemType", KS_ITEM_INTEGER},
    {KS_NS_XBRLI, "nonNegativeIntegerItemType", KS_ITEM_INTEGER},
    {KS_NS_XBRLI, "unsignedLongItemType", KS_ITEM_INTEGER},
    {KS_NS_XBRLI, "unsignedIntItemType", KS_ITEM_INTEGER},
    {KS_NS_XBRLI, "unsignedShortItemType", KS_ITEM_INTEGER},
    {KS_NS_XBRLI, "unsignedByteItemType", KS_ITEM_INTEGER},
    {KS_NS_XBRLI, "positiveIntegerItemType", KS_ITEM_INTEGER},
    {KS_NS_XBRLI, "stringItemType", KS_ITEM_STRING},
    {KS_NS_XBRLI, "normalizedStringItemType", KS_ITEM_STRING},
    {KS_NS_XBRLI, "tokenItemType", KS_ITEM_STRING},
    {KS_NS_XBRLI, "booleanItemType", KS_ITEM_OTHER},
    {KS_NS_XBRLI, "hexBinaryItemType", KS_ITEM_OTHER},
    {KS_NS_XBRLI, "base64BinaryItemType", KS_ITEM_OTHER},
    {KS_NS_XBRLI, "anyURIItemType", KS_ITEM_OTHER},
    {KS_NS_XBRLI, "QNameItemType", KS_ITEM_OTHER},
    {KS_NS_XBRLI, "durationItemType", KS_ITEM_OTHER},
    {KS_NS_XBRLI, "dateTimeItemType", KS_ITEM_OTHER},
    {KS_NS_XBRLI, "timeItemType", KS_ITEM_OTHER},
    {KS_NS_XBRLI, "dateItemType", KS_ITEM_OTHER},
    {KS_NS_XBRLI, "gYearMonthItemType", KS_ITEM_OTHER},
    {KS_NS_XBRLI, "gYearItemType", KS_ITEM_OTHER},
    {KS_NS_XBRLI, "gMonthDayItemType", KS_ITEM_OTHER},
    {KS_NS_XBRLI, "gDayItemType", KS_ITEM_OTHER},
    {KS_NS_XBRLI, "gMonthItemType", KS_ITEM_OTHER},
    {KS_NS_XBRLI, "languageItemType", KS_ITEM_OTHER},
    {KS_NS_XBRLI, "NameItemType", KS_ITEM_OTHER},
    {KS_NS_XBRLI, "NCNameItemType", KS_ITEM_OTHER},
    {KS_NS_NUM, "perShareItemType", KS_ITEM_PER_SHARE},
};

static bool is_named(const ks_qname *name, const char *ns, const char *local)
{
    return strcmp(name->local, local) == 0 && strcmp(name->ns, ns) == 0;
}

/* The row of a type of the standard, or NULL. */
static const struct item_type *find_item_type(const ks_qname *type)
{
    for (size_t i = 0; i < sizeof ITEM_TYPES / sizeof *ITEM_TYPES; i++) {
        if (is_named(type, ITEM_TYPES[i].ns, ITEM_TYPES[i].local)) {
            return &ITEM_TYPES[i];
        }
    }
    return NULL;
}

/* What is known of a type. */
typedef struct item_type_of {
    ks_item_kind kind;
    const ks_qname *base; /* of the standard, or NULL */
    bool is_known;        /* false where no schema at hand declares it: that is told elsewhere */
} item_type_of;

/* Up the derivations of the type to one of the standard. The kind is that of the first one that
 * says more than the standard does: num:perShareItemType is a decimal. */
static item_type_of type_facts(const ks_dts *dts, const ks_qname *type)
{
    item_type_of facts = {KS_ITEM_OTHER, NULL, true};
    bool has_kind = false;
    for (int i = 0; i < CHAIN_LIMIT && type != NULL; i++) {
        const struct item_type *row = find_item_type(type);
        if (row != NULL && !has_kind) {
            facts.kind = row->kind;
            has_kind = true;
        }
        if (row != NULL && strcmp(type->ns, KS_NS_XBRLI) == 0) {
            facts.base = type;
            return facts;
        }
        const ks_dts_type *known = ks_map_get_ptr(&dts->type_base, type);
        if (known == NULL) {
            facts.is_known = strcmp(type->ns, KS_NS_XSD) == 0;
            return facts;
        }
        type = known->base;
    }
    return facts;
}

/* Keeps what the type is derived from, and so on, as far as it is known. */
static ks_status keep_bases(ks_dts *dts, const ks_qname *type)
{
    for (int i = 0; i < CHAIN_LIMIT && type != NULL; i++) {
        const ks_dts_type *known = ks_map_get_ptr(&dts->type_base, type);
        if (known == NULL || known->base == NULL ||
            ks_taxonomy_type_base(dts->taxonomy, type) != NULL) {
            return KS_OK;
        }
        if (ks_taxonomy_add_type(dts->taxonomy, type, known->base) != KS_OK) {
            return KS_ERR_MEMORY;
        }
        type = known->base;
    }
    return KS_OK;
}

/* An element without a type has that of its substitution group's head (XSD 1.0 3.3.2). */
static const ks_qname *type_of(const ks_dts *dts, const ks_dts_node *node)
{
    for (int i = 0; i < CHAIN_LIMIT && node != NULL; i++) {
        if (node->type != NULL) {
            return node->type;
        }
        if (node->has_anonymous_type) {
            return NULL;
        }
        node = node->head == NULL ? NULL : ks_map_get_ptr(&dts->element_by_name, node->head);
    }
    return NULL;
}

typedef enum role_of_element { ROLE_NONE, ROLE_ITEM, ROLE_TUPLE } role_of_element;

/* Up the substitution groups to xbrli:item or xbrli:tuple. */
static role_of_element find_role(const ks_dts *dts, const ks_dts_node *node)
{
    for (int i = 0; i < CHAIN_LIMIT && node != NULL && node->head != NULL; i++) {
        if (is_named(node->head, KS_NS_XBRLI, "item")) {
            return ROLE_ITEM;
        }
        if (is_named(node->head, KS_NS_XBRLI, "tuple")) {
            return ROLE_TUPLE;
        }
        node = ks_map_get_ptr(&dts->element_by_name, node->head);
    }
    return ROLE_NONE;
}

/* 5.1.1.1 */
static void check_period(const ks_dts *dts, const ks_dts_node *node)
{
    if (node->period_text == NULL) {
        KS_REPORT(dts->sink, KS_F_TAXONOMY_NO_PERIOD_TYPE, node->place, node->name->local);
    } else if (node->period == KS_PERIOD_NONE) {
        KS_REPORT(dts->sink, KS_F_XML_WRONG_ATTRIBUTE, node->place, node->period_text, "element",
                  "instant, duration", "periodType");
    }
}

static void check_item(const ks_dts *dts, const ks_dts_node *node, const item_type_of *facts)
{
    check_period(dts, node);
    if (!facts->is_known || node->has_no_prefix) {
        return;
    }
    if (facts->base == NULL) {
        /* An abstract element is reported nowhere, and may say nothing about its type. */
        bool has_type = node->type != NULL || node->has_anonymous_type;
        if (has_type || !node->is_abstract) {
            KS_REPORT(dts->sink, KS_F_TAXONOMY_NOT_AN_ITEM_TYPE, node->place, node->name->local,
                      node->type == NULL ? NULL : node->type->local);
        }
    } else if (node->balance != KS_BALANCE_NONE && facts->kind != KS_ITEM_MONETARY) {
        KS_REPORT(dts->sink, KS_F_TAXONOMY_BALANCE_NOT_MONETARY, node->place, node->name->local,
                  node->type == NULL ? facts->base->local : node->type->local);
    }
}

/* 4.9, 5.1.1.1, 5.1.1.2 */
static void check_tuple(const ks_dts *dts, const ks_dts_node *node)
{
    if (node->period_text != NULL) {
        KS_REPORT(dts->sink, KS_F_TAXONOMY_TUPLE_ATTRIBUTE, node->place, node->name->local,
                  "periodType");
    }
    if (node->balance != KS_BALANCE_NONE) {
        KS_REPORT(dts->sink, KS_F_TAXONOMY_TUPLE_ATTRIBUTE, node->place, node->name->local,
                  "balance");
    }
}

static ks_status make_concept(ks_dts *dts, ks_dts_node *node)
{
    role_of_element role = find_role(dts, node);
    if (role == ROLE_NONE || ks_map_get_ptr(&dts->element_by_name, node->name) != node) {
        return KS_OK;
    }
    const ks_qname *type = type_of(dts, node);
    item_type_of facts = type_facts(dts, type);
    ks_concept concept = {
        .name = node->name,
        .id = node->id,
        .type = type,
        .kind = role == ROLE_ITEM ? facts.kind : KS_ITEM_OTHER,
        .period = node->period,
        .balance = node->balance,
        .is_abstract = node->is_abstract,
        .is_nillable = node->is_nillable,
        .is_item = role == ROLE_ITEM,
        .is_tuple = role == ROLE_TUPLE,
        .place = node->place,
        .group = node->head,
        .item_type = role == ROLE_ITEM ? facts.base : NULL,
    };
    if (role == ROLE_ITEM) {
        check_item(dts, node, &facts);
    } else {
        check_tuple(dts, node);
    }
    ks_status status = ks_taxonomy_add_concept(dts->taxonomy, &concept, &node->concept);
    return status == KS_OK && role == ROLE_ITEM ? keep_bases(dts, concept.type) : status;
}

/* What the model asks of elements that are no concepts: that they are there. */
static ks_status keep_element(ks_dts *dts, const ks_dts_node *node)
{
    bool is_first = ks_map_get_ptr(&dts->element_by_name, node->name) == node;
    return node->concept != NULL || !is_first ? KS_OK
                                              : ks_taxonomy_add_element(dts->taxonomy, node->name);
}

static ks_status keep_typed_domain(ks_dts *dts, const ks_dts_node *node)
{
    ks_dts_document *document = NULL;
    ks_dts_node *domain = NULL;
    bool is_allowed = true;
    ks_typed_domain_ref ref = {
        .element = node->name,
        .href = node->typed_domain,
        .has_fragment = node->typed_domain_fragment != NULL,
        .place = node->place,
    };
    ks_status status = ks_dts_known(dts, node->typed_domain_url, &document);
    ref.is_outside = document == NULL || document->kind != KS_DOCUMENT_SCHEMA || document->is_hint;
    if (status == KS_OK && !ref.is_outside && ref.has_fragment) {
        status = ks_dts_find(dts, document, node->typed_domain_fragment, &is_allowed, &domain);
    }
    if (domain != NULL && domain->kind == KS_NODE_ELEMENT) {
        ref.domain = domain->name;
        ref.is_abstract = domain->is_abstract;
    }
    return status == KS_OK ? ks_taxonomy_add_typed_domain_ref(dts->taxonomy, &ref) : status;
}

static ks_status keep_types(ks_dts *dts)
{
    ks_status status = KS_OK;
    for (ks_map_entry *e = ks_map_first(&dts->type_base); e != NULL && status == KS_OK;
         e = ks_map_next(e)) {
        const ks_dts_type *type = ks_map_entry_value(e);
        const ks_qname *name;
        memcpy(&name, ks_map_entry_key(e).ptr, sizeof name);
        if (type->base == NULL) {
            continue;
        }
        status = ks_taxonomy_add_type(dts->taxonomy, name, type->base);
    }
    return status;
}

ks_status ks_dts_make_concepts(ks_dts *dts)
{
    ks_status status = keep_types(dts);
    for (size_t i = 0; i < dts->elements.count && status == KS_OK; i++) {
        status = make_concept(dts, dts->elements.items[i]);
    }
    for (size_t i = 0; i < dts->elements.count && status == KS_OK; i++) {
        const ks_dts_node *node = dts->elements.items[i];
        status = keep_element(dts, node);
        if (status == KS_OK && node->typed_domain != NULL) {
            status = keep_typed_domain(dts, node);
        }
        for (size_t v = 0; v < 2 && status == KS_OK; v++) {
            status = node->enumerations[v] == NULL
                         ? KS_OK
                         : ks_taxonomy_add_enum_domain(dts->taxonomy, node->enumerations[v]);
        }
    }
    return status;
}
