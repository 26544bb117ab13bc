#include "render_xhtml_parts.h"

#include <string.h>

#define INLINES (KS_XHTML_ANY_INLINE | KS_XHTML_TEXT)
#define FLOW    (INLINES | KS_XHTML_BLOCK)

#define PHRASE(n)                                                                                  \
    {                                                                                              \
        .name = n, .as = KS_XHTML_INLINE, .holds = INLINES                                         \
    }
#define RICH(n)                                                                                    \
    {                                                                                              \
        .name = n, .as = KS_XHTML_RICH, .holds = INLINES                                           \
    }
#define LINES(n)                                                                                   \
    {                                                                                              \
        .name = n, .as = KS_XHTML_BLOCK, .holds = INLINES                                          \
    }
#define LIST(n, what, by)                                                                          \
    {                                                                                              \
        .name = n, .as = KS_XHTML_BLOCK, .holds = what, .wrap = by, .needs_content = true          \
    }
#define ROWS(n)                                                                                    \
    {                                                                                              \
        .name = n, .as = KS_XHTML_TABLE, .holds = KS_XHTML_ROW, .wrap = "tr",                      \
        .needs_content = true                                                                      \
    }
#define HEAD(n, what)                                                                              \
    {                                                                                              \
        .name = n, .as = KS_XHTML_HEAD, .holds = what, .is_fixed = true                            \
    }

static const ks_xhtml_element ELEMENTS[] = {
    {.name = "a", .as = KS_XHTML_LINK, .holds = INLINES & ~(unsigned)KS_XHTML_LINK},
    PHRASE("abbr"),
    PHRASE("acronym"),
    LINES("address"),
    PHRASE("b"),
    PHRASE("bdo"),
    RICH("big"),
    LIST("blockquote", KS_XHTML_BLOCK, "div"),
    {.name = "body", .as = KS_XHTML_ROOT, .holds = KS_XHTML_BLOCK, .wrap = "div"},
    {.name = "br", .as = KS_XHTML_INLINE},
    {.name = "caption", .as = KS_XHTML_TABLE, .holds = INLINES, .is_fixed = true},
    PHRASE("cite"),
    PHRASE("code"),
    {.name = "col", .as = KS_XHTML_TABLE | KS_XHTML_COL},
    {.name = "colgroup", .as = KS_XHTML_TABLE, .holds = KS_XHTML_COL, .is_fixed = true},
    {.name = "dd", .as = KS_XHTML_TERM, .holds = FLOW},
    {.name = "del", .as = KS_XHTML_INLINE | KS_XHTML_BLOCK, .holds = FLOW},
    PHRASE("dfn"),
    {.name = "div", .as = KS_XHTML_BLOCK, .holds = FLOW},
    LIST("dl", KS_XHTML_TERM, "dd"),
    {.name = "dt", .as = KS_XHTML_TERM, .holds = INLINES, .is_fixed = true},
    PHRASE("em"),
    {.name = "fieldset", .as = KS_XHTML_BLOCK, .holds = FLOW | KS_XHTML_LEGEND},
    LINES("h1"),
    LINES("h2"),
    LINES("h3"),
    LINES("h4"),
    LINES("h5"),
    LINES("h6"),
    {.name = "head", .as = KS_XHTML_ROOT, .holds = KS_XHTML_HEAD, .is_fixed = true},
    {.name = "hr", .as = KS_XHTML_BLOCK},
    {.name = "html", .as = KS_XHTML_ROOT, .holds = KS_XHTML_ROOT, .is_fixed = true},
    PHRASE("i"),
    {.name = "img", .as = KS_XHTML_RICH},
    {.name = "input", .as = KS_XHTML_INLINE},
    {.name = "ins", .as = KS_XHTML_INLINE | KS_XHTML_BLOCK, .holds = FLOW},
    PHRASE("kbd"),
    PHRASE("label"),
    {.name = "legend", .as = KS_XHTML_LEGEND, .holds = INLINES, .is_fixed = true},
    {.name = "li", .as = KS_XHTML_ITEM, .holds = FLOW},
    HEAD("meta", 0),
    LIST("ol", KS_XHTML_ITEM, "li"),
    LINES("p"),
    {.name = "pre", .as = KS_XHTML_BLOCK, .holds = KS_XHTML_INLINE | KS_XHTML_LINK | KS_XHTML_TEXT},
    PHRASE("q"),
    PHRASE("samp"),
    RICH("small"),
    PHRASE("span"),
    PHRASE("strong"),
    HEAD("style", KS_XHTML_TEXT),
    RICH("sub"),
    RICH("sup"),
    LIST("table", KS_XHTML_TABLE | KS_XHTML_ROW, "tr"),
    ROWS("tbody"),
    {.name = "td", .as = KS_XHTML_CELL, .holds = FLOW},
    ROWS("tfoot"),
    {.name = "th", .as = KS_XHTML_CELL, .holds = FLOW},
    ROWS("thead"),
    HEAD("title", KS_XHTML_TEXT),
    {.name = "tr", .as = KS_XHTML_ROW, .holds = KS_XHTML_CELL, .wrap = "td", .needs_content = true},
    PHRASE("tt"),
    LIST("ul", KS_XHTML_ITEM, "li"),
    PHRASE("var"),
};

const ks_xhtml_element *ks_xhtml_find(const char *name)
{
    for (size_t i = 0; i < sizeof ELEMENTS / sizeof *ELEMENTS; i++) {
        if (strcmp(ELEMENTS[i].name, name) == 0) {
            return &ELEMENTS[i];
        }
    }
    return NULL;
}

/* Whether one of the words, which have spaces between them, is this. */
static bool has_word(const char *words, ks_sv word)
{
    ks_sv rest = ks_sv_from(words);
    for (ks_sv one = ks_sv_next_token(&rest); one.len > 0; one = ks_sv_next_token(&rest)) {
        if (ks_sv_equal(one, word)) {
            return true;
        }
    }
    return false;
}

const ks_xhtml_other *ks_xhtml_find_other(const char *name)
{
    static const ks_xhtml_other OTHERS[] = {
        {"article", "div", NULL},
        {"aside", "div", NULL},
        {"center", "div", "text-align:center;"},
        {"figcaption", "div", NULL},
        {"figure", "div", NULL},
        {"footer", "div", NULL},
        {"header", "div", NULL},
        {"main", "div", NULL},
        {"nav", "div", NULL},
        {"s", "span", "text-decoration:line-through;"},
        {"section", "div", NULL},
        {"strike", "span", "text-decoration:line-through;"},
        {"u", "span", "text-decoration:underline;"},
        {NULL, "span", NULL},
    };
    const ks_xhtml_other *other = OTHERS;
    while (other->name != NULL && strcmp(other->name, name) != 0) {
        other++;
    }
    return other;
}

/* ---- attributes */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_any(ks_sv value)
{
    (void)value;
    return true;
}

static bool is_number(ks_sv value)
{
    size_t i = 0;
    while (i < value.len && is_digit(value.ptr[i])) {
        i++;
    }
    return i == value.len && i > 0;
}

static bool is_length(ks_sv value)
{
    return is_number((ks_sv){value.ptr, value.len - ks_sv_ends(value, KS_SV("%"))});
}

static bool is_name_char(char c)
{
    return is_letter(c) || is_digit(c) || strchr("-_.:", c) != NULL || (unsigned char)c >= 0x80;
}

static bool is_name(ks_sv value)
{
    bool is_right = value.len > 0 && !is_digit(value.ptr[0]) && value.ptr[0] != '-' &&
                    value.ptr[0] != '.' && memchr(value.ptr, ':', value.len) == NULL;
    for (size_t i = 0; i < value.len && is_right; i++) {
        is_right = is_name_char(value.ptr[i]);
    }
    return is_right;
}

static bool is_names(ks_sv value)
{
    size_t count = 0;
    for (ks_sv one = ks_sv_next_token(&value); one.len > 0; one = ks_sv_next_token(&value)) {
        for (size_t i = 0; i < one.len; i++) {
            if (!is_name_char(one.ptr[i])) {
                return false;
            }
        }
        count++;
    }
    return count > 0;
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_address(ks_sv value)
{
    size_t fragments = 0;
    for (size_t i = 0; i < value.len; i++) {
        const char c = value.ptr[i];
        const bool is_escape =
            c == '%' && i + 2 < value.len && is_hex(value.ptr[i + 1]) && is_hex(value.ptr[i + 2]);
        fragments += c == '#';
        if (!is_letter(c) && !is_digit(c) && !is_escape && (unsigned char)c < 0x80 &&
            (c == '\0' || strchr("-._~:/?#@!$&'()*+,;=", c) == NULL)) {
            return false;
        }
    }
    return fragments < 2;
}

static const struct attr {
    const char *name;
    const char *elements; /* NULL: all */
    bool (*is_value)(ks_sv value);
    const char *values; /* or one of these */
} ATTRS[] = {
    {"abbr", "td th", is_any, NULL},
    {"align", "td th tr thead tbody tfoot col colgroup", NULL, "left center right justify"},
    {"alt", "img", is_any, NULL},
    {"axis", "td th", is_any, NULL},
    {"border", "table", is_number, NULL},
    {"cellpadding", "table", is_length, NULL},
    {"cellspacing", "table", is_length, NULL},
    {"checked", "input", NULL, "checked"},
    {"cite", "blockquote q ins del", is_address, NULL},
    {"class", NULL, is_names, NULL},
    {"colspan", "td th", is_number, NULL},
    {"content", "meta", is_any, NULL},
    {"dir", NULL, NULL, "ltr rtl"},
    {"for", "label", is_name, NULL},
    {"frame", "table", NULL, "void above below hsides lhs rhs vsides box border"},
    {"height", "img", is_length, NULL},
    {"href", "a", is_address, NULL},
    {"http-equiv", "meta", is_name, NULL},
    {"id", NULL, is_name, NULL},
    {"name", "input meta", is_name, NULL},
    {"rel", "a", is_names, NULL},
    {"rowspan", "td th", is_number, NULL},
    {"rules", "table", NULL, "none groups rows cols all"},
    {"scope", "td th", NULL, "row col rowgroup colgroup"},
    {"span", "col colgroup", is_number, NULL},
    {"src", "img", is_address, NULL},
    {"style", NULL, is_any, NULL},
    {"summary", "table", is_any, NULL},
    {"title", NULL, is_any, NULL},
    {"type", "input", NULL, "radio"},
    {"type", "style", is_any, NULL},
    {"valign", "td th tr thead tbody tfoot col colgroup", NULL, "top middle bottom baseline"},
    {"value", "input", is_any, NULL},
    {"width", "table img col colgroup", is_length, NULL},
};

bool ks_xhtml_allows_attr(const char *element, const char *name, ks_sv value)
{
    for (size_t i = 0; i < sizeof ATTRS / sizeof *ATTRS; i++) {
        const struct attr *attr = &ATTRS[i];
        if (strcmp(attr->name, name) == 0 &&
            (attr->elements == NULL || has_word(attr->elements, ks_sv_from(element)))) {
            return attr->is_value != NULL ? attr->is_value(value) : has_word(attr->values, value);
        }
    }
    return false;
}
