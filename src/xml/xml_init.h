/* What is global in libxml2, touched once and never cleaned up by the library: the parser's tables,
 * the types of XSD, and the one external entity loader.
 *
 * The loader answers for the thread's innermost resolver, and hands on to the loader it found where
 * a thread has none, so that an embedder's own use of libxml2 stays as it was. */
#ifndef KS_XML_INIT_H
#define KS_XML_INIT_H

#include "base_str.h"

/* Finds the bytes (UTF-8, borrowed until the operation returns) of the document at `url`. */
typedef bool (*ks_xml_load_fn)(const char *url, void *user, ks_sv *out);

/* Lives on the stack of who loads; answers for this thread between enter and leave. Errors that
 * libxml2 has no handler for are kept from stderr in the meantime. `load` may be NULL: nothing is
 * ever loaded. */
typedef struct ks_xml_resolver {
    ks_xml_load_fn load;
    void *user;
    struct ks_xml_resolver *outer;
    void *saved_structured;
    void *saved_structured_user;
    void *saved_generic;
    void *saved_generic_user;
} ks_xml_resolver;

/* Any thread, any number of times. */
KS_MUST_USE ks_status ks_xml_init(void);
void ks_xml_resolver_enter(ks_xml_resolver *resolver, ks_xml_load_fn load, void *user);
void ks_xml_resolver_leave(ks_xml_resolver *resolver);

/* The text behind the XML declaration, whose encoding is no longer that of the text. */
ks_sv ks_xml_skip_declaration(ks_sv text);

#endif
