#include <string.h>

#include "write_view_words.h"

static const char *const SUFFIXES[] = {
    "abstract",
    "axis",
    "domain",
    "member",
    "table",
    "text block",
    "line items",
    "roll forward",
    "default",
    "hypercube",
    "default member",
    "heading",
    "policy text block",
    "table text block",
    "タイトル項目",
    "目次項目",
    "メンバー",
    "軸",
    "表",
    "表示項目",
    "テキストブロック",
    "目次",
    "ドメイン",
    "デフォルトメンバー",
    "抽象",
    "円グラフ",
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_same_word(ks_sv text, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i < len && i < text.len; i++) {
        if (lower(text.ptr[i]) != word[i]) {
            return false;
        }
    }
    return len == text.len;
}

static bool is_suffix(ks_sv text)
{
    for (size_t i = 0; i < sizeof SUFFIXES / sizeof *SUFFIXES; i++) {
        if (is_same_word(text, SUFFIXES[i])) {
            return true;
        }
    }
    return false;
}

/* Where the bracket that ends the text opens; its length where there is none. */
static size_t find_bracket(ks_sv text, const char *open, const char *close)
{
    size_t width = strlen(open);
    if (text.len < 2 * width || !ks_sv_ends(text, ks_sv_from(close))) {
        return text.len;
    }
    for (size_t i = text.len - width; i-- > 0;) {
        if (strncmp(text.ptr + i, open, width) == 0) {
            return i;
        }
    }
    return text.len;
}

ks_sv ks_words_label(ks_sv label)
{
    static const char *const BRACKETS[][2] = {{"[", "]"}, {"［", "］"}, {"【", "】"}};
    ks_sv text = ks_sv_trim(label);
    for (size_t i = 0; i < 3; i++) {
        size_t at = find_bracket(text, BRACKETS[i][0], BRACKETS[i][1]);
        size_t width = strlen(BRACKETS[i][0]);
        if (at < text.len && at > 0 &&
            is_suffix((ks_sv){text.ptr + at + width, text.len - at - 2 * width})) {
            return ks_words_label((ks_sv){text.ptr, at});
        }
    }
    return text;
}

static bool is_code(char c)
{
    return (c >= '0' && c <= '9') || lower(c) != c || (c >= 'a' && c <= 'z') || c == '.';
}

ks_sv ks_words_definition_code(ks_sv definition)
{
    ks_sv text = ks_sv_trim(definition);
    bool is_bracketed = text.len > 0 && strchr("[(", text.ptr[0]) != NULL;
    size_t start = is_bracketed ? 1 : 0;
    size_t end = start;
    while (end < text.len && is_code(text.ptr[end])) {
        end++;
    }
    bool has_digit = end > start && text.ptr[start] >= '0' && text.ptr[start] <= '9';
    bool ends = end == text.len || strchr(" )]-", text.ptr[end]) != NULL;
    return has_digit && ends ? (ks_sv){text.ptr + start, end - start} : KS_SV("");
}

static ks_sv skip_any(ks_sv text, const char *chars)
{
    while (text.len > 0 && strchr(chars, text.ptr[0]) != NULL) {
        text = (ks_sv){text.ptr + 1, text.len - 1};
    }
    return text;
}

ks_sv ks_words_definition(ks_sv definition)
{
    static const char *const KINDS[] = {"Statement", "Document", "Disclosure", "Schedule", "Notes"};
    ks_sv code = ks_words_definition_code(definition);
    ks_sv text = ks_sv_trim(definition);
    if (code.len == 0) {
        return text;
    }
    const char *end = text.ptr + text.len;
    text = skip_any((ks_sv){code.ptr + code.len, (size_t)(end - code.ptr) - code.len}, " )]-");
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        size_t len = strlen(KINDS[i]);
        if (ks_sv_starts(text, ks_sv_from(KINDS[i])) && text.len > len + 3 &&
            strncmp(text.ptr + len, " - ", 3) == 0) {
            return ks_sv_trim((ks_sv){text.ptr + len + 3, text.len - len - 3});
        }
    }
    return text.len > 0 ? text : ks_sv_trim(definition);
}

const char *ks_words_all_facts(const char *lang, bool are_others)
{
    if (ks_words_are_japanese(lang)) {
        return are_others ? "その他の報告事項" : "全ての数値";
    }
    return are_others ? "Other reported facts" : "All facts";
}

const char *ks_words_list_head(const char *lang, ks_words_head head)
{
    static const char *const HEADS[][2] = {[KS_HEAD_PERIOD] = {"Period", "期間"},
                                           [KS_HEAD_MEMBERS] = {"Of", "区分"},
                                           [KS_HEAD_UNIT] = {"Unit", "単位"},
                                           [KS_HEAD_VALUE] = {"Value", "値"}};
    return HEADS[head][ks_words_are_japanese(lang)];
}

static const char *get_measure(const char *lang, const ks_qname *measure)
{
    if (strcmp(measure->ns, KS_NS_ISO4217) == 0) {
        return ks_words_currency(lang, measure->local);
    }
    bool is_shares = strcmp(measure->ns, KS_NS_XBRLI) == 0 && strcmp(measure->local, "shares") == 0;
    return is_shares && ks_words_are_japanese(lang) ? "株" : measure->local;
}

static void add_measures(ks_str *out, const char *lang, const ks_qname *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ks_str_add(out, i == 0 ? "" : "·");
        ks_str_add(out, get_measure(lang, list[i]));
    }
}

/* A number as such. */
static bool is_pure(const ks_unit *unit)
{
    return unit->numerator_count == 1 && unit->denominator_count == 0 &&
           strcmp(unit->numerators[0]->local, "pure") == 0;
}

void ks_words_unit(ks_str *out, const char *lang, const ks_unit *unit)
{
    const char *label = ks_lang_text_find(unit->labels, lang);
    if (label != NULL || unit->numerator_count == 0) {
        ks_str_add(out, label != NULL ? label : unit->id);
        return;
    }
    if (is_pure(unit)) {
        return;
    }
    add_measures(out, lang, unit->numerators, unit->numerator_count);
    if (unit->denominator_count > 0) {
        ks_str_add_char(out, '/');
        add_measures(out, lang, unit->denominators, unit->denominator_count);
    }
}
