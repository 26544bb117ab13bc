#include "api_figures.h"

#include "base_alloc.h"
#include "check_calculation.h"
#include "check_calculation11.h"
#include "check_duplicates.h"
#include "check_scale.h"

/* Relationships of the arcrole of Calculations 1.1 have no other rules than its own. */
static ks_status check_sums(ks_totals *totals, ks_calculation calculation, ks_sink *sink)
{
    switch (calculation) {
    case KS_CALCULATION_11:
        return ks_check_calculation11(totals, KS_CUT_ROUND, true, sink);
    case KS_CALCULATION_11_TRUNCATED:
        return ks_check_calculation11(totals, KS_CUT_TRUNCATE, true, sink);
    case KS_CALCULATION_21: {
        ks_status status = ks_check_calculation(totals, sink);
        return status == KS_OK ? ks_check_calculation11(totals, KS_CUT_ROUND, false, sink) : status;
    }
    default:
        return KS_OK;
    }
}

/* What a report promises not to have is an error whatever is asked for. */
static bool wants_duplicates(const ks_options *options, const ks_instance *instance)
{
    return options->duplicates != KS_DUPLICATES_NONE ||
           instance->allowed_duplicates != KS_OIM_ALL_DUPLICATES;
}

static ks_status check_totals(ks_aspects *aspects, ks_totals *totals, const ks_options *options,
                              ks_sink *sink)
{
    ks_status status = check_sums(totals, options->calculation, sink);
    if (status == KS_OK && wants_duplicates(options, aspects->instance)) {
        status = ks_check_duplicates(aspects, options->duplicates == KS_DUPLICATES_ALL, sink);
    }
    return status == KS_OK && !options->skips_scale ? ks_check_scale(totals, sink) : status;
}

static ks_status check_figures(ks_aspects *aspects, const ks_options *options, ks_sink *sink)
{
    if (options->calculation == KS_CALCULATION_NONE && options->skips_scale) {
        return ks_check_duplicates(aspects, options->duplicates == KS_DUPLICATES_ALL, sink);
    }
    ks_totals totals;
    ks_status status = ks_totals_init(&totals, aspects);
    if (status == KS_OK && !options->skips_scale) {
        totals.is_scaled =
            ks_alloc_zero(aspects->instance->facts.count + 1, sizeof *totals.is_scaled);
        status = totals.is_scaled != NULL ? KS_OK : KS_ERR_MEMORY;
    }
    if (status == KS_OK) {
        status = check_totals(aspects, &totals, options, sink);
    }
    ks_alloc_free(totals.is_scaled);
    ks_totals_release(&totals);
    return status;
}

ks_status ks_api_check_figures(ks_session *session, const ks_instance *instance)
{
    const ks_options *options = &session->options;
    ks_aspects aspects;
    if (options->calculation == KS_CALCULATION_NONE && options->skips_scale &&
        !wants_duplicates(options, instance)) {
        return KS_OK;
    }
    ks_status status = ks_aspects_init(&aspects, instance, KS_CLASS_ASPECTS);
    if (status == KS_OK) {
        status = check_figures(&aspects, options, &session->sink);
    }
    ks_aspects_release(&aspects);
    return status;
}
