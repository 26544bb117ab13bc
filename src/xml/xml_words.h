/* What values are measured against, in plain words. */
#ifndef KS_XML_WORDS_H
#define KS_XML_WORDS_H

#include "diag.h"

/* What a type of XML Schema holds, "a whole number"; NULL where there are no such words. */
const char *ks_xml_type_words(const char *local, ks_lang lang);
/* The same for a type of plans or of XBRL 2.1, by its full name; NULL for others. */
const char *ks_xml_named_type_words(const char *ns, const char *local, ks_lang lang);
/* What a facet asks for, "a length of {0} or more"; {0} is its value. NULL where there is none. */
const char *ks_xml_facet_words(const char *facet, ks_lang lang);

#endif
