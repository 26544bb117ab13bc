/* Roles and arcroles in an instance: what it refers to and where it uses them (XBRL 2.1 3.5.2.4,
 * 3.5.2.5, 4.11). */
#include <string.h>

#include "model_oim.h"
#include "read_instance_parts.h"

ks_status ks_read_role_ref(ks_instance_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                           const ks_xml_attr *attrs, size_t count)
{
    bool is_arcrole = strcmp(name->local, "arcroleRef") == 0;
    const ks_xml_attr *uri =
        ks_xml_attr_find(attrs, count, "", is_arcrole ? "arcroleURI" : "roleURI");
    if (uri == NULL || (!is_arcrole && strcmp(name->local, "roleRef") != 0)) {
        return KS_OK;
    }
    ks_raw_role_ref *ref = ks_vec_add(&reader->role_refs);
    if (ref == NULL) {
        return KS_ERR_MEMORY;
    }
    ref->uri = ks_names_text(reader->instance->names, ks_sv_trim(uri->value));
    ref->is_arcrole = is_arcrole;
    ref->place = ks_xml_place(stream);
    return ref->uri == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* The roles that come with the specification, and the one element of an instance that each suits.
 */
static const struct {
    const char *uri;
    const char *local;
} STANDARD_ROLES[] = {{KS_ROLE_LINK, "footnoteLink"},
                      {KS_ROLE_FOOTNOTE, "footnote"},
                      {KS_ARCROLE_FACT_FOOTNOTE, "footnoteArc"}};

static bool is_standard_here(const ks_raw_role_use *use)
{
    for (size_t i = 0; i < sizeof STANDARD_ROLES / sizeof *STANDARD_ROLES; i++) {
        if (strcmp(use->uri, STANDARD_ROLES[i].uri) == 0) {
            return ks_read_is(use->element, KS_NS_LINK, STANDARD_ROLES[i].local);
        }
    }
    return false;
}

static const ks_role *find_role(const ks_instance_reader *reader, bool is_arcrole, const char *uri)
{
    const ks_taxonomy *taxonomy = reader->instance->taxonomy;
    return is_arcrole ? ks_taxonomy_find_arcrole(taxonomy, uri)
                      : ks_taxonomy_find_role(taxonomy, uri);
}

static bool is_used_on(const ks_role *role, const ks_qname *element)
{
    for (size_t i = 0; i < role->used_on_count; i++) {
        if (ks_read_is(role->used_on_names[i], element->ns, element->local)) {
            return true;
        }
    }
    return false;
}

static void check_use(const ks_instance_reader *reader, const ks_map *refs,
                      const ks_raw_role_use *use)
{
    if (is_standard_here(use)) {
        return;
    }
    const ks_role *role = find_role(reader, use->is_arcrole, use->uri);
    bool is_ours = ks_role_is_standard(use->uri);
    if (!is_ours && ks_map_get(refs, ks_sv_from(use->uri)) == NULL) {
        KS_REPORT(reader->sink, KS_F_INSTANCE_ROLE_NOT_REFERRED, use->place, use->uri,
                  use->is_arcrole ? "arcroleRef" : "roleRef");
    } else if (is_ours || (role != NULL && !is_used_on(role, use->element))) {
        KS_REPORT(reader->sink, KS_F_INSTANCE_ROLE_NOT_FOR_THIS, use->place, use->uri,
                  use->element->local);
    } else if (role != NULL && role->is_distant &&
               strcmp(role->uri, KS_ARCROLE_FACT_EXPLANATORY) != 0) { /* it has an alias */
        ks_read_note_oddity(&reader->instance->distant_roles, use->place, role->uri);
    }
}

static ks_status check_ref(const ks_instance_reader *reader, ks_map *refs, ks_raw_role_ref *ref)
{
    const ks_raw_role_ref *first = ks_map_get(refs, ks_sv_from(ref->uri));
    if (first != NULL) {
        ks_related related = {first->place, ref->uri};
        KS_REPORT_RELATED(reader->sink, KS_F_INSTANCE_ROLE_REF_TWICE, ref->place, &related, 1,
                          ref->uri);
        return KS_OK;
    }
    return ks_map_set(refs, ks_sv_from(ref->uri), ref);
}

static ks_status check_kind(ks_instance_reader *reader, bool are_arcroles)
{
    ks_map refs;
    ks_status status = KS_OK;
    ks_map_init(&refs);
    for (size_t i = 0; i < reader->role_refs.count && status == KS_OK; i++) {
        if (reader->role_refs.items[i].is_arcrole == are_arcroles) {
            status = check_ref(reader, &refs, &reader->role_refs.items[i]);
        }
    }
    for (size_t i = 0; i < reader->role_uses.count && status == KS_OK; i++) {
        if (reader->role_uses.items[i].is_arcrole == are_arcroles) {
            check_use(reader, &refs, &reader->role_uses.items[i]);
        }
    }
    ks_map_release(&refs);
    return status;
}

ks_status ks_read_check_roles(ks_instance_reader *reader)
{
    ks_status status = check_kind(reader, false);
    return status == KS_OK ? check_kind(reader, true) : status;
}
