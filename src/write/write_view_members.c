#include "base_alloc.h"
#include "model_dimensions.h"
#include "write_view_job.h"
#include "write_view_words.h"

static const ks_view_value *find_value(const ks_view_combo *combo, const ks_concept *dimension)
{
    for (size_t i = 0; i < combo->count; i++) {
        if (combo->values[i].dimension == dimension) {
            return &combo->values[i];
        }
    }
    return NULL;
}

static const ks_view_combo *get_combo(const ks_view_job *job, const ks_view_statement *statement,
                                      size_t column)
{
    return &job->index.combos.items[statement->columns.items[column].combo];
}

ks_status ks_view_find_shared(const ks_view_job *job, ks_view_statement *statement)
{
    if (statement->columns.count == 0) {
        return KS_OK;
    }
    const ks_view_combo *first = get_combo(job, statement, 0);
    statement->shared = ks_alloc_zero(first->count + 1, sizeof *statement->shared);
    if (statement->shared == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < first->count; i++) {
        bool is_shared = true;
        for (size_t c = 1; c < statement->columns.count && is_shared; c++) {
            const ks_view_value *value =
                find_value(get_combo(job, statement, c), first->values[i].dimension);
            is_shared = value != NULL && value->key == first->values[i].key;
        }
        statement->shared[i] = is_shared;
    }
    return KS_OK;
}

void ks_view_say_member(ks_view_job *job, const char *lang, const ks_view_value *value)
{
    if (value->member == NULL) {
        ks_str_add(&job->text, value->text);
        return;
    }
    const char *label =
        ks_taxonomy_label_best(job->instance->taxonomy, value->member, KS_ROLE_LABEL, lang, NULL);
    ks_str_add_sv(&job->text, ks_words_label(ks_sv_from(label)));
}

static ks_sv name_dimension(const ks_view_job *job, const char *lang, const ks_concept *dimension)
{
    if (ks_view_is_aspect(&job->index, dimension)) {
        return ks_sv_from(ks_words_aspect(lang, dimension == &job->index.aspects[KS_VIEW_ENTITY]));
    }
    return ks_words_label(ks_sv_from(
        ks_taxonomy_label_best(job->instance->taxonomy, dimension, KS_ROLE_LABEL, lang, NULL)));
}

void ks_view_say_value(ks_view_job *job, const char *lang, const ks_view_value *value)
{
    ks_str_clear(&job->text);
    ks_str_add_sv(&job->text, name_dimension(job, lang, value->dimension));
    ks_str_add(&job->text, ks_words_are_japanese(lang) ? "：" : ": ");
    ks_view_say_member(job, lang, value);
}

void ks_view_write_scope(ks_view_job *job, const ks_view_statement *statement)
{
    if (statement->columns.count == 0) {
        return;
    }
    const ks_view_combo *first = get_combo(job, statement, 0);
    for (size_t i = 0; i < first->count; i++) {
        for (size_t l = 0; statement->shared[i] && l < job->options->language_count; l++) {
            ks_view_say_value(job, job->options->languages[l], &first->values[i]);
            ks_view_write_built(job, "scope", job->options->languages[l]);
        }
    }
}

ks_status ks_view_write_member_names(ks_view_job *job, const ks_view_value *value)
{
    ks_status status = ks_view_write_name(job, "dimension", value->dimension);
    if (status == KS_OK && value->member != NULL) {
        status = ks_view_write_name(job, "name", value->member);
    }
    return status;
}

static ks_status write_member(ks_view_job *job, const ks_view_value *value)
{
    ks_xml_write_start(&job->writer, "member");
    ks_status status = ks_view_write_member_names(job, value);
    for (size_t i = 0; i < job->options->language_count; i++) {
        ks_str_clear(&job->text);
        ks_view_say_member(job, job->options->languages[i], value);
        ks_view_write_built(job, "label", job->options->languages[i]);
    }
    ks_xml_write_end(&job->writer);
    return status;
}

bool ks_view_is_shared(const ks_view_job *job, const ks_view_statement *statement,
                       const ks_view_value *value)
{
    const ks_view_combo *first = get_combo(job, statement, 0);
    const ks_view_value *same = find_value(first, value->dimension);
    return same != NULL && statement->shared[same - first->values];
}

/* What has no members stands for the defaults of the dimensions that other columns have. */
static bool find_default(const ks_view_job *job, const ks_view_statement *statement,
                         ks_view_value *out)
{
    for (size_t c = 0; c < statement->columns.count; c++) {
        const ks_view_combo *combo = get_combo(job, statement, c);
        for (size_t i = 0; i < combo->count; i++) {
            const ks_concept *dimension = combo->values[i].dimension;
            if (dimension == &job->index.aspects[KS_VIEW_ENTITY]) {
                *out = (ks_view_value){.dimension = dimension, .text = job->index.main->identifier};
                return true;
            }
            *out = (ks_view_value){.dimension = dimension,
                                   .member = ks_view_default(&job->index, dimension)};
            if (out->member != NULL && !ks_view_is_shared(job, statement, &combo->values[i])) {
                return true;
            }
        }
    }
    return false;
}

void ks_view_say_default(ks_view_job *job, const char *lang, const ks_view_statement *statement)
{
    ks_view_value value;
    if (find_default(job, statement, &value)) {
        ks_view_say_member(job, lang, &value);
    } else {
        ks_str_add(&job->text, ks_words_are_japanese(lang) ? "全体" : "All");
    }
}

static ks_status write_default(ks_view_job *job, const ks_view_statement *statement)
{
    ks_view_value value;
    return find_default(job, statement, &value) ? write_member(job, &value) : KS_OK;
}

ks_status ks_view_write_members(ks_view_job *job, const ks_view_statement *statement,
                                const ks_view_column *column)
{
    const ks_view_combo *combo = &job->index.combos.items[column->combo];
    bool has_any = false;
    ks_status status = KS_OK;
    for (size_t i = 0; i < combo->count && status == KS_OK; i++) {
        if (!ks_view_is_shared(job, statement, &combo->values[i])) {
            status = write_member(job, &combo->values[i]);
            has_any = true;
        }
    }
    return status == KS_OK && !has_any ? write_default(job, statement) : status;
}
