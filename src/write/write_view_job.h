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
    KS_VEC(ks_view_statement) statements;
} ks_view_job;

/* One element with a text in one language. */
void ks_view_write_text(ks_view_job *job, const char *element, const char *lang, const char *text);
/* The same with what stands in job->text. */
void ks_view_write_built(ks_view_job *job, const char *element, const char *lang);
/* One element for each language of the view; a language that the list lacks gets the first text. */
void ks_view_write_texts(ks_view_job *job, const char *element, const ks_lang_text *list);
void ks_view_write_labels(ks_view_job *job, const ks_concept *concept, const char *role);
/* The heading of a period, in each language, as element "label". */
void ks_view_write_heading(ks_view_job *job, size_t period);
void ks_view_write_number(ks_view_job *job, const char *attr, size_t number);
void ks_view_write_day(ks_view_job *job, const char *attr, int64_t day);

/* The statement, its charts included; `number` counts from 1. */
KS_MUST_USE ks_status ks_view_write_statement(ks_view_job *job, ks_view_statement *statement,
                                              size_t number);
KS_MUST_USE ks_status ks_view_write_chart(ks_view_job *job, const ks_view_statement *statement,
                                          const ks_view_chart *chart);
/* Element "unit-line" for each language: of one currency, or where that is KS_VIEW_NO_CURRENCY of
 * all that the statement shows. */
KS_MUST_USE ks_status ks_view_write_unit_line(ks_view_job *job, const ks_view_statement *statement,
                                              size_t currency);
/* The footnotes and the facts that cells show. */
KS_MUST_USE ks_status ks_view_write_details(ks_view_job *job);
/* The mark of a footnote as printed, or one made from its place. NULL when memory is short. */
const char *ks_view_mark(ks_view_job *job, const ks_footnote *note);

#endif
