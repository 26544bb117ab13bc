/* A units registry as data (Units Registry 1.0): which units the items of a type are reported in.
 *
 * Names are compared by pointer: they must be interned where those of the instance are, or below.
 * A registry that is read is not changed any more: any thread may look into it. */
#ifndef KS_MODEL_UNITS_H
#define KS_MODEL_UNITS_H

#include "base_arena.h"
#include "base_map.h"
#include "base_names.h"
#include "diag.h"
#include "model_instance.h"

/* A type of items. `local` is NULL where there is none; `ns` is NULL where any will do. */
typedef struct ks_units_type {
    const char *local;
    const char *ns;
} ks_units_type;

/* One definition: of a simple unit, or of a quotient, whose parts are units of those types. */
typedef struct ks_units_entry {
    const char *id;
    const char *ns; /* of a simple unit's measure; NULL: any will do */
    const char *name;
    ks_units_type item;
    ks_units_type numerator; /* any, where there is none */
    ks_units_type denominator;
    bool is_quotient;
    bool is_candidate; /* in force, and not yet recommended */
    ks_place place;
    struct ks_units_entry *next_of_type; /* of the same local name of the item's type, or NULL */
    struct ks_units_entry *next_of_id;
} ks_units_entry;

typedef struct ks_units_list {
    ks_units_entry *first;
    ks_units_entry *last;
} ks_units_list;

typedef struct ks_units {
    ks_arena arena;
    ks_map by_type; /* address of the local name of the items' type -> ks_units_list */
    ks_map by_id;   /* address of the id -> the list of simple units */
} ks_units;

KS_MUST_USE ks_status ks_units_new(ks_units **out);
void ks_units_free(ks_units *units);
/* Adds a copy of *entry; the strings must be interned. Definitions keep their order. */
KS_MUST_USE ks_status ks_units_add(ks_units *units, const ks_units_entry *entry);

/* The first definition for items of `type`, or the next one behind `after`; NULL at the end. A type
 * without any is not constrained. */
const ks_units_entry *ks_units_first(const ks_units *units, const ks_units_type *type);
const ks_units_entry *ks_units_next(const ks_units_entry *after, const ks_units_type *type);
/* A definition of the simple unit that is `measure`, or NULL. */
const ks_units_entry *ks_units_measure(const ks_units *units, const ks_qname *measure);

/* Whether `unit` is one for items of `type`: the definition that says so, a recommended one rather
 * than a candidate, or NULL. Products of measures are in no registry. */
const ks_units_entry *ks_units_match(const ks_units *units, const ks_qname *type,
                                     const ks_unit *unit);

#endif
