/* What a document is: the name of its root element, and where that stands. */
#ifndef KS_XML_ROOT_H
#define KS_XML_ROOT_H

#include "xml_stream.h"

/* Reads as far as the root's start tag; the source's schema is not asked. KS_REFUSED with a finding
 * where the document is not well-formed until there. `out_place` may be NULL. */
KS_MUST_USE ks_status ks_xml_root(const ks_xml_source *source, const ks_qname **out,
                                  ks_place *out_place);

#endif
