/* A stream while it runs. Inside the room only. */
#ifndef KS_XML_STREAM_PARTS_H
#define KS_XML_STREAM_PARTS_H

#include "base_namespaces.h"
#include "base_vec.h"
#include "xml_compat.h"
#include "xml_cursor.h"
#include "xml_names.h"
#include "xml_stream.h"
#include "xml_validator.h"

enum { KS_XML_CANCEL_MASK = 1023 /* whether to go on is asked each 1024 elements */ };

typedef struct ks_xml_level {
    ks_place place;
    size_t binding_count; /* in force in the parent */
} ks_xml_level;

struct ks_xml_stream {
    const ks_xml_source *source;
    const ks_xml_handler *handler;
    void *user;
    xmlParserCtxtPtr parser; /* NULL where the events are not parsed but fed (xml_feed.h) */
    ks_xml_validator validator;
    ks_xml_names names;
    size_t element_count;
    ks_xml_cursor cursor;
    KS_VEC(ks_xml_level) levels;
    KS_VEC(ks_xml_binding) bindings;
    KS_VEC(ks_xml_attr) attrs;
    ks_str unescaped;                  /* attribute values that hold "&" */
    ks_place element_place;            /* of the innermost open element, for the validator */
    ks_place fed_place;                /* of the event that is fed */
    KS_VEC(const xmlChar *) fed_names; /* of a fed start tag, as the parser would give them */
    size_t event_offset;
    size_t text_offset; /* behind the last tag */
    bool has_entities;  /* the document type declaration names those of XHTML */
    xmlEntity entity;   /* of them, that was asked for last */
    xmlChar entity_text[8];
    ks_status status;
};

/* An element begins: its place is element_place, its bindings stand at the end of `bindings`. */
KS_MUST_USE ks_status ks_xml_stream_push(ks_xml_stream *stream, size_t binding_count);
void ks_xml_stream_pop(ks_xml_stream *stream);

/* xml_entities.c: the entities of XHTML 1.0. An entity for the parser, or NULL. */
xmlEntityPtr ks_xml_entity_find(ks_xml_stream *stream, const xmlChar *name);
/* Whether a document type declaration of that public identifier brings them. */
bool ks_xml_entity_is_known(const xmlChar *public_id);
/* The character that `name` stands for, or 0. */
uint32_t ks_xml_entity_character(ks_sv name);

#endif
