/* Markup that is shown as it was filed. What a parser would change, or a browser fetch, is not. */
#include <string.h>

#include "io_file.h"
#include "render_markup.h"
#include "render_markup_parts.h"

enum { MAX_DEPTH = 200 };

typedef struct verbatim {
    ks_sv rest;
    ks_str *out;
    ks_sv css; /* of the page */
    ks_sv open[MAX_DEPTH];
    size_t depth;
    bool is_fresh; /* the last thing was a start tag */
} verbatim;

static void skip(ks_sv *text, size_t count)
{
    *text = (ks_sv){text->ptr + count, text->len - count};
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

static ks_sv cut_name(ks_sv *text)
{
    size_t len = 0;
    while (len < text->len && is_name_char(text->ptr[len])) {
        len++;
    }
    const ks_sv name = {text->ptr, len};
    skip(text, len);
    return name;
}

/* The references that are written for what cannot stand as it is. */
static bool is_reference(ks_sv text, bool is_attr)
{
    return ks_sv_starts(text, KS_SV("&amp;")) || ks_sv_starts(text, KS_SV("&lt;")) ||
           ks_sv_starts(text, KS_SV("&gt;")) || (is_attr && ks_sv_starts(text, KS_SV("&quot;")));
}

/* Whether a parser gives these characters back, and a writer writes them so. */
static bool is_canonical(ks_sv text, bool is_attr)
{
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        const bool is_space = c == '\n' || c == '\t';
        if ((c < 0x20 && (is_attr || !is_space)) || c == '<' || c == '>' ||
            (c == '&' && !is_reference((ks_sv){text.ptr + i, text.len - i}, is_attr))) {
            return false;
        }
    }
    return true;
}

/* Colours aside, nothing that calls for something else; nothing that is above the page's rules. */
static bool is_safe_style(ks_sv style)
{
    for (size_t i = 0; i < style.len; i++) {
        const char c = style.ptr[i];
        const bool is_colour = c == '(' && i >= 3 && memcmp(style.ptr + i - 3, "rgb", 3) == 0;
        if (c == '\\' || c == '@' || c == '!' || (c == '(' && !is_colour)) {
            return false;
        }
    }
    return true;
}

/* Whether the page's own rules speak of the class. */
static bool is_class_of_page(ks_sv css, ks_sv name)
{
    for (const char *found = memmem(css.ptr, css.len, name.ptr, name.len); found != NULL;
         found = memmem(css.ptr, css.len, name.ptr, name.len)) {
        const bool is_class = found > css.ptr && found[-1] == '.';
        skip(&css, (size_t)(found - css.ptr) + name.len);
        if (is_class && (css.len == 0 || !is_name_char(css.ptr[0]))) {
            return true;
        }
    }
    return false;
}

static bool is_safe_class(ks_sv css, ks_sv list)
{
    for (ks_sv name = ks_sv_next_token(&list); name.len > 0; name = ks_sv_next_token(&list)) {
        if (name.len == 1 || is_class_of_page(css, name)) {
            return false;
        }
    }
    return true;
}

static bool starts_with_any(ks_sv text, const char *const *starts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ks_sv_starts(text, ks_sv_from(starts[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_harmless(ks_sv name)
{
    static const char *const NAMES[] = {
        "align",   "valign",  "colspan", "rowspan", "width", "height", "cellpadding", "cellspacing",
        "border",  "bgcolor", "alt",     "lang",    "title", "nowrap", "start",       "color",
        "summary", "dir",     "face",    "size",    "clear", "scope",  "rules",       "frame"};
    bool is_one = false;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES && !is_one; i++) {
        is_one = ks_sv_is(name, NAMES[i]);
    }
    return is_one;
}

bool ks_markup_is_safe_attr(const ks_markup_element *element, ks_sv name, ks_sv value)
{
    static const char *const LINKS[] = {"http://", "https://", "mailto:"};
    static const char *const PICTURES[] = {"data:image/png;base64,", "data:image/jpeg;base64,",
                                           "data:image/gif;base64,", "data:image/webp;base64,"};
    if (ks_sv_is(name, "style")) {
        return is_safe_style(value);
    }
    if (ks_sv_is(name, "href")) {
        return element->kind == KS_MARKUP_LINK && starts_with_any(value, LINKS, 3);
    }
    if (ks_sv_is(name, "src")) {
        return element->kind == KS_MARKUP_IMAGE && starts_with_any(value, PICTURES, 4);
    }
    return ks_sv_is(name, "class") || is_harmless(name);
}

static bool is_safe_attr(const verbatim *v, const ks_markup_element *element, ks_sv name,
                         ks_sv value)
{
    return ks_markup_is_safe_attr(element, name, value) &&
           (!ks_sv_is(name, "class") || is_safe_class(v->css, value));
}

/* Each as ` name="value"`, by name: inline XBRL's text has them in that order. */
static bool read_attrs(const verbatim *v, const ks_markup_element *element, ks_sv attrs)
{
    ks_sv last = KS_SV("");
    while (attrs.len > 0) {
        if (attrs.ptr[0] != ' ') {
            return false;
        }
        skip(&attrs, 1);
        const ks_sv name = cut_name(&attrs);
        if (!ks_sv_starts(attrs, KS_SV("=\"")) || ks_sv_compare(last, name) >= 0) {
            return false;
        }
        skip(&attrs, 2);
        const char *end = memchr(attrs.ptr, '"', attrs.len);
        const ks_sv value = {attrs.ptr, end != NULL ? (size_t)(end - attrs.ptr) : 0};
        if (end == NULL || !is_canonical(value, true) || !is_safe_attr(v, element, name, value)) {
            return false;
        }
        last = name;
        skip(&attrs, value.len + 1);
    }
    return true;
}

/* "</p>"; an element that holds nothing would be written as one tag. */
static bool read_end(verbatim *v, ks_sv tag)
{
    if (v->is_fresh || v->depth == 0 || !ks_sv_equal(v->open[v->depth - 1], tag)) {
        return false;
    }
    v->depth--;
    ks_str_addf(v->out, "</%.*s>", KS_SV_ARG(tag));
    return true;
}

/* "<p style="...">" and "<td/>", which HTML wants as two tags. */
static bool read_start(verbatim *v, ks_sv tag)
{
    const bool is_ended = ks_sv_ends(tag, KS_SV("/"));
    const ks_sv whole = {tag.ptr, tag.len - is_ended};
    ks_sv attrs = whole;
    const ks_sv name = cut_name(&attrs);
    const ks_markup_element *element = ks_markup_find(name);
    if (element == NULL || !ks_sv_is(name, element->name) || (element->is_void && !is_ended) ||
        v->depth == MAX_DEPTH || !read_attrs(v, element, attrs)) {
        return false;
    }
    ks_str_addf(v->out, "<%.*s%s", KS_SV_ARG(whole), element->is_void ? "/>" : ">");
    if (is_ended && !element->is_void) {
        ks_str_addf(v->out, "</%.*s>", KS_SV_ARG(name));
    } else if (!is_ended) {
        v->open[v->depth++] = name;
    }
    v->is_fresh = !is_ended;
    return true;
}

static bool read_tag(verbatim *v)
{
    const char *end = memchr(v->rest.ptr, '>', v->rest.len);
    if (end == NULL) {
        return false;
    }
    ks_sv tag = {v->rest.ptr + 1, (size_t)(end - v->rest.ptr) - 1};
    skip(&v->rest, tag.len + 2);
    if (!ks_sv_starts(tag, KS_SV("/"))) {
        return read_start(v, tag);
    }
    skip(&tag, 1);
    const bool is_right = read_end(v, tag);
    v->is_fresh = false;
    return is_right;
}

static bool run(verbatim *v)
{
    while (v->rest.len > 0) {
        const char *tag = memchr(v->rest.ptr, '<', v->rest.len);
        const ks_sv text = {v->rest.ptr, tag != NULL ? (size_t)(tag - v->rest.ptr) : v->rest.len};
        if (text.len > 0) {
            if (!is_canonical(text, false)) {
                return false;
            }
            ks_str_add_sv(v->out, text);
            skip(&v->rest, text.len);
            v->is_fresh = false;
        } else if (!read_tag(v)) {
            return false;
        }
    }
    return v->depth == 0;
}

bool ks_markup_add_verbatim(ks_sv text, ks_str *out)
{
    const size_t start = out->len;
    verbatim v = {.rest = text, .out = out};
    if (!ks_io_builtin_find("xslt/html.css", &v.css)) {
        return false;
    }
    const bool is_kept = run(&v);
    if (!is_kept && !out->is_failed) {
        out->len = start;
        if (out->capacity > 0) {
            out->ptr[start] = '\0';
        }
    }
    return is_kept;
}
