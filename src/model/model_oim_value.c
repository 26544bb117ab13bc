#include "model_oim_value.h"

#include <string.h>

#include "model_type.h"

static const struct {
    const char *type;
    ks_oim_form form;
} ITEM_FORMS[] = {
    {"stringItemType", KS_OIM_TEXT},     {"normalizedStringItemType", KS_OIM_REPLACED},
    {"tokenItemType", KS_OIM_COLLAPSED}, {"booleanItemType", KS_OIM_BOOLEAN},
    {"dateItemType", KS_OIM_MOMENT},     {"dateTimeItemType", KS_OIM_MOMENT},
    {"hexBinaryItemType", KS_OIM_HEX},   {"base64BinaryItemType", KS_OIM_BASE64},
    {"languageItemType", KS_OIM_LOWER},
};

static ks_oim_form number_form(ks_item_kind kind)
{
    return kind == KS_ITEM_INTEGER  ? KS_OIM_INTEGER
           : kind == KS_ITEM_DOUBLE ? KS_OIM_DOUBLE
                                    : KS_OIM_DECIMAL;
}

ks_oim_form ks_oim_form_of(const ks_concept *concept)
{
    if (ks_item_kind_is_numeric(concept->kind)) {
        return number_form(concept->kind);
    }
    for (size_t i = 0; concept->item_type != NULL && i < sizeof ITEM_FORMS / sizeof *ITEM_FORMS;
         i++) {
        if (strcmp(ITEM_FORMS[i].type, concept->item_type->local) == 0) {
            return ITEM_FORMS[i].form;
        }
    }
    return concept->item_type != NULL ? KS_OIM_TOKEN : KS_OIM_TEXT;
}

bool ks_oim_is_text(const ks_taxonomy *taxonomy, const ks_concept *concept)
{
    static const char *const NO_LANGUAGE[] = {"noLangStringItemType", "noLangTokenItemType",
                                              "domainItemType", NULL};
    return concept->kind == KS_ITEM_STRING &&
           !ks_taxonomy_is_registered(taxonomy, concept->type, NO_LANGUAGE);
}

bool ks_oim_takes_unit(const ks_concept *concept)
{
    return ks_item_kind_is_numeric(concept->kind) || concept->item_type == NULL;
}

bool ks_oim_is_unsupported(const ks_taxonomy *taxonomy, const ks_qname *type)
{
    static const char *const PREFIXED[] = {"prefixedContentItemType", "prefixedContentType", NULL};
    static const char *const NAMES[] = {"SQNameItemType", "SQNamesItemType", "SQNameType",
                                        "SQNamesType", NULL};
    for (const ks_qname *t = type; t != NULL; t = ks_taxonomy_type_base(taxonomy, t)) {
        if (strcmp(t->ns, KS_NS_XBRLI) == 0 && strcmp(t->local, "fractionItemType") == 0) {
            return true;
        }
    }
    return ks_taxonomy_is_registered(taxonomy, type, PREFIXED) &&
           !ks_taxonomy_is_registered(taxonomy, type, NAMES);
}

static ks_oim_form simple_form(const ks_simple_type *type)
{
    if (type == NULL || type->variety != KS_VARIETY_ATOMIC) {
        return KS_OIM_TEXT;
    }
    switch (type->form) {
    case KS_XS_BOOLEAN:
        return KS_OIM_BOOLEAN;
    case KS_XS_DECIMAL:
        return KS_OIM_DECIMAL;
    case KS_XS_INTEGER:
    case KS_XS_DIGITS:
        return KS_OIM_INTEGER;
    case KS_XS_FLOAT:
        return KS_OIM_DOUBLE;
    case KS_XS_DATE:
    case KS_XS_DATE_TIME:
        return KS_OIM_MOMENT;
    case KS_XS_HEX:
        return KS_OIM_HEX;
    case KS_XS_BASE64:
        return KS_OIM_BASE64;
    case KS_XS_LANGUAGE:
        return KS_OIM_LOWER;
    default:
        return type->space == KS_SPACE_COLLAPSE  ? KS_OIM_COLLAPSED
               : type->space == KS_SPACE_REPLACE ? KS_OIM_REPLACED
                                                 : KS_OIM_TEXT;
    }
}

static const ks_type *type_of(const ks_taxonomy *taxonomy, const ks_qname *element)
{
    const ks_element *found = taxonomy->types == NULL || element == NULL
                                  ? NULL
                                  : ks_types_element(taxonomy->types, element);
    return found == NULL ? NULL : found->type;
}

static bool is_date_union(const ks_simple_type *type)
{
    while (type != NULL && (type->name == NULL || strcmp(type->name->ns, KS_NS_XBRLI) != 0 ||
                            strcmp(type->name->local, "dateUnion") != 0)) {
        type = type->base;
    }
    return type != NULL;
}

/* OIM 3.1: types that say nothing outside of the document they stand in, lists, and unions but for
 * that of dates and moments. */
bool ks_oim_is_domain(const ks_taxonomy *taxonomy, const ks_qname *domain)
{
    static const char *const LEGACY[] = {"ENTITY", "ID", "IDREF", "NMTOKEN", "NOTATION"};
    const ks_type *type = type_of(taxonomy, domain);
    const ks_simple_type *simple = type == NULL ? NULL : type->simple;
    if (type == NULL) {
        return true;
    }
    if ((type->is_complex && type->content != KS_CONTENT_SIMPLE) ||
        ks_oim_is_unsupported(taxonomy, type->name) || simple == NULL ||
        simple->variety == KS_VARIETY_LIST ||
        (simple->variety == KS_VARIETY_UNION && !is_date_union(simple))) {
        return false;
    }
    const ks_qname *built_in = simple->built_in == NULL ? NULL : simple->built_in->name;
    for (size_t i = 0; built_in != NULL && i < sizeof LEGACY / sizeof *LEGACY; i++) {
        if (strcmp(built_in->local, LEGACY[i]) == 0) {
            return false;
        }
    }
    return simple->form != KS_XS_NOTATION;
}

ks_oim_form ks_oim_form_of_domain(const ks_taxonomy *taxonomy, const ks_qname *domain,
                                  bool *out_is_complex)
{
    const ks_type *type = type_of(taxonomy, domain);
    *out_is_complex = type != NULL && type->is_complex && type->content != KS_CONTENT_SIMPLE;
    return type == NULL ? KS_OIM_TEXT : simple_form(type->simple);
}

/* XML Schema part 2 3.2.3.2: a point, and digits on both sides of it. */
static void write_decimal(ks_str *out, const ks_decimal *number)
{
    ks_decimal_write(out, number, 1, "");
}

/* 3.2.5.2: one digit in front of the point, "1.2345E3". */
static void write_double(ks_str *out, const ks_decimal *number)
{
    ks_str digits;
    ks_decimal whole = *number;
    ks_str_init(&digits);
    whole.exponent = 0;
    ks_decimal_write(&digits, &whole, 0, "");
    const char *first = digits.ptr + (number->is_negative ? 1 : 0);
    ks_str_add(out, number->is_negative ? "-" : "");
    if (ks_str_status(&digits) == KS_OK && first[0] != '\0') {
        ks_str_add_char(out, first[0]);
        ks_str_add_char(out, '.');
        ks_str_add(out, first[1] != '\0' ? first + 1 : "0");
        ks_str_add_char(out, 'E');
        /* Of a normalized number no digit behind the first ones is 0. */
        ks_str_add_i64(out, (int64_t)strlen(first) - 1 + number->exponent);
    } else {
        out->is_failed = true;
    }
    ks_str_release(&digits);
}

static ks_status write_number(ks_arena *scratch, ks_oim_form form, ks_sv text, ks_str *out)
{
    ks_decimal number;
    bool is_valid = false;
    ks_status status = ks_decimal_parse(scratch, text, form == KS_OIM_DOUBLE, &is_valid, &number);
    if (status == KS_ERR_LIMIT || (status == KS_OK && !is_valid)) {
        ks_str_add_sv(out, text);
        return KS_OK;
    }
    if (status != KS_OK) {
        return status;
    }
    if (form == KS_OIM_DOUBLE) {
        write_double(out, &number);
    } else if (form == KS_OIM_INTEGER) {
        ks_decimal_write(out, &number, 0, "");
    } else {
        write_decimal(out, &number);
    }
    return KS_OK;
}

static void write_moment(ks_sv text, ks_str *out)
{
    ks_moment moment;
    bool is_date = false;
    /* A date keeps its offset: the day it is elsewhere is another one. */
    if (!ks_moment_parse(text, &moment, &is_date) || (is_date && moment.has_offset)) {
        ks_str_add_sv(out, text);
    } else if (is_date) {
        ks_day_write(out, moment.day);
    } else {
        ks_moment_write(out, moment);
    }
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static char upper(char c)
{
    return (char)(c >= 'a' && c <= 'f' ? c - 'a' + 'A' : c);
}

static void write_chars(ks_sv text, ks_oim_form form, ks_str *out)
{
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (form == KS_OIM_BASE64 && strchr(" \t\r\n", c) != NULL) {
            continue;
        }
        ks_str_add_char(out, form == KS_OIM_LOWER ? lower(c) : form == KS_OIM_HEX ? upper(c) : c);
    }
}

static void write_boolean(ks_sv text, ks_str *out)
{
    if (ks_sv_is(text, "1") || ks_sv_is(text, "0")) {
        ks_str_add(out, text.ptr[0] == '1' ? "true" : "false");
    } else {
        ks_str_add_sv(out, text);
    }
}

ks_status ks_oim_write_value(ks_arena *scratch, ks_oim_form form, const char *text, ks_str *out)
{
    const ks_sv trimmed = ks_sv_trim(ks_sv_from(text));
    switch (form) {
    case KS_OIM_TEXT:
        ks_str_add(out, text);
        break;
    case KS_OIM_TOKEN:
        ks_str_add_sv(out, trimmed);
        break;
    case KS_OIM_REPLACED:
        ks_value_normalize(out, KS_SPACE_REPLACE, ks_sv_from(text));
        break;
    case KS_OIM_COLLAPSED:
        ks_value_normalize(out, KS_SPACE_COLLAPSE, ks_sv_from(text));
        break;
    case KS_OIM_BOOLEAN:
        write_boolean(trimmed, out);
        break;
    case KS_OIM_MOMENT:
        write_moment(trimmed, out);
        break;
    case KS_OIM_DECIMAL:
    case KS_OIM_INTEGER:
    case KS_OIM_DOUBLE:
        return write_number(scratch, form, trimmed, out);
    default:
        write_chars(trimmed, form, out);
    }
    return KS_OK;
}
