/* The parts of a plan that the others refer to: languages, entity, periods, units, translations. */
#include "read_plan_reader.h"

#include <string.h>

#include "base_date.h"
#include "base_text.h"

static ks_status read_languages(ks_plan_reader *r, const ks_xml_element *root)
{
    ks_plan *plan = r->plan;
    ks_sv rest = ks_sv_from(ks_xml_get(root, "languages"));
    for (ks_sv token = ks_sv_next_token(&rest); token.len > 0; token = ks_sv_next_token(&rest)) {
        if (ks_map_get(&r->languages, token) != NULL) {
            continue;
        }
        const char *lang = ks_names_text(plan->names, token);
        const char **slot = lang != NULL ? ks_vec_add(&plan->languages) : NULL;
        if (slot == NULL || ks_map_set(&r->languages, token, plan) != KS_OK) {
            return KS_ERR_MEMORY;
        }
        *slot = lang;
    }
    return KS_OK;
}

static ks_status read_entity(ks_plan_reader *r, const ks_xml_element *element)
{
    r->plan->entity.scheme = ks_xml_get(element, "scheme");
    r->plan->entity.identifier = ks_xml_get(element, "identifier");
    return ks_plan_read_texts(r, element, "name", &r->plan->entity.names);
}

static int64_t read_day(const ks_xml_element *element, const char *attr)
{
    ks_moment moment = {0, 0, false};
    bool is_date = false;
    (void)ks_moment_parse(ks_sv_from(ks_xml_get(element, attr)), &moment, &is_date);
    return moment.day;
}

static ks_status read_period(ks_plan_reader *r, const ks_xml_element *element)
{
    ks_plan_period *period = ks_arena_zero(&r->plan->arena, 1, sizeof *period);
    ks_plan_period **slot = period != NULL ? ks_vec_add(&r->plan->periods) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = period;
    bool is_instant = ks_xml_is(element, KS_NS_PLAN, "instant");
    period->id = ks_xml_get(element, "id");
    period->place = element->place;
    period->type = is_instant ? KS_PERIOD_INSTANT : KS_PERIOD_DURATION;
    period->end = read_day(element, is_instant ? "date" : "end");
    period->start = is_instant ? period->end : read_day(element, "start");
    if (period->end < period->start) {
        KS_REPORT(r->sink, KS_F_PLAN_END_BEFORE_START, element->place, period->id,
                  ks_xml_get(element, "start"), ks_xml_get(element, "end"));
    }
    ks_status status = ks_plan_read_texts(r, element, "label", &period->labels);
    return status == KS_OK ? ks_map_set(&r->periods, ks_sv_from(period->id), period) : status;
}

static bool is_currency_code(ks_sv code)
{
    bool is_code = code.len == 3;
    for (size_t i = 0; i < code.len; i++) {
        is_code = is_code && code.ptr[i] >= 'A' && code.ptr[i] <= 'Z';
    }
    return is_code;
}

/* The namespace of prefix `prefix` in measures, or NULL. */
static const char *find_prefix(const ks_plan *plan, ks_sv prefix)
{
    if (ks_sv_is(prefix, "iso4217")) {
        return KS_NS_ISO4217;
    }
    if (ks_sv_is(prefix, "xbrli")) {
        return KS_NS_XBRLI;
    }
    return prefix.len == 0 || ks_sv_is(prefix, plan->prefix) ? plan->ns : NULL;
}

static void report_prefix(ks_plan_reader *r, const char *measure, ks_sv prefix, ks_place place)
{
    ks_map known;
    ks_map_init(&known);
    const char *name = ks_names_text(r->plan->names, prefix);
    bool is_listed = ks_map_set(&known, KS_SV("iso4217"), r) == KS_OK &&
                     ks_map_set(&known, KS_SV("xbrli"), r) == KS_OK &&
                     ks_map_set(&known, ks_sv_from(r->plan->prefix), r) == KS_OK;
    const char *nearest = is_listed && name != NULL ? ks_plan_nearest(r, &known, name) : NULL;
    KS_REPORT(r->sink, KS_F_PLAN_UNKNOWN_PREFIX, place, measure, nearest);
    ks_map_release(&known);
}

/* XBRL 2.1 4.8.2: what the two namespaces of the standard allow. */
static void check_measure(ks_plan_reader *r, const char *ns, ks_sv local, const char *measure,
                          ks_place place)
{
    static const ks_sv nouns[] = {{"shares", 6}, {"pure", 4}};
    if (ns == NULL) {
        ks_sv rest = ks_sv_from(measure);
        report_prefix(r, measure, ks_sv_cut(&rest, ':'), place);
    } else if (strcmp(ns, KS_NS_ISO4217) == 0 && !is_currency_code(local)) {
        KS_REPORT(r->sink, KS_F_PLAN_BAD_CURRENCY, place, measure);
    } else if (strcmp(ns, KS_NS_XBRLI) == 0 && !ks_sv_equal(local, nouns[0]) &&
               !ks_sv_equal(local, nouns[1])) {
        size_t nearest = ks_text_nearest(local, nouns, 2);
        KS_REPORT(r->sink, KS_F_PLAN_UNKNOWN_MEASURE, place, measure,
                  nearest == 0   ? "xbrli:shares"
                  : nearest == 1 ? "xbrli:pure"
                                 : NULL);
    }
}

static ks_status read_measure(ks_plan_reader *r, ks_sv token, ks_place place, const ks_qname **out)
{
    const char *measure = ks_names_text(r->plan->names, token);
    if (measure == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_sv local = token;
    ks_sv prefix = ks_sv_cut(&local, ':');
    if (local.ptr == NULL) {
        local = token;
        prefix = (ks_sv){"", 0};
    }
    const char *ns = find_prefix(r->plan, prefix);
    check_measure(r, ns, local, measure, place);
    *out = ks_names_qname(r->plan->names, ks_sv_from(ns), local);
    return *out != NULL ? KS_OK : KS_ERR_MEMORY;
}

static size_t count_tokens(ks_sv text)
{
    size_t count = 0;
    while (ks_sv_next_token(&text).len > 0) {
        count++;
    }
    return count;
}

static ks_status read_measures(ks_plan_reader *r, const ks_xml_element *element, const char *attr,
                               const ks_qname ***out, size_t *out_count)
{
    ks_sv rest = ks_sv_from(ks_xml_get(element, attr));
    size_t count = count_tokens(rest);
    const ks_qname **measures = ks_arena_zero(&r->plan->arena, count + 1, sizeof *measures);
    ks_status status = measures != NULL ? KS_OK : KS_ERR_MEMORY;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        status = read_measure(r, ks_sv_next_token(&rest), element->place, &measures[i]);
    }
    *out = measures;
    *out_count = count;
    return status;
}

/* XBRL 2.1 4.8.4: nothing stands above and below the line. */
static void check_cancelling(ks_plan_reader *r, const ks_plan_unit *unit)
{
    for (size_t i = 0; i < unit->numerator_count; i++) {
        for (size_t j = 0; j < unit->denominator_count; j++) {
            if (unit->numerators[i] == unit->denominators[j]) {
                KS_REPORT(r->sink, KS_F_PLAN_MEASURE_TWICE, unit->place, unit->id,
                          unit->numerators[i]->local);
                return;
            }
        }
    }
}

static ks_status read_unit(ks_plan_reader *r, const ks_xml_element *element)
{
    ks_plan_unit *unit = ks_arena_zero(&r->plan->arena, 1, sizeof *unit);
    ks_plan_unit **slot = unit != NULL ? ks_vec_add(&r->plan->units) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = unit;
    unit->id = ks_xml_get(element, "id");
    unit->place = element->place;
    ks_status status =
        read_measures(r, element, "measure", &unit->numerators, &unit->numerator_count);
    if (status == KS_OK) {
        status = read_measures(r, element, "per", &unit->denominators, &unit->denominator_count);
    }
    if (status == KS_OK) {
        check_cancelling(r, unit);
        status = ks_plan_read_texts(r, element, "label", &unit->labels);
    }
    return status == KS_OK ? ks_map_set(&r->units, ks_sv_from(unit->id), unit) : status;
}

static ks_status read_translation(ks_plan_reader *r, const ks_xml_element *element)
{
    ks_plan_translation *translation = ks_arena_zero(&r->plan->arena, 1, sizeof *translation);
    ks_plan_translation **slot = translation != NULL ? ks_vec_add(&r->plan->translations) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = translation;
    translation->id = ks_xml_get(element, "id");
    translation->place = element->place;
    translation->from = ks_plan_resolve(r, &r->units, element, "from", KS_F_PLAN_UNKNOWN_UNIT);
    translation->to = ks_plan_resolve(r, &r->units, element, "to", KS_F_PLAN_UNKNOWN_UNIT);
    if (translation->from != NULL && translation->from == translation->to) {
        KS_REPORT(r->sink, KS_F_PLAN_TRANSLATION_SAME, element->place, translation->id,
                  translation->to->id);
    }
    bool is_valid = false;
    ks_status status = ks_decimal_parse(&r->plan->arena, ks_sv_from(ks_xml_get(element, "rate")),
                                        false, &is_valid, &translation->rate);
    return status == KS_OK ? ks_map_set(&r->translations, ks_sv_from(translation->id), translation)
                           : status;
}

ks_status ks_plan_read_each(ks_plan_reader *r, const ks_xml_element *parent,
                            ks_status (*read)(ks_plan_reader *r, const ks_xml_element *element))
{
    ks_status status = KS_OK;
    if (parent == NULL) {
        return KS_OK;
    }
    for (const ks_xml_element *e = parent->first_child; e != NULL && status == KS_OK; e = e->next) {
        status = read(r, e);
    }
    return status;
}

ks_status ks_plan_read_basics(ks_plan_reader *r, const ks_xml_element *root)
{
    const ks_xml_element *taxonomy = ks_xml_child(root, KS_NS_PLAN, "taxonomy");
    r->plan->id = ks_xml_get(root, "id");
    r->plan->ns = ks_xml_get(taxonomy, "namespace");
    r->plan->prefix = ks_xml_get(taxonomy, "prefix");
    r->plan->version = ks_xml_get(taxonomy, "version");
    r->plan->version = r->plan->version != NULL ? r->plan->version : "1.0";
    ks_status status = read_languages(r, root);
    if (status == KS_OK) {
        status = ks_plan_read_texts(r, root, "title", &r->plan->titles);
    }
    if (status == KS_OK) {
        status = read_entity(r, ks_xml_child(root, KS_NS_PLAN, "entity"));
    }
    if (status == KS_OK) {
        status = ks_plan_read_each(r, ks_xml_child(root, KS_NS_PLAN, "periods"), read_period);
    }
    if (status == KS_OK) {
        status = ks_plan_read_each(r, ks_xml_child(root, KS_NS_PLAN, "units"), read_unit);
    }
    if (status == KS_OK) {
        status =
            ks_plan_read_each(r, ks_xml_child(root, KS_NS_PLAN, "translations"), read_translation);
    }
    if (status == KS_OK) {
        ks_plan_read_settings(r, root, false, &r->settings);
    }
    return status;
}
