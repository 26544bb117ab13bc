#include "io_zip_name.h"

#include <string.h>

#include "base_text.h"
#include "io_charset.h"

#define CP932 "CP932"

static const char *raw_name(zip_t *archive, const ks_zip_member *member)
{
    return zip_get_name(archive, member->index, ZIP_FL_ENC_RAW);
}

/* libzip has translated it from code page 437. */
static bool is_in_doubt(const char *raw, const ks_zip_member *member)
{
    const ks_sv text = ks_sv_from(raw);
    return strcmp(raw, member->name) != 0 && ks_utf8_check(text) < text.len;
}

static bool is_high(char c)
{
    return (unsigned char)c >= 0x80;
}

/* A lead byte of code page 932, but for the half-width katakana, which stand alone. */
static bool is_lead(char c)
{
    const unsigned char byte = (unsigned char)c;
    return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC);
}

/* Letters with accents of code page 437 are lead bytes too, but seldom stand side by side. */
static bool is_shown(const char *raw)
{
    for (const char *c = raw; *c != '\0'; c++) {
        if (is_lead(*c) && c[1] != '\0') {
            if (is_high(c[1])) {
                return true;
            }
            c++;
        }
    }
    return false;
}

/* *out is NULL where the name is none of code page 932. */
static ks_status decode(const char *raw, ks_arena *arena, const char **out)
{
    ks_bytes bytes = {NULL, 0};
    size_t stop = 0;
    bool is_cut = false;
    const ks_sv in = ks_sv_from(raw);
    *out = NULL;
    ks_status status = ks_charset_convert("UTF-8", CP932, in, &bytes, &stop, &is_cut);
    if (status == KS_ERR_NOT_FOUND) {
        return KS_OK; /* this system has no such converter */
    }
    if (status == KS_OK && stop == in.len) {
        *out = ks_arena_text(arena, (ks_sv){bytes.data, bytes.size});
        status = *out != NULL ? KS_OK : KS_ERR_MEMORY;
    }
    ks_bytes_release(&bytes);
    return status;
}

ks_status ks_zip_decode_names(zip_t *archive, ks_zip_member *members, size_t count, ks_arena *arena)
{
    bool is_japanese = false;
    for (size_t i = 0; i < count && !is_japanese; i++) {
        const char *raw = raw_name(archive, &members[i]);
        is_japanese = raw != NULL && is_in_doubt(raw, &members[i]) && is_shown(raw);
    }
    if (!is_japanese) {
        return KS_OK;
    }
    const char **names = ks_arena_zero(arena, count + 1, sizeof *names);
    if (names == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        const char *raw = raw_name(archive, &members[i]);
        if (raw == NULL || !is_in_doubt(raw, &members[i])) {
            continue;
        }
        ks_status status = decode(raw, arena, &names[i]);
        if (status != KS_OK || names[i] == NULL) {
            return status;
        }
    }
    for (size_t i = 0; i < count; i++) {
        members[i].name = names[i] != NULL ? names[i] : members[i].name;
    }
    return KS_OK;
}
