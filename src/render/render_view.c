#include "render_view.h"

#include <limits.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base_alloc.h"
#include "base_names.h"
#include "base_namespaces.h"
#include "render_inline.h"
#include "render_markup.h"
#include "render_transform.h"
#include "xml_compat.h"
#include "xml_init.h"
#include "xml_schema.h"
#include "xml_stream.h"

#define VIEW_SCHEMA "xsd/kessan/view.xsd"

typedef struct render_style {
    const char *name;
    const char *stylesheet;
    const char *css; /* handed over as the parameter css; or NULL */
    const char *ending;
    bool is_inline;
} render_style;

static const render_style STYLES[] = {
    {"html", "xslt/html.xsl", "xslt/html.css", "html", false},
    {"text", "xslt/text.xsl", NULL, "txt", false},
    {"csv", "xslt/csv.xsl", NULL, "csv", false},
    {"inline", "xslt/inline.xsl", "xslt/html.css", "xhtml", true},
};

typedef struct view_root {
    ks_str languages; /* of the view, each followed by a space */
    bool is_seen;
    ks_sink *sink;
} view_root;

static bool load_builtin(const char *url, void *user, ks_sv *out)
{
    (void)user;
    return ks_io_builtin_find(url, out);
}

/* Appends the tokens of `list`, with spaces or commas between them, each followed by a space. */
static void add_tokens(ks_str *out, ks_sv list)
{
    for (size_t i = 0; i < list.len; i++) {
        const char c = list.ptr[i];
        if (c != ' ' && c != ',' && c != '\t' && c != '\n') {
            ks_str_add_char(out, c);
        } else if (out->len > 0 && out->ptr[out->len - 1] != ' ') {
            ks_str_add_char(out, ' ');
        }
    }
    if (out->len > 0 && out->ptr[out->len - 1] != ' ') {
        ks_str_add_char(out, ' ');
    }
}

static ks_status see_root(ks_xml_stream *stream, void *user, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t attr_count)
{
    view_root *root = user;
    const ks_xml_attr *languages = ks_xml_attr_find(attrs, attr_count, "", "languages");

    if (root->is_seen) {
        return KS_OK;
    }
    root->is_seen = true;
    if (strcmp(name->ns, KS_NS_VIEW) != 0 || strcmp(name->local, "view") != 0) {
        KS_REPORT(root->sink, KS_F_RENDER_NOT_A_VIEW, ks_xml_place(stream), name->local);
        return KS_REFUSED;
    }
    if (languages != NULL) {
        add_tokens(&root->languages, languages->value);
    }
    return ks_str_status(&root->languages);
}

static ks_status validate(ks_xml_source source, ks_sink *sink)
{
    static const ks_xml_schema_part PART = {.ns = KS_NS_VIEW, .url = VIEW_SCHEMA};
    const size_t errors = ks_sink_errors(sink);
    ks_xml_schema *schema = NULL;
    ks_status status = ks_xml_schema_new(&PART, 1, load_builtin, NULL, sink, &schema);

    if (status == KS_OK) {
        source.schema = schema;
        status = ks_xml_parse(&source, &KS_XML_DEAF, NULL);
    }
    if (status == KS_OK && ks_sink_errors(sink) > errors) {
        status = KS_REFUSED;
    }
    ks_xml_schema_free(schema);
    return status;
}

/* So that a stylesheet meets nothing but views that agree with their schema. What is no view, or
 * no XML, is said before a schema has its say. */
static ks_status check_view(const ks_render_request *request, ks_sink *sink, view_root *root)
{
    const ks_xml_handler handler = {see_root, NULL, KS_XML_DEAF.end};
    ks_names names;

    ks_names_init(&names);
    const ks_xml_source source = {
        .file = request->file, .text = request->view, .names = &names, .sink = sink};
    ks_status status = ks_xml_parse(&source, &handler, root);
    if (status == KS_OK) {
        status = validate(source, sink);
    }
    ks_names_release(&names);
    return status;
}

static const render_style *find_style(const char *name)
{
    for (size_t i = 0; i < sizeof STYLES / sizeof *STYLES; i++) {
        if (strcmp(STYLES[i].name, name) == 0) {
            return &STYLES[i];
        }
    }
    return NULL;
}

static ks_status report_unknown_style(const char *name, ks_sink *sink)
{
    ks_str known;

    ks_str_init(&known);
    for (size_t i = 0; i < sizeof STYLES / sizeof *STYLES; i++) {
        ks_str_add(&known, i > 0 ? ", " : "");
        ks_str_add(&known, STYLES[i].name);
    }
    ks_str_add(&known, ", view"); /* of an instance: what styles are made from */
    KS_REPORT(sink, KS_F_RENDER_UNKNOWN_STYLE, KS_NOWHERE, name, known.ptr);
    ks_status status = ks_str_status(&known);
    ks_str_release(&known);
    return status == KS_OK ? KS_REFUSED : status;
}

static bool has_token(ks_sv list, ks_sv token)
{
    for (ks_sv known = ks_sv_next_token(&list); known.len > 0; known = ks_sv_next_token(&list)) {
        if (ks_sv_equal(known, token)) {
            return true;
        }
    }
    return false;
}

static ks_status report_unknown_language(ks_sv language, ks_sv known, const char *file,
                                         ks_sink *sink)
{
    ks_str text;
    ks_str list;

    ks_str_init(&text);
    ks_str_init(&list);
    ks_str_add_sv(&text, language);
    ks_str_add_sv(&list, ks_sv_trim(known));
    KS_REPORT(sink, KS_F_RENDER_UNKNOWN_LANGUAGE, ((ks_place){file, 0, 0}), text.ptr, list.ptr);
    ks_status status = ks_str_status(&text) == KS_OK ? ks_str_status(&list) : KS_ERR_MEMORY;
    ks_str_release(&text);
    ks_str_release(&list);
    return status == KS_OK ? KS_REFUSED : status;
}

/* The languages asked for, each once, in the order asked for. */
static ks_status choose_languages(const ks_render_request *request, ks_sv known, ks_sink *sink,
                                  ks_str *out)
{
    ks_str asked;
    ks_status status;

    ks_str_init(&asked);
    add_tokens(&asked, ks_sv_from(request->languages));
    status = ks_str_status(&asked);
    ks_sv rest = asked.len > 0 ? ks_str_view(&asked) : known;
    for (ks_sv token = ks_sv_next_token(&rest); status == KS_OK && token.len > 0;
         token = ks_sv_next_token(&rest)) {
        if (!has_token(known, token)) {
            status = report_unknown_language(token, known, request->file, sink);
        } else if (!has_token(ks_str_view(out), token)) {
            ks_str_add_sv(out, token);
            ks_str_add_char(out, ' ');
        }
    }
    ks_str_release(&asked);
    return status == KS_OK ? ks_str_status(out) : status;
}

struct ks_render_press {
    const render_style *style;
    ks_render_sheet *sheet;
    ks_str css;
    ks_str menu;
};

static ks_status init_press(ks_render_press *press)
{
    ks_sv css = KS_SV("");
    if (press->style->css != NULL && !ks_io_builtin_find(press->style->css, &css)) {
        return KS_ERR_NOT_FOUND;
    }
    ks_str_add_sv(&press->css, css);
    ks_status status = ks_str_status(&press->css);
    return status == KS_OK ? ks_render_sheet_new(press->style->stylesheet, &press->sheet) : status;
}

ks_status ks_render_press_new(const char *style, ks_sink *sink, ks_render_press **out)
{
    const render_style *known = find_style(style);
    if (known == NULL) {
        return report_unknown_style(style, sink);
    }
    ks_render_press *press = ks_alloc_zero(1, sizeof *press);
    if (press == NULL) {
        return KS_ERR_MEMORY;
    }
    press->style = known;
    ks_str_init(&press->css);
    ks_str_init(&press->menu);
    ks_status status = init_press(press);
    if (status != KS_OK) {
        ks_render_press_free(press);
        return status;
    }
    *out = press;
    return KS_OK;
}

void ks_render_press_free(ks_render_press *press)
{
    if (press != NULL) {
        ks_render_sheet_free(press->sheet);
        ks_str_release(&press->css);
        ks_str_release(&press->menu);
        ks_alloc_free(press);
    }
}

const char *ks_render_ending(const char *style)
{
    const render_style *known = find_style(style);
    return known == NULL ? NULL : known->ending;
}

/* Long texts as they will be printed: as safe markup, or as plain text. */
static ks_status convert_content(xmlNode *content, const render_style *style, ks_str *text)
{
    xmlChar *raw = xmlNodeGetContent(content);
    if (raw == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_str_clear(text);
    if (style->css != NULL) {
        ks_markup_to_html(ks_sv_from((const char *)raw), text);
    } else {
        ks_markup_to_text(ks_sv_from((const char *)raw), text);
    }
    xmlFree(raw);
    if (text->is_failed || text->len > INT_MAX) {
        return text->is_failed ? KS_ERR_MEMORY : KS_ERR_LIMIT;
    }
    xmlNode *made = xmlNewDocTextLen(content->doc, (const xmlChar *)text->ptr, (int)text->len);
    if (made == NULL) {
        return KS_ERR_MEMORY;
    }
    xmlFreeNodeList(content->children);
    content->children = content->last = NULL;
    xmlAddChild(content, made);
    return KS_OK;
}

static bool is_element(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static ks_status convert_blocks(xmlDoc *document, const render_style *style)
{
    ks_status status = KS_OK;
    ks_str text;
    ks_str_init(&text);
    const xmlNode *root = xmlDocGetRootElement(document);
    for (const xmlNode *part = root->children; part != NULL; part = part->next) {
        for (const xmlNode *block = is_element(part, "statement") ? part->children : NULL;
             block != NULL; block = block->next) {
            xmlNode *content = is_element(block, "block") ? block->children : NULL;
            for (; content != NULL && status == KS_OK; content = content->next) {
                if (is_element(content, "content")) {
                    status = convert_content(content, style, &text);
                }
            }
        }
    }
    ks_str_release(&text);
    return status;
}

static xmlDoc *read_view(ks_sv view)
{
    const ks_sv text = ks_xml_skip_declaration(view);
    return text.len > INT_MAX ? NULL
                              : xmlReadMemory(text.ptr, (int)text.len, NULL, "UTF-8",
                                              KS_XML_PARSE_OPTIONS | XML_PARSE_NOERROR |
                                                  XML_PARSE_NOWARNING | XML_PARSE_NOBLANKS);
}

/* What becomes of the page between the stylesheet and the file. */
static ks_status fill_page(ks_tags *tags, ks_bytes *page)
{
    ks_str text;
    ks_str_init(&text);
    ks_status status = ks_render_inline_fill((ks_sv){page->data, page->size}, tags, &text);
    ks_bytes_release(page);
    const size_t size = text.len;
    char *data = status == KS_OK ? ks_str_take(&text) : NULL;
    ks_str_release(&text);
    if (data != NULL) {
        *page = (ks_bytes){data, size};
    }
    return status == KS_OK && data == NULL ? KS_ERR_MEMORY : status;
}

static ks_status print_inline(const ks_render_press *press, xmlDoc *document,
                              const ks_render_request *request, ks_render_run *run, ks_sink *sink,
                              ks_bytes *out)
{
    const ks_tags_source source = {request->instance, request->from, request->to};
    ks_bytes page = {0};
    ks_tags tags;
    ks_status status = ks_tags_read(&source, &tags);
    if (status == KS_OK) {
        status = ks_render_inline_mark(document, &tags, run->params[0].value);
    }
    run->finish = ks_render_inline_settle;
    run->user = &tags;
    if (status == KS_OK) {
        status = ks_render_transform(press->sheet, document, run, sink, &page);
    }
    if (status == KS_OK) {
        status = fill_page(&tags, &page);
    }
    ks_tags_release(&tags);
    if (status == KS_OK) {
        *out = page;
    }
    return status;
}

/* Lays out the view of a request; `languages` with spaces between them. */
static ks_status run_press(const ks_render_press *press, const ks_render_request *request,
                           const char *languages, const char *part, ks_sink *sink, ks_bytes *out)
{
    const ks_render_param params[] = {{"languages", languages},
                                      {"css", press->css.ptr},
                                      {"menu", press->menu.ptr},
                                      {"part", part}};
    ks_render_run run = {.params = params,
                         .param_count = press->style->css != NULL ? 4 : 1,
                         .place = {request->file, 0, 0}};
    xmlDoc *document = read_view(request->view);
    ks_status status = document != NULL ? KS_OK : KS_ERR_MEMORY;
    if (status == KS_OK && press->style->is_inline && *part == '\0') {
        status = print_inline(press, document, request, &run, sink, out);
    } else if (status == KS_OK) {
        status = convert_blocks(document, press->style);
        if (status == KS_OK) {
            status = ks_render_transform(press->sheet, document, &run, sink, out);
        }
    }
    xmlFreeDoc(document);
    return status;
}

ks_status ks_render_press_run(const ks_render_press *press, const ks_render_request *request,
                              ks_sink *sink, ks_bytes *out)
{
    return run_press(press, request, request->languages, "", sink, out);
}

ks_status ks_render_press_menu(ks_render_press *press, const ks_render_request *contents,
                               ks_sink *sink)
{
    ks_bytes list = {0};
    if (press->style->css == NULL) {
        return KS_OK;
    }
    ks_status status = run_press(press, contents, contents->languages, "menu", sink, &list);
    if (status == KS_OK) {
        const char *begin = strstr(list.data, "<ol"); /* behind the document type */
        ks_str_clear(&press->menu);
        ks_str_add(&press->menu, begin != NULL ? begin : "");
        status = ks_str_status(&press->menu);
    }
    ks_bytes_release(&list);
    return status;
}

/* An inline document is made from an instance, which a view is not. */
static ks_status check_instance(const ks_render_request *request, ks_sink *sink)
{
    if (request->instance == NULL && strcmp(request->style, "inline") == 0) {
        KS_REPORT(sink, KS_F_RENDER_NO_INSTANCE, ((ks_place){request->file, 0, 0}), NULL);
        return KS_REFUSED;
    }
    return KS_OK;
}

ks_status ks_render_view(const ks_render_request *request, ks_sink *sink, ks_bytes *out)
{
    ks_sink counter;
    view_root root = {.sink = sink};
    ks_str languages;
    ks_render_press *press = NULL;
    if (sink == NULL) {
        ks_sink_init(&counter, NULL, NULL, KS_LANG_EN);
        sink = root.sink = &counter;
    }
    ks_status status = ks_render_press_new(request->style, sink, &press);
    ks_str_init(&root.languages);
    ks_str_init(&languages);
    if (status == KS_OK) {
        status = check_instance(request, sink);
    }
    if (status == KS_OK) {
        status = check_view(request, sink, &root);
    }
    if (status == KS_OK) {
        status = choose_languages(request, ks_str_view(&root.languages), sink, &languages);
    }
    if (status == KS_OK) {
        status = run_press(press, request, languages.ptr, "", sink, out);
    }
    ks_str_release(&languages);
    ks_str_release(&root.languages);
    ks_render_press_free(press);
    return status;
}
