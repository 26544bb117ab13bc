/* SARIF 2.1.0 (OASIS). Results are written as they come in; the rules that they name stand behind
 * them, each with the index that it got when it was first needed. */
#include <string.h>

#include "base_alloc.h"
#include "base_map.h"
#include "base_vec.h"
#include "report_fingerprint.h"
#include "report_format.h"
#include "report_place.h"
#include "report_standard.h"
#include "report_subject.h"
#include "report_write.h"

#define SCHEMA                                                                                     \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#define MAX_SUBJECTS 4

/* By ks_severity; they are SARIF's words too. */
#define LEVELS KS_REPORT_SEVERITIES

typedef struct state {
    bool is_known[KS_FINDING_COUNT];
    size_t indices[KS_FINDING_COUNT]; /* where it is known */
    KS_VEC(size_t) rules;             /* in the order of the indices */
    ks_map seen;                      /* fingerprints with their file, to a count */
    ks_arena arena;
    size_t unchecked; /* findings that say that something could not be checked */
    bool has_results;
    bool is_failed;
} state;

static size_t index_rule(state *self, size_t rule)
{
    if (!self->is_known[rule]) {
        size_t *slot = ks_vec_add(&self->rules);
        if (slot == NULL) {
            self->is_failed = true;
            return 0;
        }
        *slot = rule;
        self->is_known[rule] = true;
        self->indices[rule] = self->rules.count - 1;
    }
    return self->indices[rule];
}

/* ---- results --------------------------------------------------------------------------------- */

static json_t *make_region(const ks_reporter *reporter, ks_place place, bool *is_failed)
{
    json_t *region = json_object();
    ks_report_span span = ks_report_find_span(&reporter->setup, place);
    ks_json_set_count(region, "startLine", place.line, is_failed);
    ks_json_set_count(region, "startColumn", span.start, is_failed);
    ks_json_set_count(region, "endColumn", span.end, is_failed);
    return region;
}

static json_t *make_artifact(const ks_reporter *reporter, const char *file, bool *is_failed)
{
    ks_arena arena;
    ks_arena_init(&arena);
    const char *uri = ks_report_uri(&arena, reporter->setup.root, file);
    json_t *artifact = json_object();
    ks_json_set_text(artifact, "uri", uri, is_failed);
    if (uri == NULL) {
        *is_failed = true;
    } else if (strstr(uri, "://") == NULL) {
        ks_json_set_text(artifact, "uriBaseId", "%SRCROOT%", is_failed);
    }
    ks_arena_release(&arena);
    return artifact;
}

static json_t *make_physical(const ks_reporter *reporter, ks_place place, bool *is_failed)
{
    json_t *physical = json_object();
    ks_json_set(physical, "artifactLocation", make_artifact(reporter, place.file, is_failed),
                is_failed);
    if (place.line > 0) {
        ks_json_set(physical, "region", make_region(reporter, place, is_failed), is_failed);
    }
    return physical;
}

static json_t *make_logical(const ks_finding *finding, bool *is_failed)
{
    ks_report_subject subjects[MAX_SUBJECTS];
    size_t count = ks_report_subjects(finding, subjects, MAX_SUBJECTS);
    json_t *list = count > 0 ? json_array() : NULL;
    for (size_t i = 0; i < count; i++) {
        json_t *logical = json_object();
        ks_json_set_text(logical, "name", subjects[i].name, is_failed);
        ks_json_set_text(logical, "kind", subjects[i].kind, is_failed);
        ks_json_append(list, logical, is_failed);
    }
    return list;
}

static json_t *make_locations(const ks_reporter *reporter, const ks_finding *finding,
                              bool *is_failed)
{
    json_t *list = json_array();
    json_t *location = json_object();
    json_t *logical = make_logical(finding, is_failed);
    if (finding->place.file != NULL) {
        ks_json_set(location, "physicalLocation",
                    make_physical(reporter, finding->place, is_failed), is_failed);
    }
    if (logical != NULL) {
        ks_json_set(location, "logicalLocations", logical, is_failed);
    }
    if (json_object_size(location) > 0) {
        ks_json_append(list, location, is_failed);
    } else {
        json_decref(location);
    }
    return list;
}

static void set_related(const ks_reporter *reporter, json_t *result, const ks_finding *finding,
                        bool *is_failed)
{
    json_t *list = json_array();
    for (size_t i = 0; i < finding->related_count; i++) {
        const ks_related *related = &finding->related[i];
        json_t *location = json_object();
        ks_json_set(location, "id", json_integer((json_int_t)i + 1), is_failed);
        if (related->place.file != NULL) {
            ks_json_set(location, "physicalLocation",
                        make_physical(reporter, related->place, is_failed), is_failed);
        }
        ks_json_set(location, "message",
                    ks_json_message(related->text != NULL ? related->text : "", is_failed),
                    is_failed);
        ks_json_append(list, location, is_failed);
    }
    if (finding->related_count > 0) {
        ks_json_set(result, "relatedLocations", list, is_failed);
    } else {
        json_decref(list);
    }
}

/* How often the finding was there before in its file: equal ones are told apart by their order. */
static size_t count_same(state *self, const char *file, const char *fingerprint)
{
    const char *key = ks_arena_format(&self->arena, "%s %s", fingerprint, file != NULL ? file : "");
    if (key == NULL) {
        self->is_failed = true;
        return 1;
    }
    size_t *count = ks_map_get(&self->seen, ks_sv_from(key));
    if (count == NULL) {
        count = ks_arena_zero(&self->arena, 1, sizeof *count);
        if (count == NULL || ks_map_set_borrowed(&self->seen, ks_sv_from(key), count) != KS_OK) {
            self->is_failed = true;
            return 1;
        }
    }
    return ++*count;
}

static void set_fingerprint(state *self, json_t *result, const ks_finding *finding, bool *is_failed)
{
    char fingerprint[KS_FINGERPRINT_SIZE];
    ks_str text;
    ks_str_init(&text);
    ks_fingerprint(finding, fingerprint);
    ks_str_addf(&text, "%s:%zu", fingerprint, count_same(self, finding->place.file, fingerprint));
    json_t *fingerprints = json_object();
    ks_json_set_text(fingerprints, "kessanFinding/v1", text.ptr, is_failed);
    *is_failed = *is_failed || text.is_failed;
    ks_json_set(result, "partialFingerprints", fingerprints, is_failed);
    ks_str_release(&text);
}

static void tell(ks_reporter *reporter, const ks_finding *finding)
{
    state *self = reporter->state;
    bool *is_failed = &self->is_failed;
    json_t *result = json_object();
    ks_json_set_text(result, "ruleId", finding->id, is_failed);
    ks_json_set(result, "ruleIndex", json_integer((json_int_t)index_rule(self, finding->rule)),
                is_failed);
    ks_json_set_text(result, "level", LEVELS[finding->severity], is_failed);
    ks_json_set(result, "message", ks_json_message(finding->message, is_failed), is_failed);
    ks_json_set(result, "locations", make_locations(reporter, finding, is_failed), is_failed);
    set_related(reporter, result, finding, is_failed);
    set_fingerprint(self, result, finding, is_failed);
    if (finding->known != KS_KNOWN_UNASKED) {
        ks_json_set_text(result, "baselineState",
                         finding->known == KS_KNOWN_BEFORE ? "unchanged" : "new", is_failed);
    }
    self->unchecked += finding->severity == KS_ERROR && finding->outcome != KS_OUTCOME_INVALID;
    ks_str_add(&reporter->out, self->has_results ? ",\n" : "\n");
    self->has_results = true;
    ks_json_write(&reporter->out, result, *is_failed);
}

/* ---- rules ----------------------------------------------------------------------------------- */

/* "units.not-allowed" as "UnitsNotAllowed": SARIF wants a name that reads as an identifier. */
static void add_name(ks_str *out, const char *id)
{
    bool is_start = true;
    for (; *id != '\0'; id++) {
        bool is_letter = *id != '.' && *id != '-';
        if (is_letter) {
            bool is_small = *id >= 'a' && *id <= 'z';
            ks_str_add_char(out, is_start && is_small ? (char)(*id - 'a' + 'A') : *id);
        }
        is_start = !is_letter;
    }
}

static json_t *make_properties(const ks_finding_info *info, bool *is_failed)
{
    json_t *properties = json_object();
    ks_json_set_text(properties, "section", info->section, is_failed);
    ks_json_set_text(properties, "code", info->code, is_failed);
    ks_json_set_text(properties, "outcome", KS_REPORT_OUTCOMES[info->outcome], is_failed);
    json_t *tags = json_array();
    ks_str family;
    ks_str_init(&family);
    ks_str_add_sv(&family, (ks_sv){info->id, strcspn(info->id, ".")});
    ks_json_append(tags, ks_json_text(family.ptr), is_failed);
    ks_json_set(properties, "tags", tags, is_failed);
    *is_failed = *is_failed || family.is_failed;
    ks_str_release(&family);
    return properties;
}

/* The heading of docs/findings.md, where who built kessan said where that is to be read: its anchor
 * is the id without its dots. Else the standard. */
static void add_help_uri(ks_str *out, const ks_finding_info *info)
{
    if (KESSAN_DOCS_URL[0] == '\0') {
        const char *standard = ks_report_standard(info->section);
        ks_str_add(out, standard != NULL ? standard : "");
        return;
    }
    ks_str_add(out, KESSAN_DOCS_URL "/findings.md#");
    for (const char *c = info->id; *c != '\0'; c++) {
        if (*c != '.') {
            ks_str_add_char(out, *c);
        }
    }
}

static void set_help(json_t *rule, const ks_finding_info *info, ks_lang lang, bool *is_failed)
{
    ks_str uri;
    ks_str_init(&uri);
    add_help_uri(&uri, info);
    ks_json_set(rule, "help", ks_json_message(info->help[lang], is_failed), is_failed);
    ks_json_set_text(rule, "helpUri", uri.ptr, is_failed);
    *is_failed = *is_failed || uri.is_failed;
    ks_str_release(&uri);
}

static json_t *make_rule(const ks_finding_info *info, ks_lang lang, bool *is_failed)
{
    json_t *rule = json_object();
    json_t *configuration = json_object();
    ks_str name;
    ks_str_init(&name);
    add_name(&name, info->id);
    ks_json_set_text(rule, "id", info->id, is_failed);
    ks_json_set_text(rule, "name", name.ptr, is_failed);
    *is_failed = *is_failed || name.is_failed;
    ks_str_clear(&name);
    ks_finding_info_text(info, lang, &name);
    ks_json_set(rule, "shortDescription", ks_json_message(name.ptr, is_failed), is_failed);
    *is_failed = *is_failed || name.is_failed;
    ks_str_release(&name);
    ks_json_set(rule, "fullDescription", ks_json_message(info->help[lang], is_failed), is_failed);
    set_help(rule, info, lang, is_failed);
    ks_json_set_text(configuration, "level", LEVELS[info->severity], is_failed);
    ks_json_set(rule, "defaultConfiguration", configuration, is_failed);
    ks_json_set(rule, "properties", make_properties(info, is_failed), is_failed);
    return rule;
}

static void add_rules(ks_reporter *reporter)
{
    state *self = reporter->state;
    for (size_t i = 0; i < self->rules.count; i++) {
        const ks_finding_info *info = ks_finding_info_get((ks_finding_id)self->rules.items[i]);
        json_t *rule = make_rule(info, reporter->setup.lang, &self->is_failed);
        ks_str_add(&reporter->out, i > 0 ? ",\n" : "\n");
        ks_json_write(&reporter->out, rule, self->is_failed);
    }
}

/* ---- the whole ------------------------------------------------------------------------------- */

static void begin(ks_reporter *reporter)
{
    state *self = reporter->state;
    ks_map_init(&self->seen);
    ks_arena_init(&self->arena);
    ks_str_add(&reporter->out, "{\"$schema\":\"" SCHEMA "\",\n\"version\":\"2.1.0\",\n"
                               "\"runs\":[{\"columnKind\":\"unicodeCodePoints\",\n");
    ks_str_addf(&reporter->out, "\"language\":\"%s\",\n",
                reporter->setup.lang == KS_LANG_JA ? "ja" : "en");
    ks_str_add(&reporter->out,
               "\"originalUriBaseIds\":{\"%SRCROOT%\":{\"description\":{\"text\":\"the folder in "
               "which kessan ran\"}}},\n\"results\":[");
}

static void end(ks_reporter *reporter, const ks_report_end *end)
{
    state *self = reporter->state;
    const bool is_done = end->exit_code <= 1 && self->unchecked == 0;
    ks_str_addf(&reporter->out,
                "],\n\"invocations\":[{\"executionSuccessful\":%s,\"exitCode\":%d}],\n",
                is_done ? "true" : "false", end->exit_code);
    ks_str_add(&reporter->out, "\"tool\":{\"driver\":{\"name\":\"kessan\",\"semanticVersion\":\"");
    ks_str_add(&reporter->out, KESSAN_VERSION "\",\n\"rules\":[");
    add_rules(reporter);
    ks_str_add(&reporter->out, "]}}}]}\n");
    reporter->out.is_failed = reporter->out.is_failed || self->is_failed;
}

static void release(void *user)
{
    state *self = user;
    ks_vec_release(&self->rules);
    ks_map_release(&self->seen);
    ks_arena_release(&self->arena);
}

const ks_report_format KS_REPORT_SARIF = {
    .name = "sarif",
    .state_size = sizeof(state),
    .begin = begin,
    .tell = tell,
    .end = end,
    .release = release,
};
