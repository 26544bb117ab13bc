/* libxml2's streaming validator, fed event by event. Inside the room only. */
#ifndef KS_XML_VALIDATOR_H
#define KS_XML_VALIDATOR_H

#include "diag.h"
#include "xml_compat.h"
#include "xml_schema.h"

struct ks_xml_schema {
    xmlSchemaPtr compiled;
};

#define KS_XML_RECORD_LIMIT 1000

typedef struct ks_xml_validator {
    xmlSchemaValidCtxtPtr context;
    xmlSchemaSAXPlugPtr plug;
    xmlSAXHandler inner;     /* ours, and empty: the plug wants one to pass events on to */
    xmlSAXHandlerPtr events; /* the plug's: what is called with each event */
    void *events_user;
    ks_sink *sink;
    const ks_place *place; /* of the element that records are about */
    size_t record_count;
    int last_code; /* of the record before, and its place */
    uint32_t last_line;
    uint32_t last_column;
    bool is_active;
    bool is_failed; /* inside libxml2 */
} ks_xml_validator;

/* `place` is looked at when a record arrives. */
KS_MUST_USE ks_status ks_xml_validator_init(ks_xml_validator *validator,
                                            const ks_xml_schema *schema, const ks_place *place,
                                            ks_sink *sink);
void ks_xml_validator_release(ks_xml_validator *validator);

#endif
