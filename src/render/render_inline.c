#include "render_inline.h"

#include <limits.h>
#include <string.h>

#include "render_markup.h"
#include "render_xhtml.h"

#define MARK_START "ix-tag"
#define MARK_END   "ix-end"

/* A fact of the view. */
typedef struct shown_fact {
    ks_tag *tag;
    const char *value; /* as the view has it; NULL: it is nil, or a long text */
} shown_fact;

/* One run over a view. */
typedef struct marker {
    ks_tags *tags;
    const char *languages;
    ks_map facts; /* by id in the view, to a shown_fact */
    ks_arena arena;
    ks_str text;
} marker;

static bool is_named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static xmlNode *find_child(xmlNode *node, const char *name)
{
    xmlNode *child = node->children;
    while (child != NULL && !is_named(child, name)) {
        child = child->next;
    }
    return child;
}

/* The value of the attribute without a namespace, in the arena; NULL where there is none. */
static ks_status get_attr(ks_arena *arena, xmlNode *node, const char *name, const char **out)
{
    *out = NULL;
    const xmlAttr *attr = xmlHasNsProp(node, (const xmlChar *)name, NULL);
    if (attr == NULL) {
        return KS_OK;
    }
    xmlChar *value = xmlNodeListGetString(node->doc, attr->children, 1);
    *out = ks_arena_text(arena, ks_sv_from(value != NULL ? (const char *)value : ""));
    xmlFree(value);
    return *out != NULL ? KS_OK : KS_ERR_MEMORY;
}

static ks_status get_text(ks_arena *arena, xmlNode *node, const char **out)
{
    xmlChar *value = xmlNodeGetContent(node);
    *out = ks_arena_text(arena, ks_sv_from(value != NULL ? (const char *)value : ""));
    xmlFree(value);
    return *out != NULL ? KS_OK : KS_ERR_MEMORY;
}

/* ---- facts */

/* The tag of a fact, whose id in the view may be one that it does not have. */
static ks_tag *find_tag(marker *m, const ks_tag_name *name)
{
    ks_tag_name by = *name;
    const char *key = ks_tag_name_fact(&m->arena, &by);
    ks_tag *tag = key != NULL ? ks_tags_take(m->tags, key) : NULL;
    if (tag == NULL) {
        by.id = KS_SV("");
        key = ks_tag_name_fact(&m->arena, &by);
        tag = key != NULL ? ks_tags_take(m->tags, key) : NULL;
    }
    return tag;
}

/* Inline XBRL has no language of the whole instance: each text says its own. Only the taxonomy
 * knows what is a text. */
static ks_status settle_lang(marker *m, ks_tag *tag)
{
    if (tag->lang == NULL || tag->kind == KS_TAG_HIDDEN) {
        return KS_OK;
    }
    tag->attrs = ks_arena_format(&m->tags->arena, "%s xml:lang=\"%s\"", tag->attrs, tag->lang);
    return tag->attrs != NULL ? KS_OK : KS_ERR_MEMORY;
}

static ks_status add_fact(marker *m, xmlNode *fact)
{
    static const char *const NAMES[] = {"concept", "context", "unit", "filed-id",
                                        "id",      "value",   "lang"};
    enum { CONCEPT, CONTEXT, UNIT, FILED_ID, ID, VALUE, LANG, COUNT };
    const char *values[COUNT] = {NULL};
    ks_status status = KS_OK;
    for (size_t i = 0; i < COUNT && status == KS_OK; i++) {
        status = get_attr(&m->arena, fact, NAMES[i], &values[i]);
    }
    if (status != KS_OK || values[CONCEPT] == NULL || values[ID] == NULL) {
        return status;
    }
    const char *colon = strchr(values[CONCEPT], ':');
    const ks_tag_name name = {ks_sv_from(colon != NULL ? colon + 1 : values[CONCEPT]),
                              ks_sv_from(values[CONTEXT]), ks_sv_from(values[UNIT]),
                              ks_sv_from(values[FILED_ID] != NULL ? values[FILED_ID] : values[ID])};
    shown_fact *shown = ks_arena_alloc(&m->arena, sizeof *shown);
    if (shown == NULL) {
        return KS_ERR_MEMORY;
    }
    *shown = (shown_fact){find_tag(m, &name), values[VALUE]};
    if (shown->tag == NULL) {
        return KS_OK;
    }
    if (values[LANG] != NULL) {
        status = settle_lang(m, shown->tag);
    }
    return status == KS_OK ? ks_map_set_borrowed(&m->facts, ks_sv_from(values[ID]), shown) : status;
}

static ks_status add_facts(marker *m, xmlNode *root)
{
    xmlNode *facts = find_child(root, "facts");
    ks_status status = KS_OK;
    for (xmlNode *fact = facts != NULL ? facts->children : NULL; fact != NULL && status == KS_OK;
         fact = fact->next) {
        status = is_named(fact, "fact") ? add_fact(m, fact) : KS_OK;
    }
    return status;
}

/* ---- marks */

/* The digits in a printed figure with the commas between them: "1,234.5" in "(1,234.5)". */
static ks_sv find_digits(ks_sv text)
{
    size_t first = 0;
    while (first < text.len && (text.ptr[first] < '0' || text.ptr[first] > '9')) {
        first++;
    }
    size_t end = first;
    while (end < text.len && ((text.ptr[end] >= '0' && text.ptr[end] <= '9') ||
                              text.ptr[end] == ',' || text.ptr[end] == '.')) {
        end++;
    }
    return (ks_sv){text.ptr + first, end - first};
}

static ks_status add_child(xmlNode *parent, xmlNode *child)
{
    if (child == NULL || xmlAddChild(parent, child) == NULL) {
        xmlFreeNode(child);
        return KS_ERR_MEMORY;
    }
    return KS_OK;
}

static ks_status add_piece(xmlNode *text, const char *piece, size_t len)
{
    return len > 0 ? add_child(text, xmlNewDocTextLen(text->doc, (const xmlChar *)piece, (int)len))
                   : KS_OK;
}

static ks_status add_mark(xmlNode *text, const char *name, const char *number)
{
    return add_child(text, xmlNewDocPI(text->doc, (const xmlChar *)name, (const xmlChar *)number));
}

/* Puts marks around a part of what the element holds. */
static ks_status mark_part(marker *m, xmlNode *text, ks_sv whole, ks_sv part, const ks_tag *tag)
{
    const size_t before = (size_t)(part.ptr - whole.ptr);
    const char *number = ks_arena_format(&m->arena, "%zu", tag->number);
    if (number == NULL || whole.len > INT_MAX) {
        return number == NULL ? KS_ERR_MEMORY : KS_ERR_LIMIT;
    }
    xmlFreeNodeList(text->children);
    text->children = text->last = NULL;
    ks_status status = add_piece(text, whole.ptr, before);
    if (status == KS_OK) {
        status = add_mark(text, MARK_START, number);
    }
    if (status == KS_OK) {
        status = add_piece(text, part.ptr, part.len);
    }
    if (status == KS_OK) {
        status = add_mark(text, MARK_END, number);
    }
    return status == KS_OK ? add_piece(text, part.ptr + part.len, whole.len - before - part.len)
                           : status;
}

static bool is_shown(const marker *m, const char *lang)
{
    ks_sv rest = ks_sv_from(m->languages);
    for (ks_sv token = ks_sv_next_token(&rest); token.len > 0; token = ks_sv_next_token(&rest)) {
        if (ks_sv_equal(token, ks_sv_from(lang))) {
            return true;
        }
    }
    return false;
}

/* ---- cells */

/* The part of a cell's text that gives the fact back: ptr is NULL where there is none. 10.1.1: what
 * is nil has no content. */
static ks_sv find_part(const ks_tag *tag, ks_sv text)
{
    const ks_sv digits = find_digits(text);
    const bool has_scale = tag->placed != NULL;
    bool is_value = false;
    switch (tag->kind) {
    case KS_TAG_NIL:
        return (ks_sv){text.ptr, 0};
    case KS_TAG_NUMBER: /* the digits as they are filed need no scale */
        is_value = has_scale || ks_sv_is(digits, tag->hidden);
        return is_value ? digits : (ks_sv){NULL, 0};
    case KS_TAG_TEXT:
        is_value = text.len > 0 && ks_sv_is(text, tag->value);
        return is_value ? text : (ks_sv){NULL, 0};
    case KS_TAG_NOTE:
    case KS_TAG_HIDDEN:
        break;
    }
    return (ks_sv){NULL, 0};
}

/* A figure that is exact says its scale, and a format where it is more than digits. */
static ks_status settle_figure(marker *m, xmlNode *cell, ks_tag *tag)
{
    const char *scale = NULL;
    const char *format = NULL;
    ks_status status = get_attr(&m->arena, cell, "scale", &scale);
    if (status == KS_OK) {
        status = get_attr(&m->arena, cell, "format", &format);
    }
    if (status != KS_OK || scale == NULL) {
        return status;
    }
    const bool has_scale = strcmp(scale, "0") != 0;
    tag->placed = ks_arena_format(&m->tags->arena, "%s%s%s%s%s%s%s%s", has_scale ? " scale=\"" : "",
                                  has_scale ? scale : "", has_scale ? "\"" : "",
                                  format != NULL ? " format=\"" : "",
                                  format != NULL ? m->tags->ixt : "", format != NULL ? ":" : "",
                                  format != NULL ? format : "", format != NULL ? "\"" : "");
    return tag->placed != NULL ? KS_OK : KS_ERR_MEMORY;
}

static bool is_said(const shown_fact *fact)
{
    const ks_sv value = ks_sv_trim(ks_sv_from(fact->value));
    return fact->tag->kind == KS_TAG_NIL
               ? fact->value == NULL
               : fact->value != NULL &&
                     ks_sv_equal(value, ks_sv_trim(ks_sv_from(fact->tag->value)));
}

static ks_status mark_cell(marker *m, xmlNode *cell)
{
    const char *key = NULL;
    ks_status status = get_attr(&m->arena, cell, "fact", &key);
    const shown_fact *fact = key != NULL ? ks_map_get(&m->facts, ks_sv_from(key)) : NULL;
    if (status != KS_OK || fact == NULL || fact->tag->is_on_page || !is_said(fact)) {
        return status;
    }
    if (fact->tag->kind == KS_TAG_NUMBER) {
        status = settle_figure(m, cell, fact->tag);
    }
    for (xmlNode *text = cell->children; text != NULL && status == KS_OK; text = text->next) {
        const char *whole = NULL;
        status = is_named(text, "text") ? get_text(&m->arena, text, &whole) : KS_OK;
        const ks_sv all = ks_sv_from(whole);
        const ks_sv part = whole != NULL ? find_part(fact->tag, all) : (ks_sv){NULL, 0};
        if (status == KS_OK && part.ptr != NULL) {
            status = mark_part(m, text, all, part, fact->tag);
            fact->tag->is_on_page = true;
        }
    }
    return status;
}

static ks_status mark_row(marker *m, xmlNode *row)
{
    ks_status status = KS_OK;
    for (xmlNode *cell = row->children; cell != NULL && status == KS_OK; cell = cell->next) {
        status = is_named(cell, "cell") ? mark_cell(m, cell) : KS_OK;
    }
    return status;
}

/* ---- long texts */

static void add_start(marker *m, const ks_tag *tag)
{
    ks_str_addf(&m->text, "<?" MARK_START " %zu?>", tag->number);
}

static void add_end(marker *m, const ks_tag *tag)
{
    ks_str_addf(&m->text, "<?" MARK_END " %zu?>", tag->number);
}

static void add_lines(marker *m, const ks_tag *tag, ks_sv raw)
{
    ks_str_add(&m->text, "<p class=\"lines\">");
    add_start(m, tag);
    ks_markup_add_plain(raw, &m->text);
    add_end(m, tag);
    ks_str_add(&m->text, "</p>");
}

/* Text without markup is marked as it is, and markup where what is shown gives it back and has its
 * place in XHTML. */
static ks_status add_marked(marker *m, ks_tag *tag, ks_sv raw, bool *out)
{
    *out = false;
    if (!ks_markup_has_tag(raw)) {
        *out = memchr(raw.ptr, '\r', raw.len) == NULL;
        if (*out) {
            add_lines(m, tag, raw);
        }
        return KS_OK;
    }
    ks_str_add(&m->text, "<div class=\"filed\">");
    add_start(m, tag);
    const size_t start = m->text.len;
    ks_status status = KS_OK;
    if (ks_markup_add_verbatim(raw, &m->text) && !m->text.is_failed) {
        status = ks_xhtml_is_fit((ks_sv){m->text.ptr + start, m->text.len - start}, out);
    }
    if (!*out) {
        ks_str_clear(&m->text);
        return status;
    }
    add_end(m, tag);
    ks_str_add(&m->text, "</div>");
    tag->placed = " escape=\"true\"";
    return KS_OK;
}

static ks_status mark_block(marker *m, xmlNode *block)
{
    const char *key = NULL;
    xmlNode *content = find_child(block, "content");
    ks_status status = get_attr(&m->arena, block, "fact", &key);
    xmlChar *raw = content != NULL ? xmlNodeGetContent(content) : NULL;
    if (status != KS_OK || raw == NULL) {
        xmlFree(raw);
        return content == NULL ? KS_OK : KS_ERR_MEMORY;
    }
    const ks_sv text = ks_sv_from((const char *)raw);
    const shown_fact *fact = key != NULL ? ks_map_get(&m->facts, ks_sv_from(key)) : NULL;
    const bool is_exact = fact != NULL && fact->tag->kind == KS_TAG_TEXT &&
                          !fact->tag->is_on_page && ks_sv_is(text, fact->tag->value);
    ks_str_clear(&m->text);
    bool is_marked = false;
    if (is_exact) {
        status = add_marked(m, fact->tag, text, &is_marked);
    }
    if (is_marked) {
        fact->tag->is_on_page = true;
    } else if (status == KS_OK) {
        ks_markup_to_html(text, &m->text);
        status = ks_xhtml_fit_markup(&m->text, KS_SV(""), NULL);
    }
    xmlFree(raw);
    xmlFreeNodeList(content->children);
    content->children = content->last = NULL;
    if (status != KS_OK || m->text.is_failed || m->text.len > INT_MAX) {
        return status != KS_OK ? status : m->text.is_failed ? KS_ERR_MEMORY : KS_ERR_LIMIT;
    }
    return add_piece(content, m->text.ptr, m->text.len);
}

static ks_status mark_statement(marker *m, xmlNode *statement)
{
    ks_status status = KS_OK;
    for (xmlNode *part = statement->children; part != NULL && status == KS_OK; part = part->next) {
        if (is_named(part, "row")) {
            status = mark_row(m, part);
        } else if (is_named(part, "block")) {
            status = mark_block(m, part);
        }
    }
    return status;
}

/* ---- notes */

static ks_status mark_note(marker *m, xmlNode *text)
{
    const char *lang = NULL;
    const char *said = NULL;
    ks_status status = get_attr(&m->arena, text, "lang", &lang);
    if (status == KS_OK) {
        status = get_text(&m->arena, text, &said);
    }
    if (status != KS_OK || lang == NULL || !is_shown(m, lang)) {
        return status;
    }
    const ks_sv whole = ks_sv_from(said);
    const char *name = ks_tag_name_note(&m->arena, ks_sv_from(lang), ks_sv_trim(whole));
    ks_tag *tag = name != NULL ? ks_tags_take(m->tags, name) : NULL;
    if (name == NULL || tag == NULL || tag->kind != KS_TAG_NOTE || !ks_sv_is(whole, tag->value)) {
        return name == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    tag->is_on_page = true;
    return mark_part(m, text, whole, whole, tag);
}

static ks_status mark_notes(marker *m, xmlNode *notes)
{
    ks_status status = KS_OK;
    for (xmlNode *note = notes->children; note != NULL && status == KS_OK; note = note->next) {
        for (xmlNode *text = is_named(note, "footnote") ? note->children : NULL;
             text != NULL && status == KS_OK; text = text->next) {
            status = is_named(text, "text") ? mark_note(m, text) : KS_OK;
        }
    }
    return status;
}

ks_status ks_render_inline_mark(xmlDoc *view, ks_tags *tags, const char *languages)
{
    marker m = {.tags = tags, .languages = languages};
    xmlNode *root = xmlDocGetRootElement(view);
    ks_map_init(&m.facts);
    ks_arena_init(&m.arena);
    ks_str_init(&m.text);
    ks_status status = add_facts(&m, root);
    for (xmlNode *part = root->children; part != NULL && status == KS_OK; part = part->next) {
        if (is_named(part, "statement")) {
            status = mark_statement(&m, part);
        } else if (is_named(part, "footnotes")) {
            status = mark_notes(&m, part);
        }
    }
    ks_map_release(&m.facts);
    ks_arena_release(&m.arena);
    ks_str_release(&m.text);
    return status;
}
