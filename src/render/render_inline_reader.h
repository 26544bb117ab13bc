/* The pass over an instance that makes its tags: what its parts share. For the room's own use. */
#ifndef KS_RENDER_INLINE_READER_H
#define KS_RENDER_INLINE_READER_H

#include "render_inline_tags.h"
#include "xml_copy.h"

/* The root, or a tuple that is open. */
typedef struct ks_tags_level {
    const char *tuple_id; /* NULL: the root */
    size_t count;         /* of what stood in it so far */
    const char *lang;
} ks_tags_level;

/* What a label of a footnote link stands for: facts, by locators, and notes. */
typedef struct ks_tags_end {
    const char *id;
    bool is_note;
    struct ks_tags_end *next;
} ks_tags_end;

/* Arcs that differ in where they begin only. */
typedef struct ks_tags_arcs {
    const char *arcrole;
    const char *order;
    const char *to;
    KS_VEC(const char *) from;
} ks_tags_arcs;

typedef struct ks_tags_reader {
    ks_tags *tags;
    const ks_tags_source *source;
    size_t depth;
    size_t link_depth; /* of the footnote link that is open; 0: none */
    size_t item_depth; /* of the item or the footnote */
    size_t copy_depth; /* of the context or unit */
    ks_xml_copy resources;
    KS_VEC(ks_tags_level) levels;
    /* The item or footnote at hand. */
    ks_tag tag;
    const char *name;  /* to look it up by; or NULL */
    const char *local; /* its element's */
    const char *id;
    const char *label;
    const char *lang;
    bool has_markup;
    bool is_unsafe;
    ks_str text;
    ks_str markup; /* of a footnote, or the parts of a fraction */
    ks_xml_copy note;
    ks_str attrs;
    ks_xml_writer writer; /* of attributes and text, into `attrs` */
    /* The footnote link at hand. */
    const char *link_role;
    ks_map ends; /* by label */
    ks_map arcs; /* by all but the start */
    KS_VEC(ks_tags_arcs *) arc_list;
    const char *base; /* xml:base of the root, or NULL */
    size_t tuple_count;
} ks_tags_reader;

void ks_tags_reader_init(ks_tags_reader *reader, const ks_tags_source *source, ks_tags *tags);
void ks_tags_reader_release(ks_tags_reader *reader);
/* Its user is a ks_tags_reader. */
extern const ks_xml_handler KS_TAGS_HANDLER;

/* Adds an attribute to those at hand. */
void ks_tags_attr(ks_tags_reader *reader, const char *name, const char *value); /* NULL: none */
/* Takes the attributes at hand, or the text, into the arena; NULL when memory is short. */
const char *ks_tags_take_text(ks_tags_reader *reader, ks_str *text);
/* The attribute without namespace, or in `ns`, in the arena; *out is NULL where there is none. */
KS_MUST_USE ks_status ks_tags_get(ks_tags_reader *reader, const ks_xml_attr *attrs, size_t count,
                                  const char *ns, const char *local, const char **out);

/* render_inline_links.c: a reference, the footnote link and what is inside of a footnote link. */
KS_MUST_USE ks_status ks_tags_start_link(ks_tags_reader *reader, const ks_xml_attr *attrs,
                                         size_t count);
KS_MUST_USE ks_status ks_tags_start_in_link(ks_tags_reader *reader, ks_xml_stream *stream,
                                            const ks_qname *name, const ks_xml_attr *attrs,
                                            size_t count);
KS_MUST_USE ks_status ks_tags_end_note(ks_tags_reader *reader, ks_xml_stream *stream);
KS_MUST_USE ks_status ks_tags_end_link(ks_tags_reader *reader);

KS_MUST_USE ks_status ks_tags_add_reference(ks_tags_reader *reader, const ks_qname *name,
                                            const ks_xml_attr *attrs, size_t count);

#endif
