#include "check_taxonomy.h"

#include "check_calculation11_links.h"
#include "check_enumerations.h"
#include "check_links.h"
#include "check_tuples.h"

ks_status ks_check_taxonomy(const ks_taxonomy *taxonomy, bool as_11, ks_sink *sink)
{
    ks_check_tuples(taxonomy, sink);
    ks_check_enumerations_taxonomy(taxonomy, sink);
    ks_status status = ks_check_links(taxonomy, as_11, sink);
    if (status == KS_OK) {
        status = ks_check_calculation11_links(taxonomy, KS_ARCROLE_SUMMATION_11, sink);
    }
    return status == KS_OK && as_11
               ? ks_check_calculation11_links(taxonomy, KS_ARCROLE_SUMMATION, sink)
               : status;
}
