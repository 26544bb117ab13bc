#include "xml_root.h"

static ks_status take_name(ks_xml_stream *stream, void *user, const ks_qname *name,
                           const ks_xml_attr *attrs, size_t attr_count)
{
    (void)stream;
    (void)attrs;
    (void)attr_count;
    *(const ks_qname **)user = name;
    return KS_REFUSED; /* that was all */
}

static ks_status ignore_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    (void)stream;
    (void)user;
    (void)name;
    return KS_OK;
}

ks_status ks_xml_root(const ks_xml_source *source, const ks_qname **out)
{
    static const ks_xml_handler HANDLER = {take_name, NULL, ignore_end};
    ks_xml_source quick = *source;
    quick.schema = NULL;
    const ks_qname *name = NULL;
    ks_status status = ks_xml_parse(&quick, &HANDLER, &name);
    if (name == NULL) {
        return status == KS_OK ? KS_ERR_INTERNAL : status;
    }
    *out = name;
    return KS_OK;
}
