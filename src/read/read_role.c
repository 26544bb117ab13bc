/* Role and arcrole types (XBRL 2.1 5.1.3, 5.1.4), and whether roles and arcroles are used as these
 * say (3.5.2.4, 3.5.2.5, 5.1.3.4, 5.1.4.5). */
#include <string.h>

#include "base_text.h"
#include "base_uri.h"
#include "read_dts.h"

#define ROLE    "http://www.xbrl.org/2003/role/"
#define ARCROLE "http://www.xbrl.org/2003/arcrole/"

/* The roles that need no declaration, and the only element each may stand on (tables 1, 2, 8 and 9
 * of XBRL 2.1). */
static const struct {
    const char *uri;
    ks_dts_tag tag; /* KS_TAG_OTHER: all extended links */
} STANDARD_ROLES[] = {
    {ROLE "link", KS_TAG_OTHER},
    {ROLE "label", KS_TAG_LABEL},
    {ROLE "terseLabel", KS_TAG_LABEL},
    {ROLE "verboseLabel", KS_TAG_LABEL},
    {ROLE "positiveLabel", KS_TAG_LABEL},
    {ROLE "positiveTerseLabel", KS_TAG_LABEL},
    {ROLE "positiveVerboseLabel", KS_TAG_LABEL},
    {ROLE "negativeLabel", KS_TAG_LABEL},
    {ROLE "negativeTerseLabel", KS_TAG_LABEL},
    {ROLE "negativeVerboseLabel", KS_TAG_LABEL},
    {ROLE "zeroLabel", KS_TAG_LABEL},
    {ROLE "zeroTerseLabel", KS_TAG_LABEL},
    {ROLE "zeroVerboseLabel", KS_TAG_LABEL},
    {ROLE "totalLabel", KS_TAG_LABEL},
    {ROLE "periodStartLabel", KS_TAG_LABEL},
    {ROLE "periodEndLabel", KS_TAG_LABEL},
    {ROLE "documentation", KS_TAG_LABEL},
    {ROLE "definitionGuidance", KS_TAG_LABEL},
    {ROLE "disclosureGuidance", KS_TAG_LABEL},
    {ROLE "presentationGuidance", KS_TAG_LABEL},
    {ROLE "measurementGuidance", KS_TAG_LABEL},
    {ROLE "commentaryGuidance", KS_TAG_LABEL},
    {ROLE "exampleGuidance", KS_TAG_LABEL},
    {ROLE "reference", KS_TAG_REFERENCE},
    {ROLE "definitionRef", KS_TAG_REFERENCE},
    {ROLE "disclosureRef", KS_TAG_REFERENCE},
    {ROLE "mandatoryDisclosureRef", KS_TAG_REFERENCE},
    {ROLE "recommendedDisclosureRef", KS_TAG_REFERENCE},
    {ROLE "unspecifiedDisclosureRef", KS_TAG_REFERENCE},
    {ROLE "presentationRef", KS_TAG_REFERENCE},
    {ROLE "measurementRef", KS_TAG_REFERENCE},
    {ROLE "commentaryRef", KS_TAG_REFERENCE},
    {ROLE "exampleRef", KS_TAG_REFERENCE},
    {ROLE "footnote", KS_TAG_FOOTNOTE},
};

static const struct {
    const char *uri;
    ks_dts_tag tag;
    ks_cycles cycles;
} STANDARD_ARCROLES[] = {
    {ARCROLE "concept-label", KS_TAG_LABEL_ARC, KS_CYCLES_ANY},
    {ARCROLE "concept-reference", KS_TAG_REFERENCE_ARC, KS_CYCLES_ANY},
    {ARCROLE "parent-child", KS_TAG_PRESENTATION_ARC, KS_CYCLES_UNDIRECTED},
    {ARCROLE "summation-item", KS_TAG_CALCULATION_ARC, KS_CYCLES_ANY},
    {ARCROLE "general-special", KS_TAG_DEFINITION_ARC, KS_CYCLES_UNDIRECTED},
    {ARCROLE "essence-alias", KS_TAG_DEFINITION_ARC, KS_CYCLES_UNDIRECTED},
    {ARCROLE "similar-tuples", KS_TAG_DEFINITION_ARC, KS_CYCLES_ANY},
    {ARCROLE "requires-element", KS_TAG_DEFINITION_ARC, KS_CYCLES_ANY},
    {ARCROLE "fact-footnote", KS_TAG_FOOTNOTE_ARC, KS_CYCLES_ANY},
};

ks_status ks_dts_role_start(ks_dts_reader *reader, ks_xml_stream *stream, const ks_dts_start *start)
{
    ks_dts *dts = reader->dts;
    ks_dts_node *node = NULL;
    if (start->tag == KS_TAG_DEFINITION || start->tag == KS_TAG_USED_ON) {
        ks_str_clear(&reader->text);
        reader->is_collecting = reader->role_type != NULL;
        return KS_OK;
    }
    if (start->tag != KS_TAG_ROLE_TYPE && start->tag != KS_TAG_ARCROLE_TYPE) {
        return KS_OK;
    }
    bool is_arcrole = start->tag == KS_TAG_ARCROLE_TYPE;
    ks_dts_role_type *type = ks_arena_zero(&dts->arena, 1, sizeof *type);
    if (type == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = ks_dts_add_node(reader, stream, KS_NODE_ROLE_TYPE,
                                       ks_dts_get(start->attrs, KS_A_ID), &node);
    if (status == KS_OK) {
        status = ks_dts_intern(
            dts, ks_dts_get(start->attrs, is_arcrole ? KS_A_ARCROLE_URI : KS_A_ROLE_URI),
            &type->uri);
    }
    if (status != KS_OK) {
        return status;
    }
    ks_sv cycles = ks_sv_trim(ks_dts_get(start->attrs, KS_A_CYCLES));
    type->cycles = ks_sv_is(cycles, "none")         ? KS_CYCLES_NONE
                   : ks_sv_is(cycles, "undirected") ? KS_CYCLES_UNDIRECTED
                                                    : KS_CYCLES_ANY;
    type->is_arcrole = is_arcrole;
    type->id = node->id;
    type->place = node->place;
    type->document = reader->document;
    node->role_type = type;
    reader->role_type = type;
    reader->used_on.count = 0;
    return KS_OK;
}

static ks_status add_used_on(ks_dts_reader *reader, ks_xml_stream *stream)
{
    const ks_qname *name = NULL;
    ks_status status = ks_dts_qname(stream, ks_str_view(&reader->text), &name);
    if (status != KS_OK) {
        return status;
    }
    if (name == NULL) {
        const char *text = ks_arena_text(&reader->dts->arena, ks_str_view(&reader->text));
        const char *const args[] = {text, "usedOn", "QName"};
        return text == NULL
                   ? KS_ERR_MEMORY
                   : ks_dts_hold(reader, KS_F_XML_WRONG_VALUE, ks_xml_place(stream), args, 3);
    }
    for (size_t i = 0; i < reader->used_on.count; i++) {
        if (reader->used_on.items[i] == name) {
            KS_REPORT(reader->dts->sink, KS_F_TAXONOMY_DUPLICATE_USED_ON, ks_xml_place(stream),
                      name->local, reader->role_type->uri);
            return KS_OK;
        }
    }
    const ks_qname **slot = ks_vec_add(&reader->used_on);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = name;
    return KS_OK;
}

static ks_status finish_type(ks_dts_reader *reader)
{
    ks_dts *dts = reader->dts;
    ks_dts_role_type *type = reader->role_type;
    reader->role_type = NULL;
    type->used_on_count = reader->used_on.count;
    if (type->used_on_count > 0) {
        const size_t size = type->used_on_count * sizeof *type->used_on;
        type->used_on = ks_arena_alloc(&dts->arena, size);
        if (type->used_on == NULL) {
            return KS_ERR_MEMORY;
        }
        memcpy(type->used_on, reader->used_on.items, size);
    }
    ks_dts_role_type **slot = type->uri == NULL ? NULL : ks_vec_add(&dts->role_types);
    if (slot == NULL) {
        return type->uri == NULL ? KS_OK : KS_ERR_MEMORY;
    }
    *slot = type;
    return KS_OK;
}

ks_status ks_dts_role_end(ks_dts_reader *reader, ks_xml_stream *stream, ks_dts_tag tag)
{
    ks_sv text = ks_sv_trim(ks_str_view(&reader->text));
    switch (tag) {
    case KS_TAG_DEFINITION:
        reader->is_collecting = false;
        return ks_dts_text(reader->dts, text, &reader->role_type->definition);
    case KS_TAG_USED_ON:
        reader->is_collecting = false;
        return add_used_on(reader, stream);
    case KS_TAG_ROLE_TYPE:
    case KS_TAG_ARCROLE_TYPE:
        return finish_type(reader);
    default:
        return KS_OK;
    }
}

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* 4.10: s-equal; the id is how this one is pointed at, and no part of what it says. */
static bool is_same_type(const ks_dts_role_type *a, const ks_dts_role_type *b)
{
    return a->cycles == b->cycles && is_same_text(a->definition, b->definition) &&
           a->used_on_count == b->used_on_count &&
           (a->used_on_count == 0 ||
            memcmp(a->used_on, b->used_on, a->used_on_count * sizeof *a->used_on) == 0);
}

static void check_redeclared(ks_dts *dts, const ks_dts_role_type *first,
                             const ks_dts_role_type *type)
{
    for (const ks_dts_role_type *other = first; other != NULL; other = other->next) {
        ks_related related = {other->place, type->uri};
        if (other->document == type->document) {
            KS_REPORT_RELATED(dts->sink, KS_F_TAXONOMY_DUPLICATE_ROLE, type->place, &related, 1,
                              type->uri);
            return;
        }
        if (!is_same_type(other, type)) {
            KS_REPORT_RELATED(dts->sink, KS_F_TAXONOMY_ROLE_DIFFERS, type->place, &related, 1,
                              type->uri, other->document->url);
            return;
        }
    }
}

/* "link:presentationLink" whatever its prefix in the document is. */
static ks_status write_used_on(ks_dts *dts, const ks_dts_role_type *type, const char **out)
{
    ks_str text;
    ks_str_init(&text);
    for (size_t i = 0; i < type->used_on_count; i++) {
        bool is_link = strcmp(type->used_on[i]->ns, KS_NS_LINK) == 0;
        ks_str_addf(&text, "%s%s%s", i > 0 ? " " : "", is_link ? "link:" : "",
                    type->used_on[i]->local);
    }
    ks_status status = ks_str_status(&text);
    if (status == KS_OK) {
        *out = ks_arena_text(&dts->arena, ks_str_view(&text));
        status = *out == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    ks_str_release(&text);
    return status;
}

static ks_status keep_role(ks_dts *dts, ks_dts_role_type *type)
{
    ks_map *by_uri = type->is_arcrole ? &dts->arcrole_by_uri : &dts->role_by_uri;
    ks_dts_role_type *first = ks_map_get_ptr(by_uri, type->uri);
    if (first != NULL) {
        check_redeclared(dts, first, type);
        type->next = first->next;
        first->next = type;
        return KS_OK;
    }
    ks_role role = {.uri = type->uri,
                    .id = type->id,
                    .definition = type->definition,
                    .place = type->place,
                    .used_on_names = type->used_on,
                    .used_on_count = type->used_on_count,
                    .cycles = type->cycles,
                    .is_distant = type->document->is_distant};
    ks_status status = write_used_on(dts, type, &role.used_on);
    if (status == KS_OK) {
        status = ks_map_set_ptr(by_uri, type->uri, type);
    }
    if (status != KS_OK) {
        return status;
    }
    return type->is_arcrole ? ks_taxonomy_add_arcrole(dts->taxonomy, &role)
                            : ks_taxonomy_add_role(dts->taxonomy, &role);
}

ks_status ks_dts_keep_roles(ks_dts *dts)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < dts->role_types.count && status == KS_OK; i++) {
        status = keep_role(dts, dts->role_types.items[i]);
    }
    return status;
}

ks_cycles ks_dts_cycles(const ks_dts *dts, const char *arcrole)
{
    for (size_t i = 0; i < sizeof STANDARD_ARCROLES / sizeof *STANDARD_ARCROLES; i++) {
        if (strcmp(STANDARD_ARCROLES[i].uri, arcrole) == 0) {
            return STANDARD_ARCROLES[i].cycles;
        }
    }
    const ks_dts_role_type *type = ks_map_get_ptr(&dts->arcrole_by_uri, arcrole);
    return type == NULL ? KS_CYCLES_ANY : type->cycles;
}

bool ks_dts_has_ref(const ks_dts_linkbase *linkbase, const char *uri, bool is_arcrole)
{
    const void *const key[] = {uri, is_arcrole ? linkbase : NULL};
    return ks_map_get(&linkbase->refs, (ks_sv){(const char *)key, sizeof key}) != NULL;
}

static bool is_standard_link(ks_dts_tag tag)
{
    return tag >= KS_TAG_LABEL_LINK && tag <= KS_TAG_FOOTNOTE_LINK;
}

/* Whether the URI is one of the standard's own; *out_suits where it may stand there. */
static bool find_standard(const ks_dts_use *use, ks_dts_tag tag, bool *out_suits)
{
    for (size_t i = 0; use->is_arcrole && i < sizeof STANDARD_ARCROLES / sizeof *STANDARD_ARCROLES;
         i++) {
        if (strcmp(STANDARD_ARCROLES[i].uri, use->uri) == 0) {
            *out_suits = STANDARD_ARCROLES[i].tag == tag;
            return true;
        }
    }
    for (size_t i = 0; !use->is_arcrole && i < sizeof STANDARD_ROLES / sizeof *STANDARD_ROLES;
         i++) {
        if (strcmp(STANDARD_ROLES[i].uri, use->uri) == 0) {
            *out_suits = STANDARD_ROLES[i].tag == KS_TAG_OTHER ? is_standard_link(tag)
                                                               : STANDARD_ROLES[i].tag == tag;
            return true;
        }
    }
    return false;
}

static bool may_stand_on(const ks_dts_role_type *type, const ks_qname *element)
{
    for (; type != NULL; type = type->next) {
        for (size_t i = 0; i < type->used_on_count; i++) {
            if (type->used_on[i] == element) {
                return true;
            }
        }
    }
    return false;
}

/* The declared URI most like one that is not, or NULL. */
static const char *guess_uri(ks_dts *dts, const ks_dts_use *use)
{
    size_t count = 0;
    ks_sv *uris = dts->guesses++ < 20
                      ? ks_arena_zero(&dts->arena, dts->role_types.count + 1, sizeof *uris)
                      : NULL;
    for (size_t i = 0; uris != NULL && i < dts->role_types.count; i++) {
        if (dts->role_types.items[i]->is_arcrole == use->is_arcrole) {
            uris[count++] = ks_sv_from(dts->role_types.items[i]->uri);
        }
    }
    size_t nearest = count == 0 ? SIZE_MAX : ks_text_nearest(ks_sv_from(use->uri), uris, count);
    return nearest == SIZE_MAX ? NULL : uris[nearest].ptr;
}

#define STANDARD_ROLES "http://www.xbrl.org/2003/role/"

/* By ks_dts_use_kind. */
static const struct {
    ks_finding_id relative;
    ks_finding_id no_ref;
    ks_finding_id misused;
} GENERIC[] = {
    [KS_USE_OF_LINK] = {KS_F_GENERIC_RELATIVE_LINK_ROLE, KS_F_GENERIC_NO_LINK_ROLE_REF,
                        KS_F_GENERIC_LINK_ROLE_MISUSED},
    [KS_USE_OF_RESOURCE] = {KS_F_GENERIC_RELATIVE_RESOURCE_ROLE, KS_F_GENERIC_NO_RESOURCE_ROLE_REF,
                            KS_F_GENERIC_RESOURCE_ROLE_MISUSED},
    [KS_USE_OF_ARC] = {KS_F_GENERIC_RELATIVE_ARCROLE, KS_F_GENERIC_NO_ARCROLE_REF,
                       KS_F_GENERIC_ARCROLE_MISUSED},
};

/* Generic Links 1.0 2.1.1, 2.1.2, 2.2.1: on generic links and arcs, and on resources in generic
 * links. */
static bool is_generic(const ks_dts *dts, const ks_dts_use *use)
{
    switch (use->kind) {
    case KS_USE_OF_LINK:
        return ks_dts_is_generic_link(dts, use->name);
    case KS_USE_OF_RESOURCE:
        return use->link != NULL && ks_dts_is_generic_link(dts, use->link);
    default:
        return ks_dts_is_generic_arc(dts, use->name);
    }
}

static void check_generic_use(ks_dts *dts, const ks_dts_linkbase *linkbase, const ks_dts_use *use)
{
    /* The roles of XBRL 2.1 need no reference, here either. */
    const bool is_standard = use->kind == KS_USE_OF_LINK ? strcmp(use->uri, KS_ROLE_LINK) == 0
                                                         : use->kind == KS_USE_OF_RESOURCE &&
                                                               strncmp(use->uri, STANDARD_ROLES,
                                                                       strlen(STANDARD_ROLES)) == 0;
    if (is_standard || !is_generic(dts, use)) {
        return;
    }
    const ks_dts_role_type *type =
        ks_map_get_ptr(use->is_arcrole ? &dts->arcrole_by_uri : &dts->role_by_uri, use->uri);
    if (!ks_uri_is_absolute(ks_sv_from(use->uri))) {
        KS_REPORT(dts->sink, GENERIC[use->kind].relative, use->place, use->uri, use->name->local);
    } else if (!ks_dts_has_ref(linkbase, use->uri, use->is_arcrole)) {
        KS_REPORT(dts->sink, GENERIC[use->kind].no_ref, use->place, use->uri, use->name->local,
                  type == NULL ? guess_uri(dts, use) : NULL);
    } else if (type != NULL && !may_stand_on(type, use->name)) {
        ks_related related = {type->place, use->uri};
        KS_REPORT_RELATED(dts->sink, GENERIC[use->kind].misused, use->place, &related, 1, use->uri,
                          use->name->local);
    }
}

/* 3.5.2.4: only on elements of the standard must roles be declared; custom ones may do as they
 * please, but for generic ones. */
static void check_use(ks_dts *dts, const ks_dts_linkbase *linkbase, const ks_dts_use *use)
{
    ks_dts_tag tag = ks_dts_tag_of(&dts->words, use->name);
    bool suits = false;
    if (tag == KS_TAG_OTHER) {
        check_generic_use(dts, linkbase, use);
        return;
    }
    if (!ks_uri_is_absolute(ks_sv_from(use->uri))) {
        KS_REPORT(dts->sink,
                  use->is_arcrole ? KS_F_TAXONOMY_RELATIVE_ARCROLE : KS_F_TAXONOMY_RELATIVE_ROLE,
                  use->place, use->uri);
        return;
    }
    if (find_standard(use, tag, &suits)) {
        if (!suits) {
            KS_REPORT(dts->sink,
                      use->is_arcrole ? KS_F_TAXONOMY_ARCROLE_MISUSED : KS_F_TAXONOMY_ROLE_MISUSED,
                      use->place, use->uri, use->name->local);
        }
        return;
    }
    const ks_dts_role_type *type =
        ks_map_get_ptr(use->is_arcrole ? &dts->arcrole_by_uri : &dts->role_by_uri, use->uri);
    if (!ks_dts_has_ref(linkbase, use->uri, use->is_arcrole)) {
        KS_REPORT(dts->sink,
                  use->is_arcrole ? KS_F_TAXONOMY_NO_ARCROLE_REF : KS_F_TAXONOMY_NO_ROLE_REF,
                  use->place, use->uri, type == NULL ? guess_uri(dts, use) : NULL);
    } else if (type != NULL && !may_stand_on(type, use->name)) {
        ks_related related = {type->place, use->uri};
        KS_REPORT_RELATED(
            dts->sink, use->is_arcrole ? KS_F_TAXONOMY_ARCROLE_MISUSED : KS_F_TAXONOMY_ROLE_MISUSED,
            use->place, &related, 1, use->uri, use->name->local);
    }
}

ks_status ks_dts_check_uses(ks_dts *dts)
{
    for (size_t i = 0; i < dts->linkbases.count; i++) {
        const ks_dts_linkbase *linkbase = dts->linkbases.items[i];
        for (size_t u = 0; u < linkbase->uses.count; u++) {
            check_use(dts, linkbase, &linkbase->uses.items[u]);
        }
    }
    return KS_OK;
}
