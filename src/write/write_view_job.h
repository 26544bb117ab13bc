/* The writing of one view: what its parts share. For the room's own use. */
#ifndef KS_WRITE_VIEW_JOB_H
#define KS_WRITE_VIEW_JOB_H

#include "write_view_statement.h"
#include "xml_write.h"

typedef struct ks_view_job {
    ks_view_index index;
    const ks_write_view_options *options;
    const ks_instance *instance;
    ks_xml_writer writer;
    ks_str text;          /* of the string at hand */
    ks_map statement_ids; /* those that are taken */
    ks_view_statements statements;
    const ks_lang_text *titles; /* of the report; NULL where nothing says it */
    const ks_lang_text *names;  /* of the entity; likewise */
    size_t number_count;        /* of statements, their parts being one */
    size_t page;                /* the number of the statement that is written alone; 0: all are */
    size_t page_first;          /* its parts */
    size_t page_end;
    size_t list; /* of what is told of facts, the one that is written */
} ks_view_job;

/* One element with a text in one language. */
void ks_view_write_text(ks_view_job *job, const char *element, const char *lang, const char *text);
/* The same with what stands in job->text. */
void ks_view_write_built(ks_view_job *job, const char *element, const char *lang);
/* One element for each language of the view; a language that the list lacks gets the first text. */
void ks_view_write_texts(ks_view_job *job, const char *element, const ks_lang_text *list);
void ks_view_write_labels(ks_view_job *job, const ks_concept *concept, const char *role);
/* Replaces job->text. */
void ks_view_say_label(ks_view_job *job, const char *lang, const ks_concept *concept,
                       const char *role);
/* The heading of a period, in each language. */
void ks_view_write_heading(ks_view_job *job, const char *element, size_t period);
/* The start tag of a row, which the writer then fills and ends; `number` is from 1. */
void ks_view_start_row(ks_view_job *job, const ks_view_statement *statement, size_t number,
                       const char *kind, size_t level);
void ks_view_write_number(ks_view_job *job, const char *attr, size_t number);
void ks_view_write_day(ks_view_job *job, const char *attr, int64_t day);
/* The attribute with the prefixed name of a concept. */
KS_MUST_USE ks_status ks_view_write_name(ks_view_job *job, const char *attr,
                                         const ks_concept *concept);
KS_MUST_USE ks_status ks_view_write_marks(ks_view_job *job, const ks_view_marks *marks);

/* Finds titles and names: where the instance brings none, in facts that say them. */
KS_MUST_USE ks_status ks_view_find_names(ks_view_job *job);
/* Leaves the statements that `only` names; KS_ERR_NOT_FOUND where there is none. */
KS_MUST_USE ks_status ks_view_choose(ks_view_job *job);
/* Numbers the statements, names them, and finds where each long text stands. */
KS_MUST_USE ks_status ks_view_number_statements(ks_view_job *job);
void ks_view_write_titles(ks_view_job *job, const ks_view_statement *statement);
/* Attribute "again", where statements before it have the same title. */
void ks_view_write_again(ks_view_job *job, const ks_view_statement *statement);
/* The statement, its charts included. */
KS_MUST_USE ks_status ks_view_write_statement(ks_view_job *job, ks_view_statement *statement);
KS_MUST_USE ks_status ks_view_write_chart(ks_view_job *job, const ks_view_statement *statement,
                                          const ks_view_chart *chart);
/* Element "unit-line" for each language: of one currency, or where that is KS_VIEW_NO_CURRENCY of
 * all that the statement shows. */
KS_MUST_USE ks_status ks_view_write_unit_line(ks_view_job *job, const ks_view_statement *statement,
                                              size_t currency);
/* A cell of that column; `fact` may be NULL, and `role` too. */
KS_MUST_USE ks_status ks_view_write_cell(ks_view_job *job, const char *column, const ks_fact *fact,
                                         const char *role, int32_t scale);
/* The same with footnote marks behind the figure. */
KS_MUST_USE ks_status ks_view_write_marked_cell(ks_view_job *job, const char *column,
                                                const ks_fact *fact, const char *role,
                                                int32_t scale, const ks_view_marks *marks);
/* The columns and rows of a table of that shape. */
KS_MUST_USE ks_status ks_view_write_table(ks_view_job *job, const ks_view_statement *statement);
KS_MUST_USE ks_status ks_view_write_records(ks_view_job *job, const ks_view_statement *statement);
KS_MUST_USE ks_status ks_view_write_list(ks_view_job *job, const ks_view_statement *statement);
/* The members of a column that not all columns share: element "member" for each. */
KS_MUST_USE ks_status ks_view_write_members(ks_view_job *job, const ks_view_statement *statement,
                                            const ks_view_column *column);
/* Those that all columns share: element "scope" for each language. */
void ks_view_write_scope(ks_view_job *job, const ks_view_statement *statement);
/* Which those are, is found first. */
KS_MUST_USE ks_status ks_view_find_shared(const ks_view_job *job, ks_view_statement *statement);
bool ks_view_is_shared(const ks_view_job *job, const ks_view_statement *statement,
                       const ks_view_value *value);
/* What a fact says of a dimension, in words: "Segment: Services". Replaces job->text. */
void ks_view_say_value(ks_view_job *job, const char *lang, const ks_view_value *value);
/* Attributes: the dimension, and its member unless it is typed. */
KS_MUST_USE ks_status ks_view_write_member_names(ks_view_job *job, const ks_view_value *value);
/* The label of a member, or the text of a typed one. Added to job->text. */
void ks_view_say_member(ks_view_job *job, const char *lang, const ks_view_value *value);
/* What has none of the members that others have is called. Added to job->text. */
void ks_view_say_default(ks_view_job *job, const char *lang, const ks_view_statement *statement);
/* The long texts that stand with the statement. */
KS_MUST_USE ks_status ks_view_write_blocks(ks_view_job *job, const ks_view_statement *statement);
/* The footnotes, and the facts that cells show with what they are of: of all statements or of the
 * page. */
KS_MUST_USE ks_status ks_view_write_details(ks_view_job *job);
/* What is told of the fact's context, and of its unit. */
KS_MUST_USE ks_status ks_view_write_context(ks_view_job *job, const ks_fact *fact);
KS_MUST_USE ks_status ks_view_write_unit(ks_view_job *job, const ks_fact *fact);
/* Attributes: start and end, or instant; none for what is forever. */
void ks_view_write_days(ks_view_job *job, ks_period_type type, int64_t start, int64_t end);
/* The entity that most facts are of; "-" where there is none. */
ks_entity ks_view_entity(const ks_view_job *job);
/* The footnotes that no page showed, and no facts. */
KS_MUST_USE ks_status ks_view_write_loose(ks_view_job *job);
/* The id of a fact in the view: its own, unless that is long, or made from its place. NULL when
 * memory is short. */
const char *ks_view_fact_id(ks_view_job *job, const ks_fact *fact);
/* The mark of a footnote as printed, or one made from its place. NULL when memory is short. */
const char *ks_view_mark(ks_view_job *job, const ks_footnote *note);
/* Every fact that the statement shows. */
typedef ks_status (*ks_view_fact_fn)(ks_view_job *job, const ks_view_statement *statement,
                                     const ks_view_row *row, const ks_fact *fact);
KS_MUST_USE ks_status ks_view_each_fact(ks_view_job *job, const ks_view_statement *statement,
                                        ks_view_fact_fn see);

#endif
