/* Holds a document against types while it is read (XML Schema part 1, chapter 3; what libxml2 does
 * too, many times slower). The verdict is the schema's; identity constraints (xs:unique, xs:key,
 * xs:keyref) are not asked, nor whether ids are unique and lead somewhere. */
#ifndef KS_READ_VALIDATE_H
#define KS_READ_VALIDATE_H

#include "model_content.h"
#include "model_taxonomy.h"
#include "model_type.h"
#include "xml_stream.h"

typedef struct ks_valid_frame ks_valid_frame;

typedef struct ks_validator {
    const ks_types *types;
    ks_sink *sink;
    KS_VEC(ks_valid_frame) frames;
    ks_str text; /* of the simple content at hand */
    ks_str scratch;
    ks_content_walker walker;
    struct ks_valid_memo *memo;
    size_t finding_count;
    bool is_root_lax;
    bool is_undecided; /* something stood in the document that is not understood here */
    ks_qname const *xsi_nil, *xsi_type, *xsi_location, *xsi_no_location;
    /* The concept most like an undeclared element, for messages; or NULL. */
    const char *(*suggest)(const char *local, void *user);
    /* Whether an undeclared element follows from what was told already; or NULL. */
    bool (*is_told)(const ks_qname *name, void *user);
    void *suggest_user;
    const ks_taxonomy *taxonomy; /* that may lack documents; or NULL */
} ks_validator;

/* `types` are complete; `names` is the table that the document is read with, that of the types or
 * one over it, so that documents can be read in several threads. `is_root_lax`: the root needs no
 * declaration, as that of a schema. */
KS_MUST_USE ks_status ks_validator_init(ks_validator *validator, const ks_types *types,
                                        ks_names *names, bool is_root_lax, ks_sink *sink);
void ks_validator_release(ks_validator *validator);

/* The events of the document, each before the reader's own. *out_is_valid (or NULL): nothing was
 * found wrong with the element's name, type and attributes (start), with its content (end). */
KS_MUST_USE ks_status ks_validator_start(ks_validator *validator, ks_xml_stream *stream,
                                         const ks_qname *name, const ks_xml_attr *attrs,
                                         size_t count, bool *out_is_valid);
void ks_validator_text(ks_validator *validator, ks_sv text);
KS_MUST_USE ks_status ks_validator_end(ks_validator *validator, ks_xml_stream *stream,
                                       bool *out_is_valid);

/* The concept most like an undeclared element, for messages; or NULL. */
typedef const char *(*ks_suggest_fn)(const char *local, void *user);

typedef struct ks_validate_options {
    const ks_types *types;
    bool is_root_lax;                                  /* as above */
    ks_suggest_fn suggest;                             /* or NULL */
    bool (*is_told)(const ks_qname *name, void *user); /* or NULL */
    void *suggest_user;
    const ks_taxonomy *taxonomy; /* nothing is said of elements that it lacks; or NULL */
} ks_validate_options;

/* ks_xml_parse with the document held against types in the same pass, each event before the handler
 * has it. *out_is_undecided (or NULL) as above. */
KS_MUST_USE ks_status ks_validate_parse(const ks_xml_source *source,
                                        const ks_validate_options *options,
                                        const ks_xml_handler *handler, void *user,
                                        bool *out_is_undecided);

#endif
