#include "model_type.h"

#include <stdint.h>
#include <string.h>

#include "base_namespaces.h"

/* What XML Schema itself defines, each behind what it is derived from. */
static const struct {
    const char *name;
    const char *base; /* of a list: its item */
    ks_value_form form;
    const char *least; /* of the integers */
    const char *most;
} BUILT_IN[] = {
    {"anySimpleType", NULL, KS_XS_ANY, NULL, NULL},
    {"string", "anySimpleType", KS_XS_STRING, NULL, NULL},
    {"normalizedString", "string", KS_XS_STRING, NULL, NULL},
    {"token", "normalizedString", KS_XS_STRING, NULL, NULL},
    {"language", "token", KS_XS_LANGUAGE, NULL, NULL},
    {"NMTOKEN", "token", KS_XS_NMTOKEN, NULL, NULL},
    {"NMTOKENS", "NMTOKEN", KS_XS_ANY, NULL, NULL},
    {"Name", "token", KS_XS_NAME, NULL, NULL},
    {"NCName", "Name", KS_XS_NCNAME, NULL, NULL},
    {"ID", "NCName", KS_XS_NCNAME, NULL, NULL},
    {"IDREF", "NCName", KS_XS_NCNAME, NULL, NULL},
    {"IDREFS", "IDREF", KS_XS_ANY, NULL, NULL},
    {"ENTITY", "NCName", KS_XS_NCNAME, NULL, NULL},
    {"ENTITIES", "ENTITY", KS_XS_ANY, NULL, NULL},
    {"boolean", "anySimpleType", KS_XS_BOOLEAN, NULL, NULL},
    {"decimal", "anySimpleType", KS_XS_DECIMAL, NULL, NULL},
    {"integer", "decimal", KS_XS_INTEGER, NULL, NULL},
    {"nonPositiveInteger", "integer", KS_XS_INTEGER, NULL, "0"},
    {"negativeInteger", "nonPositiveInteger", KS_XS_INTEGER, NULL, "-1"},
    {"long", "integer", KS_XS_INTEGER, "-9223372036854775808", "9223372036854775807"},
    {"int", "long", KS_XS_INTEGER, "-2147483648", "2147483647"},
    {"short", "int", KS_XS_INTEGER, "-32768", "32767"},
    {"byte", "short", KS_XS_INTEGER, "-128", "127"},
    {"nonNegativeInteger", "integer", KS_XS_INTEGER, "0", NULL},
    {"unsignedLong", "nonNegativeInteger", KS_XS_DIGITS, "0", "18446744073709551615"},
    {"unsignedInt", "unsignedLong", KS_XS_DIGITS, "0", "4294967295"},
    {"unsignedShort", "unsignedInt", KS_XS_DIGITS, "0", "65535"},
    {"unsignedByte", "unsignedShort", KS_XS_DIGITS, "0", "255"},
    {"positiveInteger", "nonNegativeInteger", KS_XS_INTEGER, "1", NULL},
    {"float", "anySimpleType", KS_XS_FLOAT, NULL, NULL},
    {"double", "anySimpleType", KS_XS_FLOAT, NULL, NULL},
    {"duration", "anySimpleType", KS_XS_DURATION, NULL, NULL},
    {"dateTime", "anySimpleType", KS_XS_DATE_TIME, NULL, NULL},
    {"time", "anySimpleType", KS_XS_TIME, NULL, NULL},
    {"date", "anySimpleType", KS_XS_DATE, NULL, NULL},
    {"gYearMonth", "anySimpleType", KS_XS_YEAR_MONTH, NULL, NULL},
    {"gYear", "anySimpleType", KS_XS_YEAR, NULL, NULL},
    {"gMonthDay", "anySimpleType", KS_XS_MONTH_DAY, NULL, NULL},
    {"gDay", "anySimpleType", KS_XS_DAY, NULL, NULL},
    {"gMonth", "anySimpleType", KS_XS_MONTH, NULL, NULL},
    {"hexBinary", "anySimpleType", KS_XS_HEX, NULL, NULL},
    {"base64Binary", "anySimpleType", KS_XS_BASE64, NULL, NULL},
    {"anyURI", "anySimpleType", KS_XS_URI, NULL, NULL},
    {"QName", "anySimpleType", KS_XS_QNAME, NULL, NULL},
    {"NOTATION", "anySimpleType", KS_XS_NOTATION, NULL, NULL},
};

static const ks_type *find_built_in(ks_types *types, const char *local)
{
    const ks_qname *name = ks_names_qname(types->names, KS_SV(KS_NS_XSD), ks_sv_from(local));
    return name == NULL ? NULL : ks_map_get_ptr(&types->types, name);
}

static void set_bound(ks_simple_type *type, ks_facet facet, const char *text)
{
    if (text != NULL) {
        type->facets |= 1u << facet;
        type->bound[facet] = ks_sv_from(text);
    }
}

static ks_space space_of(const char *name)
{
    return strcmp(name, "string") == 0 || strcmp(name, "anySimpleType") == 0 ? KS_SPACE_PRESERVE
           : strcmp(name, "normalizedString") == 0                           ? KS_SPACE_REPLACE
                                                                             : KS_SPACE_COLLAPSE;
}

static ks_status add_built_in(ks_types *types, size_t i)
{
    const ks_type *base = BUILT_IN[i].base == NULL ? NULL : find_built_in(types, BUILT_IN[i].base);
    ks_simple_type *simple = ks_arena_zero(&types->arena, 1, sizeof *simple);
    ks_type *type = ks_arena_zero(&types->arena, 1, sizeof *type);
    const ks_qname *name =
        ks_names_qname(types->names, KS_SV(KS_NS_XSD), ks_sv_from(BUILT_IN[i].name));
    if (simple == NULL || type == NULL || name == NULL || (BUILT_IN[i].base != NULL && !base)) {
        return KS_ERR_MEMORY;
    }
    bool is_list = BUILT_IN[i].form == KS_XS_ANY && i > 0;
    const ks_simple_type *from = base == NULL ? NULL : base->simple;
    *simple = (ks_simple_type){.name = name,
                               .base = is_list ? NULL : from,
                               .built_in = simple,
                               .variety = is_list ? KS_VARIETY_LIST : KS_VARIETY_ATOMIC,
                               .form = BUILT_IN[i].form,
                               .space = space_of(BUILT_IN[i].name),
                               .item = is_list ? from : NULL};
    set_bound(simple, KS_FACET_MIN_INCLUSIVE, BUILT_IN[i].least);
    set_bound(simple, KS_FACET_MAX_INCLUSIVE, BUILT_IN[i].most);
    if (is_list) {
        simple->facets = 1u << KS_FACET_MIN_LENGTH;
        simple->size[KS_FACET_MIN_LENGTH] = 1;
    }
    *type = (ks_type){.name = name,
                      .base = base,
                      .derived = KS_BY_RESTRICTION,
                      .content = KS_CONTENT_SIMPLE,
                      .simple = simple};
    return ks_map_set_ptr(&types->types, name, type);
}

/* Anything at all: what is declared inside must be right, and nothing need be (3.4.7). */
static ks_status add_any_type(ks_types *types)
{
    ks_wildcard *any = ks_arena_zero(&types->arena, 1, sizeof *any);
    ks_content_step *steps = ks_arena_zero(&types->arena, 3, sizeof *steps);
    ks_content_model *model = ks_arena_zero(&types->arena, 1, sizeof *model);
    ks_type *type = ks_arena_zero(&types->arena, 1, sizeof *type);
    const ks_qname *name = ks_names_qname(types->names, KS_SV(KS_NS_XSD), KS_SV("anyType"));
    if (any == NULL || steps == NULL || model == NULL || type == NULL || name == NULL) {
        return KS_ERR_MEMORY;
    }
    *any = (ks_wildcard){.process = KS_PROCESS_LAX, .is_any = true};
    steps[0] = (ks_content_step){.kind = KS_STEP_SPLIT, .next = 1, .other = 2};
    steps[1] = (ks_content_step){.kind = KS_STEP_ANY, .next = 0, .any = any};
    steps[2] = (ks_content_step){.kind = KS_STEP_END};
    *model = (ks_content_model){.steps = steps, .count = 3};
    *type = (ks_type){.name = name,
                      .is_complex = true,
                      .derived = KS_BY_RESTRICTION,
                      .content = KS_CONTENT_MIXED,
                      .any_attribute = any,
                      .model = model};
    types->any_type = type;
    return ks_map_set_ptr(&types->types, name, type);
}

ks_status ks_types_init(ks_types *types, ks_names *names)
{
    *types = (ks_types){.names = names};
    ks_arena_init(&types->arena);
    ks_map_init(&types->elements);
    ks_map_init(&types->types);
    ks_map_init(&types->attributes);
    ks_status status = add_any_type(types);
    for (size_t i = 0; i < sizeof BUILT_IN / sizeof *BUILT_IN && status == KS_OK; i++) {
        status = add_built_in(types, i);
    }
    if (status != KS_OK) {
        ks_types_release(types);
    }
    return status;
}

void ks_types_release(ks_types *types)
{
    for (size_t i = 0; i < types->patterns.count; i++) {
        ks_pattern *pattern = types->patterns.items[i];
        if (pattern->compiled != NULL) {
            pattern->release(pattern->compiled);
        }
    }
    ks_vec_release(&types->patterns);
    ks_map_release(&types->elements);
    ks_map_release(&types->types);
    ks_map_release(&types->attributes);
    ks_arena_release(&types->arena);
}

const ks_element *ks_types_element(const ks_types *types, const ks_qname *name)
{
    return ks_map_get_ptr(&types->elements, name);
}

const ks_attribute *ks_types_attribute(const ks_types *types, const ks_qname *name)
{
    return ks_map_get_ptr(&types->attributes, name);
}

const ks_type *ks_types_type(const ks_types *types, const ks_qname *name)
{
    return ks_map_get_ptr(&types->types, name);
}

bool ks_wildcard_allows(const ks_wildcard *wildcard, const char *ns)
{
    if (wildcard->is_any) {
        return true;
    }
    if (wildcard->is_other) {
        return *ns != '\0' && strcmp(ns, wildcard->namespaces[0]) != 0;
    }
    for (size_t i = 0; i < wildcard->count; i++) {
        if (strcmp(wildcard->namespaces[i], ns) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_member(const ks_simple_type *type, const ks_type *of)
{
    const ks_simple_type *wanted = of->simple;
    for (size_t i = 0; i < wanted->member_count; i++) {
        if (wanted->members[i] == type) {
            return true;
        }
    }
    return false;
}

/* Part 1 3.14.6: a simple type is derived from those it restricts, from a union it is a member of,
 * and from anySimpleType. */
static bool simple_derives(const ks_simple_type *type, const ks_type *base, unsigned blocked)
{
    if (base->is_complex || (blocked & KS_BY_RESTRICTION) != 0) {
        return base->is_complex && base->base == NULL;
    }
    for (; type != NULL; type = type->base) {
        if (type == base->simple || is_member(type, base)) {
            return true;
        }
    }
    return base->simple->form == KS_XS_ANY && base->simple->variety == KS_VARIETY_ATOMIC;
}

bool ks_type_derives(const ks_type *type, const ks_type *base, unsigned blocked)
{
    for (; type != NULL && type != base; type = type->base) {
        if (!type->is_complex) {
            return simple_derives(type->simple, base, blocked);
        }
        if ((type->derived & blocked) != 0) {
            return false;
        }
    }
    return type == base;
}

bool ks_element_stands_for(const ks_element *actual, const ks_element *declared)
{
    if (actual == declared) {
        return true;
    }
    if (!declared->is_global || (declared->block & KS_BY_SUBSTITUTION) != 0) {
        return false;
    }
    const ks_element *slow = actual; /* a ring of heads is an error, not a hang */
    bool is_even = false;
    for (const ks_element *at = actual->head; at != NULL && at != slow; at = at->head) {
        if (at == declared) {
            unsigned blocked = declared->block;
            blocked |= declared->type == NULL ? 0 : declared->type->block;
            return (blocked & (KS_BY_EXTENSION | KS_BY_RESTRICTION)) == 0 || actual->type == NULL ||
                   declared->type == NULL || ks_type_derives(actual->type, declared->type, blocked);
        }
        slow = is_even ? slow->head : slow;
        is_even = !is_even;
    }
    return false;
}
