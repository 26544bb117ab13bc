#include "build_rows.h"

#include "base_text.h"

typedef KS_VEC(ks_build_entry) entry_list;

typedef struct walk {
    ks_filing *filing;
    ks_build_print *print;
    entry_list entries;
    size_t section;
} walk;

ks_status ks_build_fold(ks_filing *filing, ks_sv text, const char **out)
{
    ks_str folded;
    ks_str_init(&folded);
    ks_text_fold(&folded, text);
    const char *copy = NULL;
    if (ks_str_status(&folded) == KS_OK) {
        copy = ks_arena_text(&filing->arena, ks_str_view(&folded));
    }
    ks_str_release(&folded);
    if (copy == NULL) {
        return KS_ERR_MEMORY;
    }
    *out = copy;
    return KS_OK;
}

static ks_status add_entry(walk *w, const ks_plan_line *line, const char *label,
                           ks_build_entry **out)
{
    const char *key = NULL;
    ks_status status = ks_build_fold(w->filing, ks_sv_from(label), &key);
    if (status != KS_OK) {
        return status;
    }
    ks_build_entry *entry = ks_vec_add(&w->entries);
    if (entry == NULL) {
        return KS_ERR_MEMORY;
    }
    entry->line = line;
    entry->label = label;
    entry->key = key;
    entry->section = w->section;
    entry->row = KS_NO_INDEX;
    *out = entry;
    return KS_OK;
}

static ks_status expect_heading(walk *w, const ks_plan_line *line)
{
    const ks_lang_text *texts = line->heading;
    if (texts == NULL && line->is_heading_only) {
        texts = line->labels;
    }
    const char *label = ks_lang_text_find(texts, w->print->print->lang);
    if (label == NULL) { /* not printed in this language */
        return KS_OK;
    }
    ks_build_entry *entry = NULL;
    ks_status status = add_entry(w, line, label, &entry);
    if (status == KS_OK) {
        entry->is_heading = true;
        w->section = w->entries.count - 1;
    }
    return status;
}

static ks_status expect_line(walk *w, const ks_plan_line *line)
{
    const char *label = ks_build_label(line->labels, w->print->print->lang);
    ks_build_entry *entry = NULL;
    ks_status status = add_entry(w, line, label, &entry);
    if (status != KS_OK) {
        return status;
    }
    const ks_qname *name = ks_names_qname(w->filing->names, ks_sv_from(w->filing->plan->ns),
                                          ks_sv_from(line->concept->name));
    if (name == NULL) {
        return KS_ERR_MEMORY;
    }
    entry->concept = ks_taxonomy_find(w->filing->taxonomy, name);
    return KS_OK;
}

/* In the order of printing: the heading, what adds up, the total. */
static ks_status expect_tree(walk *w, const ks_plan_line *line)
{
    ks_status status = KS_OK;
    for (; line != NULL && status == KS_OK; line = line->next) {
        status = expect_heading(w, line);
        if (status == KS_OK) {
            status = expect_tree(w, line->first_child);
        }
        if (status == KS_OK && line->concept != NULL && !line->is_elsewhere) {
            status = expect_line(w, line);
        }
    }
    return status;
}

static ks_status keep_entries(walk *w)
{
    ks_build_print *print = w->print;
    print->entries = ks_arena_zero(&w->filing->arena, w->entries.count + 1, sizeof *print->entries);
    if (print->entries == NULL) {
        return KS_ERR_MEMORY;
    }
    print->entry_count = w->entries.count;
    ks_status status = KS_OK;
    for (size_t i = 0; i < print->entry_count && status == KS_OK; i++) {
        print->entries[i] = w->entries.items[i];
        if (!print->entries[i].is_heading) {
            status =
                ks_map_set_ptr(&print->entry_by_line, print->entries[i].line, &print->entries[i]);
        }
    }
    return status;
}

ks_status ks_build_expect(ks_filing *filing, ks_build_print *print)
{
    walk w = {.filing = filing, .print = print, .section = KS_NO_INDEX};
    ks_status status = expect_tree(&w, print->table->statement->first_line);
    if (status == KS_OK) {
        status = keep_entries(&w);
    }
    ks_vec_release(&w.entries);
    return status;
}
