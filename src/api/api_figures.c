#include "api_figures.h"

#include "check_calculation.h"
#include "check_calculation11.h"
#include "check_duplicates.h"
#include "check_scale.h"

/* Relationships of the arcrole of Calculations 1.1 have no other rules than its own. */
static ks_status check_sums(const ks_instance *instance, ks_calculation calculation, ks_sink *sink)
{
    switch (calculation) {
    case KS_CALCULATION_11:
        return ks_check_calculation11(instance, KS_CUT_ROUND, true, sink);
    case KS_CALCULATION_11_TRUNCATED:
        return ks_check_calculation11(instance, KS_CUT_TRUNCATE, true, sink);
    case KS_CALCULATION_21: {
        ks_status status = ks_check_calculation(instance, sink);
        return status == KS_OK ? ks_check_calculation11(instance, KS_CUT_ROUND, false, sink)
                               : status;
    }
    default:
        return KS_OK;
    }
}

ks_status ks_api_check_figures(ks_session *session, const ks_instance *instance)
{
    const ks_options *options = &session->options;
    ks_sink *sink = &session->sink;
    ks_status status = check_sums(instance, options->calculation, sink);
    if (status == KS_OK && options->duplicates != KS_DUPLICATES_NONE) {
        status = ks_check_duplicates(instance, options->duplicates == KS_DUPLICATES_ALL, sink);
    }
    return status == KS_OK && !options->skips_scale ? ks_check_scale(instance, sink) : status;
}
