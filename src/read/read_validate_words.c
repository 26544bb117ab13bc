/* What the validator finds, in words that need no knowledge of schemas. */
#include <string.h>

#include "base_text.h"
#include "model_taxonomy.h"
#include "read_validate_parts.h"
#include "xml_words.h"

enum { FINDING_LIMIT = 1000 };

static const char *const FACET_NAMES[KS_FACET_COUNT] = {
    [KS_FACET_LENGTH] = "length",
    [KS_FACET_MIN_LENGTH] = "minLength",
    [KS_FACET_MAX_LENGTH] = "maxLength",
    [KS_FACET_MIN_INCLUSIVE] = "minInclusive",
    [KS_FACET_MAX_INCLUSIVE] = "maxInclusive",
    [KS_FACET_MIN_EXCLUSIVE] = "minExclusive",
    [KS_FACET_MAX_EXCLUSIVE] = "maxExclusive",
    [KS_FACET_TOTAL_DIGITS] = "totalDigits",
    [KS_FACET_FRACTION_DIGITS] = "fractionDigits",
    [KS_FACET_PATTERN] = "pattern",
    [KS_FACET_ENUMERATION] = "enumeration",
};

static ks_lang lang_of(const ks_validator *validator)
{
    const ks_sink *sink = validator->sink;
    return sink != NULL && sink->lang < KS_LANG_COUNT ? sink->lang : KS_LANG_EN;
}

/* After so many the document is past reading its findings one by one. */
static bool may_say(ks_validator *validator, ks_place place)
{
    validator->finding_count++;
    if (validator->finding_count == FINDING_LIMIT + 1) {
        KS_REPORT(validator->sink, KS_F_XML_MORE, place, "1000");
    }
    return validator->finding_count <= FINDING_LIMIT;
}

static void fill(ks_str *out, const char *form, ks_sv value)
{
    for (const char *at = form; *at != '\0'; at++) {
        if (strncmp(at, "{0}", 3) == 0) {
            ks_text_add_shown(out, value);
            at += 2;
        } else {
            ks_str_add_char(out, *at);
        }
    }
}

static void add_type(ks_str *out, const ks_simple_type *type, ks_lang lang)
{
    const ks_simple_type *known = type->built_in;
    const char *words =
        known == NULL || known->name == NULL ? NULL : ks_xml_type_words(known->name->local, lang);
    if (words == NULL && type->name != NULL && type->name->ns != NULL) {
        words = ks_xml_named_type_words(type->name->ns, type->name->local, lang);
    }
    if (words != NULL) {
        ks_str_add(out, words);
    } else if (type->name != NULL) {
        fill(out, lang == KS_LANG_JA ? "型 {0} の値" : "a value of type {0}",
             ks_sv_from(type->name->local));
    } else {
        ks_str_add(out, lang == KS_LANG_JA ? "スキーマで定められた値"
                                           : "a value that its schema allows");
    }
}

static void add_enumeration(ks_str *out, const ks_simple_type *type)
{
    size_t shown = type->enumeration_count < 10 ? type->enumeration_count : 10;
    for (size_t i = 0; i < shown; i++) {
        ks_str_add(out, i > 0 ? ", '" : "'");
        ks_str_add_sv(out, type->enumeration[i].text);
        ks_str_add_char(out, '\'');
    }
    ks_str_add(out, shown < type->enumeration_count ? ", …" : "");
}

static void add_bound(ks_str *out, const ks_simple_type *type, ks_facet facet)
{
    if (facet == KS_FACET_PATTERN) {
        const ks_pattern_step *step = type->patterns;
        ks_str_add(out, step->count > 0 ? step->patterns[0]->text : "");
    } else if (facet == KS_FACET_ENUMERATION) {
        add_enumeration(out, type);
    } else if (facet >= KS_FACET_MIN_INCLUSIVE && facet <= KS_FACET_MAX_EXCLUSIVE) {
        ks_str_add_sv(out, type->bound[facet]);
    } else {
        ks_str_add_u64(out, type->size[facet]);
    }
}

/* Memory that ran short while a message was made is the sink's to tell. */
static void settle(ks_validator *validator, ks_str *str)
{
    if (validator->sink != NULL && ks_str_status(str) != KS_OK) {
        validator->sink->is_failed = true;
    }
    ks_str_release(str);
}

static void add_expected(ks_validator *validator, ks_str *out, const ks_value_fault *fault)
{
    const ks_lang lang = lang_of(validator);
    const char *words =
        fault->facet == KS_FACET_FORM ? NULL : ks_xml_facet_words(FACET_NAMES[fault->facet], lang);
    bool is_integer_range = fault->type->built_in == fault->type && fault->type->name != NULL;
    if (words == NULL || is_integer_range) {
        add_type(out, fault->type, lang);
        return;
    }
    ks_str bound;
    ks_str_init(&bound);
    add_bound(&bound, fault->type, fault->facet);
    fill(out, words, ks_str_view(&bound));
    settle(validator, &bound);
}

static void say_expected(ks_validator *validator, ks_place place, const ks_qname *element,
                         const ks_qname *attribute, ks_sv value, const char *expected)
{
    ks_str shown;
    ks_str_init(&shown);
    ks_text_add_shown(&shown, value);
    KS_REPORT(validator->sink, attribute != NULL ? KS_F_XML_WRONG_ATTRIBUTE : KS_F_XML_WRONG_VALUE,
              place, shown.ptr, element->local, expected,
              attribute != NULL ? attribute->local : NULL);
    settle(validator, &shown);
}

void ks_say_value(ks_validator *validator, ks_place place, const ks_qname *element,
                  const ks_qname *attribute, ks_sv value, const ks_value_fault *fault)
{
    ks_str expected;
    if (!may_say(validator, place)) {
        return;
    }
    ks_str_init(&expected);
    add_expected(validator, &expected, fault);
    say_expected(validator, place, element, attribute, value, expected.ptr);
    settle(validator, &expected);
}

/* The nearest type that has a name. */
static const ks_type *named_type(const ks_type *type)
{
    while (type != NULL && type->name == NULL) {
        type = type->base;
    }
    return type;
}

static bool is_item(const ks_element *element)
{
    while (element != NULL && element->head != NULL) {
        element = element->head;
    }
    return element != NULL && strcmp(element->name->local, "item") == 0 &&
           strcmp(element->name->ns, KS_NS_XBRLI) == 0;
}

void ks_say_content(ks_validator *validator, const ks_valid_frame *frame, ks_sv value,
                    const ks_value_fault *fault)
{
    const ks_type *type = named_type(frame->type);
    if (type == NULL || !is_item(frame->element)) {
        ks_say_value(validator, frame->place, frame->name, NULL, value, fault);
        return;
    }
    if (!may_say(validator, frame->place)) {
        return;
    }
    ks_str shown;
    ks_str expected;
    ks_str_init(&shown);
    ks_str_init(&expected);
    ks_text_add_shown(&shown, value);
    add_expected(validator, &expected, fault);
    KS_REPORT(validator->sink, KS_F_INSTANCE_WRONG_VALUE, frame->place, shown.ptr,
              frame->name->local, expected.ptr, type->name->local);
    settle(validator, &shown);
    settle(validator, &expected);
}

void ks_say_attribute(ks_validator *validator, const ks_valid_frame *frame,
                      const ks_qname *attribute, const char *meant)
{
    if (may_say(validator, frame->place)) {
        KS_REPORT(validator->sink, KS_F_XML_UNKNOWN_ATTRIBUTE, frame->place, frame->name->local,
                  attribute->local, meant);
    }
}

void ks_say_fixed(ks_validator *validator, ks_place place, const ks_qname *element,
                  const ks_qname *attribute, ks_sv value, const char *fixed)
{
    if (may_say(validator, place)) {
        say_expected(validator, place, element, attribute, value, fixed);
    }
}

void ks_say_unknown(ks_validator *validator, ks_place place, const ks_qname *element)
{
    const bool is_told =
        (validator->taxonomy != NULL && ks_taxonomy_lacks(validator->taxonomy, element->ns)) ||
        (validator->is_told != NULL && validator->is_told(element, validator->suggest_user));
    if (is_told || !may_say(validator, place)) {
        return;
    }
    const char *nearest = validator->suggest == NULL
                              ? NULL
                              : validator->suggest(element->local, validator->suggest_user);
    if (nearest == NULL || strcmp(nearest, element->local) != 0) {
        KS_REPORT(validator->sink, KS_F_XML_UNKNOWN_ELEMENT, place, element->local, nearest);
        return;
    }
    ks_str shown; /* the name is right, its namespace is not */
    ks_str_init(&shown);
    ks_str_addf(&shown, "{%s}%s", element->ns, element->local);
    KS_REPORT(validator->sink, KS_F_XML_UNKNOWN_ELEMENT, place, shown.ptr, NULL);
    settle(validator, &shown);
}

void ks_say_unexpected(ks_validator *validator, ks_place place, const ks_qname *element,
                       const char *expected)
{
    if (!may_say(validator, place)) {
        return;
    }
    if (*expected == '\0') {
        KS_REPORT(validator->sink, KS_F_XML_SUPERFLUOUS_ELEMENT, place, element->local);
    } else {
        KS_REPORT(validator->sink, KS_F_XML_UNEXPECTED_ELEMENT, place, element->local, expected);
    }
}

void ks_say(ks_validator *validator, ks_finding_id id, ks_place place, const ks_qname *element,
            const char *second)
{
    if (may_say(validator, place)) {
        KS_REPORT(validator->sink, id, place, element->local, second);
    }
}
