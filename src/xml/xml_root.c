#include "xml_root.h"

typedef struct root {
    const ks_qname *name; /* or NULL */
    ks_place place;
} root;

static ks_status take_name(ks_xml_stream *stream, void *user, const ks_qname *name,
                           const ks_xml_attr *attrs, size_t attr_count)
{
    (void)attrs;
    (void)attr_count;
    *(root *)user = (root){name, ks_xml_place(stream)};
    return KS_REFUSED; /* that was all */
}

static ks_status ignore_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    (void)stream;
    (void)user;
    (void)name;
    return KS_OK;
}

ks_status ks_xml_root(const ks_xml_source *source, const ks_qname **out, ks_place *out_place)
{
    static const ks_xml_handler HANDLER = {take_name, NULL, ignore_end};
    ks_xml_source quick = *source;
    quick.schema = NULL;
    root found = {0};
    ks_status status = ks_xml_parse(&quick, &HANDLER, &found);
    if (found.name == NULL) {
        return status == KS_OK ? KS_ERR_INTERNAL : status;
    }
    *out = found.name;
    if (out_place != NULL) {
        *out_place = found.place;
    }
    return KS_OK;
}
