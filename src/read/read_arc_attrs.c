/* The attributes of an arc beside those of the standard, as one text that is equal where they are
 * (XBRL 2.1 3.5.3.9.7.4, 4.10). */
#include <string.h>

#include "read_dts.h"

/* The built-in type that the type of a declared attribute comes down to, or NULL. */
static const char *built_in(const ks_dts *dts, const ks_qname *attr)
{
    const ks_dts_type *type = ks_map_get_ptr(&dts->attribute_by_name, attr);
    for (int i = 0; i < 100 && type != NULL && type->base != NULL; i++) {
        if (type->base->ns == dts->words.xsd_ns) {
            return type->base->local;
        }
        type = ks_map_get_ptr(&dts->type_base, type->base);
    }
    return NULL;
}

static bool is_number(const char *type)
{
    static const char *const NUMBERS[] = {"decimal",
                                          "integer",
                                          "nonPositiveInteger",
                                          "negativeInteger",
                                          "long",
                                          "int",
                                          "short",
                                          "byte",
                                          "nonNegativeInteger",
                                          "unsignedLong",
                                          "unsignedInt",
                                          "unsignedShort",
                                          "unsignedByte",
                                          "positiveInteger",
                                          "double",
                                          "float"};
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
        if (strcmp(NUMBERS[i], type) == 0) {
            return true;
        }
    }
    return false;
}

/* One that is none, or very long when it is written out, stays as it is. */
static ks_status add_number(ks_dts *dts, ks_str *out, const char *type, ks_sv text)
{
    const bool is_double = strcmp(type, "double") == 0 || strcmp(type, "float") == 0;
    bool is_valid = false;
    ks_decimal number;
    ks_status status = ks_decimal_parse(&dts->arena, text, is_double, &is_valid, &number);
    if (status != KS_OK && status != KS_ERR_LIMIT) {
        return status;
    }
    if (status == KS_OK && is_valid && number.exponent < 1000 && number.exponent > -1000) {
        ks_decimal_write(out, &number, 0, "");
    } else {
        ks_str_add_sv(out, text);
    }
    return KS_OK;
}

/* 4.10: values that are equal as their type means it become equal texts. */
static ks_status add_value(ks_dts *dts, ks_str *out, const ks_named_text *attr)
{
    const char *type = built_in(dts, attr->name);
    const ks_sv text = ks_sv_trim(ks_sv_from(attr->text));
    if (type == NULL || strcmp(type, "string") == 0) {
        ks_str_add(out, attr->text);
    } else if (strcmp(type, "boolean") == 0) {
        ks_str_add(out, ks_sv_is(text, "true") || ks_sv_is(text, "1") ? "true" : "false");
    } else if (is_number(type) && ks_sv_is(text, "NaN")) {
        ks_str_addf(out, "NaN %p", (const void *)attr); /* equal to nothing, itself included */
    } else if (is_number(type)) {
        return add_number(dts, out, type, text);
    } else {
        ks_str_add_sv(out, text);
    }
    return KS_OK;
}

ks_status ks_dts_write_attrs(ks_dts *dts, const ks_dts_arc *arc, const char **out)
{
    ks_str text;
    ks_status status = KS_OK;
    if (arc->attr_count == 0) {
        return KS_OK;
    }
    ks_str_init(&text);
    for (size_t i = 0; i < arc->attr_count && status == KS_OK; i++) {
        ks_str_addf(&text, "%s %s=", arc->attrs[i].name->ns, arc->attrs[i].name->local);
        status = add_value(dts, &text, &arc->attrs[i]);
        ks_str_add_char(&text, '\n');
    }
    if (status == KS_OK) {
        status = ks_str_status(&text);
    }
    if (status == KS_OK) {
        *out = ks_names_text(dts->names, ks_str_view(&text));
        status = *out == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    ks_str_release(&text);
    return status;
}
