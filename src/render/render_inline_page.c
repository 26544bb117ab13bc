/* From the page that a stylesheet made to the inline document. */
#include <string.h>

#include "base_arena.h"
#include "render_inline.h"
#include "render_transform.h"
#include "render_xhtml.h"
#include "xml_write.h"

/* ---- ids */

/* The value with each of its tokens that is taken renamed. */
static bool rename_tokens(const ks_map *ids, ks_sv value, ks_str *out)
{
    bool is_changed = false;
    ks_str_clear(out);
    for (ks_sv token = ks_sv_next_token(&value); token.len > 0; token = ks_sv_next_token(&value)) {
        const bool is_link = token.ptr[0] == '#';
        const ks_sv id = {token.ptr + is_link, token.len - is_link};
        const bool is_taken = ks_map_get(ids, id) != NULL;
        ks_str_add(out, out->len > 0 ? " " : "");
        ks_str_add_sv(out, token);
        ks_str_add(out, is_taken ? "-shown" : "");
        is_changed = is_changed || is_taken;
    }
    return is_changed;
}

static bool holds_ids(const xmlAttr *attr)
{
    static const char *const NAMES[] = {"id", "href", "for", "headers"};
    bool is_one = false;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES && !is_one; i++) {
        is_one = strcmp((const char *)attr->name, NAMES[i]) == 0;
    }
    return is_one && attr->ns == NULL && attr->children != NULL;
}

static ks_status rename_ids(const ks_map *ids, xmlNode *node, ks_str *text)
{
    for (const xmlAttr *attr = node->properties; attr != NULL; attr = attr->next) {
        xmlNode *value = attr->children;
        if (!holds_ids(attr) || value->next != NULL || value->content == NULL ||
            !rename_tokens(ids, ks_sv_from((const char *)value->content), text)) {
            continue;
        }
        if (ks_str_status(text) != KS_OK) {
            return KS_ERR_MEMORY;
        }
        xmlNodeSetContentLen(value, (const xmlChar *)text->ptr, (int)text->len);
    }
    return ks_str_status(text);
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

ks_status ks_render_inline_settle(xmlDoc *page, void *user)
{
    const ks_tags *tags = user;
    ks_str text;
    ks_str_init(&text);
    drop_doctype(page);
    ks_status status = ks_xhtml_fit(xmlDocGetRootElement(page), NULL);
    for (xmlNode *node = page->children; node != NULL && status == KS_OK;
         node = ks_render_walk(node)) {
        if (node->type == XML_ELEMENT_NODE) {
            status = rename_ids(&tags->ids, node, &text);
        }
    }
    ks_str_release(&text);
    return status;
}

/* ---- marks */

/* A mark in the page: "<?ix-tag 12?>". */
typedef struct mark {
    ks_sv name; /* "tag", "end", "header" */
    ks_tag *tag;
} mark;

/* Cuts off what stands before the next mark. */
static bool next_mark(const ks_tags *tags, ks_sv *rest, ks_sv *out_before, mark *out)
{
    const char *found = memmem(rest->ptr, rest->len, "<?ix-", 5);
    if (found == NULL) {
        *out_before = *rest;
        *rest = (ks_sv){rest->ptr + rest->len, 0};
        return false;
    }
    *out_before = (ks_sv){rest->ptr, (size_t)(found - rest->ptr)};
    ks_sv inside = {found + 5, rest->len - out_before->len - 5};
    inside = ks_sv_cut(&inside, '?');
    *rest = (ks_sv){inside.ptr + inside.len + 2,
                    (size_t)(rest->ptr + rest->len - inside.ptr) - inside.len - 2};
    uint32_t number = 0;
    out->name = ks_sv_next_token(&inside);
    const bool has_number = ks_sv_to_u32(ks_sv_next_token(&inside), &number);
    out->tag = has_number && number < tags->list.count ? tags->list.items[number] : NULL;
    return true;
}

/* What of the marked facts is in the page: a stylesheet need not show each. */
static void note_marks(ks_tags *tags, ks_sv page)
{
    ks_sv before;
    mark at;
    for (size_t i = 0; i < tags->list.count; i++) {
        tags->list.items[i]->is_on_page = false;
    }
    while (next_mark(tags, &page, &before, &at)) {
        if (at.tag != NULL) {
            at.tag->is_on_page = true;
        }
    }
}

static void start_tag(const ks_tags *tags, const ks_tag *tag, const char *placed, ks_str *out)
{
    ks_str_addf(out, "<%s:%s", tags->ix, tag->element);
    ks_str_add(out, tag->attrs);
    ks_str_add(out, placed);
    ks_str_add_char(out, '>');
}

static void end_tag(const ks_tags *tags, const ks_tag *tag, ks_str *out)
{
    ks_str_addf(out, "</%s:%s>", tags->ix, tag->element);
}

static void write_hidden(const ks_tags *tags, ks_xml_writer *writer)
{
    ks_str *out = writer->out;
    bool is_open = false; /* 12.1: not there where it would be empty */
    for (size_t i = 0; i < tags->list.count; i++) {
        const ks_tag *tag = tags->list.items[i];
        if (tag->is_on_page) {
            continue;
        }
        ks_str_addf(out, is_open ? "\n" : "<%s:hidden>\n", tags->ix);
        is_open = true;
        start_tag(tags, tag, "", out);
        if (tag->hidden != NULL) {
            ks_str_add(out, tag->hidden);
        } else {
            ks_xml_write_text(writer, tag->value);
        }
        end_tag(tags, tag, out);
    }
    if (is_open) {
        ks_str_addf(out, "\n</%s:hidden>\n", tags->ix);
    }
}

static void write_header(const ks_tags *tags, ks_str *out)
{
    ks_xml_writer writer;
    ks_xml_writer_init(&writer, out);
    ks_str_addf(out, "<%s:header>\n", tags->ix);
    write_hidden(tags, &writer);
    ks_str_addf(out, "<%s:references>", tags->ix);
    ks_str_add_sv(out, ks_str_view(&tags->references));
    ks_str_addf(out, "\n</%s:references>\n<%s:resources>\n", tags->ix, tags->ix);
    ks_str_add_sv(out, ks_sv_trim(ks_str_view(&tags->resources)));
    ks_str_addf(out, "\n</%s:resources>\n</%s:header>\n", tags->ix, tags->ix);
    ks_xml_writer_release(&writer);
}

/* Each is tagged where it is shown first. */
static void write_mark(const ks_tags *tags, const mark *at, const ks_tag **open, ks_str *out)
{
    if (ks_sv_is(at->name, "header")) {
        write_header(tags, out);
    } else if (at->tag != NULL && ks_sv_is(at->name, "tag") && !at->tag->is_done) {
        start_tag(tags, at->tag, at->tag->placed != NULL ? at->tag->placed : "", out);
        at->tag->is_done = true;
        *open = at->tag;
    } else if (at->tag != NULL && at->tag == *open) {
        end_tag(tags, at->tag, out);
        *open = NULL;
    }
}

ks_status ks_render_inline_fill(ks_sv page, ks_tags *tags, ks_str *out)
{
    static const char ROOT[] = "<html";
    const char *root = memmem(page.ptr, page.len, ROOT, sizeof ROOT - 1);
    const ks_tag *open = NULL;
    ks_sv before;
    mark at;
    if (root == NULL) {
        return KS_ERR_INTERNAL;
    }
    note_marks(tags, page);
    const size_t head = (size_t)(root - page.ptr) + sizeof ROOT - 1;
    ks_str_add_sv(out, (ks_sv){page.ptr, head});
    ks_tags_write_names(tags, out); /* on the root, where every tag sees them */
    page = (ks_sv){page.ptr + head, page.len - head};
    while (next_mark(tags, &page, &before, &at)) {
        ks_str_add_sv(out, before);
        write_mark(tags, &at, &open, out);
    }
    ks_str_add_sv(out, before);
    return ks_str_status(out);
}
