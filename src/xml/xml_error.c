#include "xml_error.h"

#include "base_str.h"
#include "base_text.h"
#include "xml_phrase.h"
#include "xml_words.h"

/* What a value is measured against; {0} is the bound. */
static const ks_xml_phrase FACETS[] = {
    KS_XML_PHRASE(XML_SCHEMAV_CVC_LENGTH_VALID, "a length of {0}", "長さ {0}"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_MINLENGTH_VALID, "a length of {0} or more", "長さ {0} 以上"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_MAXLENGTH_VALID, "a length of {0} or less", "長さ {0} 以下"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_MININCLUSIVE_VALID, "{0} or more", "{0} 以上"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID, "{0} or less", "{0} 以下"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_MINEXCLUSIVE_VALID, "more than {0}", "{0} より大きい値"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_MAXEXCLUSIVE_VALID, "less than {0}", "{0} より小さい値"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_TOTALDIGITS_VALID, "at most {0} digits", "{0} 桁以内"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_FRACTIONDIGITS_VALID, "at most {0} digits behind the point",
                  "小数点以下 {0} 桁以内"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_PATTERN_VALID, "text of the form {0}", "{0} の形の文字列"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_ENUMERATION_VALID, "one of {0}", "次のいずれか: {0}"),
};

/* The facets by their names, in the order above. */
static const char *const FACET_NAMES[] = {
    "length",       "minLength",   "maxLength",      "minInclusive", "maxInclusive", "minExclusive",
    "maxExclusive", "totalDigits", "fractionDigits", "pattern",      "enumeration"};

typedef struct type_phrase {
    const char *type;
    const char *text[KS_LANG_COUNT];
    bool is_decimal;
} type_phrase;

static const type_phrase TYPES[] = {
    /* the first stands for the decimals of XBRL too */
    {"xs:decimal", {"a number", "数値"}, true},
    {"xs:integer", {"a whole number", "整数"}, true},
    {"xs:int", {"a whole number", "整数"}, true},
    {"xs:long", {"a whole number", "整数"}, true},
    {"xs:nonNegativeInteger", {"a whole number of 0 or more", "0 以上の整数"}, true},
    {"xs:positiveInteger", {"a whole number of 1 or more", "1 以上の整数"}, true},
    {"xs:nonPositiveInteger", {"a whole number of 0 or less", "0 以下の整数"}, true},
    {"xs:negativeInteger", {"a whole number below 0", "負の整数"}, true},
    {"xs:double", {"a number", "数値"}, false},
    {"xs:float", {"a number", "数値"}, false},
    {"xs:date", {"a date like 2002-06-30", "2002-06-30 のような日付"}, false},
    {"xs:dateTime",
     {"a date and time like 2002-06-30T00:00:00", "2002-06-30T00:00:00 のような日時"},
     false},
    {"xs:gYear", {"a year like 2002", "2002 のような年"}, false},
    {"xs:boolean", {"true or false", "true または false"}, false},
    {"xs:anyURI", {"a URI", "URI"}, false},
    {"xs:ID",
     {"an identifier (a letter, then letters, digits, - _ .)",
      "識別子（文字で始まり、文字、数字、- _ . からなるもの）"},
     false},
    {"xs:IDREF", {"an identifier that stands elsewhere", "別の箇所にある識別子"}, false},
    {"xs:NCName", {"a name without \":\"", "「:」を含まない名前"}, false},
    {"xs:Name", {"a name", "名前"}, false},
    {"xs:NMTOKEN", {"a word", "語"}, false},
    {"xs:QName", {"a name whose prefix is declared", "接頭辞が宣言された名前"}, false},
    {"xs:language", {"a language code like en or ja", "en や ja のような言語コード"}, false},
};

/* A message of the validator, "Element 'e', attribute 'a': what", taken apart. */
typedef struct record {
    ks_sv element;
    ks_sv attribute; /* empty where there is none */
    ks_sv what;
} record;

static record take_apart(ks_xml_error_ptr error)
{
    ks_sv message = ks_xml_message(error);
    const char *colon;
    record parts = {{"", 0}, {"", 0}, message};

    if (!ks_sv_starts(message, KS_SV("Element '"))) {
        return parts;
    }
    parts.element = ks_xml_quoted_after(message, KS_SV("Element '"));
    colon = memmem(message.ptr, message.len, "': ", 3);
    if (colon != NULL) {
        ks_sv head = {message.ptr, (size_t)(colon - message.ptr) + 1};
        parts.attribute = ks_xml_local_part(ks_xml_quoted_after(head, KS_SV("', attribute '")));
        parts.what = (ks_sv){colon + 3, message.len - head.len - 2};
    }
    parts.element = ks_xml_local_part(parts.element);
    return parts;
}

/* Names in "( {urn:a}b, c )" without their namespaces. */
static void add_names(ks_str *out, ks_sv list)
{
    size_t i = 0;

    list = ks_sv_trim(list);
    while (i < list.len) {
        const char *close = list.ptr[i] == '{' ? memchr(list.ptr + i, '}', list.len - i) : NULL;
        if (close != NULL) {
            i = (size_t)(close - list.ptr) + 1;
        } else {
            ks_str_add_char(out, list.ptr[i]);
            i++;
        }
    }
}

/* Types of XBRL 2.1 chapter 4 that readers of messages need not know by name. */
static const char *const DECIMALS[] = {"{http://www.xbrl.org/2003/instance}monetary",
                                       "{http://www.xbrl.org/2003/instance}shares",
                                       "{http://www.xbrl.org/2003/instance}pure"};

/* Types of plans and instances whose names say nothing to who wrote the value. */
static const type_phrase NAMED[] = {
    {"{urn:kessan:plan:1}day", {"a day, as 2002-06-30", "2002-06-30 の形の日付"}, false},
    {"{urn:kessan:plan:1}scale",
     {"the number of zeros left out, as 3 for thousands", "省いた 0 の数（千単位なら 3）"},
     false},
    {"{urn:kessan:plan:1}decimals", {"a whole number or INF", "整数または INF"}, false},
    {"{urn:kessan:plan:1}rate", {"a number above 0", "0 より大きい数値"}, false},
    {"{urn:kessan:plan:1}measure", {"a measure, as iso4217:JPY", "iso4217:JPY の形の単位"}, false},
    {"{http://www.xbrl.org/2003/instance}decimalsType",
     {"a whole number or INF", "整数または INF"},
     false},
    {"{http://www.xbrl.org/2003/instance}precisionType",
     {"a whole number of 0 or more, or INF", "0 以上の整数または INF"},
     false},
};

static const type_phrase *find_type(ks_sv type)
{
    for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++) {
        if (ks_sv_is(type, NAMED[i].type)) {
            return &NAMED[i];
        }
    }
    for (size_t i = 0; i < sizeof DECIMALS / sizeof *DECIMALS; i++) {
        if (ks_sv_is(type, DECIMALS[i])) {
            return &TYPES[0];
        }
    }
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
        if (ks_sv_is(type, TYPES[i].type)) {
            return &TYPES[i];
        }
    }
    return NULL;
}

const char *ks_xml_type_words(const char *local, ks_lang lang)
{
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
        if (strcmp(TYPES[i].type + 3, local) == 0) {
            return TYPES[i].text[lang];
        }
    }
    return NULL;
}

const char *ks_xml_named_type_words(const char *ns, const char *local, ks_lang lang)
{
    const size_t length = strlen(ns);
    for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++) {
        const char *type = NAMED[i].type + 1;
        if (strncmp(type, ns, length) == 0 && type[length] == '}' &&
            strcmp(type + length + 1, local) == 0) {
            return NAMED[i].text[lang];
        }
    }
    return NULL;
}

const char *ks_xml_facet_words(const char *facet, ks_lang lang)
{
    for (size_t i = 0; i < sizeof FACET_NAMES / sizeof *FACET_NAMES; i++) {
        if (strcmp(FACET_NAMES[i], facet) == 0) {
            return FACETS[i].text[lang];
        }
    }
    return NULL;
}

void ks_xml_add_type(ks_str *out, ks_lang lang, ks_sv type)
{
    const type_phrase *known = find_type(type);
    if (known != NULL) {
        ks_str_add(out, known->text[lang]);
    } else if (type.len > 0) {
        const ks_sv name = ks_xml_local_part(type);
        ks_xml_fill(out, lang == KS_LANG_JA ? "型 {0} の値" : "a value of type {0}", &name, 1);
    } else {
        ks_str_add(out, lang == KS_LANG_JA ? "スキーマで定められた値"
                                           : "a value that its schema allows");
    }
}

static void report_value(ks_sink *sink, ks_place place, const record *parts, ks_xml_error_ptr error)
{
    ks_lang lang = ks_xml_lang(sink);
    const ks_xml_phrase *facet = ks_xml_find_phrase(FACETS, sizeof FACETS / sizeof *FACETS, error);
    const bool is_listed = error->code == XML_SCHEMAV_CVC_ENUMERATION_VALID && error->str2 != NULL;
    const ks_sv bound = is_listed ? ks_sv_from(error->str2) : ks_xml_last_quoted(parts->what);
    ks_str text; /* value, element, attribute, expected: four texts, each ended by a NUL */
    size_t at[4];

    ks_str_init(&text);
    at[0] = text.len;
    ks_text_add_shown(&text, ks_sv_from(error->str1));
    ks_str_add_char(&text, '\0');
    at[1] = text.len;
    ks_text_add_shown(&text, parts->element);
    ks_str_add_char(&text, '\0');
    at[2] = text.len;
    ks_text_add_shown(&text, parts->attribute);
    ks_str_add_char(&text, '\0');
    at[3] = text.len;
    if (facet == NULL) {
        ks_xml_add_type(&text, lang, ks_xml_quoted_after(parts->what, KS_SV("type '")));
    } else {
        ks_xml_fill(&text, facet->text[lang], &bound, 1);
    }
    if (ks_str_status(&text) == KS_OK) {
        KS_REPORT(sink, parts->attribute.len > 0 ? KS_F_XML_WRONG_ATTRIBUTE : KS_F_XML_WRONG_VALUE,
                  place, text.ptr + at[0], text.ptr + at[1], text.ptr + at[3], text.ptr + at[2]);
    }
    ks_xml_settle(sink, &text);
}

/* "... Expected is one of ( a, b )." */
static void report_content(ks_sink *sink, ks_place place, ks_sv element, ks_sv what)
{
    bool is_missing = ks_sv_starts(what, KS_SV("Missing child"));
    const char *begin = memmem(what.ptr, what.len, "( ", 2);
    const char *end = memrchr(what.ptr, ')', what.len);
    ks_str name;
    ks_str expected;

    ks_str_init(&name);
    ks_str_init(&expected);
    ks_text_add_shown(&name, element);
    if (begin != NULL && end != NULL && end > begin) {
        add_names(&expected, (ks_sv){begin + 2, (size_t)(end - begin) - 2});
    }
    if (is_missing) {
        KS_REPORT(sink, KS_F_XML_MISSING_ELEMENT, place, name.ptr, expected.ptr);
    } else if (expected.len == 0) {
        KS_REPORT(sink, KS_F_XML_SUPERFLUOUS_ELEMENT, place, name.ptr);
    } else {
        KS_REPORT(sink, KS_F_XML_UNEXPECTED_ELEMENT, place, name.ptr, expected.ptr);
    }
    ks_xml_settle(sink, &name);
    ks_xml_settle(sink, &expected);
}

/* Findings that say no more than the element and, perhaps, the attribute. */
static const struct {
    int code;
    ks_finding_id id;
} PLAIN[] = {
    {XML_SCHEMAV_CVC_ELT_2, KS_F_XML_ABSTRACT_ELEMENT},
    {XML_SCHEMAV_CVC_ELT_3_1, KS_F_XML_NOT_NILLABLE},
    {XML_SCHEMAV_CVC_ELT_3_2_1, KS_F_XML_NIL_WITH_CONTENT},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1, KS_F_XML_CONTENT_NOT_ALLOWED},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2, KS_F_XML_CHILD_NOT_ALLOWED},
    {XML_SCHEMAV_CVC_TYPE_3_1_2, KS_F_XML_CHILD_NOT_ALLOWED},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3, KS_F_XML_TEXT_NOT_ALLOWED},
    {XML_SCHEMAV_CVC_TYPE_3_1_1, KS_F_XML_UNKNOWN_ATTRIBUTE},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1, KS_F_XML_UNKNOWN_ATTRIBUTE},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2, KS_F_XML_UNKNOWN_ATTRIBUTE},
    {XML_SCHEMAV_CVC_WILDCARD, KS_F_XML_UNKNOWN_ATTRIBUTE},
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_4, KS_F_XML_MISSING_ATTRIBUTE},
};

/* What else the validator says. {0} and {1} are what the message has in quotes, {2} the attribute
 * it is about. */
static const ks_xml_phrase RULES[] = {
    KS_XML_PHRASE_IF(XML_SCHEMAV_CVC_IDC, "Duplicate key-sequence",
                     "\"{0}\" is used before; no two may have the same",
                     "「{0}」はすでに使われています。同じものは二度使えません"),
    KS_XML_PHRASE_IF(XML_SCHEMAV_CVC_IDC, "No match found", "\"{0}\" stands nowhere else",
                     "「{0}」が参照するものがありません"),
    KS_XML_PHRASE_IF(XML_SCHEMAV_CVC_IDC, "Not all fields", "what tells it from others is missing",
                     "他と区別するための値がありません"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_IDC, "what tells it from others is no single value",
                  "他と区別するための値が一つに定まりません"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_ELT_3_2_2, "it is nil, and its declaration fixes a value",
                  "nil ですが、宣言で値が固定されています"),
    KS_XML_PHRASE_IF(XML_SCHEMAV_CVC_ELT_4_1, "namespace declaration",
                     "the prefix of \"{0}\" in xsi:type is not declared",
                     "xsi:type の「{0}」の接頭辞が宣言されていません"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_ELT_4_1, "xsi:type names \"{0}\", a type that no schema declares",
                  "xsi:type の型「{0}」はどのスキーマにも宣言されていません"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_ELT_4_2, "xsi:type names \"{0}\", a type that no schema declares",
                  "xsi:type の型「{0}」はどのスキーマにも宣言されていません"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_ELT_4_3,
                  "the type \"{0}\" of xsi:type is not derived from the type it is declared with",
                  "xsi:type の型「{0}」は、宣言された型から派生していません"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_ELT_5_2_2_1,
                  "it holds elements, and its declaration fixes a value",
                  "要素を含んでいますが、宣言で値が固定されています"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_ELT_5_2_2_2_1, "its value is \"{0}\", and must be \"{1}\"",
                  "値は「{0}」ですが、「{1}」でなければなりません"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_ELT_5_2_2_2_2, "its value is \"{0}\", and must be \"{1}\"",
                  "値は「{0}」ですが、「{1}」でなければなりません"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_AU, "the attribute \"{2}\" is \"{0}\", and must be \"{1}\"",
                  "属性「{2}」は「{0}」ですが、「{1}」でなければなりません"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_ATTRIBUTE_4,
                  "the attribute \"{2}\" is \"{0}\", and must be \"{1}\"",
                  "属性「{2}」は「{0}」ですが、「{1}」でなければなりません"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_TYPE_1, "its type is declared in no schema",
                  "型がどのスキーマにも宣言されていません"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_TYPE_2, "its type is abstract; xsi:type must name another",
                  "型が抽象型です。xsi:type で別の型を指定する必要があります"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_COMPLEX_TYPE_1,
                  "its type is abstract; xsi:type must name another",
                  "型が抽象型です。xsi:type で別の型を指定する必要があります"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_COMPLEX_TYPE_5_1, "it has more than one identifier",
                  "識別子が二つ以上あります"),
    KS_XML_PHRASE(XML_SCHEMAV_CVC_COMPLEX_TYPE_5_2, "it has more than one identifier",
                  "識別子が二つ以上あります"),
};

/* "['a', 'b']" is the one text a, b. */
static size_t take_key(ks_sv what, ks_sv *out)
{
    const char *begin = memmem(what.ptr, what.len, "['", 2);
    const char *end = memmem(what.ptr, what.len, "']", 2);
    if (begin == NULL || end == NULL || end <= begin) {
        return 0;
    }
    *out = (ks_sv){begin + 2, (size_t)(end - begin) - 2};
    return 1;
}

static void report_rule(ks_sink *sink, ks_place place, const record *parts, ks_xml_error_ptr error)
{
    static const char *const OTHERWISE[KS_LANG_COUNT] = {"it does not agree with its schema",
                                                         "スキーマに合っていません"};
    const ks_lang lang = ks_xml_lang(sink);
    const ks_xml_phrase *known = ks_xml_find_phrase(RULES, sizeof RULES / sizeof *RULES, error);
    ks_sv slots[3] = {KS_SV(""), KS_SV(""), parts->attribute};
    if (take_key(parts->what, slots) == 0) {
        size_t count = ks_xml_all_quoted(parts->what, slots, 2);
        for (size_t i = 0; i < count; i++) {
            slots[i] = ks_xml_local_part(slots[i]);
        }
    }
    ks_str element;
    ks_str rule;
    ks_str_init(&element);
    ks_str_init(&rule);
    ks_text_add_shown(&element, parts->element);
    ks_xml_fill(&rule, known != NULL ? known->text[lang] : OTHERWISE[lang], slots, 3);
    KS_REPORT(sink, KS_F_XML_INVALID, place, element.ptr, rule.ptr);
    ks_xml_settle(sink, &element);
    ks_xml_settle(sink, &rule);
}

static ks_sv attribute_of(const record *parts, ks_xml_error_ptr error)
{
    return error->str1 != NULL ? ks_xml_local_part(ks_sv_from(error->str1)) : parts->attribute;
}

static ks_finding_id find_plain(ks_xml_error_ptr error)
{
    for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++) {
        if (PLAIN[i].code == error->code) {
            return PLAIN[i].id;
        }
    }
    return KS_FINDING_COUNT;
}

bool ks_xml_error_is_attribute(ks_xml_error_ptr error, ks_finding_id id, ks_sv *out_element,
                               ks_sv *out_attribute)
{
    const record parts = take_apart(error);
    if (find_plain(error) != id || attribute_of(&parts, error).len == 0) {
        return false;
    }
    *out_element = parts.element;
    *out_attribute = attribute_of(&parts, error);
    return true;
}

static bool report_plain(ks_sink *sink, ks_place place, const record *parts, ks_xml_error_ptr error,
                         const char *meant)
{
    const ks_finding_id id = find_plain(error);
    if (id == KS_FINDING_COUNT) {
        return false;
    }
    ks_str element;
    ks_str attribute;
    ks_str_init(&element);
    ks_str_init(&attribute);
    ks_text_add_shown(&element, parts->element);
    ks_text_add_shown(&attribute, attribute_of(parts, error));
    KS_REPORT(sink, id, place, element.ptr, attribute.ptr, meant);
    ks_xml_settle(sink, &element);
    ks_xml_settle(sink, &attribute);
    return true;
}

static void report_unknown(ks_sink *sink, ks_place place, const record *parts,
                           ks_xml_suggest_fn suggest, void *suggest_user)
{
    const char *nearest = NULL;
    ks_str element;

    ks_str_init(&element);
    ks_text_add_shown(&element, parts->element);
    if (suggest != NULL) {
        nearest = suggest(element.ptr, suggest_user);
    }
    KS_REPORT(sink, KS_F_XML_UNKNOWN_ELEMENT, place, element.ptr, nearest);
    ks_xml_settle(sink, &element);
}

void ks_xml_report_invalid(ks_sink *sink, ks_place place, ks_xml_error_ptr error,
                           ks_xml_suggest_fn suggest, void *suggest_user, const char *meant)
{
    record parts = take_apart(error);

    if (error->code == XML_SCHEMAV_CVC_ELT_1 ||
        (error->code == XML_SCHEMAV_CVC_WILDCARD && parts.attribute.len == 0)) {
        report_unknown(sink, place, &parts, suggest, suggest_user);
    } else if (error->code == XML_SCHEMAV_ELEMENT_CONTENT) {
        report_content(sink, place, parts.element, parts.what);
    } else if (ks_xml_find_phrase(FACETS, sizeof FACETS / sizeof *FACETS, error) != NULL ||
               error->code == XML_SCHEMAV_CVC_FACET_VALID ||
               error->code == XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 ||
               error->code == XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2 ||
               error->code == XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3) {
        report_value(sink, place, &parts, error);
    } else if (!report_plain(sink, place, &parts, error, meant)) {
        report_rule(sink, place, &parts, error);
    }
}

/* Digits of a decimal's lexical form, or 0 where the text is none. */
static size_t count_decimal_digits(ks_sv text, bool *out_has_point)
{
    size_t digits = 0;
    size_t points = 0;

    text = ks_sv_trim(text);
    for (size_t i = text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+') ? 1 : 0;
         i < text.len; i++) {
        if (text.ptr[i] == '.') {
            points++;
        } else if (text.ptr[i] >= '0' && text.ptr[i] <= '9') {
            digits++;
        } else {
            return 0;
        }
    }
    *out_has_point = points > 0;
    return points <= 1 ? digits : 0;
}

bool ks_xml_error_is_long_decimal(ks_xml_error_ptr error)
{
    ks_sv type = ks_xml_quoted_after(ks_xml_message(error), KS_SV("type '"));
    const type_phrase *known = find_type(type);
    bool has_point = false;

    if (error->code != XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 || error->str1 == NULL ||
        count_decimal_digits(ks_sv_from(error->str1), &has_point) <= KS_XML_DECIMAL_DIGITS) {
        return false;
    }
    if (known == NULL) {
        return !ks_sv_starts(type, KS_SV("xs:"));
    }
    return known->is_decimal && (!has_point || known == &TYPES[0]);
}
