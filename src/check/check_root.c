#include "check_root.h"

#include <string.h>

#include "model_type.h"

/* References come in this order, in front of everything else. */
static const char *const REFERENCES[] = {"schemaRef", "linkbaseRef", "roleRef", "arcroleRef"};

enum { RANK_REST = sizeof REFERENCES / sizeof *REFERENCES };

static int rank_of(const ks_qname *name)
{
    for (int i = 0; i < RANK_REST; i++) {
        if (strcmp(name->local, REFERENCES[i]) == 0 && strcmp(name->ns, KS_NS_LINK) == 0) {
            return i;
        }
    }
    return RANK_REST;
}

static bool is_allowed(const ks_root_check *check, const ks_qname *name)
{
    if (strcmp(name->ns, KS_NS_XBRLI) == 0) {
        return strcmp(name->local, "context") == 0 || strcmp(name->local, "unit") == 0;
    }
    if (strcmp(name->ns, KS_NS_LINK) == 0) {
        return strcmp(name->local, "footnoteLink") == 0;
    }
    /* What no schema declares is reported as that. */
    const ks_types *types = check->taxonomy->types;
    return ks_taxonomy_find(check->taxonomy, name) != NULL ||
           (types != NULL ? ks_types_element(types, name) == NULL
                          : ks_sink_errors(check->sink) > check->error_count);
}

static void check_child(ks_root_check *check, ks_place place, const ks_qname *name)
{
    int rank = rank_of(name);
    check->has_schema_ref |= rank == 0;
    bool is_known = rank < RANK_REST || is_allowed(check, name);
    if (rank < check->rank) {
        ks_related related = {check->first_place, check->first};
        KS_REPORT_RELATED(check->sink, KS_F_INSTANCE_WRONG_ORDER, place, &related, 1, name->local,
                          check->first);
    } else if (rank > check->rank) {
        check->rank = rank;
        check->first = name->local;
        check->first_place = place;
    }
    if (!is_known) {
        KS_REPORT(check->sink, KS_F_INSTANCE_UNEXPECTED_ELEMENT, place, name->local);
    }
}

static ks_status on_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t count)
{
    ks_root_check *check = user;
    (void)attrs;
    (void)count;
    if (check->depth == 0) {
        check->root_place = ks_xml_place(stream);
    } else if (check->depth == 1) {
        check_child(check, ks_xml_place(stream), name);
    }
    check->depth++;
    check->error_count = ks_sink_errors(check->sink);
    return KS_OK;
}

static ks_status on_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    ks_root_check *check = user;
    (void)stream;
    (void)name;
    check->depth--;
    if (check->depth == 0 && !check->has_schema_ref) {
        KS_REPORT(check->sink, KS_F_INSTANCE_NO_SCHEMA_REF, check->root_place, NULL);
    }
    check->error_count = ks_sink_errors(check->sink);
    return KS_OK;
}

const ks_xml_handler KS_ROOT_HANDLER = {on_start, NULL, on_end};
