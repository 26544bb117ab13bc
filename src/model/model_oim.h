/* Names that the Open Information Model 1.0 (2021-10-13) fixes, for what reads and what writes its
 * formats. */
#ifndef KS_MODEL_OIM_H
#define KS_MODEL_OIM_H

#include <stdbool.h>
#include <stddef.h>

#include "base_str.h"

#define KS_NS_OIM                   "https://xbrl.org/2021"
#define KS_OIM_JSON_TYPE            KS_NS_OIM "/xbrl-json"
#define KS_OIM_CSV_TYPE             KS_NS_OIM "/xbrl-csv"
#define KS_OIM_NO_ENTITY_SCHEME     KS_NS_OIM "/entities"
#define KS_OIM_NO_ENTITY            "NA"
#define KS_ARCROLE_FACT_EXPLANATORY "http://www.xbrl.org/2009/arcrole/fact-explanatoryFact"
#define KS_HREF_FACT_EXPLANATORY                                                                   \
    "http://www.xbrl.org/lrr/arcrole/factExplanatory-2009-12-16.xsd#fact-explanatoryFact"

/* An alias that stands for that URI only, and that URI for no other alias (Common 1.2, xBRL-JSON
 * 1.4). */
typedef struct ks_oim_reserved {
    const char *alias;
    const char *uri;
} ks_oim_reserved;

#define KS_OIM_NAMESPACE_COUNT 5
#define KS_OIM_LINK_COUNT      3
extern const ks_oim_reserved KS_OIM_NAMESPACES[KS_OIM_NAMESPACE_COUNT];
/* Of link types and link groups alike. */
extern const ks_oim_reserved KS_OIM_LINKS[KS_OIM_LINK_COUNT];

/* The feature xbrl:allowedDuplicates: each allows what those below it do (xBRL-JSON 1.0 6.1.2). */
typedef enum ks_oim_duplicates {
    KS_OIM_ALL_DUPLICATES,
    KS_OIM_CONSISTENT_DUPLICATES,
    KS_OIM_COMPLETE_DUPLICATES,
    KS_OIM_NO_DUPLICATES
} ks_oim_duplicates;

/* The reserved alias of a URI, or NULL. */
const char *ks_oim_alias_of(const ks_oim_reserved *list, size_t count, ks_sv uri);
/* The URI of a reserved alias, or NULL. */
const char *ks_oim_uri_of(const ks_oim_reserved *list, size_t count, ks_sv alias);

#endif
