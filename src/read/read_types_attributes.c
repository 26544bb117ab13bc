/* Attributes of complex types (XML Schema part 1, 3.2, 3.4.2, 3.6, 3.10). */
#include <string.h>

#include "base_namespaces.h"
#include "read_types_parts.h"

enum { GROUP_DEPTH = 100 };

/* What one type definition says of attributes. */
typedef struct attribute_list {
    ks_type_reader *reader;
    KS_VEC(ks_attribute) attributes;
    ks_wildcard *any; /* what is left of all wildcards together */
    bool is_undecided;
} attribute_list;

static ks_status get_simple_of(ks_type_reader *reader, const ks_schema_part *part,
                               const ks_simple_type **out)
{
    const ks_schema_part *inside = ks_part_child(part, KS_XSD_SIMPLE_TYPE);
    const ks_type *type = NULL;
    if (part->type == NULL && inside != NULL) {
        return ks_make_simple(reader, inside, out);
    }
    const ks_qname *name =
        part->type != NULL
            ? part->type
            : ks_names_qname(reader->types->names, KS_SV(KS_NS_XSD), KS_SV("anySimpleType"));
    ks_status status = name == NULL ? KS_ERR_MEMORY : ks_get_completed(reader, name, &type);
    *out = type == NULL || type->is_complex ? NULL : type->simple;
    return status;
}

static const ks_qname *local_name(ks_type_reader *reader, const ks_schema_part *part)
{
    const char *form = ks_part_text_of(part, KS_KEY_FORM);
    bool is_qualified =
        form != NULL ? strcmp(form, "qualified") == 0 : part->home->are_attributes_qualified;
    return is_qualified
               ? part->name
               : ks_names_qname(reader->types->names, KS_SV(""), ks_sv_from(part->name->local));
}

ks_status ks_make_attribute(ks_type_reader *reader, const ks_schema_part *part, ks_attribute *out)
{
    const char *use = ks_part_text_of(part, KS_KEY_USE);
    const ks_attribute *global = NULL;
    ks_status status = KS_OK;
    *out = (ks_attribute){.name = part->name};
    if (part->is_ref) {
        out->name = part->type;
        status = part->type == NULL ? KS_OK : ks_get_attribute(reader, part->type, &global);
        out->type = global == NULL ? NULL : global->type;
        out->fixed = global == NULL ? NULL : global->fixed;
        out->preset = global == NULL ? NULL : global->preset;
    } else {
        status = get_simple_of(reader, part, &out->type);
    }
    if (ks_part_text_of(part, KS_KEY_FIXED) != NULL) {
        out->fixed = ks_part_text_of(part, KS_KEY_FIXED);
    }
    if (ks_part_text_of(part, KS_KEY_DEFAULT) != NULL) {
        out->preset = ks_part_text_of(part, KS_KEY_DEFAULT);
    }
    out->is_required = use != NULL && strcmp(use, "required") == 0;
    out->is_prohibited = use != NULL && strcmp(use, "prohibited") == 0;
    return status;
}

static ks_attribute *find(attribute_list *list, const ks_qname *name)
{
    for (size_t i = 0; i < list->attributes.count; i++) {
        if (list->attributes.items[i].name == name) {
            return &list->attributes.items[i];
        }
    }
    return NULL;
}

/* A use of the derived type stands in the place of the base's. */
static ks_status put(attribute_list *list, const ks_attribute *attribute)
{
    ks_attribute *slot = find(list, attribute->name);
    slot = slot == NULL ? ks_vec_add(&list->attributes) : slot;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = *attribute;
    return KS_OK;
}

static bool has_namespace(const ks_wildcard *wildcard, const char *ns)
{
    for (size_t i = 0; i < wildcard->count; i++) {
        if (strcmp(wildcard->namespaces[i], ns) == 0) {
            return true;
        }
    }
    return false;
}

static void keep_allowed(ks_wildcard *list, const ks_wildcard *by)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (ks_wildcard_allows(by, list->namespaces[i])) {
            list->namespaces[kept++] = list->namespaces[i];
        }
    }
    list->count = kept;
}

static bool is_same_other(const ks_wildcard *a, const ks_wildcard *b)
{
    return a->is_other && b->is_other && strcmp(a->namespaces[0], b->namespaces[0]) == 0;
}

/* 3.10.6: *a becomes what both allow; false where that cannot be said. */
static bool intersect(ks_wildcard *a, ks_wildcard *b)
{
    ks_process process = a->process;
    if (b->is_any || is_same_other(a, b)) {
        return true;
    }
    if (a->is_any || (a->is_other && !b->is_other)) {
        ks_wildcard *by = a->is_any ? NULL : &(ks_wildcard){0};
        ks_wildcard before = *a;
        *a = *b;
        if (by != NULL) {
            keep_allowed(a, &before);
        }
        a->process = process;
        return true;
    }
    if (a->is_other) {
        return false;
    }
    keep_allowed(a, b);
    return true;
}

/* What both together allow; false where that cannot be said. */
static bool unite(ks_type_reader *reader, ks_wildcard *a, const ks_wildcard *b)
{
    if (a->is_any || is_same_other(a, b)) {
        return true;
    }
    if (b->is_any) {
        a->is_any = true;
        return true;
    }
    if (a->is_other || b->is_other) {
        const ks_wildcard *other = a->is_other ? a : b;
        const ks_wildcard *list = a->is_other ? b : a;
        bool has_target = has_namespace(list, other->namespaces[0]);
        bool has_none = has_namespace(list, "");
        if (list->is_other || has_target != has_none) {
            return false;
        }
        ks_process process = a->process;
        *a = *other;
        a->is_any = has_target;
        a->process = process;
        return true;
    }
    const char **both = ks_arena_zero(&reader->types->arena, a->count + b->count + 1, sizeof *both);
    for (size_t i = 0; i < a->count + b->count && both != NULL; i++) {
        both[i] = i < a->count ? a->namespaces[i] : b->namespaces[i - a->count];
    }
    a->namespaces = both;
    a->count = both == NULL ? 0 : a->count + b->count;
    return both != NULL;
}

static ks_status take_namespaces(ks_type_reader *reader, const ks_schema_part *part,
                                 ks_wildcard *wildcard)
{
    const char *text = ks_part_text_of(part, KS_KEY_NAMESPACE);
    ks_sv rest = text == NULL ? KS_SV("##any") : ks_sv_from(text);
    wildcard->namespaces =
        ks_arena_zero(&reader->types->arena, rest.len / 2 + 2, sizeof *wildcard->namespaces);
    if (wildcard->namespaces == NULL) {
        return KS_ERR_MEMORY;
    }
    for (ks_sv word = ks_sv_next_token(&rest); word.len > 0; word = ks_sv_next_token(&rest)) {
        wildcard->is_any = wildcard->is_any || ks_sv_is(word, "##any");
        wildcard->is_other = wildcard->is_other || ks_sv_is(word, "##other");
        ks_sv ns = ks_sv_is(word, "##other") || ks_sv_is(word, "##targetNamespace")
                       ? ks_sv_from(part->home->ns)
                   : ks_sv_is(word, "##local") ? KS_SV("")
                                               : word;
        const char *kept = ks_names_text(reader->types->names, ns);
        if (kept == NULL) {
            return KS_ERR_MEMORY;
        }
        wildcard->namespaces[wildcard->count++] = kept;
    }
    return KS_OK;
}

ks_status ks_make_wildcard(ks_type_reader *reader, const ks_schema_part *part, ks_wildcard **out)
{
    const char *process = ks_part_text_of(part, KS_KEY_PROCESS);
    ks_wildcard *wildcard = ks_arena_zero(&reader->types->arena, 1, sizeof *wildcard);
    if (wildcard == NULL) {
        return KS_ERR_MEMORY;
    }
    wildcard->process = process == NULL                ? KS_PROCESS_STRICT
                        : strcmp(process, "lax") == 0  ? KS_PROCESS_LAX
                        : strcmp(process, "skip") == 0 ? KS_PROCESS_SKIP
                                                       : KS_PROCESS_STRICT;
    *out = wildcard;
    return take_namespaces(reader, part, wildcard);
}

static ks_status take_wildcard(attribute_list *list, const ks_schema_part *part)
{
    ks_wildcard *wildcard = NULL;
    ks_status status = ks_make_wildcard(list->reader, part, &wildcard);
    if (status != KS_OK || list->any == NULL) {
        list->any = wildcard;
        return status;
    }
    list->is_undecided = !intersect(list->any, wildcard) || list->is_undecided;
    return KS_OK;
}

static ks_status take_all(attribute_list *list, const ks_schema_part *part, int depth);

static ks_status take_group(attribute_list *list, const ks_schema_part *part, int depth)
{
    const ks_schema_part *group =
        part->type == NULL ? NULL : ks_map_get_ptr(&list->reader->attribute_groups, part->type);
    if (group == NULL || depth == GROUP_DEPTH) {
        list->is_undecided = true;
        return KS_OK;
    }
    return take_all(list, group, depth + 1);
}

static ks_status take_attribute(attribute_list *list, const ks_schema_part *part)
{
    ks_attribute attribute;
    ks_status status = ks_make_attribute(list->reader, part, &attribute);
    if (status == KS_OK && !part->is_ref && part->name != NULL) {
        attribute.name = local_name(list->reader, part);
        status = attribute.name == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    list->is_undecided = list->is_undecided || attribute.name == NULL ||
                         (attribute.type == NULL && !attribute.is_prohibited);
    return status != KS_OK || attribute.name == NULL ? status : put(list, &attribute);
}

/* The wildcard that stands in the definition itself sets what is asked, so it comes first. */
static ks_status take_all(attribute_list *list, const ks_schema_part *part, int depth)
{
    ks_status status = KS_OK;
    const ks_schema_part *any = ks_part_child(part, KS_XSD_ANY_ATTRIBUTE);
    if (any != NULL) {
        status = take_wildcard(list, any);
    }
    for (const ks_schema_part *child = part->first_child; child != NULL && status == KS_OK;
         child = child->next) {
        if (child->tag == KS_XSD_ATTRIBUTE) {
            status = take_attribute(list, child);
        } else if (child->tag == KS_XSD_ATTRIBUTE_GROUP) {
            status = take_group(list, child, depth);
        }
    }
    return status;
}

static ks_status take_base(attribute_list *list, const ks_type *base)
{
    for (size_t i = 0; i < base->attribute_count; i++) {
        ks_status status = put(list, &base->attributes[i]);
        if (status != KS_OK) {
            return status;
        }
    }
    return KS_OK;
}

static ks_status keep(attribute_list *list, ks_type *type)
{
    ks_attribute *kept =
        ks_arena_zero(&list->reader->types->arena, list->attributes.count + 1, sizeof *kept);
    if (kept == NULL) {
        return KS_ERR_MEMORY;
    }
    type->attributes = kept;
    type->attribute_count = 0;
    for (size_t i = 0; i < list->attributes.count; i++) {
        if (!list->attributes.items[i].is_prohibited) {
            kept[type->attribute_count++] = list->attributes.items[i];
        }
    }
    return KS_OK;
}

ks_status ks_make_attributes(ks_type_reader *reader, const ks_schema_part *part, ks_type *type)
{
    attribute_list list = {.reader = reader};
    const ks_type *base = type->base;
    bool is_extension = type->derived == KS_BY_EXTENSION;
    ks_status status = base == NULL ? KS_OK : take_base(&list, base);
    if (status == KS_OK) {
        status = take_all(&list, part, 0);
    }
    if (status == KS_OK && is_extension && base != NULL && base->any_attribute != NULL) {
        if (list.any == NULL) {
            type->any_attribute = base->any_attribute;
        } else {
            list.is_undecided = !unite(reader, list.any, base->any_attribute) || list.is_undecided;
        }
    }
    if (status == KS_OK) {
        type->any_attribute = list.any != NULL ? list.any : type->any_attribute;
        type->is_undecided = type->is_undecided || list.is_undecided;
        status = keep(&list, type);
    }
    ks_vec_release(&list.attributes);
    return status;
}
