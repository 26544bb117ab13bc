#include "write_view_book.h"

#include <stdlib.h>
#include <string.h>

#include "base_alloc.h"
#include "write_view_layout.h"
#include "write_view_words.h"

enum { LIST_PAGE = 1000 }; /* facts in one list */

/* A network with what it is sorted by. */
typedef struct entry {
    const char *role;
    const ks_network *network;
    ks_sv code; /* that the role's definition begins with */
    size_t number;
} entry;

typedef struct entries {
    KS_VEC(entry) list;
    bool are_coded; /* every definition begins with a number */
} entries;

static size_t count_digits(ks_sv text)
{
    size_t count = 0;
    while (count < text.len && text.ptr[count] >= '0' && text.ptr[count] <= '9') {
        count++;
    }
    return count;
}

static ks_sv skip_zeros(ks_sv text)
{
    while (text.len > 1 && text.ptr[0] == '0' && text.ptr[1] >= '0' && text.ptr[1] <= '9') {
        text = (ks_sv){text.ptr + 1, text.len - 1};
    }
    return text;
}

/* "2" before "10", "212000a" before "212000b". */
static int compare_codes(ks_sv left, ks_sv right)
{
    left = skip_zeros(left);
    right = skip_zeros(right);
    size_t digits[2] = {count_digits(left), count_digits(right)};
    if (digits[0] != digits[1]) {
        return digits[0] < digits[1] ? -1 : 1;
    }
    return ks_sv_compare(left, right);
}

static int compare_entries(const void *a, const void *b)
{
    const entry *left = a;
    const entry *right = b;
    int order = compare_codes(left->code, right->code);
    if (order != 0) {
        return order;
    }
    return left->number < right->number ? -1 : left->number > right->number;
}

static ks_status add_entry(entries *all, const ks_taxonomy *taxonomy, const ks_network *network)
{
    const ks_role *role = ks_taxonomy_find_role(taxonomy, network->role);
    bool is_defined = role != NULL && role->definition != NULL;
    entry *added = ks_vec_add(&all->list);
    if (added == NULL) {
        return KS_ERR_MEMORY;
    }
    *added = (entry){network->role, network, KS_SV(""), all->list.count};
    if (is_defined) {
        added->code = ks_words_definition_code(ks_sv_from(role->definition));
    }
    all->are_coded = all->are_coded && added->code.len > 0;
    return KS_OK;
}

/* First the roles that the taxonomy declares, in its order, then what networks there are besides.
 */
static ks_status collect(entries *all, const ks_taxonomy *taxonomy)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < taxonomy->roles.count && status == KS_OK; i++) {
        const char *role = taxonomy->roles.items[i].uri;
        const ks_network *network =
            ks_taxonomy_find_network(taxonomy, role, KS_ARCROLE_PARENT_CHILD);
        if (network != NULL) {
            status = add_entry(all, taxonomy, network);
        }
    }
    for (size_t i = 0; i < taxonomy->network_count && status == KS_OK; i++) {
        const ks_network *network = &taxonomy->networks[i];
        if (strcmp(network->arcrole, KS_ARCROLE_PARENT_CHILD) == 0 &&
            ks_taxonomy_find_role(taxonomy, network->role) == NULL) {
            status = add_entry(all, taxonomy, network);
        }
    }
    return status;
}

static ks_status add_network(ks_view_job *job, const char *role, const ks_network *network)
{
    ks_view_layout layout;
    ks_view_layout_init(&layout);
    layout.role = role;
    layout.network = network;
    ks_status status = ks_view_make_rows(&job->index, &layout);
    if (status == KS_OK) {
        status = ks_view_make_candidates(&job->index, &layout);
    }
    if (status == KS_OK) {
        status = ks_view_make_placements(&job->index, &layout);
    }
    if (status == KS_OK) {
        status = ks_view_rank_combos(&job->index, &layout);
    }
    if (status == KS_OK) {
        status = ks_view_make_parts(&job->index, &layout, &job->statements);
    }
    ks_view_layout_release(&layout);
    return status;
}

static ks_status add_networks(ks_view_job *job)
{
    entries all = {.are_coded = true};
    ks_status status = collect(&all, job->instance->taxonomy);
    if (all.are_coded && all.list.count > 1) {
        qsort(all.list.items, all.list.count, sizeof *all.list.items, compare_entries);
    }
    for (size_t i = 0; i < all.list.count && status == KS_OK; i++) {
        status = add_network(job, all.list.items[i].role, all.list.items[i].network);
    }
    ks_vec_release(&all.list);
    if (status == KS_OK && job->statements.count == 0) {
        status = add_network(job, KS_ROLE_LINK, NULL);
    }
    return status;
}

static ks_view_statement *add_list(ks_view_job *job)
{
    ks_view_statement *statement = ks_vec_add(&job->statements);
    if (statement != NULL) {
        statement->role = KS_ROLE_LINK;
        statement->shape = KS_SHAPE_LIST;
        statement->part = 1;
        statement->host = KS_VIEW_NO_CURRENCY;
    }
    return statement;
}

/* What makes two facts say the same: what they are of, and the value. */
static ks_sv make_key(ks_str *key, const ks_fact *fact)
{
    const void *const parts[4] = {fact->concept, fact->context->same,
                                  fact->unit == NULL ? NULL : fact->unit->same, fact->lang};
    ks_str_clear(key);
    ks_str_add_sv(key, (ks_sv){(const char *)parts, sizeof parts});
    ks_str_add_i64(key, fact->decimals);
    ks_str_add(key, fact->is_nil ? "-" : "+");
    ks_str_add(key, fact->lexical);
    return ks_str_view(key);
}

/* Marks the concepts that have facts that no statement shows. */
static size_t mark_concepts(ks_view_job *job)
{
    size_t stamp = ks_view_next_stamp(&job->index);
    for (size_t i = 0; i < job->instance->facts.count; i++) {
        const ks_fact *fact = job->instance->facts.items[i];
        if (job->index.shown[fact->index] == 0) {
            job->index.concept_stamp[fact->concept->index] = stamp;
        }
    }
    return stamp;
}

/* Facts that were filed twice are shown where one of them is. */
static ks_status count_repeated(ks_view_job *job, ks_map *shown, ks_str *key)
{
    const ks_view_index *index = &job->index;
    size_t stamp = mark_concepts(job);
    size_t count = job->instance->facts.count;
    ks_status status = KS_OK;
    for (size_t i = 0; i < 2 * count && status == KS_OK; i++) { /* those that are shown, the rest */
        const ks_fact *fact = job->instance->facts.items[i % count];
        bool is_shown = index->shown[fact->index] > 0;
        if (is_shown != (i < count) || index->concept_stamp[fact->concept->index] != stamp) {
            continue;
        }
        ks_sv text = make_key(key, fact);
        status = ks_str_status(key);
        if (status == KS_OK && is_shown) {
            status = ks_map_set(shown, text, job);
        } else if (status == KS_OK && ks_map_get(shown, text) != NULL) {
            index->shown[fact->index]++;
        }
    }
    return status;
}

static ks_status find_repeated(ks_view_job *job)
{
    ks_map shown;
    ks_str key;
    ks_map_init(&shown);
    ks_str_init(&key);
    ks_status status = count_repeated(job, &shown, &key);
    ks_str_release(&key);
    ks_map_release(&shown);
    return status;
}

/* What no statement shows, by concept. A view without any fact has an empty list. */
static ks_status add_others(ks_view_job *job)
{
    ks_view_index *index = &job->index;
    ks_view_statement *list = NULL;
    for (size_t i = 0; i < job->instance->facts.count; i++) {
        const ks_fact *fact = index->fact_order[i];
        if (index->shown[fact->index] > 0) {
            continue;
        }
        if (list == NULL || list->facts.count == LIST_PAGE) {
            list = add_list(job);
        }
        const ks_fact **slot = list == NULL ? NULL : ks_vec_add(&list->facts);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = fact;
        index->shown[fact->index]++;
    }
    return job->statements.count == 0 && add_list(job) == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status find_firsts(ks_view_book *book)
{
    ks_view_job *job = &book->job;
    book->firsts = ks_alloc_zero(job->number_count + 1, sizeof *book->firsts);
    if (book->firsts == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = job->statements.count; i-- > 0;) {
        book->firsts[job->statements.items[i].number] = i;
    }
    return KS_OK;
}

static ks_status lay_out(ks_view_book *book)
{
    ks_view_job *job = &book->job;
    ks_status status = ks_view_index_init(&job->index, job->instance, job->options);
    if (status == KS_OK) {
        status = ks_view_find_names(job);
    }
    if (status == KS_OK) {
        status = add_networks(job);
    }
    if (status == KS_OK) {
        status = ks_view_drop_columns(&job->index, job->statements.items, job->statements.count);
    }
    if (status == KS_OK) {
        status = find_repeated(job);
    }
    if (status == KS_OK) {
        status = add_others(job);
    }
    if (status == KS_OK && job->options->only != NULL) {
        status = ks_view_choose(job);
    }
    if (status == KS_OK) {
        status = ks_view_number_statements(job);
    }
    return status == KS_OK ? find_firsts(book) : status;
}

ks_status ks_view_book_new(const ks_instance *instance, const ks_write_view_options *options,
                           ks_view_book **out)
{
    ks_view_book *book = ks_alloc_zero(1, sizeof *book);
    if (book == NULL) {
        return KS_ERR_MEMORY;
    }
    book->job.instance = instance;
    book->job.options = options;
    ks_str_init(&book->job.text);
    ks_map_init(&book->job.statement_ids);
    ks_status status = lay_out(book);
    if (status != KS_OK) {
        ks_view_book_free(book);
        return status;
    }
    *out = book;
    return KS_OK;
}

void ks_view_book_free(ks_view_book *book)
{
    if (book == NULL) {
        return;
    }
    ks_view_job *job = &book->job;
    for (size_t i = 0; i < job->statements.count; i++) {
        ks_view_statement_release(&job->statements.items[i]);
    }
    ks_vec_release(&job->statements);
    ks_view_index_release(&job->index);
    ks_map_release(&job->statement_ids);
    ks_str_release(&job->text);
    ks_alloc_free(book->firsts);
    ks_alloc_free(book);
}

const ks_view_statement *ks_view_book_first(const ks_view_book *book, size_t number)
{
    return number == 0 ? NULL : &book->job.statements.items[book->firsts[number]];
}

size_t ks_view_book_page_count(const ks_view_book *book)
{
    return book->job.number_count;
}

const char *ks_view_book_page_id(const ks_view_book *book, size_t page)
{
    return page == 0 ? "index" : ks_view_book_first(book, page)->id;
}
