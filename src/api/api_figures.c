#include "api_figures.h"

#include "check_calculation.h"
#include "check_calculation11.h"
#include "check_duplicates.h"
#include "check_scale.h"

/* Relationships of the arcrole of Calculations 1.1 have no other rules than its own. */
static ks_status check_sums(ks_aspects *aspects, ks_calculation calculation, ks_sink *sink)
{
    switch (calculation) {
    case KS_CALCULATION_11:
        return ks_check_calculation11(aspects, KS_CUT_ROUND, true, sink);
    case KS_CALCULATION_11_TRUNCATED:
        return ks_check_calculation11(aspects, KS_CUT_TRUNCATE, true, sink);
    case KS_CALCULATION_21: {
        ks_status status = ks_check_calculation(aspects->instance, sink);
        return status == KS_OK ? ks_check_calculation11(aspects, KS_CUT_ROUND, false, sink)
                               : status;
    }
    default:
        return KS_OK;
    }
}

static ks_status check_figures(ks_aspects *aspects, const ks_options *options, ks_sink *sink)
{
    ks_status status = check_sums(aspects, options->calculation, sink);
    if (status == KS_OK && options->duplicates != KS_DUPLICATES_NONE) {
        status = ks_check_duplicates(aspects, options->duplicates == KS_DUPLICATES_ALL, sink);
    }
    return status == KS_OK && !options->skips_scale ? ks_check_scale(aspects, sink) : status;
}

ks_status ks_api_check_figures(ks_session *session, const ks_instance *instance)
{
    const ks_options *options = &session->options;
    ks_aspects aspects;
    if (options->calculation == KS_CALCULATION_NONE && options->duplicates == KS_DUPLICATES_NONE &&
        options->skips_scale) {
        return KS_OK;
    }
    ks_status status = ks_aspects_init(&aspects, instance);
    if (status == KS_OK) {
        status = check_figures(&aspects, options, &session->sink);
    }
    ks_aspects_release(&aspects);
    return status;
}
