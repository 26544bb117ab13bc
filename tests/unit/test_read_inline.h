/* Inline documents in memory, read as a set and extracted as text. */
#ifndef KS_TEST_READ_INLINE_H
#define KS_TEST_READ_INLINE_H

#include <string.h>

#include "base_alloc.h"
#include "read_inline.h"
#include "test.h"
#include "test_findings.h"
#include "xml_copy.h"

#define HTML_OF(ix, more)                                                                          \
    "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:ix='" ix "'"                                 \
    " xmlns:ixt='http://www.xbrl.org/inlineXBRL/transformation/2015-02-26'"                        \
    " xmlns:xbrli='http://www.xbrl.org/2003/instance'"                                             \
    " xmlns:link='http://www.xbrl.org/2003/linkbase' xmlns:xlink='http://www.w3.org/1999/xlink'"   \
    " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:t='urn:t'" more ">"
#define HTML   HTML_OF("http://www.xbrl.org/2013/inlineXBRL", "")
#define HTML10 HTML_OF("http://www.xbrl.org/2008/inlineXBRL", "")
#define REF    "<link:schemaRef xlink:type='simple' xlink:href='t.xsd'/>"
#define REFS   "<ix:references>" REF "</ix:references>"
#define CONTEXT(id)                                                                                \
    "<xbrli:context id='" id                                                                       \
    "'><xbrli:entity><xbrli:identifier scheme='urn:s'>1</xbrli:identifier>"                        \
    "</xbrli:entity><xbrli:period><xbrli:instant>2002-06-30</xbrli:instant></xbrli:period>"        \
    "</xbrli:context>"
#define UNIT(id)           "<xbrli:unit id='" id "'><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>"
#define RESOURCES(more)    "<ix:resources>" CONTEXT("c") UNIT("u") more "</ix:resources>"
#define HEADER(parts)      "<body><div><ix:header>" parts "</ix:header></div>"
#define PAGE(header, body) HTML header body "</body></html>"
/* A whole document with a usual header. */
#define DOC(body)   PAGE(HEADER(REFS RESOURCES("")), body)
#define DOC10(body) HTML10 HEADER(REFS RESOURCES("")) body "</body></html>"
#define TEXT(attrs, content)                                                                       \
    "<ix:nonNumeric name='t:A' contextRef='c' " attrs ">" content "</ix:nonNumeric>"
#define NUMBER(attrs, content)                                                                     \
    "<ix:nonFraction name='t:N' contextRef='c' unitRef='u' decimals='0' " attrs ">" content        \
    "</ix:nonFraction>"

typedef struct inline_bench {
    ks_str findings;
    ks_str text; /* of the target */
    ks_sink sink;
    ks_names names;
    ks_io_resolver resolver;
    ks_status status;
} inline_bench;

static inline void bench_init(inline_bench *b)
{
    ks_str_init(&b->findings);
    ks_str_init(&b->text);
    ks_sink_init(&b->sink, note_finding, &b->findings, KS_LANG_EN);
    ks_names_init(&b->names);
    ks_io_resolver_init(&b->resolver, NULL, 0);
    b->status = KS_OK;
}

static inline void bench_release(inline_bench *b)
{
    ks_io_resolver_release(&b->resolver);
    ks_names_release(&b->names);
    ks_str_release(&b->text);
    ks_str_release(&b->findings);
}

static inline ks_status bench_copy(inline_bench *b, const ks_inline *set, const char *target)
{
    const ks_io_document *document = NULL;
    const char *url = NULL;
    ks_xml_copy copy;
    ks_status status = ks_inline_put(set, target, &b->resolver, &url);
    if (status == KS_OK) {
        status = ks_io_resolve(&b->resolver, url, KS_NOWHERE, &b->sink, &document);
    }
    if (status != KS_OK) {
        return status;
    }
    const ks_xml_source source = {.file = document->file,
                                  .names = &b->names,
                                  .sink = &b->sink,
                                  .producer = document->producer};
    ks_xml_copy_init(&copy, &b->text);
    status = ks_xml_parse(&source, &KS_XML_COPY_HANDLER, &copy);
    ks_xml_copy_release(&copy);
    return status;
}

/* Reads documents a.htm, b.htm ... as one set, and extracts `target`, or none. */
static inline ks_status bench_read(inline_bench *b, const char *const *documents, size_t count,
                                   const char *target)
{
    static const char *const NAMES[] = {"a.htm", "b.htm", "c.htm"};
    ks_inline *set = NULL;
    ks_status status = KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        status = ks_io_resolver_put(&b->resolver, NAMES[i], ks_sv_from(documents[i]));
    }
    if (status == KS_OK) {
        status = ks_inline_read(NAMES, count, &b->names, &b->resolver, &b->sink, &set);
    }
    if (status == KS_OK && target != NULL) {
        status = bench_copy(b, set, target);
    }
    ks_inline_free(set);
    return status == KS_OK ? ks_sink_status(&b->sink) : status;
}

#endif
