#include "render_markup_parts.h"

#include <string.h>

#include "base_text.h"

#define PLAIN(n)                                                                                   \
    {                                                                                              \
        .name = n, .written = n                                                                    \
    }
#define BLOCK(n, as)                                                                               \
    {                                                                                              \
        .name = n, .written = as, .kind = KS_MARKUP_PARAGRAPH, .is_block = true                    \
    }
#define HEAD(n)                                                                                    \
    {                                                                                              \
        .name = n, .written = "p", .kind = KS_MARKUP_PARAGRAPH, .is_block = true,                  \
        .class_name = "bh"                                                                         \
    }

static const ks_markup_element ELEMENTS[] = {
    {.name = "a", .written = "a", .kind = KS_MARKUP_LINK},
    PLAIN("abbr"),
    BLOCK("address", "div"),
    BLOCK("article", "div"),
    BLOCK("aside", "div"),
    PLAIN("b"),
    PLAIN("bdo"),
    {.name = "big", .written = "span"},
    BLOCK("blockquote", "blockquote"),
    {.name = "br", .written = "br", .is_void = true, .is_block = true},
    {.name = "caption", .written = "caption", .is_block = true, .is_wall = true},
    {.name = "center", .written = "div", .is_block = true, .class_name = "mid"},
    PLAIN("cite"),
    PLAIN("code"),
    {.name = "col", .written = "col", .is_void = true},
    {.name = "colgroup", .written = "colgroup"},
    {.name = "dd", .written = "dd", .kind = KS_MARKUP_TERM, .is_block = true},
    PLAIN("del"),
    BLOCK("div", "div"),
    BLOCK("dl", "dl"),
    {.name = "dt", .written = "dt", .kind = KS_MARKUP_TERM, .is_block = true},
    PLAIN("em"),
    BLOCK("figcaption", "div"),
    BLOCK("figure", "div"),
    {.name = "font", .written = "span"},
    BLOCK("footer", "div"),
    HEAD("h1"),
    HEAD("h2"),
    HEAD("h3"),
    HEAD("h4"),
    HEAD("h5"),
    HEAD("h6"),
    BLOCK("header", "div"),
    {.name = "hr", .written = "hr", .is_void = true, .is_block = true},
    PLAIN("i"),
    {.name = "img", .written = "img", .kind = KS_MARKUP_IMAGE, .is_void = true},
    PLAIN("ins"),
    {.name = "li", .written = "li", .kind = KS_MARKUP_ITEM, .is_block = true, .is_wall = true},
    BLOCK("main", "div"),
    BLOCK("nav", "div"),
    BLOCK("ol", "ol"),
    {.name = "p", .written = "p", .kind = KS_MARKUP_PARAGRAPH, .is_block = true},
    BLOCK("pre", "pre"),
    {.name = "rp", .written = "rp"},
    {.name = "rt", .written = "rt"},
    PLAIN("ruby"),
    PLAIN("s"),
    BLOCK("section", "div"),
    PLAIN("small"),
    PLAIN("span"),
    {.name = "strike", .written = "s"},
    PLAIN("strong"),
    PLAIN("sub"),
    PLAIN("sup"),
    {.name = "table",
     .written = "table",
     .kind = KS_MARKUP_TABLE,
     .is_block = true,
     .is_wall = true},
    {.name = "tbody", .written = "tbody", .kind = KS_MARKUP_ROW, .is_wall = true},
    {.name = "td", .written = "td", .kind = KS_MARKUP_CELL, .is_cell = true, .is_wall = true},
    {.name = "tfoot", .written = "tfoot", .kind = KS_MARKUP_ROW, .is_wall = true},
    {.name = "th",
     .written = "td",
     .kind = KS_MARKUP_CELL,
     .is_cell = true,
     .is_wall = true,
     .class_name = "bt"},
    {.name = "thead", .written = "thead", .kind = KS_MARKUP_ROW, .is_wall = true},
    {.name = "tr", .written = "tr", .kind = KS_MARKUP_ROW, .is_block = true, .is_wall = true},
    {.name = "tt", .written = "code"},
    PLAIN("u"),
    BLOCK("ul", "ul"),
};

static const char *const HIDDEN[] = {
    "applet", "audio",    "canvas",   "embed",    "frameset", "head",   "iframe", "map",
    "math",   "noembed",  "noframes", "noscript", "object",   "script", "select", "style",
    "svg",    "template", "textarea", "title",    "video",    "xmp"};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool ks_markup_is_name(ks_sv text, ks_sv name)
{
    for (size_t i = 0; i < text.len && i < name.len; i++) {
        if (lower(text.ptr[i]) != lower(name.ptr[i])) {
            return false;
        }
    }
    return text.len == name.len;
}

const ks_markup_element *ks_markup_find(ks_sv name)
{
    for (size_t i = 0; i < sizeof ELEMENTS / sizeof *ELEMENTS; i++) {
        if (ELEMENTS[i].name[0] == (name.len > 0 ? lower(name.ptr[0]) : '\0') &&
            ks_markup_is_name(name, ks_sv_from(ELEMENTS[i].name))) {
            return &ELEMENTS[i];
        }
    }
    return NULL;
}

bool ks_markup_is_hidden(ks_sv name)
{
    for (size_t i = 0; i < sizeof HIDDEN / sizeof *HIDDEN; i++) {
        if (ks_markup_is_name(name, ks_sv_from(HIDDEN[i]))) {
            return true;
        }
    }
    return false;
}

bool ks_markup_is_known(ks_sv name)
{
    static const char *const NAMES[] = {
        "base", "basefont", "body",    "button", "data",   "details", "dialog",    "fieldset",
        "form", "frame",    "html",    "input",  "kbd",    "label",   "legend",    "link",
        "mark", "marquee",  "meta",    "nobr",   "option", "param",   "plaintext", "q",
        "samp", "source",   "summary", "time",   "track",  "var",     "wbr"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if (ks_markup_is_name(name, ks_sv_from(NAMES[i]))) {
            return true;
        }
    }
    return ks_markup_is_hidden(name) || memchr(name.ptr, ':', name.len) != NULL;
}

bool ks_markup_ends(const ks_markup_element *next, const ks_markup_element *element)
{
    bool begins_block = next->is_block && !next->is_void;
    switch (element->kind) {
    case KS_MARKUP_PARAGRAPH:
        return begins_block && strcmp(element->written, "p") == 0;
    case KS_MARKUP_ITEM:
    case KS_MARKUP_TERM:
        return next->kind == element->kind;
    case KS_MARKUP_CELL:
        return next->kind == KS_MARKUP_CELL || next->kind == KS_MARKUP_ROW;
    case KS_MARKUP_ROW:
        return next->kind == KS_MARKUP_ROW &&
               (strcmp(element->name, "tr") == 0 || strcmp(next->name, "tr") != 0);
    case KS_MARKUP_LINK:
        return next->kind == KS_MARKUP_LINK;
    default:
        return false;
    }
}

void ks_markup_escape(ks_str *out, char c)
{
    const char *escape = ks_char_escape((unsigned char)c);
    if (escape != NULL) {
        ks_str_add(out, escape);
    } else {
        ks_str_add_char(out, (unsigned char)c < 0x20 && c != '\n' && c != '\t' ? ' ' : c);
    }
}

static const struct entity {
    const char *name;
    uint32_t codepoint;
} ENTITIES[] = {
    {"AElig", 0xC6},    {"Aacute", 0xC1},  {"Agrave", 0xC0},   {"Auml", 0xC4},
    {"Aring", 0xC5},    {"Ccedil", 0xC7},  {"Dagger", 0x2021}, {"Eacute", 0xC9},
    {"Ntilde", 0xD1},   {"Ouml", 0xD6},    {"Oslash", 0xD8},   {"Uuml", 0xDC},
    {"aacute", 0xE1},   {"acute", 0xB4},   {"aelig", 0xE6},    {"agrave", 0xE0},
    {"alpha", 0x3B1},   {"amp", '&'},      {"apos", '\''},     {"aring", 0xE5},
    {"auml", 0xE4},     {"bdquo", 0x201E}, {"beta", 0x3B2},    {"bull", 0x2022},
    {"ccedil", 0xE7},   {"cent", 0xA2},    {"copy", 0xA9},     {"dagger", 0x2020},
    {"darr", 0x2193},   {"deg", 0xB0},     {"delta", 0x3B4},   {"divide", 0xF7},
    {"eacute", 0xE9},   {"ecirc", 0xEA},   {"egrave", 0xE8},   {"emsp", 0x2003},
    {"ensp", 0x2002},   {"equiv", 0x2261}, {"euml", 0xEB},     {"euro", 0x20AC},
    {"frac12", 0xBD},   {"frac14", 0xBC},  {"frac34", 0xBE},   {"frasl", 0x2044},
    {"gamma", 0x3B3},   {"ge", 0x2265},    {"gt", '>'},        {"hellip", 0x2026},
    {"iacute", 0xED},   {"iexcl", 0xA1},   {"infin", 0x221E},  {"iquest", 0xBF},
    {"laquo", 0xAB},    {"larr", 0x2190},  {"ldquo", 0x201C},  {"le", 0x2264},
    {"lsaquo", 0x2039}, {"lsquo", 0x2018}, {"lt", '<'},        {"macr", 0xAF},
    {"mdash", 0x2014},  {"micro", 0xB5},   {"middot", 0xB7},   {"minus", 0x2212},
    {"mu", 0x3BC},      {"nbsp", 0xA0},    {"ndash", 0x2013},  {"ne", 0x2260},
    {"not", 0xAC},      {"ntilde", 0xF1},  {"oacute", 0xF3},   {"ocirc", 0xF4},
    {"omega", 0x3C9},   {"ordf", 0xAA},    {"ordm", 0xBA},     {"oslash", 0xF8},
    {"ouml", 0xF6},     {"para", 0xB6},    {"permil", 0x2030}, {"pi", 0x3C0},
    {"plusmn", 0xB1},   {"pound", 0xA3},   {"prime", 0x2032},  {"quot", '"'},
    {"raquo", 0xBB},    {"rarr", 0x2192},  {"rdquo", 0x201D},  {"reg", 0xAE},
    {"rsaquo", 0x203A}, {"rsquo", 0x2019}, {"sbquo", 0x201A},  {"sect", 0xA7},
    {"shy", 0xAD},      {"sigma", 0x3C3},  {"sum", 0x2211},    {"sup1", 0xB9},
    {"sup2", 0xB2},     {"sup3", 0xB3},    {"szlig", 0xDF},    {"thinsp", 0x2009},
    {"times", 0xD7},    {"trade", 0x2122}, {"uacute", 0xFA},   {"uarr", 0x2191},
    {"ugrave", 0xF9},   {"uuml", 0xFC},    {"yen", 0xA5},      {"zwj", 0x200D},
    {"zwnj", 0x200C},
};

static uint32_t find_entity(ks_sv name)
{
    for (size_t i = 0; i < sizeof ENTITIES / sizeof *ENTITIES; i++) {
        if (ks_sv_is(name, ENTITIES[i].name)) {
            return ENTITIES[i].codepoint;
        }
    }
    return 0;
}

static uint32_t read_number(ks_sv digits)
{
    bool is_hex = digits.len > 0 && lower(digits.ptr[0]) == 'x';
    uint32_t number = 0;
    for (size_t i = is_hex ? 1 : 0; i < digits.len; i++) {
        char c = lower(digits.ptr[i]);
        bool is_digit = c >= '0' && c <= '9';
        if ((!is_digit && !(is_hex && c >= 'a' && c <= 'f')) || number > 0x10FFFF) {
            return 0;
        }
        number = number * (is_hex ? 16 : 10) + (uint32_t)(is_digit ? c - '0' : c - 'a' + 10);
    }
    bool is_text = number >= 0x20 || number == '\t' || number == '\n' || number == '\r';
    bool is_scalar = number < 0xD800 || (number > 0xDFFF && number < 0xFFFE) ||
                     (number > 0xFFFF && number <= 0x10FFFF);
    return is_text && is_scalar ? number : 0;
}

size_t ks_markup_reference(ks_sv text, uint32_t *out_codepoint)
{
    size_t len = 1;
    while (len < text.len && len < 12 && text.ptr[len] != ';') {
        len++;
    }
    if (len == text.len || text.ptr[len] != ';' || len < 3) {
        return 0;
    }
    bool is_number = text.ptr[1] == '#';
    uint32_t codepoint = is_number ? read_number((ks_sv){text.ptr + 2, len - 2})
                                   : find_entity((ks_sv){text.ptr + 1, len - 1});
    if (codepoint == 0) {
        return 0;
    }
    *out_codepoint = codepoint;
    return len + 1;
}
