/* Arcs to networks: a step of ks_taxonomy_finish. For the room's own use. */
#ifndef KS_MODEL_NETWORK_H
#define KS_MODEL_NETWORK_H

#include "model_taxonomy.h"

KS_MUST_USE ks_status ks_taxonomy_make_networks(ks_taxonomy *taxonomy);

#endif
