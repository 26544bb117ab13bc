#include "xml_pattern.h"

#include <libxml/xmlregexp.h>

#include "xml_init.h"

void *ks_xml_pattern_new(const char *text)
{
    ks_xml_resolver quiet; /* what is wrong with it is not for stderr */
    if (ks_xml_init() != KS_OK) {
        return NULL;
    }
    ks_xml_resolver_enter(&quiet, NULL, NULL);
    xmlRegexpPtr pattern = xmlRegexpCompile((const xmlChar *)text);
    ks_xml_resolver_leave(&quiet);
    return pattern;
}

void ks_xml_pattern_free(void *pattern)
{
    xmlRegFreeRegexp(pattern);
}

/* libxml2 takes a pointer to what it does not write. */
bool ks_xml_pattern_match(const void *pattern, const char *text)
{
    xmlRegexpPtr compiled = (xmlRegexpPtr)(uintptr_t)pattern;
    return xmlRegexpExec(compiled, (const xmlChar *)text) == 1;
}
