#include "xml_phrase.h"

#include <string.h>

#include "base_text.h"

ks_lang ks_xml_lang(const ks_sink *sink)
{
    return sink != NULL && sink->lang < KS_LANG_COUNT ? sink->lang : KS_LANG_EN;
}

ks_sv ks_xml_local_part(ks_sv name)
{
    const char *brace = name.len > 0 ? memrchr(name.ptr, '}', name.len) : NULL;

    if (brace == NULL) {
        return name;
    }
    brace++;
    return (ks_sv){brace, name.len - (size_t)(brace - name.ptr)};
}

ks_sv ks_xml_quoted_after(ks_sv text, ks_sv opening)
{
    const char *begin = memmem(text.ptr, text.len, opening.ptr, opening.len);
    const char *end;

    if (begin == NULL) {
        return (ks_sv){"", 0};
    }
    begin += opening.len;
    end = memchr(begin, '\'', text.len - (size_t)(begin - text.ptr));
    return end == NULL ? (ks_sv){"", 0} : (ks_sv){begin, (size_t)(end - begin)};
}

ks_sv ks_xml_last_quoted(ks_sv text)
{
    const char *end = text.len > 0 ? memrchr(text.ptr, '\'', text.len) : NULL;
    const char *begin;

    if (end == NULL || end == text.ptr) {
        return (ks_sv){"", 0};
    }
    begin = memrchr(text.ptr, '\'', (size_t)(end - text.ptr));
    return begin == NULL ? (ks_sv){"", 0} : (ks_sv){begin + 1, (size_t)(end - begin - 1)};
}

ks_sv ks_xml_message(ks_xml_error_ptr error)
{
    return ks_sv_trim(ks_sv_from(error->message));
}

void ks_xml_settle(ks_sink *sink, ks_str *str)
{
    if (sink != NULL && ks_str_status(str) != KS_OK) {
        sink->is_failed = true;
    }
    ks_str_release(str);
}

size_t ks_xml_all_quoted(ks_sv text, ks_sv *out, size_t limit)
{
    size_t count = 0;
    while (count < limit && text.len > 0) {
        const char *begin = memchr(text.ptr, '\'', text.len);
        const size_t at = begin == NULL ? text.len : (size_t)(begin - text.ptr) + 1;
        const char *end = at < text.len ? memchr(text.ptr + at, '\'', text.len - at) : NULL;
        if (end == NULL) {
            break;
        }
        out[count++] = (ks_sv){text.ptr + at, (size_t)(end - text.ptr) - at};
        text = (ks_sv){end + 1, text.len - (size_t)(end - text.ptr) - 1};
    }
    return count;
}

void ks_xml_fill(ks_str *out, const char *form, const ks_sv *slots, size_t count)
{
    for (const char *at = form; *at != '\0'; at++) {
        if (at[0] == '{' && at[1] >= '0' && at[1] <= '9' && at[2] == '}') {
            const size_t slot = (size_t)(at[1] - '0');
            ks_text_add_shown(out, slot < count ? slots[slot] : KS_SV(""));
            at += 2;
        } else {
            ks_str_add_char(out, *at);
        }
    }
}

const ks_xml_phrase *ks_xml_find_phrase(const ks_xml_phrase *phrases, size_t count,
                                        ks_xml_error_ptr error)
{
    const char *message = error->message != NULL ? error->message : "";
    for (size_t i = 0; i < count; i++) {
        if ((phrases[i].code == error->code || phrases[i].code == 0) &&
            (phrases[i].sign == NULL || strstr(message, phrases[i].sign) != NULL)) {
            return &phrases[i];
        }
    }
    return NULL;
}
