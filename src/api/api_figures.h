/* The checks of figures that a session's options choose among. */
#ifndef KS_API_FIGURES_H
#define KS_API_FIGURES_H

#include "api_session.h"
#include "model_instance.h"

/* Sums, duplicates and scale. KS_ERR_MEMORY, KS_ERR_LIMIT. */
KS_MUST_USE ks_status ks_api_check_figures(ks_session *session, const ks_instance *instance);

#endif
