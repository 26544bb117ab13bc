/* The words that the view says itself: dates, periods, currencies, unit lines. English, or Japanese
 * for languages that begin with "ja". For the room's own use. */
#ifndef KS_WRITE_VIEW_WORDS_H
#define KS_WRITE_VIEW_WORDS_H

#include "model_instance.h"

bool ks_words_are_japanese(const char *lang);
/* A column heading: "Three months ended Jun 30, 2002"; days that are no whole months as a range. */
void ks_words_heading(ks_str *out, const char *lang, ks_period_type type, int64_t start,
                      int64_t end);
/* "Apr 1, 2002 – Jun 30, 2002"; the day alone for an instant. */
void ks_words_range(ks_str *out, const char *lang, ks_period_type type, int64_t start, int64_t end);
/* What heads a column of amounts in that currency: "JPY", "円". */
const char *ks_words_currency(const char *lang, const char *code);
/* What a unit is called where nobody gave it a name: by its measures, "USD/shares"; nothing of a
 * number as such. */
void ks_words_unit(ks_str *out, const char *lang, const ks_unit *unit);

/* A label without what taxonomies add to tell kinds of concepts apart: "Assets [Abstract]". */
ks_sv ks_words_label(ks_sv label);
/* The definition of a role without the number in front: "[00003] Balance sheet", "310010 ...",
 * "0002 - Statement - Balance Sheets". */
ks_sv ks_words_definition(ks_sv definition);
/* The number itself: digits and letters, for sorting; empty where there is none. */
ks_sv ks_words_definition_code(ks_sv definition);
/* What heads the statement of all facts, or of those that no other one shows. */
const char *ks_words_all_facts(const char *lang, bool are_others);
/* What a context tells besides period and dimensions: whose it is, or "Segment". */
const char *ks_words_aspect(const char *lang, bool is_entity);
/* "Period", "期間": heads of a list. */
typedef enum ks_words_head {
    KS_HEAD_PERIOD,
    KS_HEAD_MEMBERS,
    KS_HEAD_UNIT,
    KS_HEAD_VALUE
} ks_words_head;
const char *ks_words_list_head(const char *lang, ks_words_head head);

/* What the figures of a statement or chart are in. */
typedef struct ks_unit_line {
    const char *const *currencies; /* codes */
    size_t currency_count;
    int32_t scale;             /* of amounts: 3 for thousands */
    const char *const *others; /* names of units that are no amounts */
    size_t other_count;
} ks_unit_line;
/* "In thousands of Japanese yen (JPY) and U.S. dollars (USD), unless stated otherwise"; nothing
 * where nothing has a unit. */
void ks_words_unit_line(ks_str *out, const char *lang, const ks_unit_line *line);

#endif
