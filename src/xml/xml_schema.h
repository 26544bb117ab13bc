/* XSD validation by libxml2, with every document it needs given by us.
 *
 * A schema is compiled from one driver that names each namespace once (libxml2.md, finding 2).
 * Imports and includes are answered by `load` and by nothing else: what it does not know is the
 * finding xml.schema-missing. A compiled schema may be used for many documents, one at a time. */
#ifndef KS_XML_SCHEMA_H
#define KS_XML_SCHEMA_H

#include "base_str.h"
#include "diag.h"
#include "xml_init.h"
#include "xml_stream.h"

/* `load` is asked for the URL of a part, or for what a document names, resolved against where that
 * stands itself. It may give an empty text: the document is left out, and nothing is said of it. */
typedef struct ks_xml_schema_part {
    const char *ns;      /* target namespace; "" for none */
    const char *url;     /* where it is; handed to load, and named in findings */
    const char *address; /* the same with nothing left to resolve (io_address.h); NULL: the URL */
    bool is_read;        /* by a reader that tells what is declared twice */
} ks_xml_schema_part;

KS_MUST_USE ks_status ks_xml_schema_new(const ks_xml_schema_part *parts, size_t part_count,
                                        ks_xml_load_fn load, void *user, ks_sink *sink,
                                        ks_xml_schema **out);
/* Asks for the declared name most like one that is not declared, for messages. */
typedef const char *(*ks_xml_suggest_fn)(const char *local, void *user);
void ks_xml_schema_set_suggest(ks_xml_schema *schema, ks_xml_suggest_fn suggest, void *user);
void ks_xml_schema_free(ks_xml_schema *schema);

#endif
