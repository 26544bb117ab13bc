#include "model_oim.h"

#include "model_taxonomy.h"

const ks_oim_reserved KS_OIM_NAMESPACES[KS_OIM_NAMESPACE_COUNT] = {
    {"iso4217", KS_NS_ISO4217}, {"utr", KS_NS_UTR}, {"xbrl", KS_NS_OIM},
    {"xbrli", KS_NS_XBRLI},     {"xs", KS_NS_XSD},
};

const ks_oim_reserved KS_OIM_LINKS[KS_OIM_LINK_COUNT] = {
    {"_", KS_ROLE_LINK},
    {"footnote", KS_ARCROLE_FACT_FOOTNOTE},
    {"explanatoryFact", KS_ARCROLE_FACT_EXPLANATORY},
};

const char *ks_oim_alias_of(const ks_oim_reserved *list, size_t count, ks_sv uri)
{
    for (size_t i = 0; i < count; i++) {
        if (ks_sv_is(uri, list[i].uri)) {
            return list[i].alias;
        }
    }
    return NULL;
}

const char *ks_oim_uri_of(const ks_oim_reserved *list, size_t count, ks_sv alias)
{
    for (size_t i = 0; i < count; i++) {
        if (ks_sv_is(alias, list[i].alias)) {
            return list[i].uri;
        }
    }
    return NULL;
}
