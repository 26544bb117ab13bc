#include "api_copy.h"

#include "api_session.h"
#include "xml_copy.h"

static void begin(ks_xml_copy *copy, ks_uri_way way, ks_str *out)
{
    ks_xml_copy_init(copy, out);
    copy->way = way;
    ks_xml_write_declaration(&copy->writer, "UTF-8");
}

static ks_status end(ks_xml_copy *copy, ks_status status, const ks_str *out)
{
    ks_xml_copy_release(copy);
    return status == KS_OK ? ks_str_status(out) : status;
}

ks_status ks_api_copy_document(ks_session *session, ks_io_resolver *resolver, const char *url,
                               ks_uri_way way, ks_str *out)
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
                                  .producer = document->producer};
    begin(&copy, way, out);
    return end(&copy, ks_xml_parse(&source, &KS_XML_COPY_HANDLER, &copy), out);
}

ks_status ks_api_copy_report(ks_session *session, ks_io_resolver *resolver, const char *url,
                             ks_uri_way way, ks_report_pair *out_report, ks_str *out)
{
    ks_xml_copy copy;
    begin(&copy, way, out);
    return end(&copy,
               ks_read_report_with(url, &session->names, resolver, &KS_XML_COPY_HANDLER, &copy,
                                   &session->sink, out_report),
               out);
}
