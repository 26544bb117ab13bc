/* From definition arcs to hypercubes (Dimensions 1.0, chapter 2). Each tree, domain and list of
 * dimensions is made once for the concept and role it starts at, and shared by all that lead there.
 */
#include <stdlib.h>
#include <string.h>

#include "base_alloc.h"
#include "model_dimensions_parts.h"

typedef struct step {
    const ks_concept *concept;
    const ks_drs_role *role;
} step;

/* Where a concept was met in the tree at hand. */
typedef struct mark {
    size_t tree;    /* number of the tree, from 1 */
    size_t visited; /* the same, once its relationships in the tree's own role are followed */
    size_t member;  /* its place among the members */
} mark;

typedef struct maker {
    ks_taxonomy *taxonomy;
    ks_dimensions *dimensions;
    ks_arena *arena;        /* of the taxonomy */
    ks_map tree_by_start;   /* concept, role -> ks_member_tree */
    ks_map domain_by_start; /* the same -> ks_domain */
    ks_map axes_by_start;   /* the same -> ks_axes */
    mark *marks;            /* by number of the concept */
    KS_VEC(step) open;
    KS_VEC(ks_member) members;
    ks_map visited; /* concept, role -> anything: outside the tree's own role */
    size_t tree_number;
    KS_VEC(ks_axis) axes;
    KS_VEC(ks_domain_part) parts;
    KS_VEC(ks_cube) cubes;
} maker;

static ks_sv key_of(const step *start)
{
    return (ks_sv){(const char *)start, sizeof *start};
}

static void *copy_items(ks_arena *arena, const void *items, size_t size)
{
    void *copy = ks_arena_alloc(arena, size + 1);
    if (copy != NULL && size > 0) {
        memcpy(copy, items, size);
    }
    return copy;
}

/* Notes that `concept` is to be gone on from in `role`, unless it was already. */
static ks_status open_step(maker *m, const ks_concept *concept, const ks_drs_role *role,
                           const ks_drs_role *own)
{
    step next = {concept, role};
    mark *met = &m->marks[concept->index];
    if (role == NULL) {
        return KS_OK;
    }
    if (role == own) {
        if (met->visited == m->tree_number) {
            return KS_OK;
        }
        met->visited = m->tree_number;
    } else if (ks_map_get(&m->visited, key_of(&next)) != NULL) {
        return KS_OK;
    } else if (ks_map_set(&m->visited, key_of(&next), m) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    step *slot = ks_vec_add(&m->open);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = next;
    return KS_OK;
}

static ks_status add_member(maker *m, const ks_arc *arc)
{
    mark *met = &m->marks[arc->to->index];
    bool is_usable = ks_drs_is_usable(arc);
    if (met->tree == m->tree_number) {
        ks_member *member = &m->members.items[met->member];
        member->is_usable = member->is_usable && is_usable;
        return KS_OK;
    }
    ks_member *member = ks_vec_add(&m->members);
    if (member == NULL) {
        return KS_ERR_MEMORY;
    }
    met->tree = m->tree_number;
    met->member = m->members.count - 1;
    *member = (ks_member){arc->to, is_usable};
    return KS_OK;
}

static int compare_members(const void *a, const void *b)
{
    size_t left = ((const ks_member *)a)->concept->index;
    size_t right = ((const ks_member *)b)->concept->index;
    return left < right ? -1 : left > right;
}

static ks_status collect_members(maker *m, ks_member_tree *tree)
{
    ks_status status = open_step(m, tree->top, tree->role, tree->role);
    while (status == KS_OK && m->open.count > 0) {
        step at = m->open.items[--m->open.count];
        ks_drs_cursor cursor = ks_drs_start(at.role, KS_DIM_DOMAIN_MEMBER, at.concept);
        const ks_arc *arc;
        while (status == KS_OK && (arc = ks_drs_next(&cursor)) != NULL) {
            const ks_drs_role *role = ks_drs_follow(m->dimensions, at.role, arc);
            tree->has_roles = tree->has_roles || role != tree->role;
            status = add_member(m, arc);
            if (status == KS_OK) {
                status = open_step(m, arc->to, role, tree->role);
            }
        }
    }
    return status;
}

static ks_status fill_tree(maker *m, ks_member_tree *tree)
{
    m->tree_number++;
    m->open.count = 0;
    m->members.count = 0;
    ks_status status = collect_members(m, tree);
    if (ks_map_count(&m->visited) > 0) {
        ks_map_release(&m->visited);
        ks_map_init(&m->visited);
    }
    if (status != KS_OK) {
        return status;
    }
    size_t size = m->members.count * sizeof *m->members.items;
    if (m->members.count > 1) {
        qsort(m->members.items, m->members.count, sizeof *m->members.items, compare_members);
    }
    tree->members = copy_items(m->arena, m->members.items, size);
    tree->count = m->members.count;
    return tree->members == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status get_tree(maker *m, const ks_concept *top, const ks_drs_role *role,
                          const ks_member_tree **out)
{
    step start = {top, role};
    ks_member_tree *tree = ks_map_get(&m->tree_by_start, key_of(&start));
    if (tree != NULL) {
        *out = tree;
        return KS_OK;
    }
    tree = ks_arena_zero(m->arena, 1, sizeof *tree);
    ks_member_tree **slot = tree == NULL ? NULL : ks_vec_add(&m->dimensions->trees);
    if (slot == NULL || ks_map_set(&m->tree_by_start, key_of(&start), tree) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    *slot = tree;
    *out = tree;
    tree->top = top;
    tree->role = role;
    return fill_tree(m, tree);
}

static ks_status fill_domain(maker *m, ks_domain *domain)
{
    ks_drs_cursor cursor = ks_drs_start(domain->role, KS_DIM_DIMENSION_DOMAIN, domain->dimension);
    const ks_arc *arc;
    m->parts.count = 0;
    while ((arc = ks_drs_next(&cursor)) != NULL) {
        ks_domain_part *part = ks_vec_add(&m->parts);
        if (part == NULL) {
            return KS_ERR_MEMORY;
        }
        *part = (ks_domain_part){.arc = arc, .is_usable = ks_drs_is_usable(arc)};
        ks_status status =
            get_tree(m, arc->to, ks_drs_follow(m->dimensions, domain->role, arc), &part->tree);
        if (status != KS_OK) {
            return status;
        }
    }
    domain->parts = copy_items(m->arena, m->parts.items, m->parts.count * sizeof *m->parts.items);
    domain->part_count = m->parts.count;
    return domain->parts == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status get_domain(maker *m, const ks_concept *dimension, const ks_drs_role *role,
                            const ks_domain **out)
{
    step start = {dimension, role};
    ks_domain *domain = ks_map_get(&m->domain_by_start, key_of(&start));
    if (domain != NULL) {
        *out = domain;
        return KS_OK;
    }
    domain = ks_arena_zero(m->arena, 1, sizeof *domain);
    ks_domain **slot = domain == NULL ? NULL : ks_vec_add(&m->dimensions->domains);
    if (slot == NULL || ks_map_set(&m->domain_by_start, key_of(&start), domain) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    *slot = domain;
    *out = domain;
    domain->dimension = dimension;
    domain->role = role;
    return fill_domain(m, domain);
}

static int compare_axes(const void *a, const void *b)
{
    const ks_axis *left = a;
    const ks_axis *right = b;
    if (left->dimension != right->dimension) {
        return left->dimension->index < right->dimension->index ? -1 : 1;
    }
    return left->arc->index < right->arc->index ? -1 : left->arc->index > right->arc->index;
}

static ks_status collect_axes(maker *m, const ks_axes *axes, const ks_drs_role *role)
{
    ks_drs_cursor cursor = ks_drs_start(role, KS_DIM_HYPERCUBE_DIMENSION, axes->hypercube);
    const ks_arc *arc;
    m->axes.count = 0;
    while ((arc = ks_drs_next(&cursor)) != NULL) {
        ks_axis *axis = ks_vec_add(&m->axes);
        if (axis == NULL) {
            return KS_ERR_MEMORY;
        }
        *axis = (ks_axis){
            .dimension = arc->to,
            .is_typed = ks_dimensions_use(m->dimensions, arc->to) == KS_USE_TYPED_DIMENSION,
            .default_member = ks_dimensions_default(m->dimensions, arc->to),
            .arc = arc,
        };
        ks_status status =
            get_domain(m, arc->to, ks_drs_follow(m->dimensions, role, arc), &axis->domain);
        if (status != KS_OK) {
            return status;
        }
    }
    return KS_OK;
}

static ks_status fill_axes(maker *m, ks_axes *axes, const ks_drs_role *role)
{
    ks_status status = collect_axes(m, axes, role);
    size_t count = 0;
    if (status != KS_OK) {
        return status;
    }
    if (m->axes.count > 1) {
        qsort(m->axes.items, m->axes.count, sizeof *m->axes.items, compare_axes);
    }
    for (size_t i = 0; i < m->axes.count; i++) {
        const ks_axis axis = m->axes.items[i];
        if (count > 0 && m->axes.items[count - 1].dimension == axis.dimension) {
            continue;
        }
        m->axes.items[count++] = axis;
        axes->all |= ks_dimension_bit(axis.dimension);
        axes->needed |= axis.default_member == NULL ? ks_dimension_bit(axis.dimension) : 0;
    }
    axes->items = copy_items(m->arena, m->axes.items, count * sizeof *m->axes.items);
    axes->count = count;
    return axes->items == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status get_axes(maker *m, const ks_concept *hypercube, const ks_drs_role *role,
                          const ks_axes **out)
{
    step start = {hypercube, role};
    ks_axes *axes = ks_map_get(&m->axes_by_start, key_of(&start));
    if (axes != NULL) {
        *out = axes;
        return KS_OK;
    }
    axes = ks_arena_zero(m->arena, 1, sizeof *axes);
    ks_axes **slot = axes == NULL ? NULL : ks_vec_add(&m->dimensions->axes);
    if (slot == NULL || ks_map_set(&m->axes_by_start, key_of(&start), axes) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    *slot = axes;
    *out = axes;
    axes->hypercube = hypercube;
    return fill_axes(m, axes, role);
}

static bool is_true(const char *text)
{
    ks_sv value = ks_sv_trim(ks_sv_from(text));
    return ks_sv_is(value, "true") || ks_sv_is(value, "1");
}

static ks_status add_cubes(maker *m, const ks_cube_group *group, ks_dimension_arcrole arcrole)
{
    ks_drs_cursor cursor = ks_drs_start(group->role, arcrole, group->source);
    const ks_arc *arc;
    while ((arc = ks_drs_next(&cursor)) != NULL) {
        const char *element = ks_drs_attr(arc, "contextElement");
        ks_cube *cube = ks_vec_add(&m->cubes);
        if (cube == NULL) {
            return KS_ERR_MEMORY;
        }
        *cube = (ks_cube){
            .arc = arc,
            .is_excluding = arcrole == KS_DIM_NOT_ALL,
            .is_closed = is_true(ks_drs_attr(arc, "closed")),
            .is_scenario = ks_sv_is(ks_sv_trim(ks_sv_from(element)), "scenario"),
        };
        ks_status status =
            get_axes(m, arc->to, ks_drs_follow(m->dimensions, group->role, arc), &cube->axes);
        if (status != KS_OK) {
            return status;
        }
    }
    return KS_OK;
}

static ks_status make_group(maker *m, const ks_drs_role *role, const ks_concept *source)
{
    ks_cube_group *group = ks_arena_zero(m->arena, 1, sizeof *group);
    ks_cube_group **slot = group == NULL ? NULL : ks_vec_add(&m->dimensions->groups);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = group;
    group->role = role;
    group->source = source;
    m->cubes.count = 0;
    ks_status status = add_cubes(m, group, KS_DIM_ALL);
    if (status == KS_OK) {
        status = add_cubes(m, group, KS_DIM_NOT_ALL);
    }
    if (status == KS_OK) {
        status = get_tree(m, source, role, &group->heirs);
    }
    if (status != KS_OK) {
        return status;
    }
    group->count = m->cubes.count;
    group->cubes = copy_items(m->arena, m->cubes.items, group->count * sizeof *group->cubes);
    return group->cubes == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* For the sources of a network that had no group before. */
static ks_status make_groups_of(maker *m, const ks_drs_role *role, const ks_network *network,
                                ks_map *sources)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < network->arc_count && status == KS_OK; i++) {
        const ks_concept *source = network->arcs[i]->from;
        if (ks_map_get_ptr(sources, source) == NULL) {
            status = ks_map_set_ptr(sources, source, m);
            status = status == KS_OK ? make_group(m, role, source) : status;
        }
    }
    return status;
}

/* The primary items of a role that have hypercubes of their own, each once. */
static ks_status make_groups(maker *m, const ks_drs_role *role)
{
    static const ks_dimension_arcrole BOTH[] = {KS_DIM_ALL, KS_DIM_NOT_ALL};
    ks_map sources;
    ks_status status = KS_OK;
    ks_map_init(&sources);
    for (size_t k = 0; k < 2; k++) {
        const ks_network *network = role->networks[BOTH[k]];
        const char *arcrole = network == NULL ? NULL : network->arcrole;
        for (; network != NULL && status == KS_OK; network = network->next_of_role) {
            if (network->arcrole == arcrole) {
                status = make_groups_of(m, role, network, &sources);
            }
        }
    }
    ks_map_release(&sources);
    return status;
}

/* Counts, or notes, the groups that hold for each concept: the source of each, and its heirs. */
static void deal_group(ks_dimensions *dimensions, const ks_cube_group *group, bool is_counting)
{
    size_t *starts = dimensions->group_starts;
    size_t shift = is_counting ? 2 : 1;
    for (size_t i = 0; i <= group->heirs->count; i++) {
        bool is_source = i == group->heirs->count;
        const ks_concept *item = is_source ? group->source : group->heirs->members[i].concept;
        if (!is_source && item == group->source) {
            continue;
        }
        if (!is_counting) {
            dimensions->group_order[starts[item->index + 1]] = group;
        }
        starts[item->index + shift]++;
    }
}

/* Groups come role by role, so those of one role stand together for each concept. */
static ks_status index_groups(maker *m)
{
    ks_dimensions *dimensions = m->dimensions;
    size_t concepts = m->taxonomy->concepts.count;
    dimensions->group_starts =
        ks_arena_zero(m->arena, concepts + 2, sizeof *dimensions->group_starts);
    if (dimensions->group_starts == NULL) {
        return KS_ERR_MEMORY;
    }
    /* Counting two places on, and filling one place on, leaves each start where it belongs. */
    for (size_t i = 0; i < dimensions->groups.count; i++) {
        deal_group(dimensions, dimensions->groups.items[i], true);
    }
    for (size_t c = 2; c < concepts + 2; c++) {
        dimensions->group_starts[c] += dimensions->group_starts[c - 1];
    }
    size_t total = dimensions->group_starts[concepts + 1];
    dimensions->group_order = ks_arena_zero(m->arena, total + 1, sizeof *dimensions->group_order);
    if (dimensions->group_order == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < dimensions->groups.count; i++) {
        deal_group(dimensions, dimensions->groups.items[i], false);
    }
    return KS_OK;
}

/* What is below the heads of enumerations. */
static ks_status make_enumerations(maker *m)
{
    ks_dimensions *dimensions = m->dimensions;
    ks_status status = KS_OK;
    for (size_t i = 0; i < dimensions->enumerations.count && status == KS_OK; i++) {
        ks_enumeration *e = &dimensions->enumerations.items[i];
        const ks_drs_role *role =
            e->head == NULL || e->said->role == NULL
                ? NULL
                : ks_map_get(&dimensions->role_by_uri, ks_sv_from(e->said->role));
        if (role != NULL) {
            status = get_tree(m, e->head, role, &e->tree);
        }
    }
    return status;
}

static ks_status make_all(maker *m)
{
    ks_status status = KS_OK;
    const ks_map *roles = &m->dimensions->role_by_uri;
    for (ks_map_entry *e = ks_map_first(roles); e != NULL && status == KS_OK; e = ks_map_next(e)) {
        status = make_groups(m, ks_map_entry_value(e));
    }
    if (status == KS_OK) {
        status = make_enumerations(m);
    }
    return status == KS_OK && m->dimensions->groups.count > 0 ? index_groups(m) : status;
}

ks_status ks_dimensions_make_cubes(ks_taxonomy *taxonomy, ks_dimensions *dimensions)
{
    if (ks_map_count(&dimensions->role_by_uri) == 0) {
        return KS_OK;
    }
    maker m = {.taxonomy = taxonomy, .dimensions = dimensions, .arena = &taxonomy->arena};
    ks_map_init(&m.tree_by_start);
    ks_map_init(&m.domain_by_start);
    ks_map_init(&m.axes_by_start);
    ks_map_init(&m.visited);
    m.marks = ks_alloc_zero(taxonomy->concepts.count + 1, sizeof *m.marks);
    ks_status status = m.marks == NULL ? KS_ERR_MEMORY : make_all(&m);
    ks_map_release(&m.tree_by_start);
    ks_map_release(&m.domain_by_start);
    ks_map_release(&m.axes_by_start);
    ks_map_release(&m.visited);
    ks_vec_release(&m.open);
    ks_vec_release(&m.members);
    ks_vec_release(&m.axes);
    ks_vec_release(&m.parts);
    ks_vec_release(&m.cubes);
    ks_alloc_free(m.marks);
    return status;
}
