/* A target document while it is made. For the room's own use. */
#ifndef KS_READ_INLINE_FEED_H
#define KS_READ_INLINE_FEED_H

#include "read_inline_parts.h"

typedef struct ks_ix_feed {
    ks_xml_stream *stream;
    const ks_inline *set;
    const ks_ix_target *target;
    ks_arena arena;
    ks_str text;
    KS_VEC(ks_xml_attr) attrs;       /* of the start tag at hand */
    KS_VEC(ks_xml_binding) root;     /* what the root declares */
    KS_VEC(ks_xml_binding) bindings; /* of `scope`, besides those of the root */
    const ks_ix_scope *scope;        /* where is_scope_known */
    KS_VEC(ks_xml_binding) declared; /* what the start tag at hand declares */
    bool is_scope_known;
    const char *xhtml_prefix;
    KS_VEC(const ks_ix *) copies; /* facts of other targets that explain facts of this one */
    ks_map is_copied;             /* the same, by their address */
    ks_map contexts;              /* ids that facts of the target refer to */
    ks_map units;
    ks_map without_value; /* facts that are left out, as was told */
    ks_map roles;         /* and arcroles that its links use */
    bool is_failed;
} ks_ix_feed;

/* Whether the target has the fact. */
bool ks_ix_is_emitted(const ks_ix_feed *feed, const ks_ix *fact);
/* Its id in the target, or NULL. */
const char *ks_ix_fact_id(const ks_ix *fact);

/* Attributes of the next start tag; values must stay until then. */
void ks_ix_feed_clear(ks_ix_feed *feed);
void ks_ix_feed_attr(ks_ix_feed *feed, const ks_qname *name, ks_sv value);
/* `binding`: what the element declares, or NULL. */
KS_MUST_USE ks_status ks_ix_feed_start(ks_ix_feed *feed, ks_place place, const ks_qname *name,
                                       const ks_xml_binding *binding);
KS_MUST_USE ks_status ks_ix_feed_end(ks_ix_feed *feed, ks_place place, const ks_qname *name);
/* The same with more namespaces to declare. */
KS_MUST_USE ks_status ks_ix_feed_element(ks_ix_feed *feed, ks_place place, const ks_qname *name,
                                         const ks_xml_binding *bindings, size_t binding_count);
/* What the root declares, and what an element of `scope` must declare besides: `bindings`. */
KS_MUST_USE ks_status ks_ix_feed_declare(ks_ix_feed *feed);
KS_MUST_USE ks_status ks_ix_feed_scope(ks_ix_feed *feed, const ks_ix_scope *scope);
/* Events of the tape; `is_data`: white space between elements is left out, and names in content
 * keep their namespaces. */
KS_MUST_USE ks_status ks_ix_feed_range(ks_ix_feed *feed, const ks_ix_document *document,
                                       size_t begin, size_t end, bool is_data);

/* read_inline_links.c */
KS_MUST_USE ks_status ks_ix_feed_links(ks_ix_feed *feed);
bool ks_ix_arc_is_of(const ks_ix_feed *feed, const ks_ix_arc *arc);

#endif
