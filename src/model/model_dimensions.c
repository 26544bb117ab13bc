#include "model_dimensions.h"

#include <string.h>

#include "model_dimensions_parts.h"

static const char *const ARCROLES[KS_DIM_NONE] = {
    [KS_DIM_ALL] = KS_ARCROLE_ALL,
    [KS_DIM_NOT_ALL] = KS_ARCROLE_NOT_ALL,
    [KS_DIM_HYPERCUBE_DIMENSION] = KS_ARCROLE_HYPERCUBE_DIMENSION,
    [KS_DIM_DIMENSION_DOMAIN] = KS_ARCROLE_DIMENSION_DOMAIN,
    [KS_DIM_DOMAIN_MEMBER] = KS_ARCROLE_DOMAIN_MEMBER,
    [KS_DIM_DIMENSION_DEFAULT] = KS_ARCROLE_DIMENSION_DEFAULT,
};

ks_dimension_arcrole ks_dimension_arcrole_of(const char *arcrole)
{
    static const char START[] = "http://xbrl.org/int/dim/arcrole/";
    if (strncmp(arcrole, START, sizeof START - 1) != 0) {
        return KS_DIM_NONE;
    }
    int i = 0;
    while (i < KS_DIM_NONE && strcmp(arcrole, ARCROLES[i]) != 0) {
        i++;
    }
    return (ks_dimension_arcrole)i;
}

const ks_member *ks_member_find(const ks_member_tree *tree, const ks_concept *concept)
{
    size_t low = 0;
    size_t high = tree->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tree->members[middle].concept->index < concept->index) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < tree->count && tree->members[low].concept == concept ? &tree->members[low] : NULL;
}

/* 2.5.3.3: what one relationship makes unusable is so in the whole domain. */
ks_membership ks_domain_ask(const ks_domain *domain, const ks_concept *concept)
{
    ks_membership answer = KS_MEMBER_NOT;
    for (size_t i = 0; i < domain->part_count; i++) {
        const ks_domain_part *part = &domain->parts[i];
        const ks_member *member = ks_member_find(part->tree, concept);
        bool is_top = part->arc->to == concept;
        if ((is_top && !part->is_usable) || (member != NULL && !member->is_usable)) {
            return KS_MEMBER_UNUSABLE;
        }
        if (is_top || member != NULL) {
            answer = KS_MEMBER_USABLE;
        }
    }
    return answer;
}

uint64_t ks_dimension_bit(const ks_concept *dimension)
{
    return UINT64_C(1) << (dimension->index % 64);
}

ks_concept_use ks_dimensions_use(const ks_dimensions *dimensions, const ks_concept *concept)
{
    return (ks_concept_use)dimensions->uses[concept->index];
}

bool ks_concept_use_is_dimension(ks_concept_use use)
{
    return use == KS_USE_EXPLICIT_DIMENSION || use == KS_USE_TYPED_DIMENSION;
}

const ks_concept *ks_dimensions_default(const ks_dimensions *dimensions,
                                        const ks_concept *dimension)
{
    return dimensions->default_members[dimension->index];
}

const ks_qname *ks_dimensions_typed_domain(const ks_dimensions *dimensions,
                                           const ks_concept *dimension)
{
    return dimensions->typed_domains[dimension->index];
}

ks_cube_groups ks_dimensions_cubes(const ks_dimensions *dimensions, const ks_concept *item)
{
    if (dimensions->group_starts == NULL) {
        return (ks_cube_groups){NULL, 0};
    }
    size_t start = dimensions->group_starts[item->index];
    size_t end = dimensions->group_starts[item->index + 1];
    return (ks_cube_groups){dimensions->group_order + start, end - start};
}

ks_drs_cursor ks_drs_start(const ks_drs_role *role, ks_dimension_arcrole arcrole,
                           const ks_concept *from)
{
    const ks_network *network = role == NULL ? NULL : role->networks[arcrole];
    return (ks_drs_cursor){
        .network = network, .arcrole = network == NULL ? NULL : network->arcrole, .from = from};
}

const ks_arc *ks_drs_next(ks_drs_cursor *cursor)
{
    while (cursor->next >= cursor->list.count) {
        const ks_network *network = cursor->network;
        if (network == NULL) {
            return NULL;
        }
        cursor->list = ks_network_children(network, cursor->from);
        cursor->next = 0;
        do {
            network = network->next_of_role;
        } while (network != NULL && network->arcrole != cursor->arcrole);
        cursor->network = network;
    }
    return cursor->list.arcs[cursor->next++];
}

const char *ks_drs_attr(const ks_arc *arc, const char *local)
{
    for (size_t i = 0; i < arc->attr_count; i++) {
        const ks_qname *name = arc->attrs[i].name;
        if (strcmp(name->local, local) == 0 && strcmp(name->ns, KS_NS_XBRLDT) == 0) {
            return arc->attrs[i].text;
        }
    }
    return NULL;
}

bool ks_drs_is_usable(const ks_arc *arc)
{
    const char *text = arc->attr_count == 0 ? NULL : ks_drs_attr(arc, "usable");
    ks_sv value = ks_sv_trim(ks_sv_from(text));
    return !ks_sv_is(value, "false") && !ks_sv_is(value, "0");
}

const ks_drs_role *ks_drs_follow(const ks_dimensions *dimensions, const ks_drs_role *role,
                                 const ks_arc *arc)
{
    const char *target = arc->attr_count == 0 ? NULL : ks_drs_attr(arc, "targetRole");
    return target == NULL ? role
                          : ks_map_get(&dimensions->role_by_uri, ks_sv_trim(ks_sv_from(target)));
}

void ks_taxonomy_release_dimensions(ks_taxonomy *taxonomy)
{
    ks_dimensions *dimensions = taxonomy->dimensions;
    if (dimensions == NULL) {
        return;
    }
    ks_map_release(&dimensions->role_by_uri);
    ks_vec_release(&dimensions->trees);
    ks_vec_release(&dimensions->domains);
    ks_vec_release(&dimensions->axes);
    ks_vec_release(&dimensions->groups);
    ks_vec_release(&dimensions->enumerations);
    taxonomy->dimensions = NULL;
}

/* Up the substitution groups to what xbrldt declares. */
static ks_concept_use find_use(const ks_taxonomy *taxonomy, const ks_concept *concept,
                               const ks_qname *hypercube, const ks_qname *dimension)
{
    enum { CHAIN_LIMIT = 100 };
    if (!concept->is_item) {
        return KS_USE_NONE;
    }
    const ks_concept *at = concept;
    for (int i = 0; i < CHAIN_LIMIT && at != NULL && at->group != NULL; i++) {
        if (at->group == hypercube) {
            return KS_USE_HYPERCUBE;
        }
        if (at->group == dimension) {
            return KS_USE_EXPLICIT_DIMENSION;
        }
        at = ks_taxonomy_find(taxonomy, at->group);
    }
    return KS_USE_ITEM;
}

/* 2.5.2: a dimension with a typedDomainRef is typed, any other explicit. */
static void take_typed(ks_dimensions *dimensions)
{
    const ks_taxonomy *taxonomy = dimensions->taxonomy;
    for (size_t i = 0; i < taxonomy->typed_domain_refs.count; i++) {
        const ks_typed_domain_ref *ref = &taxonomy->typed_domain_refs.items[i];
        if (ref->concept != NULL &&
            ks_concept_use_is_dimension(ks_dimensions_use(dimensions, ref->concept))) {
            dimensions->uses[ref->concept->index] = KS_USE_TYPED_DIMENSION;
            dimensions->typed_domains[ref->concept->index] = ref->domain;
        }
    }
}

static ks_status find_uses(ks_taxonomy *taxonomy, ks_dimensions *dimensions)
{
    const ks_qname *hypercube =
        ks_names_qname(taxonomy->names, KS_SV(KS_NS_XBRLDT), KS_SV("hypercubeItem"));
    const ks_qname *dimension =
        ks_names_qname(taxonomy->names, KS_SV(KS_NS_XBRLDT), KS_SV("dimensionItem"));
    size_t count = taxonomy->concepts.count + 1;
    dimensions->uses = ks_arena_zero(&taxonomy->arena, count, sizeof *dimensions->uses);
    dimensions->default_members =
        ks_arena_zero(&taxonomy->arena, count, sizeof *dimensions->default_members);
    dimensions->typed_domains =
        ks_arena_zero(&taxonomy->arena, count, sizeof *dimensions->typed_domains);
    if (hypercube == NULL || dimension == NULL || dimensions->uses == NULL ||
        dimensions->default_members == NULL || dimensions->typed_domains == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < taxonomy->concepts.count; i++) {
        dimensions->uses[i] =
            (uint8_t)find_use(taxonomy, taxonomy->concepts.items[i], hypercube, dimension);
    }
    take_typed(dimensions);
    return KS_OK;
}

/* The first default of a dimension counts; another one is a finding of the taxonomy. */
static void take_defaults(ks_dimensions *dimensions, const ks_network *network)
{
    for (size_t i = 0; i < network->arc_count; i++) {
        const ks_arc *arc = network->arcs[i];
        const ks_concept **slot = &dimensions->default_members[arc->from->index];
        if (*slot == NULL) {
            *slot = arc->to;
        }
    }
}

static ks_status take_network(ks_taxonomy *taxonomy, ks_dimensions *dimensions,
                              const ks_network *network)
{
    ks_dimension_arcrole arcrole = ks_dimension_arcrole_of(network->arcrole);
    if (arcrole == KS_DIM_NONE) {
        return KS_OK;
    }
    ks_sv uri = ks_sv_from(network->role);
    ks_drs_role *role = ks_map_get(&dimensions->role_by_uri, uri);
    if (role == NULL) {
        role = ks_arena_zero(&taxonomy->arena, 1, sizeof *role);
        if (role == NULL || ks_map_set_borrowed(&dimensions->role_by_uri, uri, role) != KS_OK) {
            return KS_ERR_MEMORY;
        }
        role->uri = network->role;
    }
    if (role->networks[arcrole] == NULL) {
        role->networks[arcrole] = network;
    }
    if (arcrole == KS_DIM_DIMENSION_DEFAULT) {
        take_defaults(dimensions, network);
    }
    return KS_OK;
}

ks_status ks_taxonomy_make_dimensions(ks_taxonomy *taxonomy)
{
    ks_dimensions *dimensions = ks_arena_zero(&taxonomy->arena, 1, sizeof *dimensions);
    if (dimensions == NULL) {
        return KS_ERR_MEMORY;
    }
    dimensions->taxonomy = taxonomy;
    ks_map_init(&dimensions->role_by_uri);
    taxonomy->dimensions = dimensions;
    ks_status status = find_uses(taxonomy, dimensions);
    if (status == KS_OK) {
        status = ks_dimensions_find_enumerations(taxonomy, dimensions);
    }
    for (size_t i = 0; i < taxonomy->network_count && status == KS_OK; i++) {
        status = take_network(taxonomy, dimensions, &taxonomy->networks[i]);
    }
    return status == KS_OK ? ks_dimensions_make_cubes(taxonomy, dimensions) : status;
}
