/* The facts of an instance as a table, a fact a row, in the order of the document. UTF-8.
 *
 * The columns, which JSON has as keys in the same order:
 *   concept     prefix:name (write_listing.h says where prefixes come from)
 *   label       the standard label in the language asked for, or in another
 *   entity      the identifier, and in `scheme` what it is an identifier of
 *   period      instant, duration or forever; `start` and `end` are its first and last day (of an
 *               instant only `end`), or moments with a time where the document gives one
 *   dimensions  axis=member, or axis=text of a typed one
 *   segment     what else the segment and the scenario hold, in a canonical form
 *   unit        measures, "a*b/c"
 *   decimals    as stated, or what the precision comes down to (XBRL 2.1 4.6.6)
 *   precision   as stated
 *   value       as in the document
 *   nil         true where the fact is nil
 *   language    xml:lang
 *   tuple       the tuples that it stands in, from the outermost: name[position] with '/' between
 *   id, line    of the element
 *
 * CSV: a line of headings, commas, fields quoted as RFC 4180 says, lines end in LF; what there is
 * not is an empty field; several dimensions have "; " between. JSON: an array with an object a line
 * that leaves out what there is not; value is null for nil; dimensions is an object; numbers of
 * facts stay texts, so that no digit is lost. */
#ifndef KS_WRITE_FACTS_H
#define KS_WRITE_FACTS_H

#include "model_instance.h"
#include "write_out.h"

/* `lang` is of the labels. Takes time in proportion to the facts and does not gather them. */
KS_MUST_USE ks_status ks_write_facts_csv(const ks_instance *instance, const char *lang,
                                         ks_write_out *out);
KS_MUST_USE ks_status ks_write_facts_json(const ks_instance *instance, const char *lang,
                                          ks_write_out *out);

#endif
