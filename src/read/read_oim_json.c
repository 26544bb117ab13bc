/* xBRL-JSON 1.0 into the plain report: the structure of the file (2.3, 4, 5, 6). What its texts
 * mean is asked when the taxonomy is at hand. */
#include <string.h>

#include "base_text.h"
#include "base_uri.h"
#include "model_oim.h"
#include "read_json.h"
#include "read_oim_parts.h"

typedef struct filler {
    ks_oim_report *report;
    const char *path; /* of the object at hand, for messages */
    ks_oim_fact fact; /* at hand */
    KS_VEC(ks_oim_dimension) dimensions;
    const char *link_type;
    const char *link_group;
} filler;

typedef ks_status (*take_fn)(filler *f, const ks_json *value);

/* A property of an object. */
typedef struct property {
    const char *name;
    unsigned kinds; /* bits: 1u << ks_json_kind */
    take_fn take;
    bool is_required;
} property;

#define TEXT    (1u << KS_JSON_STRING)
#define NONE    (1u << KS_JSON_NULL)
#define OBJECT  (1u << KS_JSON_OBJECT)
#define ARRAY   (1u << KS_JSON_ARRAY)
#define INTEGER (1u << KS_JSON_NUMBER)
#define BOOLEAN (1u << KS_JSON_TRUE | 1u << KS_JSON_FALSE)
#define SIMPLE  (TEXT | NONE | INTEGER | BOOLEAN)

static ks_place place_of(const filler *f, const ks_json *value)
{
    return (ks_place){f->report->file, value->line, value->column};
}

static ks_status keep(filler *f, ks_sv text, const char **out)
{
    *out = ks_names_text(f->report->names, text);
    return *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* ---- what is wrong with the structure ------------------------------------------------------- */

static void tell_kind(filler *f, const char *name, const ks_json *value, unsigned kinds)
{
    KS_REPORT(f->report->sink, KS_F_OIM_JSON_KIND, place_of(f, value), f->path, name,
              ks_read_json_expected(kinds, f->report->sink->lang),
              ks_read_json_words(value, f->report->sink->lang));
}

static bool is_kind(const ks_json *value, unsigned kinds)
{
    return (kinds & 1u << value->kind) != 0;
}

/* What a text must be, in words, and is not. */
static ks_status tell_form(filler *f, const char *name, const ks_json *value, const char *en,
                           const char *ja)
{
    const char *text = NULL;
    ks_status status = keep(f, value->text, &text);
    if (status == KS_OK) {
        KS_REPORT(f->report->sink, KS_F_OIM_JSON_FORM, place_of(f, value), f->path, name,
                  f->report->sink->lang == KS_LANG_JA ? ja : en, text);
    }
    return status;
}

static ks_status tell_uri(filler *f, const char *name, const ks_json *value)
{
    return tell_form(f, name, value, ks_read_json_expected(KS_READ_JSON_URI, KS_LANG_EN),
                     ks_read_json_expected(KS_READ_JSON_URI, KS_LANG_JA));
}

static const property *find_property(const property *list, size_t count, ks_sv name)
{
    for (size_t i = 0; i < count; i++) {
        if (ks_sv_is(name, list[i].name)) {
            return &list[i];
        }
    }
    return NULL;
}

/* The properties that are known, in the order of the list; one that is missing. */
static ks_status walk_known(filler *f, const char *path, const ks_json *object,
                            const property *list, size_t count)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        const ks_json *member = ks_json_get(object, list[i].name);
        f->path = path;
        if (member == NULL && list[i].is_required) {
            KS_REPORT(f->report->sink, KS_F_OIM_JSON_MISSING, place_of(f, object), path,
                      list[i].name);
        } else if (member != NULL && !is_kind(member, list[i].kinds)) {
            tell_kind(f, list[i].name, member, list[i].kinds);
        } else if (member != NULL && list[i].take != NULL) {
            status = list[i].take(f, member);
        }
    }
    return status;
}

/* 4: what is not known has a prefix that is. */
static ks_status take_other(filler *f, const char *path, const ks_json *member,
                            const property *list, size_t count)
{
    const ks_qname *name = NULL;
    bool is_unbound = false;
    ks_sv names[16];
    const char *text = NULL;
    ks_status status = ks_oim_name(f->report, f->report->names, member->name, &name, &is_unbound);
    if (status == KS_OK && name == NULL) {
        status = keep(f, member->name, &text);
    }
    if (status != KS_OK || name != NULL) {
        return status;
    }
    if (is_unbound) {
        KS_REPORT(f->report->sink, KS_F_OIM_UNBOUND_PREFIX, place_of(f, member), text);
        return KS_OK;
    }
    for (size_t i = 0; i < count; i++) {
        names[i] = ks_sv_from(list[i].name);
    }
    const size_t nearest = ks_text_nearest(member->name, names, count);
    KS_REPORT(f->report->sink, KS_F_OIM_JSON_UNKNOWN, place_of(f, member), path, text,
              nearest == SIZE_MAX ? NULL : list[nearest].name);
    return KS_OK;
}

static ks_status walk_others(filler *f, const char *path, const ks_json *object,
                             const property *list, size_t count)
{
    ks_status status = KS_OK;
    for (const ks_json *member = object->first; member != NULL && status == KS_OK;
         member = member->next) {
        if (find_property(list, count, member->name) == NULL) {
            status = take_other(f, path, member, list, count);
        }
    }
    return status;
}

/* ---- documentInfo (5) ----------------------------------------------------------------------- */

static ks_status add_alias(filler *f, const ks_json *member, ks_oim_alias *slot)
{
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    slot->place = place_of(f, member);
    ks_status status = keep(f, member->name, &slot->alias);
    return status == KS_OK ? keep(f, member->text, &slot->uri) : status;
}

static ks_status check_alias(filler *f, const ks_json *member)
{
    const char *name = NULL;
    ks_status status = keep(f, member->name, &name);
    if (status == KS_OK && !ks_text_is_ncname(member->name)) {
        KS_REPORT(f->report->sink, KS_F_OIM_ALIAS, place_of(f, member), name);
    } else if (status == KS_OK && !is_kind(member, TEXT)) {
        tell_kind(f, name, member, TEXT);
    } else if (status == KS_OK && !ks_oim_is_reference(member->text)) {
        status = tell_uri(f, name, member);
    }
    return status;
}

static ks_status take_aliases(filler *f, const char *path, const ks_json *object,
                              ks_oim_aliases *out)
{
    ks_status status = KS_OK;
    f->path = path;
    for (const ks_json *member = object->first; member != NULL && status == KS_OK;
         member = member->next) {
        status = check_alias(f, member);
        if (status == KS_OK && is_kind(member, TEXT)) {
            status = add_alias(f, member, ks_vec_add(out));
        }
    }
    return status;
}

static ks_status take_namespaces(filler *f, const ks_json *value)
{
    return take_aliases(f, "documentInfo.namespaces", value, &f->report->namespaces);
}

static ks_status take_link_types(filler *f, const ks_json *value)
{
    return take_aliases(f, "documentInfo.linkTypes", value, &f->report->link_types);
}

static ks_status take_link_groups(filler *f, const ks_json *value)
{
    return take_aliases(f, "documentInfo.linkGroups", value, &f->report->link_groups);
}

static ks_status take_taxonomy(filler *f, const ks_json *value)
{
    ks_status status = KS_OK;
    for (const ks_json *item = value->first; item != NULL && status == KS_OK; item = item->next) {
        if (!is_kind(item, TEXT)) {
            tell_kind(f, "taxonomy", item, TEXT);
            continue;
        }
        if (!ks_oim_is_reference(item->text)) {
            status = tell_uri(f, "taxonomy", item);
        }
        ks_oim_entry *entry = status == KS_OK ? ks_vec_add(&f->report->taxonomy) : NULL;
        if (entry == NULL) {
            return status == KS_OK ? KS_ERR_MEMORY : status;
        }
        entry->place = place_of(f, item);
        status = keep(f, item->text, &entry->url);
    }
    if (status == KS_OK && value->first == NULL) {
        KS_REPORT(f->report->sink, KS_F_OIM_NO_TAXONOMY, place_of(f, value), NULL);
    }
    return status;
}

static ks_status take_base_url(filler *f, const ks_json *value)
{
    if (!ks_oim_is_reference(value->text)) {
        return tell_uri(f, "baseURL", value);
    }
    ks_status status = keep(f, value->text, &f->report->base_url);
    if (status == KS_OK && !ks_uri_is_absolute(value->text)) {
        KS_REPORT(f->report->sink, KS_F_OIM_BASE_URL, place_of(f, value), f->report->base_url);
    }
    return status;
}

static ks_status take_canonical(filler *f, const ks_json *value)
{
    f->report->has_canonical_values = value->kind == KS_JSON_TRUE;
    return KS_OK;
}

static ks_status take_duplicates(filler *f, const ks_json *value)
{
    if (ks_oim_find_duplicates(value->text, &f->report->allowed_duplicates)) {
        return KS_OK;
    }
    return tell_form(f, "xbrl:allowedDuplicates", value, "none, complete, consistent or all",
                     "none、complete、consistent、all のいずれか");
}

static const property FEATURES[] = {
    {"xbrl:canonicalValues", BOOLEAN, take_canonical, false},
    {"xbrl:allowedDuplicates", TEXT, take_duplicates, false},
};
enum { FEATURE_COUNT = sizeof FEATURES / sizeof *FEATURES };

static ks_status take_features(filler *f, const ks_json *value)
{
    return walk_known(f, "documentInfo.features", value, FEATURES, FEATURE_COUNT);
}

static const property INFO[] = {
    {"documentType", TEXT, NULL, true},
    {"namespaces", OBJECT, take_namespaces, false},
    {"linkTypes", OBJECT, take_link_types, false},
    {"linkGroups", OBJECT, take_link_groups, false},
    {"taxonomy", ARRAY, take_taxonomy, true},
    {"baseURL", TEXT, take_base_url, false},
    {"features", OBJECT, take_features, false},
};
enum { INFO_COUNT = sizeof INFO / sizeof *INFO };

/* 6: names of features have prefixes, all of them, and simple values. */
static ks_status check_features(filler *f, const ks_json *features)
{
    const ks_json none = {.kind = KS_JSON_OBJECT};
    const bool is_object = features != NULL && is_kind(features, OBJECT);
    const ks_json *object = is_object ? features : &none;
    const char *name = NULL;
    ks_status status = KS_OK;
    for (const ks_json *member = object->first; member != NULL && status == KS_OK;
         member = member->next) {
        f->path = "documentInfo.features";
        status = take_other(f, f->path, member, FEATURES, FEATURE_COUNT);
        if (status == KS_OK && !is_kind(member, SIMPLE)) {
            status = keep(f, member->name, &name);
            tell_kind(f, name, member, SIMPLE);
        }
    }
    return status;
}

static ks_status take_info(filler *f, const ks_json *value)
{
    f->report->place = place_of(f, value);
    ks_status status = walk_known(f, "documentInfo", value, INFO, INFO_COUNT);
    if (status == KS_OK) {
        status = ks_oim_settle_aliases(f->report);
    }
    if (status == KS_OK) {
        status = walk_others(f, "documentInfo", value, INFO, INFO_COUNT);
    }
    return status == KS_OK ? check_features(f, ks_json_get(value, "features")) : status;
}

/* ---- facts (5.1) ---------------------------------------------------------------------------- */

static ks_status take_value(filler *f, const ks_json *value)
{
    f->fact.value_place = place_of(f, value);
    if (value->kind == KS_JSON_NULL) {
        return KS_OK;
    }
    f->fact.value = ks_arena_text(&f->report->arena, value->text);
    return f->fact.value == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status take_decimals(filler *f, const ks_json *value)
{
    int64_t number = 0;
    const bool is_short = ks_sv_to_i64(value->text, &number);
    f->fact.decimals_place = place_of(f, value);
    if (!is_short || number > INT32_MAX / 2 || number < INT32_MIN / 2) {
        return tell_form(f, "decimals", value, "an integer", "整数");
    }
    return keep(f, value->text, &f->fact.decimals);
}

static bool is_core(ks_sv name)
{
    return ks_oim_core_of(name) != KS_OIM_CORE_COUNT;
}

/* 5.2: what a core dimension may look like at all. */
static ks_status check_core(filler *f, const ks_json *member)
{
    const ks_oim_core core = ks_oim_core_of(member->name);
    if (core == KS_OIM_CONCEPT && !ks_text_is_prefixed(member->text)) {
        return tell_form(f, "concept", member, "a name with a prefix", "接頭辞付きの名前");
    }
    if (core == KS_OIM_LANGUAGE && !ks_text_is_language(member->text)) {
        return tell_form(f, "language", member, "a code of a language (BCP 47)",
                         "言語コード（BCP 47）");
    }
    return KS_OK;
}

static ks_status check_dimension(filler *f, const ks_json *member, const char *name)
{
    const bool has_prefix = memchr(member->name.ptr, ':', member->name.len) != NULL;
    const unsigned kinds = has_prefix ? TEXT | NONE : TEXT;
    if (!has_prefix && !is_core(member->name)) {
        KS_REPORT(f->report->sink, KS_F_OIM_JSON_UNKNOWN, place_of(f, member), f->path, name,
                  ks_oim_nearest_core(member->name));
        return KS_OK;
    }
    /* Core dimensions are written without the prefix. */
    if (ks_sv_starts(member->name, KS_SV("xbrl:"))) {
        KS_REPORT(f->report->sink, KS_F_OIM_JSON_UNKNOWN, place_of(f, member), f->path, name,
                  ks_oim_nearest_core((ks_sv){member->name.ptr + 5, member->name.len - 5}));
        return KS_OK;
    }
    if (!is_kind(member, kinds)) {
        tell_kind(f, name, member, kinds);
        return KS_OK;
    }
    return has_prefix ? KS_OK : check_core(f, member);
}

static ks_status take_dimension(filler *f, const ks_json *member)
{
    const char *name = NULL;
    const size_t before = ks_sink_errors(f->report->sink);
    ks_status status = keep(f, member->name, &name);
    if (status == KS_OK) {
        status = check_dimension(f, member, name);
    }
    if (status != KS_OK || ks_sink_errors(f->report->sink) > before) {
        return status;
    }
    ks_oim_dimension *slot = ks_vec_add(&f->dimensions);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = (ks_oim_dimension){.name = name, .place = place_of(f, member)};
    return member->kind == KS_JSON_NULL ? KS_OK : keep(f, member->text, &slot->value);
}

static ks_status take_dimensions(filler *f, const ks_json *value)
{
    const char *path = f->path;
    ks_status status = KS_OK;
    f->dimensions.count = 0;
    if (ks_json_get(value, "concept") == NULL) {
        KS_REPORT(f->report->sink, KS_F_OIM_JSON_MISSING, place_of(f, value), path, "concept");
    }
    for (const ks_json *member = value->first; member != NULL && status == KS_OK;
         member = member->next) {
        status = take_dimension(f, member);
    }
    ks_oim_dimension *kept =
        status == KS_OK
            ? ks_arena_alloc(&f->report->arena, (f->dimensions.count + 1) * sizeof *kept)
            : NULL;
    if (kept == NULL) {
        return status == KS_OK ? KS_ERR_MEMORY : status;
    }
    if (f->dimensions.count > 0) {
        memcpy(kept, f->dimensions.items, f->dimensions.count * sizeof *kept);
    }
    f->fact.dimensions = kept;
    f->fact.dimension_count = f->dimensions.count;
    return KS_OK;
}

/* ---- links (5.3): by type, then by group ---------------------------------------------------- */

/* A link whose target is to come; `value` is where it stands. */
static ks_oim_link *add_link(filler *f, const char *group, const ks_json *value)
{
    ks_oim_link *link = ks_vec_add(&f->report->links);
    if (link != NULL) {
        *link = (ks_oim_link){
            .type = f->link_type, .group = group, .from = f->fact.id, .place = place_of(f, value)};
    }
    return link;
}

static ks_status take_target(filler *f, const ks_json *item)
{
    if (!is_kind(item, TEXT)) {
        tell_kind(f, f->link_group, item, TEXT);
        return KS_OK;
    }
    ks_oim_link *link = add_link(f, f->link_group, item);
    return link == NULL ? KS_ERR_MEMORY : keep(f, item->text, &link->to);
}

static ks_status take_group(filler *f, const ks_json *group)
{
    ks_status status = keep(f, group->name, &f->link_group);
    if (status == KS_OK && !is_kind(group, ARRAY)) {
        tell_kind(f, f->link_group, group, ARRAY);
        return KS_OK;
    }
    if (status == KS_OK && group->first == NULL) {
        return add_link(f, f->link_group, group) == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    for (const ks_json *item = group->first; item != NULL && status == KS_OK; item = item->next) {
        status = take_target(f, item);
    }
    return status;
}

static ks_status take_links(filler *f, const ks_json *value)
{
    ks_status status = KS_OK;
    for (const ks_json *type = value->first; type != NULL && status == KS_OK; type = type->next) {
        status = keep(f, type->name, &f->link_type);
        if (status == KS_OK && !is_kind(type, OBJECT)) {
            tell_kind(f, f->link_type, type, OBJECT);
            continue;
        }
        if (status == KS_OK && type->first == NULL && add_link(f, NULL, type) == NULL) {
            status = KS_ERR_MEMORY;
        }
        for (const ks_json *group = type->first; group != NULL && status == KS_OK;
             group = group->next) {
            status = take_group(f, group);
        }
    }
    return status;
}

static const property FACT[] = {
    {"value", TEXT | NONE, take_value, true},
    {"decimals", INTEGER, take_decimals, false},
    {"dimensions", OBJECT, take_dimensions, true},
    {"links", OBJECT, take_links, false},
};
enum { FACT_COUNT = sizeof FACT / sizeof *FACT };

static ks_status take_fact(filler *f, const ks_json *member)
{
    f->fact = (ks_oim_fact){.place = place_of(f, member), .value_place = place_of(f, member)};
    ks_status status = keep(f, member->name, &f->fact.id);
    if (status == KS_OK && !is_kind(member, OBJECT)) {
        tell_kind(f, f->fact.id, member, OBJECT);
        return KS_OK;
    }
    if (status == KS_OK) {
        status = walk_known(f, f->fact.id, member, FACT, FACT_COUNT);
    }
    if (status == KS_OK) {
        status = walk_others(f, f->fact.id, member, FACT, FACT_COUNT);
    }
    ks_oim_fact *slot = status == KS_OK ? ks_vec_add(&f->report->facts) : NULL;
    if (slot == NULL) {
        return status == KS_OK ? KS_ERR_MEMORY : status;
    }
    *slot = f->fact;
    return KS_OK;
}

static ks_status take_facts(filler *f, const ks_json *value)
{
    ks_status status = KS_OK;
    for (const ks_json *member = value->first; member != NULL && status == KS_OK;
         member = member->next) {
        f->path = "facts";
        status = take_fact(f, member);
    }
    return status;
}

static const property ROOT[] = {
    {"documentInfo", OBJECT, take_info, true},
    {"facts", OBJECT, take_facts, false},
};
enum { ROOT_COUNT = sizeof ROOT / sizeof *ROOT };

static const ks_oim_codes CODES = {
    .value = KS_F_OIM_JSON_VALUE,
    .dimension_value = KS_F_OIM_JSON_DIMENSION,
    .period = KS_F_OIM_PERIOD,
    .link_type = KS_F_OIM_JSON_LINK_TYPE,
    .link_group = KS_F_OIM_JSON_LINK_GROUP,
    .link_target = KS_F_OIM_JSON_LINK_TARGET,
};

ks_status ks_oim_fill_json(ks_oim_report *report, const ks_json *root)
{
    filler f = {.report = report};
    report->codes = &CODES;
    ks_status status = walk_known(&f, "", root, ROOT, ROOT_COUNT);
    if (status == KS_OK) {
        status = walk_others(&f, "", root, ROOT, ROOT_COUNT);
    }
    ks_vec_release(&f.dimensions);
    return status == KS_OK ? ks_sink_status(report->sink) : status;
}
