#include "read_plan.h"

#include <string.h>

#include "base_alloc.h"
#include "base_text.h"
#include "io_encoding.h"
#include "io_file.h"
#include "read_kind.h"
#include "read_plan_reader.h"
#include "xml_root.h"
#include "xml_schema.h"

#define SCHEMA_PATH      "xsd/kessan/plan.xsd"
#define SUGGESTION_LIMIT 100

const char *ks_plan_nearest(ks_plan_reader *r, const ks_map *map, const char *name)
{
    KS_VEC(ks_sv) names = {NULL, 0, 0};
    if (r->suggestions == 0) {
        return NULL;
    }
    r->suggestions--;
    for (const ks_map_entry *e = ks_map_first(map); e != NULL; e = ks_map_next(e)) {
        ks_sv *slot = ks_vec_add(&names);
        if (slot == NULL) {
            break;
        }
        *slot = ks_map_entry_key(e);
    }
    size_t nearest = ks_text_nearest(ks_sv_from(name), names.items, names.count);
    const char *text =
        nearest != SIZE_MAX ? ks_names_text(r->plan->names, names.items[nearest]) : NULL;
    ks_vec_release(&names);
    return text;
}

void *ks_plan_resolve(ks_plan_reader *r, const ks_map *map, const ks_xml_element *element,
                      const char *attr, ks_finding_id unknown)
{
    const char *name = ks_xml_get(element, attr);
    if (name == NULL) {
        return NULL;
    }
    void *found = ks_map_get(map, ks_sv_from(name));
    if (found == NULL) {
        KS_REPORT(r->sink, unknown, element->place, name, ks_plan_nearest(r, map, name));
    }
    return found;
}

ks_plan_settings ks_plan_no_settings(void)
{
    return (ks_plan_settings){NULL, NULL, KS_PLAN_SCALE_UNSET, KS_DECIMALS_NONE};
}

void ks_plan_read_settings(ks_plan_reader *r, const ks_xml_element *element, bool has_period,
                           ks_plan_settings *settings)
{
    int64_t number = 0;
    const char *scale = ks_xml_get(element, "scale");
    const char *decimals = ks_xml_get(element, "decimals");
    if (ks_xml_get(element, "unit") != NULL) {
        settings->unit = ks_plan_resolve(r, &r->units, element, "unit", KS_F_PLAN_UNKNOWN_UNIT);
    }
    if (has_period && ks_xml_get(element, "period") != NULL) {
        settings->period =
            ks_plan_resolve(r, &r->periods, element, "period", KS_F_PLAN_UNKNOWN_PERIOD);
    }
    if (scale != NULL && ks_sv_to_i64(ks_sv_from(scale), &number)) {
        settings->scale = (int32_t)number;
    }
    if (decimals != NULL && strcmp(decimals, "INF") == 0) {
        settings->decimals = KS_DECIMALS_INF;
    } else if (decimals != NULL && ks_sv_to_i64(ks_sv_from(decimals), &number)) {
        settings->decimals = (int32_t)number;
    }
}

ks_status ks_plan_read_texts(ks_plan_reader *r, const ks_xml_element *element, const char *local,
                             const ks_lang_text **out)
{
    ks_lang_text *first = NULL;
    ks_lang_text **end = &first;
    for (const ks_xml_element *e = ks_xml_child(element, KS_NS_PLAN, local); e != NULL;
         e = ks_xml_sibling(e, KS_NS_PLAN, local)) {
        ks_lang_text *text = ks_arena_zero(&r->plan->arena, 1, sizeof *text);
        if (text == NULL) {
            return KS_ERR_MEMORY;
        }
        text->lang = ks_xml_get(e, "lang");
        text->text = e->text;
        (void)ks_plan_resolve(r, &r->languages, e, "lang", KS_F_PLAN_UNKNOWN_LANGUAGE);
        *end = text;
        end = &text->next;
    }
    *out = first;
    return KS_OK;
}

/* Runs of white space become one space, as xs:token has it. */
static const char *collapse(ks_arena *arena, const char *text)
{
    ks_str out;
    ks_str_init(&out);
    ks_sv rest = ks_sv_from(text);
    for (ks_sv token = ks_sv_next_token(&rest); token.len > 0; token = ks_sv_next_token(&rest)) {
        if (out.len > 0) {
            ks_str_add_char(&out, ' ');
        }
        ks_str_add_sv(&out, token);
    }
    const char *collapsed =
        ks_str_status(&out) == KS_OK ? ks_arena_text(arena, ks_str_view(&out)) : NULL;
    ks_str_release(&out);
    return collapsed;
}

static ks_status intern_attributes(ks_plan *plan, ks_xml_element *element)
{
    ks_xml_attr_node *attrs =
        ks_arena_alloc(&plan->arena, (element->attr_count + 1) * sizeof *attrs);
    if (attrs == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < element->attr_count; i++) {
        ks_sv value = ks_sv_trim(ks_sv_from(element->attrs[i].value));
        attrs[i] = (ks_xml_attr_node){element->attrs[i].name, ks_names_text(plan->names, value)};
        if (attrs[i].value == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    element->attrs = attrs;
    element->text = collapse(&plan->arena, element->text);
    return element->text != NULL ? KS_OK : KS_ERR_MEMORY;
}

static ks_status normalize(ks_plan *plan, ks_xml_element *root)
{
    for (ks_xml_element *e = root; e != NULL;) {
        ks_status status = intern_attributes(plan, e);
        if (status != KS_OK) {
            return status;
        }
        if (e->first_child != NULL) {
            e = e->first_child;
            continue;
        }
        while (e != root && e->next == NULL) {
            e = e->parent;
        }
        e = e != root ? e->next : NULL;
    }
    return KS_OK;
}

static bool load_schema(const char *url, void *user, ks_sv *out)
{
    (void)user;
    return ks_io_builtin_find(url, out);
}

static ks_status compile_schema(ks_sink *sink, ks_xml_schema **out)
{
    const ks_xml_schema_part part = {.ns = KS_NS_PLAN, .url = SCHEMA_PATH};
    return ks_xml_schema_new(&part, 1, load_schema, NULL, sink, out);
}

/* What is no plan at all is told as that, not element by element. */
static ks_status check_root(const ks_xml_source *source)
{
    const ks_qname *root = NULL;
    ks_place place;
    ks_status status = ks_xml_root(source, &root, &place);
    if (status != KS_OK ||
        (strcmp(root->ns, KS_NS_PLAN) == 0 && strcmp(root->local, "filing") == 0)) {
        return status;
    }
    KS_REPORT(source->sink, KS_F_PLAN_NOT_A_PLAN, place, root->local,
              ks_read_kind_of(root, source->sink->lang), KS_NS_PLAN);
    return KS_REFUSED;
}

static ks_status read_valid(ks_plan *plan, ks_xml_source *source, ks_xml_element **out_root)
{
    const size_t errors_before = ks_sink_errors(source->sink);
    ks_xml_schema *schema = NULL;
    ks_status status = compile_schema(source->sink, &schema);
    if (status == KS_OK) {
        source->schema = schema;
        status = ks_xml_tree_read(source, &plan->arena, out_root);
    }
    ks_xml_schema_free(schema);
    return status == KS_OK && ks_sink_errors(source->sink) > errors_before ? KS_REFUSED : status;
}

/* The plan as a tree that its schema accepts. */
static ks_status read_tree(ks_plan *plan, ks_sink *sink, ks_xml_element **out_root)
{
    ks_bytes text = {NULL, 0};
    ks_status status = ks_io_read_xml(plan->file, KS_NOWHERE, sink, &text);
    ks_xml_source source = {.file = plan->file,
                            .text = (ks_sv){text.data, text.size},
                            .names = plan->names,
                            .sink = sink};
    if (status == KS_OK) {
        status = check_root(&source);
    }
    if (status == KS_OK) {
        status = read_valid(plan, &source, out_root);
    }
    ks_bytes_release(&text);
    return status == KS_OK ? normalize(plan, *out_root) : status;
}

/* What the statements refer to. */
static ks_status read_structure(ks_plan_reader *r, const ks_xml_element *root)
{
    const ks_xml_element *axes = ks_xml_child(root, KS_NS_PLAN, "axes");
    const ks_xml_element *concepts = ks_xml_child(root, KS_NS_PLAN, "concepts");
    ks_status status = axes != NULL ? ks_plan_read_axes(r, axes) : KS_OK;
    return status == KS_OK && concepts != NULL ? ks_plan_read_concepts(r, concepts) : status;
}

static ks_status read_parts(ks_plan_reader *r, const ks_xml_element *root)
{
    ks_status status = ks_plan_read_basics(r, root);
    if (status == KS_OK) {
        status = read_structure(r, root);
    }
    if (status == KS_OK) {
        status = ks_plan_read_statements(r, ks_xml_child(root, KS_NS_PLAN, "statements"));
    }
    if (status == KS_OK) {
        status = ks_plan_settle_lines(r);
    }
    if (status == KS_OK) {
        status = ks_plan_check_sums(r);
    }
    if (status == KS_OK) {
        status = ks_plan_read_tables(r, ks_xml_child(root, KS_NS_PLAN, "tables"));
    }
    if (status == KS_OK) {
        status = ks_plan_settle_axes(r);
    }
    const ks_xml_element *charts = ks_xml_child(root, KS_NS_PLAN, "charts");
    if (status == KS_OK && charts != NULL) {
        status = ks_plan_read_charts(r, charts);
    }
    return status;
}

static void init_reader(ks_plan_reader *r, ks_plan *plan, ks_sink *sink)
{
    *r = (ks_plan_reader){.plan = plan, .sink = sink, .settings = ks_plan_no_settings()};
    r->suggestions = SUGGESTION_LIMIT;
    ks_map_init(&r->periods);
    ks_map_init(&r->units);
    ks_map_init(&r->translations);
    ks_map_init(&r->statements);
    ks_map_init(&r->roles);
    ks_map_init(&r->axes);
    ks_map_init(&r->members);
    ks_map_init(&r->taken);
    ks_map_init(&r->concepts);
    ks_map_init(&r->labels);
    ks_map_init(&r->languages);
}

static void release_reader(ks_plan_reader *r)
{
    for (size_t i = 0; i < r->indexes.count; i++) {
        ks_map_release(&r->indexes.items[i]->by_id);
        ks_map_release(&r->indexes.items[i]->by_concept);
    }
    ks_vec_release(&r->indexes);
    ks_vec_release(&r->entries);
    ks_map_release(&r->periods);
    ks_map_release(&r->units);
    ks_map_release(&r->translations);
    ks_map_release(&r->statements);
    ks_map_release(&r->roles);
    ks_map_release(&r->axes);
    ks_map_release(&r->members);
    ks_map_release(&r->taken);
    ks_map_release(&r->concepts);
    ks_map_release(&r->labels);
    ks_map_release(&r->languages);
}

/* Errors are counted in the sink, so there must be one. */
static ks_status read_plan(ks_plan *plan, ks_sink *sink)
{
    ks_xml_element *root = NULL;
    ks_sink nowhere;
    ks_sink_init(&nowhere, NULL, NULL, KS_LANG_EN);
    sink = sink != NULL ? sink : &nowhere;
    size_t errors_before = ks_sink_errors(sink);
    ks_status status = read_tree(plan, sink, &root);
    if (status != KS_OK) {
        return status;
    }
    ks_plan_reader r;
    init_reader(&r, plan, sink);
    status = read_parts(&r, root);
    release_reader(&r);
    return status == KS_OK && ks_sink_errors(sink) > errors_before ? KS_REFUSED : status;
}

void ks_plan_free(ks_plan *plan)
{
    if (plan == NULL) {
        return;
    }
    for (size_t i = 0; i < plan->tables.count; i++) {
        ks_plan_table *table = plan->tables.items[i];
        ks_vec_release(&table->prints);
        ks_vec_release(&table->columns);
        ks_vec_release(&table->cells);
        ks_vec_release(&table->notes);
    }
    for (size_t i = 0; i < plan->charts.count; i++) {
        ks_vec_release(&plan->charts.items[i]->series);
    }
    ks_vec_release(&plan->languages);
    ks_vec_release(&plan->periods);
    ks_vec_release(&plan->units);
    ks_vec_release(&plan->translations);
    ks_vec_release(&plan->axes);
    ks_vec_release(&plan->concepts);
    ks_vec_release(&plan->statements);
    ks_vec_release(&plan->tables);
    ks_vec_release(&plan->charts);
    ks_arena_release(&plan->arena);
    ks_alloc_free(plan);
}

ks_status ks_read_plan(const char *path, ks_names *names, ks_sink *sink, ks_plan **out)
{
    ks_plan *plan = ks_alloc_zero(1, sizeof *plan);
    if (plan == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_arena_init(&plan->arena);
    plan->names = names;
    plan->file = ks_names_text(names, ks_sv_from(path));
    ks_status status = plan->file != NULL ? read_plan(plan, sink) : KS_ERR_MEMORY;
    if (status != KS_OK) {
        ks_plan_free(plan);
        return status;
    }
    *out = plan;
    return KS_OK;
}
