#include "api_copy.h"

#include "api_session.h"
#include "xml_copy.h"

ks_status ks_api_copy_document(ks_session *session, ks_io_resolver *resolver, const char *url,
                               const ks_taxonomy *taxonomy, ks_uri_way way, ks_str *out)
{
    const ks_io_document *document = NULL;
    ks_xml_copy copy;
    ks_status status = ks_io_resolve(resolver, url, KS_NOWHERE, &session->sink, &document);
    if (status != KS_OK) {
        return status;
    }
    const ks_xml_source source = {.file = document->file,
                                  .text = document->text,
                                  .names = &session->names,
                                  .sink = &session->sink,
                                  .producer = document->producer,
                                  .known = taxonomy};
    ks_xml_copy_init(&copy, out);
    copy.way = way;
    ks_xml_write_declaration(&copy.writer, "UTF-8");
    status = ks_xml_parse(&source, &KS_XML_COPY_HANDLER, &copy);
    ks_xml_copy_release(&copy);
    return status == KS_OK ? ks_str_status(out) : status;
}
