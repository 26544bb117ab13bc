/* Locations in schema documents, made fit for libxml2. Inside the room only. */
#ifndef KS_XML_LOCATIONS_H
#define KS_XML_LOCATIONS_H

#include "base_arena.h"
#include "base_str.h"

/* A schemaLocation may hold spaces and characters beyond ASCII (XML Schema 1.0 part 2, 3.2.17);
 * libxml2 resolves no such name. *out is `text` itself where there is none of them, else a copy in
 * the arena in which they are escaped; lines stay what they are. */
KS_MUST_USE ks_status ks_xml_escape_locations(ks_arena *arena, ks_sv text, ks_sv *out);

#endif
