#include "write_extension.h"

#include <string.h>

#include "base_text.h"
#include "model_dimensions.h"

#define XBRLDT   "http://www.xbrl.org/2005/xbrldt-2005.xsd"
#define LRR_ROLE "http://www.xbrl.org/lrr/role/"

/* Roles of the Link Role Registry: those beginning so are declared there, by their last word. */
static const struct {
    const char *begins;
    const char *document;
} REGISTERED[] = {
    {"http://www.xbrl.org/2009/role/negated", LRR_ROLE "negated-2009-12-16.xsd"},
    {"http://www.xbrl.org/2009/role/net", LRR_ROLE "net-2009-12-16.xsd"},
    {"http://www.xbrl.org/2009/role/negative", LRR_ROLE "negative-2009-12-16.xsd"},
    {"http://www.xbrl.org/2009/role/positive", LRR_ROLE "positive-2009-12-16.xsd"},
    {"http://www.xbrl.org/2006/role/restated", LRR_ROLE "restated-2006-02-21.xsd"},
    {"http://xbrl.us/us-gaap/role/label/negated", LRR_ROLE "negated-2008-03-31.xsd"},
};

static const char *find_registered(const char *uri)
{
    for (size_t i = 0; i < sizeof REGISTERED / sizeof *REGISTERED; i++) {
        if (ks_sv_starts(ks_sv_from(uri), ks_sv_from(REGISTERED[i].begins))) {
            return REGISTERED[i].document;
        }
    }
    return NULL;
}

static const char *find_last_word(const char *uri)
{
    const char *slash = strrchr(uri, '/');
    return slash == NULL ? uri : slash + 1;
}

/* The model's id, or one of ours that no other role has. NULL when memory is short. */
static const char *find_id(ks_extension *extension, const ks_extension_role *role)
{
    const char *word = find_last_word(role->uri);
    const char *id = role->id;
    if (id == NULL && ks_text_is_ncname(ks_sv_from(word))) {
        id = ks_arena_format(&extension->arena, "role_%s", word);
    }
    if (id == NULL || ks_map_get(&extension->role_by_id, ks_sv_from(id)) != NULL) {
        id = ks_arena_format(&extension->arena, "role_%zu", extension->roles.count + 1);
    }
    return id;
}

static ks_status add_role(ks_extension *extension, const ks_extension_role *role)
{
    if (ks_role_is_standard(role->uri) || find_registered(role->uri) != NULL) {
        return KS_OK;
    }
    uintptr_t number = (uintptr_t)ks_map_get(&extension->role_by_uri, ks_sv_from(role->uri));
    if (number != 0) {
        extension->roles.items[number - 1].uses |= role->uses;
        return KS_OK;
    }
    const char *id = find_id(extension, role);
    ks_extension_role *slot = id == NULL ? NULL : ks_vec_add(&extension->roles);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = *role;
    slot->id = id;
    number = extension->roles.count;
    ks_status status = ks_map_set(&extension->role_by_uri, ks_sv_from(role->uri), (void *)number);
    return status != KS_OK ? status
                           : ks_map_set(&extension->role_by_id, ks_sv_from(id), (void *)number);
}

static ks_status add_use(ks_extension *extension, const char *uri, unsigned use)
{
    return add_role(extension, &(ks_extension_role){.uri = uri, .uses = use});
}

/* What the network's links are; 0 where it is not written. */
static unsigned use_of(const ks_network *network)
{
    if (strcmp(network->arcrole, KS_ARCROLE_PARENT_CHILD) == 0) {
        return KS_ON_PRESENTATION;
    }
    if (strcmp(network->arcrole, KS_ARCROLE_SUMMATION) == 0) {
        return KS_ON_CALCULATION;
    }
    return ks_dimension_arcrole_of(network->arcrole) != KS_DIM_NONE ? KS_ON_DEFINITION : 0;
}

/* A network is written where its arcs are between concepts of the extension. */
static ks_status add_network_roles(ks_extension *extension, const ks_network *network)
{
    unsigned use = use_of(network);
    if (use == 0) {
        return KS_OK;
    }
    ks_status status = KS_OK;
    const char *last = NULL;
    for (size_t i = 0; i < network->arc_count && status == KS_OK; i++) {
        const ks_arc *arc = network->arcs[i];
        if (!ks_extension_has(extension, arc->from) || !ks_extension_has(extension, arc->to)) {
            return KS_ERR_MISUSE;
        }
        if (arc->preferred_label != NULL && arc->preferred_label != last) {
            last = arc->preferred_label;
            status = add_use(extension, last, KS_ON_LABEL);
        }
    }
    return status != KS_OK ? status : add_use(extension, network->role, use);
}

static ks_status collect_roles(ks_extension *extension)
{
    const ks_taxonomy *taxonomy = extension->taxonomy;
    ks_status status = KS_OK;
    for (size_t i = 0; i < taxonomy->roles.count && status == KS_OK; i++) {
        const ks_role *role = &taxonomy->roles.items[i];
        status = add_role(extension, &(ks_extension_role){role->uri, role->id, role->definition,
                                                          role->used_on, 0});
    }
    for (size_t i = 0; i < taxonomy->network_count && status == KS_OK; i++) {
        status = add_network_roles(extension, &taxonomy->networks[i]);
    }
    const char *last = NULL;
    for (size_t i = 0; i < taxonomy->labels.count && status == KS_OK; i++) {
        const char *role = taxonomy->labels.items[i].role;
        if (role != last) {
            status = add_use(extension, role, KS_ON_LABEL);
            last = role;
        }
    }
    return status;
}

void ks_extension_release(ks_extension *extension)
{
    ks_vec_release(&extension->roles);
    ks_map_release(&extension->role_by_uri);
    ks_map_release(&extension->role_by_id);
    ks_arena_release(&extension->arena);
}

ks_status ks_extension_init(ks_extension *extension, const ks_taxonomy *taxonomy,
                            const ks_write_taxonomy_options *options)
{
    memset(extension, 0, sizeof *extension);
    extension->taxonomy = taxonomy;
    extension->options = options;
    ks_map_init(&extension->role_by_uri);
    ks_map_init(&extension->role_by_id);
    ks_arena_init(&extension->arena);
    extension->schema_name = ks_arena_format(&extension->arena, "%s.xsd", options->base_name);
    return extension->schema_name == NULL ? KS_ERR_MEMORY : collect_roles(extension);
}

bool ks_extension_has(const ks_extension *extension, const ks_concept *concept)
{
    return concept->is_item && strcmp(concept->name->ns, extension->options->ns) == 0;
}

const char *ks_extension_id(ks_extension *extension, const ks_concept *concept)
{
    if (concept->id != NULL) {
        return concept->id;
    }
    return ks_arena_format(&extension->arena, "%s_%s", extension->options->prefix,
                           concept->name->local);
}

void ks_extension_start_linkbase(const ks_extension *extension, ks_xml_writer *writer)
{
    ks_xml_write_declaration(writer, extension->options->encoding);
    ks_xml_write_start(writer, "link:linkbase");
    ks_xml_write_attr(writer, "xmlns:link", KS_NS_LINK);
    ks_xml_write_attr(writer, "xmlns:xlink", KS_NS_XLINK);
    ks_xml_write_attr(writer, "xmlns:xsi", KS_NS_XSI);
    ks_xml_write_attr(writer, "xsi:schemaLocation",
                      KS_NS_LINK " http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd");
}

/* XBRL 2.1 3.5.2.4, 3.5.2.5: where the role or arcrole is declared; NULL where memory is short. */
static ks_status write_ref(ks_xml_writer *writer, const char *element, const char *attr,
                           const char *uri, const char *href, ks_map *seen)
{
    if (href == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(writer, element);
    ks_xml_write_attr(writer, attr, uri);
    ks_xml_write_attr(writer, "xlink:type", "simple");
    ks_xml_write_attr(writer, "xlink:href", href);
    ks_xml_write_end(writer);
    return ks_map_set(seen, ks_sv_from(uri), writer);
}

ks_status ks_extension_write_role_ref(ks_extension *extension, ks_xml_writer *writer, ks_map *seen,
                                      const char *uri)
{
    if (ks_role_is_standard(uri) || ks_map_get(seen, ks_sv_from(uri)) != NULL) {
        return KS_OK;
    }
    const char *document = find_registered(uri);
    const char *id = find_last_word(uri);
    if (document == NULL) {
        uintptr_t number = (uintptr_t)ks_map_get(&extension->role_by_uri, ks_sv_from(uri));
        document = extension->schema_name;
        id = extension->roles.items[number - 1].id;
    }
    const char *href = ks_arena_format(&extension->arena, "%s#%s", document, id);
    return write_ref(writer, "link:roleRef", "roleURI", uri, href, seen);
}

ks_status ks_extension_write_arcrole_ref(ks_extension *extension, ks_xml_writer *writer,
                                         ks_map *seen, const char *uri)
{
    if (ks_dimension_arcrole_of(uri) == KS_DIM_NONE || ks_map_get(seen, ks_sv_from(uri)) != NULL) {
        return KS_OK;
    }
    const char *href = ks_arena_format(&extension->arena, "%s#%s", XBRLDT, find_last_word(uri));
    return write_ref(writer, "link:arcroleRef", "arcroleURI", uri, href, seen);
}

ks_status ks_extension_write_locator(ks_extension *extension, ks_xml_writer *writer,
                                     const ks_concept *concept, const char *label)
{
    const char *id = ks_extension_id(extension, concept);
    const char *href =
        id == NULL ? NULL : ks_arena_format(&extension->arena, "%s#%s", extension->schema_name, id);
    if (href == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(writer, "link:loc");
    ks_xml_write_attr(writer, "xlink:type", "locator");
    ks_xml_write_attr(writer, "xlink:href", href);
    ks_xml_write_attr(writer, "xlink:label", label);
    ks_xml_write_end(writer);
    return KS_OK;
}
