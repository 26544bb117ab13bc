#include "suite.h"

#include <string.h>

static const conf_dialect DIALECTS[] = {
    /* XBRL 2.1 */
    {"", true, false, false, NULL, {NULL}},
    /* Dimensions 1.0, units registry */
    {"http://xbrl.org/2005/conformance", false, false, false, NULL, {NULL}},
    /* formula, generic links, enumerations, inline XBRL, packages, the Open Information Model */
    {"http://xbrl.org/2008/conformance", false, false, true, NULL, {NULL}},
    {"http://xbrl.org/2008/registry", false, false, true, NULL, {NULL}},
    /* the SEC's inline XBRL tests; the names of their assertions are those of its processor */
    {"http://edgar/2009/conformance",
     false,
     true,
     false,
     "_htm.xml",
     {"http://xbrl.sec.gov/dei/", "http://fasb.org/srt/"}},
    /* transformation registries */
    {"http://xbrl.org/2011/conformance-rendering/transforms", false, false, false, NULL, {NULL}},
};

static const conf_dialect COMMON = {"", false, false, true, NULL, {NULL}};

const conf_dialect *conf_dialect_find(const char *ns, bool *out_is_known)
{
    *out_is_known = true;
    for (size_t i = 0; i < sizeof DIALECTS / sizeof *DIALECTS; i++) {
        if (strcmp(DIALECTS[i].ns, ns) == 0) {
            return &DIALECTS[i];
        }
    }
    *out_is_known = false;
    return &COMMON;
}
