/* What the definition links of a taxonomy say about dimensions (XBRL Dimensions 1.0, with errata to
 * 2012-01-25): hypercubes, their dimensions and domains, and the primary items they hold for.
 *
 * A part of ks_taxonomy, made when it is finished and not changed after that, from any thread.
 * Domains and trees that several hypercubes share are held once, and no hypercube is expanded: its
 * size is that of the relationships that define it. */
#ifndef KS_MODEL_DIMENSIONS_H
#define KS_MODEL_DIMENSIONS_H

#include "model_taxonomy.h"

#define KS_ARCROLE_ALL                 "http://xbrl.org/int/dim/arcrole/all"
#define KS_ARCROLE_NOT_ALL             "http://xbrl.org/int/dim/arcrole/notAll"
#define KS_ARCROLE_HYPERCUBE_DIMENSION "http://xbrl.org/int/dim/arcrole/hypercube-dimension"
#define KS_ARCROLE_DIMENSION_DOMAIN    "http://xbrl.org/int/dim/arcrole/dimension-domain"
#define KS_ARCROLE_DOMAIN_MEMBER       "http://xbrl.org/int/dim/arcrole/domain-member"
#define KS_ARCROLE_DIMENSION_DEFAULT   "http://xbrl.org/int/dim/arcrole/dimension-default"

typedef enum ks_dimension_arcrole {
    KS_DIM_ALL,
    KS_DIM_NOT_ALL,
    KS_DIM_HYPERCUBE_DIMENSION,
    KS_DIM_DIMENSION_DOMAIN,
    KS_DIM_DOMAIN_MEMBER,
    KS_DIM_DIMENSION_DEFAULT,
    KS_DIM_NONE /* any other arcrole */
} ks_dimension_arcrole;
ks_dimension_arcrole ks_dimension_arcrole_of(const char *arcrole);

typedef enum ks_concept_use {
    KS_USE_NONE, /* a tuple */
    KS_USE_ITEM, /* a primary item or a member of a domain: which one, only relationships tell */
    KS_USE_HYPERCUBE,
    KS_USE_EXPLICIT_DIMENSION,
    KS_USE_TYPED_DIMENSION
} ks_concept_use;

/* The base sets of one extended link role. */
typedef struct ks_drs_role {
    const char *uri;                         /* interned */
    const ks_network *networks[KS_DIM_NONE]; /* the first of each arcrole, or NULL */
} ks_drs_role;

typedef struct ks_member {
    const ks_concept *concept;
    bool is_usable; /* no relationship that leads to it says otherwise (2.5.3.3) */
} ks_member;

/* Whatever domain-member relationships lead to from one concept in one role, following targetRole
 * (2.4.3): sorted by number of the concept. Without that concept itself, unless there is a cycle.
 */
typedef struct ks_member_tree {
    const ks_concept *top;
    const ks_drs_role *role; /* NULL: nothing follows */
    const ks_member *members;
    size_t count;
    bool has_roles; /* relationships of more than one role lead there */
} ks_member_tree;
const ks_member *ks_member_find(const ks_member_tree *tree,
                                const ks_concept *concept); /* or NULL */

/* A dimension-domain relationship. */
typedef struct ks_domain_part {
    const ks_arc *arc;
    bool is_usable;
    const ks_member_tree *tree;
} ks_domain_part;

/* The effective domain of an explicit dimension (2.5.3): its parts together. */
typedef struct ks_domain {
    const ks_concept *dimension;
    const ks_drs_role *role;
    const ks_domain_part *parts;
    size_t part_count;
} ks_domain;

typedef enum ks_membership { KS_MEMBER_NOT, KS_MEMBER_UNUSABLE, KS_MEMBER_USABLE } ks_membership;
ks_membership ks_domain_ask(const ks_domain *domain, const ks_concept *concept);

typedef struct ks_axis {
    const ks_concept *dimension;
    bool is_typed;
    const ks_domain *domain;          /* of an explicit one; may have no parts */
    const ks_concept *default_member; /* or NULL */
    const ks_arc *arc;
} ks_axis;

/* The dimensions of a hypercube in one role, sorted by number of the concept, each once. */
typedef struct ks_axes {
    const ks_concept *hypercube;
    const ks_axis *items;
    size_t count;
    uint64_t all;    /* bits of its dimensions (ks_dimension_bit) */
    uint64_t needed; /* of those that have no default */
} ks_axes;
uint64_t ks_dimension_bit(const ks_concept *dimension);

/* A has-hypercube relationship (2.3). */
typedef struct ks_cube {
    const ks_arc *arc;
    bool is_excluding; /* notAll */
    bool is_closed;
    bool is_scenario; /* contextElement */
    const ks_axes *axes;
} ks_cube;

/* All hypercubes of one primary item in one role, and those who inherit them (2.6.1). */
typedef struct ks_cube_group {
    const ks_drs_role *role;
    const ks_concept *source;
    const ks_cube *cubes;
    size_t count;
    const ks_member_tree *heirs;
} ks_cube_group;

typedef struct ks_cube_groups {
    const ks_cube_group *const *items; /* those of one role stand together */
    size_t count;
} ks_cube_groups;

/* ---- enumerations --------------------------------------------------------------------------- */

typedef enum ks_enum_kind {
    KS_ENUM_NONE,
    KS_ENUM_QNAME, /* Extensible Enumerations 1.0: a QName */
    KS_ENUM_URI,   /* 2.0: "namespace#name" */
    KS_ENUM_URIS   /* 2.0: several of them */
} ks_enum_kind;

/* A concept whose values are members of a domain. */
typedef struct ks_enumeration {
    const ks_concept *concept;
    ks_enum_kind kind;
    const ks_enum_domain *said; /* what its declaration says; NULL: nothing */
    const ks_concept *head;     /* NULL where none is said, or it can be no member */
    const ks_member_tree *tree; /* below the head; NULL where nothing is */
} ks_enumeration;

typedef struct ks_dimensions {
    const ks_taxonomy *taxonomy;
    uint8_t *uses;                      /* by number of the concept: ks_concept_use */
    const ks_concept **default_members; /* by number of the dimension */
    const ks_qname **typed_domains;     /* the same: element of the domain; or NULL */
    ks_map role_by_uri;                 /* -> ks_drs_role */
    KS_VEC(ks_member_tree *) trees;
    KS_VEC(ks_domain *) domains;
    KS_VEC(ks_axes *) axes;
    KS_VEC(ks_cube_group *) groups;
    KS_VEC(ks_enumeration) enumerations; /* in the order of concepts */
    const ks_cube_group **group_order;   /* by number of the concept, then role */
    size_t *group_starts;
} ks_dimensions;

/* A step of ks_taxonomy_finish, and of ks_taxonomy_free. */
KS_MUST_USE ks_status ks_taxonomy_make_dimensions(ks_taxonomy *taxonomy);
void ks_taxonomy_release_dimensions(ks_taxonomy *taxonomy);

ks_concept_use ks_dimensions_use(const ks_dimensions *dimensions, const ks_concept *concept);
bool ks_concept_use_is_dimension(ks_concept_use use);
/* The enumeration of that concept, or NULL. */
const ks_enumeration *ks_dimensions_enumeration(const ks_dimensions *dimensions,
                                                const ks_concept *concept);
ks_membership ks_enumeration_ask(const ks_enumeration *enumeration, const ks_concept *member);
/* Dimension-default holds everywhere, whatever its role (2.7.1). NULL where there is none. */
const ks_concept *ks_dimensions_default(const ks_dimensions *dimensions,
                                        const ks_concept *dimension);
/* The element that holds values of a typed dimension, or NULL. */
const ks_qname *ks_dimensions_typed_domain(const ks_dimensions *dimensions,
                                           const ks_concept *dimension);
ks_cube_groups ks_dimensions_cubes(const ks_dimensions *dimensions, const ks_concept *item);

/* The relationships of `arcrole` that start at `from` in `role` (NULL: none), one after the other.
 */
typedef struct ks_drs_cursor {
    const ks_network *network; /* the next one */
    const char *arcrole;
    const ks_concept *from;
    ks_arc_list list;
    size_t next;
} ks_drs_cursor;
ks_drs_cursor ks_drs_start(const ks_drs_role *role, ks_dimension_arcrole arcrole,
                           const ks_concept *from);
const ks_arc *ks_drs_next(ks_drs_cursor *cursor); /* NULL at the end */
/* The role in which relationships follow `arc`, which is of `role` (2.4.3); NULL where none do. */
const ks_drs_role *ks_drs_follow(const ks_dimensions *dimensions, const ks_drs_role *role,
                                 const ks_arc *arc);
/* An attribute of the xbrldt namespace, or NULL. */
const char *ks_drs_attr(const ks_arc *arc, const char *local);
bool ks_drs_is_usable(const ks_arc *arc);

#endif
