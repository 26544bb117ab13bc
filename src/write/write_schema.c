#include "write_linkbase.h"

#include <string.h>

#include "model_dimensions.h"
#include "write_prefix.h"

static const char *const ITEM_TYPES[] = {
    [KS_ITEM_OTHER] = "xbrli:stringItemType",      [KS_ITEM_STRING] = "xbrli:stringItemType",
    [KS_ITEM_MONETARY] = "xbrli:monetaryItemType", [KS_ITEM_SHARES] = "xbrli:sharesItemType",
    [KS_ITEM_PURE] = "xbrli:pureItemType",         [KS_ITEM_PER_SHARE] = "num:perShareItemType",
    [KS_ITEM_DECIMAL] = "xbrli:decimalItemType",   [KS_ITEM_INTEGER] = "xbrli:integerItemType",
    [KS_ITEM_DOUBLE] = "xbrli:doubleItemType",     [KS_ITEM_FRACTION] = "xbrli:fractionItemType",
};

#define NS_NON_NUMERIC "http://www.xbrl.org/dtr/type/non-numeric"

/* Whether the concept is a hypercube or a dimension. */
static bool is_dimensional(const ks_concept *concept)
{
    return concept->group != NULL && strcmp(concept->group->ns, KS_NS_XBRLDT) == 0;
}

/* The declared type where a schema that is imported has it, else the item type of the kind. */
static const char *get_type(ks_extension *extension, const ks_concept *concept)
{
    const ks_qname *type = concept->type;
    if (type != NULL && strcmp(type->ns, KS_NS_XBRLI) == 0) {
        return ks_arena_format(&extension->arena, "xbrli:%s", type->local);
    }
    if (type != NULL && strcmp(type->ns, KS_NS_NUM) == 0) {
        return ks_arena_format(&extension->arena, "num:%s", type->local);
    }
    if (type != NULL && strcmp(type->ns, NS_NON_NUMERIC) == 0) {
        return ks_arena_format(&extension->arena, "nonnum:%s", type->local);
    }
    return ITEM_TYPES[concept->kind];
}

/* What the schema is made of besides the concepts' names. */
typedef struct schema_needs {
    bool has_numeric; /* types of numbers from the data type registry */
    bool has_text;    /* types of text from there */
    bool has_dimensions;
} schema_needs;

static schema_needs find_needs(const ks_extension *extension)
{
    schema_needs needs = {false, false, false};
    for (size_t i = 0; i < extension->taxonomy->concepts.count; i++) {
        const ks_concept *concept = extension->taxonomy->concepts.items[i];
        if (!ks_extension_has(extension, concept)) {
            continue;
        }
        const char *ns = concept->type != NULL ? concept->type->ns : "";
        needs.has_numeric =
            needs.has_numeric || concept->kind == KS_ITEM_PER_SHARE || strcmp(ns, KS_NS_NUM) == 0;
        needs.has_text = needs.has_text || strcmp(ns, NS_NON_NUMERIC) == 0;
        needs.has_dimensions = needs.has_dimensions || is_dimensional(concept);
    }
    return needs;
}

static void write_linkbase_ref(ks_xml_writer *writer, const ks_linkbase_ref *linkbase)
{
    ks_xml_write_start(writer, "link:linkbaseRef");
    ks_xml_write_attr(writer, "xlink:type", "simple");
    ks_xml_write_attr(writer, "xlink:href", linkbase->name);
    ks_xml_write_attr(writer, "xlink:role", linkbase->role);
    ks_xml_write_attr(writer, "xlink:arcrole", "http://www.w3.org/1999/xlink/properties/linkbase");
    ks_xml_write_end(writer);
}

static bool has_token(const char *tokens, const char *token)
{
    ks_sv rest = ks_sv_from(tokens);
    ks_sv next = ks_sv_next_token(&rest);
    while (next.len > 0 && !ks_sv_is(next, token)) {
        next = ks_sv_next_token(&rest);
    }
    return next.len > 0;
}

/* What the model says, and what the linkbases show where the model does not say it. */
static void write_used_on(ks_xml_writer *writer, const ks_extension_role *role)
{
    static const struct {
        unsigned use;
        const char *element;
    } USES[] = {
        {KS_ON_PRESENTATION, "link:presentationLink"},
        {KS_ON_CALCULATION, "link:calculationLink"},
        {KS_ON_DEFINITION, "link:definitionLink"},
        {KS_ON_LABEL, "link:label"},
    };
    ks_sv rest = ks_sv_from(role->used_on);
    for (ks_sv next = ks_sv_next_token(&rest); next.len > 0; next = ks_sv_next_token(&rest)) {
        ks_xml_write_start(writer, "link:usedOn");
        ks_xml_write_text_sv(writer, next);
        ks_xml_write_end(writer);
    }
    for (size_t i = 0; i < sizeof USES / sizeof *USES; i++) {
        if ((role->uses & USES[i].use) != 0 && !has_token(role->used_on, USES[i].element)) {
            ks_xml_write_element(writer, "link:usedOn", USES[i].element);
        }
    }
}

static void write_role_type(ks_xml_writer *writer, const ks_extension_role *role)
{
    ks_xml_write_start(writer, "link:roleType");
    ks_xml_write_attr(writer, "roleURI", role->uri);
    ks_xml_write_attr(writer, "id", role->id);
    ks_xml_write_element(writer, "link:definition", role->definition);
    write_used_on(writer, role);
    ks_xml_write_end(writer);
}

static void write_import(ks_xml_writer *writer, const char *ns, const char *location)
{
    ks_xml_write_start(writer, "xsd:import");
    ks_xml_write_attr(writer, "namespace", ns);
    ks_xml_write_attr(writer, "schemaLocation", location);
    ks_xml_write_end(writer);
}

static void write_imports(ks_xml_writer *writer, const schema_needs *needs)
{
    write_import(writer, KS_NS_XBRLI, "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd");
    if (needs->has_numeric) {
        write_import(writer, KS_NS_NUM, "http://www.xbrl.org/dtr/type/numeric-2009-12-16.xsd");
    }
    if (needs->has_text) {
        write_import(writer, NS_NON_NUMERIC,
                     "http://www.xbrl.org/dtr/type/nonNumeric-2009-12-16.xsd");
    }
    if (needs->has_dimensions) {
        write_import(writer, KS_NS_XBRLDT, "http://www.xbrl.org/2005/xbrldt-2005.xsd");
    }
}

/* That of a typed dimension, or NULL. */
static const ks_typed_domain_ref *find_typed_domain(const ks_extension *extension,
                                                    const ks_concept *concept)
{
    if (!is_dimensional(concept)) {
        return NULL;
    }
    for (size_t i = 0; i < extension->taxonomy->typed_domain_refs.count; i++) {
        const ks_typed_domain_ref *ref = &extension->taxonomy->typed_domain_refs.items[i];
        if (ref->element == concept->name && ref->type != NULL) {
            return ref;
        }
    }
    return NULL;
}

/* The elements that hold the values of typed dimensions (Dimensions 1.0 2.5.2.1). */
static ks_status write_typed_domains(ks_extension *extension, ks_xml_writer *writer)
{
    for (size_t i = 0; i < extension->taxonomy->typed_domain_refs.count; i++) {
        const ks_typed_domain_ref *ref = &extension->taxonomy->typed_domain_refs.items[i];
        if (ref->type == NULL) {
            continue;
        }
        const char *type = ks_arena_format(&extension->arena, "xsd:%s", ref->type);
        if (type == NULL) {
            return KS_ERR_MEMORY;
        }
        ks_xml_write_start(writer, "xsd:element");
        ks_xml_write_attr(writer, "name", ref->domain->local);
        ks_xml_write_attr(writer, "id", strrchr(ref->href, '#') + 1);
        ks_xml_write_attr(writer, "type", type);
        ks_xml_write_end(writer);
    }
    return KS_OK;
}

/* XBRL 2.1 5.1.1.1, 5.1.1.2: every item has a period type, and a monetary item may have a balance.
 */
static ks_status write_concept(ks_extension *extension, ks_xml_writer *writer,
                               const ks_concept *concept)
{
    const char *id = ks_extension_id(extension, concept);
    const char *type = get_type(extension, concept);
    const char *group = "xbrli:item";
    if (is_dimensional(concept)) {
        group = ks_arena_format(&extension->arena, "xbrldt:%s", concept->group->local);
    }
    if (id == NULL || type == NULL || group == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(writer, "xsd:element");
    ks_xml_write_attr(writer, "name", concept->name->local);
    ks_xml_write_attr(writer, "id", id);
    ks_xml_write_attr(writer, "type", type);
    ks_xml_write_attr(writer, "substitutionGroup", group);
    ks_xml_write_attr(writer, "abstract", concept->is_abstract ? "true" : NULL);
    ks_xml_write_attr(writer, "nillable", concept->is_nillable ? "true" : NULL);
    ks_xml_write_attr(writer, "xbrli:periodType",
                      concept->period == KS_PERIOD_INSTANT ? "instant" : "duration");
    if (concept->balance != KS_BALANCE_NONE && concept->kind == KS_ITEM_MONETARY) {
        ks_xml_write_attr(writer, "xbrli:balance",
                          concept->balance == KS_BALANCE_DEBIT ? "debit" : "credit");
    }
    const ks_typed_domain_ref *domain = find_typed_domain(extension, concept);
    ks_xml_write_attr(writer, "xbrldt:typedDomainRef", domain != NULL ? domain->href : NULL);
    ks_xml_write_end(writer);
    return KS_OK;
}

static ks_status write_root(const ks_extension *extension, ks_xml_writer *writer,
                            const schema_needs *needs)
{
    static const char *const NAMESPACES[] = {KS_NS_LINK, KS_NS_XBRLI, KS_NS_XLINK, KS_NS_XSD};
    ks_prefixes prefixes;
    ks_prefixes_init(&prefixes);
    ks_status status = KS_OK;
    for (size_t i = 0; i < sizeof NAMESPACES / sizeof *NAMESPACES && status == KS_OK; i++) {
        status = ks_prefixes_add(&prefixes, NULL, NAMESPACES[i]);
    }
    if (status == KS_OK && needs->has_numeric) {
        status = ks_prefixes_add(&prefixes, NULL, KS_NS_NUM);
    }
    if (status == KS_OK && needs->has_text) {
        status = ks_prefixes_add(&prefixes, "nonnum", NS_NON_NUMERIC);
    }
    if (status == KS_OK && needs->has_dimensions) {
        status = ks_prefixes_add(&prefixes, "xbrldt", KS_NS_XBRLDT);
    }
    if (status == KS_OK) {
        status = ks_prefixes_add(&prefixes, extension->options->prefix, extension->options->ns);
    }
    if (status == KS_OK) {
        ks_xml_write_start(writer, "xsd:schema");
        status = ks_prefixes_write(&prefixes, writer);
        ks_xml_write_attr(writer, "targetNamespace", extension->options->ns);
        ks_xml_write_attr(writer, "elementFormDefault", "qualified");
        ks_xml_write_attr(writer, "attributeFormDefault", "unqualified");
    }
    ks_prefixes_release(&prefixes);
    return status;
}

static void write_appinfo(const ks_extension *extension, ks_xml_writer *writer,
                          const ks_linkbase_ref *linkbases, size_t linkbase_count)
{
    if (linkbase_count + extension->roles.count == 0) {
        return;
    }
    ks_xml_write_start(writer, "xsd:annotation");
    ks_xml_write_start(writer, "xsd:appinfo");
    for (size_t i = 0; i < linkbase_count; i++) {
        write_linkbase_ref(writer, &linkbases[i]);
    }
    for (size_t i = 0; i < extension->roles.count; i++) {
        write_role_type(writer, &extension->roles.items[i]);
    }
    ks_xml_write_end(writer);
    ks_xml_write_end(writer);
}

ks_status ks_write_schema(ks_extension *extension, const ks_linkbase_ref *linkbases,
                          size_t linkbase_count, ks_str *out)
{
    const ks_taxonomy *taxonomy = extension->taxonomy;
    const schema_needs needs = find_needs(extension);
    ks_xml_writer writer;
    ks_xml_writer_init(&writer, out);
    ks_xml_write_declaration(&writer, extension->options->encoding);
    ks_status status = write_root(extension, &writer, &needs);
    if (status == KS_OK) {
        write_appinfo(extension, &writer, linkbases, linkbase_count);
        write_imports(&writer, &needs);
    }
    for (size_t i = 0; i < taxonomy->concepts.count && status == KS_OK; i++) {
        if (ks_extension_has(extension, taxonomy->concepts.items[i])) {
            status = write_concept(extension, &writer, taxonomy->concepts.items[i]);
        }
    }
    if (status == KS_OK) {
        status = write_typed_domains(extension, &writer);
    }
    if (status == KS_OK) {
        ks_xml_write_end(&writer);
        status = ks_str_status(out);
    }
    ks_xml_writer_release(&writer);
    return status;
}
