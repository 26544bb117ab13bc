/* The attributes that a built-in schema gives its elements, for messages: libxml2 does not tell
 * which ones there are. Inside the room only. */
#ifndef KS_XML_ATTRIBUTES_H
#define KS_XML_ATTRIBUTES_H

#include "base_arena.h"
#include "xml_tree.h"

typedef struct ks_xml_attributes {
    ks_sv text;     /* of the schema; empty where it is not built in, or of several parts */
    ks_arena arena; /* all below is read when it is first asked for */
    ks_names names;
    ks_xml_element *root;
    bool is_read;
} ks_xml_attributes;

/* `text` must stay. */
void ks_xml_attributes_init(ks_xml_attributes *attributes, ks_sv text);
void ks_xml_attributes_release(ks_xml_attributes *attributes);
/* The attribute of elements named `element` that is most like `name`; NULL where none is near.
 * Stays until the release, and is the same pointer each time. */
const char *ks_xml_attributes_nearest(ks_xml_attributes *attributes, ks_sv element, ks_sv name);

#endif
