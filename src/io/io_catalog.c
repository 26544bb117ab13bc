#include "io_catalog.h"

#include <string.h>

#include "base_uri.h"

/* Catalogs that lead to each other do not lead on for ever. */
#define DEPTH_LIMIT 32
#define VISIT_LIMIT 4096

typedef struct search {
    const char *url; /* escaped */
    ks_arena *arena;
    const char *found;
    bool is_over; /* 7.2.2: where delegates are asked, nobody else is */
    unsigned depth;
    unsigned visits;
} search;

void ks_io_catalog_init(ks_io_catalog *catalog)
{
    *catalog = (ks_io_catalog){0};
    for (size_t i = 0; i < KS_IO_CATALOG_PARTS; i++) {
        ks_map_init(&catalog->tables[i].exact);
    }
}

void ks_io_catalog_release(ks_io_catalog *catalog)
{
    for (size_t i = 0; i < KS_IO_CATALOG_PARTS; i++) {
        ks_map_release(&catalog->tables[i].exact);
        ks_vec_release(&catalog->tables[i].suffixes);
        ks_vec_release(&catalog->tables[i].delegates);
    }
    ks_vec_release(&catalog->next);
}

static ks_status search_catalog(search *s, const ks_io_catalog *catalog);

static void search_suffixes(search *s, const ks_io_catalog_table *table)
{
    const ks_sv url = ks_sv_from(s->url);
    size_t longest = 0;
    for (size_t i = 0; i < table->suffixes.count; i++) {
        const ks_sv suffix = ks_sv_from(table->suffixes.items[i].text);
        if (suffix.len > longest && ks_sv_ends(url, suffix)) {
            longest = suffix.len;
            s->found = table->suffixes.items[i].target;
        }
    }
}

/* The delegate with the longest start that is shorter than `limit`, or of that length and behind
 * `after`. */
static const ks_io_catalog_delegate *next_delegate(const search *s,
                                                   const ks_io_catalog_table *table,
                                                   const ks_io_catalog_delegate *after)
{
    const ks_io_catalog_delegate *best = NULL;
    const size_t limit = after != NULL ? strlen(after->text) : SIZE_MAX;
    for (size_t i = 0; i < table->delegates.count; i++) {
        const ks_io_catalog_delegate *one = &table->delegates.items[i];
        const size_t len = strlen(one->text);
        const bool is_left = len < limit || (len == limit && one > after);
        if (is_left && ks_sv_starts(ks_sv_from(s->url), ks_sv_from(one->text)) &&
            (best == NULL || len > strlen(best->text))) {
            best = one;
        }
    }
    return best;
}

static ks_status search_delegates(search *s, const ks_io_catalog_table *table)
{
    const ks_io_catalog_delegate *delegate = next_delegate(s, table, NULL);
    const bool has_delegate = delegate != NULL;
    for (; delegate != NULL && s->found == NULL; delegate = next_delegate(s, table, delegate)) {
        ks_status status = search_catalog(s, delegate->catalog);
        if (status != KS_OK) {
            return status;
        }
        s->is_over = false; /* in that catalog; the next delegate may know more */
    }
    s->is_over = has_delegate;
    return KS_OK;
}

static ks_status search_table(search *s, const ks_io_catalog_table *table)
{
    s->found = ks_map_get(&table->exact, ks_sv_from(s->url));
    if (s->found != NULL) {
        return KS_OK;
    }
    ks_status status = ks_io_rewrites_apply(&table->rewrites, s->url, s->arena, &s->found);
    if (status == KS_OK && s->found == NULL) {
        search_suffixes(s, table);
    }
    return status == KS_OK && s->found == NULL ? search_delegates(s, table) : status;
}

static ks_status search_catalog(search *s, const ks_io_catalog *catalog)
{
    ks_status status = KS_OK;
    if (s->depth == DEPTH_LIMIT || s->visits == VISIT_LIMIT) {
        return KS_OK;
    }
    s->depth++;
    s->visits++;
    for (size_t i = 0; status == KS_OK && i < KS_IO_CATALOG_PARTS; i++) {
        if (s->found == NULL && !s->is_over) {
            status = search_table(s, &catalog->tables[i]);
        }
    }
    for (size_t i = 0; status == KS_OK && i < catalog->next.count; i++) {
        if (s->found == NULL && !s->is_over) {
            status = search_catalog(s, catalog->next.items[i]);
        }
    }
    s->depth--;
    return status;
}

ks_status ks_io_catalog_find(const ks_io_catalog *catalog, const char *url, ks_arena *arena,
                             const char **out)
{
    const char *other = NULL;
    const char *escaped = ks_uri_escape(arena, ks_sv_from(url));
    if (escaped == NULL) {
        return KS_ERR_MEMORY;
    }
    search s = {.url = escaped, .arena = arena};
    ks_status status = search_catalog(&s, catalog);
    if (status == KS_OK && s.found == NULL) {
        status = ks_io_other_scheme(escaped, arena, &other);
    }
    if (status == KS_OK && other != NULL) {
        s = (search){.url = other, .arena = arena};
        status = search_catalog(&s, catalog);
    }
    *out = s.found;
    return status;
}
