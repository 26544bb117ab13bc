/* Concepts whose values are members of a domain (Extensible Enumerations 1.0 and 2.0). */
#include <stdlib.h>
#include <string.h>

#include "model_dimensions_parts.h"

static const struct {
    const char *ns;
    const char *local;
    ks_enum_kind kind;
} TYPES[] = {
    {KS_NS_ENUM_1, "enumerationItemType", KS_ENUM_QNAME},
    {KS_NS_ENUM_2, "enumerationItemType", KS_ENUM_URI},
    {KS_NS_ENUM_2, "enumerationSetItemType", KS_ENUM_URIS},
};
enum { TYPE_COUNT = sizeof TYPES / sizeof *TYPES };

/* Up the derivations of the concept's type; a chain that long is a circle. */
static ks_enum_kind kind_of(const ks_taxonomy *taxonomy, const ks_concept *concept,
                            const ks_qname *const *types)
{
    const ks_qname *type = concept->is_item ? concept->type : NULL;
    for (int steps = 0; type != NULL && steps < 1000; steps++) {
        for (size_t i = 0; i < TYPE_COUNT; i++) {
            if (type == types[i]) {
                return TYPES[i].kind;
            }
        }
        type = ks_taxonomy_type_base(taxonomy, type);
    }
    return KS_ENUM_NONE;
}

/* Members are items, but neither hypercubes nor dimensions. */
static void find_head(const ks_dimensions *dimensions, ks_enumeration *e)
{
    const ks_concept *head = e->said == NULL || e->said->head == NULL
                                 ? NULL
                                 : ks_taxonomy_find(dimensions->taxonomy, e->said->head);
    e->head = head != NULL && ks_dimensions_use(dimensions, head) == KS_USE_ITEM ? head : NULL;
}

/* What declarations say, by element and, in two maps, by the version that it is said in. */
static ks_status index_said(const ks_taxonomy *taxonomy, ks_map said[2])
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < taxonomy->enum_domains.count && status == KS_OK; i++) {
        ks_enum_domain *domain = &taxonomy->enum_domains.items[i];
        status = ks_map_set_ptr(&said[domain->is_2], domain->element, domain);
    }
    return status;
}

static ks_status add_enumeration(ks_dimensions *dimensions, const ks_concept *concept,
                                 ks_enum_kind kind, const ks_map said[2])
{
    ks_enumeration *slot = ks_vec_add(&dimensions->enumerations);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = (ks_enumeration){.concept = concept, .kind = kind};
    slot->said = ks_map_get_ptr(&said[kind != KS_ENUM_QNAME], concept->name);
    find_head(dimensions, slot);
    return KS_OK;
}

static ks_status add_enumerations(ks_dimensions *dimensions, const ks_qname *const *types)
{
    const ks_taxonomy *taxonomy = dimensions->taxonomy;
    ks_map said[2];
    ks_map_init(&said[0]);
    ks_map_init(&said[1]);
    ks_status status = index_said(taxonomy, said);
    for (size_t i = 0; i < taxonomy->concepts.count && status == KS_OK; i++) {
        const ks_concept *concept = taxonomy->concepts.items[i];
        ks_enum_kind kind = kind_of(taxonomy, concept, types);
        if (kind != KS_ENUM_NONE) {
            status = add_enumeration(dimensions, concept, kind, said);
        }
    }
    ks_map_release(&said[0]);
    ks_map_release(&said[1]);
    return status;
}

ks_status ks_dimensions_find_enumerations(ks_taxonomy *taxonomy, ks_dimensions *dimensions)
{
    const ks_qname *types[TYPE_COUNT];
    for (size_t i = 0; i < TYPE_COUNT; i++) {
        types[i] =
            ks_names_qname(taxonomy->names, ks_sv_from(TYPES[i].ns), ks_sv_from(TYPES[i].local));
        if (types[i] == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    return add_enumerations(dimensions, types);
}

static int compare_concept(const void *key, const void *item)
{
    const ks_concept *concept = key;
    const ks_enumeration *e = item;
    return (concept->index > e->concept->index) - (concept->index < e->concept->index);
}

const ks_enumeration *ks_dimensions_enumeration(const ks_dimensions *dimensions,
                                                const ks_concept *concept)
{
    return dimensions->enumerations.count == 0
               ? NULL
               : bsearch(concept, dimensions->enumerations.items, dimensions->enumerations.count,
                         sizeof *dimensions->enumerations.items, compare_concept);
}

ks_membership ks_enumeration_ask(const ks_enumeration *enumeration, const ks_concept *member)
{
    if (member == enumeration->head) {
        return enumeration->said->is_head_usable ? KS_MEMBER_USABLE : KS_MEMBER_UNUSABLE;
    }
    const ks_member *found =
        enumeration->tree == NULL ? NULL : ks_member_find(enumeration->tree, member);
    return found == NULL ? KS_MEMBER_NOT : found->is_usable ? KS_MEMBER_USABLE : KS_MEMBER_UNUSABLE;
}
