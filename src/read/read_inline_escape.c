/* The content of an element of inline XBRL: its text, or its XHTML as text (11.2.3, 4.1). */
#include <string.h>

#include "base_namespaces.h"
#include "base_text.h"
#include "base_uri.h"
#include "read_inline_parts.h"

/* Attributes of XHTML that hold URLs. */
static const struct {
    const char *element;
    const char *attrs[6];
} URLS[] = {
    {"a", {"href"}},
    {"applet", {"codebase"}},
    {"area", {"href"}},
    {"blockquote", {"cite"}},
    {"body", {"background"}},
    {"del", {"cite"}},
    {"form", {"action"}},
    {"frame", {"src", "longdesc"}},
    {"iframe", {"src", "longdesc"}},
    {"img", {"src", "longdesc", "usemap"}},
    {"input", {"src", "usemap"}},
    {"ins", {"cite"}},
    {"link", {"href"}},
    {"object", {"codebase", "classid", "data", "archive", "usemap"}},
    {"q", {"cite"}},
    {"script", {"src"}},
};

static bool holds_url(const char *element, const char *attr)
{
    for (size_t i = 0; i < sizeof URLS / sizeof *URLS; i++) {
        if (strcmp(URLS[i].element, element) != 0) {
            continue;
        }
        for (size_t k = 0; k < 6 && URLS[i].attrs[k] != NULL; k++) {
            if (strcmp(URLS[i].attrs[k], attr) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* HTML 4.01 13.3: what an object is made of is looked for from its codebase. NULL: from nowhere. */
static ks_status find_base(const ks_ix_document *document, const ks_ix_tag *tag, const char *attr,
                           ks_arena *arena, const char **out)
{
    static const char *const FROM_CODEBASE[] = {"classid", "data", "archive"};
    bool is_from_codebase = false;
    *out = document->base;
    for (size_t i = 0; i < sizeof FROM_CODEBASE / sizeof *FROM_CODEBASE; i++) {
        is_from_codebase |= strcmp(attr, FROM_CODEBASE[i]) == 0;
    }
    const ks_xml_attr *codebase =
        is_from_codebase && strcmp(tag->name->local, "object") == 0
            ? ks_xml_attr_find(tag->attrs, tag->attr_count, "", "codebase")
            : NULL;
    const ks_sv url = codebase == NULL ? (ks_sv){NULL, 0} : ks_sv_trim(codebase->value);
    if (url.len == 0 || (document->base == NULL && !ks_uri_is_absolute(url))) {
        return KS_OK;
    }
    *out =
        ks_uri_resolve(arena, document->base != NULL ? ks_sv_from(document->base) : KS_SV(""), url);
    return *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

static const char *resolve_url(const char *base, ks_sv url, ks_arena *arena)
{
    ks_sv path;
    ks_sv fragment;
    ks_uri_split(url, &path, &fragment);
    const char *resolved = ks_uri_resolve(arena, ks_sv_from(base), path);
    return resolved != NULL && fragment.ptr != NULL
               ? ks_arena_format(arena, "%s#%.*s", resolved, KS_SV_ARG(fragment))
               : resolved;
}

/* An archive is several URLs with spaces between them. */
static const char *resolve_list(const char *base, ks_sv urls, ks_arena *arena)
{
    ks_str list;
    ks_str_init(&list);
    for (ks_sv url = ks_sv_next_token(&urls); url.len > 0; url = ks_sv_next_token(&urls)) {
        const char *resolved = resolve_url(base, url, arena);
        list.is_failed |= resolved == NULL;
        ks_str_add(&list, list.len > 0 ? " " : "");
        ks_str_add(&list, resolved != NULL ? resolved : "");
    }
    const char *text = list.is_failed ? NULL : ks_arena_text(arena, ks_str_view(&list));
    ks_str_release(&list);
    return text;
}

ks_status ks_ix_resolve_attr(const ks_ix_document *document, const ks_ix_tag *tag,
                             const ks_xml_attr *attr, ks_arena *arena, ks_sv *out)
{
    const char *base = NULL;
    *out = attr->value;
    if (attr->name->ns[0] != '\0' || strcmp(tag->name->ns, KS_NS_XHTML) != 0 ||
        !holds_url(tag->name->local, attr->name->local)) {
        return KS_OK;
    }
    ks_status status = find_base(document, tag, attr->name->local, arena, &base);
    if (status != KS_OK || base == NULL) {
        return status;
    }
    const char *url = strcmp(attr->name->local, "archive") == 0
                          ? resolve_list(base, attr->value, arena)
                          : resolve_url(base, ks_sv_trim(attr->value), arena);
    if (url == NULL) {
        return KS_ERR_MEMORY;
    }
    *out = ks_sv_from(url);
    return KS_OK;
}

static void add_name(ks_str *out, const ks_qname *name, const ks_ix_scope *scope, bool is_attr)
{
    const bool is_plain = name->ns[0] == '\0' || (!is_attr && strcmp(name->ns, KS_NS_XHTML) == 0);
    const char *prefix = is_plain ? "" : ks_ix_prefix(scope, name->ns, is_attr);
    if (!is_plain && prefix == NULL) {
        prefix = strcmp(name->ns, KS_NS_XML) == 0 ? "xml" : "";
    }
    if (*prefix != '\0') {
        ks_str_add(out, prefix);
        ks_str_add_char(out, ':');
    }
    ks_str_add(out, name->local);
}

typedef struct markup {
    const ks_inline *set;
    const ks_ix_document *document;
    ks_arena arena;
    ks_str *out;
} markup;

static ks_status add_start(markup *m, const ks_ix_tag *tag)
{
    ks_str_add_char(m->out, '<');
    add_name(m->out, tag->name, tag->scope, false);
    for (size_t i = 0; i < tag->attr_count; i++) {
        ks_sv value;
        ks_status status = ks_ix_resolve_attr(m->document, tag, &tag->attrs[i], &m->arena, &value);
        if (status != KS_OK) {
            return status;
        }
        ks_str_add_char(m->out, ' ');
        add_name(m->out, tag->attrs[i].name, tag->scope, true);
        ks_str_add(m->out, "=\"");
        ks_text_add_escaped(m->out, value, true);
        ks_str_add_char(m->out, '"');
    }
    return KS_OK;
}

static ks_status add_range(markup *m, size_t begin, size_t end)
{
    const ks_ix_event *events = m->set->tape.items;
    ks_status status = KS_OK;
    size_t i = begin;
    while (i < end && status == KS_OK) {
        const ks_ix_event *event = &events[i++];
        switch (event->kind) {
        case KS_IX_TEXT:
            ks_text_add_escaped(m->out, event->text, false);
            break;
        case KS_IX_START:
            status = add_start(m, event->tag);
            if (i < end && events[i].kind == KS_IX_END) {
                ks_str_add(m->out, "/>");
                i++;
            } else {
                ks_str_add_char(m->out, '>');
            }
            break;
        case KS_IX_END:
            ks_str_add(m->out, "</");
            add_name(m->out, event->tag->name, event->tag->scope, false);
            ks_str_add_char(m->out, '>');
            break;
        case KS_IX_SKIP:
            i = event->next;
            break;
        }
    }
    return status;
}

ks_status ks_ix_add_markup(const ks_inline *set, const ks_ix *element, ks_str *out)
{
    markup m = {.set = set, .out = out};
    ks_status status = KS_OK;
    ks_arena_init(&m.arena);
    for (const ks_ix *part = element; part != NULL && status == KS_OK; part = part->next) {
        m.document = part->document;
        status = add_range(&m, part->begin, part->end);
    }
    ks_arena_release(&m.arena);
    return status == KS_OK ? ks_str_status(out) : status;
}

ks_status ks_ix_add_text(const ks_inline *set, const ks_ix *element, ks_str *out)
{
    const ks_ix_event *events = set->tape.items;
    for (const ks_ix *part = element; part != NULL; part = part->next) {
        size_t i = part->begin;
        while (i < part->end) {
            const ks_ix_event *event = &events[i];
            if (event->kind == KS_IX_TEXT) {
                ks_str_add_sv(out, event->text);
            }
            i = event->kind == KS_IX_SKIP ? event->next : i + 1;
        }
    }
    return ks_str_status(out);
}
