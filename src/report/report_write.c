#include "report_write.h"

#include <string.h>

#include "base_text.h"

static void add_repaired(ks_str *out, ks_sv text)
{
    const char *end = text.ptr + text.len;
    for (const char *at = text.ptr; at < end;) {
        uint32_t c = ks_utf8_next(&at, end);
        ks_str_add_codepoint(out, c == UINT32_MAX ? 0xfffd : c);
    }
}

json_t *ks_json_text(const char *text)
{
    ks_sv view = ks_sv_from(text);
    if (ks_utf8_check(view) == view.len) {
        return json_stringn(view.ptr, view.len);
    }
    ks_str repaired;
    ks_str_init(&repaired);
    add_repaired(&repaired, view);
    json_t *value =
        ks_str_status(&repaired) == KS_OK ? json_stringn(repaired.ptr, repaired.len) : NULL;
    ks_str_release(&repaired);
    return value;
}

void ks_json_set(json_t *object, const char *name, json_t *value, bool *is_failed)
{
    if (json_object_set_new(object, name, value) != 0) {
        *is_failed = true;
    }
}

void ks_json_set_text(json_t *object, const char *name, const char *text, bool *is_failed)
{
    if (text != NULL && *text != '\0') {
        ks_json_set(object, name, ks_json_text(text), is_failed);
    }
}

void ks_json_set_count(json_t *object, const char *name, size_t number, bool *is_failed)
{
    if (number > 0) {
        ks_json_set(object, name, json_integer((json_int_t)number), is_failed);
    }
}

void ks_json_append(json_t *array, json_t *value, bool *is_failed)
{
    if (json_array_append_new(array, value) != 0) {
        *is_failed = true;
    }
}

json_t *ks_json_message(const char *text, bool *is_failed)
{
    json_t *message = json_object();
    ks_json_set(message, "text", ks_json_text(text), is_failed);
    return message;
}

static int add_piece(const char *text, size_t size, void *user)
{
    ks_str_add_sv(user, (ks_sv){text, size});
    return 0;
}

void ks_json_write(ks_str *out, json_t *value, bool is_failed)
{
    if (is_failed || value == NULL ||
        json_dump_callback(value, add_piece, out, JSON_COMPACT | JSON_ENCODE_ANY) != 0) {
        out->is_failed = true;
    }
    json_decref(value);
}
