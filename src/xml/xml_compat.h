/* What differs between the versions of libxml2 (2.9.14 and up). No other file asks for the version.
 */
#ifndef KS_XML_COMPAT_H
#define KS_XML_COMPAT_H

#include <limits.h>
#include <stdbool.h>

#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlschemastypes.h>
#include <libxml/xmlversion.h>

#if LIBXML_VERSION >= 21200
typedef const xmlError *ks_xml_error_ptr;
#else
typedef xmlErrorPtr ks_xml_error_ptr;
#endif

#if LIBXML_VERSION >= 21300
#define KS_XML_NO_XXE XML_PARSE_NO_XXE
#else
#define KS_XML_NO_XXE 0
#endif
#if LIBXML_VERSION >= 21400
#define KS_XML_NO_CATALOG XML_PARSE_NO_SYS_CATALOG
#else
#define KS_XML_NO_CATALOG 0
#endif

/* Entities are never substituted and nothing is loaded. The text is UTF-8 already, whatever its
 * declaration says. Limits are ours (libxml2.md T8). */
#define KS_XML_PARSE_OPTIONS                                                                       \
    (XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC | XML_PARSE_BIG_LINES |               \
     KS_XML_NO_XXE | KS_XML_NO_CATALOG)

/* Before 2.13 the validator calls a decimal of more digits than this invalid (libxml2.md T9). */
#if LIBXML_VERSION >= 21300
#define KS_XML_DECIMAL_DIGITS INT_MAX
#else
#define KS_XML_DECIMAL_DIGITS 24
#endif

/* Sends the errors of a parser to `handler`. On old versions the handler gets the context's
 * userData, which must therefore be `user`. */
static inline void ks_xml_compat_set_errors(xmlParserCtxtPtr parser, xmlStructuredErrorFunc handler,
                                            void *user)
{
#if LIBXML_VERSION >= 21300
    xmlCtxtSetErrorHandler(parser, handler, user);
#else
    parser->userData = user;
    parser->sax->serror = handler;
#endif
}

/* Whether the parser stands in the value of an attribute, when it asks for an entity. */
static inline bool ks_xml_compat_is_in_attribute(const xmlParserCtxt *parser)
{
    return parser->instate == XML_PARSER_ATTRIBUTE_VALUE;
}

/* An input on a copy of `text`, for a loader to return; NULL when memory is short. */
static inline xmlParserInputPtr ks_xml_compat_input(xmlParserCtxtPtr parser, const char *url,
                                                    const char *text, size_t size)
{
#if LIBXML_VERSION >= 21400
    (void)parser;
    return xmlNewInputFromMemory(url, text, size, 0);
#else
    xmlParserInputBufferPtr buffer =
        xmlParserInputBufferCreateMem(text, (int)size, XML_CHAR_ENCODING_NONE);
    xmlParserInputPtr input = NULL;

    if (buffer != NULL) {
        input = xmlNewIOInputStream(parser, buffer, XML_CHAR_ENCODING_NONE);
        if (input == NULL) {
            xmlFreeParserInputBuffer(buffer);
        } else {
            input->filename = (const char *)xmlStrdup((const xmlChar *)url);
        }
    }
    return input;
#endif
}

#endif
