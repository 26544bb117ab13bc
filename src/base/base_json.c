#include "base_json.h"

#include <string.h>

#include "base_map.h"
#include "base_text.h"

typedef struct reader {
    const char *at;
    const char *end;
    const char *mark; /* in the line at hand, */
    uint32_t column;  /* its column: so that a long line is counted once */
    uint32_t line;
    unsigned depth;
    ks_arena *arena;
    ks_json_error *error;
    ks_status status;
} reader;

static bool read_value(reader *r, ks_json *out);

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* `at` is not before where it was asked for last. */
static uint32_t column_at(reader *r, const char *at)
{
    if (at > r->mark) {
        r->column += (uint32_t)ks_utf8_count((ks_sv){r->mark, (size_t)(at - r->mark)});
        r->mark = at;
    }
    return r->column;
}

static bool fail_at(reader *r, ks_json_fault fault, const char *at)
{
    if (r->error->fault == KS_JSON_FINE) {
        *r->error = (ks_json_error){fault, r->line, column_at(r, at), {"", 0}};
    }
    return false;
}

static bool fail(reader *r, ks_json_fault fault)
{
    return fail_at(r, r->at < r->end ? fault : KS_JSON_CUT, r->at);
}

static bool lack_memory(reader *r)
{
    r->status = KS_ERR_MEMORY;
    return false;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static void skip_space(reader *r)
{
    for (; r->at < r->end && is_space(*r->at); r->at++) {
        if (*r->at == '\n') {
            r->line++;
            r->mark = r->at + 1;
            r->column = 1;
        }
    }
}

static bool take(reader *r, char c)
{
    if (r->at >= r->end || *r->at != c) {
        return false;
    }
    r->at++;
    return true;
}

static bool read_word(reader *r, const char *word, ks_json_kind kind, ks_json *out)
{
    const size_t len = strlen(word);
    if ((size_t)(r->end - r->at) < len || memcmp(r->at, word, len) != 0) {
        return fail_at(r, KS_JSON_UNEXPECTED, r->at);
    }
    out->kind = kind;
    r->at += len;
    return true;
}

static bool skip_digits(reader *r)
{
    const char *start = r->at;
    while (r->at < r->end && is_digit(*r->at)) {
        r->at++;
    }
    return r->at > start;
}

static bool read_number(reader *r, ks_json *out)
{
    const char *start = r->at;
    take(r, '-');
    /* RFC 8259 6: no zeros in front. */
    bool is_good = take(r, '0') || skip_digits(r);
    if (is_good && take(r, '.')) {
        is_good = skip_digits(r);
    }
    if (is_good && (take(r, 'e') || take(r, 'E'))) {
        if (!take(r, '+')) {
            take(r, '-');
        }
        is_good = skip_digits(r);
    }
    out->kind = KS_JSON_NUMBER;
    out->text = (ks_sv){start, (size_t)(r->at - start)};
    return is_good || fail_at(r, KS_JSON_BAD_NUMBER, start);
}

static int hex_value(char c)
{
    return is_digit(c)            ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* The four digits behind "\u"; UINT32_MAX where they are none. */
static uint32_t read_unit(reader *r)
{
    uint32_t unit = 0;
    if (r->end - r->at < 4) {
        return UINT32_MAX;
    }
    for (int i = 0; i < 4; i++) {
        const int digit = hex_value(r->at[i]);
        if (digit < 0) {
            return UINT32_MAX;
        }
        unit = unit * 16 + (uint32_t)digit;
    }
    r->at += 4;
    return unit;
}

/* RFC 8259 7: beyond the basic plane by two surrogates; one alone stands for no character. */
static uint32_t read_codepoint(reader *r)
{
    const uint32_t high = read_unit(r);
    if (high < 0xD800 || high > 0xDFFF) {
        return high;
    }
    if (high > 0xDBFF || !take(r, '\\') || !take(r, 'u')) {
        return UINT32_MAX;
    }
    const uint32_t low = read_unit(r);
    return low < 0xDC00 || low > 0xDFFF ? UINT32_MAX
                                        : 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

static bool read_escape(reader *r, ks_str *text)
{
    static const char MARKS[] = "\"\\/bfnrt";
    static const char MEANT[] = "\"\\/\b\f\n\r\t";
    if (take(r, 'u')) {
        const uint32_t codepoint = read_codepoint(r);
        if (codepoint != UINT32_MAX) {
            ks_str_add_codepoint(text, codepoint);
        }
        return codepoint != UINT32_MAX;
    }
    const char *mark = r->at < r->end && *r->at != '\0' ? strchr(MARKS, *r->at) : NULL;
    if (mark == NULL) {
        return false;
    }
    ks_str_add_char(text, MEANT[mark - MARKS]);
    r->at++;
    return true;
}

static bool read_escaped(reader *r, const char *start, ks_str *text)
{
    ks_str_add_sv(text, (ks_sv){start, (size_t)(r->at - start)});
    while (r->at < r->end && *r->at != '"') {
        const char *at = r->at;
        if (take(r, '\\')) {
            if (!read_escape(r, text)) {
                return fail_at(r, KS_JSON_BAD_STRING, at);
            }
        } else if ((unsigned char)*r->at < 0x20) {
            return fail_at(r, KS_JSON_BAD_STRING, at);
        } else {
            ks_str_add_char(text, *r->at++);
        }
    }
    return true;
}

static bool read_string(reader *r, ks_sv *out)
{
    const char *start = r->at;
    while (r->at < r->end && *r->at != '"' && *r->at != '\\' && (unsigned char)*r->at >= 0x20) {
        r->at++;
    }
    *out = (ks_sv){start, (size_t)(r->at - start)};
    if (take(r, '"')) {
        return true;
    }
    ks_str text;
    ks_str_init(&text);
    bool is_read = read_escaped(r, start, &text);
    if (is_read && !take(r, '"')) {
        is_read = fail_at(r, KS_JSON_CUT, r->at);
    }
    if (is_read) {
        const char *copy = ks_arena_text(r->arena, ks_str_view(&text));
        *out = (ks_sv){copy, text.len};
        is_read = (copy != NULL && !text.is_failed) || lack_memory(r);
    }
    ks_str_release(&text);
    return is_read;
}

static bool read_name(reader *r, ks_map *names, ks_json *member)
{
    const char *at = r->at;
    if (!take(r, '"')) {
        return fail(r, KS_JSON_UNEXPECTED);
    }
    if (!read_string(r, &member->name)) {
        return false;
    }
    void *first = NULL;
    if (ks_map_add_borrowed(names, member->name, member, &first) != KS_OK) {
        return lack_memory(r);
    }
    if (first != NULL) {
        fail_at(r, KS_JSON_NAME_TWICE, at);
        r->error->name = member->name;
        return false;
    }
    skip_space(r);
    return take(r, ':') || fail(r, KS_JSON_UNEXPECTED);
}

/* What stands between the brackets; `names` is NULL in an array. */
static bool read_items(reader *r, char close, ks_map *names, ks_json *out)
{
    const ks_json **last = &out->first;
    skip_space(r);
    if (take(r, close)) {
        return true;
    }
    for (;;) {
        ks_json *item = ks_arena_zero(r->arena, 1, sizeof *item);
        if (item == NULL) {
            return lack_memory(r);
        }
        skip_space(r);
        if (names != NULL && !read_name(r, names, item)) {
            return false;
        }
        if (!read_value(r, item)) {
            return false;
        }
        *last = item;
        last = &item->next;
        skip_space(r);
        if (take(r, close)) {
            return true;
        }
        if (!take(r, ',')) {
            return fail(r, KS_JSON_UNEXPECTED);
        }
    }
}

static bool read_object(reader *r, ks_json *out)
{
    ks_map names;
    ks_map_init(&names);
    out->kind = KS_JSON_OBJECT;
    const bool is_read = read_items(r, '}', &names, out);
    ks_map_release(&names);
    return is_read;
}

static bool read_nested(reader *r, ks_json *out)
{
    if (r->depth == KS_JSON_DEPTH) {
        return fail_at(r, KS_JSON_TOO_DEEP, r->at);
    }
    r->depth++;
    bool is_read;
    if (take(r, '{')) {
        is_read = read_object(r, out);
    } else {
        r->at++;
        out->kind = KS_JSON_ARRAY;
        is_read = read_items(r, ']', NULL, out);
    }
    r->depth--;
    return is_read;
}

static bool read_value(reader *r, ks_json *out)
{
    skip_space(r);
    out->line = r->line;
    out->column = column_at(r, r->at);
    switch (r->at < r->end ? *r->at : '\0') {
    case '{':
    case '[':
        return read_nested(r, out);
    case '"':
        r->at++;
        out->kind = KS_JSON_STRING;
        return read_string(r, &out->text);
    case 't':
        return read_word(r, "true", KS_JSON_TRUE, out);
    case 'f':
        return read_word(r, "false", KS_JSON_FALSE, out);
    case 'n':
        return read_word(r, "null", KS_JSON_NULL, out);
    default:
        return r->at < r->end && (*r->at == '-' || is_digit(*r->at)) ? read_number(r, out)
                                                                     : fail(r, KS_JSON_UNEXPECTED);
    }
}

ks_status ks_json_read(ks_sv text, ks_arena *arena, const ks_json **out, ks_json_error *out_error)
{
    if (ks_sv_starts(text, KS_SV("\xEF\xBB\xBF"))) {
        text = (ks_sv){text.ptr + 3, text.len - 3};
    }
    *out = NULL;
    *out_error = (ks_json_error){KS_JSON_FINE, 0, 0, {"", 0}};
    reader r = {
        .at = text.ptr,
        .end = text.ptr + text.len,
        .mark = text.ptr,
        .column = 1,
        .line = 1,
        .arena = arena,
        .error = out_error,
    };
    if (ks_utf8_check(text) < text.len) {
        *out_error = (ks_json_error){KS_JSON_NO_UTF8, 1, 1, {"", 0}};
        return KS_OK;
    }
    ks_json *root = ks_arena_zero(arena, 1, sizeof *root);
    if (root == NULL) {
        return KS_ERR_MEMORY;
    }
    bool is_read = read_value(&r, root);
    if (is_read) {
        skip_space(&r);
        is_read = r.at == r.end || fail_at(&r, KS_JSON_REST, r.at);
    }
    *out = is_read ? root : NULL;
    return r.status;
}

const ks_json *ks_json_get(const ks_json *value, const char *name)
{
    if (value == NULL || value->kind != KS_JSON_OBJECT) {
        return NULL;
    }
    for (const ks_json *member = value->first; member != NULL; member = member->next) {
        if (ks_sv_is(member->name, name)) {
            return member;
        }
    }
    return NULL;
}

size_t ks_json_count(const ks_json *value)
{
    size_t count = 0;
    for (const ks_json *item = value != NULL ? value->first : NULL; item != NULL;
         item = item->next) {
        count++;
    }
    return count;
}

const char *ks_json_fault_text(ks_json_fault fault, bool is_japanese)
{
    static const char *const texts[][2] = {
        [KS_JSON_FINE] = {"", ""},
        [KS_JSON_NO_UTF8] = {"it is not in UTF-8", "UTF-8 ではありません"},
        [KS_JSON_CUT] = {"it ends too early", "途中で終わっています"},
        [KS_JSON_UNEXPECTED] = {"this character cannot stand here", "この位置に置けない文字です"},
        [KS_JSON_BAD_STRING] =
            {"a control character, or an escape that is none, stands in a string",
             "文字列に制御文字または不正なエスケープがあります"},
        [KS_JSON_BAD_NUMBER] = {"this is no number", "数値として正しくありません"},
        [KS_JSON_TOO_DEEP] = {"it is nested too deeply", "入れ子が深すぎます"},
        [KS_JSON_NAME_TWICE] = {"a name stands twice in one object",
                                "1 つのオブジェクトに同じ名前が 2 回あります"},
        [KS_JSON_REST] = {"something stands behind the end", "末尾の後に余分な文字があります"},
    };
    return texts[fault][is_japanese];
}
