#include "report_standard.h"

#include <stddef.h>
#include <string.h>

#define XBRL_ORG "https://www.xbrl.org/Specification/"

static const struct {
    const char *start;
    const char *address;
} STANDARDS[] = {
    {"XBRL 2.1", XBRL_ORG "XBRL-2.1/REC-2003-12-31/"
                          "XBRL-2.1-REC-2003-12-31+corrected-errata-2013-02-20.html"},
    {"Dimensions 1.0", XBRL_ORG "XDT-REC-2012-01-25/XDT-REC-2006-09-18+Corrected-Errata-2012-01-25-"
                                "clean.html"},
    {"Calculations 1.1",
     XBRL_ORG "calculation-1.1/REC-2023-02-22/calculation-1.1-REC-2023-02-22.html"},
    {"Units Registry 1.0", XBRL_ORG "utr/REC-2013-11-18/utr-REC-2013-11-18.html"},
    {"Taxonomy Packages 1.0",
     XBRL_ORG "taxonomy-package/REC-2016-04-19/taxonomy-package-REC-2016-04-19.html"},
    {"XML 1.0", "https://www.w3.org/TR/xml/"},
    {"XML Schema 1.0", "https://www.w3.org/TR/xmlschema-1/"},
    {"XLink 1.0", "https://www.w3.org/TR/xlink/"},
};

const char *ks_report_standard(const char *section)
{
    for (size_t i = 0; i < sizeof STANDARDS / sizeof *STANDARDS; i++) {
        if (strncmp(section, STANDARDS[i].start, strlen(STANDARDS[i].start)) == 0) {
            return STANDARDS[i].address;
        }
    }
    return NULL;
}
