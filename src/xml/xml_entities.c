/* The character entities of XHTML 1.0 (its appendix A.2), which a document may use whose document
 * type declaration names XHTML. libxml2 has them for HTML 4, and they are the same. */
#include <libxml/HTMLparser.h>

#include "base_str.h"
#include "xml_stream_parts.h"

bool ks_xml_entity_is_known(const xmlChar *public_id)
{
    ks_sv id = ks_sv_from((const char *)public_id);
    return ks_sv_starts(id, KS_SV("-//W3C//DTD XHTML ")) ||
           ks_sv_starts(id, KS_SV("-//XBRL International//DTD XHTML Inline XBRL "));
}

uint32_t ks_xml_entity_character(ks_sv name)
{
    xmlChar text[16];
    if (name.len == 0 || name.len >= sizeof text) {
        return 0;
    }
    memcpy(text, name.ptr, name.len);
    text[name.len] = '\0';
    const htmlEntityDesc *entity = htmlEntityLookup(text);
    return entity == NULL ? 0 : entity->value;
}

xmlEntityPtr ks_xml_entity_find(ks_xml_stream *stream, const xmlChar *name)
{
    uint32_t character =
        stream->has_entities ? ks_xml_entity_character(ks_sv_from((const char *)name)) : 0;
    if (character == 0) {
        return NULL;
    }
    /* A predefined entity is text at once; in an attribute the parser would take its first byte
     * only, and leaves the reference of any other as it stands. */
    bool is_attribute = ks_xml_compat_is_in_attribute(stream->parser);
    int size = xmlCopyChar(0, stream->entity_text, (int)character);
    stream->entity_text[size] = '\0';
    stream->entity = (xmlEntity){
        .type = XML_ENTITY_DECL,
        .name = name,
        .content = stream->entity_text,
        .orig = stream->entity_text,
        .length = size,
        .etype = is_attribute ? XML_INTERNAL_GENERAL_ENTITY : XML_INTERNAL_PREDEFINED_ENTITY,
    };
    return &stream->entity;
}
