#include "write_view_format.h"
#include "write_view_job.h"
#include "write_view_words.h"

/* What tells the text from others of its concept: members, and in a list the period. */
static void write_of(ks_view_job *job, const ks_view_statement *statement, const ks_fact *fact)
{
    size_t number = ks_view_combo_of(&job->index, fact);
    const ks_view_combo *combo = &job->index.combos.items[number == KS_VIEW_FOREIGN ? 0 : number];
    for (size_t l = 0; l < job->options->language_count; l++) {
        const char *lang = job->options->languages[l];
        for (size_t i = 0; i < combo->count; i++) {
            ks_view_say_value(job, lang, &combo->values[i]);
            ks_view_write_built(job, "of", lang);
        }
        if (statement->columns.count != 1) {
            ks_str_clear(&job->text);
            ks_words_range(&job->text, lang, fact->context->period, fact->context->start,
                           fact->context->end);
            ks_view_write_built(job, "of", lang);
        }
    }
}

static ks_status write_block(ks_view_job *job, const ks_view_statement *statement,
                             const ks_view_row *row, const ks_fact *fact)
{
    size_t host = (size_t)(statement - job->statements.items) + 1;
    if (job->index.block_host[fact->index] != host ||
        job->index.fact_stamp[fact->index] == job->index.stamp) {
        return KS_OK;
    }
    job->index.fact_stamp[fact->index] = job->index.stamp; /* once, where two rows show it */
    const char *id = ks_view_fact_id(job, fact);
    if (id == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_write_start(&job->writer, "block");
    ks_xml_write_attr(&job->writer, "fact", id);
    ks_view_write_number(job, "level", row == NULL ? 0 : row->level);
    ks_xml_write_attr(&job->writer, "lang",
                      fact->lang != NULL && *fact->lang != '\0' ? fact->lang : NULL);
    ks_view_write_labels(job, fact->concept, row == NULL ? NULL : row->role);
    write_of(job, statement, fact);
    ks_xml_write_start(&job->writer, "content");
    ks_xml_write_text(&job->writer, fact->lexical);
    ks_xml_write_end(&job->writer);
    ks_xml_write_end(&job->writer);
    return KS_OK;
}

ks_status ks_view_write_blocks(ks_view_job *job, const ks_view_statement *statement)
{
    (void)ks_view_next_stamp(&job->index);
    return ks_view_each_fact(job, statement, write_block);
}
