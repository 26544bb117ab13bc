/* Writing XML: a builder over ks_str that nests, indents two spaces a level, and escapes. Text and
 * attribute values are checked: a character that XML forbids is written as U+FFFD and counted. The
 * output is UTF-8 text; ks_io_encode turns it into another encoding, whose name stands in the XML
 * declaration. Failures are sticky in the ks_str. */
#ifndef KS_XML_WRITE_H
#define KS_XML_WRITE_H

#include "base_str.h"

typedef struct ks_xml_writer {
    ks_str *out;
    struct ks_xml_writer_level *levels; /* open elements */
    size_t depth;
    size_t capacity;
    size_t forbidden_count;
    bool is_tag_open;
} ks_xml_writer;

void ks_xml_writer_init(ks_xml_writer *writer, ks_str *out);
void ks_xml_writer_release(ks_xml_writer *writer);

void ks_xml_write_declaration(ks_xml_writer *writer, const char *encoding);
/* `name` is a prefixed name and must outlive the matching end. */
void ks_xml_write_start(ks_xml_writer *writer, const char *name);
void ks_xml_write_attr(ks_xml_writer *writer, const char *name, const char *value); /* NULL: none */
void ks_xml_write_attr_sv(ks_xml_writer *writer, const char *name, ks_sv value);
/* Escapes what stands between the quotes of an attribute that the caller writes. */
void ks_xml_write_attr_text(ks_xml_writer *writer, ks_sv value);
void ks_xml_write_text(ks_xml_writer *writer, const char *text); /* no indentation around it */
void ks_xml_write_text_sv(ks_xml_writer *writer, ks_sv text);
void ks_xml_write_end(ks_xml_writer *writer);
/* start, one text, end; left out where text is NULL */
void ks_xml_write_element(ks_xml_writer *writer, const char *name, const char *text);

#endif
