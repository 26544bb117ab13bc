#include "report_excerpt.h"

#include "base_text.h"

#define INDENT    4
#define TAB_WIDTH 4
#define NARROWEST 20

/* Sorted ranges of Unicode, with the columns that their characters take. */
static const struct {
    uint32_t first, last;
    unsigned char width;
} WIDTHS[] = {
    {0x0300, 0x036f, 0},   {0x1100, 0x115f, 2},   {0x200b, 0x200f, 0},   {0x20d0, 0x20ff, 0},
    {0x2e80, 0x3029, 2},   {0x302a, 0x302d, 0},   {0x302e, 0x303e, 2},   {0x3041, 0x3096, 2},
    {0x3099, 0x309a, 0},   {0x309b, 0x33ff, 2},   {0x3400, 0x4dbf, 2},   {0x4e00, 0xa4cf, 2},
    {0xa960, 0xa97f, 2},   {0xac00, 0xd7a3, 2},   {0xf900, 0xfaff, 2},   {0xfe00, 0xfe0f, 0},
    {0xfe20, 0xfe2f, 0},   {0xfe30, 0xfe6f, 2},   {0xff01, 0xff60, 2},   {0xffe0, 0xffe6, 2},
    {0x1f300, 0x1f64f, 2}, {0x1f900, 0x1f9ff, 2}, {0x20000, 0x3fffd, 2}, {0xe0100, 0xe01ef, 0},
};

/* Columns that a character takes on a terminal: 0, 1 or 2 (Unicode UAX #11). */
static size_t char_width(uint32_t c)
{
    size_t low = 0, high = sizeof WIDTHS / sizeof *WIDTHS;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > WIDTHS[middle].last) {
            low = middle + 1;
        } else if (c < WIDTHS[middle].first) {
            high = middle;
        } else {
            return WIDTHS[middle].width;
        }
    }
    return 1;
}

/* A character of the line and where it stands on the terminal. */
typedef struct step {
    const char *ptr;
    size_t size;
    uint32_t number; /* among the characters of the line, from 1 */
    size_t column;   /* on the terminal, from 0 */
    size_t width;
    uint32_t c;
} step;

/* Moves to the next character; false at the end. Starts as {.ptr = start of the line}. */
static bool walk(step *at, ks_sv line)
{
    const char *next = at->ptr + at->size;
    const char *end = line.ptr + line.len;
    if (next >= end) {
        return false;
    }
    at->ptr = next;
    at->c = ks_utf8_next(&next, end);
    at->size = (size_t)(next - at->ptr);
    at->number++;
    at->column += at->width;
    at->width = at->c == '\t' ? TAB_WIDTH : char_width(at->c);
    return true;
}

/* What of the terminal's columns is shown, and where the caret goes. */
typedef struct window {
    size_t first, last; /* last is behind */
    size_t caret;
    size_t caret_width;
    size_t total;
} window;

static window find_window(const ks_report_excerpt *excerpt, size_t room)
{
    const uint32_t start = excerpt->span.start;
    const uint32_t end = excerpt->span.end > start ? excerpt->span.end : start + 1;
    window shown = {0, 0, 0, 0, 0};
    step at = {.ptr = excerpt->line.ptr};
    while (walk(&at, excerpt->line)) {
        if (at.number == start) {
            shown.caret = at.column;
        }
        shown.caret_width += at.number >= start && at.number < end ? at.width : 0;
    }
    shown.total = at.column + at.width;
    if (start > at.number) {
        shown.caret = shown.total; /* behind the line's end */
    }
    shown.last = shown.total;
    if (shown.total > room) {
        shown.first = shown.caret > room / 2 ? shown.caret - room / 2 : 0;
        shown.first = shown.first + room > shown.total ? shown.total - room : shown.first;
        shown.last = shown.first + room;
    }
    return shown;
}

static void add_spaces(ks_str *out, size_t count)
{
    while (count-- > 0) {
        ks_str_add_char(out, ' ');
    }
}

static void add_character(ks_str *out, const step *at)
{
    if (at->c < 0x20 || at->c == 0x7f || at->c == UINT32_MAX) {
        add_spaces(out, at->width);
    } else {
        ks_str_add_sv(out, (ks_sv){at->ptr, at->size});
    }
}

/* Columns are kept even where a cut goes through a wide character. */
static void add_line(ks_str *out, const ks_report_excerpt *excerpt, const window *shown)
{
    const bool is_cut_before = shown->first > 0;
    const bool is_cut_behind = shown->last < shown->total;
    const size_t first = shown->first + (is_cut_before ? 1 : 0);
    const size_t last = shown->last - (is_cut_behind ? 1 : 0);
    size_t column = first;
    add_spaces(out, INDENT);
    ks_str_add(out, is_cut_before ? "…" : "");
    step at = {.ptr = excerpt->line.ptr};
    while (walk(&at, excerpt->line)) {
        if (at.column >= first && at.column + at.width <= last) {
            add_spaces(out, at.column - column);
            add_character(out, &at);
            column = at.column + at.width;
        }
    }
    ks_str_add(out, is_cut_behind ? "…\n" : "\n");
}

static void add_caret(ks_str *out, const ks_report_excerpt *excerpt, const window *shown)
{
    if (excerpt->span.start == 0) {
        return;
    }
    const size_t before = shown->caret - shown->first;
    size_t room = shown->last > shown->caret ? shown->last - shown->caret : 1;
    size_t width = excerpt->span.end > 0 && shown->caret_width > 1 ? shown->caret_width : 1;
    add_spaces(out, INDENT + before);
    ks_str_add(out, excerpt->colour);
    ks_str_add_char(out, '^');
    for (size_t i = 1; i < width && i < room; i++) {
        ks_str_add_char(out, '~');
    }
    ks_str_addf(out, "%s\n", excerpt->plain);
}

void ks_report_excerpt_add(ks_str *out, const ks_report_excerpt *excerpt)
{
    if (excerpt->line.len == 0) {
        return;
    }
    size_t width = excerpt->width > 0 ? excerpt->width : 80;
    size_t room = width > NARROWEST + INDENT ? width - INDENT : NARROWEST;
    window shown = find_window(excerpt, room);
    add_line(out, excerpt, &shown);
    add_caret(out, excerpt, &shown);
}
