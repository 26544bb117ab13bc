/* Where the elements of a document stand, for those whose parser told no columns. Inside the room
 * only. */
#ifndef KS_XML_PLACES_H
#define KS_XML_PLACES_H

#include <libxml/tree.h>

#include "base_vec.h"
#include "xml_stream.h"

typedef struct ks_xml_places {
    KS_VEC(ks_place) list; /* of the start tags, in order */
} ks_xml_places;

void ks_xml_places_release(ks_xml_places *places);
/* What was there goes. A document that is not well-formed has those in front of the mistake;
 * KS_ERR_MEMORY. `file` is borrowed by the places. */
KS_MUST_USE ks_status ks_xml_places_read(ks_xml_places *places, const char *file, ks_sv text);
/* The place of the element `node`, or of the one around it, in libxml2's tree of the same document;
 * KS_NOWHERE where it is not known. */
ks_place ks_xml_places_of(const ks_xml_places *places, const xmlNode *node);

#endif
