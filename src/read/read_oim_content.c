/* Values of facts and dimensions, from the words of the report to those of XBRL 2.1. */
#include <stdlib.h>
#include <string.h>

#include "base_text.h"
#include "model_dimensions.h"
#include "model_oim_value.h"
#include "model_type.h"
#include "read_oim_parts.h"

/* ---- prefixes in values --------------------------------------------------------------------- */

static ks_status resolve(void *user, ks_sv text, const ks_qname **out)
{
    ks_oim_maker *maker = user;
    ks_sv rest = ks_sv_trim(text);
    bool is_unbound = false;
    ks_status status = ks_oim_name(maker->report, maker->names, rest, out, &is_unbound);
    maker->is_unbound |= is_unbound;
    if (status == KS_OK && *out != NULL) {
        status = ks_oim_want(maker, ks_sv_cut(&rest, ':'));
    }
    return status == KS_OK && *out == NULL ? KS_REFUSED : status;
}

static bool is_xml(ks_sv text)
{
    const char *at = text.ptr;
    const char *end = text.ptr + text.len;
    while (at < end) {
        if (!ks_char_is_xml(ks_utf8_next(&at, end))) {
            return false;
        }
    }
    return true;
}

/* Whether the text is a value of the type; NULL: nothing is known. */
static ks_status is_value(ks_oim_maker *maker, const ks_simple_type *type, const char *text,
                          bool *out)
{
    const ks_value_scope scope = {resolve, maker};
    ks_value_fault fault = {.facet = KS_FACET_NONE};
    ks_status status = KS_OK;
    *out = is_xml(ks_sv_from(text));
    if (type != NULL && *out) {
        status = ks_value_check(type, ks_sv_from(text), &scope, &maker->text, &fault);
        *out = fault.facet == KS_FACET_NONE;
    }
    return status;
}

static const ks_simple_type *type_of(const ks_oim_maker *maker, const ks_qname *element)
{
    const ks_types *types = maker->taxonomy->types;
    const ks_element *found = types == NULL ? NULL : ks_types_element(types, element);
    return found == NULL || found->type == NULL ? NULL : found->type->simple;
}

/* 6.1.1: with the feature, values stand in their canonical form. */
static ks_status check_canonical(ks_oim_maker *maker, const char *id, ks_oim_form form,
                                 const char *text, ks_place place)
{
    if (!maker->report->has_canonical_values) {
        return KS_OK;
    }
    ks_str_clear(&maker->text);
    ks_status status = ks_oim_write_value(&maker->arena, form, text, &maker->text);
    status = status == KS_OK ? ks_str_status(&maker->text) : status;
    if (status == KS_OK && strcmp(maker->text.ptr, text) != 0) {
        KS_REPORT(maker->sink, KS_F_OIM_JSON_CANONICAL, place, id, text, maker->text.ptr);
    }
    return status;
}

/* ---- enumerations (Extensible Enumerations 2.0) --------------------------------------------- */

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A name as "namespace#name". */
static ks_status add_member(ks_oim_maker *maker, ks_sv text, const char **out)
{
    const ks_qname *name = NULL;
    bool is_unbound = false;
    ks_status status = ks_oim_name(maker->report, maker->names, text, &name, &is_unbound);
    maker->is_unbound |= is_unbound;
    *out = NULL;
    if (status == KS_OK && name != NULL) {
        *out = ks_arena_format(&maker->arena, "%s#%s", name->ns, name->local);
        status = *out == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    return status;
}

/* The members as URIs, in order, with a space between; *out stays NULL where one is none. */
static ks_status make_members(ks_oim_maker *maker, const ks_oim_fact *fact, bool is_set,
                              const char **out)
{
    KS_VEC(const char *) uris = {0};
    ks_sv rest = ks_sv_from(fact->value);
    ks_status status = KS_OK;
    bool is_good = !is_set || ks_oim_is_collapsed(rest); /* Common 3.6 */
    for (ks_sv one = ks_sv_next_token(&rest); is_good && one.len > 0 && status == KS_OK;
         one = ks_sv_next_token(&rest)) {
        const char **slot = ks_vec_add(&uris);
        status = slot == NULL ? KS_ERR_MEMORY : add_member(maker, one, slot);
        is_good = status == KS_OK && *slot != NULL;
    }
    if (is_good && uris.count > 1) {
        qsort(uris.items, uris.count, sizeof *uris.items, compare_texts);
    }
    ks_str_clear(&maker->text);
    for (size_t i = 0; i < uris.count && is_good; i++) {
        ks_str_add(&maker->text, i == 0 ? "" : " ");
        ks_str_add(&maker->text, uris.items[i]);
    }
    ks_vec_release(&uris);
    if (status == KS_OK && is_good) {
        *out =
            maker->text.is_failed ? NULL : ks_arena_text(&maker->arena, ks_str_view(&maker->text));
        status = *out == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    return status;
}

/* Names in order, and nothing around them; whether one is there twice is asked of enumerations. */
static void check_member_order(ks_oim_maker *maker, const ks_oim_fact *fact)
{
    ks_sv rest = ks_sv_from(fact->value);
    bool is_good = ks_sv_trim(rest).len == rest.len;
    ks_sv last = ks_sv_next_token(&rest);
    for (ks_sv one = ks_sv_next_token(&rest); one.len > 0; one = ks_sv_next_token(&rest)) {
        is_good = is_good && ks_sv_compare(last, one) <= 0;
        last = one;
    }
    if (maker->report->has_canonical_values && !is_good) {
        KS_REPORT(maker->sink, KS_F_OIM_JSON_CANONICAL, fact->value_place, fact->id, fact->value,
                  NULL);
    }
}

/* ---- facts ---------------------------------------------------------------------------------- */

/* The enumeration 2.0 that the concept is, or NULL. */
static const ks_enumeration *enumeration_of(const ks_oim_maker *maker, const ks_concept *concept)
{
    const ks_enumeration *found =
        ks_item_kind_is_numeric(concept->kind)
            ? NULL
            : ks_dimensions_enumeration(maker->taxonomy->dimensions, concept);
    return found != NULL && (found->kind == KS_ENUM_URI || found->kind == KS_ENUM_URIS) ? found
                                                                                        : NULL;
}

static void tell_fact_value(ks_oim_maker *maker, const ks_oim_made *made)
{
    const ks_oim_fact *fact = made->fact;
    if (maker->is_unbound) {
        KS_REPORT(maker->sink, KS_F_OIM_UNBOUND_PREFIX, fact->value_place, fact->value);
        return;
    }
    KS_REPORT(maker->sink, maker->report->codes->value, fact->value_place, fact->id, fact->value,
              made->concept->name->local);
}

ks_status ks_oim_make_value(ks_oim_maker *maker, const ks_oim_made *made, const char **out)
{
    const ks_oim_fact *fact = made->fact;
    const ks_enumeration *enumeration = enumeration_of(maker, made->concept);
    const char *value = fact->value;
    bool is_good = true;
    ks_status status = KS_OK;
    *out = NULL;
    maker->is_unbound = false;
    if (enumeration != NULL) {
        value = NULL;
        status = make_members(maker, fact, enumeration->kind == KS_ENUM_URIS, &value);
        is_good = value != NULL;
    }
    if (status == KS_OK && is_good) {
        status = is_value(maker, type_of(maker, made->concept->name), value, &is_good);
    }
    if (status != KS_OK) {
        return status;
    }
    if (!is_good) {
        tell_fact_value(maker, made);
        return KS_OK;
    }
    *out = value;
    if (enumeration != NULL) {
        check_member_order(maker, fact);
        return KS_OK;
    }
    return check_canonical(maker, fact->id, ks_oim_form_of(made->concept), value,
                           fact->value_place);
}

/* ---- dimensions ----------------------------------------------------------------------------- */

/* What metadata of xBRL-CSV says for many facts is told once. */
static ks_status is_told(ks_oim_maker *maker, ks_place place, bool *out)
{
    const char *key =
        ks_arena_format(&maker->arena, "%s:%u:%u", place.file, place.line, place.column);
    void *there = NULL;
    ks_status status = key == NULL
                           ? KS_ERR_MEMORY
                           : ks_map_add_borrowed(&maker->lost, ks_sv_from(key), maker, &there);
    *out = there != NULL;
    return status;
}

static ks_status tell_value(ks_oim_maker *maker, const ks_oim_fact *fact,
                            const ks_oim_dimension *said)
{
    bool is_known = false;
    ks_status status = maker->report->is_csv ? is_told(maker, said->place, &is_known) : KS_OK;
    if (status == KS_OK && !is_known) {
        KS_REPORT(maker->sink, maker->report->codes->dimension_value, said->place, fact->id,
                  said->name, said->value == NULL ? "null" : said->value);
    }
    return status;
}

static ks_status check_explicit(ks_oim_maker *maker, const ks_oim_fact *fact,
                                const ks_oim_dimension *said, const ks_concept *dimension,
                                bool *out_is_good)
{
    const ks_concept *preset = ks_dimensions_default(maker->taxonomy->dimensions, dimension);
    const ks_qname *member = NULL;
    *out_is_good = false;
    if (!ks_text_is_prefixed(ks_sv_from(said->value))) {
        return tell_value(maker, fact, said);
    }
    ks_status status = ks_oim_maker_name(maker, said->value, said->place, &member);
    if (status == KS_OK && member != NULL && preset != NULL && preset->name == member) {
        if (maker->report->is_csv) {
            return tell_value(maker, fact, said);
        }
        KS_REPORT(maker->sink, KS_F_OIM_DEFAULT_MEMBER, said->place, fact->id, said->name,
                  said->value);
        return KS_OK;
    }
    *out_is_good = member != NULL;
    return status;
}

static ks_status check_typed(ks_oim_maker *maker, const ks_oim_fact *fact,
                             const ks_oim_dimension *said, const ks_qname *domain,
                             bool *out_is_good)
{
    const ks_types *types = maker->taxonomy->types;
    const ks_element *element = types == NULL ? NULL : ks_types_element(types, domain);
    const ks_type *type = element == NULL ? NULL : element->type;
    bool is_complex = false;
    *out_is_good = false;
    if (!ks_oim_is_domain(maker->taxonomy, domain)) {
        KS_REPORT(maker->sink, KS_F_OIM_DIMENSION_TYPE, said->place, fact->id, said->name);
        return KS_OK;
    }
    if (said->value == NULL) {
        *out_is_good = element == NULL || element->is_nillable;
        return *out_is_good ? KS_OK : tell_value(maker, fact, said);
    }
    ks_status status =
        is_value(maker, type == NULL ? NULL : type->simple, said->value, out_is_good);
    if (status != KS_OK || !*out_is_good) {
        return status == KS_OK ? tell_value(maker, fact, said) : status;
    }
    return check_canonical(maker, fact->id,
                           ks_oim_form_of_domain(maker->taxonomy, domain, &is_complex), said->value,
                           said->place);
}

static ks_status find_dimension(ks_oim_maker *maker, const ks_oim_fact *fact,
                                const ks_oim_dimension *said, const ks_concept **out)
{
    const ks_qname *name = NULL;
    ks_status status = ks_oim_maker_name(maker, said->name, said->place, &name);
    *out = status == KS_OK && name != NULL ? ks_taxonomy_find(maker->taxonomy, name) : NULL;
    if (*out != NULL &&
        !ks_concept_use_is_dimension(ks_dimensions_use(maker->taxonomy->dimensions, *out))) {
        *out = NULL;
    }
    if (status == KS_OK && name != NULL && *out == NULL) {
        KS_REPORT(maker->sink, KS_F_OIM_DIMENSION, said->place, fact->id, said->name);
    }
    return status;
}

ks_status ks_oim_check_axis(ks_oim_maker *maker, const ks_oim_fact *fact,
                            const ks_oim_dimension *said, ks_oim_axis *out_axis, bool *out_is_good)
{
    const ks_dimensions *dimensions = maker->taxonomy->dimensions;
    const ks_concept *concept = NULL;
    *out_is_good = false;
    ks_status status = find_dimension(maker, fact, said, &concept);
    if (status != KS_OK || concept == NULL) {
        return status;
    }
    *out_axis = (ks_oim_axis){.said = said, .concept = concept};
    if (ks_dimensions_use(dimensions, concept) == KS_USE_EXPLICIT_DIMENSION) {
        return check_explicit(maker, fact, said, concept, out_is_good);
    }
    out_axis->domain = ks_dimensions_typed_domain(dimensions, concept);
    /* A typed dimension without a domain is told of the taxonomy. */
    return out_axis->domain == NULL ? KS_OK
                                    : check_typed(maker, fact, said, out_axis->domain, out_is_good);
}
