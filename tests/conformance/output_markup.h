/* Escaped markup, as two processors may write the same. */
#ifndef CONF_OUTPUT_MARKUP_H
#define CONF_OUTPUT_MARKUP_H

#include "base_str.h"

/* Adds the text; its tags without the namespace of XHTML, which some declare and some leave out,
 * with their attributes by name and in double quotes. */
void conf_add_markup(ks_str *out, const char *text);

#endif
