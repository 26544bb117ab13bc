#include "xml_places.h"

#include "base_names.h"

static ks_status note_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                            const ks_xml_attr *attrs, size_t count)
{
    ks_xml_places *places = user;
    (void)name;
    (void)attrs;
    (void)count;
    ks_place *place = ks_vec_add(&places->list);
    if (place == NULL) {
        return KS_ERR_MEMORY;
    }
    *place = ks_xml_place(stream);
    return KS_OK;
}

void ks_xml_places_release(ks_xml_places *places)
{
    ks_vec_release(&places->list);
}

ks_status ks_xml_places_read(ks_xml_places *places, const char *file, ks_sv text)
{
    const ks_xml_handler handler = {note_start, NULL, KS_XML_DEAF.end};
    ks_names names;
    ks_xml_places_release(places);
    ks_names_init(&names);
    const ks_xml_source source = {.file = file, .text = text, .names = &names};
    ks_status status = ks_xml_parse(&source, &handler, places);
    ks_names_release(&names);
    return status == KS_ERR_MEMORY ? status : KS_OK;
}

/* The node before in document order, without recursion; NULL in front of the root. */
static const xmlNode *before(const xmlNode *node)
{
    if (node->prev == NULL) {
        return node->parent;
    }
    node = node->prev;
    while (node->type == XML_ELEMENT_NODE && node->last != NULL) {
        node = node->last;
    }
    return node;
}

ks_place ks_xml_places_of(const ks_xml_places *places, const xmlNode *node)
{
    size_t number = 0; /* of elements up to it */
    while (node != NULL && node->type != XML_ELEMENT_NODE) {
        node = node->parent;
    }
    for (; node != NULL && node->type != XML_DOCUMENT_NODE; node = before(node)) {
        number += node->type == XML_ELEMENT_NODE;
    }
    return number > 0 && number <= places->list.count ? places->list.items[number - 1] : KS_NOWHERE;
}
