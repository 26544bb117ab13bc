/* What the documents of one extension taxonomy share while they are written: names, and the roles
 * with where they are declared. For the room's own use. */
#ifndef KS_WRITE_EXTENSION_H
#define KS_WRITE_EXTENSION_H

#include "model_taxonomy.h"
#include "write_taxonomy.h"
#include "xml_write.h"

/* What a role is seen to be used on. */
enum { KS_ON_PRESENTATION = 1, KS_ON_CALCULATION = 2, KS_ON_LABEL = 4, KS_ON_DEFINITION = 8 };

/* A role that the extension's schema declares. */
typedef struct ks_extension_role {
    const char *uri;
    const char *id;
    const char *definition; /* or NULL */
    const char *used_on;    /* as the model has it, or NULL */
    unsigned uses;
} ks_extension_role;

typedef struct ks_extension {
    const ks_taxonomy *taxonomy;
    const ks_write_taxonomy_options *options;
    const char *schema_name; /* file name */
    KS_VEC(ks_extension_role) roles;
    ks_map role_by_uri; /* to the number in `roles`, from 1 */
    ks_map role_by_id;  /* the same */
    ks_arena arena;
} ks_extension;

void ks_extension_release(ks_extension *extension);
/* Collects the roles. Release it also after a failure. */
KS_MUST_USE ks_status ks_extension_init(ks_extension *extension, const ks_taxonomy *taxonomy,
                                        const ks_write_taxonomy_options *options);

/* Whether the extension is what declares the concept. */
bool ks_extension_has(const ks_extension *extension, const ks_concept *concept);
/* The id of its element. Borrowed from the arena; NULL when memory is short. */
const char *ks_extension_id(ks_extension *extension, const ks_concept *concept);

/* Writes the start of a linkbase: declaration, root, namespaces, xsi:schemaLocation. */
void ks_extension_start_linkbase(const ks_extension *extension, ks_xml_writer *writer);
/* Writes a roleRef for the role unless XBRL 2.1 itself defines it, or `seen` has it already. */
KS_MUST_USE ks_status ks_extension_write_role_ref(ks_extension *extension, ks_xml_writer *writer,
                                                  ks_map *seen, const char *uri);
/* The same for an arcrole: an arcroleRef, where Dimensions 1.0 defines it. */
KS_MUST_USE ks_status ks_extension_write_arcrole_ref(ks_extension *extension, ks_xml_writer *writer,
                                                     ks_map *seen, const char *uri);
/* Writes a locator of the concept under that xlink:label. */
KS_MUST_USE ks_status ks_extension_write_locator(ks_extension *extension, ks_xml_writer *writer,
                                                 const ks_concept *concept, const char *label);

#endif
