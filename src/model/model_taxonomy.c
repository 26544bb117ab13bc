#include "model_taxonomy.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base_alloc.h"
#include "base_text.h"
#include "model_dimensions.h"
#include "model_keep.h"
#include "model_network.h"
#include "model_type.h"

bool ks_item_kind_is_numeric(ks_item_kind kind)
{
    return kind != KS_ITEM_OTHER && kind != KS_ITEM_STRING;
}

ks_status ks_taxonomy_new(ks_names *names, ks_taxonomy **out)
{
    ks_taxonomy *taxonomy = ks_alloc_zero(1, sizeof *taxonomy);
    if (taxonomy == NULL) {
        return KS_ERR_MEMORY;
    }
    taxonomy->names = names;
    ks_arena_init(&taxonomy->arena);
    ks_map_init(&taxonomy->concept_by_name);
    ks_map_init(&taxonomy->other_elements);
    ks_map_init(&taxonomy->type_bases);
    ks_map_init(&taxonomy->role_by_uri);
    ks_map_init(&taxonomy->arcrole_by_uri);
    ks_map_init(&taxonomy->network_by_role);
    *out = taxonomy;
    return KS_OK;
}

void ks_taxonomy_free(ks_taxonomy *taxonomy)
{
    if (taxonomy == NULL) {
        return;
    }
    if (taxonomy->types != NULL) {
        ks_types_release(taxonomy->types);
    }
    ks_taxonomy_release_dimensions(taxonomy);
    for (size_t n = 0; n < taxonomy->network_count; n++) {
        ks_map_release(&taxonomy->networks[n].children);
    }
    ks_vec_release(&taxonomy->concepts);
    ks_vec_release(&taxonomy->roles);
    ks_vec_release(&taxonomy->labels);
    ks_vec_release(&taxonomy->arcs);
    ks_vec_release(&taxonomy->arcroles);
    ks_vec_release(&taxonomy->references);
    ks_vec_release(&taxonomy->relations);
    ks_vec_release(&taxonomy->documents);
    ks_vec_release(&taxonomy->schema_hints);
    ks_vec_release(&taxonomy->typed_domain_refs);
    ks_vec_release(&taxonomy->enum_domains);
    ks_map_release(&taxonomy->concept_by_name);
    ks_map_release(&taxonomy->other_elements);
    ks_map_release(&taxonomy->type_bases);
    ks_map_release(&taxonomy->role_by_uri);
    ks_map_release(&taxonomy->arcrole_by_uri);
    ks_map_release(&taxonomy->network_by_role);
    ks_arena_release(&taxonomy->arena);
    ks_alloc_free(taxonomy);
}

ks_status ks_taxonomy_add_concept(ks_taxonomy *taxonomy, const ks_concept *concept,
                                  const ks_concept **out)
{
    if (ks_taxonomy_find(taxonomy, concept->name) != NULL) {
        return KS_ERR_MISUSE;
    }
    ks_concept *copy = ks_arena_alloc(&taxonomy->arena, sizeof *copy);
    if (copy == NULL) {
        return KS_ERR_MEMORY;
    }
    *copy = *concept;
    copy->index = taxonomy->concepts.count;
    ks_concept **slot = ks_vec_add(&taxonomy->concepts);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = copy;
    if (ks_keep_text(&taxonomy->arena, &copy->id) != KS_OK ||
        ks_map_set_ptr(&taxonomy->concept_by_name, copy->name, copy) != KS_OK) {
        taxonomy->concepts.count--;
        return KS_ERR_MEMORY;
    }
    if (out != NULL) {
        *out = copy;
    }
    return KS_OK;
}

/* A copy of *role whose texts are the taxonomy's. */
static ks_status copy_role(ks_taxonomy *taxonomy, const ks_role *role, ks_role *out)
{
    ks_role copy = *role;
    if (ks_keep_name(taxonomy->names, &copy.uri) != KS_OK ||
        ks_keep_text(&taxonomy->arena, &copy.id) != KS_OK ||
        ks_keep_text(&taxonomy->arena, &copy.definition) != KS_OK ||
        ks_keep_text(&taxonomy->arena, &copy.used_on) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    if (copy.used_on_count > 0) {
        const size_t size = copy.used_on_count * sizeof *copy.used_on_names;
        const ks_qname **names = ks_arena_alloc(&taxonomy->arena, size);
        if (names == NULL) {
            return KS_ERR_MEMORY;
        }
        memcpy(names, copy.used_on_names, size);
        copy.used_on_names = names;
    }
    *out = copy;
    return KS_OK;
}

ks_status ks_taxonomy_add_role(ks_taxonomy *taxonomy, const ks_role *role)
{
    ks_role copy;
    if (ks_taxonomy_find_role(taxonomy, role->uri) != NULL) {
        return KS_ERR_MISUSE;
    }
    ks_role *slot = copy_role(taxonomy, role, &copy) == KS_OK ? ks_vec_add(&taxonomy->roles) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = copy;
    uintptr_t number = taxonomy->roles.count;
    if (ks_map_set(&taxonomy->role_by_uri, ks_sv_from(copy.uri), (void *)number) != KS_OK) {
        taxonomy->roles.count--;
        return KS_ERR_MEMORY;
    }
    return KS_OK;
}

ks_status ks_taxonomy_add_arcrole(ks_taxonomy *taxonomy, const ks_role *arcrole)
{
    ks_role copy;
    if (ks_taxonomy_find_arcrole(taxonomy, arcrole->uri) != NULL) {
        return KS_ERR_MISUSE;
    }
    ks_role *slot =
        copy_role(taxonomy, arcrole, &copy) == KS_OK ? ks_vec_add(&taxonomy->arcroles) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = copy;
    uintptr_t number = taxonomy->arcroles.count;
    if (ks_map_set(&taxonomy->arcrole_by_uri, ks_sv_from(copy.uri), (void *)number) != KS_OK) {
        taxonomy->arcroles.count--;
        return KS_ERR_MEMORY;
    }
    return KS_OK;
}

/* As ks_keep_name; `last` is interned, and most often the same as *text. */
static ks_status keep_repeated(ks_taxonomy *taxonomy, const char **text, const char *last)
{
    return *text == last ? KS_OK : ks_keep_name(taxonomy->names, text);
}

ks_status ks_taxonomy_add_label(ks_taxonomy *taxonomy, const ks_label *label)
{
    ks_label copy = *label;
    ks_label none = {0};
    const ks_label *last =
        taxonomy->labels.count == 0 ? &none : &taxonomy->labels.items[taxonomy->labels.count - 1];
    if (keep_repeated(taxonomy, &copy.role, last->role) != KS_OK ||
        keep_repeated(taxonomy, &copy.lang, last->lang) != KS_OK ||
        keep_repeated(taxonomy, &copy.link_role, last->link_role) != KS_OK ||
        ks_keep_decimal(&taxonomy->arena, &copy.order) != KS_OK ||
        ks_keep_text(&taxonomy->arena, &copy.text) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    ks_label *slot = ks_vec_add(&taxonomy->labels);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = copy;
    return KS_OK;
}

/* A copy of a list and of its texts. */
static ks_status keep_named_texts(ks_taxonomy *taxonomy, const ks_named_text **list, size_t count)
{
    if (count == 0) {
        *list = NULL;
        return KS_OK;
    }
    ks_named_text *copy = ks_arena_alloc(&taxonomy->arena, count * sizeof *copy);
    if (copy == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        copy[i] = (*list)[i];
        if (ks_keep_text(&taxonomy->arena, &copy[i].text) != KS_OK) {
            return KS_ERR_MEMORY;
        }
    }
    *list = copy;
    return KS_OK;
}

ks_status ks_taxonomy_add_reference(ks_taxonomy *taxonomy, const ks_reference *added)
{
    ks_reference copy = *added;
    if (ks_keep_name(taxonomy->names, &copy.role) != KS_OK ||
        ks_keep_name(taxonomy->names, &copy.link_role) != KS_OK ||
        ks_keep_decimal(&taxonomy->arena, &copy.order) != KS_OK ||
        keep_named_texts(taxonomy, &copy.parts, copy.part_count) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    ks_reference *slot = ks_vec_add(&taxonomy->references);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = copy;
    return KS_OK;
}

static ks_status keep_end(ks_taxonomy *taxonomy, ks_end *end)
{
    bool is_kept = ks_keep_text(&taxonomy->arena, &end->id) == KS_OK &&
                   ks_keep_name(taxonomy->names, &end->role) == KS_OK &&
                   ks_keep_name(taxonomy->names, &end->lang) == KS_OK &&
                   ks_keep_text(&taxonomy->arena, &end->text) == KS_OK;
    return is_kept ? KS_OK : KS_ERR_MEMORY;
}

ks_status ks_taxonomy_add_relation(ks_taxonomy *taxonomy, const ks_relation *relation)
{
    ks_relation copy = *relation;
    if (ks_keep_name(taxonomy->names, &copy.role) != KS_OK ||
        ks_keep_name(taxonomy->names, &copy.arcrole) != KS_OK ||
        ks_keep_decimal(&taxonomy->arena, &copy.order) != KS_OK ||
        keep_end(taxonomy, &copy.from) != KS_OK || keep_end(taxonomy, &copy.to) != KS_OK ||
        keep_named_texts(taxonomy, &copy.attrs, copy.attr_count) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    ks_relation *slot = ks_vec_add(&taxonomy->relations);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = copy;
    return KS_OK;
}

ks_status ks_taxonomy_add_arc(ks_taxonomy *taxonomy, const ks_arc *arc)
{
    ks_arc none = {0};
    size_t count = taxonomy->arcs.count;
    const ks_arc *last = count == 0 ? &none : taxonomy->arcs.items[count - 1];
    ks_arc *copy = ks_arena_alloc(&taxonomy->arena, sizeof *copy);
    if (copy == NULL) {
        return KS_ERR_MEMORY;
    }
    *copy = *arc;
    copy->index = count;
    if (keep_repeated(taxonomy, &copy->role, last->role) != KS_OK ||
        keep_repeated(taxonomy, &copy->arcrole, last->arcrole) != KS_OK ||
        keep_repeated(taxonomy, &copy->preferred_label, last->preferred_label) != KS_OK ||
        ks_keep_decimal(&taxonomy->arena, &copy->order) != KS_OK ||
        ks_keep_decimal(&taxonomy->arena, &copy->weight) != KS_OK ||
        keep_named_texts(taxonomy, &copy->attrs, copy->attr_count) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    ks_arc **slot = ks_vec_add(&taxonomy->arcs);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = copy;
    return KS_OK;
}

ks_status ks_taxonomy_add_document(ks_taxonomy *taxonomy, const ks_document *document)
{
    ks_document copy = *document;
    if (ks_keep_name(taxonomy->names, &copy.url) != KS_OK ||
        ks_keep_name(taxonomy->names, &copy.file) != KS_OK ||
        ks_keep_name(taxonomy->names, &copy.ns) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    ks_document *slot = ks_vec_add(&taxonomy->documents);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = copy;
    return KS_OK;
}

ks_status ks_taxonomy_add_schema_hint(ks_taxonomy *taxonomy, const ks_schema_hint *hint)
{
    ks_schema_hint copy = *hint;
    if (ks_keep_name(taxonomy->names, &copy.ns) != KS_OK ||
        ks_keep_name(taxonomy->names, &copy.url) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    ks_schema_hint *slot = ks_vec_add(&taxonomy->schema_hints);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = copy;
    return KS_OK;
}

ks_status ks_taxonomy_add_typed_domain_ref(ks_taxonomy *taxonomy, const ks_typed_domain_ref *ref)
{
    ks_typed_domain_ref copy = *ref;
    copy.concept = ks_taxonomy_find(taxonomy, copy.element);
    ks_status status = ks_keep_text(&taxonomy->arena, &copy.href);
    ks_typed_domain_ref *slot = status == KS_OK ? ks_vec_add(&taxonomy->typed_domain_refs) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = copy;
    return KS_OK;
}

ks_status ks_taxonomy_add_enum_domain(ks_taxonomy *taxonomy, const ks_enum_domain *domain)
{
    ks_enum_domain copy = *domain;
    if (ks_keep_text(&taxonomy->arena, &copy.head_text) != KS_OK ||
        ks_keep_name(taxonomy->names, &copy.role) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    ks_enum_domain *slot = ks_vec_add(&taxonomy->enum_domains);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = copy;
    return KS_OK;
}

ks_status ks_taxonomy_add_element(ks_taxonomy *taxonomy, const ks_qname *name)
{
    return ks_map_set_ptr(&taxonomy->other_elements, name, taxonomy);
}

/* By role, then language without regard to case (BCP 47), then order of addition. '-' sorts before
 * letters and digits, so that "en-US" stands behind "en" and before every other language. */
static int compare_label(const ks_label *label, const char *role, const char *lang)
{
    int order = label->role == role ? 0 : strcmp(label->role, role);
    return order != 0 ? order : strcasecmp(label->lang, lang);
}

static int compare_labels(const void *a, const void *b)
{
    const ks_label *left = *(const ks_label *const *)a;
    const ks_label *right = *(const ks_label *const *)b;
    int order = compare_label(left, right->role, right->lang);
    if (order != 0) {
        return order;
    }
    return left < right ? -1 : left > right;
}

static ks_status index_labels(ks_taxonomy *taxonomy)
{
    size_t concepts = taxonomy->concepts.count;
    size_t labels = taxonomy->labels.count;
    size_t *starts = ks_arena_zero(&taxonomy->arena, concepts + 2, sizeof *starts);
    const ks_label **order = ks_arena_zero(&taxonomy->arena, labels + 1, sizeof *order);
    if (starts == NULL || order == NULL) {
        return KS_ERR_MEMORY;
    }
    /* Counting two places on, and filling one place on, leaves each start where it belongs. */
    for (size_t i = 0; i < labels; i++) {
        starts[taxonomy->labels.items[i].concept->index + 2]++;
    }
    for (size_t c = 2; c < concepts + 2; c++) {
        starts[c] += starts[c - 1];
    }
    for (size_t i = 0; i < labels; i++) {
        const ks_label *label = &taxonomy->labels.items[i];
        order[starts[label->concept->index + 1]++] = label;
    }
    for (size_t c = 0; c < concepts; c++) {
        qsort(order + starts[c], starts[c + 1] - starts[c], sizeof *order, compare_labels);
    }
    taxonomy->label_starts = starts;
    taxonomy->label_order = order;
    return KS_OK;
}

ks_status ks_taxonomy_finish(ks_taxonomy *taxonomy)
{
    ks_status status = index_labels(taxonomy);
    if (status == KS_OK) {
        status = ks_taxonomy_make_networks(taxonomy);
    }
    return status == KS_OK ? ks_taxonomy_make_dimensions(taxonomy) : status;
}

ks_status ks_taxonomy_add_type(ks_taxonomy *taxonomy, const ks_qname *type, const ks_qname *base)
{
    return ks_map_set_ptr(&taxonomy->type_bases, type, (void *)(uintptr_t)base);
}

const ks_qname *ks_taxonomy_type_base(const ks_taxonomy *taxonomy, const ks_qname *type)
{
    return ks_map_get_ptr(&taxonomy->type_bases, type);
}

bool ks_taxonomy_is_registered(const ks_taxonomy *taxonomy, const ks_qname *type,
                               const char *const *names)
{
    static const char registry[] = "http://www.xbrl.org/dtr/type/";
    for (; type != NULL; type = ks_taxonomy_type_base(taxonomy, type)) {
        const bool is_there = strncmp(type->ns, registry, strlen(registry)) == 0;
        for (size_t i = 0; is_there && names[i] != NULL; i++) {
            if (strcmp(type->local, names[i]) == 0) {
                return true;
            }
        }
    }
    return false;
}

const ks_concept *ks_taxonomy_find(const ks_taxonomy *taxonomy, const ks_qname *name)
{
    return ks_map_get_ptr(&taxonomy->concept_by_name, name);
}

bool ks_taxonomy_declares(const ks_taxonomy *taxonomy, const ks_qname *name)
{
    return ks_taxonomy_find(taxonomy, name) != NULL ||
           ks_map_get_ptr(&taxonomy->other_elements, name) != NULL;
}

bool ks_taxonomy_lacks(const ks_taxonomy *taxonomy, const char *ns)
{
    bool is_lacking = taxonomy->is_incomplete;
    for (size_t i = 0; i < taxonomy->documents.count && is_lacking; i++) {
        const ks_document *document = &taxonomy->documents.items[i];
        is_lacking = document->ns == NULL || strcmp(document->ns, ns) != 0;
    }
    return is_lacking;
}

const ks_role *ks_taxonomy_find_role(const ks_taxonomy *taxonomy, const char *uri)
{
    uintptr_t number = (uintptr_t)ks_map_get(&taxonomy->role_by_uri, ks_sv_from(uri));
    return number == 0 ? NULL : &taxonomy->roles.items[number - 1];
}

const ks_role *ks_taxonomy_find_arcrole(const ks_taxonomy *taxonomy, const char *uri)
{
    uintptr_t number = (uintptr_t)ks_map_get(&taxonomy->arcrole_by_uri, ks_sv_from(uri));
    return number == 0 ? NULL : &taxonomy->arcroles.items[number - 1];
}

/* The labels of one concept, borrowed. */
typedef struct label_slice {
    const ks_label **labels;
    size_t count;
} label_slice;

static label_slice get_labels(const ks_taxonomy *taxonomy, const ks_concept *concept)
{
    if (taxonomy->label_starts == NULL) {
        return (label_slice){NULL, 0};
    }
    size_t start = taxonomy->label_starts[concept->index];
    size_t end = taxonomy->label_starts[concept->index + 1];
    return (label_slice){taxonomy->label_order + start, end - start};
}

/* The first label of that role in a language that is not before `lang`; slice.count if none. */
static size_t find_lower(label_slice slice, const char *role, const char *lang)
{
    size_t low = 0;
    size_t high = slice.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_label(slice.labels[middle], role, lang) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static const ks_label *find_label(label_slice slice, const char *role, const char *lang)
{
    size_t at = find_lower(slice, role, lang);
    if (at == slice.count || strcmp(slice.labels[at]->role, role) != 0) {
        return NULL;
    }
    size_t length = strlen(lang);
    const ks_label *label = slice.labels[at];
    bool is_same = strncasecmp(label->lang, lang, length) == 0 &&
                   (label->lang[length] == '\0' || label->lang[length] == '-');
    return is_same ? label : NULL;
}

/* The label of that role that was added first, in whatever language. */
static const ks_label *find_any(label_slice slice, const char *role)
{
    const ks_label *first = NULL;
    size_t i = find_lower(slice, role, "");
    for (; i < slice.count && strcmp(slice.labels[i]->role, role) == 0; i++) {
        if (first == NULL || slice.labels[i] < first) {
            first = slice.labels[i];
        }
    }
    return first;
}

const char *ks_taxonomy_label(const ks_taxonomy *taxonomy, const ks_concept *concept,
                              const char *role, const char *lang)
{
    const ks_label *label = find_label(get_labels(taxonomy, concept), role, lang);
    return label == NULL ? NULL : label->text;
}

const char *ks_taxonomy_label_best(const ks_taxonomy *taxonomy, const ks_concept *concept,
                                   const char *role, const char *lang, const char **out_lang)
{
    const char *const roles[] = {role, ks_role_plain(role), KS_ROLE_LABEL};
    const size_t count = sizeof roles / sizeof *roles;
    label_slice slice = get_labels(taxonomy, concept);
    const ks_label *label = NULL;
    for (size_t i = 0; i < count && label == NULL; i++) {
        label = find_label(slice, roles[i], lang);
    }
    for (size_t i = 0; i < count && label == NULL; i++) {
        label = find_any(slice, roles[i]);
    }
    if (out_lang != NULL) {
        *out_lang = label == NULL ? lang : label->lang;
    }
    return label == NULL ? concept->name->local : label->text;
}

const ks_concept *ks_taxonomy_nearest(const ks_taxonomy *taxonomy, const char *local)
{
    const size_t count = taxonomy->concepts.count;
    ks_sv *names = ks_alloc_zero(count + 1, sizeof *names);
    for (size_t i = 0; i < count && names != NULL; i++) {
        names[i] = ks_sv_from(taxonomy->concepts.items[i]->name->local);
    }
    const size_t nearest =
        names == NULL ? SIZE_MAX : ks_text_nearest(ks_sv_from(local), names, count);
    ks_alloc_free(names);
    return nearest == SIZE_MAX ? NULL : taxonomy->concepts.items[nearest];
}
