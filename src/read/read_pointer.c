/* What fragments lead to (XBRL 2.1 3.5.4): an id, or pointer parts of the element() scheme, which
 * name an id, a child sequence, or a child sequence from an id. */
#include <string.h>

#include "base_alloc.h"
#include "base_text.h"
#include "base_uri.h"
#include "read_dts.h"

enum { GUESS_LIMIT = 20 };

/* The shape of a document: where the children of each element stand in `children`. */
typedef struct ks_dts_tree {
    KS_VEC(uint32_t) parents; /* by ordinal; the root's is its own */
    uint32_t *starts;         /* of the children of each element; one more at the end */
    uint32_t *children;
} ks_dts_tree;

typedef struct shape_reader {
    ks_dts_tree *tree;
    KS_VEC(uint32_t) open;
} shape_reader;

void ks_dts_release_tree(ks_dts_document *document)
{
    if (document->tree != NULL) {
        ks_vec_release(&document->tree->parents);
        ks_alloc_free(document->tree->starts);
        ks_alloc_free(document->tree->children);
        document->tree = NULL;
    }
}

static ks_status index_id(ks_dts_reader *reader, ks_dts_node *node)
{
    ks_map *by_id = &reader->document->by_id;
    ks_sv id = ks_sv_from(node->id);
    const ks_dts_node *other = ks_map_get(by_id, id);
    if (other == NULL) {
        return ks_map_set_borrowed(by_id, id, node);
    }
    if (!reader->document->is_hint && !reader->document->is_alias) {
        ks_related related = {other->place, node->id};
        KS_REPORT_RELATED(reader->dts->sink, KS_F_TAXONOMY_DUPLICATE_ID, node->place, &related, 1,
                          node->id);
    }
    return KS_OK;
}

/* Among the first nodes of the document, by halving; or NULL. */
static ks_dts_node *find_node(const ks_dts_document *document, size_t count, uint32_t ordinal)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (document->nodes.items[middle]->ordinal < ordinal) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && document->nodes.items[low]->ordinal == ordinal
               ? document->nodes.items[low]
               : NULL;
}

ks_status ks_dts_add_node(ks_dts_reader *reader, ks_xml_stream *stream, ks_dts_node_kind kind,
                          ks_sv id, ks_dts_node **out)
{
    ks_dts *dts = reader->dts;
    ks_dts_node *known =
        reader->only != NULL ? find_node(reader->document, reader->known, reader->ordinal) : NULL;
    if (known != NULL) {
        known->kind = kind;
        *out = known;
        return KS_OK;
    }
    ks_dts_node *node = ks_arena_zero(&dts->arena, 1, sizeof *node);
    ks_dts_node **slot = node == NULL ? NULL : ks_vec_add(&reader->document->nodes);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = node;
    *out = node;
    node->kind = kind;
    node->ordinal = reader->ordinal;
    node->place = ks_xml_place(stream);
    ks_status status = ks_dts_text(dts, ks_sv_trim(id), &node->id);
    return status == KS_OK && node->id != NULL ? index_id(reader, node) : status;
}

static ks_status shape_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                             const ks_xml_attr *attrs, size_t count)
{
    shape_reader *reader = user;
    (void)stream;
    (void)name;
    (void)attrs;
    (void)count;
    uint32_t ordinal = (uint32_t)reader->tree->parents.count;
    uint32_t *parent = ks_vec_add(&reader->tree->parents);
    if (parent == NULL) {
        return KS_ERR_MEMORY;
    }
    *parent = reader->open.count == 0 ? 0 : reader->open.items[reader->open.count - 1];
    uint32_t *open = ks_vec_add(&reader->open);
    if (open == NULL) {
        return KS_ERR_MEMORY;
    }
    *open = ordinal;
    return KS_OK;
}

static ks_status shape_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    shape_reader *reader = user;
    (void)stream;
    (void)name;
    reader->open.count--;
    return KS_OK;
}

static ks_status deal_children(ks_dts_tree *tree)
{
    size_t count = tree->parents.count;
    tree->starts = ks_alloc_zero(count + 2, sizeof *tree->starts);
    tree->children = ks_alloc_zero(count + 1, sizeof *tree->children);
    if (tree->starts == NULL || tree->children == NULL) {
        return KS_ERR_MEMORY;
    }
    /* Counting two places on, and filling one place on, leaves each start where it belongs. */
    for (size_t i = 1; i < count; i++) {
        tree->starts[tree->parents.items[i] + 2]++;
    }
    for (size_t i = 2; i < count + 2; i++) {
        tree->starts[i] += tree->starts[i - 1];
    }
    for (size_t i = 1; i < count; i++) {
        tree->children[tree->starts[tree->parents.items[i] + 1]++] = (uint32_t)i;
    }
    return KS_OK;
}

/* Reads the document once more, for its shape alone. */
static ks_status make_tree(ks_dts *dts, ks_dts_document *document)
{
    static const ks_xml_handler handler = {shape_start, NULL, shape_end};
    shape_reader reader = {.tree = ks_arena_zero(&dts->arena, 1, sizeof *reader.tree)};
    if (reader.tree == NULL) {
        return KS_ERR_MEMORY;
    }
    document->tree = reader.tree;
    ks_xml_source source = {
        .file = document->source->file, .text = document->source->text, .names = dts->names};
    ks_status status = ks_xml_parse(&source, &handler, &reader);
    ks_vec_release(&reader.open);
    return status == KS_OK ? deal_children(reader.tree) : status;
}

/* The node of that element; one that says nothing but that it is there, where nobody took note of
 * it. */
static ks_status node_at(ks_dts *dts, const ks_dts_document *document, uint32_t ordinal,
                         ks_dts_node **out)
{
    ks_dts_node *node = find_node(document, document->nodes.count, ordinal);
    if (node == NULL) {
        node = ks_arena_zero(&dts->arena, 1, sizeof *node);
        if (node == NULL) {
            return KS_ERR_MEMORY;
        }
        node->kind = KS_NODE_OTHER;
        node->place = document->self->place;
    }
    *out = node;
    return KS_OK;
}

/* Follows "/2/3" from the element on; false where it leads nowhere. */
static bool walk(const ks_dts_tree *tree, ks_sv path, bool is_from_root, uint32_t *ordinal)
{
    while (path.len > 0) {
        ks_sv rest = {path.ptr + 1, path.len - 1};
        ks_sv digits = ks_sv_cut(&rest, '/');
        uint32_t number = 0;
        path = rest.ptr == NULL ? (ks_sv){"", 0} : (ks_sv){rest.ptr - 1, rest.len + 1};
        if (!ks_sv_to_u32(digits, &number) || number == 0) {
            return false;
        }
        if (is_from_root) {
            is_from_root = false;
            if (number != 1) {
                return false;
            }
            continue;
        }
        if (number > tree->starts[*ordinal + 1] - tree->starts[*ordinal]) {
            return false;
        }
        *ordinal = tree->children[tree->starts[*ordinal] + number - 1];
    }
    return true;
}

/* XPointer element() scheme: NCName, child sequence, or NCName and child sequence. */
static bool is_element_data(ks_sv data)
{
    size_t slash = 0;
    while (slash < data.len && data.ptr[slash] != '/') {
        slash++;
    }
    if (slash > 0 && !ks_text_is_ncname((ks_sv){data.ptr, slash})) {
        return false;
    }
    for (size_t i = slash; i < data.len; i++) {
        bool is_digit = data.ptr[i] >= '0' && data.ptr[i] <= '9';
        bool begins = data.ptr[i] == '/' && i + 1 < data.len && data.ptr[i + 1] >= '1' &&
                      data.ptr[i + 1] <= '9';
        if (!is_digit && !begins) {
            return false;
        }
    }
    return data.len > 0;
}

static ks_status find_element(ks_dts *dts, ks_dts_document *document, ks_sv data, ks_dts_node **out)
{
    ks_sv path = data;
    ks_sv id = ks_sv_cut(&path, '/');
    ks_dts_node *node = id.len == 0 ? NULL : ks_map_get(&document->by_id, id);
    if ((id.len > 0 && node == NULL) || path.ptr == NULL) {
        *out = node;
        return KS_OK;
    }
    ks_status status = document->tree == NULL ? make_tree(dts, document) : KS_OK;
    uint32_t ordinal = node == NULL ? 0 : node->ordinal;
    ks_sv steps = {path.ptr - 1, path.len + 1};
    if (status != KS_OK || !walk(document->tree, steps, node == NULL, &ordinal)) {
        *out = NULL;
        return status;
    }
    return node_at(dts, document, ordinal, out);
}

/* Cuts one "element(...)" and the white space behind it off; false where there is none. */
static bool next_pointer(ks_sv *rest, ks_sv *data)
{
    if (!ks_sv_starts(*rest, KS_SV("element("))) {
        return false;
    }
    ks_sv behind = {rest->ptr + 8, rest->len - 8};
    *data = ks_sv_cut(&behind, ')');
    if (behind.ptr == NULL || !is_element_data(*data)) {
        return false;
    }
    *rest = ks_sv_trim(behind);
    return true;
}

ks_status ks_dts_find(ks_dts *dts, ks_dts_document *document, const char *fragment,
                      bool *out_is_allowed, ks_dts_node **out)
{
    const char *decoded = ks_uri_decode(&dts->arena, ks_sv_from(fragment));
    if (decoded == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_sv rest = ks_sv_from(decoded);
    ks_status status = KS_OK;
    *out = NULL;
    *out_is_allowed = true;
    if (strchr(decoded, '(') == NULL) {
        *out_is_allowed = ks_text_is_ncname(rest);
        *out = ks_map_get(&document->by_id, rest);
        return KS_OK;
    }
    /* The first part that leads somewhere counts, and all of them must be allowed. */
    while (rest.len > 0 && status == KS_OK) {
        ks_sv data;
        if (!next_pointer(&rest, &data)) {
            *out_is_allowed = false;
            *out = NULL;
            break;
        }
        if (*out == NULL) {
            status = find_element(dts, document, data, out);
        }
    }
    return status;
}

/* The id most like `fragment` in the document, or NULL. */
static const char *guess_id(ks_dts *dts, const ks_dts_document *document, const char *fragment)
{
    size_t count = ks_map_count(&document->by_id);
    if (dts->guesses++ >= GUESS_LIMIT || count == 0) {
        return NULL;
    }
    ks_sv *ids = ks_arena_zero(&dts->arena, count, sizeof *ids);
    if (ids == NULL) {
        return NULL;
    }
    size_t i = 0;
    for (ks_map_entry *e = ks_map_first(&document->by_id); e != NULL; e = ks_map_next(e)) {
        ids[i++] = ks_map_entry_key(e);
    }
    size_t nearest = ks_text_nearest(ks_sv_from(fragment), ids, count);
    return nearest == SIZE_MAX ? NULL : ks_arena_text(&dts->arena, ids[nearest]);
}

ks_status ks_dts_follow(ks_dts *dts, ks_dts_document *document, const char *fragment,
                        ks_place place, ks_dts_node **out)
{
    bool is_allowed = true;
    *out = NULL;
    if (document->kind == KS_DOCUMENT_BROKEN) {
        return KS_OK;
    }
    if (fragment == NULL || fragment[0] == '\0') {
        *out = document->self;
        return KS_OK;
    }
    ks_status status = ks_dts_find(dts, document, fragment, &is_allowed, out);
    if (status != KS_OK || *out != NULL) {
        return status;
    }
    if (!is_allowed) {
        KS_REPORT(dts->sink, KS_F_TAXONOMY_WRONG_POINTER, place, fragment);
    } else {
        KS_REPORT(dts->sink, KS_F_TAXONOMY_DANGLING_LOCATOR, place, fragment, document->url,
                  guess_id(dts, document, fragment));
    }
    return KS_OK;
}
