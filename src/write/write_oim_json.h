/* A report as xBRL-JSON (Open Information Model 1.0, 2021-10-13): one object, a fact a line.
 *
 * Facts stand in the order of the document under their ids, or f1, f2, ... where they have none;
 * footnotes follow as facts of xbrl:note. Values are in canonical form. Names have the prefixes
 * that the ids of concepts show. What the model cannot say is a finding with the code of the
 * mapping from XBRL 2.1, and left out; all else is written. */
#ifndef KS_WRITE_OIM_JSON_H
#define KS_WRITE_OIM_JSON_H

#include "base_uri.h"
#include "diag.h"
#include "model_instance.h"
#include "write_out.h"

/* The addresses of the taxonomy are moved along `way`. Takes time in proportion to the facts. */
KS_MUST_USE ks_status ks_write_oim_json(const ks_instance *instance, ks_uri_way way, ks_sink *sink,
                                        ks_write_out *out);

#endif
