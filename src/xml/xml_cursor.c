#include "xml_cursor.h"

void ks_xml_cursor_init(ks_xml_cursor *cursor, ks_sv text)
{
    *cursor = (ks_xml_cursor){.text = text, .line = 1, .column = 1};
}

void ks_xml_cursor_go(ks_xml_cursor *cursor, size_t offset)
{
    if (offset < cursor->offset) {
        ks_xml_cursor_init(cursor, cursor->text);
    }
    if (offset > cursor->text.len) {
        offset = cursor->text.len;
    }
    for (; cursor->offset < offset; cursor->offset++) {
        unsigned char byte = (unsigned char)cursor->text.ptr[cursor->offset];
        if (byte == '\n') {
            cursor->line++;
            cursor->column = 1;
        } else if ((byte & 0xC0) != 0x80) {
            cursor->column++;
        }
    }
}
