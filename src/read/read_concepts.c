/* Which of the declared elements are concepts (XBRL 2.1 5.1.1), and what their types come down to.
 */
#include <string.h>

#include "read_dts.h"

enum { CHAIN_LIMIT = 100 };

static const struct {
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
    {KS_NS_NUM, "perShareItemType", KS_ITEM_PER_SHARE},
};

static bool is_named(const ks_qname *name, const char *ns, const char *local)
{
    return strcmp(name->local, local) == 0 && strcmp(name->ns, ns) == 0;
}

static bool find_kind(const ks_qname *type, ks_item_kind *out)
{
    for (size_t i = 0; i < sizeof ITEM_TYPES / sizeof *ITEM_TYPES; i++) {
        if (is_named(type, ITEM_TYPES[i].ns, ITEM_TYPES[i].local)) {
            *out = ITEM_TYPES[i].kind;
            return true;
        }
    }
    return false;
}

/* Up the derivations of the type to one that is known. */
static ks_item_kind kind_of(const ks_dts *dts, const ks_qname *type)
{
    ks_item_kind kind = KS_ITEM_OTHER;
    for (int i = 0; i < CHAIN_LIMIT && type != NULL && !find_kind(type, &kind); i++) {
        const ks_dts_type *known = ks_map_get_ptr(&dts->type_base, type);
        type = known == NULL ? NULL : known->base;
    }
    return kind;
}

/* An element without a type has that of its substitution group's head (XSD 1.0 3.3.2). */
static const ks_qname *type_of(const ks_dts *dts, const ks_dts_node *node)
{
    for (int i = 0; i < CHAIN_LIMIT && node != NULL; i++) {
        if (node->type != NULL) {
            return node->type;
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

static ks_status make_concept(ks_dts *dts, ks_dts_node *node)
{
    role_of_element role = find_role(dts, node);
    if (role == ROLE_NONE || ks_map_get_ptr(&dts->element_by_name, node->name) != node) {
        return KS_OK;
    }
    ks_concept concept = {
        .name = node->name,
        .id = node->id,
        .type = type_of(dts, node),
        .period = node->period,
        .balance = node->balance,
        .is_abstract = node->is_abstract,
        .is_nillable = node->is_nillable,
        .is_item = role == ROLE_ITEM,
        .place = node->place,
    };
    concept.kind = role == ROLE_ITEM ? kind_of(dts, concept.type) : KS_ITEM_OTHER;
    if (role == ROLE_ITEM && concept.period == KS_PERIOD_NONE) {
        KS_REPORT(dts->sink, KS_F_TAXONOMY_NO_PERIOD_TYPE, node->place, node->name->local);
    }
    return ks_taxonomy_add_concept(dts->taxonomy, &concept, &node->concept);
}

ks_status ks_dts_make_concepts(ks_dts *dts)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < dts->elements.count && status == KS_OK; i++) {
        status = make_concept(dts, dts->elements.items[i]);
    }
    return status;
}
