#include "xml_locations.h"

#include <string.h>

#include "base_uri.h"

#define NAME "schemaLocation"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static ks_sv from(ks_sv text, const char *at)
{
    return (ks_sv){at, text.len - (size_t)(at - text.ptr)};
}

/* The next value of an attribute of that name without a prefix; a NULL pointer at the end. */
static ks_sv next_value(ks_sv text)
{
    const char *name;
    while (text.len > 0 && (name = memmem(text.ptr, text.len, NAME, sizeof NAME - 1)) != NULL) {
        const bool is_plain = name > text.ptr && is_space(name[-1]);
        text = from(text, name + sizeof NAME - 1);
        while (text.len > 0 && (is_space(text.ptr[0]) || text.ptr[0] == '=')) {
            text = from(text, text.ptr + 1);
        }
        if (!is_plain || text.len == 0 || (text.ptr[0] != '"' && text.ptr[0] != '\'')) {
            continue;
        }
        const char *end = memchr(text.ptr + 1, text.ptr[0], text.len - 1);
        if (end != NULL) {
            return (ks_sv){text.ptr + 1, (size_t)(end - text.ptr) - 1};
        }
    }
    return (ks_sv){NULL, 0};
}

ks_status ks_xml_escape_locations(ks_arena *arena, ks_sv text, ks_sv *out)
{
    ks_str copy;
    ks_str_init(&copy);
    ks_status status = KS_OK;
    ks_sv rest = text;
    for (ks_sv value = next_value(rest); value.ptr != NULL && status == KS_OK;) {
        const ks_sv name = ks_sv_trim(value);
        const char *escaped = ks_uri_escape(arena, name);
        const ks_sv behind = from(rest, name.ptr + name.len);
        if (escaped == NULL) {
            status = KS_ERR_MEMORY;
        } else if (!ks_sv_is(name, escaped)) {
            ks_str_add_sv(&copy, (ks_sv){rest.ptr, (size_t)(name.ptr - rest.ptr)});
            ks_str_add(&copy, escaped);
            rest = behind;
        }
        value = next_value(behind);
    }
    if (status == KS_OK && copy.len > 0) {
        ks_str_add_sv(&copy, rest);
    }
    status = status == KS_OK ? ks_str_status(&copy) : status;
    const char *kept =
        status != KS_OK || copy.len == 0 ? text.ptr : ks_arena_text(arena, ks_str_view(&copy));
    if (status == KS_OK && kept == NULL) {
        status = KS_ERR_MEMORY;
    }
    if (status == KS_OK) {
        *out = (ks_sv){kept, copy.len > 0 ? copy.len : text.len};
    }
    ks_str_release(&copy);
    return status;
}
