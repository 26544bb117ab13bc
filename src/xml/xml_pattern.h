/* Regular expressions of XML Schema (part 2, appendix F), by libxml2. A compiled one may be matched
 * from any thread. */
#ifndef KS_XML_PATTERN_H
#define KS_XML_PATTERN_H

#include "base_str.h"

/* NULL: it is no regular expression, or memory is short. */
void *ks_xml_pattern_new(const char *text);
void ks_xml_pattern_free(void *pattern);
/* Whether all of `text` (NUL-terminated) is matched. */
bool ks_xml_pattern_match(const void *pattern, const char *text);

#endif
