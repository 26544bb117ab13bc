#include "report_baseline.h"

#include <jansson.h>
#include <string.h>

#include "report_fingerprint.h"
#include "report_place.h"
#include "report_write.h"

#define NAME    "kessan-baseline"
#define VERSION 1

void ks_baseline_init(ks_baseline *baseline, const char *root)
{
    *baseline = (ks_baseline){.root = root, .input = ""};
    ks_map_init(&baseline->by_key);
    ks_map_init(&baseline->inputs);
    ks_arena_init(&baseline->arena);
}

void ks_baseline_release(ks_baseline *baseline)
{
    ks_vec_release(&baseline->entries);
    ks_map_release(&baseline->by_key);
    ks_map_release(&baseline->inputs);
    ks_arena_release(&baseline->arena);
}

/* Known by both: the same finding may stand in two files. Borrowed from the arena. */
static const char *make_key(ks_arena *arena, const char *file, const char *fingerprint)
{
    return ks_arena_format(arena, "%s %s", fingerprint, file);
}

static ks_status add_entry(ks_baseline *baseline, const ks_baseline_entry *entry)
{
    const char *key = make_key(&baseline->arena, entry->file, entry->fingerprint);
    ks_baseline_entry *kept = ks_arena_zero(&baseline->arena, 1, sizeof *kept);
    ks_baseline_entry **slot = key == NULL || kept == NULL ? NULL : ks_vec_add(&baseline->entries);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *kept = *entry;
    *slot = kept;
    return ks_map_set_borrowed(&baseline->by_key, ks_sv_from(key), kept);
}

/* ---- the file -------------------------------------------------------------------------------- */

static const char *get_text(ks_baseline *baseline, const json_t *object, const char *name,
                            bool *is_whole)
{
    const char *text = json_string_value(json_object_get(object, name));
    const char *copy = text == NULL ? "" : ks_arena_textz(&baseline->arena, text);
    *is_whole = *is_whole && text != NULL;
    return copy;
}

static ks_status read_entry(ks_baseline *baseline, const json_t *object, bool *is_whole)
{
    json_int_t count = json_integer_value(json_object_get(object, "count"));
    const ks_baseline_entry entry = {
        .input = get_text(baseline, object, "input", is_whole),
        .file = get_text(baseline, object, "file", is_whole),
        .id = get_text(baseline, object, "id", is_whole),
        .fingerprint = get_text(baseline, object, "fingerprint", is_whole),
        .message = get_text(baseline, object, "message", is_whole),
        .count = count > 0 ? (size_t)count : 0,
    };
    if (entry.input == NULL || entry.file == NULL || entry.id == NULL ||
        entry.fingerprint == NULL || entry.message == NULL) {
        return KS_ERR_MEMORY;
    }
    *is_whole = *is_whole && count > 0;
    return *is_whole ? add_entry(baseline, &entry) : KS_OK;
}

static ks_status read_entries(ks_baseline *baseline, const json_t *root, bool *is_whole)
{
    const json_t *list = json_object_get(root, "findings");
    const json_t *format = json_object_get(root, "format");
    const char *name = json_string_value(json_object_get(format, "name"));
    *is_whole = json_is_array(list) && name != NULL && strcmp(name, NAME) == 0 &&
                json_integer_value(json_object_get(format, "version")) == VERSION;
    ks_status status = KS_OK;
    for (size_t i = 0; status == KS_OK && *is_whole && i < json_array_size(list); i++) {
        status = read_entry(baseline, json_array_get(list, i), is_whole);
    }
    return status;
}

ks_status ks_baseline_read(ks_baseline *baseline, const char *file, ks_sv text, ks_sink *sink)
{
    json_error_t error = {.line = -1};
    bool is_whole = false;
    json_t *root = json_loadb(text.ptr, text.len, 0, &error);
    ks_status status = root == NULL ? KS_OK : read_entries(baseline, root, &is_whole);
    json_decref(root);
    if (root == NULL && json_error_code(&error) == json_error_out_of_memory) {
        return KS_ERR_MEMORY;
    }
    if (status == KS_OK && !is_whole) {
        const ks_place place = {file, root == NULL && error.line > 0 ? (uint32_t)error.line : 0, 0};
        KS_REPORT(sink, KS_F_CLI_NOT_A_BASELINE, place, file);
        return KS_REFUSED;
    }
    return status;
}

static void write_entry(const ks_baseline_entry *entry, ks_str *out)
{
    bool is_failed = false;
    json_t *object = json_object();
    ks_json_set(object, "input", ks_json_text(entry->input), &is_failed);
    ks_json_set(object, "file", ks_json_text(entry->file), &is_failed);
    ks_json_set(object, "id", ks_json_text(entry->id), &is_failed);
    ks_json_set(object, "fingerprint", ks_json_text(entry->fingerprint), &is_failed);
    ks_json_set(object, "count", json_integer((json_int_t)entry->count), &is_failed);
    ks_json_set(object, "message", ks_json_text(entry->message), &is_failed);
    ks_json_write(out, object, is_failed);
}

void ks_baseline_write(const ks_baseline *baseline, ks_str *out)
{
    ks_str_addf(out, "{\"format\":{\"name\":\"" NAME "\",\"version\":%d},\n\"findings\":[",
                VERSION);
    for (size_t i = 0; i < baseline->entries.count; i++) {
        ks_str_add(out, i > 0 ? ",\n" : "\n");
        write_entry(baseline->entries.items[i], out);
    }
    ks_str_add(out, baseline->entries.count > 0 ? "\n]}\n" : "]}\n");
}

/* ---- its use --------------------------------------------------------------------------------- */

ks_status ks_baseline_input(ks_baseline *baseline, const char *file)
{
    const char *name = ks_arena_textz(&baseline->arena, ks_report_file(baseline->root, file));
    if (name == NULL) {
        return KS_ERR_MEMORY;
    }
    baseline->input = name;
    return ks_map_set_borrowed(&baseline->inputs, ks_sv_from(name), baseline);
}

static const char *file_of(const ks_baseline *baseline, const ks_finding *finding)
{
    return finding->place.file == NULL ? "" : ks_report_file(baseline->root, finding->place.file);
}

static ks_status find_entry(ks_baseline *baseline, const ks_finding *finding,
                            ks_baseline_entry **out)
{
    char fingerprint[KS_FINGERPRINT_SIZE];
    ks_str key;
    ks_str_init(&key);
    ks_fingerprint(finding, fingerprint);
    ks_str_addf(&key, "%s %s", fingerprint, file_of(baseline, finding));
    ks_status status = ks_str_status(&key);
    if (status == KS_OK) {
        *out = ks_map_get(&baseline->by_key, ks_str_view(&key));
    }
    ks_str_release(&key);
    return status;
}

ks_status ks_baseline_take(ks_baseline *baseline, const ks_finding *finding, bool *out_is_known)
{
    ks_baseline_entry *entry = NULL;
    ks_status status = find_entry(baseline, finding, &entry);
    if (status == KS_OK) {
        *out_is_known = entry != NULL && entry->seen < entry->count;
        if (*out_is_known) {
            entry->seen++;
        }
    }
    return status;
}

ks_status ks_baseline_add(ks_baseline *baseline, const ks_finding *finding)
{
    ks_baseline_entry *known = NULL;
    ks_status status = find_entry(baseline, finding, &known);
    if (status != KS_OK || known != NULL) {
        if (known != NULL) {
            known->count++;
        }
        return status;
    }
    char fingerprint[KS_FINGERPRINT_SIZE];
    ks_fingerprint(finding, fingerprint);
    const ks_baseline_entry entry = {
        .input = baseline->input,
        .file = ks_arena_textz(&baseline->arena, file_of(baseline, finding)),
        .id = finding->id,
        .fingerprint = ks_arena_textz(&baseline->arena, fingerprint),
        .message = ks_arena_textz(&baseline->arena, finding->message),
        .count = 1,
    };
    return entry.file != NULL && entry.fingerprint != NULL && entry.message != NULL
               ? add_entry(baseline, &entry)
               : KS_ERR_MEMORY;
}

void ks_baseline_report_stale(const ks_baseline *baseline, ks_sink *sink)
{
    for (size_t i = 0; i < baseline->entries.count; i++) {
        const ks_baseline_entry *entry = baseline->entries.items[i];
        bool is_checked = ks_map_get(&baseline->inputs, ks_sv_from(entry->input)) != NULL;
        if (is_checked && entry->seen < entry->count) {
            KS_REPORT(sink, KS_F_CLI_STALE_BASELINE, ((ks_place){entry->file, 0, 0}), entry->id,
                      entry->message);
        }
    }
}
