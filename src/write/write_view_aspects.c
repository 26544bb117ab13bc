#include <string.h>

#include "model_dimensions.h"
#include "write_view_index.h"

/* Contexts differ in more than periods and dimensions: by entity, and by what else segment and
 * scenario hold. Tables treat each of these as a dimension of its own. */
static const ks_qname ENTITY = {.ns = "", .local = "entity"};
static const ks_qname CONTENT = {.ns = "", .local = "content"};

void ks_view_index_aspects(ks_view_index *index)
{
    const ks_qname *const names[] = {&ENTITY, &CONTENT};
    for (size_t i = 0; i < KS_VIEW_ASPECTS; i++) {
        index->aspects[i].name = names[i];
        index->aspects[i].index = index->instance->taxonomy->concepts.count + i;
    }
}

bool ks_view_is_aspect(const ks_view_index *index, const ks_concept *dimension)
{
    return dimension->index >= index->instance->taxonomy->concepts.count;
}

const ks_concept *ks_view_default(const ks_view_index *index, const ks_concept *dimension)
{
    return ks_view_is_aspect(index, dimension)
               ? NULL
               : ks_dimensions_default(index->instance->taxonomy->dimensions, dimension);
}

size_t ks_view_dimension_count(const ks_view_index *index, const ks_view_combo *combo)
{
    size_t count = combo->count;
    while (count > 0 && ks_view_is_aspect(index, combo->values[count - 1].dimension)) {
        count--; /* they are sorted to the end */
    }
    return count;
}

/* The canonical text of content (model_instance.h) is made of: "<{ns}name" that opens an element,
 * ">" that closes it, " {ns}name" of an attribute, and values, a sign for the type and
 * "length:text". */
typedef struct content {
    ks_sv rest;
    ks_sv element;
    ks_sv name; /* of the attribute at hand, or of the element */
} content;

static void take_name(content *c)
{
    const char *end = c->rest.len > 0 ? memchr(c->rest.ptr, '}', c->rest.len) : NULL;
    size_t skipped = end == NULL ? c->rest.len : (size_t)(end - c->rest.ptr) + 1;
    c->rest = (ks_sv){c->rest.ptr + skipped, c->rest.len - skipped};
    size_t len = 0;
    while (len < c->rest.len && strchr("<> \"#?", c->rest.ptr[len]) == NULL) {
        len++;
    }
    c->name = (ks_sv){c->rest.ptr, len};
    c->rest = (ks_sv){c->rest.ptr + len, c->rest.len - len};
}

static ks_sv take_value(content *c)
{
    size_t len = 0;
    size_t at = 0;
    while (at < c->rest.len && c->rest.ptr[at] >= '0' && c->rest.ptr[at] <= '9') {
        len = len * 10 + (size_t)(c->rest.ptr[at++] - '0');
    }
    at += at < c->rest.len; /* the colon */
    len = len < c->rest.len - at ? len : c->rest.len - at;
    ks_sv value = {c->rest.ptr + at, len};
    c->rest = (ks_sv){value.ptr + len, c->rest.len - at - len};
    return value;
}

/* "Planet: Mars · Size: 3" */
void ks_view_say_content(ks_str *out, const char *text)
{
    content c = {.rest = ks_sv_from(text)};
    while (c.rest.len > 0) {
        char sign = *c.rest.ptr;
        c.rest = (ks_sv){c.rest.ptr + 1, c.rest.len - 1};
        if (sign == '<' || sign == ' ') {
            take_name(&c);
            c.element = sign == '<' ? c.name : c.element;
        } else if (sign != '>') {
            ks_sv value = take_value(&c);
            ks_str_add(out, out->len > 0 ? " · " : "");
            ks_str_add_sv(out, c.name);
            ks_str_add(out, ": ");
            ks_str_add_sv(out, value);
            c.name = c.element;
        }
    }
}
