#include "read_instance.h"

#include <string.h>

#include "base_text.h"
#include "base_uri.h"
#include "read_entries.h"
#include "read_instance_parts.h"
#include "read_kind.h"
#include "read_oim_parts.h"
#include "read_taxonomy.h"
#include "read_validate.h"

void ks_report_pair_release(ks_report_pair *report)
{
    ks_instance_free(report->instance);
    ks_taxonomy_free(report->taxonomy);
    *report = (ks_report_pair){NULL, NULL};
}

bool ks_read_is(const ks_qname *name, const char *ns, const char *local)
{
    return strcmp(name->local, local) == 0 && strcmp(name->ns, ns) == 0;
}

ks_status ks_read_attr(ks_instance_reader *reader, const ks_xml_attr *attrs, size_t count,
                       const char *ns, const char *local, const char **out)
{
    const ks_xml_attr *attr = ks_xml_attr_find(attrs, count, ns, local);
    if (attr == NULL) {
        return KS_OK;
    }
    *out = ks_arena_text(&reader->arena, ks_sv_trim(attr->value));
    return *out == NULL ? KS_ERR_MEMORY : KS_OK;
}

const ks_xml_attr *ks_read_find(const ks_xml_attr *attrs, size_t count, const ks_qname *name)
{
    for (size_t i = 0; i < count; i++) {
        if (attrs[i].name == name) {
            return &attrs[i];
        }
    }
    return NULL;
}

ks_status ks_read_add_id(ks_instance_reader *reader, ks_sv id, bool is_lasting,
                         const ks_id_target *target)
{
    const char *text = is_lasting ? id.ptr : ks_arena_text(&reader->arena, id);
    ks_id_target *kept = ks_arena_alloc(&reader->arena, sizeof *kept);
    void *found = NULL;
    if (text == NULL || kept == NULL) {
        return KS_ERR_MEMORY;
    }
    *kept = *target;
    ks_status status = ks_map_add_borrowed(&reader->ids, (ks_sv){text, id.len}, kept, &found);
    if (status == KS_OK && found != NULL) {
        const ks_id_target *first = found;
        ks_related related = {first->place, text};
        KS_REPORT_RELATED(reader->sink, KS_F_INSTANCE_DUPLICATE_ID, target->place, &related, 1,
                          text);
    }
    return status;
}

ks_status ks_read_check_root(ks_sink *sink, ks_xml_stream *stream, const ks_qname *name)
{
    if (ks_read_is(name, KS_NS_XBRLI, "xbrl")) {
        return KS_OK;
    }
    KS_REPORT(sink, KS_F_INSTANCE_NOT_AN_INSTANCE, ks_xml_place(stream), name->local,
              name->ns[0] != '\0' ? name->ns : NULL, ks_read_kind_of(name, sink->lang),
              name->ns[0] != '\0' ? NULL : "-");
    return KS_REFUSED;
}

static ks_instance_part part_of(const ks_instance_names *names, const ks_qname *name)
{
    if (name == names->context) {
        return KS_PART_CONTEXT;
    }
    if (name == names->unit) {
        return KS_PART_UNIT;
    }
    if (name == names->footnote_link) {
        return KS_PART_FOOTNOTES;
    }
    return strcmp(name->ns, KS_NS_LINK) == 0 ? KS_PART_SKIPPED : KS_PART_FACT;
}

void ks_read_note_oddity(ks_oddity *oddity, ks_place place, const char *what)
{
    if (oddity->count++ == 0) {
        oddity->place = place;
        oddity->what = what;
    }
}

static ks_status take_schema_ref(ks_instance_reader *reader, const ks_qname *name,
                                 const ks_xml_attr *attrs, size_t count)
{
    const ks_xml_attr *href = ks_xml_attr_find(attrs, count, KS_NS_XLINK, "href");
    if (!ks_read_is(name, KS_NS_LINK, "schemaRef") || href == NULL) {
        return KS_OK;
    }
    ks_instance *instance = reader->instance;
    const char *text = ks_arena_text(&instance->arena, href->value);
    const char **slot = instance->schema_ref == NULL ? &instance->schema_ref
                                                     : ks_vec_add(&instance->more_schema_refs);
    if (text == NULL || slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = text;
    return KS_OK;
}

static ks_status begin_root(ks_instance_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                            const ks_xml_attr *attrs, size_t count)
{
    const ks_xml_attr *base = ks_xml_attr_find(attrs, count, KS_NS_XML, "base");
    ks_status status = ks_read_check_root(reader->sink, stream, name);
    if (status == KS_OK) {
        status = ks_read_attr(reader, attrs, count, KS_NS_XML, "lang", &reader->lang);
    }
    if (status != KS_OK || base == NULL) {
        return status;
    }
    reader->base = ks_uri_resolve(&reader->arena, ks_sv_from(reader->url), ks_sv_trim(base->value));
    return reader->base == NULL ? KS_ERR_MEMORY : KS_OK;
}

/* The references in front of the facts; the taxonomy has been read from them. */
static ks_status take_ref(ks_instance_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t count)
{
    if (reader->depth != reader->part_depth) {
        return KS_OK;
    }
    if (ks_read_is(name, KS_NS_LINK, "linkbaseRef")) {
        ks_read_note_oddity(&reader->instance->linkbase_refs, ks_xml_place(stream), "");
    }
    ks_status status = take_schema_ref(reader, name, attrs, count);
    return status == KS_OK ? ks_read_role_ref(reader, stream, name, attrs, count) : status;
}

static ks_status begin_or_go_on(ks_instance_reader *reader, ks_xml_stream *stream,
                                const ks_qname *name, const ks_xml_attr *attrs, size_t count)
{
    if (reader->part == KS_PART_ROOT) {
        reader->part = part_of(&reader->names, name);
        reader->part_depth = reader->depth;
        if (reader->part != KS_PART_FACT && reader->tuples.count == 0) {
            reader->children++; /* facts count themselves */
        }
    }
    switch (reader->part) {
    case KS_PART_CONTEXT:
        return ks_read_context_start(reader, stream, name, attrs, count);
    case KS_PART_UNIT:
        return ks_read_unit_start(reader, stream, name, attrs, count);
    case KS_PART_FACT:
        return ks_read_fact_start(reader, stream, name, attrs, count);
    case KS_PART_FOOTNOTES:
        return ks_read_footnote_start(reader, stream, name, attrs, count);
    default:
        return take_ref(reader, stream, name, attrs, count);
    }
}

static void note_base(ks_instance_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                      const ks_xml_attr *attrs, size_t count)
{
    if (ks_read_find(attrs, count, reader->names.base) != NULL) {
        ks_read_note_oddity(&reader->instance->bases, ks_xml_place(stream), name->local);
    }
}

static ks_status on_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t count)
{
    ks_instance_reader *reader = user;
    note_base(reader, stream, name, attrs, count);
    ks_status status = reader->also == NULL
                           ? KS_OK
                           : reader->also->start(stream, reader->also_user, name, attrs, count);
    if (status == KS_OK) {
        status = reader->depth == 0 ? begin_root(reader, stream, name, attrs, count)
                                    : begin_or_go_on(reader, stream, name, attrs, count);
    }
    reader->depth++;
    return status;
}

static ks_status on_text(ks_xml_stream *stream, void *user, ks_sv text)
{
    ks_instance_reader *reader = user;
    if (reader->also != NULL && reader->also->text != NULL) {
        ks_status status = reader->also->text(stream, reader->also_user, text);
        if (status != KS_OK) {
            return status;
        }
    }
    if (reader->is_collecting) {
        ks_str_add_sv(&reader->text, text);
    }
    if (reader->end_at_hand != 0) {
        ks_read_footnote_text(reader, text);
    }
    return ks_str_status(&reader->text);
}

static ks_status end_part(ks_instance_reader *reader, ks_xml_stream *stream, const ks_qname *name)
{
    switch (reader->part) {
    case KS_PART_CONTEXT:
        return ks_read_context_end(reader, stream, name);
    case KS_PART_UNIT:
        return ks_read_unit_end(reader, stream, name);
    case KS_PART_FACT:
        return ks_read_fact_end(reader, stream);
    case KS_PART_FOOTNOTES:
        return ks_read_footnote_end(reader, name);
    default:
        return KS_OK;
    }
}

static ks_status on_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    ks_instance_reader *reader = user;
    reader->depth--;
    ks_status status =
        reader->also == NULL ? KS_OK : reader->also->end(stream, reader->also_user, name);
    status = status == KS_OK ? end_part(reader, stream, name) : status;
    if (reader->part != KS_PART_ROOT && reader->depth == reader->part_depth) {
        reader->part = KS_PART_ROOT;
        reader->is_collecting = false;
    } else if (reader->part == KS_PART_ROOT) {
        ks_read_tuple_end(reader);
    }
    return status;
}

static void release_reader(ks_instance_reader *reader)
{
    ks_str *const texts[] = {
        &reader->text,    &reader->start_text,  &reader->content.text, &reader->content.characters,
        &reader->fact_id, &reader->context_ref, &reader->unit_ref,     &reader->fact_lang,
        &reader->markup};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ks_str_release(texts[i]);
    }
    for (size_t i = 0; i < reader->links.count; i++) {
        ks_vec_release(&reader->links.items[i]->ends);
        ks_vec_release(&reader->links.items[i]->arcs);
    }
    ks_vec_release(&reader->links);
    ks_vec_release(&reader->pending);
    ks_vec_release(&reader->tuples);
    ks_vec_release(&reader->role_refs);
    ks_vec_release(&reader->role_uses);
    ks_vec_release(&reader->content.dimensions);
    ks_vec_release(&reader->content.open);
    ks_vec_release(&reader->numerators);
    ks_vec_release(&reader->denominators);
    ks_map_release(&reader->ids);
    ks_map_release(&reader->told_namespaces);
    ks_map_release(&reader->dangling_contexts);
    ks_map_release(&reader->dangling_units);
    ks_map_release(&reader->by_position);
    ks_arena_release(&reader->arena);
}

static ks_status intern_names(ks_instance_reader *reader)
{
    ks_instance_names *names = &reader->names;
    const struct {
        const ks_qname **out;
        const char *ns;
        const char *local;
    } all[] = {
        {&names->context, KS_NS_XBRLI, "context"},
        {&names->unit, KS_NS_XBRLI, "unit"},
        {&names->footnote_link, KS_NS_LINK, "footnoteLink"},
        {&names->segment, KS_NS_XBRLI, "segment"},
        {&names->scenario, KS_NS_XBRLI, "scenario"},
        {&names->identifier, KS_NS_XBRLI, "identifier"},
        {&names->instant, KS_NS_XBRLI, "instant"},
        {&names->start_date, KS_NS_XBRLI, "startDate"},
        {&names->end_date, KS_NS_XBRLI, "endDate"},
        {&names->measure, KS_NS_XBRLI, "measure"},
        {&names->unit_denominator, KS_NS_XBRLI, "unitDenominator"},
        {&names->numerator, KS_NS_XBRLI, "numerator"},
        {&names->denominator, KS_NS_XBRLI, "denominator"},
        {&names->explicit_member, KS_NS_XBRLDI, "explicitMember"},
        {&names->typed_member, KS_NS_XBRLDI, "typedMember"},
        {&names->id, "", "id"},
        {&names->context_ref, "", "contextRef"},
        {&names->unit_ref, "", "unitRef"},
        {&names->decimals, "", "decimals"},
        {&names->precision, "", "precision"},
        {&names->lang, KS_NS_XML, "lang"},
        {&names->base, KS_NS_XML, "base"},
        {&names->nil, KS_NS_XSI, "nil"},
        {&names->type, KS_NS_XSI, "type"},
        {&names->dimension, "", "dimension"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        *all[i].out = ks_names_qname(reader->instance->names, ks_sv_from(all[i].ns),
                                     ks_sv_from(all[i].local));
        if (*all[i].out == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    return KS_OK;
}

/* The concept most like an element that no schema declares. */
static const char *suggest(const char *local, void *user)
{
    ks_instance_reader *reader = user;
    const ks_concept *nearest = reader->guesses++ < KS_GUESS_LIMIT
                                    ? ks_taxonomy_nearest(reader->instance->taxonomy, local)
                                    : NULL;
    if (nearest == NULL) {
        return NULL;
    }
    /* A fact of that concept is probably meant: sums need not tell that it is missing. */
    ks_status status = ks_instance_doubt(reader->instance, nearest, NULL);
    (void)status; /* at worst a sum tells it */
    return nearest->name->local;
}

static bool is_known_namespace(const ks_taxonomy *taxonomy, const char *ns)
{
    for (size_t i = 0; i < taxonomy->documents.count; i++) {
        const char *known = taxonomy->documents.items[i].ns;
        if (known != NULL && strcmp(known, ns) == 0) {
            return true;
        }
    }
    return false;
}

/* Elements of a namespace that no schema has are told once. */
static bool is_told(const ks_qname *name, void *user)
{
    ks_instance_reader *reader = user;
    if (is_known_namespace(reader->instance->taxonomy, name->ns)) {
        return false;
    }
    if (reader->instance->schema_ref == NULL) {
        return true; /* that there is none is told */
    }
    if (ks_map_get_ptr(&reader->told_namespaces, name->ns) != NULL) {
        return true;
    }
    ks_status status = ks_map_set_ptr(&reader->told_namespaces, name->ns, reader);
    (void)status; /* at worst it is told again */
    return false;
}

static ks_status parse(const ks_xml_source *source, ks_instance_reader *reader)
{
    static const ks_xml_handler handler = {on_start, on_text, on_end};
    const ks_validate_options options = {.types = reader->instance->taxonomy->types,
                                         .suggest = suggest,
                                         .is_told = is_told,
                                         .suggest_user = reader,
                                         .taxonomy = reader->instance->taxonomy};
    return reader->is_checked ? ks_validate_parse(source, &options, &handler, reader, NULL)
                              : ks_xml_parse(source, &handler, reader);
}

static ks_status read_all(const ks_io_document *document, ks_instance_reader *reader)
{
    static ks_status (*const STEPS[])(ks_instance_reader *) = {
        ks_read_settle_facts, ks_read_settle_footnotes, ks_read_check_roles};
    const ks_xml_source source = {.file = document->file,
                                  .text = document->text,
                                  .names = reader->instance->names,
                                  .sink = reader->sink,
                                  .producer = document->producer,
                                  .known = reader->instance->taxonomy};
    ks_status status = intern_names(reader);
    if (status == KS_OK) {
        status = parse(&source, reader);
    }
    if (status == KS_OK) {
        status = ks_str_status(&reader->text);
    }
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS && status == KS_OK; i++) {
        status = STEPS[i](reader);
    }
    return status;
}

/* What is done with an instance besides taking it into the model. */
typedef struct reading {
    bool is_validated; /* what its schemas tell is told elsewhere, or by the check */
    bool is_checked;
    const ks_xml_handler *also;
    void *also_user;
} reading;

static ks_status fill_instance(const ks_io_document *document, const char *url,
                               ks_instance *instance, const reading *how, ks_sink *sink)
{
    ks_instance_reader reader = {.instance = instance,
                                 .sink = sink,
                                 .value_sink = how->is_validated ? NULL : sink,
                                 .is_checked = how->is_checked,
                                 .also = how->also,
                                 .also_user = how->also_user,
                                 .is_made = document->producer != NULL,
                                 .url = url,
                                 .base = url};
    ks_str *const texts[] = {
        &reader.text,    &reader.start_text,  &reader.content.text, &reader.content.characters,
        &reader.fact_id, &reader.context_ref, &reader.unit_ref,     &reader.fact_lang,
        &reader.markup};
    ks_arena_init(&reader.arena);
    ks_map_init(&reader.ids);
    ks_map_init(&reader.told_namespaces);
    ks_map_init(&reader.dangling_contexts);
    ks_map_init(&reader.dangling_units);
    ks_map_init(&reader.by_position);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ks_str_init(texts[i]);
    }
    ks_oim_tell_features(document->producer, instance);
    ks_status status = read_all(document, &reader);
    release_reader(&reader);
    return status;
}

static ks_status read_instance(const char *url, ks_names *names, ks_io_resolver *resolver,
                               const ks_taxonomy *taxonomy, const reading *how, ks_sink *sink,
                               ks_instance **out)
{
    const ks_io_document *document = NULL;
    ks_instance *instance = NULL;
    ks_status status = ks_io_require(resolver, url, sink, &document);
    if (status == KS_OK) {
        status = ks_instance_new(names, taxonomy, &instance);
    }
    if (status == KS_OK) {
        status = fill_instance(document, url, instance, how, sink);
    }
    if (status != KS_OK) {
        ks_instance_free(instance);
        return status;
    }
    *out = instance;
    return KS_OK;
}

ks_status ks_read_instance(const char *url, ks_names *names, ks_io_resolver *resolver,
                           const ks_taxonomy *taxonomy, bool is_validated, ks_sink *sink,
                           ks_instance **out)
{
    const reading how = {.is_validated = is_validated};
    return read_instance(url, names, resolver, taxonomy, &how, sink, out);
}

ks_status ks_read_instance_checked(const char *url, ks_names *names, ks_io_resolver *resolver,
                                   const ks_taxonomy *taxonomy, const ks_xml_handler *also,
                                   void *also_user, ks_sink *sink, ks_instance **out)
{
    const reading how = {true, true, also, also_user};
    return read_instance(url, names, resolver, taxonomy, &how, sink, out);
}

ks_status ks_read_report_taxonomy(const char *url, ks_names *names, ks_io_resolver *resolver,
                                  ks_sink *sink, ks_taxonomy **out)
{
    ks_report_entries entries;
    ks_status status = ks_read_report_entries(url, names, resolver, sink, &entries);
    if (status == KS_OK) {
        status =
            ks_read_taxonomy(entries.list.items, entries.list.count, names, resolver, sink, out);
    }
    ks_report_entries_release(&entries);
    return status;
}

ks_status ks_read_report_with(const char *url, ks_names *names, ks_io_resolver *resolver,
                              const ks_xml_handler *also, void *also_user, ks_sink *sink,
                              ks_report_pair *out)
{
    const reading how = {.also = also, .also_user = also_user};
    ks_report_pair report = {NULL, NULL};
    ks_status status = ks_read_report_taxonomy(url, names, resolver, sink, &report.taxonomy);
    if (status == KS_OK) {
        status = read_instance(url, names, resolver, report.taxonomy, &how, sink, &report.instance);
    }
    if (status != KS_OK) {
        ks_report_pair_release(&report);
        return status;
    }
    *out = report;
    return KS_OK;
}

ks_status ks_read_report(const char *url, ks_names *names, ks_io_resolver *resolver, ks_sink *sink,
                         ks_report_pair *out)
{
    return ks_read_report_with(url, names, resolver, NULL, NULL, sink, out);
}
