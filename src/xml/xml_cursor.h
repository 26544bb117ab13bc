/* Line and column of byte offsets, for one walk over a text: offsets that come in ascending order
 * cost one pass together. */
#ifndef KS_XML_CURSOR_H
#define KS_XML_CURSOR_H

#include "base_str.h"

typedef struct ks_xml_cursor {
    ks_sv text;
    size_t offset;
    uint32_t line;   /* of the character at `offset`, from 1 */
    uint32_t column; /* in characters, from 1 */
} ks_xml_cursor;

void ks_xml_cursor_init(ks_xml_cursor *cursor, ks_sv text);
/* An offset that lies behind the cursor's is found from the beginning. */
void ks_xml_cursor_go(ks_xml_cursor *cursor, size_t offset);

#endif
