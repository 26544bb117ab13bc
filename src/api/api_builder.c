/* An instance out of figures that a program has. */
#include <string.h>

#include <kessan/builder.h>

#include "api_output.h"
#include "api_read.h"
#include "api_session.h"
#include "api_sources.h"
#include "base_alloc.h"
#include "base_text.h"
#include "base_uri.h"
#include "io_address.h"
#include "model_dimensions.h"
#include "model_instance.h"
#include "read_taxonomy.h"
#include "write_instance.h"
#include "write_listing.h"

struct ks_builder {
    ks_session *session;
    ks_api_sources sources;
    ks_taxonomy *taxonomy;
    ks_instance *instance;
    ks_prefixes prefixes;
    ks_map contexts; /* by what they say */
    ks_map units;    /* by their text */
    ks_arena arena;
    const char *entry;
};

void ks_builder_free(ks_builder *builder)
{
    if (builder != NULL) {
        ks_instance_free(builder->instance);
        ks_taxonomy_free(builder->taxonomy);
        ks_api_sources_release(&builder->sources);
        ks_prefixes_release(&builder->prefixes);
        ks_map_release(&builder->contexts);
        ks_map_release(&builder->units);
        ks_arena_release(&builder->arena);
        ks_alloc_free(builder);
    }
}

static ks_status read_entry(ks_builder *builder)
{
    ks_session *session = builder->session;
    const ks_taxonomy_entry entry = {.url = builder->entry, .place = {builder->entry, 0, 0}};
    ks_status status = ks_api_sources_open(session, &builder->sources);
    if (status == KS_OK) {
        status = ks_read_taxonomy(&entry, 1, &session->names, &builder->sources.resolver,
                                  &session->sink, &builder->taxonomy);
    }
    if (status == KS_OK) {
        status = ks_prefixes_add_taxonomy(&builder->prefixes, builder->taxonomy);
    }
    return status == KS_OK ? ks_instance_new(&session->names, builder->taxonomy, &builder->instance)
                           : status;
}

ks_status ks_builder_new(ks_session *session, const char *entry, ks_builder **out)
{
    const size_t before = ks_sink_errors(&session->sink);
    ks_builder *builder = ks_alloc_zero(1, sizeof *builder);
    *out = NULL;
    if (builder == NULL) {
        return KS_ERR_MEMORY;
    }
    builder->session = session;
    ks_prefixes_init(&builder->prefixes);
    ks_map_init(&builder->contexts);
    ks_map_init(&builder->units);
    ks_arena_init(&builder->arena);
    builder->entry = ks_names_text(&session->names, ks_sv_from(entry));
    ks_status status = builder->entry == NULL ? KS_ERR_MEMORY : read_entry(builder);
    status = ks_api_settle(session, status, before);
    if (status == KS_OK) {
        *out = builder;
    } else {
        ks_builder_free(builder);
    }
    return status;
}

/* ---- names ----------------------------------------------------------------------------------- */

static const char *find_namespace(const ks_builder *builder, ks_sv prefix)
{
    static const struct {
        const char *prefix;
        const char *ns;
    } usual[] = {{"iso4217", KS_NS_ISO4217}, {"xbrli", KS_NS_XBRLI}};
    for (size_t i = 0; i < builder->prefixes.list.count; i++) {
        if (ks_sv_is(prefix, builder->prefixes.list.items[i].prefix)) {
            return builder->prefixes.list.items[i].ns;
        }
    }
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        if (ks_sv_is(prefix, usual[i].prefix)) {
            return usual[i].ns;
        }
    }
    return NULL;
}

/* "prefix:local" or "{namespace}local"; *out is NULL where the prefix stands for nothing. */
static ks_status read_name(ks_builder *builder, ks_sv text, const ks_qname **out)
{
    ks_sv local = text;
    *out = NULL;
    ks_sv ns;
    if (text.len > 0 && text.ptr[0] == '{') {
        local = (ks_sv){text.ptr + 1, text.len - 1};
        ns = ks_sv_cut(&local, '}');
    } else {
        ks_sv prefix = ks_sv_cut(&local, ':');
        const char *found = local.ptr != NULL ? find_namespace(builder, prefix) : NULL;
        if (found == NULL) {
            return KS_OK;
        }
        ns = ks_sv_from(found);
    }
    if (local.len > 0) {
        *out = ks_names_qname(&builder->session->names, ns, local);
        return *out == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    return KS_OK;
}

/* The name of a concept that is most like `name`, or NULL. */
static const char *find_nearest(ks_builder *builder, const char *name)
{
    const ks_taxonomy *taxonomy = builder->taxonomy;
    const size_t count = taxonomy->concepts.count;
    ks_sv *candidates = ks_arena_zero(&builder->arena, count + 1, sizeof *candidates);
    for (size_t i = 0; candidates != NULL && i < count; i++) {
        const char *text = ks_prefixes_name(&builder->prefixes, &builder->arena,
                                            taxonomy->concepts.items[i]->name);
        candidates[i] = ks_sv_from(text);
    }
    size_t nearest =
        candidates == NULL ? SIZE_MAX : ks_text_nearest(ks_sv_from(name), candidates, count);
    return nearest == SIZE_MAX ? NULL : candidates[nearest].ptr;
}

static ks_status find_concept(ks_builder *builder, const char *name, const ks_concept **out)
{
    const ks_qname *qname = NULL;
    ks_status status = read_name(builder, ks_sv_from(name), &qname);
    *out = qname == NULL ? NULL : ks_taxonomy_find(builder->taxonomy, qname);
    if (status == KS_OK && *out == NULL) {
        const char *nearest = name == NULL ? NULL : find_nearest(builder, name);
        KS_REPORT(&builder->session->sink, KS_F_BUILDER_UNKNOWN_NAME, KS_NOWHERE, name, nearest);
        return KS_REFUSED;
    }
    return status;
}

/* ---- contexts -------------------------------------------------------------------------------- */

static bool read_day(const char *text, int64_t *out)
{
    ks_moment moment;
    bool is_date = false;
    if (!ks_moment_parse(ks_sv_from(text), &moment, &is_date) || !is_date || moment.has_offset) {
        return false;
    }
    *out = moment.day;
    return true;
}

static ks_status read_period(ks_builder *builder, const ks_figure *figure, ks_context *context)
{
    const char *wrong = NULL;
    if (figure->end == NULL) {
        wrong = figure->start;
        context->period = KS_PERIOD_NONE;
    } else if (!read_day(figure->end, &context->end)) {
        wrong = figure->end;
    } else if (figure->start == NULL) {
        context->period = KS_PERIOD_INSTANT;
    } else {
        context->period = KS_PERIOD_DURATION;
        wrong = read_day(figure->start, &context->start) && context->start <= context->end
                    ? NULL
                    : figure->start;
    }
    if (wrong != NULL) {
        KS_REPORT(&builder->session->sink, KS_F_BUILDER_BAD_DATE, KS_NOWHERE, figure->concept_name,
                  wrong);
        return KS_REFUSED;
    }
    return KS_OK;
}

static ks_status read_dimension(ks_builder *builder, const ks_figure_dimension *given,
                                ks_dimension *out)
{
    const ks_concept *axis = NULL, *member = NULL;
    const ks_dimensions *dimensions = builder->taxonomy->dimensions;
    ks_status status = find_concept(builder, given->axis, &axis);
    if (status != KS_OK) {
        return status;
    }
    const ks_concept_use use = ks_dimensions_use(dimensions, axis);
    if (!ks_concept_use_is_dimension(use)) {
        KS_REPORT(&builder->session->sink, KS_F_BUILDER_NO_AXIS, KS_NOWHERE, given->axis);
        return KS_REFUSED;
    }
    *out = (ks_dimension){.dimension = axis->name, .is_scenario = true};
    if (use == KS_USE_TYPED_DIMENSION) {
        out->domain = ks_dimensions_typed_domain(dimensions, axis);
        out->text = ks_names_text(&builder->session->names, ks_sv_from(given->member));
        out->value = out->text;
        return out->text == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    status = find_concept(builder, given->member, &member);
    out->member = member != NULL ? member->name : NULL;
    return status;
}

/* What tells this context from others. */
static ks_status write_key(const ks_figure *figure, ks_str *out)
{
    const char *const parts[] = {figure->scheme, figure->entity, figure->start, figure->end};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        ks_str_add(out, parts[i] != NULL ? parts[i] : "");
        ks_str_add_char(out, '\n');
    }
    for (size_t i = 0; i < figure->dimension_count; i++) {
        ks_str_addf(out, "%s\t%s\n", figure->dimensions[i].axis, figure->dimensions[i].member);
    }
    return ks_str_status(out);
}

static ks_status make_context(ks_builder *builder, const ks_figure *figure, ks_context **out)
{
    ks_context context = {.scheme = figure->scheme, .identifier = figure->entity};
    if (figure->scheme == NULL || figure->entity == NULL) {
        KS_REPORT(&builder->session->sink, KS_F_BUILDER_NO_ENTITY, KS_NOWHERE,
                  figure->concept_name);
        return KS_REFUSED;
    }
    ks_dimension *dimensions =
        ks_arena_zero(&builder->arena, figure->dimension_count + 1, sizeof *dimensions);
    ks_status status = dimensions == NULL ? KS_ERR_MEMORY : read_period(builder, figure, &context);
    for (size_t i = 0; i < figure->dimension_count && status == KS_OK; i++) {
        status = read_dimension(builder, &figure->dimensions[i], &dimensions[i]);
    }
    context.dimensions = dimensions;
    context.dimension_count = figure->dimension_count;
    context.id = ks_arena_format(&builder->arena, "c%zu", builder->instance->contexts.count + 1);
    if (status == KS_OK) {
        status = context.id == NULL ? KS_ERR_MEMORY
                                    : ks_instance_add_context(builder->instance, &context, out);
    }
    return status;
}

static ks_status find_context(ks_builder *builder, const ks_figure *figure, ks_context **out)
{
    ks_str key;
    ks_str_init(&key);
    ks_status status = write_key(figure, &key);
    *out = ks_map_get(&builder->contexts, ks_str_view(&key));
    if (status == KS_OK && *out == NULL) {
        status = make_context(builder, figure, out);
        if (status == KS_OK) {
            status = ks_map_set(&builder->contexts, ks_str_view(&key), *out);
        }
    }
    ks_str_release(&key);
    return status;
}

/* ---- units ----------------------------------------------------------------------------------- */

/* The measures of "a*b"; KS_REFUSED, without a finding, where one is none. */
static ks_status read_measures(ks_builder *builder, ks_sv text, const ks_qname ***out,
                               size_t *out_count)
{
    const ks_qname **list = ks_arena_zero(&builder->arena, text.len + 1, sizeof *list);
    ks_status status = list == NULL ? KS_ERR_MEMORY : KS_OK;
    *out = list;
    while (status == KS_OK && text.len > 0) {
        status = read_name(builder, ks_sv_cut(&text, '*'), &list[*out_count]);
        if (status == KS_OK && list[(*out_count)++] == NULL) {
            status = KS_REFUSED;
        }
    }
    return status;
}

static ks_status make_unit(ks_builder *builder, ks_sv text, ks_unit **out)
{
    ks_unit unit = {
        .id = ks_arena_format(&builder->arena, "u%zu", builder->instance->units.count + 1)};
    ks_sv below = text;
    const ks_sv above = ks_sv_cut(&below, '/');
    ks_status status = read_measures(builder, above, &unit.numerators, &unit.numerator_count);
    if (status == KS_OK) {
        status = read_measures(builder, below, &unit.denominators, &unit.denominator_count);
    }
    if (status == KS_OK && unit.numerator_count == 0) {
        status = KS_REFUSED;
    }
    if (status == KS_OK) {
        status =
            unit.id == NULL ? KS_ERR_MEMORY : ks_instance_add_unit(builder->instance, &unit, out);
    }
    return status == KS_OK ? ks_map_set(&builder->units, text, *out) : status;
}

static ks_status find_unit(ks_builder *builder, const ks_concept *concept, const ks_figure *figure,
                           ks_unit **out)
{
    const bool is_numeric = ks_item_kind_is_numeric(concept->kind);
    *out = NULL;
    if (!is_numeric && figure->unit == NULL) {
        return KS_OK;
    }
    const ks_sv text = ks_sv_from(figure->unit);
    ks_status status = is_numeric ? KS_OK : KS_REFUSED;
    if (status == KS_OK) {
        *out = ks_map_get(&builder->units, text);
        status = *out != NULL ? KS_OK : make_unit(builder, text, out);
    }
    if (status == KS_REFUSED) {
        KS_REPORT(&builder->session->sink, KS_F_BUILDER_BAD_UNIT, KS_NOWHERE, figure->concept_name,
                  figure->unit);
    }
    return status;
}

/* ---- facts ----------------------------------------------------------------------------------- */

static ks_status read_decimals(const char *text, int32_t *out)
{
    int64_t number = 0;
    if (text == NULL) {
        *out = KS_DECIMALS_NONE;
    } else if (strcmp(text, "INF") == 0) {
        *out = KS_DECIMALS_INF;
    } else if (ks_sv_to_i64(ks_sv_from(text), &number) && number > -1000000 && number < 1000000) {
        *out = (int32_t)number;
    } else {
        return KS_REFUSED;
    }
    return KS_OK;
}

static bool is_special(const char *value)
{
    return strcmp(value, "INF") == 0 || strcmp(value, "-INF") == 0 || strcmp(value, "NaN") == 0;
}

static ks_status read_value(ks_builder *builder, const ks_figure *figure, ks_fact *fact)
{
    const char *wrong = figure->decimals;
    ks_status status = read_decimals(figure->decimals, &fact->decimals);
    fact->is_nil = figure->value == NULL;
    fact->lexical = fact->is_nil ? "" : figure->value;
    const ks_item_kind kind = fact->concept->kind;
    if (status == KS_OK && !fact->is_nil && ks_item_kind_is_numeric(kind) &&
        kind != KS_ITEM_FRACTION) {
        wrong = figure->value;
        bool is_number = false;
        fact->is_special = kind == KS_ITEM_DOUBLE && is_special(figure->value);
        status = ks_decimal_parse(&builder->arena, ks_sv_from(figure->value),
                                  kind == KS_ITEM_DOUBLE, &is_number, &fact->number);
        status = status == KS_OK && !is_number && !fact->is_special ? KS_REFUSED : status;
    }
    if (status == KS_REFUSED) {
        KS_REPORT(&builder->session->sink, KS_F_BUILDER_BAD_NUMBER, KS_NOWHERE,
                  figure->concept_name, wrong);
    }
    return status;
}

ks_status ks_builder_add(ks_builder *builder, const ks_figure *figure)
{
    ks_fact fact = {.lang = figure->language};
    ks_context *context = NULL;
    ks_unit *unit = NULL;
    ks_status status = find_concept(builder, figure->concept_name, &fact.concept);
    if (status == KS_OK) {
        status = read_value(builder, figure, &fact);
    }
    if (status == KS_OK) {
        status = find_unit(builder, fact.concept, figure, &unit);
    }
    if (status == KS_OK) {
        status = find_context(builder, figure, &context);
    }
    if (status == KS_OK) {
        fact.context = context;
        fact.unit = unit;
        status = ks_instance_add_fact(builder->instance, &fact, NULL);
    }
    return status;
}

/* ---- writing --------------------------------------------------------------------------------- */

/* The taxonomy as the instance at `file` refers to it. */
static const char *find_href(ks_builder *builder, const char *file)
{
    if (!ks_io_is_local(builder->entry)) {
        return builder->entry;
    }
    ks_io_resolver *resolver = &builder->sources.resolver;
    const char *from = ks_io_resolver_address(resolver, &builder->arena, file);
    const char *to = ks_io_resolver_address(resolver, &builder->arena, builder->entry);
    return from == NULL || to == NULL
               ? NULL
               : ks_uri_relative(&builder->arena, ks_sv_from(from), ks_sv_from(to));
}

static ks_status validate_text(ks_builder *builder, const char *file, ks_sv text)
{
    ks_session *session = builder->session;
    ks_api_sources sources;
    ks_status status = ks_api_sources_open(session, &sources);
    if (status == KS_OK) {
        status = ks_io_resolver_put(&sources.resolver, file, text);
    }
    if (status == KS_OK) {
        status = ks_api_validate_instance(session, &sources.resolver, file);
    }
    ks_api_sources_release(&sources);
    return status;
}

ks_status ks_builder_write(ks_builder *builder, const char *file)
{
    ks_session *session = builder->session;
    const size_t before = ks_sink_errors(&session->sink);
    const char *name = ks_names_text(&session->names, ks_sv_from(file));
    builder->instance->schema_ref = name == NULL ? NULL : find_href(builder, name);
    if (builder->instance->schema_ref == NULL) {
        return KS_ERR_MEMORY;
    }
    const ks_write_instance_options options = {.encoding = "UTF-8"};
    ks_str text;
    ks_str_init(&text);
    ks_status status = ks_write_instance(builder->instance, &options, &text);
    if (status == KS_OK) {
        status = validate_text(builder, name, ks_str_view(&text));
        status = ks_api_settle(session, status, before);
    }
    if (status == KS_OK) {
        ks_api_output output = {.session = session, .path = name};
        status = ks_api_output_text(&output, ks_str_view(&text));
    }
    ks_str_release(&text);
    return ks_api_settle(session, status, before);
}
