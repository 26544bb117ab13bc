/* Views of text and a text builder.
 *
 * A `ks_sv` borrows; it need not end in NUL. A `ks_str` owns; its text is never NULL and always
 * ends in NUL. A failed append makes the builder fail for good: append freely, ask once at the end
 * with ks_str_status. */
#ifndef KS_BASE_STR_H
#define KS_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <kessan/status.h>

typedef struct ks_sv {
    const char *ptr;
    size_t len;
} ks_sv;

#define KS_SV(literal) ((ks_sv){(literal), sizeof(literal) - 1})
#define KS_SV_ARG(sv)  (int)(sv).len, (sv).ptr /* for "%.*s" */

ks_sv ks_sv_from(const char *text); /* NULL gives the empty view */
bool ks_sv_equal(ks_sv a, ks_sv b);
bool ks_sv_is(ks_sv a, const char *text);
bool ks_sv_starts(ks_sv text, ks_sv prefix);
bool ks_sv_ends(ks_sv text, ks_sv suffix);
int ks_sv_compare(ks_sv a, ks_sv b); /* by bytes, as memcmp; the shorter first */
ks_sv ks_sv_trim(ks_sv text);        /* without XML white space at both ends */
/* Cuts off and returns what stands before the first `separator`; *rest goes behind it. When there
 * is none, all of it is returned and *rest becomes empty with a NULL pointer. */
ks_sv ks_sv_cut(ks_sv *rest, char separator);
/* The next run of characters that are not XML white space, or an empty view at the end. */
ks_sv ks_sv_next_token(ks_sv *rest);
/* Digits only, no sign, no white space; false where it does not fit. */
bool ks_sv_to_u32(ks_sv text, uint32_t *out);
bool ks_sv_to_i64(ks_sv text, int64_t *out); /* an optional sign, then digits */

typedef struct ks_str {
    char *ptr;
    size_t len;
    size_t capacity; /* 0 while ptr is the shared empty text */
    bool is_failed;
} ks_str;

void ks_str_init(ks_str *str);
void ks_str_release(ks_str *str);
void ks_str_clear(ks_str *str); /* empties, keeps the storage, forgets a failure */
KS_MUST_USE ks_status ks_str_status(const ks_str *str); /* KS_OK or KS_ERR_MEMORY */
ks_sv ks_str_view(const ks_str *str);
/* Moves the text out (free with ks_alloc_free) and leaves the builder empty; NULL after a failure.
 */
char *ks_str_take(ks_str *str);

void ks_str_add(ks_str *str, const char *text);
void ks_str_add_sv(ks_str *str, ks_sv text);
void ks_str_add_char(ks_str *str, char c);
void ks_str_add_codepoint(ks_str *str, uint32_t codepoint); /* as UTF-8 */
void ks_str_add_u64(ks_str *str, uint64_t number);
void ks_str_add_i64(ks_str *str, int64_t number);
__attribute__((format(printf, 2, 3))) void ks_str_addf(ks_str *str, const char *format, ...);

#endif
