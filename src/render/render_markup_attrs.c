#include <string.h>

#include "base_text.h"
#include "render_markup_parts.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_one_of(ks_sv word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (ks_markup_is_name(word, ks_sv_from(list[i]))) {
            return true;
        }
    }
    return false;
}

static void escape(ks_str *out, ks_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        ks_markup_escape(out, text.ptr[i]);
    }
}

static void write_attr(ks_str *out, const char *name, ks_sv value)
{
    ks_str_add_char(out, ' ');
    ks_str_add(out, name);
    ks_str_add(out, "=\"");
    escape(out, value);
    ks_str_add_char(out, '"');
}

/* "12pt", "-0.5em", "100%", "0". */
static bool is_length(ks_sv word)
{
    static const char *const UNITS[] = {"", "%", "px", "pt", "em", "ex", "rem", "cm", "mm", "in"};
    size_t digits = 0;
    size_t at = word.len > 0 && (word.ptr[0] == '-' || word.ptr[0] == '+') ? 1 : 0;
    while (at < word.len && ((word.ptr[at] >= '0' && word.ptr[at] <= '9') || word.ptr[at] == '.')) {
        digits += word.ptr[at] != '.';
        at++;
    }
    return digits > 0 && digits < 6 &&
           is_one_of((ks_sv){word.ptr + at, word.len - at}, UNITS, sizeof UNITS / sizeof *UNITS);
}

/* Words that style may use; colours, sizes of letters and fonts are ours. */
static bool is_style_word(ks_sv word)
{
    static const char *const WORDS[] = {
        "left",        "right",       "center",       "justify",  "top",      "middle",
        "bottom",      "baseline",    "bold",         "bolder",   "normal",   "italic",
        "none",        "underline",   "line-through", "solid",    "double",   "dashed",
        "dotted",      "hidden",      "thin",         "medium",   "thick",    "collapse",
        "nowrap",      "pre",         "disc",         "circle",   "square",   "decimal",
        "auto",        "super",       "sub",          "pre-wrap", "pre-line", "lower-alpha",
        "upper-alpha", "lower-roman", "upper-roman"};
    return is_length(word) || is_one_of(word, WORDS, sizeof WORDS / sizeof *WORDS);
}

static bool is_property(ks_sv name)
{
    static const char *const NAMES[] = {
        "text-align",        "vertical-align",     "font-weight",      "font-style",
        "text-decoration",   "text-indent",        "padding-left",     "margin-left",
        "white-space",       "list-style-type",    "border",           "border-top",
        "border-right",      "border-bottom",      "border-left",      "border-style",
        "border-width",      "border-collapse",    "border-top-style", "border-bottom-style",
        "border-left-style", "border-right-style", "border-top-width", "border-bottom-width",
        "border-left-width", "border-right-width"};
    return is_one_of(name, NAMES, sizeof NAMES / sizeof *NAMES);
}

/* Words that are not known are left out: of "1px solid #000" the rule stays, in our colour. */
static void write_property(ks_str *out, ks_sv name, ks_sv value)
{
    size_t start = out->len;
    size_t kept = 0;
    ks_str_add(out, start == 0 ? "" : ";");
    for (size_t i = 0; i < name.len; i++) {
        ks_str_add_char(out, name.ptr[i]);
    }
    ks_str_add_char(out, ':');
    for (ks_sv word = ks_sv_next_token(&value); word.len > 0; word = ks_sv_next_token(&value)) {
        if (is_style_word(word)) {
            ks_str_add(out, kept++ == 0 ? "" : " ");
            ks_str_add_sv(out, word);
        }
    }
    if (kept == 0 && !out->is_failed) {
        out->len = start;
        out->ptr[start] = '\0';
    }
}

static void write_style(ks_str *out, ks_sv style)
{
    ks_str kept;
    ks_str_init(&kept);
    while (style.len > 0) {
        ks_sv value = ks_sv_cut(&style, ';');
        ks_sv name = ks_sv_trim(ks_sv_cut(&value, ':'));
        if (value.len > 0 && is_property(name)) {
            write_property(&kept, name, value);
        }
    }
    if (kept.len > 0) {
        write_attr(out, "style", ks_str_view(&kept));
    }
    out->is_failed = out->is_failed || kept.is_failed;
    ks_str_release(&kept);
}

static void write_number(ks_str *out, const char *name, ks_sv value)
{
    uint32_t number = 0;
    if (ks_sv_to_u32(ks_sv_trim(value), &number) && number > 1 && number <= 1000) {
        write_attr(out, name, ks_sv_trim(value));
    }
}

/* Links to other places are followed by hand only; a picture is shown where it is in the text. */
static void write_link(ks_str *out, ks_sv value)
{
    value = ks_sv_trim(value);
    if (ks_sv_starts(value, KS_SV("http://")) || ks_sv_starts(value, KS_SV("https://")) ||
        ks_sv_starts(value, KS_SV("mailto:"))) {
        write_attr(out, "href", value);
        write_attr(out, "rel", KS_SV("noreferrer noopener"));
    }
}

static void write_picture(ks_str *out, ks_sv value)
{
    static const char *const KINDS[] = {"data:image/png;base64,", "data:image/jpeg;base64,",
                                        "data:image/gif;base64,", "data:image/webp;base64,"};
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (ks_sv_starts(value, ks_sv_from(KINDS[i]))) {
            write_attr(out, "src", value);
        }
    }
}

/* An attribute is kept once. */
typedef struct kept_attrs {
    bool has_style, has_columns, has_rows, has_link, has_alt, has_lang, has_align;
} kept_attrs;

static bool is_new(bool *seen)
{
    bool was_seen = *seen;
    *seen = true;
    return !was_seen;
}

static void write_known(const ks_markup_element *element, ks_sv name, ks_sv value, kept_attrs *kept,
                        ks_str *out)
{
    static const char *const ALIGNS[] = {"left", "right", "center", "justify"};
    bool is_cell = element->kind == KS_MARKUP_CELL;
    if (ks_sv_is(name, "style") && is_new(&kept->has_style)) {
        write_style(out, value);
    } else if (is_cell && ks_markup_is_name(name, KS_SV("colspan")) && is_new(&kept->has_columns)) {
        write_number(out, "colspan", value);
    } else if (is_cell && ks_markup_is_name(name, KS_SV("rowspan")) && is_new(&kept->has_rows)) {
        write_number(out, "rowspan", value);
    } else if (element->kind == KS_MARKUP_LINK && ks_markup_is_name(name, KS_SV("href")) &&
               is_new(&kept->has_link)) {
        write_link(out, value);
    } else if (element->kind == KS_MARKUP_IMAGE && ks_markup_is_name(name, KS_SV("src")) &&
               is_new(&kept->has_link)) {
        write_picture(out, value);
    } else if (element->kind == KS_MARKUP_IMAGE && ks_markup_is_name(name, KS_SV("alt")) &&
               is_new(&kept->has_alt)) {
        write_attr(out, "alt", value);
    } else if (ks_sv_is(name, "lang") && ks_text_is_language(value) && is_new(&kept->has_lang)) {
        write_attr(out, "lang", value);
    } else if (ks_markup_is_name(name, KS_SV("align")) && (element->is_block || is_cell) &&
               is_one_of(value, ALIGNS, 4) && is_new(&kept->has_align)) {
        write_attr(out, "align", value);
    }
}

/* Cuts the next attribute off; false at the end. */
static bool next_attr(ks_sv *rest, ks_sv *out_name, ks_sv *out_value)
{
    const char *end = rest->ptr + rest->len;
    const char *at = rest->ptr;
    while (at < end && (is_space(*at) || *at == '/' || *at == '=')) {
        at++;
    }
    const char *name = at;
    while (at < end && !is_space(*at) && *at != '=' && *at != '/') {
        at++;
    }
    *out_name = (ks_sv){name, (size_t)(at - name)};
    *out_value = KS_SV("");
    while (at < end && is_space(*at)) {
        at++;
    }
    if (at < end && *at == '=') {
        at++;
        while (at < end && is_space(*at)) {
            at++;
        }
        char quote = at < end && (*at == '"' || *at == '\'') ? *at++ : '\0';
        const char *value = at;
        while (at < end && (quote != '\0' ? *at != quote : !is_space(*at))) {
            at++;
        }
        *out_value = (ks_sv){value, (size_t)(at - value)};
        at += at < end && quote != '\0';
    }
    *rest = (ks_sv){at, (size_t)(end - at)};
    return out_name->len > 0;
}

/* Resolves the references of a value, so that they are escaped once. */
static ks_sv decode(ks_sv value, ks_str *out)
{
    if (memchr(value.ptr, '&', value.len) == NULL) {
        return value;
    }
    ks_str_clear(out);
    while (value.len > 0) {
        uint32_t codepoint = 0;
        size_t len = value.ptr[0] == '&' ? ks_markup_reference(value, &codepoint) : 0;
        if (len > 0) {
            ks_str_add_codepoint(out, codepoint);
        } else {
            ks_str_add_char(out, value.ptr[0]);
            len = 1;
        }
        value = (ks_sv){value.ptr + len, value.len - len};
    }
    return ks_str_view(out);
}

void ks_markup_write_attrs(const ks_markup_element *element, ks_sv attrs, ks_str *out)
{
    kept_attrs kept = {false};
    ks_str decoded;
    ks_sv name;
    ks_sv value;
    ks_str_init(&decoded);
    if (element->class_name != NULL) {
        write_attr(out, "class", ks_sv_from(element->class_name));
    }
    while (next_attr(&attrs, &name, &value)) {
        write_known(element, name, decode(value, &decoded), &kept, out);
    }
    if (element->kind == KS_MARKUP_IMAGE && !kept.has_alt) {
        ks_str_add(out, " alt=\"\"");
    }
    out->is_failed = out->is_failed || decoded.is_failed;
    ks_str_release(&decoded);
}
