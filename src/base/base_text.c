#include "base_text.h"

#include <string.h>

#include "base_alloc.h"

enum { CHARS_ON_STACK = 128, SHOWN_LENGTH = 100 };

typedef struct range {
    uint32_t first, last;
} range;

static bool is_in(const range *ranges, size_t count, uint32_t c)
{
    for (size_t i = 0; i < count; i++) {
        if (c <= ranges[i].last) {
            return c >= ranges[i].first;
        }
    }
    return false;
}

/* The length of a character by its first byte, and the least code point of that length. */
static size_t sequence_length(unsigned char first, uint32_t *out_least)
{
    if (first < 0xC2 || first > 0xF4) {
        return 0;
    }
    *out_least = first < 0xE0 ? 0x80 : first < 0xF0 ? 0x800 : 0x10000;
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

static uint32_t decode_sequence(const unsigned char *bytes, size_t left, size_t *out_len)
{
    uint32_t least = 0;
    size_t len = sequence_length(bytes[0], &least);
    if (len == 0 || len > left) {
        return UINT32_MAX;
    }
    uint32_t c = bytes[0] & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            return UINT32_MAX;
        }
        c = c << 6 | (bytes[i] & 0x3Fu);
    }
    if (c < least || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
        return UINT32_MAX;
    }
    *out_len = len;
    return c;
}

uint32_t ks_utf8_next(const char **cursor, const char *end)
{
    const unsigned char *bytes = (const unsigned char *)*cursor;
    if (bytes[0] < 0x80) {
        *cursor += 1;
        return bytes[0];
    }
    size_t len = 1;
    uint32_t c = decode_sequence(bytes, (size_t)(end - *cursor), &len);
    *cursor += len;
    return c;
}

/* How many bytes from `cursor` on are ASCII, in steps of eight. */
static size_t skip_ascii(const char *cursor, const char *end)
{
    size_t len = 0;
    uint64_t word;
    while ((size_t)(end - cursor) - len >= sizeof word) {
        memcpy(&word, cursor + len, sizeof word);
        if ((word & UINT64_C(0x8080808080808080)) != 0) {
            break;
        }
        len += sizeof word;
    }
    return len;
}

size_t ks_utf8_check(ks_sv text)
{
    if (text.len == 0) {
        return 0;
    }
    const char *cursor = text.ptr, *end = text.ptr + text.len;
    while (cursor < end) {
        cursor += skip_ascii(cursor, end);
        const char *character = cursor;
        if (cursor < end && ks_utf8_next(&cursor, end) == UINT32_MAX) {
            return (size_t)(character - text.ptr);
        }
    }
    return text.len;
}

size_t ks_utf8_count(ks_sv text)
{
    size_t count = 0;
    const char *cursor = text.ptr;
    while (text.len > 0 && cursor < text.ptr + text.len) {
        ks_utf8_next(&cursor, text.ptr + text.len);
        count++;
    }
    return count;
}

bool ks_char_is_xml(uint32_t c)
{
    if (c < 0x20) {
        return c == '\t' || c == '\n' || c == '\r';
    }
    return c <= 0xD7FF || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

bool ks_char_is_space(uint32_t c)
{
    static const range SPACES[] = {{0x09, 0x0A},     {0x0D, 0x0D},     {0x20, 0x20},
                                   {0x85, 0x85},     {0xA0, 0xA0},     {0x1680, 0x1680},
                                   {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F},
                                   {0x205F, 0x205F}, {0x3000, 0x3000}};
    return is_in(SPACES, sizeof SPACES / sizeof *SPACES, c);
}

/* XML 1.0 (fifth edition) productions [4] and [4a], without the colon. */
static bool is_name_start(uint32_t c)
{
    static const range STARTS[] = {
        {'A', 'Z'},       {'_', '_'},       {'a', 'z'},       {0xC0, 0xD6},     {0xD8, 0xF6},
        {0xF8, 0x2FF},    {0x370, 0x37D},   {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F},
        {0x2C00, 0x2FEF}, {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF}};
    return is_in(STARTS, sizeof STARTS / sizeof *STARTS, c);
}

static bool is_name_char(uint32_t c)
{
    static const range MORE[] = {
        {'-', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}};
    return is_name_start(c) || is_in(MORE, sizeof MORE / sizeof *MORE, c);
}

/* Of ASCII, by character: 1 within a name, 2 at its beginning too. */
static const uint8_t NAME_CLASS[128] = {
    ['-'] = 1, ['.'] = 1, ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1,
    ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1, ['A'] = 2, ['B'] = 2, ['C'] = 2, ['D'] = 2,
    ['E'] = 2, ['F'] = 2, ['G'] = 2, ['H'] = 2, ['I'] = 2, ['J'] = 2, ['K'] = 2, ['L'] = 2,
    ['M'] = 2, ['N'] = 2, ['O'] = 2, ['P'] = 2, ['Q'] = 2, ['R'] = 2, ['S'] = 2, ['T'] = 2,
    ['U'] = 2, ['V'] = 2, ['W'] = 2, ['X'] = 2, ['Y'] = 2, ['Z'] = 2, ['_'] = 2, ['a'] = 2,
    ['b'] = 2, ['c'] = 2, ['d'] = 2, ['e'] = 2, ['f'] = 2, ['g'] = 2, ['h'] = 2, ['i'] = 2,
    ['j'] = 2, ['k'] = 2, ['l'] = 2, ['m'] = 2, ['n'] = 2, ['o'] = 2, ['p'] = 2, ['q'] = 2,
    ['r'] = 2, ['s'] = 2, ['t'] = 2, ['u'] = 2, ['v'] = 2, ['w'] = 2, ['x'] = 2, ['y'] = 2,
    ['z'] = 2,
};

bool ks_text_is_ncname(ks_sv text)
{
    const char *cursor = text.ptr;
    const char *end = text.ptr + text.len;
    uint8_t least = 2;
    if (text.len == 0) {
        return false;
    }
    while (cursor < end) {
        unsigned char byte = (unsigned char)*cursor;
        if (byte < 0x80) {
            if (NAME_CLASS[byte] < least) {
                return false;
            }
            cursor++;
        } else {
            uint32_t c = ks_utf8_next(&cursor, end);
            if (least == 2 ? !is_name_start(c) : !is_name_char(c)) {
                return false;
            }
        }
        least = 1;
    }
    return true;
}

bool ks_text_is_prefixed(ks_sv text)
{
    const ks_sv prefix = ks_sv_cut(&text, ':');
    return text.ptr != NULL && ks_text_is_ncname(prefix) && ks_text_is_ncname(text);
}

/* [a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})* */
bool ks_text_is_language(ks_sv text)
{
    size_t run = 0;
    bool is_first = true;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == '-' && run > 0) {
            run = 0;
            is_first = false;
        } else if ((!is_letter && (is_first || c < '0' || c > '9')) || ++run > 8) {
            return false;
        }
    }
    return run > 0;
}

static void fold_char(ks_str *out, uint32_t c, ks_sv bytes)
{
    if (c >= 0xFF01 && c <= 0xFF5E) {
        ks_str_add_char(out, (char)(c - 0xFF01 + '!'));
    } else {
        ks_str_add_sv(out, bytes);
    }
}

void ks_text_fold(ks_str *out, ks_sv text)
{
    if (text.len == 0) {
        return;
    }
    const char *cursor = text.ptr, *end = text.ptr + text.len;
    bool is_started = false, is_space_due = false;
    while (cursor < end) {
        const char *character = cursor;
        uint32_t c = ks_utf8_next(&cursor, end);
        if (ks_char_is_space(c)) {
            is_space_due = is_started;
            continue;
        }
        if (is_space_due) {
            ks_str_add_char(out, ' ');
        }
        fold_char(out, c, (ks_sv){character, (size_t)(cursor - character)});
        is_started = true;
        is_space_due = false;
    }
}

typedef struct chars {
    const uint32_t *at;
    size_t count;
} chars;

static chars decode(ks_sv text, uint32_t *storage)
{
    chars decoded = {storage, 0};
    const char *cursor = text.ptr;
    while (text.len > 0 && cursor < text.ptr + text.len) {
        storage[decoded.count++] = ks_utf8_next(&cursor, text.ptr + text.len);
    }
    return decoded;
}

static void strip_common_ends(chars *a, chars *b)
{
    while (a->count > 0 && b->count > 0 && a->at[0] == b->at[0]) {
        *a = (chars){a->at + 1, a->count - 1};
        *b = (chars){b->at + 1, b->count - 1};
    }
    while (a->count > 0 && b->count > 0 && a->at[a->count - 1] == b->at[b->count - 1]) {
        a->count--;
        b->count--;
    }
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* One cell of the table of distances: `before` is two rows above, `above` one, `row` its own. */
static size_t cell(const chars *a, const chars *b, size_t i, size_t j, const size_t *before,
                   const size_t *above, const size_t *row)
{
    bool is_same = a->at[i - 1] == b->at[j - 1];
    size_t best = smaller(above[j - 1] + !is_same, smaller(above[j], row[j - 1]) + 1);
    if (i > 1 && j > 1 && a->at[i - 1] == b->at[j - 2] && a->at[i - 2] == b->at[j - 1]) {
        best = smaller(best, before[j - 2] + 1);
    }
    return best;
}

/* Optimal string alignment in a band of `limit` around the diagonal; what is outside of it is more
 * than `limit` away. `rows` holds 3 * (b->count + 1) numbers. */
static size_t measure(const chars *a, const chars *b, size_t limit, size_t *rows)
{
    size_t width = b->count + 1, far = limit + 1;
    size_t *before = rows, *above = rows + width, *row = rows + 2 * width;
    for (size_t j = 0; j < width; j++) {
        before[j] = row[j] = far;
        above[j] = smaller(j, far);
    }
    for (size_t i = 1; i <= a->count; i++) {
        size_t from = i > limit ? i - limit : 1;
        size_t to = smaller(b->count, i + limit);
        row[from - 1] = from == 1 ? smaller(i, far) : far;
        size_t least = row[from - 1];
        for (size_t j = from; j <= to; j++) {
            row[j] = smaller(cell(a, b, i, j, before, above, row), far);
            least = smaller(least, row[j]);
        }
        if (least == far) {
            return far; /* a swap from the row before costs no less than a change there */
        }
        size_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[b->count];
}

static size_t distance_with(ks_sv text_a, ks_sv text_b, size_t limit, size_t *rows,
                            uint32_t *storage)
{
    chars a = decode(text_a, storage);
    chars b = decode(text_b, storage + text_a.len);
    strip_common_ends(&a, &b);
    size_t difference = a.count > b.count ? a.count - b.count : b.count - a.count;
    size_t longer = a.count > b.count ? a.count : b.count;
    if (difference > limit) {
        return limit + 1;
    }
    return longer == difference ? difference : measure(&a, &b, smaller(limit, longer), rows);
}

size_t ks_text_distance(ks_sv a, ks_sv b, size_t limit)
{
    size_t near_rows[3 * (CHARS_ON_STACK + 1)];
    uint32_t near_storage[2 * CHARS_ON_STACK];
    if (a.len <= CHARS_ON_STACK && b.len <= CHARS_ON_STACK) {
        return distance_with(a, b, limit, near_rows, near_storage);
    }
    if (a.len > SIZE_MAX / 32 || b.len > SIZE_MAX / 32 - 1) {
        return SIZE_MAX;
    }
    size_t *rows = ks_alloc(3 * (b.len + 1) * sizeof *rows);
    uint32_t *storage = ks_alloc((a.len + b.len) * sizeof *storage);
    size_t distance = SIZE_MAX;
    if (rows != NULL && storage != NULL) {
        distance = distance_with(a, b, limit, rows, storage);
    }
    ks_alloc_free(rows);
    ks_alloc_free(storage);
    return distance;
}

size_t ks_text_nearest(ks_sv text, const ks_sv *candidates, size_t count)
{
    size_t nearest = SIZE_MAX;
    size_t limit = ks_utf8_count(text) / 3;
    for (size_t i = 0; i < count; i++) {
        size_t distance = ks_text_distance(text, candidates[i], limit);
        if (distance == 0) {
            return i;
        }
        if (distance <= limit) {
            nearest = i;
            limit = distance - 1;
        }
    }
    return nearest;
}

/* Text that has nothing to escape, most of it, is added at once. */
void ks_text_add_escaped(ks_str *out, ks_sv text, bool with_quotes)
{
    size_t done = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char *escape = ks_char_escape((unsigned char)text.ptr[i]);
        if (escape != NULL && (with_quotes || text.ptr[i] != '"')) {
            ks_str_add_sv(out, (ks_sv){text.ptr + done, i - done});
            ks_str_add(out, escape);
            done = i + 1;
        }
    }
    ks_str_add_sv(out, (ks_sv){text.ptr + done, text.len - done});
}

void ks_text_add_shown(ks_str *out, ks_sv text)
{
    size_t length = text.len;
    if (length > SHOWN_LENGTH) {
        length = SHOWN_LENGTH;
        while (length > 0 && ((unsigned char)text.ptr[length] & 0xC0) == 0x80) {
            length--;
        }
    }
    ks_str_add_sv(out, (ks_sv){text.ptr, length});
    if (length < text.len) {
        ks_str_add(out, "…");
    }
}
