/* What the parts of the plan's reader share. Private to read_plan*.c.
 *
 * The plan is an element tree whose attribute values are interned and trimmed, and whose texts have
 * single spaces. It has passed its schema: what the schema asks for is there. What does not hold
 * beyond that is a finding, and the reader goes on with NULL in its place, to find all of it. */
#ifndef KS_READ_PLAN_READER_H
#define KS_READ_PLAN_READER_H

#include "read_plan.h"
#include "xml_tree.h"

/* What names a line of one statement. */
typedef struct ks_plan_index {
    ks_plan_statement *statement;
    ks_map by_id;      /* ks_plan_line, for those with an id of their own */
    ks_map by_concept; /* ks_plan_shown */
    size_t first_entry;
    size_t entry_count;
} ks_plan_index;

/* The lines of a statement that show one concept. */
typedef struct ks_plan_shown {
    ks_plan_line *plain; /* the first without an id of its own */
    ks_plan_line *named; /* the first with one */
    size_t plain_count;
    size_t named_count;
} ks_plan_shown;

/* A line with its element, in the order of the plan. */
typedef struct ks_plan_entry {
    ks_plan_line *line;
    const ks_xml_element *element;
    ks_plan_index *index;
    const ks_lang_text *documentation;
} ks_plan_entry;

typedef struct ks_plan_reader {
    ks_plan *plan;
    ks_sink *sink;
    ks_plan_settings settings; /* of the filing */
    size_t suggestions;        /* how many nearest names may still be looked for */
    ks_map periods;
    ks_map units;
    ks_map translations;
    ks_map statements; /* ks_plan_index */
    ks_map roles;      /* of statements, by URI */
    ks_map axes;
    ks_map members;
    ks_map taken; /* names of axes, domains and members: their places */
    ks_map concepts;
    ks_map labels; /* by concept, role and language */
    ks_map languages;
    KS_VEC(ks_plan_index *) indexes;
    KS_VEC(ks_plan_entry) entries;
} ks_plan_reader;

/* The key of `map` most like `name`, or NULL. A failure counts as none. */
const char *ks_plan_nearest(ks_plan_reader *r, const ks_map *map, const char *name);
/* What attribute `attr` refers to; NULL where it is absent, or unknown: then finding `unknown`. */
void *ks_plan_resolve(ks_plan_reader *r, const ks_map *map, const ks_xml_element *element,
                      const char *attr, ks_finding_id unknown);
/* Reads the children, to the first that fails; none where there is no parent. */
KS_MUST_USE ks_status ks_plan_read_each(ks_plan_reader *r, const ks_xml_element *parent,
                                        ks_status (*read)(ks_plan_reader *r,
                                                          const ks_xml_element *element));
/* The children of that name as texts by language. */
KS_MUST_USE ks_status ks_plan_read_texts(ks_plan_reader *r, const ks_xml_element *element,
                                         const char *local, const ks_lang_text **out);
ks_plan_settings ks_plan_no_settings(void);
/* Replaces what the element says; `period` only where it is a reference. */
void ks_plan_read_settings(ks_plan_reader *r, const ks_xml_element *element, bool has_period,
                           ks_plan_settings *settings);

KS_MUST_USE ks_status ks_plan_read_basics(ks_plan_reader *r, const ks_xml_element *root);
KS_MUST_USE ks_status ks_plan_read_axes(ks_plan_reader *r, const ks_xml_element *element);
/* Reports that a concept, line or heading bears the name of an axis, a domain or a member. */
void ks_plan_check_name(ks_plan_reader *r, const char *name, ks_place place);
/* The dimensions and ranges of the element in front of those `around` it, as far as it says nothing
 * of their axes. */
KS_MUST_USE ks_status ks_plan_read_ties(ks_plan_reader *r, const ks_xml_element *element,
                                        const ks_plan_tie *around, const ks_plan_tie **out);
/* What is equal where the ties are, interned; NULL where there are none. */
KS_MUST_USE ks_status ks_plan_name_ties(ks_plan_reader *r, const ks_plan_tie *ties,
                                        const char **out);
/* After the tables: which axes the figures of each statement are tied to. */
KS_MUST_USE ks_status ks_plan_settle_axes(ks_plan_reader *r);
KS_MUST_USE ks_status ks_plan_read_concepts(ks_plan_reader *r, const ks_xml_element *element);
KS_MUST_USE ks_status ks_plan_read_statements(ks_plan_reader *r, const ks_xml_element *element);
/* After the statements: concepts, roles and labels of all lines. */
KS_MUST_USE ks_status ks_plan_settle_lines(ks_plan_reader *r);
KS_MUST_USE ks_status ks_plan_check_sums(ks_plan_reader *r);
/* The line that attribute `attr` names, or NULL and a finding. */
ks_plan_line *ks_plan_resolve_line(ks_plan_reader *r, const ks_plan_index *index,
                                   const ks_xml_element *element, const char *attr);
KS_MUST_USE ks_status ks_plan_read_tables(ks_plan_reader *r, const ks_xml_element *element);
KS_MUST_USE ks_status ks_plan_read_charts(ks_plan_reader *r, const ks_xml_element *element);

#endif
