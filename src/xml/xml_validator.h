/* libxml2's streaming validator, fed event by event. Inside the room only. */
#ifndef KS_XML_VALIDATOR_H
#define KS_XML_VALIDATOR_H

#include "base_vec.h"
#include "diag.h"
#include "xml_attributes.h"
#include "xml_compat.h"
#include "xml_schema.h"

struct ks_xml_schema {
    xmlSchemaPtr compiled;
    ks_xml_suggest_fn suggest; /* or NULL */
    void *suggest_user;
    ks_xml_attributes attributes;
};

#define KS_XML_RECORD_LIMIT 1000

/* An element that the validator has been told of, by the parser's own names. */
typedef struct ks_xml_open {
    const xmlChar *local;
    const xmlChar *prefix;
    const xmlChar *ns;
} ks_xml_open;

typedef struct ks_xml_validator {
    ks_xml_schema *schema;
    xmlSchemaValidCtxtPtr context;
    xmlSchemaSAXPlugPtr plug;
    xmlSAXHandler inner;     /* ours, and empty: the plug wants one to pass events on to */
    xmlSAXHandlerPtr events; /* the plug's: what is called with each event */
    void *events_user;
    ks_sink *sink;
    const ks_place *place; /* of the element that records are about */
    KS_VEC(ks_xml_open) open;
    KS_VEC(const char *) meant; /* attributes that the element has misspelt */
    size_t record_count;
    int last_code; /* of the record before, and its place */
    uint32_t last_line;
    uint32_t last_column;
    bool is_active;
    bool is_failed; /* inside libxml2 */
} ks_xml_validator;

/* `place` is looked at when a record arrives. */
KS_MUST_USE ks_status ks_xml_validator_init(ks_xml_validator *validator, ks_xml_schema *schema,
                                            const ks_place *place, ks_sink *sink);
/* Must come before the parser's names go: elements that are open are closed in silence, since
 * libxml2 frees what it keeps of an element at its end only. */
void ks_xml_validator_release(ks_xml_validator *validator);

/* The parser's events; KS_ERR_MEMORY. What comes after the record limit is passed over. */
typedef struct ks_xml_start {
    ks_xml_open name;
    const xmlChar **namespaces;
    int namespace_count;
    const xmlChar **attributes;
    int attribute_count;
    int default_count;
} ks_xml_start;
KS_MUST_USE ks_status ks_xml_validator_start(ks_xml_validator *validator,
                                             const ks_xml_start *start);
void ks_xml_validator_end(ks_xml_validator *validator);

#endif
