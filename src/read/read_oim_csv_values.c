/* Values of the metadata and of cells: special values and references. */
#include <string.h>

#include "base_text.h"
#include "read_oim_csv.h"

bool ks_csv_is_identifier(ks_sv text)
{
    return ks_text_is_ncname(text) && memchr(text.ptr, '.', text.len) == NULL;
}

bool ks_csv_check_identifier(const ks_csv_job *job, ks_csv_member member, ks_sv text)
{
    const char *kept = NULL;
    if (ks_csv_is_identifier(text)) {
        return true;
    }
    /* Where memory is short the sink says so. */
    if (ks_csv_keep(job, text, &kept) == KS_OK) {
        KS_REPORT(job->sink, KS_F_CSV_IDENTIFIER, ks_csv_place(member), kept);
    }
    return false;
}

ks_status ks_csv_special(const ks_csv_job *job, ks_sv text, ks_place place, ks_csv_value *out)
{
    *out = (ks_csv_value){.kind = KS_CSV_TEXT, .place = place};
    if (ks_sv_is(text, "#none") || ks_sv_is(text, "#nil")) {
        out->kind = ks_sv_is(text, "#nil") ? KS_CSV_NIL : KS_CSV_NONE;
        return KS_OK;
    }
    if (ks_sv_is(text, "#empty")) {
        text = KS_SV("");
    } else if (ks_sv_starts(text, KS_SV("##"))) {
        text = (ks_sv){text.ptr + 1, text.len - 1};
    } else if (text.len > 0 && text.ptr[0] == '#') {
        ks_status status = ks_csv_keep(job, text, &out->text);
        if (status == KS_OK) {
            KS_REPORT(job->sink, KS_F_CSV_SPECIAL, place, out->text);
            out->kind = KS_CSV_NONE;
        }
        return status;
    }
    return ks_csv_keep(job, text, &out->text);
}

/* ---- references ------------------------------------------------------------------------------ */

static ks_status note_reference(ks_csv_job *job, ks_csv_template *template, ks_csv_value *value)
{
    const ks_sv name = ks_sv_from(value->text);
    const size_t next = ks_map_count(&job->references) + 1;
    void *there = NULL;
    ks_status status = ks_map_set_borrowed(
        template != NULL ? &template->references : &job->report_references, name, job);
    if (status == KS_OK) {
        status = ks_map_add_borrowed(&job->references, name, (void *)(uintptr_t)next, &there);
    }
    value->reference = (there != NULL ? (uintptr_t)there : next) - 1;
    return status;
}

/* "$name" or "$name@start", without the sign. */
static ks_status take_reference(ks_csv_job *job, ks_csv_template *template, ks_sv text,
                                ks_csv_value *out)
{
    ks_sv specifier = text;
    const ks_sv name = ks_sv_cut(&specifier, '@');
    ks_status status = ks_csv_keep(job, name, &out->text);
    out->kind = KS_CSV_REFERENCE;
    if (status == KS_OK && specifier.ptr != NULL) {
        status = ks_csv_keep(job, specifier, &out->specifier);
    }
    if (status != KS_OK) {
        return status;
    }
    if (!ks_csv_is_identifier(name)) {
        KS_REPORT(job->sink, KS_F_CSV_REFERENCE_FORM, out->place, out->text);
    } else if (specifier.ptr != NULL && !ks_sv_is(specifier, "start") &&
               !ks_sv_is(specifier, "end")) {
        KS_REPORT(job->sink, KS_F_CSV_SPECIFIER, out->place, out->specifier, out->text);
    } else if (specifier.ptr == NULL && ks_sv_is(name, "rowNumber")) {
        out->kind = KS_CSV_ROW_NUMBER;
        return KS_OK;
    }
    return note_reference(job, template, out);
}

/* ---- values of the metadata ------------------------------------------------------------------ */

/* What can be seen without a taxonomy to be no value of a core dimension. */
static ks_status check_text(ks_csv_job *job, const char *name, ks_csv_value *value)
{
    bool is_instant = false;
    const char *period = NULL;
    ks_status status = KS_OK;
    if (strcmp(name, "concept") == 0 && !ks_text_is_prefixed(ks_sv_from(value->text))) {
        KS_REPORT(job->sink, KS_F_CSV_CONCEPT, value->place, value->text);
    } else if (strcmp(name, "language") == 0 && !ks_text_is_language(ks_sv_from(value->text))) {
        KS_REPORT(job->sink, KS_F_CSV_LANGUAGE, value->place, value->text);
    } else if (strcmp(name, "period") == 0) {
        status = ks_csv_period(job, value->text, NULL, &period, &is_instant);
        if (status == KS_OK && period == NULL) {
            KS_REPORT(job->sink, KS_F_CSV_PERIOD, value->place, value->text);
        }
    }
    return status;
}

ks_status ks_csv_take_value(ks_csv_job *job, ks_csv_template *template, const char *name,
                            ks_csv_member member, ks_csv_value *out)
{
    const ks_sv text = member.json->text;
    const bool is_number = member.json->kind == KS_JSON_NUMBER;
    const ks_place place = ks_csv_place(member);
    if (!is_number && text.len > 0 && text.ptr[0] == '$') {
        const ks_sv rest = {text.ptr + 1, text.len - 1};
        *out = (ks_csv_value){.kind = KS_CSV_TEXT, .place = place};
        return rest.len > 0 && rest.ptr[0] == '$' ? ks_csv_keep(job, rest, &out->text)
                                                  : take_reference(job, template, rest, out);
    }
    ks_status status = ks_csv_special(job, text, place, out);
    if (status != KS_OK || out->kind == KS_CSV_NONE) {
        return status;
    }
    if (name == NULL) {
        int64_t number = 0;
        if (!is_number || !ks_sv_to_i64(text, &number)) {
            status = ks_csv_keep(job, text, &out->text);
            KS_REPORT(job->sink, KS_F_CSV_DECIMALS, place, status == KS_OK ? out->text : "");
        }
        return status;
    }
    return out->kind == KS_CSV_TEXT ? check_text(job, name, out) : KS_OK;
}

ks_status ks_csv_take_properties(ks_csv_job *job, ks_csv_template *template,
                                 const ks_json *dimensions, const ks_json *decimals,
                                 const char *file, ks_csv_properties *out)
{
    const size_t count = ks_json_count(dimensions);
    ks_status status = KS_OK;
    ks_csv_said *said = ks_arena_zero(&job->arena, count + 1, sizeof *said);
    ks_csv_value *value = ks_arena_zero(&job->arena, 1, sizeof *value);
    *out = (ks_csv_properties){.said = said, .count = count};
    if (said == NULL || value == NULL) {
        return KS_ERR_MEMORY;
    }
    const ks_json *m = dimensions != NULL ? dimensions->first : NULL;
    for (; m != NULL && status == KS_OK; m = m->next, said++) {
        status = ks_csv_keep(job, m->name, &said->name);
        if (status == KS_OK) {
            status = ks_csv_take_value(job, template, said->name, (ks_csv_member){m, file},
                                       &said->value);
        }
    }
    if (status == KS_OK && decimals != NULL) {
        status = ks_csv_take_value(job, template, NULL, (ks_csv_member){decimals, file}, value);
        out->decimals = value;
    }
    return status;
}
