/* The parser's names to interned names: libxml2 keeps each name of a document once, so its
 * addresses are the keys and a name is hashed by its bytes only the first time. */
#ifndef KS_XML_NAMES_H
#define KS_XML_NAMES_H

#include "base_names.h"

typedef struct ks_xml_name_slot {
    const void *local;
    const void *ns;
    const ks_qname *name; /* NULL: the slot is free */
} ks_xml_name_slot;

typedef struct ks_xml_names {
    ks_names *names;
    ks_xml_name_slot *slots;
    size_t slot_count; /* a power of two, or 0 */
    size_t used;
} ks_xml_names;

void ks_xml_names_init(ks_xml_names *cache, ks_names *names);
void ks_xml_names_release(ks_xml_names *cache);
/* `local` and `ns` (NULL for none) end in NUL and are the parser's own. NULL when memory is short.
 */
const ks_qname *ks_xml_names_find(ks_xml_names *cache, const char *local, const char *ns);

#endif
