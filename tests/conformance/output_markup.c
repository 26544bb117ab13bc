#include "output_markup.h"

#include <stdlib.h>
#include <string.h>

#define SPACE " \t\r\n"
#define XHTML "http://www.w3.org/1999/xhtml"

enum { MOST_ATTRIBUTES = 64 };

typedef struct attribute {
    ks_sv name;
    ks_sv value;
} attribute;

static int compare_attributes(const void *a, const void *b)
{
    const ks_sv left = ((const attribute *)a)->name;
    const ks_sv right = ((const attribute *)b)->name;
    const size_t shared = left.len < right.len ? left.len : right.len;
    const int order = strncmp(left.ptr, right.ptr, shared);
    return order != 0 ? order : (left.len > right.len) - (left.len < right.len);
}

/* Reads one, and moves *at behind it; false where there is none. */
static bool take_attribute(const char **at, attribute *out)
{
    const char *name = *at + strspn(*at, SPACE);
    const size_t len = strcspn(name, SPACE "=/<>\"'");
    const char *equals = name + len + strspn(name + len, SPACE);
    const char *quote = *equals == '=' ? equals + 1 + strspn(equals + 1, SPACE) : "";
    const char *end = *quote == '"' || *quote == '\'' ? strchr(quote + 1, *quote) : NULL;
    if (len == 0 || end == NULL) {
        return false;
    }
    *out = (attribute){{name, len}, {quote + 1, (size_t)(end - quote - 1)}};
    *at = end + 1;
    return true;
}

/* Adds the tag that begins at `text`, and returns what is behind it; NULL where it is none. */
static const char *add_tag(ks_str *out, const char *text)
{
    attribute attributes[MOST_ATTRIBUTES];
    size_t count = 0;
    const size_t name = 1 + strcspn(text + 1, SPACE "=/<>\"'");
    const char *at = text + name;
    while (count < MOST_ATTRIBUTES && take_attribute(&at, &attributes[count])) {
        const bool is_default = ks_sv_is(attributes[count].name, "xmlns");
        count += is_default && ks_sv_is(attributes[count].value, XHTML) ? 0 : 1;
    }
    at += strspn(at, SPACE);
    if (name == 1 || (*at != '>' && strncmp(at, "/>", 2) != 0)) {
        return NULL;
    }
    qsort(attributes, count, sizeof *attributes, compare_attributes);
    ks_str_add_sv(out, (ks_sv){text, name});
    for (size_t i = 0; i < count; i++) {
        ks_str_addf(out, " %.*s=\"%.*s\"", KS_SV_ARG(attributes[i].name),
                    KS_SV_ARG(attributes[i].value));
    }
    return at;
}

void conf_add_markup(ks_str *out, const char *text)
{
    while (*text != '\0') {
        const size_t plain = strcspn(text, "<");
        ks_str_add_sv(out, (ks_sv){text, plain});
        text += plain;
        const char *behind = *text == '<' ? add_tag(out, text) : NULL;
        if (behind == NULL && *text == '<') {
            ks_str_add_char(out, *text++);
        } else if (behind != NULL) {
            text = behind;
        }
    }
}
