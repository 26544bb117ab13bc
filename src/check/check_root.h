/* The children of an instance's root (XBRL 2.1 4.1), as events of a stream. */
#ifndef KS_CHECK_ROOT_H
#define KS_CHECK_ROOT_H

#include "model_taxonomy.h"
#include "xml_stream.h"

typedef struct ks_root_check {
    const ks_taxonomy *taxonomy;
    ks_sink *sink;
    size_t depth;
    int rank;          /* of the furthest element so far */
    const char *first; /* the name of the first element of that rank */
    ks_place first_place;
    bool has_schema_ref;
    ks_place root_place;
    size_t error_count; /* of the sink after the event before */
} ks_root_check;

extern const ks_xml_handler KS_ROOT_HANDLER; /* its user is a ks_root_check */

#endif
