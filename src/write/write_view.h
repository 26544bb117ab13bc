/* The statement view (xsd/kessan/view.xsd): an instance and its taxonomy as statements with
 * finished strings, for stylesheets to lay out. One statement for each presentation network that
 * has facts, in the order of the taxonomy's roles; where there is none, one statement of all facts.
 */
#ifndef KS_WRITE_VIEW_H
#define KS_WRITE_VIEW_H

#include "model_instance.h"

/* Bars of a few concepts over the periods of a statement. */
typedef struct ks_view_chart {
    const char *id;
    const char *role; /* of the statement that it stands with */
    const ks_lang_text *titles;
    const ks_unit *unit; /* of the instance */
    const ks_concept *const *series;
    size_t series_count;
} ks_view_chart;

typedef struct ks_write_view_options {
    const char *id;               /* names the filing: "iij-1q02" */
    const char *instance_file;    /* the file of the instance that is shown */
    const char *const *languages; /* the first is the main one; at least one */
    size_t language_count;
    const char *ns; /* of the extension taxonomy, and its prefix; or NULL */
    const char *prefix;
    const ks_view_chart *charts;
    size_t chart_count;
} ks_write_view_options;

/* Appends the document to *out, in UTF-8; *out is empty again after a failure. Languages that begin
 * with "ja" get Japanese headings and unit lines where the instance brings none, all others English
 * ones. Strings that the instance has in other languages only are taken from those. */
KS_MUST_USE ks_status ks_write_view(const ks_instance *instance,
                                    const ks_write_view_options *options, ks_str *out);

#endif
