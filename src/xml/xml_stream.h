/* One pass over an XML document: libxml2's SAX2 parser, names interned, every event with its line
 * and column, and, where a schema is given, the document validated in the same pass.
 *
 * Parsing touches no network and no file: external entities and external DTD subsets are findings.
 * A document that is not well-formed is a finding (xml.malformed, at the line and column) and
 * KS_REFUSED. One stream belongs to one thread. */
#ifndef KS_XML_STREAM_H
#define KS_XML_STREAM_H

#include "base_names.h"
#include "base_str.h"
#include "diag.h"

typedef struct ks_xml_attr {
    const ks_qname *name;
    ks_sv value; /* normalized; not NUL-terminated; valid during the callback */
} ks_xml_attr;

typedef struct ks_xml_stream ks_xml_stream;
typedef struct ks_xml_schema ks_xml_schema;

/* A callback returns KS_OK to go on; anything else stops the parse, which returns it. */
typedef struct ks_xml_handler {
    ks_status (*start)(ks_xml_stream *stream, void *user, const ks_qname *name,
                       const ks_xml_attr *attrs, size_t attr_count);
    ks_status (*text)(ks_xml_stream *stream, void *user,
                      ks_sv text); /* may come in pieces; or NULL */
    ks_status (*end)(ks_xml_stream *stream, void *user, const ks_qname *name);
} ks_xml_handler;

/* Hears of nothing: for a parse that only validates. */
extern const ks_xml_handler KS_XML_DEAF;

/* A document that is not parsed but made: its events are fed one by one (xml_feed.h). */
typedef struct ks_xml_producer {
    ks_status (*produce)(ks_xml_stream *stream, const void *user);
    const void *user;
} ks_xml_producer;

typedef struct ks_xml_source {
    const char *file; /* the name in findings; must outlive the sink */
    ks_sv text;       /* UTF-8, from ks_io_decode_xml; must stay until the parse returns */
    ks_names *names;
    ks_xml_schema *schema; /* validate against it while reading; or NULL */
    ks_sink *sink;
    const struct ks_xml_producer
        *producer; /* where the events come from instead of `text`; or NULL */
    /* What the producer may ask besides: of an instance, its ks_taxonomy; or NULL. */
    const void *known;
} ks_xml_source;

KS_MUST_USE ks_status ks_xml_parse(const ks_xml_source *source, const ks_xml_handler *handler,
                                   void *user);

/* Inside a callback: the place of the current event's '<' (for text: where it begins). */
ks_place ks_xml_place(ks_xml_stream *stream);
/* Inside a callback: the namespace bound to `prefix` ("" for the default one) as an
 * interned text, or NULL where it is unbound. */
const char *ks_xml_namespace(ks_xml_stream *stream, ks_sv prefix);
/* The expanded name of QName `text` in the current scope; no prefix takes the default namespace.
 * KS_REFUSED, without a finding, where the text is no QName or its prefix is unbound. */
KS_MUST_USE ks_status ks_xml_resolve_qname(ks_xml_stream *stream, ks_sv text, const ks_qname **out);

/* A prefix, "" for the default namespace, and what it is bound to, "" where that undoes a default.
 * Both interned. */
typedef struct ks_xml_binding {
    const char *prefix;
    const char *ns;
} ks_xml_binding;

/* While an element begins: the namespaces that its start tag declares. */
const ks_xml_binding *ks_xml_own_bindings(ks_xml_stream *stream, size_t *out_count);
/* Inside a callback: a prefix that is bound to `ns`, for an attribute not the default one; NULL
 * where there is none. */
const char *ks_xml_prefix(ks_xml_stream *stream, const char *ns, bool is_attr);

const ks_xml_attr *ks_xml_attr_find(const ks_xml_attr *attrs, size_t count, const char *ns,
                                    const char *local); /* interned or not; NULL where it is not */

#endif
