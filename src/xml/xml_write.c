#include "xml_write.h"

#include "base_alloc.h"
#include "base_text.h"

typedef struct ks_xml_writer_level {
    const char *name;
    bool has_children; /* elements or comments: the end tag goes on a line of its own */
    bool has_text;     /* nothing may be indented in it any more */
} level;

void ks_xml_writer_init(ks_xml_writer *writer, ks_str *out)
{
    *writer = (ks_xml_writer){.out = out};
}

void ks_xml_writer_release(ks_xml_writer *writer)
{
    ks_alloc_free(writer->levels);
    *writer = (ks_xml_writer){.out = writer->out};
}

/* The replacement for a byte that cannot stand as it is, else NULL. Line ends and tabs would be
 * normalized away in an attribute, and a carriage return anywhere. */
static const char *escape_of(char c, bool is_attr)
{
    switch (c) {
    case '\r':
        return "&#13;";
    case '\n':
        return is_attr ? "&#10;" : NULL;
    case '\t':
        return is_attr ? "&#9;" : NULL;
    case '"':
        return is_attr ? ks_char_escape('"') : NULL;
    default:
        return ks_char_escape((unsigned char)c);
    }
}

/* What stands for itself wherever it is. */
static bool is_plain(char c)
{
    return c >= ' ' && c != '&' && c != '<' && c != '>' && c != '"' && c != 0x7F;
}

/* What needs no escape is added in runs. */
static void add_escaped(ks_xml_writer *writer, ks_sv text, bool is_attr)
{
    const char *cursor = text.ptr;
    const char *end = text.len > 0 ? text.ptr + text.len : text.ptr;
    const char *run = cursor;

    while (cursor < end) {
        if (is_plain(*cursor)) {
            cursor++;
            continue;
        }
        const char *begin = cursor;
        uint32_t c = ks_utf8_next(&cursor, end);
        const char *escape = c < 0x80 ? escape_of((char)c, is_attr) : NULL;
        bool is_forbidden = c == UINT32_MAX || !ks_char_is_xml(c);
        if (escape == NULL && !is_forbidden) {
            continue;
        }
        ks_str_add_sv(writer->out, (ks_sv){run, (size_t)(begin - run)});
        run = cursor;
        if (is_forbidden) {
            ks_str_add_codepoint(writer->out, 0xFFFD);
            writer->forbidden_count++;
        } else {
            ks_str_add(writer->out, escape);
        }
    }
    ks_str_add_sv(writer->out, (ks_sv){run, (size_t)(end - run)});
}

static void close_tag(ks_xml_writer *writer)
{
    if (writer->is_tag_open) {
        ks_str_add_char(writer->out, '>');
        writer->is_tag_open = false;
    }
}

static void add_line(ks_xml_writer *writer, size_t depth)
{
    if (writer->out->len > 0 && writer->out->ptr[writer->out->len - 1] != '\n') {
        ks_str_add_char(writer->out, '\n');
    }
    for (size_t i = 0; i < depth; i++) {
        ks_str_add(writer->out, "  ");
    }
}

/* Begins something on a line of its own, unless text stands beside it. */
static void begin_child(ks_xml_writer *writer)
{
    close_tag(writer);
    if (writer->depth == 0) {
        add_line(writer, 0);
        return;
    }
    if (!writer->levels[writer->depth - 1].has_text) {
        add_line(writer, writer->depth);
    }
    writer->levels[writer->depth - 1].has_children = true;
}

void ks_xml_write_declaration(ks_xml_writer *writer, const char *encoding)
{
    ks_str_add(writer->out, "<?xml version=\"1.0\" encoding=\"");
    ks_str_add(writer->out, encoding);
    ks_str_add(writer->out, "\"?>\n");
}

static bool grow(ks_xml_writer *writer)
{
    size_t capacity = writer->capacity == 0 ? 16 : writer->capacity * 2;
    level *levels;

    if (writer->depth < writer->capacity) {
        return true;
    }
    levels = ks_alloc_resize(writer->levels, capacity * sizeof *levels);
    if (levels == NULL) {
        return false;
    }
    writer->levels = levels;
    writer->capacity = capacity;
    return true;
}

void ks_xml_write_start(ks_xml_writer *writer, const char *name)
{
    begin_child(writer);
    if (!grow(writer)) {
        writer->out->is_failed = true;
        return;
    }
    writer->levels[writer->depth] = (level){.name = name};
    writer->depth++;
    ks_str_add_char(writer->out, '<');
    ks_str_add(writer->out, name);
    writer->is_tag_open = true;
}

void ks_xml_write_attr_text(ks_xml_writer *writer, ks_sv value)
{
    add_escaped(writer, value, true);
}

void ks_xml_write_attr_sv(ks_xml_writer *writer, const char *name, ks_sv value)
{
    ks_str_add_char(writer->out, ' ');
    ks_str_add(writer->out, name);
    ks_str_add(writer->out, "=\"");
    add_escaped(writer, value, true);
    ks_str_add_char(writer->out, '"');
}

void ks_xml_write_attr(ks_xml_writer *writer, const char *name, const char *value)
{
    if (value != NULL) {
        ks_xml_write_attr_sv(writer, name, ks_sv_from(value));
    }
}

void ks_xml_write_text_sv(ks_xml_writer *writer, ks_sv text)
{
    close_tag(writer);
    if (writer->depth > 0) {
        writer->levels[writer->depth - 1].has_text = true;
    }
    add_escaped(writer, text, false);
}

void ks_xml_write_text(ks_xml_writer *writer, const char *text)
{
    ks_xml_write_text_sv(writer, ks_sv_from(text));
}

void ks_xml_write_end(ks_xml_writer *writer)
{
    const level *closed;

    /* An element whose start failed for want of memory has no level. */
    if (writer->depth == 0) {
        return;
    }
    writer->depth--;
    closed = &writer->levels[writer->depth];
    if (writer->is_tag_open) {
        ks_str_add(writer->out, "/>");
        writer->is_tag_open = false;
    } else {
        if (closed->has_children && !closed->has_text) {
            add_line(writer, writer->depth);
        }
        ks_str_add(writer->out, "</");
        ks_str_add(writer->out, closed->name);
        ks_str_add_char(writer->out, '>');
    }
    if (writer->depth == 0) {
        ks_str_add_char(writer->out, '\n');
    }
}

void ks_xml_write_element(ks_xml_writer *writer, const char *name, const char *text)
{
    if (text != NULL) {
        ks_xml_write_start(writer, name);
        ks_xml_write_text(writer, text);
        ks_xml_write_end(writer);
    }
}
