/* An extension taxonomy as files: its schema, a label linkbase for each language, a presentation
 * and a calculation linkbase (XBRL 2.1 chapter 5).
 *
 * Written are the items of one namespace, their labels, the roles, and the parent-child and
 * summation-item networks between them, all in the order of the model; the same model gives the
 * same bytes. What has nothing to say (no label in a language, no network of a kind) gets no file.
 */
#ifndef KS_WRITE_TAXONOMY_H
#define KS_WRITE_TAXONOMY_H

#include "model_taxonomy.h"
#include "write_files.h"

typedef struct ks_write_taxonomy_options {
    const char
        *base_name;     /* "iij-1q02": iij-1q02.xsd, iij-1q02_lab-en.xml, iij-1q02_pre.xml, ... */
    const char *ns;     /* of the extension */
    const char *prefix; /* an NCName */
    const char *const *languages; /* of the label linkbases, in that order */
    size_t language_count;
    const char *encoding; /* named in the XML declarations */
} ks_write_taxonomy_options;

/* Adds the files to *files, the schema first. `taxonomy` is finished. An arc that leads to a
 * concept of another namespace is KS_ERR_MISUSE. *files is unchanged after a failure. */
KS_MUST_USE ks_status ks_write_taxonomy(const ks_taxonomy *taxonomy,
                                        const ks_write_taxonomy_options *options,
                                        ks_write_files *files);

#endif
