#include "write_linkbase.h"

#include <string.h>
#include <strings.h>

static ks_status write_role_refs(ks_extension *extension, ks_xml_writer *writer, const char *lang,
                                 bool *out_is_empty)
{
    const ks_taxonomy *taxonomy = extension->taxonomy;
    ks_status status = KS_OK;
    ks_map seen;
    ks_map_init(&seen);
    *out_is_empty = true;
    for (size_t i = 0; i < taxonomy->labels.count && status == KS_OK; i++) {
        const ks_label *label = &taxonomy->labels.items[i];
        if (strcasecmp(label->lang, lang) == 0 && ks_extension_has(extension, label->concept)) {
            *out_is_empty = false;
            status = ks_extension_write_role_ref(extension, writer, &seen, label->role);
        }
    }
    ks_map_release(&seen);
    return status;
}

/* xlink:labels that no concept's name can make equal: they differ in what they begin with. */
typedef struct label_names {
    const char *locator;
    const char *resource;
} label_names;

static ks_status write_ends(ks_extension *extension, ks_xml_writer *writer,
                            const ks_concept *concept, label_names *out)
{
    const char *id = ks_extension_id(extension, concept);
    out->locator = id == NULL ? NULL : ks_arena_format(&extension->arena, "loc_%s", id);
    out->resource = id == NULL ? NULL : ks_arena_format(&extension->arena, "lab_%s", id);
    if (out->locator == NULL || out->resource == NULL) {
        return KS_ERR_MEMORY;
    }
    return ks_extension_write_locator(extension, writer, concept, out->locator);
}

static void write_label(ks_xml_writer *writer, const ks_label *label, const char *name)
{
    ks_xml_write_start(writer, "link:label");
    ks_xml_write_attr(writer, "xlink:type", "resource");
    ks_xml_write_attr(writer, "xlink:label", name);
    ks_xml_write_attr(writer, "xlink:role", label->role);
    ks_xml_write_attr(writer, "xml:lang", label->lang);
    ks_xml_write_text(writer, label->text);
    ks_xml_write_end(writer);
}

/* One arc ties the concept to all of its labels: they share an xlink:label (XBRL 2.1 3.5.3.9). */
static void write_arc(ks_xml_writer *writer, const label_names *names)
{
    ks_xml_write_start(writer, "link:labelArc");
    ks_xml_write_attr(writer, "xlink:type", "arc");
    ks_xml_write_attr(writer, "xlink:arcrole", KS_ARCROLE_CONCEPT_LABEL);
    ks_xml_write_attr(writer, "xlink:from", names->locator);
    ks_xml_write_attr(writer, "xlink:to", names->resource);
    ks_xml_write_end(writer);
}

/* The index of the model has a concept's labels sorted by role and language. */
static ks_status write_concept(ks_extension *extension, ks_xml_writer *writer,
                               const ks_concept *concept, const char *lang)
{
    const ks_taxonomy *taxonomy = extension->taxonomy;
    size_t end = taxonomy->label_starts[concept->index + 1];
    ks_status status = KS_OK;
    label_names names = {NULL, NULL};
    for (size_t i = taxonomy->label_starts[concept->index]; i < end && status == KS_OK; i++) {
        const ks_label *label = taxonomy->label_order[i];
        if (strcasecmp(label->lang, lang) != 0) {
            continue;
        }
        if (names.locator == NULL) {
            status = write_ends(extension, writer, concept, &names);
        }
        if (status == KS_OK) {
            write_label(writer, label, names.resource);
        }
    }
    if (status == KS_OK && names.locator != NULL) {
        write_arc(writer, &names);
    }
    return status;
}

ks_status ks_write_label_linkbase(ks_extension *extension, const char *lang, ks_str *out,
                                  bool *out_is_empty)
{
    const ks_taxonomy *taxonomy = extension->taxonomy;
    bool is_empty = true;
    ks_xml_writer writer;
    ks_xml_writer_init(&writer, out);
    ks_extension_start_linkbase(extension, &writer);
    ks_status status = write_role_refs(extension, &writer, lang, &is_empty);
    ks_xml_write_start(&writer, "link:labelLink");
    ks_xml_write_attr(&writer, "xlink:type", "extended");
    ks_xml_write_attr(&writer, "xlink:role", KS_ROLE_LINK);
    for (size_t i = 0; i < taxonomy->concepts.count && status == KS_OK; i++) {
        const ks_concept *concept = taxonomy->concepts.items[i];
        if (ks_extension_has(extension, concept)) {
            status = write_concept(extension, &writer, concept, lang);
        }
    }
    if (status == KS_OK) {
        ks_xml_write_end(&writer);
        ks_xml_write_end(&writer);
        status = ks_str_status(out);
    }
    ks_xml_writer_release(&writer);
    if (status == KS_OK) {
        *out_is_empty = is_empty;
    }
    return status;
}
