/* The tags of the instance that is made, with the namespaces that they need. */
#include <stdlib.h>
#include <string.h>

#include "model_oim.h"
#include "model_taxonomy.h"
#include "read_instance_parts.h"
#include "read_oim_parts.h"

ks_status ks_oim_want(ks_oim_maker *maker, ks_sv prefix)
{
    ks_oim_alias *own = ks_map_get(&maker->report->namespace_by_alias, prefix);
    /* Names of the model itself do not come into the instance. */
    return own == NULL || strcmp(own->uri, KS_NS_OIM) == 0
               ? KS_OK
               : ks_map_set_borrowed(&maker->wanted, ks_sv_from(own->alias), own);
}

ks_status ks_oim_feed_attr(ks_oim_maker *maker, const char *ns, const char *local,
                           const char *value)
{
    const ks_qname *name = ks_names_qname(maker->names, ks_sv_from(ns), ks_sv_from(local));
    return name == NULL ? KS_ERR_MEMORY : ks_oim_feed_named_attr(maker, name, value);
}

ks_status ks_oim_feed_named_attr(ks_oim_maker *maker, const ks_qname *name, const char *value)
{
    ks_xml_attr *slot = ks_vec_add(&maker->attrs);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = (ks_xml_attr){name, ks_sv_from(value)};
    return KS_OK;
}

static ks_status start(ks_oim_maker *maker, ks_place place, const ks_qname *name)
{
    const ks_xml_fed_start tag = {.place = place,
                                  .name = name,
                                  .attrs = maker->attrs.items,
                                  .attr_count = maker->attrs.count,
                                  .bindings = maker->bindings.items,
                                  .binding_count = maker->bindings.count};
    ks_status status = name == NULL ? KS_ERR_MEMORY : ks_xml_feed_start(maker->stream, &tag);
    maker->attrs.count = 0;
    maker->bindings.count = 0;
    return status;
}

ks_status ks_oim_feed_start(ks_oim_maker *maker, ks_place place, const char *ns, const char *local)
{
    return start(maker, place, ks_names_qname(maker->names, ks_sv_from(ns), ks_sv_from(local)));
}

ks_status ks_oim_feed_end(ks_oim_maker *maker, ks_place place, const char *ns, const char *local)
{
    const ks_qname *name = ks_names_qname(maker->names, ks_sv_from(ns), ks_sv_from(local));
    return name == NULL ? KS_ERR_MEMORY : ks_xml_feed_end(maker->stream, place, name);
}

ks_status ks_oim_feed_text(ks_oim_maker *maker, ks_place place, const char *ns, const char *local,
                           const char *text)
{
    const ks_qname *name = ks_names_qname(maker->names, ks_sv_from(ns), ks_sv_from(local));
    return name == NULL ? KS_ERR_MEMORY : ks_oim_feed_named(maker, place, name, text);
}

ks_status ks_oim_feed_named(ks_oim_maker *maker, ks_place place, const ks_qname *name,
                            const char *text)
{
    ks_status status = start(maker, place, name);
    if (status == KS_OK && text != NULL && text[0] != '\0') {
        status = ks_xml_feed_text(maker->stream, place, ks_sv_from(text));
    }
    return status == KS_OK ? ks_xml_feed_end(maker->stream, place, name) : status;
}

/* ---- the root ------------------------------------------------------------------------------- */

static const char *bound_to(const ks_oim_maker *maker, const char *prefix)
{
    for (size_t i = 0; i < maker->bindings.count; i++) {
        if (strcmp(maker->bindings.items[i].prefix, prefix) == 0) {
            return maker->bindings.items[i].ns;
        }
    }
    return NULL;
}

static bool has_prefix(const ks_oim_maker *maker, const char *ns)
{
    for (size_t i = 0; i < maker->bindings.count; i++) {
        if (strcmp(maker->bindings.items[i].ns, ns) == 0) {
            return true;
        }
    }
    return false;
}

/* Binds `wish`, or what no other has of that kind, to a namespace that has no prefix yet. */
static ks_status bind(ks_oim_maker *maker, const char *wish, const char *ns)
{
    const char *prefix = wish;
    if (has_prefix(maker, ns)) {
        return KS_OK;
    }
    for (size_t n = 1; prefix != NULL && bound_to(maker, prefix) != NULL; n++) {
        prefix = ks_arena_format(&maker->arena, "%s%zu", wish, n);
    }
    const char *kept = prefix == NULL ? NULL : ks_names_text(maker->names, ks_sv_from(prefix));
    const char *name = ks_names_text(maker->names, ks_sv_from(ns));
    ks_xml_binding *slot = kept == NULL || name == NULL ? NULL : ks_vec_add(&maker->bindings);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = (ks_xml_binding){kept, name};
    return KS_OK;
}

static int compare_bindings(const void *a, const void *b)
{
    return strcmp(((const ks_xml_binding *)a)->prefix, ((const ks_xml_binding *)b)->prefix);
}

static bool has_axes(const ks_oim_maker *maker)
{
    for (size_t i = 0; i < maker->contexts.count; i++) {
        if (maker->contexts.items[i]->axis_count > 0) {
            return true;
        }
    }
    return false;
}

static ks_status bind_domains(ks_oim_maker *maker)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < maker->contexts.count && status == KS_OK; i++) {
        const ks_oim_context *context = maker->contexts.items[i];
        for (size_t k = 0; k < context->axis_count && status == KS_OK; k++) {
            const ks_qname *domain = context->axes[k].domain;
            status = domain == NULL ? KS_OK : bind(maker, "ns", domain->ns);
        }
    }
    return status;
}

/* Aliases keep their names, as texts have them too. */
static ks_status bind_aliases(ks_oim_maker *maker)
{
    ks_status status = bind(maker, "xbrli", KS_NS_XBRLI);
    for (ks_map_entry *e = ks_map_first(&maker->wanted); e != NULL && status == KS_OK;
         e = ks_map_next(e)) {
        const ks_oim_alias *own = ks_map_entry_value(e);
        status = bind(maker, own->alias, own->uri);
    }
    return status;
}

ks_status ks_oim_feed_root(ks_oim_maker *maker)
{
    const struct {
        const char *prefix;
        const char *ns;
        bool is_wanted;
    } own[] = {
        {"link", KS_NS_LINK, true},
        {"xlink", KS_NS_XLINK, true},
        {"xsi", KS_NS_XSI, true},
        {"xbrldi", KS_NS_XBRLDI, has_axes(maker)},
    };
    ks_status status = bind_aliases(maker);
    for (size_t i = 0; i < sizeof own / sizeof *own && status == KS_OK; i++) {
        status = own[i].is_wanted ? bind(maker, own[i].prefix, own[i].ns) : KS_OK;
    }
    if (status == KS_OK) {
        status = bind_domains(maker);
    }
    if (status == KS_OK && maker->report->base_url != NULL) {
        status = ks_oim_feed_attr(maker, KS_NS_XML, "base", maker->report->base_url);
    }
    if (status != KS_OK) {
        return status;
    }
    maker->xhtml_prefix = ks_names_text(maker->names, KS_SV("xhtml"));
    qsort(maker->bindings.items, maker->bindings.count, sizeof *maker->bindings.items,
          compare_bindings);
    return maker->xhtml_prefix == NULL
               ? KS_ERR_MEMORY
               : ks_oim_feed_start(maker, maker->report->place, KS_NS_XBRLI, "xbrl");
}
