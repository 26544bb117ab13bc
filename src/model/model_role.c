#include "model_taxonomy.h"

#include <string.h>

typedef enum role_trait {
    TRAIT_NONE = 0,
    TRAIT_NEGATED = 1,
    TRAIT_TOTAL = 2,
    TRAIT_START = 4,
    TRAIT_END = 8
} role_trait;

#define ROLE_2003 "http://www.xbrl.org/2003/role/"
#define ROLE_2009 "http://www.xbrl.org/2009/role/"
#define ROLE_US   "http://xbrl.us/us-gaap/role/label/"

/* XBRL 2.1 table 8, the Link Role Registry's negated roles, and those of US-GAAP 2008. */
static const struct role_row {
    const char *uri;
    unsigned traits;
    const char *plain; /* NULL: itself */
} ROLES[] = {
    {KS_ROLE_LABEL, TRAIT_NONE, NULL},
    {KS_ROLE_TOTAL, TRAIT_TOTAL, NULL},
    {KS_ROLE_PERIOD_START, TRAIT_START, NULL},
    {KS_ROLE_PERIOD_END, TRAIT_END, NULL},
    {KS_ROLE_NEGATED, TRAIT_NEGATED, KS_ROLE_LABEL},
    {KS_ROLE_NEGATED_TOTAL, TRAIT_NEGATED | TRAIT_TOTAL, KS_ROLE_TOTAL},
    {ROLE_2009 "negatedPeriodStartLabel", TRAIT_NEGATED | TRAIT_START, KS_ROLE_PERIOD_START},
    {ROLE_2009 "negatedPeriodEndLabel", TRAIT_NEGATED | TRAIT_END, KS_ROLE_PERIOD_END},
    {ROLE_2009 "negatedTerseLabel", TRAIT_NEGATED, ROLE_2003 "terseLabel"},
    {ROLE_2009 "negatedNetLabel", TRAIT_NEGATED, ROLE_2009 "netLabel"},
    {ROLE_US "negated", TRAIT_NEGATED, KS_ROLE_LABEL},
    {ROLE_US "negatedTotal", TRAIT_NEGATED | TRAIT_TOTAL, KS_ROLE_TOTAL},
    {ROLE_US "negatedPeriodStart", TRAIT_NEGATED | TRAIT_START, KS_ROLE_PERIOD_START},
    {ROLE_US "negatedPeriodEnd", TRAIT_NEGATED | TRAIT_END, KS_ROLE_PERIOD_END},
};

static const struct role_row *find_row(const char *role)
{
    for (size_t i = 0; role != NULL && i < sizeof ROLES / sizeof *ROLES; i++) {
        if (strcmp(ROLES[i].uri, role) == 0) {
            return &ROLES[i];
        }
    }
    return NULL;
}

static bool has_trait(const char *role, role_trait trait)
{
    const struct role_row *row = find_row(role);
    return row != NULL && (row->traits & (unsigned)trait) != 0;
}

const char *ks_role_plain(const char *role)
{
    const struct role_row *row = find_row(role);
    return row != NULL && row->plain != NULL ? row->plain : role;
}

bool ks_role_is_standard(const char *uri)
{
    return ks_sv_starts(ks_sv_from(uri), KS_SV("http://www.xbrl.org/2003/"));
}

bool ks_role_is_negated(const char *role)
{
    return has_trait(role, TRAIT_NEGATED);
}

bool ks_role_is_total(const char *role)
{
    return has_trait(role, TRAIT_TOTAL);
}

bool ks_role_is_period_start(const char *role)
{
    return has_trait(role, TRAIT_START);
}

bool ks_role_is_period_end(const char *role)
{
    return has_trait(role, TRAIT_END);
}

bool ks_arcrole_is_summation(const char *arcrole)
{
    return strcmp(arcrole, KS_ARCROLE_SUMMATION) == 0 ||
           strcmp(arcrole, KS_ARCROLE_SUMMATION_11) == 0;
}
