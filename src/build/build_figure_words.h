/* What stands around and between the digits of a figure: currencies, words for powers of ten, and
 * what parts the two ends of a range. */
#ifndef KS_BUILD_FIGURE_WORDS_H
#define KS_BUILD_FIGURE_WORDS_H

#include "build_figure.h"

/* Takes currencies off both ends of the text, and words such as "billion" or 億 off its end, and
 * notes them in the figure. */
void ks_figure_cut_words(ks_sv *rest, ks_figure *figure);

/* Whether the text is two figures with "-", "~", "to" or the like between them; both have digits.
 * Of signs only a dash behind a figure parts: "-5" is none. The text is folded. */
bool ks_figure_split(ks_sv text, ks_sv *out_lower, ks_sv *out_upper);

#endif
