#include "build_marks.h"

#include <string.h>
#include <strings.h>

#include "base_text.h"

/* Full-width and superscript characters made plain. */
static uint32_t plain(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E) {
        return c - 0xFF01 + '!';
    }
    switch (c) {
    case 0x207D:
        return '(';
    case 0x207E:
        return ')';
    case 0x00B9:
        return '1';
    case 0x00B2:
        return '2';
    case 0x00B3:
        return '3';
    case 0x203B: /* the reference mark of Japanese print */
        return '*';
    default:
        return c == 0x2070 || (c >= 0x2074 && c <= 0x2079) ? c - 0x2070 + '0' : c;
    }
}

static bool is_mark_char(uint32_t c)
{
    return c == '*' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void skip_spaces(const char **cursor, const char *end)
{
    while (*cursor < end) {
        const char *next = *cursor;
        if (!ks_char_is_space(ks_utf8_next(&next, end))) {
            return;
        }
        *cursor = next;
    }
}

/* Reads "( mark )" and moves behind it. */
static bool scan_mark(const char **cursor, const char *end, char mark[KS_MARK_SIZE])
{
    const char *p = *cursor;
    if (p == end || plain(ks_utf8_next(&p, end)) != '(') {
        return false;
    }
    size_t len = 0;
    while (p < end) {
        uint32_t c = plain(ks_utf8_next(&p, end));
        if (c == ')') {
            mark[len] = '\0';
            *cursor = p;
            return len > 0;
        }
        if (!is_mark_char(c) || len == KS_MARK_SIZE - 1) {
            return false;
        }
        mark[len++] = (char)c;
    }
    return false;
}

static const char *find_last_bracket(const char *start, const char *end)
{
    const char *found = NULL;
    while (start < end) {
        const char *here = start;
        if (plain(ks_utf8_next(&start, end)) == '(') {
            found = here;
        }
    }
    return found;
}

static const char *trim_end(const char *start, const char *end)
{
    const char *kept = start;
    while (start < end) {
        if (!ks_char_is_space(ks_utf8_next(&start, end))) {
            kept = start;
        }
    }
    return kept;
}

bool ks_mark_at_end(ks_sv label, ks_sv *out_label, char mark[KS_MARK_SIZE])
{
    const char *end = label.ptr + label.len;
    const char *bracket = find_last_bracket(label.ptr, end);
    const char *cursor = bracket;
    if (bracket == NULL || !scan_mark(&cursor, end, mark)) {
        return false;
    }
    skip_spaces(&cursor, end);
    const char *kept = trim_end(label.ptr, bracket);
    if (cursor != end || kept == label.ptr) {
        return false;
    }
    *out_label = (ks_sv){label.ptr, (size_t)(kept - label.ptr)};
    return true;
}

static void skip_note_word(const char **cursor, const char *end)
{
    static const char *const words[] = {"Notes", "Note", "注記", "注"};
    ks_sv rest = {*cursor, (size_t)(end - *cursor)};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i]);
        if (rest.len >= len && strncasecmp(rest.ptr, words[i], len) == 0) {
            *cursor += len;
            skip_spaces(cursor, end);
            return;
        }
    }
}

bool ks_mark_at_start(ks_sv text, ks_sv *out_text, char mark[KS_MARK_SIZE])
{
    const char *cursor = text.ptr;
    const char *end = text.ptr + text.len;
    skip_spaces(&cursor, end);
    skip_note_word(&cursor, end);
    if (!scan_mark(&cursor, end, mark)) {
        return false;
    }
    skip_spaces(&cursor, end);
    const char *behind = cursor;
    if (behind < end && plain(ks_utf8_next(&behind, end)) == ':') {
        cursor = behind;
        skip_spaces(&cursor, end);
    }
    *out_text = (ks_sv){cursor, (size_t)(end - cursor)};
    return true;
}

bool ks_mark_is_typical(const char *mark)
{
    size_t stars = strspn(mark, "*");
    size_t digits = strspn(mark + stars, "0123456789");
    return mark[stars + digits] == '\0' && digits <= 2 && stars <= 3;
}

/* Whether `declared`, one mark as a plan writes it, is `mark`. */
static bool is_mark(ks_sv declared, const char *mark)
{
    char written[KS_MARK_SIZE];
    const char *cursor = declared.ptr;
    const char *end = declared.ptr + declared.len;
    if (scan_mark(&cursor, end, written)) {
        return strcmp(written, mark) == 0;
    }
    for (cursor = declared.ptr; cursor < end; mark++) {
        if ((uint32_t)(unsigned char)*mark != plain(ks_utf8_next(&cursor, end))) {
            return false;
        }
    }
    return *mark == '\0';
}

const ks_plan_note *ks_mark_find(const ks_plan_table *table, const char *mark)
{
    for (size_t i = 0; i < table->notes.count; i++) {
        const ks_plan_note *note = table->notes.items[i];
        ks_sv rest = ks_sv_from(note->mark);
        for (ks_sv one = ks_sv_next_token(&rest); one.len > 0; one = ks_sv_next_token(&rest)) {
            if (is_mark(one, mark)) {
                return note;
            }
        }
    }
    return NULL;
}
