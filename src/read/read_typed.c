#include "read_typed.h"

#include <string.h>

#include "base_decimal.h"

/* Of so many parts of a type each is looked at; types of more are not met, but by who wants to keep
 * a reader busy. */
enum { PART_LIMIT = 2000 };

ks_declared ks_typed_child(const ks_types *types, const ks_type *parent, const ks_qname *name)
{
    const ks_element *element = NULL;
    const ks_content_model *model = parent == NULL ? NULL : parent->model;
    for (uint32_t i = 0; model != NULL && i < model->count && i < PART_LIMIT && element == NULL;
         i++) {
        const ks_content_step *step = &model->steps[i];
        if (step->kind == KS_STEP_ELEMENT && step->element->name == name) {
            element = step->element;
        }
    }
    if (element == NULL && types != NULL) {
        element = ks_types_element(types, name);
    }
    return (ks_declared){element, element == NULL ? NULL : element->type};
}

const ks_attribute *ks_typed_attribute(const ks_types *types, const ks_type *type,
                                       const ks_qname *name)
{
    for (size_t i = 0; type != NULL && i < type->attribute_count && i < PART_LIMIT; i++) {
        if (type->attributes[i].name == name) {
            return &type->attributes[i];
        }
    }
    bool is_skipped = type != NULL && (type->any_attribute == NULL ||
                                       type->any_attribute->process == KS_PROCESS_SKIP);
    return types == NULL || is_skipped ? NULL : ks_types_attribute(types, name);
}

const char *ks_typed_attribute_default(const ks_attribute *attribute)
{
    return attribute->fixed != NULL ? attribute->fixed : attribute->preset;
}

const char *ks_typed_content_default(const ks_element *element)
{
    if (element == NULL) {
        return NULL;
    }
    return element->fixed != NULL ? element->fixed : element->preset;
}

const ks_simple_type *ks_typed_content(const ks_type *type)
{
    return type != NULL && type->content == KS_CONTENT_SIMPLE ? type->simple : NULL;
}

bool ks_typed_is_id(const ks_simple_type *type)
{
    return type != NULL && type->built_in != NULL && type->built_in->name != NULL &&
           strcmp(type->built_in->name->local, "ID") == 0;
}

/* A text in front tells the kinds apart: the number 1 is not the word "1". */
static void add_text(ks_str *out, char kind, ks_sv text)
{
    ks_str_add_char(out, kind);
    ks_str_add_u64(out, text.len);
    ks_str_add_char(out, ':');
    ks_str_add_sv(out, text);
}

/* INF equals itself. */
static bool add_special(ks_str *out, ks_sv text, size_t nan)
{
    if (ks_sv_is(text, "NaN")) {
        ks_str_addf(out, "!%zu;", nan);
        return true;
    }
    if (ks_sv_is(text, "INF") || ks_sv_is(text, "-INF")) {
        add_text(out, '#', text);
        return true;
    }
    return false;
}

static ks_status add_number(ks_str *out, ks_arena *arena, ks_sv text, bool has_exponent, size_t nan)
{
    ks_decimal number;
    bool is_valid = false;
    if (has_exponent && add_special(out, text, nan)) {
        return KS_OK;
    }
    ks_status status = ks_decimal_parse(arena, text, has_exponent, &is_valid, &number);
    if (status != KS_OK && status != KS_ERR_LIMIT) {
        return status;
    }
    ks_str written;
    ks_str_init(&written);
    if (status == KS_OK && is_valid) {
        ks_decimal_write(&written, &number, 0, "");
    }
    /* What is no number, or too long a one, is a text. */
    bool is_written = status == KS_OK && is_valid && !written.is_failed;
    add_text(out, is_written ? '#' : '"', is_written ? ks_str_view(&written) : text);
    ks_str_release(&written);
    return KS_OK;
}

static void add_boolean(ks_str *out, ks_sv text)
{
    bool is_true = ks_sv_is(text, "true") || ks_sv_is(text, "1");
    bool is_false = ks_sv_is(text, "false") || ks_sv_is(text, "0");
    if (is_true || is_false) {
        add_text(out, '?', is_true ? KS_SV("1") : KS_SV("0"));
    } else {
        add_text(out, '"', text);
    }
}

static ks_status add_collapsed(ks_str *out, const ks_simple_type *type, ks_sv value)
{
    ks_str text;
    ks_str_init(&text);
    ks_value_normalize(&text, type->space, value);
    ks_status status = ks_str_status(&text);
    if (status == KS_OK) {
        add_text(out, '"', ks_str_view(&text));
    }
    ks_str_release(&text);
    return status;
}

ks_status ks_typed_add(ks_str *out, ks_arena *arena, const ks_simple_type *type, ks_sv value,
                       size_t nan)
{
    if (type == NULL) {
        add_text(out, '"', value);
        return KS_OK;
    }
    ks_value_form form = type->variety == KS_VARIETY_ATOMIC ? type->form : KS_XS_ANY;
    switch (form) {
    case KS_XS_DECIMAL:
    case KS_XS_INTEGER:
    case KS_XS_FLOAT:
        return add_number(out, arena, ks_sv_trim(value), form == KS_XS_FLOAT, nan);
    case KS_XS_BOOLEAN:
        add_boolean(out, ks_sv_trim(value));
        return KS_OK;
    default:
        return add_collapsed(out, type, value);
    }
}
