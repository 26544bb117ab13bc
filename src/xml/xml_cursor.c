#include "xml_cursor.h"

#include <string.h>

void ks_xml_cursor_init(ks_xml_cursor *cursor, ks_sv text)
{
    *cursor = (ks_xml_cursor){.text = text, .line = 1, .column = 1};
}

/* Characters in UTF-8 are counted by the bytes that begin one, eight at a time. */
static uint32_t count_characters(const char *text, size_t size)
{
    const uint64_t ones = 0x0101010101010101U;
    uint32_t count = 0;
    size_t i = 0;

    for (; i + sizeof(uint64_t) <= size; i += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, text + i, sizeof word);
        /* 10xxxxxx goes on with a character */
        uint64_t inner = (word >> 7) & ~(word >> 6) & ones;
        count += (uint32_t)sizeof word - (uint32_t)((inner * ones) >> 56);
    }
    for (; i < size; i++) {
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    return count;
}

void ks_xml_cursor_go(ks_xml_cursor *cursor, size_t offset)
{
    const char *begin;
    const char *end;
    const char *newline;

    if (offset < cursor->offset) {
        ks_xml_cursor_init(cursor, cursor->text);
    }
    if (offset > cursor->text.len) {
        offset = cursor->text.len;
    }
    if (offset == cursor->offset) {
        return;
    }
    begin = cursor->text.ptr + cursor->offset;
    end = cursor->text.ptr + offset;
    while ((newline = memchr(begin, '\n', (size_t)(end - begin))) != NULL) {
        cursor->line++;
        cursor->column = 1;
        begin = newline + 1;
    }
    cursor->column += count_characters(begin, (size_t)(end - begin));
    cursor->offset = offset;
}
