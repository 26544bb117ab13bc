/* Simple types: restrictions with their facets, lists, unions (XML Schema part 2, chapter 4). */
#include <stdlib.h>
#include <string.h>

#include "read_types_parts.h"
#include "xml_pattern.h"

uint64_t ks_part_size(const char *text)
{
    uint64_t number = 0;
    ks_sv digits = ks_sv_trim(ks_sv_from(text));
    for (size_t i = 0; i < digits.len; i++) {
        char c = digits.ptr[i];
        if (c >= '0' && c <= '9') {
            number = number > UINT64_MAX / 10 - 1 ? number : number * 10 + (uint64_t)(c - '0');
        }
    }
    return number;
}

static ks_status make_pattern(ks_type_reader *reader, const char *text, ks_pattern **out)
{
    ks_pattern *pattern = ks_arena_zero(&reader->types->arena, 1, sizeof *pattern);
    ks_pattern **slot = pattern == NULL ? NULL : ks_vec_add(&reader->types->patterns);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *pattern = (ks_pattern){.text = text,
                            .compiled = ks_xml_pattern_new(text),
                            .match = ks_xml_pattern_match,
                            .release = ks_xml_pattern_free};
    *slot = pattern;
    *out = pattern;
    return KS_OK;
}

static size_t count_facets(const ks_schema_part *part, ks_facet facet)
{
    size_t count = 0;
    for (const ks_schema_part *child = part->first_child; child != NULL; child = child->next) {
        count += child->tag == KS_XSD_FACET + facet;
    }
    return count;
}

/* 4.3.4: of the patterns of one step any may match. */
static ks_status take_patterns(ks_type_reader *reader, const ks_schema_part *part,
                               ks_simple_type *type)
{
    const ks_xsd_tag tag = KS_XSD_FACET + KS_FACET_PATTERN;
    size_t count = count_facets(part, KS_FACET_PATTERN);
    if (count == 0) {
        return KS_OK;
    }
    ks_pattern_step *step = ks_arena_zero(&reader->types->arena, 1, sizeof *step);
    ks_pattern **patterns = ks_arena_zero(&reader->types->arena, count, sizeof *patterns);
    ks_status status = step == NULL || patterns == NULL ? KS_ERR_MEMORY : KS_OK;
    size_t i = 0;
    for (const ks_schema_part *child = ks_part_child(part, tag); child != NULL && status == KS_OK;
         child = child->next) {
        const char *text = ks_part_text_of(child, KS_KEY_VALUE);
        if (child->tag == tag && text != NULL) {
            status = make_pattern(reader, text, &patterns[i++]);
        }
    }
    if (status == KS_OK) {
        *step = (ks_pattern_step){patterns, i, type->patterns};
        type->patterns = step;
        type->facets |= 1u << KS_FACET_PATTERN;
    }
    return status;
}

static int compare_enumerators(const void *a, const void *b)
{
    const ks_enumerator *first = a;
    const ks_enumerator *second = b;
    return ks_sv_compare(first->text, second->text);
}

static ks_status make_enumerator(ks_type_reader *reader, const ks_schema_part *part, ks_space space,
                                 ks_enumerator *out)
{
    ks_str text;
    ks_str_init(&text);
    ks_value_normalize(&text, space, ks_sv_from(ks_part_text_of(part, KS_KEY_VALUE)));
    const char *kept = ks_str_status(&text) == KS_OK
                           ? ks_arena_text(&reader->types->arena, ks_str_view(&text))
                           : NULL;
    ks_str_release(&text);
    if (kept == NULL) {
        return KS_ERR_MEMORY;
    }
    *out = (ks_enumerator){ks_sv_from(kept), part->value};
    return KS_OK;
}

static ks_status take_enumeration(ks_type_reader *reader, const ks_schema_part *part,
                                  ks_simple_type *type)
{
    const ks_xsd_tag tag = KS_XSD_FACET + KS_FACET_ENUMERATION;
    size_t count = count_facets(part, KS_FACET_ENUMERATION);
    if (count == 0) {
        return KS_OK;
    }
    ks_enumerator *list = ks_arena_zero(&reader->types->arena, count, sizeof *list);
    ks_status status = list == NULL ? KS_ERR_MEMORY : KS_OK;
    size_t i = 0;
    for (const ks_schema_part *child = ks_part_child(part, tag); child != NULL && status == KS_OK;
         child = child->next) {
        if (child->tag == tag) {
            status = make_enumerator(reader, child, type->space, &list[i++]);
        }
    }
    if (status == KS_OK) {
        qsort(list, count, sizeof *list, compare_enumerators);
        type->enumeration = list;
        type->enumeration_count = count;
        type->facets |= 1u << KS_FACET_ENUMERATION;
    }
    return status;
}

static void take_space(const ks_schema_part *part, ks_simple_type *type)
{
    const char *value = ks_part_text_of(part, KS_KEY_VALUE);
    if (value != NULL) {
        type->space = strcmp(value, "collapse") == 0  ? KS_SPACE_COLLAPSE
                      : strcmp(value, "replace") == 0 ? KS_SPACE_REPLACE
                                                      : KS_SPACE_PRESERVE;
    }
}

static void take_facet(const ks_schema_part *part, ks_simple_type *type)
{
    const char *value = ks_part_text_of(part, KS_KEY_VALUE);
    if (part->tag == KS_XSD_WHITE_SPACE) {
        take_space(part, type);
    }
    if (part->tag <= KS_XSD_FACET || value == NULL) {
        return;
    }
    ks_facet facet = (ks_facet)(part->tag - KS_XSD_FACET);
    if (facet == KS_FACET_PATTERN || facet == KS_FACET_ENUMERATION) {
        return;
    }
    type->facets |= 1u << facet;
    if (facet >= KS_FACET_MIN_INCLUSIVE && facet <= KS_FACET_MAX_EXCLUSIVE) {
        type->bound[facet] = ks_sv_trim(ks_sv_from(value));
    } else {
        type->size[facet] = ks_part_size(value);
    }
}

ks_status ks_make_restricted(ks_type_reader *reader, const ks_schema_part *part,
                             const ks_simple_type *base, const ks_qname *name,
                             const ks_simple_type **out)
{
    ks_simple_type *type = ks_arena_zero(&reader->types->arena, 1, sizeof *type);
    if (type == NULL) {
        return KS_ERR_MEMORY;
    }
    *type = *base;
    type->name = name;
    type->base = base;
    for (const ks_schema_part *child = part->first_child; child != NULL; child = child->next) {
        take_facet(child, type);
    }
    ks_status status = take_patterns(reader, part, type);
    if (status == KS_OK) {
        status = take_enumeration(reader, part, type);
    }
    if (status == KS_OK) {
        *out = type;
    }
    return status;
}

/* The type that `part` names, or that stands in it; NULL where it is no simple one. */
static ks_status get_simple(ks_type_reader *reader, const ks_qname *name,
                            const ks_schema_part *inside, const ks_simple_type **out)
{
    const ks_type *type = NULL;
    *out = NULL;
    if (name == NULL) {
        return inside == NULL ? KS_OK : ks_make_simple(reader, inside, out);
    }
    ks_status status = ks_get_completed(reader, name, &type);
    *out = type == NULL || type->is_complex ? NULL : type->simple;
    return status;
}

static ks_status make_list(ks_type_reader *reader, const ks_schema_part *part, const ks_qname *name,
                           const ks_simple_type **out)
{
    const ks_simple_type *item = NULL;
    ks_status status =
        get_simple(reader, part->type, ks_part_child(part, KS_XSD_SIMPLE_TYPE), &item);
    ks_simple_type *type = ks_arena_zero(&reader->types->arena, 1, sizeof *type);
    if (status != KS_OK || type == NULL) {
        return status == KS_OK ? KS_ERR_MEMORY : status;
    }
    *type = (ks_simple_type){.name = name,
                             .built_in = type,
                             .variety = KS_VARIETY_LIST,
                             .space = KS_SPACE_COLLAPSE,
                             .item = item};
    *out = item == NULL ? NULL : type;
    return KS_OK;
}

static ks_status take_union_members(ks_type_reader *reader, const ks_schema_part *part,
                                    ks_simple_type *type)
{
    size_t inside = 0;
    for (const ks_schema_part *child = part->first_child; child != NULL; child = child->next) {
        inside += child->tag == KS_XSD_SIMPLE_TYPE;
    }
    type->members = ks_arena_zero(&reader->types->arena, part->member_count + inside + 1,
                                  sizeof *type->members);
    ks_status status = type->members == NULL ? KS_ERR_MEMORY : KS_OK;
    for (size_t i = 0; i < part->member_count && status == KS_OK; i++) {
        status = get_simple(reader, part->members[i], NULL, &type->members[type->member_count++]);
    }
    for (const ks_schema_part *child = part->first_child; child != NULL && status == KS_OK;
         child = child->next) {
        if (child->tag == KS_XSD_SIMPLE_TYPE) {
            status = ks_make_simple(reader, child, &type->members[type->member_count++]);
        }
    }
    return status;
}

static ks_status make_union(ks_type_reader *reader, const ks_schema_part *part,
                            const ks_qname *name, const ks_simple_type **out)
{
    ks_simple_type *type = ks_arena_zero(&reader->types->arena, 1, sizeof *type);
    if (type == NULL) {
        return KS_ERR_MEMORY;
    }
    *type = (ks_simple_type){
        .name = name, .built_in = type, .variety = KS_VARIETY_UNION, .space = KS_SPACE_COLLAPSE};
    ks_status status = take_union_members(reader, part, type);
    *out = type;
    for (size_t i = 0; i < type->member_count; i++) {
        if (type->members[i] == NULL) {
            *out = NULL;
        }
    }
    return status;
}

static ks_status make_simple(ks_type_reader *reader, const ks_schema_part *part,
                             const ks_simple_type **out)
{
    const ks_schema_part *how = part->first_child;
    const ks_simple_type *base = NULL;
    if (how->tag == KS_XSD_LIST) {
        return make_list(reader, how, part->name, out);
    }
    if (how->tag == KS_XSD_UNION) {
        return make_union(reader, how, part->name, out);
    }
    ks_status status = get_simple(reader, how->type, ks_part_child(how, KS_XSD_SIMPLE_TYPE), &base);
    if (status != KS_OK || base == NULL) {
        return status;
    }
    return ks_make_restricted(reader, how, base, part->name, out);
}

ks_status ks_make_simple(ks_type_reader *reader, const ks_schema_part *part,
                         const ks_simple_type **out)
{
    *out = NULL;
    if (part->first_child == NULL || reader->nesting == KS_NESTING_LIMIT) {
        return KS_OK;
    }
    reader->nesting++;
    ks_status status = make_simple(reader, part, out);
    reader->nesting--;
    return status;
}
