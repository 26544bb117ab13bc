#include "read_units.h"

#include <string.h>

#include "io_encoding.h"
#include "io_file.h"
#include "xml_tree.h"

#define NS_OURS  "urn:kessan:units:1"
#define BUILT_IN "xsd/kessan/units.xml"

typedef struct reader {
    ks_names *names;
    ks_sink *sink;
    ks_units *units;
    ks_map given; /* [status, id]: definitions met so far */
    ks_str key;
} reader;

/* A definition as it stands in the file. NULL is what is not there, or empty. */
typedef struct definition {
    const char *id;
    const char *name;
    const char *ns;
    const char *symbol;
    const char *status;
    ks_units_type item;
    ks_units_type numerator;
    ks_units_type denominator;
    ks_place place;
} definition;

static ks_status intern(const reader *r, const char *text, const char **out)
{
    ks_sv trimmed = ks_sv_trim(ks_sv_from(text));
    if (trimmed.len == 0) {
        *out = NULL;
        return KS_OK;
    }
    *out = ks_names_text(r->names, trimmed);
    return *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

static void report_missing(const reader *r, const definition *d, const char *part,
                           const char *although)
{
    KS_REPORT(r->sink, KS_F_UNITS_PART_MISSING, d->place, d->id, part, although);
}

static bool check_type(const reader *r, const definition *d, const ks_units_type *type,
                       const char *part, const char *ns_part)
{
    bool is_missing = type->local == NULL && type->ns != NULL;
    if (is_missing) {
        report_missing(r, d, part, ns_part);
    }
    return !is_missing;
}

static bool is_quotient(const definition *d)
{
    return d->numerator.local != NULL || d->denominator.local != NULL;
}

static bool check_kind(const reader *r, const definition *d)
{
    const char *quotient = d->numerator.local != NULL ? "numeratorItemType" : "denominatorItemType";
    const char *simple = d->ns != NULL ? "nsUnit" : "symbol";
    bool is_both = is_quotient(d) && (d->ns != NULL || d->symbol != NULL);
    if (is_both) {
        KS_REPORT(r->sink, KS_F_UNITS_PART_NEEDLESS, d->place, d->id, simple, quotient);
    }
    return !is_both;
}

static bool is_status(const char *text)
{
    static const char *const ALL[] = {"REC", "CR", "PWD", "NIE", "PROPOSED", "IWD", "ACK", "RR"};
    for (size_t i = 0; i < sizeof ALL / sizeof *ALL; i++) {
        if (strcmp(text, ALL[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool check_status(const reader *r, const definition *d)
{
    if (d->status == NULL) {
        report_missing(r, d, "status", NULL);
        return false;
    }
    if (!is_status(d->status)) {
        KS_REPORT(r->sink, KS_F_UNITS_UNKNOWN_STATUS, d->place, d->id, d->status);
        return false;
    }
    return true;
}

static ks_status check_once(reader *r, const definition *d, bool *out_is_first)
{
    ks_str_clear(&r->key);
    ks_str_addf(&r->key, "%s %s", d->status, d->id);
    ks_status status = ks_str_status(&r->key);
    *out_is_first = false;
    if (status != KS_OK) {
        return status;
    }
    if (ks_map_get(&r->given, ks_str_view(&r->key)) != NULL) {
        KS_REPORT(r->sink, KS_F_UNITS_GIVEN_TWICE, d->place, d->id, d->status);
        return KS_OK;
    }
    *out_is_first = true;
    return ks_map_set(&r->given, ks_str_view(&r->key), r);
}

/* Units Registry 1.0 2: the rules on a definition; where it keeps to them and is in force, it is
 * taken. */
static ks_status take(reader *r, const definition *d)
{
    bool is_first = false;
    if (d->id == NULL || d->item.local == NULL) {
        report_missing(r, d, d->id == NULL ? "unitId" : "itemType", NULL);
        return KS_OK;
    }
    if (!check_type(r, d, &d->numerator, "numeratorItemType", "nsNumeratorItemType") ||
        !check_type(r, d, &d->denominator, "denominatorItemType", "nsDenominatorItemType") ||
        !check_kind(r, d) || !check_status(r, d)) {
        return KS_OK;
    }
    ks_status status = check_once(r, d, &is_first);
    const bool is_candidate = strcmp(d->status, "CR") == 0;
    if (status != KS_OK || !is_first || (!is_candidate && strcmp(d->status, "REC") != 0)) {
        return status;
    }
    const ks_units_entry entry = {
        .id = d->id,
        .ns = d->ns,
        .name = d->name != NULL ? d->name : d->id,
        .item = d->item,
        .numerator = d->numerator,
        .denominator = d->denominator,
        .is_quotient = is_quotient(d),
        .is_candidate = is_candidate,
        .place = d->place,
    };
    return ks_units_add(r->units, &entry);
}

/* ---- the registry as it is published --------------------------------------------------------- */

static const char **find_part(definition *d, const char *local)
{
    const struct {
        const char *local;
        const char **part;
    } PARTS[] = {
        {"unitId", &d->id},
        {"unitName", &d->name},
        {"nsUnit", &d->ns},
        {"symbol", &d->symbol},
        {"status", &d->status},
        {"itemType", &d->item.local},
        {"nsItemType", &d->item.ns},
        {"numeratorItemType", &d->numerator.local},
        {"nsNumeratorItemType", &d->numerator.ns},
        {"denominatorItemType", &d->denominator.local},
        {"nsDenominatorItemType", &d->denominator.ns},
    };
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        if (strcmp(PARTS[i].local, local) == 0) {
            return PARTS[i].part;
        }
    }
    return NULL;
}

static ks_status read_published_unit(reader *r, const ks_xml_element *element)
{
    definition d = {.place = element->place};
    for (const ks_xml_element *e = element->first_child; e != NULL; e = e->next) {
        const char **part =
            strcmp(e->name->ns, KS_NS_UTR) == 0 ? find_part(&d, e->name->local) : NULL;
        ks_status status = part == NULL ? KS_OK : intern(r, e->text, part);
        if (status != KS_OK) {
            return status;
        }
    }
    return take(r, &d);
}

static ks_status read_published(reader *r, const ks_xml_element *root)
{
    const ks_xml_element *units = ks_xml_child(root, KS_NS_UTR, "units");
    ks_status status = KS_OK;
    for (const ks_xml_element *e = units == NULL ? NULL : ks_xml_child(units, KS_NS_UTR, "unit");
         e != NULL && status == KS_OK; e = ks_xml_sibling(e, KS_NS_UTR, "unit")) {
        status = read_published_unit(r, e);
    }
    return status;
}

/* ---- the registry in our format -------------------------------------------------------------- */

static ks_status read_type(const reader *r, const ks_xml_element *element, const char *local,
                           ks_units_type *out)
{
    if (element == NULL) {
        return KS_OK;
    }
    ks_status status = intern(r, ks_xml_get(element, local), &out->local);
    return status == KS_OK ? intern(r, ks_xml_get(element, "ns"), &out->ns) : status;
}

static ks_status read_quotient(const reader *r, const ks_xml_element *element, definition *d)
{
    ks_status status =
        read_type(r, ks_xml_child(element, NS_OURS, "numerator"), "type", &d->numerator);
    return status == KS_OK ? read_type(r, ks_xml_child(element, NS_OURS, "denominator"), "type",
                                       &d->denominator)
                           : status;
}

static ks_status read_simple(const reader *r, const ks_xml_element *type,
                             const ks_xml_element *element, definition *d)
{
    const char *ns = ks_xml_get(element, "ns");
    return intern(r, ns != NULL ? ns : ks_xml_get(type, "measures"), &d->ns);
}

static ks_status read_our_unit(reader *r, const ks_xml_element *type, const ks_xml_element *element)
{
    definition d = {.place = element->place};
    const bool is_simple = ks_xml_is(element, NS_OURS, "unit");
    const char *status_text = ks_xml_get(element, "status");
    ks_status status = read_type(r, type, "name", &d.item);
    if (status == KS_OK) {
        status = intern(r, ks_xml_get(element, "id"), &d.id);
    }
    if (status == KS_OK) {
        status = intern(r, ks_xml_get(element, "name"), &d.name);
    }
    if (status == KS_OK) {
        status = intern(r, status_text != NULL ? status_text : "REC", &d.status);
    }
    if (status == KS_OK) {
        status = is_simple ? read_simple(r, type, element, &d) : read_quotient(r, element, &d);
    }
    if (status == KS_OK && !is_simple && !is_quotient(&d)) {
        report_missing(r, &d, "numerator", NULL);
        return KS_OK;
    }
    return status == KS_OK ? take(r, &d) : status;
}

static ks_status read_ours(reader *r, const ks_xml_element *root)
{
    ks_status status = KS_OK;
    for (const ks_xml_element *type = ks_xml_child(root, NS_OURS, "type"); type != NULL;
         type = ks_xml_sibling(type, NS_OURS, "type")) {
        for (const ks_xml_element *e = type->first_child; e != NULL && status == KS_OK;
             e = e->next) {
            status = read_our_unit(r, type, e);
        }
    }
    return status;
}

/* ---------------------------------------------------------------------------------------------- */

static ks_status read_root(reader *r, const ks_xml_element *root)
{
    if (ks_xml_is(root, KS_NS_UTR, "utr")) {
        return read_published(r, root);
    }
    if (ks_xml_is(root, NS_OURS, "units")) {
        return read_ours(r, root);
    }
    KS_REPORT(r->sink, KS_F_UNITS_NOT_A_REGISTRY, root->place, root->name->local);
    return KS_OK;
}

static ks_status read_tree(reader *r, const char *path, ks_arena *arena)
{
    ks_bytes text = {NULL, 0};
    ks_sv built_in = {NULL, 0};
    ks_xml_element *root = NULL;
    ks_status status = KS_OK;
    if (path != NULL) {
        status = ks_io_read_xml(path, KS_NOWHERE, r->sink, &text);
    } else if (!ks_io_builtin_find(BUILT_IN, &built_in)) {
        status = KS_ERR_INTERNAL;
    }
    if (status == KS_OK) {
        const ks_xml_source source = {.file = path != NULL ? path : BUILT_IN,
                                      .text =
                                          path != NULL ? (ks_sv){text.data, text.size} : built_in,
                                      .names = r->names,
                                      .sink = r->sink};
        status = ks_xml_tree_read(&source, arena, &root);
    }
    ks_bytes_release(&text);
    return status == KS_OK ? read_root(r, root) : status;
}

/* Errors are counted in the sink, so there must be one. */
static ks_status read_all(reader *r, const char *path)
{
    ks_sink nowhere;
    ks_arena arena;
    ks_sink_init(&nowhere, NULL, NULL, KS_LANG_EN);
    ks_arena_init(&arena);
    ks_map_init(&r->given);
    ks_str_init(&r->key);
    r->sink = r->sink != NULL ? r->sink : &nowhere;
    const size_t errors_before = ks_sink_errors(r->sink);
    ks_status status = read_tree(r, path, &arena);
    if (status == KS_OK && ks_sink_errors(r->sink) > errors_before) {
        status = KS_REFUSED;
    }
    ks_str_release(&r->key);
    ks_map_release(&r->given);
    ks_arena_release(&arena);
    return status;
}

ks_status ks_read_units(const char *path, ks_names *names, ks_sink *sink, ks_units **out)
{
    reader r = {.names = names, .sink = sink};
    const char *file = path == NULL ? NULL : ks_names_text(names, ks_sv_from(path));
    if (path != NULL && file == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = ks_units_new(&r.units);
    if (status == KS_OK) {
        status = read_all(&r, file);
    }
    if (status != KS_OK) {
        ks_units_free(r.units);
        return status;
    }
    *out = r.units;
    return KS_OK;
}
