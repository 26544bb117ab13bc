/* Values against their types. */
#include "model_value.h"

#include <string.h>

#include "base_text.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void ks_value_normalize(ks_str *out, ks_space space, ks_sv text)
{
    if (space == KS_SPACE_PRESERVE) {
        ks_str_add_sv(out, text);
        return;
    }
    if (space == KS_SPACE_COLLAPSE) {
        size_t begin = out->len;
        for (ks_sv word = ks_sv_next_token(&text); word.len > 0; word = ks_sv_next_token(&text)) {
            if (out->len > begin) {
                ks_str_add_char(out, ' ');
            }
            ks_str_add_sv(out, word);
        }
        return;
    }
    for (size_t i = 0; i < text.len; i++) {
        ks_str_add_char(out, is_space(text.ptr[i]) ? ' ' : text.ptr[i]);
    }
}

/* The value as text: trimmed where no more than that is needed, else copied to `scratch`. */
static ks_sv normalize(ks_space space, ks_sv text, ks_str *scratch)
{
    bool has_odd_space = false;
    if (space == KS_SPACE_PRESERVE) {
        return text;
    }
    if (space == KS_SPACE_COLLAPSE) {
        text = ks_sv_trim(text);
    }
    for (size_t i = 0; i < text.len && !has_odd_space; i++) {
        char c = text.ptr[i];
        has_odd_space =
            is_space(c) &&
            (c != ' ' || (space == KS_SPACE_COLLAPSE && i > 0 && text.ptr[i - 1] == ' '));
    }
    if (!has_odd_space) {
        return text;
    }
    ks_str_clear(scratch);
    ks_value_normalize(scratch, space, text);
    return ks_str_view(scratch);
}

/* KS_REFUSED: not of that form. */
static ks_status check_form(ks_value_form form, ks_sv text, const ks_value_scope *scope)
{
    const ks_qname *name = NULL;
    uint64_t octets = 0;
    bool is_valid = true;
    switch (form) {
    case KS_XS_ANY:
    case KS_XS_STRING:
        break;
    case KS_XS_LANGUAGE:
        is_valid = ks_text_is_language(text);
        break;
    case KS_XS_NMTOKEN:
        is_valid = ks_value_is_nmtoken(text);
        break;
    case KS_XS_NAME:
        is_valid = ks_value_is_name(text);
        break;
    case KS_XS_NCNAME:
        is_valid = ks_text_is_ncname(text);
        break;
    case KS_XS_BOOLEAN:
        is_valid = ks_value_is_boolean(text);
        break;
    case KS_XS_DECIMAL:
    case KS_XS_INTEGER:
        is_valid = ks_value_is_decimal(text, form == KS_XS_INTEGER);
        break;
    case KS_XS_DIGITS:
        is_valid = ks_value_is_decimal(text, true) && *text.ptr != '+' && *text.ptr != '-';
        break;
    case KS_XS_FLOAT:
        is_valid = ks_value_is_float(text);
        break;
    case KS_XS_HEX:
        is_valid = ks_value_is_hex(text);
        break;
    case KS_XS_BASE64:
        is_valid = ks_value_is_base64(text, &octets);
        break;
    case KS_XS_URI:
        is_valid = ks_value_is_uri(text);
        break;
    case KS_XS_QNAME:
    case KS_XS_NOTATION:
        return scope == NULL ? KS_OK : scope->resolve(scope->user, text, &name);
    default:
        is_valid = ks_value_is_time(form, text);
    }
    return is_valid ? KS_OK : KS_REFUSED;
}

/* 4.3.1: in octets, in items, or in characters. */
static uint64_t length_of(const ks_simple_type *type, ks_sv text)
{
    uint64_t length = 0;
    if (type->variety == KS_VARIETY_LIST) {
        while (ks_sv_next_token(&text).len > 0) {
            length++;
        }
        return length;
    }
    if (type->form == KS_XS_HEX) {
        return text.len / 2;
    }
    if (type->form == KS_XS_BASE64) {
        return ks_value_is_base64(text, &length) ? length : 0;
    }
    return ks_utf8_count(text);
}

static bool has(const ks_simple_type *type, ks_facet facet)
{
    return (type->facets & 1u << facet) != 0;
}

static ks_facet check_lengths(const ks_simple_type *type, ks_sv text)
{
    const uint32_t lengths =
        1u << KS_FACET_LENGTH | 1u << KS_FACET_MIN_LENGTH | 1u << KS_FACET_MAX_LENGTH;
    /* Of names with a prefix every length is right (4.3.1.3 as corrected by the errata). */
    if ((type->facets & lengths) == 0 || type->form == KS_XS_QNAME ||
        type->form == KS_XS_NOTATION) {
        return KS_FACET_NONE;
    }
    uint64_t length = length_of(type, text);
    if (has(type, KS_FACET_LENGTH) && length != type->size[KS_FACET_LENGTH]) {
        return KS_FACET_LENGTH;
    }
    if (has(type, KS_FACET_MIN_LENGTH) && length < type->size[KS_FACET_MIN_LENGTH]) {
        return KS_FACET_MIN_LENGTH;
    }
    bool is_long = has(type, KS_FACET_MAX_LENGTH) && length > type->size[KS_FACET_MAX_LENGTH];
    return is_long ? KS_FACET_MAX_LENGTH : KS_FACET_NONE;
}

static ks_facet check_digits(const ks_simple_type *type, ks_sv text)
{
    uint64_t total = 0;
    uint64_t fraction = 0;
    if (!has(type, KS_FACET_TOTAL_DIGITS) && !has(type, KS_FACET_FRACTION_DIGITS)) {
        return KS_FACET_NONE;
    }
    ks_value_digits(text, &total, &fraction);
    if (has(type, KS_FACET_TOTAL_DIGITS) && total > type->size[KS_FACET_TOTAL_DIGITS]) {
        return KS_FACET_TOTAL_DIGITS;
    }
    bool is_long =
        has(type, KS_FACET_FRACTION_DIGITS) && fraction > type->size[KS_FACET_FRACTION_DIGITS];
    return is_long ? KS_FACET_FRACTION_DIGITS : KS_FACET_NONE;
}

static ks_order compare(ks_value_form form, ks_sv a, ks_sv b)
{
    switch (form) {
    case KS_XS_DECIMAL:
    case KS_XS_INTEGER:
    case KS_XS_DIGITS:
        return ks_value_compare_decimals(a, b);
    case KS_XS_FLOAT:
        return ks_value_compare_floats(a, b);
    default:
        return form >= KS_XS_DURATION && form <= KS_XS_MONTH ? ks_value_compare_times(form, a, b)
                                                             : KS_ORDER_NONE;
    }
}

static ks_facet check_bounds(const ks_simple_type *type, ks_sv text)
{
    static const struct {
        ks_facet facet;
        ks_order first, second; /* what the value may be to the bound */
    } BOUNDS[] = {
        {KS_FACET_MIN_INCLUSIVE, KS_ORDER_GREATER, KS_ORDER_EQUAL},
        {KS_FACET_MAX_INCLUSIVE, KS_ORDER_LESS, KS_ORDER_EQUAL},
        {KS_FACET_MIN_EXCLUSIVE, KS_ORDER_GREATER, KS_ORDER_GREATER},
        {KS_FACET_MAX_EXCLUSIVE, KS_ORDER_LESS, KS_ORDER_LESS},
    };
    for (size_t i = 0; i < sizeof BOUNDS / sizeof *BOUNDS; i++) {
        if (has(type, BOUNDS[i].facet)) {
            ks_order order = compare(type->form, text, type->bound[BOUNDS[i].facet]);
            if (order != BOUNDS[i].first && order != BOUNDS[i].second) {
                return BOUNDS[i].facet;
            }
        }
    }
    return KS_FACET_NONE;
}

/* The pattern wants a NUL behind the text. */
static ks_facet check_patterns(const ks_simple_type *type, ks_sv text, ks_str *copy)
{
    if (type->patterns == NULL) {
        return KS_FACET_NONE;
    }
    ks_str_clear(copy);
    ks_str_add_sv(copy, text);
    for (const ks_pattern_step *step = type->patterns; step != NULL; step = step->next) {
        bool is_matched = step->count == 0;
        for (size_t i = 0; i < step->count && !is_matched; i++) {
            const ks_pattern *pattern = step->patterns[i];
            is_matched = pattern->compiled == NULL || pattern->match(pattern->compiled, copy->ptr);
        }
        if (!is_matched) {
            return KS_FACET_PATTERN;
        }
    }
    return KS_FACET_NONE;
}

static bool is_text_form(ks_value_form form)
{
    return form <= KS_XS_NCNAME || form == KS_XS_URI;
}

static bool is_decimal_form(ks_value_form form)
{
    return form >= KS_XS_DECIMAL && form <= KS_XS_DIGITS;
}

static bool same_truth(ks_sv a, ks_sv b)
{
    return (ks_sv_is(a, "true") || ks_sv_is(a, "1")) == (ks_sv_is(b, "true") || ks_sv_is(b, "1"));
}

static ks_sv without_spaces(ks_sv text, ks_str *out)
{
    ks_str_clear(out);
    for (size_t i = 0; i < text.len; i++) {
        if (!is_space(text.ptr[i])) {
            ks_str_add_char(out, text.ptr[i]);
        }
    }
    return ks_str_view(out);
}

static ks_status same_base64(ks_sv a, ks_sv b, bool *out)
{
    ks_str first, second;
    ks_str_init(&first);
    ks_str_init(&second);
    *out = ks_sv_equal(without_spaces(a, &first), without_spaces(b, &second));
    bool is_whole = ks_str_status(&first) == KS_OK && ks_str_status(&second) == KS_OK;
    ks_str_release(&first);
    ks_str_release(&second);
    return is_whole ? KS_OK : KS_ERR_MEMORY;
}

static bool same_ignoring_case(ks_sv a, ks_sv b)
{
    return a.len == b.len && (a.len == 0 || strncasecmp(a.ptr, b.ptr, a.len) == 0);
}

static ks_status same_name(ks_sv a, ks_sv b, const ks_value_scope *scope, bool *out)
{
    const ks_qname *first = NULL;
    const ks_qname *second = NULL;
    *out = false;
    ks_status status = scope == NULL ? KS_REFUSED : scope->resolve(scope->user, a, &first);
    if (status == KS_OK) {
        status = scope->resolve(scope->user, b, &second);
    }
    *out = status == KS_OK && first == second;
    return status == KS_REFUSED ? KS_OK : status;
}

/* Normalized texts of an atomic type, both of its form. */
static ks_status same_atom(const ks_simple_type *type, ks_sv a, ks_sv b,
                           const ks_value_scope *scope, bool *out)
{
    switch (type->form) {
    case KS_XS_BOOLEAN:
        *out = same_truth(a, b);
        return KS_OK;
    case KS_XS_HEX:
        *out = same_ignoring_case(a, b);
        return KS_OK;
    case KS_XS_BASE64:
        return same_base64(a, b, out);
    case KS_XS_QNAME:
    case KS_XS_NOTATION:
        return same_name(a, b, scope, out);
    default:
        *out = ks_sv_equal(a, b) || compare(type->form, a, b) == KS_ORDER_EQUAL;
        return KS_OK;
    }
}

static ks_status same_list(const ks_simple_type *type, ks_sv a, ks_sv b,
                           const ks_value_scope *scope, bool *out)
{
    for (;;) {
        ks_sv first = ks_sv_next_token(&a);
        ks_sv second = ks_sv_next_token(&b);
        *out = first.len == second.len;
        if (first.len == 0 || second.len == 0) {
            return KS_OK;
        }
        ks_status status = ks_value_same(type->item, first, second, scope, out);
        if (status != KS_OK || !*out) {
            return status;
        }
    }
}

/* 2.5.1.3: the member that validates the value first is its type. */
static ks_status member_of(const ks_simple_type *type, ks_sv text, const ks_value_scope *scope,
                           const ks_simple_type **out)
{
    ks_str scratch;
    ks_str_init(&scratch);
    ks_status status = KS_OK;
    *out = NULL;
    for (size_t i = 0; i < type->member_count && *out == NULL && status == KS_OK; i++) {
        ks_value_fault fault;
        status = ks_value_check(type->members[i], text, scope, &scratch, &fault);
        if (status == KS_OK && fault.facet == KS_FACET_NONE) {
            *out = type->members[i];
        }
    }
    ks_str_release(&scratch);
    return status;
}

static bool same_primitive(const ks_simple_type *a, const ks_simple_type *b)
{
    return a->form == b->form || (is_text_form(a->form) && is_text_form(b->form)) ||
           (is_decimal_form(a->form) && is_decimal_form(b->form));
}

static ks_status same_in_union(const ks_simple_type *type, ks_sv a, ks_sv b,
                               const ks_value_scope *scope, bool *out)
{
    const ks_simple_type *first = NULL;
    const ks_simple_type *second = NULL;
    *out = false;
    ks_status status = member_of(type, a, scope, &first);
    if (status == KS_OK) {
        status = member_of(type, b, scope, &second);
    }
    if (status != KS_OK || first == NULL || second == NULL || !same_primitive(first, second)) {
        return status;
    }
    return ks_value_same(first, a, b, scope, out);
}

ks_status ks_value_same(const ks_simple_type *type, ks_sv a, ks_sv b, const ks_value_scope *scope,
                        bool *out)
{
    if (type->variety == KS_VARIETY_UNION) {
        return same_in_union(type, a, b, scope, out);
    }
    if (type->variety == KS_VARIETY_LIST) {
        return same_list(type, a, b, scope, out);
    }
    ks_str first, second;
    ks_str_init(&first);
    ks_str_init(&second);
    a = normalize(type->space, a, &first);
    b = normalize(type->space, b, &second);
    ks_status status = ks_str_status(&first) == KS_OK ? ks_str_status(&second) : KS_ERR_MEMORY;
    if (status == KS_OK) {
        status = same_atom(type, a, b, scope, out);
    }
    ks_str_release(&first);
    ks_str_release(&second);
    return status;
}

/* Names are compared as names, prefixes apart: those of the schema were looked up in it. */
static ks_status find_enumerated_name(const ks_simple_type *type, ks_sv text,
                                      const ks_value_scope *scope, bool *out)
{
    const ks_qname *name = NULL;
    *out = scope == NULL;
    ks_status status = scope == NULL ? KS_OK : scope->resolve(scope->user, text, &name);
    for (size_t i = 0; i < type->enumeration_count && status == KS_OK && !*out; i++) {
        *out = type->enumeration[i].name == name;
    }
    return status == KS_REFUSED ? KS_OK : status;
}

static bool find_enumerator(const ks_simple_type *type, ks_sv text)
{
    size_t low = 0;
    size_t high = type->enumeration_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = ks_sv_compare(type->enumeration[middle].text, text);
        if (order == 0) {
            return true;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return false;
}

static ks_status check_enumeration(const ks_simple_type *type, ks_sv text,
                                   const ks_value_scope *scope, ks_facet *out)
{
    bool is_atomic = type->variety == KS_VARIETY_ATOMIC;
    bool is_name = is_atomic && (type->form == KS_XS_QNAME || type->form == KS_XS_NOTATION);
    bool is_found = !has(type, KS_FACET_ENUMERATION) || (!is_name && find_enumerator(type, text));
    ks_status status = KS_OK;
    if (!is_found && is_name) {
        status = find_enumerated_name(type, text, scope, &is_found);
    } else if (!is_found && !(is_atomic && is_text_form(type->form))) {
        for (size_t i = 0; i < type->enumeration_count && !is_found && status == KS_OK; i++) {
            status = ks_value_same(type, text, type->enumeration[i].text, scope, &is_found);
        }
    }
    *out = is_found ? KS_FACET_NONE : KS_FACET_ENUMERATION;
    return status;
}

static ks_status check_items(const ks_simple_type *type, ks_sv text, const ks_value_scope *scope,
                             ks_value_fault *out)
{
    ks_str scratch;
    ks_status status = KS_OK;
    ks_str_init(&scratch);
    *out = (ks_value_fault){KS_FACET_NONE, type};
    while (status == KS_OK && out->facet == KS_FACET_NONE) {
        ks_sv item = ks_sv_next_token(&text);
        if (item.len == 0) {
            break;
        }
        status = ks_value_check(type->item, item, scope, &scratch, out);
    }
    ks_str_release(&scratch);
    return status;
}

static ks_status check_members(const ks_simple_type *type, ks_sv text, const ks_value_scope *scope,
                               ks_str *scratch, ks_value_fault *out)
{
    *out = (ks_value_fault){KS_FACET_FORM, type};
    for (size_t i = 0; i < type->member_count; i++) {
        ks_value_fault fault;
        ks_status status = ks_value_check(type->members[i], text, scope, scratch, &fault);
        if (status != KS_OK || fault.facet == KS_FACET_NONE) {
            out->facet = KS_FACET_NONE;
            return status;
        }
    }
    return KS_OK;
}

static ks_status check_variety(const ks_simple_type *type, ks_sv raw, ks_sv text,
                               const ks_value_scope *scope, ks_value_fault *out)
{
    if (type->variety == KS_VARIETY_LIST) {
        return check_items(type, text, scope, out);
    }
    if (type->variety == KS_VARIETY_UNION) {
        ks_str scratch;
        ks_str_init(&scratch);
        ks_status status = check_members(type, raw, scope, &scratch, out);
        ks_str_release(&scratch);
        return status;
    }
    ks_status status = check_form(type->form, text, scope);
    *out = (ks_value_fault){status == KS_REFUSED ? KS_FACET_FORM : KS_FACET_NONE, type};
    return status == KS_REFUSED ? KS_OK : status;
}

static ks_status check_facets(const ks_simple_type *type, ks_sv text, const ks_value_scope *scope,
                              ks_facet *out)
{
    *out = check_lengths(type, text);
    if (*out == KS_FACET_NONE) {
        *out = check_digits(type, text);
    }
    if (*out == KS_FACET_NONE) {
        *out = check_bounds(type, text);
    }
    return *out == KS_FACET_NONE ? check_enumeration(type, text, scope, out) : KS_OK;
}

ks_status ks_value_check(const ks_simple_type *type, ks_sv text, const ks_value_scope *scope,
                         ks_str *scratch, ks_value_fault *out)
{
    /* Most values are plain text, of which there may be much. */
    if (type->facets == 0 && type->variety == KS_VARIETY_ATOMIC && type->form <= KS_XS_STRING) {
        *out = (ks_value_fault){KS_FACET_NONE, type};
        return KS_OK;
    }
    ks_sv value = normalize(type->space, text, scratch);
    ks_status status = check_variety(type, text, value, scope, out);
    if (status != KS_OK || out->facet != KS_FACET_NONE || type->facets == 0) {
        return status == KS_OK ? ks_str_status(scratch) : status;
    }
    out->type = type;
    status = check_facets(type, value, scope, &out->facet);
    if (status == KS_OK && out->facet == KS_FACET_NONE && type->patterns != NULL) {
        ks_str copy;
        ks_str_init(&copy);
        out->facet = check_patterns(type, value, &copy);
        status = ks_str_status(&copy);
        ks_str_release(&copy);
    }
    return status == KS_OK ? ks_str_status(scratch) : status;
}
