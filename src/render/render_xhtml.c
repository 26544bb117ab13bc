#include "render_xhtml.h"

#include <limits.h>
#include <string.h>

#include <libxml/xmlsave.h>

#include "base_namespaces.h"
#include "base_text.h"
#include "render_transform.h"
#include "render_xhtml_parts.h"
#include "xml_compat.h"

#define OPENED "<div xmlns=\"" KS_NS_XHTML "\""

typedef struct fitting {
    bool is_changed;
    bool is_failed; /* memory is short */
} fitting;

static bool is_element(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE;
}

static bool is_named(const xmlNode *node, const char *name)
{
    return is_element(node) && strcmp((const char *)node->name, name) == 0;
}

static const ks_xhtml_element *known(const xmlNode *node)
{
    return ks_xhtml_find((const char *)node->name);
}

static xmlNode *next_element(xmlNode *node)
{
    while (node != NULL && !is_element(node)) {
        node = node->next;
    }
    return node;
}

static void discard(fitting *f, xmlNode *node)
{
    f->is_changed = true;
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

/* ---- attributes */

static void set_attr(fitting *f, xmlNode *node, const char *name, const char *value)
{
    f->is_changed = true;
    f->is_failed =
        xmlSetProp(node, (const xmlChar *)name, (const xmlChar *)value) == NULL || f->is_failed;
}

/* Puts a text before or behind what the attribute holds. */
static void extend_attr(fitting *f, xmlNode *node, const char *name, const char *before,
                        const char *after)
{
    ks_str text;
    ks_str_init(&text);
    xmlChar *old = xmlGetNoNsProp(node, (const xmlChar *)name);
    ks_str_add(&text, before);
    ks_str_add(&text, old != NULL ? (const char *)old : "");
    ks_str_add(&text, old != NULL && *old != '\0' && *after != '\0' ? " " : "");
    ks_str_add(&text, after);
    xmlFree(old);
    f->is_failed = text.is_failed || f->is_failed;
    if (!text.is_failed) {
        set_attr(f, node, name, text.ptr);
    }
    ks_str_release(&text);
}

/* Whether tags of inline XBRL will stand in it: marks, also in markup that is text as yet. */
static bool holds_marks(const xmlNode *node)
{
    for (const xmlNode *child = node->children; child != NULL; child = child->next) {
        const bool is_markup = child->type == XML_TEXT_NODE && child->name == xmlStringTextNoenc;
        if (child->type == XML_PI_NODE || (is_element(child) && holds_marks(child)) ||
            (is_markup && strstr((const char *)child->content, "<?ix-") != NULL)) {
            return true;
        }
    }
    return false;
}

/* A tag has the xml:lang of what it stands in as its own: the parts without tags have it each. */
static void add_lang(fitting *f, xmlNode *node, const char *lang)
{
    xmlNs *ns = xmlSearchNsByHref(node->doc, node, XML_XML_NAMESPACE);
    if (xmlHasNsProp(node, (const xmlChar *)"lang", XML_XML_NAMESPACE) != NULL || f->is_failed) {
        return;
    }
    if (!holds_marks(node)) {
        f->is_failed = ns == NULL || xmlNewNsProp(node, ns, (const xmlChar *)"lang",
                                                  (const xmlChar *)lang) == NULL;
        return;
    }
    for (xmlNode *child = node->children; child != NULL; child = child->next) {
        if (is_element(child) && child->children != NULL) {
            add_lang(f, child, lang);
        }
    }
}

/* The class says it too: for the styles, wherever there are tags. */
static void set_lang(fitting *f, xmlNode *node, const char *lang)
{
    ks_str name;
    ks_str_init(&name);
    ks_str_addf(&name, "lang-%s", lang);
    f->is_failed = name.is_failed || f->is_failed;
    if (!f->is_failed && ks_text_is_language(ks_sv_from(lang))) {
        if (!is_named(node, "html")) { /* which has no class */
            extend_attr(f, node, "class", "", name.ptr);
        }
        add_lang(f, node, lang);
    }
    ks_str_release(&name);
}

static void set_align(fitting *f, xmlNode *node, const char *value)
{
    ks_str style;
    ks_str_init(&style);
    ks_str_addf(&style, "text-align:%s;", value);
    f->is_failed = style.is_failed || f->is_failed;
    if (!style.is_failed && ks_xhtml_allows_attr("td", "align", ks_sv_from(value))) {
        extend_attr(f, node, "style", style.ptr, "");
    }
    ks_str_release(&style);
}

static bool is_fit_attr(const xmlNode *node, const xmlAttr *attr, ks_sv value)
{
    if (attr->ns != NULL) {
        return strcmp((const char *)attr->ns->href, (const char *)XML_XML_NAMESPACE) == 0 &&
               strcmp((const char *)attr->name, "lang") == 0 && ks_text_is_language(value);
    }
    return ks_xhtml_allows_attr((const char *)node->name, (const char *)attr->name, value);
}

static void fit_attr(fitting *f, xmlNode *node, xmlAttr *attr)
{
    xmlChar *text = xmlNodeListGetString(node->doc, attr->children, 1);
    const char *value = text != NULL ? (const char *)text : "";
    if (!is_fit_attr(node, attr, ks_sv_from(value))) {
        const char *name = (const char *)attr->name;
        f->is_changed = true;
        if (attr->ns == NULL && strcmp(name, "lang") == 0) {
            set_lang(f, node, value);
        } else if (attr->ns == NULL && strcmp(name, "align") == 0) {
            set_align(f, node, value);
        }
        xmlRemoveProp(attr);
    }
    xmlFree(text);
}

static void fit_attrs(fitting *f, xmlNode *node)
{
    static const char *const REQUIRED[][3] = {{"img", "alt", ""}, {"style", "type", "text/css"}};
    xmlAttr *next = NULL;
    for (xmlAttr *attr = node->properties; attr != NULL; attr = next) {
        next = attr->next;
        fit_attr(f, node, attr);
    }
    for (size_t i = 0; i < sizeof REQUIRED / sizeof *REQUIRED; i++) {
        if (is_named(node, REQUIRED[i][0]) &&
            xmlHasNsProp(node, (const xmlChar *)REQUIRED[i][1], NULL) == NULL) {
            set_attr(f, node, REQUIRED[i][1], REQUIRED[i][2]);
        }
    }
}

/* ---- elements */

static void rename_element(fitting *f, xmlNode *node, const char *name)
{
    extend_attr(f, node, "class", "", (const char *)node->name);
    xmlNodeSetName(node, (const xmlChar *)name);
    f->is_failed = !is_named(node, name) || f->is_failed;
    fit_attrs(f, node);
}

/* What XHTML 1.1 does not have; its looks stay. */
static void replace(fitting *f, xmlNode *node)
{
    const ks_xhtml_other *other = ks_xhtml_find_other((const char *)node->name);
    if (other->style != NULL) {
        extend_attr(f, node, "style", other->style, "");
    }
    rename_element(f, node, other->becomes);
}

static bool is_blank(const xmlNode *node)
{
    return node->type == XML_TEXT_NODE && xmlIsBlankNode(node) != 0;
}

static bool has_text(const xmlNode *node)
{
    const xmlNode *child = node->children;
    while (child != NULL && (is_blank(child) || child->type != XML_TEXT_NODE)) {
        child = child->next;
    }
    return child != NULL;
}

/* An element that may not be empty and is. */
static bool is_hollow(xmlNode *node)
{
    if (is_named(node, "img")) {
        return xmlHasNsProp(node, (const xmlChar *)"src", NULL) == NULL;
    }
    return is_element(node) && known(node)->needs_content && xmlChildElementCount(node) == 0 &&
           !has_text(node);
}

static bool fits(const ks_xhtml_element *element, const xmlNode *child)
{
    if (is_element(child)) {
        return (known(child)->as & element->holds) != 0;
    }
    const bool is_text = child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE;
    return !is_text || is_blank(child) || (element->holds & KS_XHTML_TEXT) != 0;
}

static void place_children(fitting *f, xmlNode *node);

/* Puts the node and those behind it that do not fit into a new element. */
static xmlNode *wrap_run(fitting *f, xmlNode *first, const ks_xhtml_element *element,
                         const char *name)
{
    xmlNode *wrapper = xmlNewDocNode(first->doc, first->parent->ns, (const xmlChar *)name, NULL);
    f->is_changed = true;
    if (wrapper == NULL || xmlAddPrevSibling(first, wrapper) == NULL) {
        f->is_failed = true;
        xmlFreeNode(wrapper);
        return NULL;
    }
    xmlNode *next = NULL;
    for (xmlNode *node = first; node != NULL; node = next) {
        next = node->next;
        if (is_element(node) && fits(element, node)) {
            break;
        }
        xmlUnlinkNode(node);
        xmlAddChild(wrapper, node);
    }
    place_children(f, wrapper);
    return wrapper->next;
}

/* What it holds stands in its place. Gives where to go on: text grows together with text before. */
static xmlNode *unwrap(fitting *f, xmlNode *node)
{
    xmlNode *before = node->prev;
    xmlNode *parent = node->parent;
    while (node->children != NULL) {
        xmlNode *child = node->children;
        xmlUnlinkNode(child);
        xmlAddPrevSibling(node, child);
    }
    discard(f, node);
    return before != NULL ? before : parent->children;
}

/* A child that does not fit. Gives where to go on. */
static xmlNode *place_child(fitting *f, xmlNode *node, const ks_xhtml_element *element,
                            xmlNode *child)
{
    const unsigned as = is_element(child) ? known(child)->as : 0;
    const bool is_void = is_element(child) && known(child)->holds == 0;
    xmlNode *next = child->next;
    if (element->wrap != NULL) {
        return wrap_run(f, child, element, element->wrap);
    }
    if (as == 0 || element->holds == 0 || (is_void && (as & KS_XHTML_BLOCK) == 0)) {
        discard(f, child);
        return next;
    }
    if ((as & KS_XHTML_ANY_INLINE) != 0 && (element->holds & KS_XHTML_ANY_INLINE) != 0) {
        rename_element(f, child, "span");
    } else if ((as & KS_XHTML_BLOCK) == 0) {
        rename_element(f, child, "div");
        place_children(f, child);
        return child; /* it is a block now */
    } else if (element->is_fixed) {
        return unwrap(f, child);
    } else {
        rename_element(f, node, "div");
        return node->children;
    }
    return next;
}

/* A list of blocks instead of items: no list. */
static bool is_no_list(const xmlNode *node, const ks_xhtml_element *element)
{
    bool has_block = false;
    for (xmlNode *child = next_element(node->children); child != NULL;
         child = next_element(child->next)) {
        if (fits(element, child)) {
            return false;
        }
        has_block = has_block || (known(child)->as & KS_XHTML_BLOCK) != 0;
    }
    return element->needs_content && has_block;
}

/* ---- tables: caption, columns, head, foot, bodies or rows */

enum { RANK_CAPTION, RANK_COLUMNS, RANK_HEAD, RANK_FOOT, RANK_BODY };

static int rank_of(const xmlNode *part)
{
    static const struct {
        const char *name;
        int rank;
    } RANKS[] = {{"caption", RANK_CAPTION},
                 {"col", RANK_COLUMNS},
                 {"colgroup", RANK_COLUMNS},
                 {"thead", RANK_HEAD},
                 {"tfoot", RANK_FOOT}};
    for (size_t i = 0; i < sizeof RANKS / sizeof *RANKS; i++) {
        if (is_named(part, RANKS[i].name)) {
            return RANKS[i].rank;
        }
    }
    return RANK_BODY;
}

static bool has_part(xmlNode *table, const char *name)
{
    xmlNode *part = next_element(table->children);
    while (part != NULL && !is_named(part, name)) {
        part = next_element(part->next);
    }
    return part != NULL;
}

/* Puts each of that name into an element of its own. */
static void wrap_parts(fitting *f, xmlNode *table, const char *name, const char *wrapper)
{
    const ks_xhtml_element *element = ks_xhtml_find(wrapper);
    xmlNode *next = NULL;
    for (xmlNode *part = next_element(table->children); part != NULL; part = next) {
        next = next_element(part->next);
        if (!is_named(part, name)) {
            continue;
        }
        xmlNode *group = xmlNewDocNode(table->doc, table->ns, (const xmlChar *)element->name, NULL);
        f->is_changed = true;
        if (group == NULL || xmlAddPrevSibling(part, group) == NULL) {
            f->is_failed = true;
            xmlFreeNode(group);
            return;
        }
        xmlUnlinkNode(part);
        xmlAddChild(group, part);
    }
}

static void sort_parts(fitting *f, xmlNode *table)
{
    int rank = -1;
    xmlNode *next = NULL;
    for (xmlNode *part = next_element(table->children); part != NULL; part = next) {
        next = next_element(part->next);
        int own = rank_of(part);
        const bool is_single = own != RANK_COLUMNS && own != RANK_BODY;
        const bool is_late = own < rank || (own == rank && is_single);
        if (is_late && own <= RANK_COLUMNS) {
            discard(f, part);
            continue;
        }
        if (is_late) {
            rename_element(f, part, "tbody");
            own = RANK_BODY;
        }
        rank = own;
    }
    if (rank == RANK_HEAD || rank == RANK_FOOT) {
        rename_element(f, xmlLastElementChild(table), "tbody");
    } else if (rank < RANK_HEAD) {
        rename_element(f, table, "div");
        place_children(f, table);
    }
}

static void fit_table(fitting *f, xmlNode *table)
{
    if (has_part(table, "tr") &&
        (has_part(table, "tbody") || has_part(table, "thead") || has_part(table, "tfoot"))) {
        wrap_parts(f, table, "tr", "tbody");
    }
    if (has_part(table, "col") && has_part(table, "colgroup")) {
        wrap_parts(f, table, "col", "colgroup");
    }
    sort_parts(f, table);
}

/* ---- */

static void place_children(fitting *f, xmlNode *node)
{
    xmlNode *child = node->children;
    while (child != NULL && !f->is_failed) {
        const ks_xhtml_element *element = known(node);
        xmlNode *next = child->next;
        if (is_hollow(child)) {
            discard(f, child);
        } else if (!fits(element, child)) {
            next = place_child(f, node, element, child);
        }
        child = next;
    }
    if (is_named(node, "table") && !f->is_failed && !is_hollow(node)) {
        fit_table(f, node);
    }
}

/* What an element holds comes first: it may become a block. As deep as the parser goes. */
static void fit(fitting *f, xmlNode *node)
{
    for (xmlNode *child = node->children; child != NULL && !f->is_failed; child = child->next) {
        if (is_element(child)) {
            fit(f, child);
        }
    }
    if (known(node) == NULL) {
        replace(f, node);
    } else {
        fit_attrs(f, node);
    }
    if (f->is_failed) {
        return;
    }
    if (is_no_list(node, known(node))) {
        rename_element(f, node, "div");
    }
    place_children(f, node);
}

ks_status ks_xhtml_fit(xmlNode *root, bool *out_changed)
{
    fitting f = {false, false};
    fit(&f, root);
    if (out_changed != NULL && !f.is_failed) {
        *out_changed = f.is_changed;
    }
    return f.is_failed ? KS_ERR_MEMORY : KS_OK;
}

/* ---- markup */

static ks_status parse(ks_sv markup, ks_sv names, xmlDoc **out)
{
    ks_str text;
    ks_str_init(&text);
    ks_str_add(&text, OPENED);
    ks_str_add_sv(&text, names);
    ks_str_add_char(&text, '>');
    ks_str_add_sv(&text, markup);
    ks_str_add(&text, "</div>");
    ks_status status = text.len > INT_MAX ? KS_ERR_LIMIT : ks_str_status(&text);
    xmlParserCtxt *parser = status == KS_OK ? xmlNewParserCtxt() : NULL;
    if (parser != NULL) {
        *out = xmlCtxtReadMemory(parser, text.ptr, (int)text.len, NULL, "UTF-8",
                                 KS_XML_PARSE_OPTIONS | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
        status = parser->errNo == XML_ERR_NO_MEMORY ? KS_ERR_MEMORY : KS_OK;
        xmlFreeParserCtxt(parser);
    } else if (status == KS_OK) {
        status = KS_ERR_MEMORY;
    }
    ks_str_release(&text);
    if (status == KS_OK && *out == NULL) {
        status = KS_ERR_INTERNAL; /* it is well-formed */
    }
    return status;
}

static ks_status write_children(xmlDoc *document, ks_str *out)
{
    xmlBuffer *buffer = xmlBufferCreate();
    xmlSaveCtxt *save = buffer != NULL
                            ? xmlSaveToBuffer(buffer, "UTF-8", XML_SAVE_NO_DECL | XML_SAVE_AS_XML)
                            : NULL;
    bool is_saved = save != NULL;
    for (xmlNode *node = xmlDocGetRootElement(document)->children; node != NULL && is_saved;
         node = node->next) {
        is_saved = xmlSaveTree(save, node) >= 0;
    }
    is_saved = save != NULL && xmlSaveClose(save) >= 0 && is_saved;
    if (is_saved) {
        ks_str_clear(out);
        ks_str_add(out, (const char *)xmlBufferContent(buffer));
    }
    xmlBufferFree(buffer);
    return is_saved ? ks_str_status(out) : KS_ERR_MEMORY;
}

ks_status ks_xhtml_fit_markup(ks_str *markup, ks_sv names, bool *out_changed)
{
    xmlDoc *document = NULL;
    bool is_changed = false;
    ks_status status = ks_str_status(markup);
    if (status == KS_OK) {
        status = parse(ks_str_view(markup), names, &document);
    }
    if (status == KS_OK) {
        status = ks_xhtml_fit(xmlDocGetRootElement(document), &is_changed);
    }
    if (status == KS_OK && is_changed) {
        status = ks_render_open_empty(document);
    }
    if (status == KS_OK && is_changed) {
        status = write_children(document, markup);
    }
    xmlFreeDoc(document);
    if (status == KS_OK && out_changed != NULL) {
        *out_changed = is_changed;
    }
    return status;
}

ks_status ks_xhtml_is_fit(ks_sv markup, bool *out)
{
    xmlDoc *document = NULL;
    bool is_changed = false;
    ks_status status = parse(markup, KS_SV(""), &document);
    if (status == KS_OK) {
        status = ks_xhtml_fit(xmlDocGetRootElement(document), &is_changed);
    }
    xmlFreeDoc(document);
    if (status == KS_OK) {
        *out = !is_changed;
    }
    return status;
}
