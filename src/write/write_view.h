/* The statement view (xsd/kessan/view.xsd): an instance and its taxonomy as statements with
 * finished strings, for stylesheets to lay out. One statement for each presentation network that
 * has facts, in the order of the numbers that their definitions begin with, or of the taxonomy's
 * roles; where there is none, one statement of all facts. Facts that no statement shows are listed
 * behind them, so that every fact is in the view.
 *
 * A network with dimensions shows the facts whose members its tables list, or where it lists none,
 * those that the hypercubes of its role allow; members are columns, or rows where there are many of
 * them or one line alone. */
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
    bool sorts_periods; /* columns by period, else in the order of the contexts */
    /* One statement alone: its role, the last part of that, or the definition with or without the
     * number in front; or NULL. */
    const char *only;
} ks_write_view_options;

/* A view that is to be written: as one document, or page by page, each statement being a page. */
typedef struct ks_view_book ks_view_book;

/* Lays out all statements. `instance` and what `options` point to must outlive it. KS_ERR_NOT_FOUND
 * where there is no such statement as `only` names. Languages that begin with "ja" get Japanese
 * headings and unit lines where the instance brings none, all others English ones. Strings that the
 * instance has in other languages only are taken from those. */
KS_MUST_USE ks_status ks_view_book_new(const ks_instance *instance,
                                       const ks_write_view_options *options, ks_view_book **out);
void ks_view_book_free(ks_view_book *book);
size_t ks_view_book_page_count(const ks_view_book *book);
/* What the page's file is called, without its ending. Pages count from 1; page 0 is the contents.
 */
const char *ks_view_book_page_id(const ks_view_book *book, size_t page);
/* Append a document to *out, in UTF-8; *out is empty again after a failure. The contents come last:
 * they hold the footnotes that no page showed. */
KS_MUST_USE ks_status ks_view_book_write_page(ks_view_book *book, size_t page, ks_str *out);
KS_MUST_USE ks_status ks_view_book_write_contents(ks_view_book *book, ks_str *out);
KS_MUST_USE ks_status ks_view_book_write_all(ks_view_book *book, ks_str *out);

/* What a statement that is not there was perhaps meant to be: the last part of a role. */
const char *ks_view_nearest_role(const ks_instance *instance, const char *name);

/* All of it at once. */
KS_MUST_USE ks_status ks_write_view(const ks_instance *instance,
                                    const ks_write_view_options *options, ks_str *out);

#endif
