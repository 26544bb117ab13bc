/* What references to documents lead to (XBRL 2.1 3.2, 3.5.2.4, 4.2, 4.3), and the schemas that
 * documents name for their own validation. */
#include <string.h>

#include "base_uri.h"
#include "read_dts.h"

#define REF_ROLE "http://www.xbrl.org/2003/role/"

/* 4.3.4: what a linkbase may hold that is referred to like this. */
static const struct {
    const char *uri;
    ks_dts_tag link;
    const char *name;
} LINKBASE_ROLES[] = {
    {REF_ROLE "calculationLinkbaseRef", KS_TAG_CALCULATION_LINK, "calculationLink"},
    {REF_ROLE "definitionLinkbaseRef", KS_TAG_DEFINITION_LINK, "definitionLink"},
    {REF_ROLE "labelLinkbaseRef", KS_TAG_LABEL_LINK, "labelLink"},
    {REF_ROLE "presentationLinkbaseRef", KS_TAG_PRESENTATION_LINK, "presentationLink"},
    {REF_ROLE "referenceLinkbaseRef", KS_TAG_REFERENCE_LINK, "referenceLink"},
};

static void tell_kind(ks_dts *dts, ks_dts_document *document)
{
    if (document->kind == KS_DOCUMENT_OTHER && !document->is_told) {
        document->is_told = true;
        KS_REPORT(dts->sink, KS_F_TAXONOMY_NOT_A_DOCUMENT, document->self->place,
                  document->self->name->local);
    }
}

static void check_schema(ks_dts *dts, const ks_dts_ref *ref)
{
    if (ref->document->kind == KS_DOCUMENT_LINKBASE) {
        KS_REPORT(dts->sink, KS_F_TAXONOMY_NOT_A_SCHEMA, ref->place, ref->document->url);
    }
}

static void check_namespace(ks_dts *dts, const ks_dts_ref *ref)
{
    const ks_dts_document *document = ref->document;
    check_schema(dts, ref);
    if (document->kind != KS_DOCUMENT_SCHEMA) {
        return;
    }
    if (ref->tag == KS_TAG_INCLUDE) {
        if (!document->is_chameleon && document->ns != ref->uri) {
            KS_REPORT(dts->sink, KS_F_TAXONOMY_INCLUDE_NAMESPACE, ref->place, document->url,
                      document->ns, ref->uri);
        }
    } else if (strcmp(document->is_chameleon ? "" : document->ns, ref->uri) != 0) {
        KS_REPORT(dts->sink, KS_F_TAXONOMY_IMPORT_NAMESPACE, ref->place, document->url,
                  document->ns, ref->uri);
    }
}

static void check_content(ks_dts *dts, const ks_dts_ref *ref, const ks_dts_linkbase *linkbase,
                          size_t row)
{
    ks_related related = {linkbase->custom_place, NULL};
    const ks_dts_tag expected = LINKBASE_ROLES[row].link;
    if (linkbase->custom_link != NULL) {
        related.text = linkbase->custom_link->local;
    }
    for (int tag = KS_TAG_LABEL_LINK; tag <= KS_TAG_FOOTNOTE_LINK && related.text == NULL; tag++) {
        if (tag != (int)expected && (linkbase->link_tags & KS_A_BIT(tag)) != 0) {
            related.place = linkbase->link_places[tag];
            related.text = "link";
        }
    }
    if (related.text != NULL) {
        KS_REPORT_RELATED(dts->sink, KS_F_TAXONOMY_LINKBASE_ROLE, ref->place, &related, 1,
                          ref->document->url, LINKBASE_ROLES[row].name);
    }
}

static ks_status check_linkbase(ks_dts *dts, const ks_dts_ref *ref)
{
    ks_dts_node *node = NULL;
    const ks_dts_linkbase *linkbase = ref->document->linkbase;
    if (ref->fragment != NULL && ref->fragment[0] != '\0') {
        ks_status status = ks_dts_follow(dts, ref->document, ref->fragment, ref->place, &node);
        if (status != KS_OK || node == NULL) {
            return status;
        }
        linkbase = node->linkbase;
    }
    if (linkbase == NULL) {
        if (ref->document->kind != KS_DOCUMENT_OTHER) {
            KS_REPORT(dts->sink, KS_F_TAXONOMY_NOT_A_LINKBASE, ref->place, ref->document->url);
        }
        return KS_OK;
    }
    for (size_t i = 0; ref->uri != NULL && i < sizeof LINKBASE_ROLES / sizeof *LINKBASE_ROLES;
         i++) {
        if (strcmp(LINKBASE_ROLES[i].uri, ref->uri) == 0) {
            check_content(dts, ref, linkbase, i);
        }
    }
    return KS_OK;
}

/* 3.5.2.4: the reference leads to the declaration of the very URI. */
static ks_status check_role(ks_dts *dts, const ks_dts_ref *ref)
{
    bool is_allowed = true;
    ks_dts_node *node = NULL;
    ks_status status = KS_OK;
    if (ref->fragment != NULL) {
        status = ks_dts_find(dts, ref->document, ref->fragment, &is_allowed, &node);
    }
    const ks_dts_role_type *type = node == NULL ? NULL : node->role_type;
    if (status != KS_OK || ref->uri == NULL) {
        return status;
    }
    if (type == NULL || type->uri == NULL || type->is_arcrole != (ref->tag == KS_TAG_ARCROLE_REF)) {
        KS_REPORT(dts->sink,
                  ref->tag == KS_TAG_ARCROLE_REF ? KS_F_TAXONOMY_UNKNOWN_ARCROLE
                                                 : KS_F_TAXONOMY_UNKNOWN_ROLE,
                  ref->place, ref->uri, ref->document->url,
                  ref->fragment == NULL ? "" : ref->fragment);
    } else if (type->uri != ref->uri) {
        ks_related related = {type->place, type->uri};
        KS_REPORT_RELATED(dts->sink, KS_F_TAXONOMY_WRONG_ROLE_REF, ref->place, &related, 1,
                          ref->uri, type->uri);
    }
    return KS_OK;
}

static ks_status check_ref(ks_dts *dts, const ks_dts_ref *ref)
{
    ks_dts_node *node = NULL;
    if (ref->document->kind == KS_DOCUMENT_BROKEN || ref->document->is_hint) {
        return KS_OK;
    }
    if (ref->tag != KS_TAG_LOC) {
        tell_kind(dts, ref->document);
    }
    switch (ref->tag) {
    case KS_TAG_SCHEMA_REF:
        check_schema(dts, ref);
        return KS_OK;
    case KS_TAG_IMPORT:
    case KS_TAG_INCLUDE:
        check_namespace(dts, ref);
        return KS_OK;
    case KS_TAG_LINKBASE_REF:
        return check_linkbase(dts, ref);
    case KS_TAG_ROLE_REF:
    case KS_TAG_ARCROLE_REF:
        return check_role(dts, ref);
    default:
        return ref->fragment == NULL
                   ? KS_OK
                   : ks_dts_follow(dts, ref->document, ref->fragment, ref->place, &node);
    }
}

ks_status ks_dts_check_refs(ks_dts *dts)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < dts->refs.count && status == KS_OK; i++) {
        status = check_ref(dts, &dts->refs.items[i]);
    }
    return status;
}

static ks_status add_hint(ks_dts_reader *reader, ks_sv ns, ks_sv location)
{
    ks_dts *dts = reader->dts;
    ks_schema_hint hint = {ks_names_text(dts->names, ns), NULL};
    const char *url = ks_io_refer(&dts->arena, ks_sv_from(ks_dts_base(reader)), location);
    if (hint.ns == NULL || url == NULL) {
        return KS_ERR_MEMORY;
    }
    hint.url = ks_names_text(dts->names, ks_sv_from(url));
    const char *const parts[] = {hint.ns, hint.url};
    ks_sv key = {(const char *)parts, sizeof parts};
    if (hint.url != NULL && ks_map_get(&dts->hint_index, key) != NULL) {
        return KS_OK;
    }
    ks_schema_hint *slot = hint.url == NULL ? NULL : ks_vec_add(&dts->hints);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = hint;
    return ks_map_set(&dts->hint_index, key, dts);
}

ks_status ks_dts_take_hints(ks_dts_reader *reader, ks_sv pairs)
{
    ks_status status = KS_OK;
    while (status == KS_OK) {
        ks_sv ns = ks_sv_next_token(&pairs);
        ks_sv location = ks_sv_next_token(&pairs);
        if (location.len == 0) {
            break;
        }
        status = add_hint(reader, ns, location);
    }
    return status;
}
