/* Reads reports of the Open Information Model 1.0 (2021-10-13) into the instances that they stand
 * for.
 *
 * The reader of a format fills a plain report, in the format's own words and with places in its
 * files: names keep their prefixes, units and periods are texts. What asks for the report asks for
 * an instance: a document that is made, event by event, when it is asked for (xBRL-XML 1.0 the
 * other way round), with a taxonomy at hand that says which dimensions are typed and which concepts
 * are numbers. What is wrong with a fact is found there, once, and the fact is left out.
 *
 * Belongs to one thread. */
#ifndef KS_READ_OIM_H
#define KS_READ_OIM_H

#include "base_map.h"
#include "base_names.h"
#include "base_vec.h"
#include "io_resolve.h"
#include "model_oim.h"
#include "xml_stream.h"

/* An alias and what it stands for: of namespaces, link types, link groups. */
typedef struct ks_oim_alias {
    const char *alias;
    const char *uri;
    ks_place place;
} ks_oim_alias;

typedef KS_VEC(ks_oim_alias) ks_oim_aliases;

/* A dimension of a fact, as it is written. */
typedef struct ks_oim_dimension {
    const char *name;  /* "concept", "entity", ..., or a taxonomy-defined one: "eg:Axis" */
    const char *value; /* NULL: nil */
    ks_place place;    /* of the value */
} ks_oim_dimension;

typedef struct ks_oim_fact {
    const char *id;       /* unique in the report */
    const char *value;    /* NULL: nil */
    const char *decimals; /* an integer as a text; NULL: none, so the value is exact */
    bool has_suffix; /* they stood behind the number (xBRL-CSV), which is known with concepts */
    const ks_oim_dimension *dimensions;
    size_t dimension_count; /* each name once */
    ks_place place;
    ks_place value_place;
    ks_place decimals_place;
} ks_oim_fact;

/* A link from a fact to a fact or note. */
typedef struct ks_oim_link {
    const char *type;  /* aliases */
    const char *group; /* NULL: the type has none */
    const char *from;  /* ids; NULL: the group has none */
    const char *to;    /* NULL: there is no target, and no link; its type and group must be known */
    ks_place place;    /* of the target's id, or of what holds none */
} ks_oim_link;

/* An address in documentInfo.taxonomy. */
typedef struct ks_oim_entry {
    const char *url; /* relative to the report, or absolute */
    ks_place place;
} ks_oim_entry;

/* What makes a fact use a cell that it refers to (xBRL-CSV). */
typedef enum ks_oim_use_kind {
    KS_OIM_USED,
    KS_OIM_USED_BY_NUMBER,   /* where its concept is numeric: units */
    KS_OIM_USED_BY_TEXT,     /* where it has a language */
    KS_OIM_USED_BY_DECIMALS, /* where it is a number that is not nil, and has none itself */
} ks_oim_use_kind;

typedef struct ks_oim_use {
    size_t fact; /* number in the report */
    ks_oim_use_kind kind;
} ks_oim_use;

/* A cell that is used only where one of its uses is one. */
typedef struct ks_oim_cell {
    const char *column;
    const char *text;
    ks_place place;
    size_t first_use;
    size_t use_count;
} ks_oim_cell;

/* What a format calls the errors that the others have under another code. */
typedef struct ks_oim_codes {
    ks_finding_id value;           /* of a fact: no value of its concept */
    ks_finding_id dimension_value; /* no value of its dimension */
    ks_finding_id period;
    ks_finding_id link_type;
    ks_finding_id link_group;
    ks_finding_id link_target;
} ks_oim_codes;

/* All texts live in the arena, or as long as the report. Starts as ks_oim_report_new makes it. */
typedef struct ks_oim_report {
    ks_arena arena;
    ks_names *names; /* borrowed */
    ks_sink *sink;   /* borrowed */
    const char *url; /* of the file that a user named: relative addresses begin there */
    const char *file;
    const ks_oim_codes *codes;
    bool is_csv;               /* dimensions that do not suit the concept are no errors there */
    ks_place place;            /* of documentInfo */
    const char *base_url;      /* or NULL */
    ks_oim_aliases namespaces; /* of entities' schemes too */
    ks_oim_aliases link_types;
    ks_oim_aliases link_groups;
    KS_VEC(ks_oim_entry) taxonomy;
    bool has_canonical_values; /* the feature xbrl:canonicalValues */
    ks_oim_duplicates allowed_duplicates;
    KS_VEC(ks_oim_fact) facts;
    KS_VEC(ks_oim_link) links;
    KS_VEC(ks_oim_cell) cells; /* of xBRL-CSV, where it hangs on concepts whether they are used */
    KS_VEC(ks_oim_use) uses;
    ks_map namespace_by_alias; /* -> ks_oim_alias, by ks_oim_settle_aliases */
    ks_xml_producer producer;
    bool is_told; /* what is wrong with the facts has been told */
} ks_oim_report;

/* Whether a document is one for ks_oim_read: JSON, by its first character. */
bool ks_oim_is(ks_sv text);

/* Whether the text says somewhere that it is of a format that ks_oim_read knows. */
bool ks_oim_is_declared(ks_sv text);

/* Reads the report at `url`, a file of xBRL-JSON, or the metadata of xBRL-CSV. KS_REFUSED with
 * findings where it is missing or no such report. All arguments must outlive *out. */
KS_MUST_USE ks_status ks_oim_read(const char *url, ks_names *names, ks_io_resolver *resolver,
                                  ks_sink *sink, ks_oim_report **out);
void ks_oim_free(ks_oim_report *report); /* NULL is fine */

/* Puts the instance where `resolver` has it: at *out_url, beside the report. The report must
 * outlive the resolver's use of it. */
KS_MUST_USE ks_status ks_oim_put(ks_oim_report *report, ks_io_resolver *resolver,
                                 const char **out_url);

/* Of a report (`producer` is that of its instance; else nothing is told): its taxonomy is not
 * valid, which findings have said (OIM 3.2). */
void ks_oim_tell_taxonomy(const ks_xml_producer *producer, ks_sink *sink);

/* ---- for the readers of the formats --------------------------------------------------------- */

KS_MUST_USE ks_status ks_oim_report_new(const char *url, const char *file, ks_names *names,
                                        ks_sink *sink, ks_oim_report **out);
/* Whether the text is a URI reference in the one way that the formats write it: no needless white
 * space, whole escapes, one fragment at most. */
bool ks_oim_is_reference(ks_sv text);
/* When aliases are there: what is wrong with them is told (Common 3.2, 3.3). */
KS_MUST_USE ks_status ks_oim_settle_aliases(ks_oim_report *report);
/* The namespace of a prefix, or NULL. */
const char *ks_oim_namespace(const ks_oim_report *report, ks_sv prefix);
/* The expanded name of "prefix:name"; NULL where the text is none, or, with *out_is_unbound, where
 * its prefix stands for nothing. Interned in `names`. KS_ERR_MEMORY only. */
KS_MUST_USE ks_status ks_oim_name(const ks_oim_report *report, ks_names *names, ks_sv text,
                                  const ks_qname **out, bool *out_is_unbound);

/* What a value of the feature xbrl:allowedDuplicates means; false: nothing. */
bool ks_oim_find_duplicates(ks_sv name, ks_oim_duplicates *out);

#endif
