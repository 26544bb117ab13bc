#include "write_csv.h"

#include <string.h>

void ks_write_csv_quoted(ks_str *out, const char *before, const char *text)
{
    ks_str_add_char(out, '"');
    ks_str_add(out, before);
    for (const char *quote = strchr(text, '"'); quote != NULL; quote = strchr(text, '"')) {
        ks_str_add_sv(out, (ks_sv){text, (size_t)(quote - text) + 1});
        ks_str_add_char(out, '"');
        text = quote + 1;
    }
    ks_str_add(out, text);
    ks_str_add_char(out, '"');
}

void ks_write_csv_field(ks_str *out, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        ks_str_add(out, text);
    } else {
        ks_write_csv_quoted(out, "", text);
    }
}
