#include "read_validate.h"

#include <string.h>

#include "base_alloc.h"
#include "base_text.h"
#include "base_vec.h"
#include "model_taxonomy.h"
#include "read_validate_parts.h"

enum { MEMO_SIZE = 1024 };

/* Declarations of the names that came last. */
typedef struct ks_valid_memo {
    const ks_qname *name;
    const ks_element *element;
} ks_valid_memo;

static ks_status resolve(void *user, ks_sv text, const ks_qname **out)
{
    return ks_xml_resolve_qname(user, text, out);
}

static const ks_element *find_element(ks_validator *v, const ks_qname *name)
{
    uint64_t hash = (uint64_t)(uintptr_t)name * UINT64_C(0x9E3779B97F4A7C15);
    ks_valid_memo *memo = &v->memo[(hash >> 40) % MEMO_SIZE];
    if (memo->name != name) {
        *memo = (ks_valid_memo){name, ks_types_element(v->types, name)};
    }
    return memo->element;
}

static ks_valid_frame *top(ks_validator *v)
{
    return v->frames.count == 0 ? NULL : &v->frames.items[v->frames.count - 1];
}

/* Says once what is wrong with the content of `parent`. */
static void spoil(ks_validator *v, ks_finding_id id, ks_valid_frame *parent, const char *second)
{
    if (!parent->is_wrong) {
        ks_say(v, id, parent->place, parent->name, second);
    }
    parent->is_wrong = true;
}

/* What the content model of `parent` says of its next child: the declaration, or what is asked of
 * an undeclared one. */
typedef struct expectation {
    const ks_element *element;
    ks_process process;
} expectation;

static ks_status say_unexpected(ks_validator *v, ks_valid_frame *parent, ks_place place,
                                const ks_qname *name)
{
    if (parent->is_wrong) {
        return KS_OK;
    }
    parent->is_wrong = true;
    ks_str expected;
    ks_str_init(&expected);
    ks_status status =
        ks_content_expected(&v->walker, parent->type->model, &parent->state, &expected);
    if (status == KS_OK) {
        status = ks_str_status(&expected);
    }
    if (status == KS_OK) {
        ks_say_unexpected(v, place, name, expected.ptr);
    }
    ks_str_release(&expected);
    return status;
}

static ks_status expect(ks_validator *v, ks_valid_frame *parent, ks_place place,
                        const ks_qname *name, expectation *out)
{
    const ks_content_step *step = NULL;
    *out = (expectation){NULL, KS_PROCESS_SKIP};
    if (parent->type == NULL) {
        return KS_OK;
    }
    if (parent->is_nil || parent->type->content == KS_CONTENT_SIMPLE ||
        parent->type->model == NULL) {
        spoil(v,
              parent->is_nil                               ? KS_F_XML_NIL_WITH_CONTENT
              : parent->type->content == KS_CONTENT_SIMPLE ? KS_F_XML_CHILD_NOT_ALLOWED
                                                           : KS_F_XML_CONTENT_NOT_ALLOWED,
              parent, NULL);
        return KS_OK;
    }
    const ks_element *global = find_element(v, name);
    ks_status status =
        ks_content_take(&v->walker, parent->type->model, name, global, &parent->state, &step);
    if (status != KS_OK) {
        return status;
    }
    if (step == NULL) {
        return say_unexpected(v, parent, place, name);
    }
    if (step->kind == KS_STEP_ELEMENT) {
        *out =
            (expectation){step->element->name == name ? step->element : global, KS_PROCESS_STRICT};
    } else {
        *out = (expectation){step->any->process == KS_PROCESS_SKIP ? NULL : global,
                             step->any->process};
    }
    return KS_OK;
}

/* 3.3.4 clause 4: xsi:type names a type in the place of the declared one. */
static ks_status take_xsi_type(ks_validator *v, ks_xml_stream *stream, ks_sv text,
                               ks_valid_frame *frame)
{
    const ks_qname *name = NULL;
    ks_status status = ks_xml_resolve_qname(stream, text, &name);
    if (status != KS_OK && status != KS_REFUSED) {
        return status;
    }
    const ks_type *type = name == NULL ? NULL : ks_types_type(v->types, name);
    unsigned blocked = frame->element == NULL ? 0 : frame->element->block;
    blocked |= frame->type == NULL ? 0 : frame->type->block;
    blocked &= KS_BY_EXTENSION | KS_BY_RESTRICTION;
    if (type == NULL || (frame->type != NULL && !ks_type_derives(type, frame->type, blocked))) {
        ks_value_fault fault = {KS_FACET_FORM, &(ks_simple_type){.name = NULL}};
        ks_say_value(v, frame->place, frame->name, v->xsi_type, text, &fault);
        return KS_OK;
    }
    frame->type = type;
    return KS_OK;
}

static bool is_true(ks_sv text)
{
    text = ks_sv_trim(text);
    return ks_sv_is(text, "true") || ks_sv_is(text, "1");
}

/* 3.3.4 clause 3 */
static void take_xsi_nil(ks_validator *v, ks_sv text, ks_valid_frame *frame)
{
    static const ks_simple_type truth = {.form = KS_XS_BOOLEAN};
    ks_sv trimmed = ks_sv_trim(text);
    if (frame->element == NULL) {
        return;
    }
    if (!frame->element->is_nillable) {
        ks_say(v, KS_F_XML_NOT_NILLABLE, frame->place, frame->name, NULL);
        frame->is_nil = is_true(trimmed); /* so that it is not told to be empty too */
    } else if (is_true(trimmed)) {
        frame->is_nil = true;
        if (frame->element->fixed != NULL) {
            ks_say_fixed(v, frame->place, frame->name, NULL, KS_SV("nil"), frame->element->fixed);
        }
    } else if (!ks_sv_is(trimmed, "false") && !ks_sv_is(trimmed, "0")) {
        ks_value_fault fault = {KS_FACET_FORM, &truth};
        ks_say_value(v, frame->place, frame->name, v->xsi_nil, text, &fault);
    }
}

static ks_status check_value(ks_validator *v, ks_xml_stream *stream, const ks_valid_frame *frame,
                             const ks_xml_attr *attr, const ks_attribute *use)
{
    const ks_value_scope scope = {resolve, stream};
    ks_value_fault fault;
    if (use->type == NULL) {
        v->is_undecided = true;
        return KS_OK;
    }
    ks_status status = ks_value_check(use->type, attr->value, &scope, &v->scratch, &fault);
    if (status != KS_OK) {
        return status;
    }
    bool is_same = true;
    if (fault.facet != KS_FACET_NONE) {
        ks_say_value(v, frame->place, frame->name, attr->name, attr->value, &fault);
    } else if (use->fixed != NULL && !ks_sv_is(attr->value, use->fixed)) {
        status = ks_value_same(use->type, attr->value, ks_sv_from(use->fixed), &scope, &is_same);
    }
    if (!is_same) {
        ks_say_fixed(v, frame->place, frame->name, attr->name, attr->value, use->fixed);
    }
    return status;
}

static const ks_attribute *find_use(const ks_type *type, const ks_qname *name)
{
    for (size_t i = 0; i < type->attribute_count; i++) {
        if (type->attributes[i].name == name) {
            return &type->attributes[i];
        }
    }
    return NULL;
}

/* The attribute that one without a declaration may stand for, or NULL. */
static const char *find_meant(const ks_type *type, const ks_qname *name)
{
    KS_VEC(ks_sv) known = {0};
    const char *meant = NULL;
    for (size_t i = 0; i < type->attribute_count; i++) {
        const ks_attribute *use = &type->attributes[i];
        ks_sv *slot = use->is_prohibited || use->name->ns != name->ns ? NULL : ks_vec_add(&known);
        if (slot != NULL) {
            *slot = ks_sv_from(use->name->local);
        }
    }
    const size_t nearest = ks_text_nearest(ks_sv_from(name->local), known.items, known.count);
    if (nearest != SIZE_MAX) {
        meant = known.items[nearest].ptr;
    }
    ks_vec_release(&known);
    return meant;
}

/* 3.10.1: strict asks for a declaration, lax for a right value where there is one. */
static ks_status check_by_wildcard(ks_validator *v, ks_xml_stream *stream,
                                   const ks_valid_frame *frame, const ks_xml_attr *attr)
{
    const ks_wildcard *any = frame->type->any_attribute;
    if (any == NULL || !ks_wildcard_allows(any, attr->name->ns)) {
        ks_say_attribute(v, frame, attr->name, find_meant(frame->type, attr->name));
        return KS_OK;
    }
    const ks_attribute *global = any->process == KS_PROCESS_SKIP || *attr->name->ns == '\0'
                                     ? NULL
                                     : ks_types_attribute(v->types, attr->name);
    if (global != NULL) {
        return check_value(v, stream, frame, attr, global);
    }
    if (any->process == KS_PROCESS_STRICT) {
        ks_say_attribute(v, frame, attr->name, NULL);
    }
    return KS_OK;
}

static bool is_xsi(const ks_validator *v, const ks_qname *name)
{
    return name == v->xsi_type || name == v->xsi_nil || name == v->xsi_location ||
           name == v->xsi_no_location;
}

/* Told as an unknown one already. */
static bool is_misspelt(const ks_type *type, const ks_qname *name, const ks_attribute *use)
{
    const ks_wildcard *any = type->any_attribute;
    return name->ns == use->name->ns && (any == NULL || !ks_wildcard_allows(any, name->ns)) &&
           find_use(type, name) == NULL && find_meant(type, name) == use->name->local;
}

static void say_missing(ks_validator *v, const ks_valid_frame *frame, const ks_xml_attr *attrs,
                        size_t count)
{
    for (size_t i = 0; i < frame->type->attribute_count; i++) {
        const ks_attribute *use = &frame->type->attributes[i];
        bool is_there = !use->is_required;
        for (size_t j = 0; j < count && !is_there; j++) {
            is_there = attrs[j].name == use->name || is_misspelt(frame->type, attrs[j].name, use);
        }
        if (!is_there) {
            ks_say(v, KS_F_XML_MISSING_ATTRIBUTE, frame->place, frame->name, use->name->local);
        }
    }
}

/* 3.4.4 clauses 3 and 4; a simple type has no attributes. */
static ks_status check_attributes(ks_validator *v, ks_xml_stream *stream,
                                  const ks_valid_frame *frame, const ks_xml_attr *attrs,
                                  size_t count)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        if (is_xsi(v, attrs[i].name)) {
            continue;
        }
        const ks_attribute *use = find_use(frame->type, attrs[i].name);
        status = use != NULL ? check_value(v, stream, frame, &attrs[i], use)
                             : check_by_wildcard(v, stream, frame, &attrs[i]);
    }
    if (status == KS_OK) {
        say_missing(v, frame, attrs, count);
    }
    return status;
}

static bool needs_text(const ks_valid_frame *frame)
{
    const ks_type *type = frame->type;
    if (type->content != KS_CONTENT_SIMPLE || type->simple == NULL) {
        return frame->element != NULL && frame->element->fixed != NULL;
    }
    return type->simple->facets != 0 || type->simple->variety != KS_VARIETY_ATOMIC ||
           type->simple->form > KS_XS_STRING ||
           (frame->element != NULL && frame->element->fixed != NULL);
}

static ks_status take_xsi(ks_validator *v, ks_xml_stream *stream, ks_valid_frame *frame,
                          const ks_xml_attr *attrs, size_t count)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        if (attrs[i].name == v->xsi_type) {
            status = take_xsi_type(v, stream, attrs[i].value, frame);
        } else if (attrs[i].name == v->xsi_nil) {
            take_xsi_nil(v, attrs[i].value, frame);
        }
    }
    return status;
}

/* Type, nil and attributes of an element that something is asked of. */
static ks_status assess(ks_validator *v, ks_xml_stream *stream, ks_valid_frame *frame,
                        const ks_xml_attr *attrs, size_t count)
{
    if (frame->element != NULL && frame->element->is_abstract) {
        ks_say(v, KS_F_XML_ABSTRACT_ELEMENT, frame->place, frame->name, NULL);
        frame->type = NULL;
        return KS_OK;
    }
    ks_status status = take_xsi(v, stream, frame, attrs, count);
    if (status != KS_OK) {
        return status;
    }
    if (frame->type == NULL || frame->type->is_undecided ||
        (frame->element != NULL && frame->element->is_undecided)) {
        v->is_undecided = true;
        frame->type = NULL;
        return KS_OK;
    }
    if (frame->type->is_abstract) {
        ks_say(v, KS_F_XML_ABSTRACT_ELEMENT, frame->place, frame->name, NULL);
        frame->type = NULL;
        return KS_OK;
    }
    frame->state.at = frame->type->model == NULL ? 0 : frame->type->model->start;
    frame->is_collecting = needs_text(frame);
    if (frame->is_collecting) {
        ks_str_clear(&v->text);
    }
    return check_attributes(v, stream, frame, attrs, count);
}

static ks_status expect_root(ks_validator *v, ks_place place, const ks_qname *name,
                             expectation *out)
{
    *out = (expectation){find_element(v, name), KS_PROCESS_LAX};
    if (out->element == NULL && !v->is_root_lax) {
        ks_say_unknown(v, place, name);
        out->process = KS_PROCESS_SKIP;
    }
    return KS_OK;
}

ks_status ks_validator_start(ks_validator *v, ks_xml_stream *stream, const ks_qname *name,
                             const ks_xml_attr *attrs, size_t count, bool *out_is_valid)
{
    size_t before = v->finding_count;
    ks_valid_frame *parent = top(v);
    ks_place place = ks_xml_place(stream);
    expectation wanted;
    ks_status status = parent == NULL ? expect_root(v, place, name, &wanted)
                                      : expect(v, parent, place, name, &wanted);
    if (status != KS_OK) {
        return status;
    }
    if (parent != NULL) {
        parent->has_child = true;
    }
    ks_valid_frame *frame = ks_vec_add(&v->frames);
    if (frame == NULL) {
        return KS_ERR_MEMORY;
    }
    *frame = (ks_valid_frame){.name = name, .element = wanted.element, .place = place};
    if (wanted.element != NULL) {
        frame->type = wanted.element->type;
        status = assess(v, stream, frame, attrs, count);
    } else if (wanted.process == KS_PROCESS_STRICT) {
        ks_say_unknown(v, place, name);
    } else if (wanted.process == KS_PROCESS_LAX) {
        frame->type = v->types->any_type;
        status = assess(v, stream, frame, attrs, count);
    }
    if (out_is_valid != NULL) {
        *out_is_valid = v->finding_count == before;
    }
    return status;
}

static bool is_space(ks_sv text)
{
    return ks_sv_trim(text).len == 0;
}

void ks_validator_text(ks_validator *v, ks_sv text)
{
    ks_valid_frame *frame = top(v);
    if (frame == NULL || frame->type == NULL || text.len == 0) {
        return;
    }
    if (frame->type->content == KS_CONTENT_ELEMENTS && !frame->is_nil) {
        if (!frame->is_wrong && !is_space(text)) {
            spoil(v, KS_F_XML_TEXT_NOT_ALLOWED, frame, NULL);
        }
        return;
    }
    frame->has_text = true;
    if (frame->is_collecting) {
        ks_str_add_sv(&v->text, text);
    }
}

/* 3.3.4 clause 5: an empty element has its default value, which its schema answers for. */
static ks_status check_simple(ks_validator *v, ks_xml_stream *stream, ks_valid_frame *frame)
{
    const ks_value_scope scope = {resolve, stream};
    const ks_element *element = frame->element;
    ks_sv text = frame->is_collecting ? ks_str_view(&v->text) : KS_SV("");
    ks_value_fault fault;
    if (!frame->has_text && element != NULL &&
        (element->fixed != NULL || element->preset != NULL)) {
        return KS_OK;
    }
    if (!frame->is_collecting) {
        return KS_OK;
    }
    if (frame->type->content != KS_CONTENT_SIMPLE) {
        if (!ks_sv_is(text, element->fixed)) {
            ks_say_fixed(v, frame->place, frame->name, NULL, text, element->fixed);
        }
        return KS_OK;
    }
    ks_status status = ks_value_check(frame->type->simple, text, &scope, &v->scratch, &fault);
    if (status != KS_OK) {
        return status;
    }
    bool is_same = true;
    if (fault.facet != KS_FACET_NONE) {
        ks_say_content(v, frame, text, &fault);
    } else if (element != NULL && element->fixed != NULL) {
        status =
            ks_value_same(frame->type->simple, text, ks_sv_from(element->fixed), &scope, &is_same);
    }
    if (!is_same) {
        ks_say_fixed(v, frame->place, frame->name, NULL, text, element->fixed);
    }
    return status;
}

static ks_status check_complete(ks_validator *v, ks_valid_frame *frame)
{
    bool may_end = true;
    ks_status status = ks_content_may_end(&v->walker, frame->type->model, &frame->state, &may_end);
    if (status != KS_OK || may_end) {
        return status;
    }
    ks_str expected;
    ks_str_init(&expected);
    status = ks_content_expected(&v->walker, frame->type->model, &frame->state, &expected);
    if (status == KS_OK) {
        status = ks_str_status(&expected);
    }
    if (status == KS_OK) {
        ks_say(v, KS_F_XML_MISSING_ELEMENT, frame->place, frame->name, expected.ptr);
    }
    ks_str_release(&expected);
    return status;
}

static ks_status check_content(ks_validator *v, ks_xml_stream *stream, ks_valid_frame *frame)
{
    if (frame->is_nil) {
        if (frame->has_text) {
            spoil(v, KS_F_XML_NIL_WITH_CONTENT, frame, NULL);
        }
        return KS_OK;
    }
    if (frame->is_wrong) {
        return KS_OK;
    }
    if (frame->type->content == KS_CONTENT_SIMPLE) {
        return check_simple(v, stream, frame);
    }
    if (frame->type->content == KS_CONTENT_EMPTY && frame->has_text) {
        spoil(v, KS_F_XML_CONTENT_NOT_ALLOWED, frame, NULL);
        return KS_OK;
    }
    ks_status status = frame->type->model == NULL ? KS_OK : check_complete(v, frame);
    return status == KS_OK && frame->is_collecting && !frame->has_child
               ? check_simple(v, stream, frame)
               : status;
}

ks_status ks_validator_end(ks_validator *v, ks_xml_stream *stream, bool *out_is_valid)
{
    size_t before = v->finding_count;
    ks_valid_frame *frame = top(v);
    ks_status status = frame->type == NULL ? KS_OK : check_content(v, stream, frame);
    if (out_is_valid != NULL) {
        *out_is_valid = v->finding_count == before && !frame->is_wrong;
    }
    v->frames.count--;
    return status == KS_OK ? ks_str_status(&v->text) : status;
}

static ks_status take_names(ks_validator *v, ks_names *table)
{
    const struct {
        const char *local;
        const ks_qname **out;
    } names[] = {
        {"nil", &v->xsi_nil},
        {"type", &v->xsi_type},
        {"schemaLocation", &v->xsi_location},
        {"noNamespaceSchemaLocation", &v->xsi_no_location},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        *names[i].out = ks_names_qname(table, KS_SV(KS_NS_XSI), ks_sv_from(names[i].local));
        if (*names[i].out == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    return KS_OK;
}

ks_status ks_validator_init(ks_validator *v, const ks_types *types, ks_names *names,
                            bool is_root_lax, ks_sink *sink)
{
    *v = (ks_validator){.types = types, .sink = sink, .is_root_lax = is_root_lax};
    ks_str_init(&v->text);
    ks_str_init(&v->scratch);
    v->memo = ks_alloc_zero(MEMO_SIZE, sizeof *v->memo);
    ks_status status = v->memo == NULL ? KS_ERR_MEMORY : take_names(v, names);
    if (status != KS_OK) {
        ks_validator_release(v);
    }
    return status;
}

void ks_validator_release(ks_validator *v)
{
    ks_vec_release(&v->frames);
    ks_str_release(&v->text);
    ks_str_release(&v->scratch);
    ks_content_walker_release(&v->walker);
    ks_alloc_free(v->memo);
    v->memo = NULL;
}

/* Both at once: the validator, then the reader. */
typedef struct pair {
    ks_validator validator;
    const ks_xml_handler *handler;
    void *user;
} pair;

static ks_status on_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t count)
{
    pair *both = user;
    ks_status status = ks_validator_start(&both->validator, stream, name, attrs, count, NULL);
    return status == KS_OK ? both->handler->start(stream, both->user, name, attrs, count) : status;
}

static ks_status on_text(ks_xml_stream *stream, void *user, ks_sv text)
{
    pair *both = user;
    ks_validator_text(&both->validator, text);
    return both->handler->text == NULL ? KS_OK : both->handler->text(stream, both->user, text);
}

static ks_status on_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    pair *both = user;
    ks_status status = ks_validator_end(&both->validator, stream, NULL);
    return status == KS_OK ? both->handler->end(stream, both->user, name) : status;
}

ks_status ks_validate_parse(const ks_xml_source *source, const ks_validate_options *options,
                            const ks_xml_handler *handler, void *user, bool *out_is_undecided)
{
    static const ks_xml_handler both_handler = {on_start, on_text, on_end};
    pair both = {.handler = handler, .user = user};
    ks_status status = ks_validator_init(&both.validator, options->types, source->names,
                                         options->is_root_lax, source->sink);
    if (status != KS_OK) {
        return status;
    }
    both.validator.suggest = options->suggest;
    both.validator.is_told = options->is_told;
    both.validator.suggest_user = options->suggest_user;
    both.validator.taxonomy = options->taxonomy;
    status = ks_xml_parse(source, &both_handler, &both);
    if (out_is_undecided != NULL) {
        *out_is_undecided = both.validator.is_undecided;
    }
    ks_validator_release(&both.validator);
    return status;
}
