#include "render_inline.h"

#include <limits.h>
#include <string.h>

#include "base_arena.h"
#include "base_decimal.h"
#include "base_map.h"
#include "xml_compat.h"

#define NS_XHTML "http://www.w3.org/1999/xhtml"
#define NS_SVG   "http://www.w3.org/2000/svg"
#define NS_XSI   "http://www.w3.org/2001/XMLSchema-instance"

#define FORMAT_NUMBER "ixt:num-dot-decimal"

/* One run over a view. */
typedef struct tagger {
    const char *languages;
    xmlNode *hidden;
    ks_map facts; /* by key, to the elements in the hidden part */
    ks_map notes; /* by key and language */
    ks_arena arena;
} tagger;

static bool is_named(xmlNode *node, const char *name)
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

static ks_status get_lang(ks_arena *arena, xmlNode *node, const char **out)
{
    xmlChar *value = xmlNodeGetLang(node);
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

static bool is_shown(const tagger *t, const char *lang)
{
    ks_sv rest = ks_sv_from(t->languages);
    for (ks_sv token = ks_sv_next_token(&rest); token.len > 0; token = ks_sv_next_token(&rest)) {
        if (ks_sv_equal(token, ks_sv_from(lang))) {
            return true;
        }
    }
    return false;
}

static ks_status set_attr(xmlNode *node, const char *name, const char *value)
{
    return xmlSetProp(node, (const xmlChar *)name, (const xmlChar *)value) != NULL ? KS_OK
                                                                                   : KS_ERR_MEMORY;
}

/* Numbers */

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

static int64_t count_places(ks_sv number)
{
    ks_sv fraction = number;
    (void)ks_sv_cut(&fraction, '.');
    return (int64_t)fraction.len;
}

/* Registry 4 does not keep zeros at the end of a fraction. */
static bool has_idle_zero(ks_sv number)
{
    return count_places(number) > 0 && number.ptr[number.len - 1] == '0';
}

static ks_status parse(ks_arena *arena, ks_sv digits, bool *out_is_number, ks_decimal *out)
{
    ks_str plain;
    ks_str_init(&plain);
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] != ',') {
            ks_str_add_char(&plain, digits.ptr[i]);
        }
    }
    ks_status status = ks_str_status(&plain);
    if (status == KS_OK) {
        status = ks_decimal_parse(arena, ks_str_view(&plain), false, out_is_number, out);
    }
    ks_str_release(&plain);
    return status == KS_ERR_LIMIT ? KS_OK : status;
}

/* Whether the figure, times ten to the power of *out_scale, is the value as it is written, with the
 * same digits behind the point. */
static ks_status find_scale(ks_arena *arena, ks_sv digits, ks_sv value, bool *out_fits,
                            int32_t *out_scale)
{
    ks_decimal shown = KS_DECIMAL_ZERO;
    ks_decimal filed = KS_DECIMAL_ZERO;
    bool is_number = false;
    bool is_value = false;
    *out_fits = false;
    ks_status status = parse(arena, digits, &is_number, &shown);
    if (status == KS_OK) {
        status = parse(arena, value, &is_value, &filed);
    }
    if (status != KS_OK || !is_number || !is_value) {
        return status;
    }
    *out_scale = filed.exponent - shown.exponent;
    const ks_decimal made = ks_decimal_shift(&shown, *out_scale);
    const int64_t left = count_places(digits) - *out_scale;
    *out_fits = ks_decimal_equal(&made, &filed) && (left > 0 ? left : 0) == count_places(value);
    return KS_OK;
}

/* What is copied into the page takes the namespaces along that it sees: that of the page, not that
 * of the view. */
static ks_status see_page(xmlNode *element)
{
    return xmlNewNs(element, (const xmlChar *)NS_XHTML, NULL) != NULL ? KS_OK : KS_ERR_MEMORY;
}

/* Replaces what `text` holds by the element with what stands around it. */
static ks_status wrap(xmlNode *text, ks_sv whole, ks_sv part, xmlNode *element)
{
    const size_t before = (size_t)(part.ptr - whole.ptr);
    const size_t after = before + part.len;
    xmlNode *front = xmlNewDocTextLen(text->doc, (const xmlChar *)whole.ptr, (int)before);
    xmlNode *back =
        xmlNewDocTextLen(text->doc, (const xmlChar *)whole.ptr + after, (int)(whole.len - after));
    if (front == NULL || back == NULL) {
        xmlFreeNode(front);
        xmlFreeNode(back);
        return KS_ERR_MEMORY;
    }
    xmlFreeNodeList(text->children);
    text->children = text->last = NULL;
    xmlUnlinkNode(element);
    xmlAddChild(text, front);
    xmlAddChild(text, element);
    xmlAddChild(text, back);
    return see_page(element);
}

static ks_status fill(xmlNode *element, ks_sv content)
{
    xmlNode *made = xmlNewDocTextLen(element->doc, (const xmlChar *)content.ptr, (int)content.len);
    if (made == NULL) {
        return KS_ERR_MEMORY;
    }
    xmlFreeNodeList(element->children);
    element->children = element->last = NULL;
    xmlAddChild(element, made);
    return KS_OK;
}

static ks_status tag_number(tagger *t, xmlNode *text, ks_sv whole, xmlNode *fact, ks_sv value)
{
    const ks_sv digits = find_digits(whole);
    bool fits = false;
    int32_t scale = 0;
    ks_status status = find_scale(&t->arena, digits, value, &fits, &scale);
    const bool has_commas = digits.len > 0 && memchr(digits.ptr, ',', digits.len) != NULL;
    if (status != KS_OK || !fits || (has_commas && has_idle_zero(digits))) {
        return status;
    }
    if (scale != 0) {
        const char *number = ks_arena_format(&t->arena, "%d", (int)scale);
        status = number != NULL ? set_attr(fact, "scale", number) : KS_ERR_MEMORY;
    }
    if (status == KS_OK && has_commas) {
        status = set_attr(fact, "format", FORMAT_NUMBER);
    }
    if (status == KS_OK) {
        status = fill(fact, digits);
    }
    return status == KS_OK ? wrap(text, whole, digits, fact) : status;
}

/* Moves the fact from the hidden part into the text, where that says the value. 10.1.1: what is nil
 * has no content, so that it stands in front of the dash. */
static ks_status tag_text(tagger *t, xmlNode *text, xmlNode *fact)
{
    const char *whole = NULL;
    const char *value = NULL;
    ks_status status = get_text(&t->arena, text, &whole);
    if (status == KS_OK) {
        status = get_text(&t->arena, fact, &value);
    }
    if (status != KS_OK) {
        return status;
    }
    const ks_sv all = ks_sv_from(whole);
    if (xmlHasNsProp(fact, (const xmlChar *)"nil", (const xmlChar *)NS_XSI) != NULL) {
        return wrap(text, all, (ks_sv){all.ptr, 0}, fact);
    }
    if (is_named(fact, "nonFraction")) {
        return tag_number(t, text, all, fact, ks_sv_from(value));
    }
    return strcmp(whole, value) == 0 && all.len > 0 ? wrap(text, all, all, fact) : KS_OK;
}

/* The text of a cell that a stylesheet shows first: in the first language that is shown, or else
 * the first there is. */
static ks_status choose_text(tagger *t, xmlNode *cell, xmlNode **out)
{
    *out = find_child(cell, "text");
    for (xmlNode *text = *out; text != NULL; text = text->next) {
        const char *lang = NULL;
        if (!is_named(text, "text")) {
            continue;
        }
        ks_status status = get_attr(&t->arena, text, "lang", &lang);
        if (status != KS_OK) {
            return status;
        }
        if (lang != NULL && is_shown(t, lang)) {
            *out = text;
            return KS_OK;
        }
    }
    return KS_OK;
}

static ks_status tag_cell(tagger *t, xmlNode *cell)
{
    const char *key = NULL;
    xmlNode *text = NULL;
    ks_status status = get_attr(&t->arena, cell, "fact", &key);
    xmlNode *fact = key != NULL ? ks_map_get(&t->facts, ks_sv_from(key)) : NULL;
    if (status != KS_OK || fact == NULL || fact->parent != t->hidden) {
        return status;
    }
    status = choose_text(t, cell, &text);
    return status == KS_OK && text != NULL ? tag_text(t, text, fact) : status;
}

static ks_status tag_row(tagger *t, xmlNode *row)
{
    ks_status status = KS_OK;
    for (xmlNode *cell = row->children; cell != NULL && status == KS_OK; cell = cell->next) {
        if (is_named(cell, "cell")) {
            status = tag_cell(t, cell);
        }
    }
    return status;
}

static ks_status tag_statement(tagger *t, xmlNode *statement)
{
    ks_status status = KS_OK;
    for (xmlNode *row = statement->children; row != NULL && status == KS_OK; row = row->next) {
        if (is_named(row, "row")) {
            status = tag_row(t, row);
        }
    }
    return status;
}

static const char *name_note(ks_arena *arena, const char *key, const char *lang)
{
    return ks_arena_format(arena, "%s %s", key, lang);
}

static ks_status tag_note_text(tagger *t, xmlNode *text, const char *id)
{
    const char *lang = NULL;
    const char *shown = NULL;
    const char *filed = NULL;
    ks_status status = get_attr(&t->arena, text, "lang", &lang);
    const char *key = status == KS_OK ? name_note(&t->arena, id, lang != NULL ? lang : "") : NULL;
    if (status != KS_OK || key == NULL) {
        return KS_ERR_MEMORY;
    }
    xmlNode *note = ks_map_get(&t->notes, ks_sv_from(key));
    if (note == NULL || note->parent != t->hidden || !is_shown(t, lang)) {
        return KS_OK;
    }
    status = get_text(&t->arena, text, &shown);
    if (status == KS_OK) {
        status = get_text(&t->arena, note, &filed);
    }
    if (status != KS_OK || strcmp(shown, filed) != 0) {
        return status;
    }
    const ks_sv whole = ks_sv_from(shown);
    return wrap(text, whole, whole, note);
}

static ks_status tag_notes(tagger *t, xmlNode *notes)
{
    ks_status status = KS_OK;
    for (xmlNode *note = notes->children; note != NULL && status == KS_OK; note = note->next) {
        const char *id = NULL;
        if (is_named(note, "footnote")) {
            status = get_attr(&t->arena, note, "id", &id);
        }
        for (xmlNode *text = id != NULL ? note->children : NULL; text != NULL && status == KS_OK;
             text = text->next) {
            if (is_named(text, "text")) {
                status = tag_note_text(t, text, id);
            }
        }
    }
    return status;
}

/* Facts with ids that are too long for a page go by another name in the view. */
static ks_status add_names(tagger *t, xmlNode *facts)
{
    ks_status status = KS_OK;
    for (xmlNode *fact = facts->children; fact != NULL && status == KS_OK; fact = fact->next) {
        const char *id = NULL;
        const char *filed = NULL;
        if (is_named(fact, "fact")) {
            status = get_attr(&t->arena, fact, "filed-id", &filed);
        }
        if (status == KS_OK && filed != NULL) {
            status = get_attr(&t->arena, fact, "id", &id);
        }
        xmlNode *element = id != NULL ? ks_map_get(&t->facts, ks_sv_from(filed)) : NULL;
        if (element != NULL && status == KS_OK) {
            status = ks_map_set(&t->facts, ks_sv_from(id), element);
        }
    }
    return status;
}

static ks_status tag_view(tagger *t, xmlNode *root)
{
    ks_status status = KS_OK;
    for (xmlNode *part = root->children; part != NULL && status == KS_OK; part = part->next) {
        if (is_named(part, "facts")) {
            status = add_names(t, part);
        }
    }
    for (xmlNode *part = root->children; part != NULL && status == KS_OK; part = part->next) {
        if (is_named(part, "statement")) {
            status = tag_statement(t, part);
        } else if (is_named(part, "footnotes")) {
            status = tag_notes(t, part);
        }
    }
    return status;
}

/* Learns the key of an element of the hidden part, and takes it away. */
static ks_status learn(tagger *t, xmlNode *element)
{
    const char *key = NULL;
    const char *lang = NULL;
    ks_status status = get_attr(&t->arena, element, "key", &key);
    if (status != KS_OK || key == NULL) {
        return status;
    }
    xmlUnsetProp(element, (const xmlChar *)"key");
    if (!is_named(element, "footnote")) {
        return ks_map_set(&t->facts, ks_sv_from(key), element);
    }
    status = get_lang(&t->arena, element, &lang);
    const char *name = status == KS_OK ? name_note(&t->arena, key, lang) : NULL;
    return name != NULL ? ks_map_set(&t->notes, ks_sv_from(name), element) : KS_ERR_MEMORY;
}

static ks_status add_header(tagger *t, xmlDoc *view, ks_sv text)
{
    if (text.len > INT_MAX) {
        return KS_ERR_LIMIT;
    }
    xmlDoc *document =
        xmlReadMemory(text.ptr, (int)text.len, NULL, "UTF-8",
                      KS_XML_PARSE_OPTIONS | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlNode *header =
        document != NULL ? xmlDocCopyNode(xmlDocGetRootElement(document), view, 1) : NULL;
    xmlFreeDoc(document);
    if (header == NULL) {
        return KS_ERR_MEMORY;
    }
    xmlAddChild(xmlDocGetRootElement(view), header);
    t->hidden = find_child(header, "hidden");
    return t->hidden != NULL ? see_page(header) : KS_ERR_INTERNAL;
}

/* 12.1: a hidden part that holds nothing must not be there. */
static void drop_empty(xmlNode *hidden)
{
    if (xmlFirstElementChild(hidden) == NULL) {
        xmlUnlinkNode(hidden);
        xmlFreeNode(hidden);
    }
}

ks_status ks_render_inline_tag(xmlDoc *view, ks_sv header, const char *languages)
{
    tagger t = {.languages = languages};
    ks_map_init(&t.facts);
    ks_map_init(&t.notes);
    ks_arena_init(&t.arena);
    ks_status status = add_header(&t, view, header);
    for (xmlNode *child = status == KS_OK ? t.hidden->children : NULL;
         child != NULL && status == KS_OK; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) {
            status = learn(&t, child);
        }
    }
    if (status == KS_OK) {
        status = tag_view(&t, xmlDocGetRootElement(view));
    }
    if (status == KS_OK) {
        drop_empty(t.hidden);
    }
    ks_map_release(&t.facts);
    ks_map_release(&t.notes);
    ks_arena_release(&t.arena);
    return status;
}

/* Ids */

/* The next node in document order, without recursion. */
static xmlNode *walk(xmlNode *node)
{
    if (node->children != NULL && node->type == XML_ELEMENT_NODE) {
        return node->children;
    }
    while (node != NULL && node->next == NULL) {
        node = node->parent;
    }
    return node != NULL ? node->next : NULL;
}

static bool is_page(xmlNode *node)
{
    return node->ns != NULL && (strcmp((const char *)node->ns->href, NS_XHTML) == 0 ||
                                strcmp((const char *)node->ns->href, NS_SVG) == 0);
}

static ks_status collect_ids(xmlDoc *page, ks_arena *arena, ks_map *ids)
{
    ks_status status = KS_OK;
    for (xmlNode *node = page->children; node != NULL && status == KS_OK; node = walk(node)) {
        const char *id = NULL;
        if (node->type == XML_ELEMENT_NODE && !is_page(node)) {
            status = get_attr(arena, node, "id", &id);
        }
        if (id != NULL && status == KS_OK) {
            status = ks_map_set(ids, ks_sv_from(id), node);
        }
    }
    return status;
}

/* The value with each of its tokens that is taken renamed. */
static ks_status rename_tokens(const ks_map *ids, ks_sv value, ks_str *out, bool *out_is_changed)
{
    ks_sv rest = value;
    ks_str_clear(out);
    *out_is_changed = false;
    for (ks_sv token = ks_sv_next_token(&rest); token.len > 0; token = ks_sv_next_token(&rest)) {
        const bool is_link = token.ptr[0] == '#';
        const ks_sv id = {token.ptr + is_link, token.len - is_link};
        const bool is_taken = ks_map_get(ids, id) != NULL;
        ks_str_add(out, out->len > 0 ? " " : "");
        ks_str_add_sv(out, token);
        ks_str_add(out, is_taken ? "-shown" : "");
        *out_is_changed = *out_is_changed || is_taken;
    }
    return ks_str_status(out);
}

static ks_status rename_ids(const ks_map *ids, ks_arena *arena, xmlNode *node, ks_str *text)
{
    static const char *const ATTRS[] = {"id",  "href",    "popovertarget",   "aria-labelledby",
                                        "for", "headers", "aria-describedby"};
    ks_status status = KS_OK;
    for (size_t i = 0; i < sizeof ATTRS / sizeof *ATTRS && status == KS_OK; i++) {
        const char *value = NULL;
        bool is_changed = false;
        status = get_attr(arena, node, ATTRS[i], &value);
        if (status == KS_OK && value != NULL) {
            status = rename_tokens(ids, ks_sv_from(value), text, &is_changed);
        }
        if (status == KS_OK && is_changed) {
            status = set_attr(node, ATTRS[i], text->ptr);
        }
    }
    return status;
}

/* That of HTML is for HTML: XHTML needs none, and readers of XML would miss what it names. */
static void drop_doctype(xmlDoc *page)
{
    xmlDtd *doctype = xmlGetIntSubset(page);
    if (doctype != NULL) {
        xmlUnlinkNode((xmlNode *)doctype);
        xmlFreeDtd(doctype);
    }
}

ks_status ks_render_inline_settle(xmlDoc *page)
{
    ks_map ids;
    ks_arena arena;
    ks_str text;
    ks_map_init(&ids);
    ks_arena_init(&arena);
    ks_str_init(&text);
    drop_doctype(page);
    ks_status status = collect_ids(page, &arena, &ids);
    for (xmlNode *node = page->children; node != NULL && status == KS_OK; node = walk(node)) {
        if (node->type == XML_ELEMENT_NODE && is_page(node)) {
            status = rename_ids(&ids, &arena, node, &text);
        }
    }
    ks_map_release(&ids);
    ks_arena_release(&arena);
    ks_str_release(&text);
    return status;
}
