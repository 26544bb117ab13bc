#include "api_units.h"

#include <string.h>

#include "api_session.h"
#include "check_units.h"
#include "read_units.h"

ks_status ks_api_read_units(ks_session *session)
{
    const char *utr = session->options.utr;
    if (session->units != NULL || session->has_no_units) {
        return KS_OK;
    }
    if (utr != NULL && strcmp(utr, "none") == 0) {
        session->has_no_units = true;
        return KS_OK;
    }
    ks_status status = ks_read_units(utr, &session->names, &session->sink, &session->units);
    session->has_no_units = status == KS_REFUSED;
    return status == KS_REFUSED ? KS_OK : status;
}

ks_status ks_api_check_units(ks_session *session, const ks_instance *instance)
{
    /* A registry that the program names is read in any case: it may be wrong. */
    if (instance->units.count == 0 && session->options.utr == NULL) {
        return KS_OK;
    }
    ks_status status = ks_api_read_units(session);
    return status == KS_OK ? ks_check_units(instance, session->units, &session->sink) : status;
}
