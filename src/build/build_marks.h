/* The marks that tie labels to notes: "(2)", "⁽²⁾", "（*3）".
 *
 * A mark is compared without its brackets, with superscript and full-width characters made plain.
 */
#ifndef KS_BUILD_MARKS_H
#define KS_BUILD_MARKS_H

#include <stdbool.h>

#include "base_str.h"
#include "read_plan.h"

#define KS_MARK_SIZE 16

/* Finds a mark in brackets at the end of `label`. *out_label is the label in front of it, trimmed;
 * `mark` gets the mark without brackets. False where the label ends in none. */
bool ks_mark_at_end(ks_sv label, ks_sv *out_label, char mark[KS_MARK_SIZE]);

/* Reads the head of a note row: an optional word for "note", the mark, an optional colon.
 * *out_text is what follows. False where the text has no such head. */
bool ks_mark_at_start(ks_sv text, ks_sv *out_text, char mark[KS_MARK_SIZE]);

/* Whether a mark that no table declares can only be a mark: stars and up to two digits. */
bool ks_mark_is_typical(const char *mark);

/* The note of the table with that mark, or NULL. A note may have several marks, separated by
 * spaces, where its prints number their notes differently. */
const ks_plan_note *ks_mark_find(const ks_plan_table *table, const char *mark);

#endif
