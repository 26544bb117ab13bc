#include "write_json.h"

void ks_write_json_string(ks_str *out, const char *text)
{
    ks_str_add_char(out, '"');
    const char *from = text;
    for (const char *c = text; *c != '\0'; c++) {
        if ((unsigned char)*c >= 0x20 && *c != '"' && *c != '\\') {
            continue;
        }
        ks_str_add_sv(out, (ks_sv){from, (size_t)(c - from)});
        if (*c == '\n') {
            ks_str_add(out, "\\n");
        } else if (*c == '\t') {
            ks_str_add(out, "\\t");
        } else if (*c == '"' || *c == '\\') {
            ks_str_add_char(out, '\\');
            ks_str_add_char(out, *c);
        } else {
            ks_str_addf(out, "\\u%04x", (unsigned)(unsigned char)*c);
        }
        from = c + 1;
    }
    ks_str_add(out, from);
    ks_str_add_char(out, '"');
}
