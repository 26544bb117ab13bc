/* What the formats of the Open Information Model have in common: names, dimensions, units, values,
 * and the order in which a report is made ready. */
#include <stdlib.h>
#include <string.h>

#include "model_dimensions.h"
#include "model_oim_value.h"
#include "write_json.h"
#include "write_listing.h"
#include "write_oim_parts.h"

static const struct {
    const char *prefix;
    const char *scheme;
} SCHEMES[] = {
    {"cik", "http://www.sec.gov/CIK"},
    {"lei", "http://standards.iso.org/iso/17442"},
};

static ks_status add_name(ks_oim_job *job, const ks_qname *name)
{
    const ks_concept *concept = ks_taxonomy_find(job->instance->taxonomy, name);
    return concept != NULL ? ks_prefixes_add_concept(&job->names, concept)
                           : ks_prefixes_add(&job->names, NULL, name->ns);
}

static ks_status add_scheme(ks_oim_job *job, const char *scheme)
{
    const char *wish = "scheme";
    for (size_t i = 0; i < sizeof SCHEMES / sizeof *SCHEMES; i++) {
        wish = strcmp(SCHEMES[i].scheme, scheme) == 0 ? SCHEMES[i].prefix : wish;
    }
    return ks_prefixes_add(&job->names, wish, scheme);
}

ks_status ks_oim_write_name(ks_oim_job *job, const ks_qname *name, ks_str *out)
{
    ks_status status = add_name(job, name);
    return status == KS_OK ? ks_prefixes_write_name(&job->names, name, out) : status;
}

ks_status ks_oim_write_entity(ks_oim_job *job, const ks_context *context, ks_str *out)
{
    const char *scheme = context->scheme != NULL ? context->scheme : "";
    if (strcmp(scheme, KS_OIM_NO_ENTITY_SCHEME) == 0 && context->identifier != NULL &&
        strcmp(context->identifier, KS_OIM_NO_ENTITY) == 0) {
        return KS_OK;
    }
    ks_status status = add_scheme(job, scheme);
    const char *prefix = ks_prefixes_get(&job->names, scheme);
    ks_str_addf(out, "%s:%s", prefix != NULL ? prefix : "",
                context->identifier != NULL ? context->identifier : "");
    return status;
}

ks_status ks_oim_write_member(ks_oim_job *job, const ks_dimension *dimension, ks_str *out)
{
    bool is_complex = false;
    if (dimension->member != NULL) {
        return ks_oim_write_name(job, dimension->member, out);
    }
    const ks_oim_form form =
        ks_oim_form_of_domain(job->instance->taxonomy, dimension->domain, &is_complex);
    return ks_oim_write_value(&job->arena, form, dimension->text != NULL ? dimension->text : "",
                              out);
}

/* ---- units ---------------------------------------------------------------------------------- */

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The texts, sorted, with `separator` between. Sorts in place. */
static void write_sorted(const char **texts, size_t count, const char *separator, ks_str *out)
{
    qsort(texts, count, sizeof *texts, compare_texts);
    for (size_t i = 0; i < count; i++) {
        ks_str_add(out, i == 0 ? "" : separator);
        ks_str_add(out, texts[i]);
    }
}

static ks_status write_measures(ks_oim_job *job, const ks_qname *const *measures, size_t count,
                                bool may_wrap, ks_str *out)
{
    const char **names = ks_arena_zero(&job->arena, count + 1, sizeof *names);
    ks_status status = names == NULL ? KS_ERR_MEMORY : KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        status = add_name(job, measures[i]);
        names[i] = ks_prefixes_name(&job->names, &job->arena, measures[i]);
        status = status == KS_OK && names[i] == NULL ? KS_ERR_MEMORY : status;
    }
    if (status == KS_OK) {
        ks_str_add(out, may_wrap && count > 1 ? "(" : "");
        write_sorted(names, count, "*", out);
        ks_str_add(out, may_wrap && count > 1 ? ")" : "");
    }
    return status;
}

static bool is_pure(const ks_unit *unit)
{
    return unit->numerator_count == 1 && unit->denominator_count == 0 &&
           strcmp(unit->numerators[0]->ns, KS_NS_XBRLI) == 0 &&
           strcmp(unit->numerators[0]->local, "pure") == 0;
}

ks_status ks_oim_write_unit(ks_oim_job *job, const ks_unit *unit, ks_str *out)
{
    const bool is_quotient = unit->denominator_count > 0;
    if (is_pure(unit) || unit->numerator_count == 0) {
        return KS_OK;
    }
    ks_status status = write_measures(job, (const ks_qname *const *)unit->numerators,
                                      unit->numerator_count, is_quotient, out);
    if (status == KS_OK && is_quotient) {
        ks_str_add_char(out, '/');
        status = write_measures(job, (const ks_qname *const *)unit->denominators,
                                unit->denominator_count, true, out);
    }
    return status;
}

/* ---- what is made once and stands in many facts --------------------------------------------- */

static ks_status keep(ks_oim_job *job, const ks_str *built, const char **out)
{
    ks_status status = ks_str_status(built);
    if (status == KS_OK) {
        *out = ks_arena_text(&job->arena, ks_str_view(built));
        status = *out == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    return status;
}

ks_status ks_oim_make_parts(ks_oim_job *job, ks_oim_write_context write_context,
                            ks_oim_write_unit_part write_unit)
{
    const ks_instance *instance = job->instance;
    ks_status status = KS_OK;
    ks_str built;
    ks_str_init(&built);
    for (size_t i = 0; i < instance->contexts.count && status == KS_OK; i++) {
        ks_str_clear(&built);
        status = job->is_context_left[i] ? KS_OK
                                         : write_context(job, instance->contexts.items[i], &built);
        status = status == KS_OK ? keep(job, &built, &job->contexts[i]) : status;
    }
    for (size_t i = 0; i < instance->units.count && status == KS_OK; i++) {
        ks_str_clear(&built);
        status = write_unit(job, instance->units.items[i], &built);
        status = status == KS_OK ? keep(job, &built, &job->units[i]) : status;
    }
    ks_str_release(&built);
    return status;
}

/* ---- values --------------------------------------------------------------------------------- */

/* "namespace#name" as a name (Extensible Enumerations 2.0). */
static ks_status write_member_uri(ks_oim_job *job, ks_sv uri, ks_str *out)
{
    const char *hash = memchr(uri.ptr, '#', uri.len);
    if (hash == NULL) {
        ks_str_add_sv(out, uri);
        return KS_OK;
    }
    const ks_sv ns = {uri.ptr, (size_t)(hash - uri.ptr)};
    const ks_sv local = {hash + 1, uri.len - ns.len - 1};
    const ks_qname *name = ks_names_qname(job->instance->names, ns, local);
    return name == NULL ? KS_ERR_MEMORY : ks_oim_write_name(job, name, out);
}

static ks_status write_member_uris(ks_oim_job *job, const char *value, ks_str *out)
{
    KS_VEC(const char *) names = {0};
    ks_sv rest = ks_sv_from(value);
    ks_str one;
    ks_status status = KS_OK;
    ks_str_init(&one);
    for (ks_sv uri = ks_sv_next_token(&rest); uri.len > 0 && status == KS_OK;
         uri = ks_sv_next_token(&rest)) {
        const char **slot = ks_vec_add(&names);
        ks_str_clear(&one);
        status = slot == NULL ? KS_ERR_MEMORY : write_member_uri(job, uri, &one);
        status = status == KS_OK ? keep(job, &one, slot) : status;
    }
    if (status == KS_OK && names.count > 0) {
        write_sorted(names.items, names.count, " ", out);
    }
    ks_str_release(&one);
    ks_vec_release(&names);
    return status;
}

ks_status ks_oim_write_fact_value(ks_oim_job *job, const ks_fact *fact, ks_str *out)
{
    const ks_enumeration *enumeration =
        ks_item_kind_is_numeric(fact->concept->kind)
            ? NULL
            : ks_dimensions_enumeration(job->instance->taxonomy->dimensions, fact->concept);
    if (enumeration != NULL &&
        (enumeration->kind == KS_ENUM_URI || enumeration->kind == KS_ENUM_URIS)) {
        return write_member_uris(job, fact->lexical, out);
    }
    if (fact->named != NULL) {
        return ks_oim_write_name(job, fact->named, out);
    }
    return ks_oim_write_value(&job->arena, ks_oim_form_of(fact->concept), fact->lexical, out);
}

/* Names in values get their prefixes before the namespaces are written. */
static ks_status add_fact_names(ks_oim_job *job, const ks_fact *fact)
{
    ks_status status = add_name(job, fact->concept->name);
    if (status == KS_OK && !fact->is_nil && !ks_item_kind_is_numeric(fact->concept->kind) &&
        fact->concept->kind != KS_ITEM_STRING) {
        ks_str_clear(&job->text);
        status = ks_oim_write_fact_value(job, fact, &job->text);
        status = status == KS_OK ? ks_str_status(&job->text) : status;
    }
    return status;
}

ks_status ks_oim_name_facts(ks_oim_job *job)
{
    const ks_instance *instance = job->instance;
    ks_status status = KS_OK;
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        if (!job->is_left[i]) {
            status = add_fact_names(job, instance->facts.items[i]);
        }
    }
    return status;
}

bool ks_oim_has_decimals(const ks_fact *fact)
{
    return ks_oim_has_unit(fact) && !fact->is_nil && fact->decimals != KS_DECIMALS_INF &&
           fact->decimals != KS_DECIMALS_NONE;
}

void ks_oim_write_language(const char *lang, ks_str *out)
{
    for (const char *c = lang; *c != '\0'; c++) {
        ks_str_add_char(out, (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c));
    }
}

bool ks_oim_has_language(const ks_oim_job *job, const ks_fact *fact)
{
    return fact->lang != NULL && fact->lang[0] != '\0' &&
           ks_oim_is_text(job->instance->taxonomy, fact->concept);
}

/* A unit of what is no number was told when it was read. */
bool ks_oim_has_unit(const ks_fact *fact)
{
    return fact->unit != NULL && ks_oim_takes_unit(fact->concept);
}

/* ---- the document --------------------------------------------------------------------------- */

static int compare_prefixes(const void *a, const void *b)
{
    return strcmp(((const ks_prefix *)a)->prefix, ((const ks_prefix *)b)->prefix);
}

static ks_status write_namespaces(ks_oim_job *job, ks_str *out)
{
    const size_t count = job->names.list.count;
    ks_prefix *sorted = ks_arena_zero(&job->arena, count, sizeof *sorted);
    if (sorted == NULL) {
        return KS_ERR_MEMORY;
    }
    memcpy(sorted, job->names.list.items, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_prefixes);
    for (size_t i = 0; i < count; i++) {
        ks_str_addf(out, "%s\n   \"%s\":", i == 0 ? "" : ",", sorted[i].prefix);
        ks_write_json_string(out, sorted[i].ns);
    }
    return KS_OK;
}

static ks_status write_address(ks_oim_job *job, const char *address, ks_str *out)
{
    const char *moved = ks_uri_move(&job->arena, job->way, NULL, ks_sv_from(address));
    if (moved != NULL) {
        ks_write_json_string(out, moved);
    }
    return moved == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status write_taxonomy(ks_oim_job *job, ks_str *out)
{
    const ks_instance *instance = job->instance;
    ks_status status = KS_OK;
    ks_str_add(out, "  \"taxonomy\":[");
    if (instance->schema_ref != NULL) {
        status = write_address(job, instance->schema_ref, out);
    }
    for (size_t i = 0; i < instance->more_schema_refs.count && status == KS_OK; i++) {
        ks_str_add_char(out, ',');
        status = write_address(job, instance->more_schema_refs.items[i], out);
    }
    ks_str_add(out, "]\n },\n");
    return status;
}

static void write_roles(const char *name, const ks_oim_roles *roles, ks_str *out)
{
    ks_str_addf(out, "  \"%s\":{", name);
    for (size_t i = 0; i < roles->count; i++) {
        ks_str_addf(out, "%s\"%s\":", i == 0 ? "" : ",", roles->items[i].alias);
        ks_write_json_string(out, roles->items[i].uri);
    }
    ks_str_add(out, "},\n");
}

ks_status ks_oim_write_info(ks_oim_job *job, const char *type, ks_str *out)
{
    ks_str_addf(out,
                " \"documentInfo\":{\n  \"documentType\":\"" KS_NS_OIM "/%s\",\n"
                "  \"namespaces\":{",
                type);
    ks_status status = write_namespaces(job, out);
    ks_str_add(out, "\n  },\n");
    if (job->ties.count > 0) {
        write_roles("linkTypes", &job->link_types, out);
        write_roles("linkGroups", &job->link_groups, out);
    }
    return status == KS_OK ? write_taxonomy(job, out) : status;
}

static ks_status init_job(ks_oim_job *job)
{
    const ks_instance *instance = job->instance;
    ks_arena *arena = &job->arena;
    job->is_left = ks_arena_zero(arena, instance->facts.count + 1, sizeof *job->is_left);
    job->ids = ks_arena_zero(arena, instance->facts.count + 1, sizeof *job->ids);
    job->is_context_left =
        ks_arena_zero(arena, instance->contexts.count + 1, sizeof *job->is_context_left);
    job->contexts = ks_arena_zero(arena, instance->contexts.count + 1, sizeof *job->contexts);
    job->units = ks_arena_zero(arena, instance->units.count + 1, sizeof *job->units);
    return job->is_left == NULL || job->ids == NULL || job->is_context_left == NULL ||
                   job->contexts == NULL || job->units == NULL
               ? KS_ERR_MEMORY
               : KS_OK;
}

ks_status ks_oim_begin(ks_oim_job *job, const ks_instance *instance, ks_uri_way way, ks_sink *sink,
                       bool are_ids_of_rows)
{
    *job = (ks_oim_job){
        .instance = instance, .way = way, .sink = sink, .are_ids_of_rows = are_ids_of_rows};
    ks_arena_init(&job->arena);
    ks_prefixes_init(&job->names);
    ks_str_init(&job->text);
    ks_status status = init_job(job);
    if (status == KS_OK) {
        status = ks_oim_find_losses(job);
    }
    if (status == KS_OK) {
        status = ks_oim_make_ids(job);
    }
    if (status == KS_OK) {
        status = ks_oim_make_ties(job);
    }
    for (size_t i = 0; i < KS_OIM_NAMESPACE_COUNT && status == KS_OK; i++) {
        status = ks_prefixes_add(&job->names, KS_OIM_NAMESPACES[i].alias, KS_OIM_NAMESPACES[i].uri);
    }
    return status;
}

void ks_oim_end(ks_oim_job *job)
{
    ks_vec_release(&job->notes);
    ks_vec_release(&job->ties);
    ks_vec_release(&job->link_types);
    ks_vec_release(&job->link_groups);
    ks_str_release(&job->text);
    ks_prefixes_release(&job->names);
    ks_arena_release(&job->arena);
}
