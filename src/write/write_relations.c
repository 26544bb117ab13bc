#include "write_linkbase.h"

#include <string.h>

#include "base_alloc.h"
#include "model_dimensions.h"
#include "write_built.h"

static const struct linkbase_form {
    const char *arcrole; /* NULL: those of Dimensions 1.0 */
    const char *link;
    const char *arc;
} FORMS[] = {
    [KS_LINKBASE_PRESENTATION] = {KS_ARCROLE_PARENT_CHILD, "link:presentationLink",
                                  "link:presentationArc"},
    [KS_LINKBASE_CALCULATION] = {KS_ARCROLE_SUMMATION, "link:calculationLink",
                                 "link:calculationArc"},
    [KS_LINKBASE_DEFINITION] = {NULL, "link:definitionLink", "link:definitionArc"},
};

/* What is written of each concept in the link at hand, by the concept's index. XLink allows one arc
 * between two labels, so that a concept that stands twice below one parent needs a locator with
 * another label for each further time. */
typedef struct standing {
    size_t link;     /* the number of the link that the rest speaks of */
    size_t locators; /* locators written in it */
    size_t parent;   /* the number of the parent last met with, from 1 */
    size_t times;    /* how often the concept has stood below that parent */
} standing;

typedef struct relation_job {
    ks_extension *extension;
    ks_xml_writer *writer;
    const struct linkbase_form *form;
    standing *standings;
    size_t link;
    ks_str text; /* of a number */
} relation_job;

/* The label of the concept's n-th locator: "loc_ID", "loc2_ID". */
static const char *get_locator(relation_job *job, const ks_concept *concept, size_t number)
{
    ks_arena *arena = &job->extension->arena;
    const char *id = ks_extension_id(job->extension, concept);
    if (id == NULL || number == 1) {
        return id == NULL ? NULL : ks_arena_format(arena, "loc_%s", id);
    }
    return ks_arena_format(arena, "loc%zu_%s", number, id);
}

static standing *get_standing(relation_job *job, const ks_concept *concept)
{
    standing *at = &job->standings[concept->index];
    if (at->link != job->link) {
        *at = (standing){.link = job->link};
    }
    return at;
}

/* Writes the concept's n-th locator unless it is written; n comes in order. */
static ks_status need_locator(relation_job *job, const ks_concept *concept, size_t number,
                              const char **out)
{
    standing *at = get_standing(job, concept);
    const char *label = get_locator(job, concept, number);
    if (label == NULL) {
        return KS_ERR_MEMORY;
    }
    *out = label;
    if (number <= at->locators) {
        return KS_OK;
    }
    at->locators = number;
    return ks_extension_write_locator(job->extension, job->writer, concept, label);
}

static void write_decimal(relation_job *job, const char *name, const ks_decimal *number)
{
    ks_str_clear(&job->text);
    ks_decimal_write(&job->text, number, 0, "");
    ks_write_built_attr(job->writer, name, &job->text);
}

static void write_arc(relation_job *job, const ks_arc *arc, const char *from, const char *to)
{
    ks_xml_writer *writer = job->writer;
    ks_xml_write_start(writer, job->form->arc);
    ks_xml_write_attr(writer, "xlink:type", "arc");
    ks_xml_write_attr(writer, "xlink:arcrole", arc->arcrole);
    ks_xml_write_attr(writer, "xlink:from", from);
    ks_xml_write_attr(writer, "xlink:to", to);
    write_decimal(job, "order", &arc->order);
    if (strcmp(arc->arcrole, KS_ARCROLE_SUMMATION) == 0) {
        write_decimal(job, "weight", &arc->weight);
    }
    ks_xml_write_attr(writer, "preferredLabel", arc->preferred_label);
    for (size_t i = 0; i < arc->attr_count; i++) {
        const ks_qname *name = arc->attrs[i].name;
        if (strcmp(name->ns, KS_NS_XBRLDT) == 0) {
            ks_str_clear(&job->text);
            ks_str_addf(&job->text, "xbrldt:%s", name->local);
            if (ks_str_status(&job->text) == KS_OK) {
                ks_xml_write_attr(writer, job->text.ptr, arc->attrs[i].text);
            }
        }
    }
    ks_xml_write_end(writer);
}

/* The arcs of a parent stand together; `parent` numbers them. */
static ks_status write_relation(relation_job *job, const ks_arc *arc, size_t parent)
{
    standing *to = get_standing(job, arc->to);
    if (to->parent != parent) {
        to->parent = parent;
        to->times = 0;
    }
    to->times++;
    size_t number = to->times;
    const char *from_label = NULL;
    const char *to_label = NULL;
    ks_status status = need_locator(job, arc->from, 1, &from_label);
    if (status == KS_OK) {
        status = need_locator(job, arc->to, number, &to_label);
    }
    if (status == KS_OK) {
        write_arc(job, arc, from_label, to_label);
    }
    return status;
}

static ks_status write_link(relation_job *job, const ks_network *network)
{
    ks_status status = KS_OK;
    size_t parent = 0;
    job->link++;
    ks_xml_write_start(job->writer, job->form->link);
    ks_xml_write_attr(job->writer, "xlink:type", "extended");
    ks_xml_write_attr(job->writer, "xlink:role", network->role);
    for (size_t i = 0; i < network->arc_count && status == KS_OK; i++) {
        if (i == 0 || network->arcs[i]->from != network->arcs[i - 1]->from) {
            parent++;
        }
        status = write_relation(job, network->arcs[i], parent);
    }
    ks_xml_write_end(job->writer);
    return status;
}

static bool is_of_form(const relation_job *job, const char *arcrole)
{
    return job->form->arcrole != NULL ? strcmp(arcrole, job->form->arcrole) == 0
                                      : ks_dimension_arcrole_of(arcrole) != KS_DIM_NONE;
}

static bool is_written(const relation_job *job, const ks_network *network)
{
    return is_of_form(job, network->arcrole);
}

/* The roles and arcroles of the links, then the roles of preferred labels. */
static ks_status write_role_refs(const relation_job *job)
{
    const ks_taxonomy *taxonomy = job->extension->taxonomy;
    ks_status status = KS_OK;
    ks_map seen;
    ks_map_init(&seen);
    for (size_t n = 0; n < taxonomy->network_count && status == KS_OK; n++) {
        if (is_written(job, &taxonomy->networks[n])) {
            status = ks_extension_write_role_ref(job->extension, job->writer, &seen,
                                                 taxonomy->networks[n].role);
        }
        if (status == KS_OK && is_written(job, &taxonomy->networks[n])) {
            status = ks_extension_write_arcrole_ref(job->extension, job->writer, &seen,
                                                    taxonomy->networks[n].arcrole);
        }
    }
    for (size_t i = 0; i < taxonomy->arcs.count && status == KS_OK; i++) {
        const ks_arc *arc = taxonomy->arcs.items[i];
        if (arc->preferred_label != NULL && is_of_form(job, arc->arcrole)) {
            status = ks_extension_write_role_ref(job->extension, job->writer, &seen,
                                                 arc->preferred_label);
        }
    }
    ks_map_release(&seen);
    return status;
}

ks_status ks_write_relations(ks_extension *extension, ks_linkbase_kind kind, ks_str *out,
                             bool *out_is_empty)
{
    const ks_taxonomy *taxonomy = extension->taxonomy;
    ks_xml_writer writer;
    relation_job job = {.extension = extension, .writer = &writer, .form = &FORMS[kind]};
    ks_str_init(&job.text);
    job.standings = ks_alloc_zero(taxonomy->concepts.count + 1, sizeof(standing));
    if (job.standings == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_xml_writer_init(&writer, out);
    ks_extension_start_linkbase(extension, &writer);
    if (job.form->arcrole == NULL) {
        ks_xml_write_attr(&writer, "xmlns:xbrldt", KS_NS_XBRLDT);
    }
    ks_status status = write_role_refs(&job);
    for (size_t n = 0; n < taxonomy->network_count && status == KS_OK; n++) {
        if (is_written(&job, &taxonomy->networks[n])) {
            status = write_link(&job, &taxonomy->networks[n]);
        }
    }
    if (status == KS_OK) {
        ks_xml_write_end(&writer);
        status = ks_str_status(out);
    }
    ks_xml_writer_release(&writer);
    ks_alloc_free(job.standings);
    ks_str_release(&job.text);
    if (status == KS_OK) {
        *out_is_empty = job.link == 0;
    }
    return status;
}
