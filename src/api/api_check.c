#include "api_check.h"

#include "api_figures.h"
#include "api_units.h"
#include "check_dimensions.h"
#include "check_dimensions_taxonomy.h"
#include "check_instance.h"
#include "check_root.h"
#include "check_schema.h"
#include "check_taxonomy.h"
#include "model_type.h"
#include "read_instance.h"
#include "read_oim.h"

ks_status ks_api_check_taxonomy(ks_session *session, ks_io_resolver *resolver, ks_api_checked *out)
{
    ks_sink *sink = &session->sink;
    const ks_taxonomy *taxonomy = out->taxonomy;
    const size_t unreadable = sink->error_outcomes[KS_OUTCOME_UNREADABLE];
    out->is_own = taxonomy->types != NULL && !taxonomy->types->is_undecided;
    out->schemas = KS_OK;
    if (out->is_own) {
        out->schemas = ks_check_schema(NULL, taxonomy, resolver, &session->names, sink);
    }
    if (out->schemas != KS_OK && out->schemas != KS_REFUSED) {
        return out->schemas;
    }
    out->is_blocked =
        out->schemas == KS_REFUSED && sink->error_outcomes[KS_OUTCOME_UNREADABLE] > unreadable;
    const ks_calculation calculation = session->options.calculation;
    const bool as_11 =
        calculation == KS_CALCULATION_11 || calculation == KS_CALCULATION_11_TRUNCATED;
    ks_status status = ks_check_taxonomy(taxonomy, as_11, sink);
    return status == KS_OK && !session->options.skips_dimensions
               ? ks_check_dimensions_taxonomy(taxonomy, sink)
               : status;
}

static ks_status check_rules(ks_session *session, const ks_instance *instance, bool is_validated)
{
    ks_sink *sink = &session->sink;
    ks_status status = ks_check_instance(instance, is_validated, sink);
    if (status == KS_OK && !session->options.skips_dimensions) {
        status = ks_check_dimensions(instance, sink);
    }
    if (status == KS_OK) {
        status = ks_api_check_units(session, instance);
    }
    return status == KS_OK ? ks_api_check_figures(session, instance) : status;
}

/* The instance, held against the taxonomy's types as it is read. */
static ks_status read_checked(ks_session *session, ks_io_resolver *resolver, const char *url,
                              const ks_taxonomy *taxonomy, ks_instance **out)
{
    ks_root_check root = {.taxonomy = taxonomy, .sink = &session->sink};
    return ks_read_instance_checked(url, &session->names, resolver, taxonomy, &KS_ROOT_HANDLER,
                                    &root, &session->sink, out);
}

ks_status ks_api_tell_taxonomy(ks_session *session, ks_io_resolver *resolver, const char *url)
{
    const ks_io_document *document = NULL;
    ks_status status = ks_io_resolve(resolver, url, KS_NOWHERE, &session->sink, &document);
    if (status == KS_OK) {
        ks_oim_tell_taxonomy(document->producer, &session->sink);
    }
    return status;
}

/* Schemas first: what they tell of a fact is not told again when it is read. Where they do not hold
 * together, the rules are asked all the same; where something could not be read, nothing is left to
 * ask. */
ks_status ks_api_check_report(ks_session *session, ks_io_resolver *resolver, const char *url,
                              const ks_api_checked *checked)
{
    ks_sink *sink = &session->sink;
    const ks_taxonomy *taxonomy = checked->taxonomy;
    const size_t unreadable = sink->error_outcomes[KS_OUTCOME_UNREADABLE];
    ks_status schemas = checked->schemas;
    if (!checked->is_own) {
        schemas = ks_check_schema(url, taxonomy, resolver, &session->names, sink);
    }
    if (checked->has_errors || schemas == KS_REFUSED) {
        ks_status status = ks_api_tell_taxonomy(session, resolver, url);
        if (status != KS_OK) {
            return status;
        }
    }
    if ((schemas != KS_OK && schemas != KS_REFUSED) || checked->is_blocked ||
        sink->error_outcomes[KS_OUTCOME_UNREADABLE] > unreadable) {
        return schemas;
    }
    /* What the schemas that are there declare can be asked even where they do not hold together. */
    const bool is_checked = taxonomy->types != NULL && (checked->is_own || schemas == KS_REFUSED);
    ks_instance *instance = NULL;
    ks_status status = is_checked ? read_checked(session, resolver, url, taxonomy, &instance)
                                  : ks_read_instance(url, &session->names, resolver, taxonomy,
                                                     schemas == KS_OK, sink, &instance);
    if (status == KS_OK) {
        status = check_rules(session, instance, is_checked || schemas == KS_OK);
    }
    if (session->on_report != NULL && instance != NULL) {
        const ks_report_pair report = {checked->taxonomy, instance};
        session->on_report(&report, session->options.user);
    }
    ks_instance_free(instance);
    return status == KS_OK ? schemas : status;
}
