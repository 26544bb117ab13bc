#include "render_transform.h"

#include <limits.h>
#include <pthread.h>
#include <stdarg.h>

#include <libexslt/exslt.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xslt.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>

#include "base_alloc.h"
#include "base_namespaces.h"
#include "xml_compat.h"
#include "xml_init.h"

enum { MESSAGE_LIMIT = 400 };

static pthread_once_t once = PTHREAD_ONCE_INIT;

/* The one thing of EXSLT that the stylesheets use is exsl:node-set. */
static void start_libxslt(void)
{
    xsltInit();
    exsltCommonRegister();
}

static bool load_builtin(const char *url, void *user, ks_sv *out)
{
    (void)user;
    return ks_io_builtin_find(url, out);
}

__attribute__((format(printf, 2, 3))) static void keep_message(void *user, const char *format, ...)
{
    ks_str *message = user;
    char piece[MESSAGE_LIMIT];
    va_list args;

    if (message->len >= MESSAGE_LIMIT) {
        return;
    }
    va_start(args, format);
    vsnprintf(piece, sizeof piece, format, args);
    va_end(args);
    ks_str_add(message, piece);
}

static ks_status compile(const char *path, xsltStylesheet **out)
{
    ks_sv text;
    xmlDoc *document;

    if (!ks_io_builtin_find(path, &text) || text.len > INT_MAX) {
        return KS_ERR_NOT_FOUND;
    }
    document = xmlReadMemory(text.ptr, (int)text.len, path, NULL,
                             XSLT_PARSE_OPTIONS | KS_XML_PARSE_OPTIONS);
    if (document == NULL) {
        return KS_ERR_MEMORY; /* what is built in is well-formed */
    }
    xsltStylesheet *stylesheet = xsltParseStylesheetDoc(document);
    if (stylesheet == NULL) {
        xmlFreeDoc(document);
        return KS_ERR_INTERNAL;
    }
    *out = stylesheet;
    return KS_OK;
}

static xsltSecurityPrefs *forbid_everything(void)
{
    static const xsltSecurityOption OPTIONS[] = {
        XSLT_SECPREF_READ_FILE,    XSLT_SECPREF_WRITE_FILE,    XSLT_SECPREF_CREATE_DIRECTORY,
        XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK,
    };
    xsltSecurityPrefs *prefs = xsltNewSecurityPrefs();

    for (size_t i = 0; prefs != NULL && i < sizeof OPTIONS / sizeof *OPTIONS; i++) {
        if (xsltSetSecurityPrefs(prefs, OPTIONS[i], xsltSecurityForbid) != 0) {
            xsltFreeSecurityPrefs(prefs);
            return NULL;
        }
    }
    return prefs;
}

static ks_status set_params(xsltTransformContext *context, const ks_render_param *params,
                            size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (xsltQuoteOneUserParam(context, (const xmlChar *)params[i].name,
                                  (const xmlChar *)params[i].value) != 0) {
            return KS_ERR_MEMORY;
        }
    }
    return KS_OK;
}

static bool is_void(const xmlNode *node)
{
    static const char *const NAMES[] = {"area",  "base", "br",   "col",    "embed", "hr", "img",
                                        "input", "link", "meta", "source", "track", "wbr"};

    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if (strcmp((const char *)node->name, NAMES[i]) == 0) {
            return true;
        }
    }
    return false;
}

xmlNode *ks_render_walk(xmlNode *node)
{
    if (node->children != NULL && node->type == XML_ELEMENT_NODE) {
        return node->children;
    }
    while (node != NULL && node->next == NULL) {
        node = node->parent;
    }
    return node != NULL ? node->next : NULL;
}

ks_status ks_render_open_empty(xmlDoc *document)
{
    for (xmlNode *node = document->children; node != NULL; node = ks_render_walk(node)) {
        if (node->type != XML_ELEMENT_NODE || node->children != NULL || node->ns == NULL ||
            strcmp((const char *)node->ns->href, KS_NS_XHTML) != 0 || is_void(node)) {
            continue;
        }
        if (xmlAddChild(node, xmlNewDocText(document, (const xmlChar *)"")) == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    return KS_OK;
}

static ks_status save(xmlDoc *result, xsltStylesheet *stylesheet, ks_bytes *out)
{
    xmlChar *text = NULL;
    int size = 0;
    ks_status status = ks_render_open_empty(result);

    if (status != KS_OK) {
        return status;
    }
    if (xsltSaveResultToString(&text, &size, result, stylesheet) != 0 || text == NULL) {
        return KS_ERR_MEMORY;
    }
    char *copy = ks_alloc_text((const char *)text, (size_t)size);
    xmlFree(text);
    if (copy == NULL) {
        return KS_ERR_MEMORY;
    }
    *out = (ks_bytes){copy, (size_t)size};
    return KS_OK;
}

static ks_status report_failure(ks_str *message, ks_place place, ks_sink *sink)
{
    while (message->len > 0 && message->ptr[message->len - 1] == '\n') {
        message->ptr[--message->len] = '\0';
    }
    KS_REPORT(sink, KS_F_RENDER_FAILED, place, message->ptr);
    return KS_REFUSED;
}

struct ks_render_sheet {
    xsltStylesheet *stylesheet;
};

static ks_status apply(const ks_render_sheet *sheet, xmlDoc *document, const ks_render_run *run,
                       ks_str *message, ks_bytes *out)
{
    xsltStylesheet *stylesheet = sheet->stylesheet;
    xmlDoc *result = NULL;
    ks_status status = KS_ERR_MEMORY;
    xsltSecurityPrefs *prefs = forbid_everything();
    xsltTransformContext *context = xsltNewTransformContext(stylesheet, document);

    if (prefs == NULL || context == NULL || xsltSetCtxtSecurityPrefs(prefs, context) != 0) {
        goto done;
    }
    xsltSetTransformErrorFunc(context, message, keep_message);
    status = set_params(context, run->params, run->param_count);
    if (status != KS_OK) {
        goto done;
    }
    result = xsltApplyStylesheetUser(stylesheet, document, NULL, NULL, NULL, context);
    if (result == NULL || context->state != XSLT_STATE_OK) {
        status = KS_REFUSED;
        goto done;
    }
    status = run->finish != NULL ? run->finish(result, run->user) : KS_OK;
    if (status == KS_OK) {
        status = save(result, stylesheet, out);
    }
done:
    xmlFreeDoc(result);
    xsltFreeTransformContext(context);
    xsltFreeSecurityPrefs(prefs);
    return status;
}

ks_status ks_render_sheet_new(const char *path, ks_render_sheet **out)
{
    ks_xml_resolver resolver;
    ks_status status = ks_xml_init();
    if (status != KS_OK || pthread_once(&once, start_libxslt) != 0) {
        return KS_ERR_INTERNAL;
    }
    ks_render_sheet *sheet = ks_alloc_zero(1, sizeof *sheet);
    if (sheet == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_resolver_enter(&resolver, load_builtin, NULL);
    status = compile(path, &sheet->stylesheet);
    ks_xml_resolver_leave(&resolver);
    if (status != KS_OK) {
        ks_alloc_free(sheet);
        return status;
    }
    *out = sheet;
    return KS_OK;
}

void ks_render_sheet_free(ks_render_sheet *sheet)
{
    if (sheet != NULL) {
        xsltFreeStylesheet(sheet->stylesheet);
        ks_alloc_free(sheet);
    }
}

ks_status ks_render_transform(const ks_render_sheet *sheet, xmlDoc *document,
                              const ks_render_run *run, ks_sink *sink, ks_bytes *out)
{
    ks_xml_resolver resolver;
    ks_str message;
    ks_str_init(&message);
    ks_xml_resolver_enter(&resolver, load_builtin, NULL);
    ks_status status = apply(sheet, document, run, &message, out);
    if (status == KS_REFUSED) {
        status = report_failure(&message, run->place, sink);
    }
    ks_xml_resolver_leave(&resolver);
    ks_str_release(&message);
    return status;
}
