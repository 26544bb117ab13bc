/* The events of a document as text again: a handler for a stream. White space between elements is
 * laid out anew, but not inside of elements that hold text too; prefixes are those of the document,
 * whose names must all have one in force. */
#ifndef KS_XML_COPY_H
#define KS_XML_COPY_H

#include "base_arena.h"
#include "base_map.h"
#include "base_uri.h"
#include "xml_stream.h"
#include "xml_write.h"

typedef struct ks_xml_copy {
    ks_xml_writer writer;
    ks_arena arena;
    ks_map written;     /* address of a ks_qname -> how it was written last */
    size_t mixed_depth; /* elements open, with the outermost that holds text; 0 outside of one */
    bool is_part;   /* the text will stand in another document, which declares the prefixes that are
                     * in force here, but has a default namespace of its own */
    size_t outer;   /* elements of the caller's that are open around each part */
    ks_uri_way way; /* along which references (xlink:href, xml:base) are moved */
    size_t
        base_depth; /* elements open, with the one whose xml:base is in force; 0: there is none */
} ks_xml_copy;

/* `out` is borrowed; a failure sticks in it. */
void ks_xml_copy_init(ks_xml_copy *copy, ks_str *out);
void ks_xml_copy_release(ks_xml_copy *copy);

/* Its user is a ks_xml_copy. */
extern const ks_xml_handler KS_XML_COPY_HANDLER;

#endif
