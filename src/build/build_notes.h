/* Notes of the tables as footnotes of the facts they speak of.
 *
 * A mark at a label ties the note to the facts of that row; the plan ties it to the facts of a
 * column. The texts of all prints of a table are one footnote, a text in each language; notes of
 * one id and the same texts in several tables are one footnote too. */
#ifndef KS_BUILD_NOTES_H
#define KS_BUILD_NOTES_H

#include "build_filing.h"

/* After the facts are filed. A note without text, or one that nothing refers to: findings.
 * KS_ERR_MEMORY. */
KS_MUST_USE ks_status ks_build_tie_notes(ks_filing *filing);

#endif
