#include "build_unmatched.h"

#include <string.h>

#include "base_text.h"

/* How many lines of the plan, on both sides of where a row stands, are compared with its label; and
 * how long a label may be for that. They keep the search for what was meant linear. */
#define NEAR    24
#define LONGEST 300

/* What stands unmatched between two neighbours that are matched. */
typedef struct gap {
    ks_filing *filing;
    ks_build_print *print;
    bool *is_paired; /* by entry */
    size_t anchor;   /* the entry of the matched row in front; KS_NO_INDEX at the top */
    size_t first_row;
    size_t end_row;
    size_t first_entry;
    size_t end_entry;
} gap;

static bool is_same_kind(const ks_build_row *row, const ks_build_entry *entry)
{
    return row->is_label_only == entry->is_heading;
}

static bool pairs_in_order(const gap *g)
{
    if (g->end_row - g->first_row != g->end_entry - g->first_entry) {
        return false;
    }
    for (size_t i = 0; i < g->end_row - g->first_row; i++) {
        if (!is_same_kind(&g->print->rows[g->first_row + i],
                          &g->print->entries[g->first_entry + i])) {
            return false;
        }
    }
    return true;
}

/* The entry of [first, end) whose label is most like the row's, or KS_NO_INDEX. */
static size_t find_nearest(const ks_build_print *print, const ks_build_row *row, size_t first,
                           size_t end, const bool *is_taken)
{
    ks_sv candidates[2 * NEAR];
    size_t numbers[2 * NEAR];
    size_t count = 0;
    ks_sv key = ks_sv_from(row->key);
    for (size_t i = first; i < end && count < 2 * NEAR; i++) {
        ks_sv candidate = ks_sv_from(print->entries[i].key);
        if (candidate.len <= LONGEST && (is_taken == NULL || !is_taken[i])) {
            candidates[count] = candidate;
            numbers[count++] = i;
        }
    }
    size_t nearest = key.len <= LONGEST ? ks_text_nearest(key, candidates, count) : SIZE_MAX;
    return nearest != SIZE_MAX ? numbers[nearest] : KS_NO_INDEX;
}

static void report_renamed(const gap *g, const ks_build_row *row, size_t number)
{
    const ks_build_entry *entry = &g->print->entries[number];
    g->is_paired[number] = true;
    ks_related related = ks_build_related(g->filing, entry->line->place, KS_SAY_PLAN_LINE);
    KS_REPORT_RELATED(g->filing->sink, KS_F_ROW_RENAMED, row->place, &related, 1, row->label,
                      entry->label);
}

static void report_unknown(const gap *g, const ks_build_row *row)
{
    const ks_build_print *print = g->print;
    size_t here = g->anchor != KS_NO_INDEX ? g->anchor + 1 : 0;
    size_t first = here > NEAR ? here - NEAR : 0;
    size_t end = here + NEAR < print->entry_count ? here + NEAR : print->entry_count;
    size_t nearest = find_nearest(print, row, first, end, NULL);
    size_t shown = nearest != KS_NO_INDEX ? nearest : g->anchor;
    ks_place place =
        shown != KS_NO_INDEX ? print->entries[shown].line->place : print->table->statement->place;
    ks_related related = ks_build_related(g->filing, place, KS_SAY_PLAN_LINE);
    KS_REPORT_RELATED(g->filing->sink, KS_F_ROW_UNKNOWN, row->place, &related, 1, row->label,
                      print->table->statement->id,
                      nearest != KS_NO_INDEX ? print->entries[nearest].label : NULL);
}

static void report_gap(const gap *g)
{
    bool is_in_order = pairs_in_order(g);
    for (size_t i = g->first_row; i < g->end_row; i++) {
        ks_build_row *row = &g->print->rows[i];
        size_t entry = g->first_entry + (i - g->first_row);
        if (!is_in_order) {
            size_t first = entry > g->first_entry + NEAR ? entry - NEAR : g->first_entry;
            size_t end = entry + NEAR < g->end_entry ? entry + NEAR : g->end_entry;
            entry = find_nearest(g->print, row, first, end, g->is_paired);
        }
        row->is_reported = true;
        if (entry != KS_NO_INDEX) {
            report_renamed(g, row, entry);
        } else {
            report_unknown(g, row);
        }
    }
}

static void report_rows(gap *g)
{
    const ks_build_print *print = g->print;
    g->anchor = KS_NO_INDEX;
    for (size_t i = 0; i < print->row_count; i++) {
        if (print->rows[i].entry != KS_NO_INDEX) {
            g->anchor = print->rows[i].entry;
            continue;
        }
        g->first_row = i;
        while (i + 1 < print->row_count && print->rows[i + 1].entry == KS_NO_INDEX) {
            i++;
        }
        g->end_row = i + 1;
        g->first_entry = g->anchor != KS_NO_INDEX ? g->anchor + 1 : 0;
        g->end_entry = g->first_entry;
        while (g->end_entry < print->entry_count &&
               print->entries[g->end_entry].row == KS_NO_INDEX) {
            g->end_entry++;
        }
        report_gap(g);
    }
}

static bool is_missing(const gap *g, size_t entry)
{
    return g->print->entries[entry].row == KS_NO_INDEX && !g->is_paired[entry];
}

static ks_place place_of_row(const ks_build_print *print, size_t row)
{
    return row != KS_NO_INDEX ? print->rows[row].place : (ks_place){print->file, 0, 0};
}

/* Where more than one line at the end has no row, the table was cut off: the number of the first of
 * them; else the number of entries. */
static size_t find_cut(const gap *g)
{
    size_t cut = g->print->entry_count;
    while (cut > 0 && is_missing(g, cut - 1)) {
        cut--;
    }
    return g->print->entry_count - cut > 1 ? cut : g->print->entry_count;
}

static void report_missing(gap *g)
{
    const ks_build_print *print = g->print;
    size_t cut = find_cut(g);
    size_t row = KS_NO_INDEX;
    for (size_t i = 0; i < cut; i++) {
        const ks_build_entry *entry = &print->entries[i];
        row = entry->row != KS_NO_INDEX ? entry->row : row;
        if (is_missing(g, i)) {
            ks_related related =
                ks_build_related(g->filing, place_of_row(print, row), KS_SAY_TABLE_ROW);
            KS_REPORT_RELATED(g->filing->sink, KS_F_ROW_MISSING, entry->line->place, &related, 1,
                              entry->label, print->file);
        }
    }
    if (cut < print->entry_count) {
        const ks_build_entry *entry = &print->entries[cut];
        ks_related related = ks_build_related(g->filing, entry->line->place, KS_SAY_PLAN_LINE);
        KS_REPORT_RELATED(g->filing->sink, KS_F_ROW_TRUNCATED, place_of_row(print, row), &related,
                          1, entry->label,
                          ks_build_text(g->filing, "%zu", print->entry_count - cut));
    }
}

ks_status ks_build_report_unmatched(ks_filing *filing, ks_build_print *print)
{
    gap g = {.filing = filing, .print = print};
    g.is_paired = ks_arena_zero(&filing->arena, print->entry_count + 1, sizeof *g.is_paired);
    if (g.is_paired == NULL) {
        return KS_ERR_MEMORY;
    }
    report_rows(&g);
    report_missing(&g);
    return KS_OK;
}
