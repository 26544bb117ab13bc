/* The elements and attributes of inline XBRL 1.0 and 1.1, as their schemas have them. */
#include <string.h>

#include "base_text.h"
#include "read_inline_parts.h"

#define A(id)   (1U << KS_IX_##id)
#define K(kind) KS_IX_BIT(KS_IX_##kind)

#define FACT    (A(ID) | A(NAME) | A(TARGET) | A(TUPLE_REF) | A(ORDER))
#define NUMERIC (A(CONTEXT_REF) | A(UNIT_REF))
#define FORMAT  (A(FORMAT) | A(SCALE) | A(SIGN))
#define ROUNDED (A(DECIMALS) | A(PRECISION))
/* An element that has no attributes of its own is told from one that is not there. */
#define BARE (1U << KS_IX_ATTR_COUNT)

const ks_ix_word KS_IX_WORDS[KS_IX_KIND_COUNT] = {
    {.local = "continuation",
     .kind = KS_IX_CONTINUATION,
     .is_flow = true,
     .attrs = {0, A(ID) | A(CONTINUED_AT)},
     .required = {0, A(ID)},
     .is_kept = true},
    {.local = "denominator", .kind = KS_IX_DENOMINATOR, .attrs = {FORMAT, FORMAT}, .is_kept = true},
    {.local = "exclude", .kind = KS_IX_EXCLUDE, .attrs = {BARE, BARE}, .is_flow = true},
    {.local = "footnote",
     .kind = KS_IX_FOOTNOTE,
     .is_flow = true,
     .attrs = {A(ID) | A(FOOTNOTE_ID) | A(ARCROLE) | A(FOOTNOTE_LINK_ROLE) | A(FOOTNOTE_ROLE) |
                   A(TITLE),
               A(ID) | A(CONTINUED_AT) | A(FOOTNOTE_ROLE) | A(TITLE)},
     .required = {A(FOOTNOTE_ID), A(ID)},
     .others = KS_IX_XML_ONLY,
     .is_kept = true},
    {.local = "fraction",
     .kind = KS_IX_FRACTION,
     .is_flow = true,
     .attrs = {FACT | NUMERIC | A(FOOTNOTE_REFS), FACT | NUMERIC},
     .required = {A(NAME) | NUMERIC, A(NAME) | NUMERIC},
     .others = KS_IX_ANY_OTHERS},
    {.local = "header",
     .kind = KS_IX_HEADER,
     .attrs = {BARE, BARE},
     .children = K(HIDDEN) | K(REFERENCES) | K(RESOURCES),
     .is_structure = true},
    {.local = "hidden",
     .kind = KS_IX_HIDDEN,
     .attrs = {BARE, BARE},
     .parents = K(HEADER),
     .children = KS_IX_FACTS | K(FOOTNOTE),
     .is_structure = true},
    {.local = "nonFraction",
     .kind = KS_IX_NON_FRACTION,
     .attrs = {FACT | NUMERIC | FORMAT | ROUNDED | A(FOOTNOTE_REFS),
               FACT | NUMERIC | FORMAT | ROUNDED},
     .required = {A(NAME) | NUMERIC, A(NAME) | NUMERIC},
     .others = KS_IX_ANY_OTHERS,
     .is_kept = true},
    {.local = "nonNumeric",
     .kind = KS_IX_NON_NUMERIC,
     .is_flow = true,
     .attrs = {FACT | A(CONTEXT_REF) | A(FORMAT) | A(ESCAPE) | A(FOOTNOTE_REFS),
               FACT | A(CONTEXT_REF) | A(FORMAT) | A(ESCAPE) | A(CONTINUED_AT)},
     .required = {A(NAME) | A(CONTEXT_REF), A(NAME) | A(CONTEXT_REF)},
     .others = KS_IX_ANY_OTHERS,
     .is_kept = true},
    {.local = "numerator", .kind = KS_IX_NUMERATOR, .attrs = {FORMAT, FORMAT}, .is_kept = true},
    {.local = "references",
     .kind = KS_IX_REFERENCES,
     .attrs = {A(ID) | A(TARGET), A(ID) | A(TARGET)},
     .others = KS_IX_ANY_OTHERS,
     .parents = K(HEADER),
     .is_structure = true,
     .is_kept = true},
    {.local = "relationship",
     .kind = KS_IX_RELATIONSHIP,
     .attrs = {0, A(ARCROLE) | A(LINK_ROLE) | A(FROM_REFS) | A(TO_REFS) | A(ORDER)},
     .required = {0, A(FROM_REFS) | A(TO_REFS)},
     .others = KS_IX_XML_ONLY,
     .parents = K(RESOURCES),
     .is_structure = true},
    {.local = "resources",
     .kind = KS_IX_RESOURCES,
     .attrs = {BARE, BARE},
     .parents = K(HEADER),
     .children = K(RELATIONSHIP),
     .is_structure = true,
     .is_kept = true},
    {.local = "tuple",
     .kind = KS_IX_TUPLE,
     .is_flow = true,
     .attrs = {FACT | A(TUPLE_ID) | A(FOOTNOTE_REFS), FACT | A(TUPLE_ID)},
     .required = {A(NAME), A(NAME)},
     .others = KS_IX_ANY_OTHERS},
};

const ks_ix_attr_word KS_IX_ATTRS[KS_IX_ATTR_COUNT] = {
    [KS_IX_ARCROLE] = {"arcrole", KS_IX_FORM_ANY, ""},
    [KS_IX_CONTEXT_REF] = {"contextRef", KS_IX_FORM_NCNAME, "an id"},
    [KS_IX_CONTINUED_AT] = {"continuedAt", KS_IX_FORM_NCNAME, "an id"},
    [KS_IX_DECIMALS] = {"decimals", KS_IX_FORM_ACCURACY, "an integer or INF"},
    [KS_IX_ESCAPE] = {"escape", KS_IX_FORM_BOOLEAN, "true or false"},
    [KS_IX_FOOTNOTE_ID] = {"footnoteID", KS_IX_FORM_NCNAME, "an id"},
    [KS_IX_FOOTNOTE_LINK_ROLE] = {"footnoteLinkRole", KS_IX_FORM_ANY, ""},
    [KS_IX_FOOTNOTE_REFS] = {"footnoteRefs", KS_IX_FORM_NCNAMES, "ids of footnotes"},
    [KS_IX_FOOTNOTE_ROLE] = {"footnoteRole", KS_IX_FORM_ANY, ""},
    [KS_IX_FORMAT] = {"format", KS_IX_FORM_QNAME, "the name of a transformation"},
    [KS_IX_FROM_REFS] = {"fromRefs", KS_IX_FORM_NCNAMES, "ids of facts"},
    [KS_IX_ID] = {"id", KS_IX_FORM_NCNAME, "an id"},
    [KS_IX_LINK_ROLE] = {"linkRole", KS_IX_FORM_ANY, ""},
    [KS_IX_NAME] = {"name", KS_IX_FORM_QNAME, "the name of a concept"},
    [KS_IX_ORDER] = {"order", KS_IX_FORM_DECIMAL, "a number"},
    [KS_IX_PRECISION] = {"precision", KS_IX_FORM_ACCURACY, "an integer or INF"},
    [KS_IX_SCALE] = {"scale", KS_IX_FORM_INTEGER, "an integer"},
    [KS_IX_SIGN] = {"sign", KS_IX_FORM_MINUS, "-"},
    [KS_IX_TARGET] = {"target", KS_IX_FORM_NCNAME, "a name"},
    [KS_IX_TITLE] = {"title", KS_IX_FORM_ANY, ""},
    [KS_IX_TO_REFS] = {"toRefs", KS_IX_FORM_NCNAMES, "ids of facts or footnotes"},
    [KS_IX_TUPLE_ID] = {"tupleID", KS_IX_FORM_NCNAME, "a name"},
    [KS_IX_TUPLE_REF] = {"tupleRef", KS_IX_FORM_NCNAME, "a name"},
    [KS_IX_UNIT_REF] = {"unitRef", KS_IX_FORM_NCNAME, "an id"},
};

static bool is_integer(ks_sv text)
{
    int64_t number = 0;
    return ks_sv_to_i64(text, &number);
}

/* xs:decimal */
static bool is_decimal(ks_sv text)
{
    size_t digits = 0;
    size_t points = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c >= '0' && c <= '9') {
            digits++;
        } else if (c == '.') {
            points++;
        } else if (i > 0 || (c != '-' && c != '+')) {
            return false;
        }
    }
    return digits > 0 && points <= 1;
}

static bool is_qname(ks_sv text)
{
    ks_sv local = text;
    ks_sv prefix = ks_sv_cut(&local, ':');
    return ks_text_is_ncname(prefix) && (local.ptr == NULL || ks_text_is_ncname(local));
}

static bool are_ncnames(ks_sv text)
{
    ks_sv name = ks_sv_next_token(&text);
    bool fits = name.len > 0;
    for (; fits && name.len > 0; name = ks_sv_next_token(&text)) {
        fits = ks_text_is_ncname(name);
    }
    return fits;
}

bool ks_ix_form_fits(ks_ix_form form, ks_sv value)
{
    switch (form) {
    case KS_IX_FORM_NCNAME:
        return ks_text_is_ncname(value);
    case KS_IX_FORM_NCNAMES:
        return are_ncnames(value);
    case KS_IX_FORM_QNAME:
        return is_qname(value);
    case KS_IX_FORM_INTEGER:
        return is_integer(value);
    case KS_IX_FORM_DECIMAL:
        return is_decimal(value);
    case KS_IX_FORM_BOOLEAN:
        return ks_sv_is(value, "true") || ks_sv_is(value, "false") || ks_sv_is(value, "1") ||
               ks_sv_is(value, "0");
    case KS_IX_FORM_MINUS:
        return ks_sv_is(value, "-");
    case KS_IX_FORM_ACCURACY:
        return ks_sv_is(value, "INF") || is_integer(value);
    default:
        return true;
    }
}

const char *ks_ix_title(const ks_ix *element)
{
    return element->word->local;
}

const char *ks_ix_namespace(const ks_ix_scope *scope, const char *prefix)
{
    for (; scope != NULL; scope = scope->around) {
        if (scope->binding.prefix == prefix) {
            return scope->binding.ns;
        }
    }
    return NULL;
}

const char *ks_ix_prefix(const ks_ix_scope *scope, const char *ns, bool is_attr)
{
    for (const ks_ix_scope *s = scope; s != NULL; s = s->around) {
        if (s->binding.ns == ns && !(is_attr && s->binding.prefix[0] == '\0') &&
            ks_ix_namespace(scope, s->binding.prefix) == ns) {
            return s->binding.prefix;
        }
    }
    return NULL;
}

const ks_xml_attr *ks_ix_other(const ks_ix *element, const ks_qname *name)
{
    for (size_t i = 0; i < element->other_count; i++) {
        if (element->others[i].name == name) {
            return &element->others[i];
        }
    }
    return NULL;
}
