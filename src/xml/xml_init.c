#include "xml_init.h"

#include <pthread.h>

#include "xml_compat.h"

/* An object pointer cannot portably hold a function's; these unions can, on what we run on. */
typedef union saved_structured {
    void *pointer;
    xmlStructuredErrorFunc function;
} saved_structured;

typedef union saved_generic {
    void *pointer;
    xmlGenericErrorFunc function;
} saved_generic;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static xmlExternalEntityLoader previous_loader;
static _Thread_local ks_xml_resolver *current;

ks_sv ks_xml_skip_declaration(ks_sv text)
{
    const char *end;

    if (!ks_sv_starts(text, KS_SV("<?xml")) || text.len < 6 ||
        (text.ptr[5] != ' ' && text.ptr[5] != '\t' && text.ptr[5] != '\n' && text.ptr[5] != '\r')) {
        return text;
    }
    end = memmem(text.ptr, text.len, "?>", 2);
    if (end == NULL) {
        return text;
    }
    end += 2;
    return (ks_sv){end, text.len - (size_t)(end - text.ptr)};
}

static xmlParserInputPtr load_entity(const char *url, const char *id, xmlParserCtxtPtr parser)
{
    ks_sv text;

    if (current == NULL) {
        return previous_loader != NULL ? previous_loader(url, id, parser) : NULL;
    }
    if (url == NULL || current->load == NULL || !current->load(url, current->user, &text) ||
        text.len > INT_MAX) {
        return NULL;
    }
    text = ks_xml_skip_declaration(text);
    return ks_xml_compat_input(parser, url, text.ptr, text.len);
}

static void start_libxml2(void)
{
    xmlInitParser();
    xmlSchemaInitTypes();
    previous_loader = xmlGetExternalEntityLoader();
    xmlSetExternalEntityLoader(load_entity);
}

ks_status ks_xml_init(void)
{
    return pthread_once(&once, start_libxml2) == 0 ? KS_OK : KS_ERR_INTERNAL;
}

static void ignore_structured(void *user, ks_xml_error_ptr error)
{
    (void)user;
    (void)error;
}

__attribute__((format(printf, 2, 3))) static void ignore_generic(void *user, const char *format,
                                                                 ...)
{
    (void)user;
    (void)format;
}

void ks_xml_resolver_enter(ks_xml_resolver *resolver, ks_xml_load_fn load, void *user)
{
    saved_structured structured = {.function = xmlStructuredError};
    saved_generic generic = {.function = xmlGenericError};

    resolver->load = load;
    resolver->user = user;
    resolver->outer = current;
    resolver->saved_structured = structured.pointer;
    resolver->saved_structured_user = xmlStructuredErrorContext;
    resolver->saved_generic = generic.pointer;
    resolver->saved_generic_user = xmlGenericErrorContext;
    current = resolver;
    xmlSetStructuredErrorFunc(NULL, ignore_structured);
    xmlSetGenericErrorFunc(NULL, ignore_generic);
}

void ks_xml_resolver_leave(ks_xml_resolver *resolver)
{
    saved_structured structured = {.pointer = resolver->saved_structured};
    saved_generic generic = {.pointer = resolver->saved_generic};

    xmlSetStructuredErrorFunc(resolver->saved_structured_user, structured.function);
    xmlSetGenericErrorFunc(resolver->saved_generic_user, generic.function);
    current = resolver->outer;
}
