/* What the schema of inline XBRL says: attributes, where elements stand, what they hold. */
#include <string.h>

#include "model_taxonomy.h"
#include "read_inline_parts.h"

#define FRACTION_PARTS                                                                             \
    (KS_IX_BIT(KS_IX_NUMERATOR) | KS_IX_BIT(KS_IX_DENOMINATOR) | KS_IX_BIT(KS_IX_FRACTION))

static const char *name_of(const ks_ix *element)
{
    return element->name != NULL ? element->name->local : element->values[KS_IX_NAME];
}

static bool may_have_other(const ks_inline *set, const ks_ix *element, const ks_qname *name)
{
    if (strcmp(name->ns, KS_NS_XSI) == 0) {
        return name != set->known.nil || ks_ix_is(element, KS_IX_FACTS);
    }
    switch (element->word->others) {
    case KS_IX_ANY_OTHERS:
        return name->ns != set->known.ix[0] && name->ns != set->known.ix[1];
    case KS_IX_XML_ONLY:
        return name->ns == set->known.xml;
    default:
        return false;
    }
}

static void check_attribute(ks_inline *set, ks_ix *element, const ks_xml_attr *attr)
{
    const ks_qname *name = attr->name;
    if (name->ns[0] != '\0') {
        if (!may_have_other(set, element, name)) {
            KS_REPORT(set->sink, KS_F_INLINE_ATTRIBUTE_NOT_ALLOWED, element->place,
                      ks_ix_title(element), name->local);
        } else if (strcmp(name->ns, KS_NS_XBRLI) == 0) {
            KS_REPORT(set->sink, KS_F_INLINE_XBRL_ATTRIBUTE, element->place, ks_ix_title(element),
                      name->local);
        }
        return;
    }
    const ks_ix_attr_word *word = ks_map_get_ptr(&set->attr_by_name, name);
    size_t index = word == NULL ? 0 : (size_t)(word - KS_IX_ATTRS);
    if (word == NULL || (element->word->attrs[element->document->is_11] & (1U << index)) == 0) {
        KS_REPORT(set->sink, KS_F_INLINE_ATTRIBUTE_NOT_ALLOWED, element->place,
                  ks_ix_title(element), name->local);
        return;
    }
    const char *value = element->values[index];
    if (!ks_ix_form_fits(word->form, ks_sv_from(value))) {
        element->is_wrong = true; /* of a fact: it is told once, here */
        KS_REPORT(set->sink, KS_F_INLINE_WRONG_ATTRIBUTE, element->place, ks_ix_title(element),
                  word->local, value, word->expected);
    }
}

void ks_ix_check_attributes(ks_inline *set, ks_ix *element, const ks_xml_attr *attrs, size_t count)
{
    const ks_ix_word *word = element->word;
    const bool is_11 = element->document->is_11;
    for (size_t i = 0; i < count; i++) {
        check_attribute(set, element, &attrs[i]);
    }
    for (size_t i = 0; i < KS_IX_ATTR_COUNT; i++) {
        if ((word->required[is_11] & (1U << i)) != 0 && element->values[i] == NULL) {
            KS_REPORT(set->sink, KS_F_INLINE_MISSING_ATTRIBUTE, element->place, word->local,
                      KS_IX_ATTRS[i].local);
            element->is_wrong = true;
        }
    }
    if (ks_ix_is(element, KS_IX_FACTS) && element->name == NULL) {
        element->is_wrong = true;
    }
}

/* The first of a set of kinds, in words. */
static const char *first_of(uint32_t kinds)
{
    size_t i = 0;
    while (i + 1 < KS_IX_KIND_COUNT && (kinds & KS_IX_BIT(i)) == 0) {
        i++;
    }
    return KS_IX_WORDS[i].local;
}

/* The parts of a header come in order, and but for references once each. */
static void check_order(ks_inline *set, const ks_ix *element)
{
    ks_ix *header = element->parent;
    const uint32_t turn = element->word->kind == KS_IX_HIDDEN       ? 1
                          : element->word->kind == KS_IX_REFERENCES ? 2
                                                                    : 3;
    if (turn < header->mark || (turn == header->mark && turn != 2)) {
        KS_REPORT(set->sink, KS_F_INLINE_WRONG_ORDER, element->place, ks_ix_title(element));
        return;
    }
    header->mark = turn;
}

static void check_parent(ks_inline *set, const ks_ix *element, const ks_qname *parent)
{
    const bool is_child = element->parent != NULL && parent != NULL &&
                          parent->ns == set->known.ix[element->document->is_11] &&
                          strcmp(parent->local, element->parent->word->local) == 0;
    const ks_ix *around = is_child ? element->parent : NULL;
    if (element->word->parents != 0 && !ks_ix_is(around, element->word->parents)) {
        KS_REPORT(set->sink, KS_F_INLINE_MISPLACED, element->place, ks_ix_title(element),
                  first_of(element->word->parents), parent == NULL ? NULL : parent->local);
    } else if (around != NULL && around->word->is_structure &&
               (around->word->children & KS_IX_BIT(element->word->kind)) == 0) {
        KS_REPORT(set->sink, KS_F_INLINE_CHILD_NOT_ALLOWED, element->place, ks_ix_title(around),
                  ks_ix_title(element));
    } else if (ks_ix_is(around, KS_IX_BIT(KS_IX_HEADER))) {
        check_order(set, element);
    }
}

/* 7.1.1: the parts of a fraction, which are none of a tuple (15.1.2). */
static void take_part(ks_inline *set, ks_ix *part)
{
    ks_ix *fraction = part->parent;
    if (ks_ix_is(fraction, KS_IX_BIT(KS_IX_TUPLE))) {
        KS_REPORT(set->sink, KS_F_INLINE_MISPLACED, part->place, ks_ix_title(part), "fraction",
                  "ix:tuple");
    }
    if (!ks_ix_is(fraction, KS_IX_BIT(KS_IX_FRACTION))) {
        return; /* it may stand anywhere else, and says nothing there */
    }
    const bool is_numerator = part->word->kind == KS_IX_NUMERATOR;
    ks_ix **slot = is_numerator ? &fraction->numerator : &fraction->denominator;
    fraction->has_many_parts = fraction->has_many_parts || *slot != NULL;
    *slot = part;
}

/* What stands deeper in a fraction than its parts do is none of it (7.1.2), and what stands in a
 * context or unit is none of inline XBRL's. */
static void check_around(ks_inline *set, const ks_ix *element, const ks_qname *parent)
{
    ks_ix *around = element->parent;
    if (ks_ix_is(around, KS_IX_BIT(KS_IX_FRACTION)) && !ks_ix_is(element, FRACTION_PARTS)) {
        around->has_many_parts = true;
    }
    /* 15.1.1: a tuple holds facts. */
    const uint32_t strange = KS_IX_BIT(KS_IX_FOOTNOTE) | KS_IX_BIT(KS_IX_CONTINUATION);
    if (element->document->is_11 && ks_ix_is(around, KS_IX_BIT(KS_IX_TUPLE)) &&
        ks_ix_is(element, strange)) {
        KS_REPORT(set->sink, KS_F_INLINE_CHILD_NOT_ALLOWED, element->place, ks_ix_title(around),
                  ks_ix_title(element));
    }
    if (ks_ix_is(around, KS_IX_BIT(KS_IX_REFERENCES) | KS_IX_BIT(KS_IX_RESOURCES)) &&
        parent != NULL && parent->ns != set->known.ix[element->document->is_11]) {
        KS_REPORT(set->sink, KS_F_INLINE_CHILD_NOT_ALLOWED, element->place, ks_ix_title(around),
                  ks_ix_title(element));
    }
}

void ks_ix_check_place(ks_inline *set, ks_ix *element, const ks_qname *parent)
{
    check_parent(set, element, parent);
    check_around(set, element, parent);
    const bool is_told = parent == set->known.head && ks_ix_is(element, KS_IX_BIT(KS_IX_HEADER));
    if (parent != NULL && !is_told) {
        ks_ix_check_page_parent(set, element, parent);
    }
    switch (element->word->kind) {
    case KS_IX_HEADER:
        if (parent == set->known.head) {
            KS_REPORT(set->sink, KS_F_INLINE_HEADER_IN_HEAD, element->place, NULL);
        }
        break;
    case KS_IX_CONTINUATION:
        if (element->is_hidden) {
            KS_REPORT(set->sink, KS_F_INLINE_CONTINUATION_IN_HIDDEN, element->place,
                      element->values[KS_IX_ID]);
        }
        break;
    case KS_IX_EXCLUDE:
        if (!element->is_in_text) {
            KS_REPORT(set->sink, KS_F_INLINE_EXCLUDE_MISPLACED, element->place, NULL);
        }
        break;
    case KS_IX_NUMERATOR:
    case KS_IX_DENOMINATOR:
        take_part(set, element);
        break;
    default:
        break;
    }
}

static bool is_same(const char *a, const char *b)
{
    return a == b; /* interned */
}

/* "+2" and "02" are the same. */
static int64_t scale_of(const char *text)
{
    int64_t scale = 0;
    return text != NULL && ks_sv_to_i64(ks_sv_from(text), &scale) ? scale : 0;
}

/* 10.1.2: nested figures are one. */
static void check_nested(ks_inline *set, ks_ix *element)
{
    static const ks_ix_attr_id SAME[] = {KS_IX_FORMAT, KS_IX_SCALE, KS_IX_UNIT_REF};
    const ks_ix *around = element->parent;
    if (!ks_ix_is(around, KS_IX_BIT(KS_IX_NON_FRACTION))) {
        return;
    }
    if (element->is_nil) {
        element->is_wrong = true;
        KS_REPORT(set->sink, KS_F_INLINE_NESTED_NIL, element->place, ks_ix_title(element),
                  name_of(element));
        return;
    }
    for (size_t i = 0; i < sizeof SAME / sizeof *SAME; i++) {
        const char *own = element->values[SAME[i]];
        const char *other = around->values[SAME[i]];
        const bool is_same_scale = SAME[i] == KS_IX_SCALE && scale_of(own) == scale_of(other);
        if (!is_same(own, other) && !is_same_scale &&
            !(SAME[i] == KS_IX_FORMAT && element->transform == around->transform && own != NULL &&
              other != NULL)) {
            KS_REPORT(set->sink, KS_F_INLINE_NESTED_PROPERTIES, element->place, name_of(element),
                      KS_IX_ATTRS[SAME[i]].local);
            return;
        }
    }
}

/* 10.1.1: a format is asked for the value also where that is nothing. */
static void check_nil_format(ks_inline *set, ks_ix *element)
{
    ks_str out;
    if (element->transform == NULL) {
        return;
    }
    ks_str_init(&out);
    if (ks_transform_apply(element->transform, KS_SV(""), &out) == KS_REFUSED) {
        element->is_wrong = true;
        KS_REPORT(set->sink, KS_F_INLINE_TRANSFORM_VALUE, element->place, name_of(element), "",
                  element->values[KS_IX_FORMAT], ks_transform_example(element->transform));
    }
    ks_str_release(&out);
}

static void check_non_fraction(ks_inline *set, ks_ix *element)
{
    const bool is_nested =
        element->child_count == 1 && ks_ix_is(element->only_child, KS_IX_BIT(KS_IX_NON_FRACTION));
    check_nested(set, element);
    if (element->is_nil) {
        check_nil_format(set, element);
        if (element->child_count > 0 || element->has_space) {
            element->is_wrong = true;
            KS_REPORT(set->sink, KS_F_INLINE_NIL_WITH_CONTENT, element->place, ks_ix_title(element),
                      name_of(element));
        }
    } else if (element->child_count > 0 && (!is_nested || element->has_space)) {
        element->is_wrong = true;
        KS_REPORT(set->sink, KS_F_INLINE_NON_FRACTION_CHILDREN, element->place, name_of(element));
    }
}

static void check_fraction(ks_inline *set, ks_ix *element)
{
    ks_ix *around = ks_ix_is(element->parent, KS_IX_BIT(KS_IX_FRACTION)) ? element->parent : NULL;
    const bool has_any = element->numerator != NULL || element->denominator != NULL;
    const bool has_both = element->numerator != NULL && element->denominator != NULL;
    const bool has_nil = ks_ix_is(element->only_child, KS_IX_BIT(KS_IX_FRACTION)) &&
                         element->only_child->is_nil; /* which is told */
    const bool has_wrong_parts = element->is_nil ? has_any : !has_both || element->has_many_parts;
    element->is_wrong |= has_nil || has_wrong_parts;
    if (has_wrong_parts && !has_nil) {
        KS_REPORT(set->sink, KS_F_INLINE_FRACTION_CHILDREN, element->place, name_of(element));
    }
    if (around == NULL) {
        return;
    }
    if (element->is_nil) {
        KS_REPORT(set->sink, KS_F_INLINE_NESTED_NIL, element->place, ks_ix_title(element),
                  name_of(element));
    } else if (!is_same(element->values[KS_IX_UNIT_REF], around->values[KS_IX_UNIT_REF])) {
        KS_REPORT(set->sink, KS_F_INLINE_NESTED_FRACTION, element->place, name_of(element));
    }
    around->has_many_parts = around->has_many_parts || element->has_many_parts ||
                             (element->numerator != NULL && around->numerator != NULL) ||
                             (element->denominator != NULL && around->denominator != NULL);
    around->numerator = around->numerator == NULL ? element->numerator : around->numerator;
    around->denominator = around->denominator == NULL ? element->denominator : around->denominator;
}

void ks_ix_check_end(ks_inline *set, ks_ix *element)
{
    switch (element->word->kind) {
    case KS_IX_HIDDEN:
    case KS_IX_REFERENCES:
        if (element->child_count == 0) {
            KS_REPORT(set->sink, KS_F_INLINE_EMPTY, element->place, ks_ix_title(element));
        }
        break;
    case KS_IX_NUMERATOR:
    case KS_IX_DENOMINATOR:
        if (element->child_count > 0) {
            KS_REPORT(set->sink, KS_F_INLINE_CHILD_NOT_ALLOWED, element->place,
                      ks_ix_title(element),
                      element->only_child == NULL ? "XHTML" : ks_ix_title(element->only_child));
        }
        break;
    case KS_IX_NON_FRACTION:
        check_non_fraction(set, element);
        break;
    case KS_IX_FRACTION:
        check_fraction(set, element);
        break;
    default:
        break;
    }
}
