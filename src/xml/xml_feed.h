/* Events that are made and not parsed: what a producer (xml_stream.h) calls. The handler cannot
 * tell the difference. Places are those that the producer gives; names may be interned in another
 * table than the stream's, and must stay until the stream ends. A start that fails leaves no
 * element open.
 */
#ifndef KS_XML_FEED_H
#define KS_XML_FEED_H

#include "xml_stream.h"

typedef struct ks_xml_fed_start {
    ks_place place;
    const ks_qname *name;
    const ks_xml_attr *attrs;
    size_t attr_count;
    const ks_xml_binding *bindings; /* that it declares */
    size_t binding_count;
} ks_xml_fed_start;

/* What the stream was started with: its names, its sink, what is known. */
const ks_xml_source *ks_xml_feed_source(const ks_xml_stream *stream);

KS_MUST_USE ks_status ks_xml_feed_start(ks_xml_stream *stream, const ks_xml_fed_start *start);
KS_MUST_USE ks_status ks_xml_feed_text(ks_xml_stream *stream, ks_place place, ks_sv text);
KS_MUST_USE ks_status ks_xml_feed_end(ks_xml_stream *stream, ks_place place, const ks_qname *name);

#endif
