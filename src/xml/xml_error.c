#include "xml_error.h"

#include "base_str.h"
#include "base_text.h"
#include "xml_words.h"

enum { SHOWN_LENGTH = 100 };

/* A phrase for a code of libxml2; {0} and {1} are filled in. */
typedef struct phrase {
    int code;
    const char *text[KS_LANG_COUNT];
} phrase;

static const phrase MALFORMED[] = {
    {XML_ERR_DOCUMENT_EMPTY,
     {"the document is empty, or does not begin with a tag",
      "文書が空であるか、タグで始まっていません"}},
    {XML_ERR_DOCUMENT_END,
     {"something stands behind the end of the root element",
      "最上位の要素の終了後に余分な内容があります"}},
    {XML_ERR_TAG_NAME_MISMATCH,
     {"</{1}> stands where </{0}> is expected", "</{0}> があるべき箇所に </{1}> があります"}},
    {XML_ERR_TAG_NOT_FINISHED,
     {"the document ends before element \"{0}\" is closed",
      "要素「{0}」が閉じられないまま文書が終わっています"}},
    {XML_ERR_GT_REQUIRED,
     {"the tag of \"{0}\" has no closing \">\"", "「{0}」のタグに閉じの「>」がありません"}},
    {XML_ERR_UNDECLARED_ENTITY,
     {"the entity \"&{0};\" is not defined; write the character itself or &#number;",
      "実体「&{0};」は定義されていません。文字そのものか &#番号; で書いてください"}},
    {XML_WAR_UNDECLARED_ENTITY,
     {"the entity \"&{0};\" is not defined; write the character itself or &#number;",
      "実体「&{0};」は定義されていません。文字そのものか &#番号; で書いてください"}},
    {XML_ERR_NAME_REQUIRED,
     {"a name is missing here (a plain \"&\" is written &amp;, a plain \"<\" &lt;)",
      "名前がありません（文字の「&」は &amp;、「<」は &lt; と書きます）"}},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING,
     {"\"&\" is not followed by a name and \";\" (a plain \"&\" is written &amp;)",
      "「&」の後に名前と「;」がありません（文字の「&」は &amp; と書きます）"}},
    {XML_ERR_ATTRIBUTE_REDEFINED,
     {"attribute \"{0}\" stands twice in one tag", "一つのタグに属性「{0}」が二度あります"}},
    {XML_ERR_ATTRIBUTE_NOT_STARTED,
     {"the value of an attribute is not in quotes", "属性の値が引用符で囲まれていません"}},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED,
     {"the value of an attribute has no closing quote", "属性の値に閉じの引用符がありません"}},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE,
     {"attribute \"{0}\" has no value", "属性「{0}」に値がありません"}},
    {XML_ERR_LT_IN_ATTRIBUTE,
     {"\"<\" stands in the value of an attribute (write &lt;)",
      "属性の値に「<」があります（&lt; と書きます）"}},
    {XML_ERR_SPACE_REQUIRED, {"a space is missing here", "ここに空白が必要です"}},
    {XML_ERR_LTSLASH_REQUIRED, {"a closing tag is missing here", "ここに終了タグが必要です"}},
    {XML_ERR_INVALID_CHAR,
     {"a character stands here that XML does not allow", "XML で使えない文字があります"}},
    {XML_ERR_INVALID_CHARREF,
     {"a character reference names no character that XML allows",
      "文字参照が XML で使える文字を指していません"}},
    {XML_ERR_RESERVED_XML_NAME,
     {"the XML declaration stands only at the very beginning of a document",
      "XML 宣言は文書の先頭にしか置けません"}},
    {XML_ERR_COMMENT_NOT_FINISHED,
     {"a comment is not closed with \"-->\"", "コメントが「-->」で閉じられていません"}},
    {XML_ERR_HYPHEN_IN_COMMENT,
     {"\"--\" stands within a comment", "コメントの中に「--」があります"}},
    {XML_ERR_CDATA_NOT_FINISHED,
     {"a CDATA section is not closed with \"]]>\"", "CDATA 区間が「]]>」で閉じられていません"}},
    {XML_ERR_MISPLACED_CDATA_END,
     {"\"]]>\" stands in text (write ]]&gt;)", "本文に「]]>」があります（]]&gt; と書きます）"}},
    {XML_NS_ERR_UNDEFINED_NAMESPACE,
     {"the prefix \"{0}\" of \"{1}\" is not declared",
      "「{1}」の接頭辞「{0}」が宣言されていません"}},
};

/* What a value is measured against; {0} is the bound. */
static const phrase FACETS[] = {
    {XML_SCHEMAV_CVC_LENGTH_VALID, {"a length of {0}", "長さ {0}"}},
    {XML_SCHEMAV_CVC_MINLENGTH_VALID, {"a length of {0} or more", "長さ {0} 以上"}},
    {XML_SCHEMAV_CVC_MAXLENGTH_VALID, {"a length of {0} or less", "長さ {0} 以下"}},
    {XML_SCHEMAV_CVC_MININCLUSIVE_VALID, {"{0} or more", "{0} 以上"}},
    {XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID, {"{0} or less", "{0} 以下"}},
    {XML_SCHEMAV_CVC_MINEXCLUSIVE_VALID, {"more than {0}", "{0} より大きい値"}},
    {XML_SCHEMAV_CVC_MAXEXCLUSIVE_VALID, {"less than {0}", "{0} より小さい値"}},
    {XML_SCHEMAV_CVC_TOTALDIGITS_VALID, {"at most {0} digits", "{0} 桁以内"}},
    {XML_SCHEMAV_CVC_FRACTIONDIGITS_VALID,
     {"at most {0} digits behind the point", "小数点以下 {0} 桁以内"}},
    {XML_SCHEMAV_CVC_PATTERN_VALID, {"text of the form {0}", "{0} の形の文字列"}},
    {XML_SCHEMAV_CVC_ENUMERATION_VALID, {"one of {0}", "次のいずれか: {0}"}},
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

static ks_lang language(const ks_sink *sink)
{
    return sink != NULL && sink->lang < KS_LANG_COUNT ? sink->lang : KS_LANG_EN;
}

/* "{namespace}name" without its namespace. */
static ks_sv local_part(ks_sv name)
{
    const char *brace = name.len > 0 ? memrchr(name.ptr, '}', name.len) : NULL;

    if (brace == NULL) {
        return name;
    }
    brace++;
    return (ks_sv){brace, name.len - (size_t)(brace - name.ptr)};
}

/* What stands in quotes behind `opening`, which itself ends in the quote. */
static ks_sv quoted_after(ks_sv text, ks_sv opening)
{
    const char *begin = memmem(text.ptr, text.len, opening.ptr, opening.len);
    const char *end;

    if (begin == NULL) {
        return (ks_sv){"", 0};
    }
    begin += opening.len;
    end = memchr(begin, '\'', text.len - (size_t)(begin - text.ptr));
    return end == NULL ? (ks_sv){"", 0} : (ks_sv){begin, (size_t)(end - begin)};
}

/* The last text in quotes. */
static ks_sv last_quoted(ks_sv text)
{
    const char *end = text.len > 0 ? memrchr(text.ptr, '\'', text.len) : NULL;
    const char *begin;

    if (end == NULL || end == text.ptr) {
        return (ks_sv){"", 0};
    }
    begin = memrchr(text.ptr, '\'', (size_t)(end - text.ptr));
    return begin == NULL ? (ks_sv){"", 0} : (ks_sv){begin + 1, (size_t)(end - begin - 1)};
}

static ks_sv message_of(ks_xml_error_ptr error)
{
    return ks_sv_trim(ks_sv_from(error->message));
}

static record take_apart(ks_xml_error_ptr error)
{
    ks_sv message = message_of(error);
    const char *colon;
    record parts = {{"", 0}, {"", 0}, message};

    if (!ks_sv_starts(message, KS_SV("Element '"))) {
        return parts;
    }
    parts.element = quoted_after(message, KS_SV("Element '"));
    colon = memmem(message.ptr, message.len, "': ", 3);
    if (colon != NULL) {
        ks_sv head = {message.ptr, (size_t)(colon - message.ptr) + 1};
        parts.attribute = local_part(quoted_after(head, KS_SV("', attribute '")));
        parts.what = (ks_sv){colon + 3, message.len - head.len - 2};
    }
    parts.element = local_part(parts.element);
    return parts;
}

static void add_shown(ks_str *out, ks_sv text)
{
    size_t length = text.len;

    if (length > SHOWN_LENGTH) {
        length = SHOWN_LENGTH;
        while (length > 0 && ((unsigned char)text.ptr[length] & 0xC0) == 0x80) {
            length--;
        }
    }
    ks_str_add_sv(out, (ks_sv){text.ptr, length});
    if (length < text.len) {
        ks_str_add(out, "…");
    }
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

static void fill(ks_str *out, const char *form, ks_sv first, ks_sv second)
{
    for (const char *at = form; *at != '\0'; at++) {
        if (at[0] == '{' && (at[1] == '0' || at[1] == '1') && at[2] == '}') {
            add_shown(out, at[1] == '0' ? first : second);
            at += 2;
        } else {
            ks_str_add_char(out, *at);
        }
    }
}

static const phrase *find_phrase(const phrase *phrases, size_t count, int code)
{
    for (size_t i = 0; i < count; i++) {
        if (phrases[i].code == code) {
            return &phrases[i];
        }
    }
    return NULL;
}

/* Types of XBRL 2.1 chapter 4 that readers of messages need not know by name. */
static const char *const DECIMALS[] = {"{http://www.xbrl.org/2003/instance}monetary",
                                       "{http://www.xbrl.org/2003/instance}shares",
                                       "{http://www.xbrl.org/2003/instance}pure"};

static const type_phrase *find_type(ks_sv type)
{
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

const char *ks_xml_facet_words(const char *facet, ks_lang lang)
{
    for (size_t i = 0; i < sizeof FACET_NAMES / sizeof *FACET_NAMES; i++) {
        if (strcmp(FACET_NAMES[i], facet) == 0) {
            return FACETS[i].text[lang];
        }
    }
    return NULL;
}

/* Memory that ran short while a message was made is the sink's to tell. */
static void settle(ks_sink *sink, ks_str *str)
{
    if (sink != NULL && ks_str_status(str) != KS_OK) {
        sink->is_failed = true;
    }
    ks_str_release(str);
}

void ks_xml_report_malformed(ks_sink *sink, ks_place place, ks_place open, ks_xml_error_ptr error)
{
    const phrase *known = find_phrase(MALFORMED, sizeof MALFORMED / sizeof *MALFORMED, error->code);
    bool is_about_open =
        error->code == XML_ERR_TAG_NAME_MISMATCH || error->code == XML_ERR_TAG_NOT_FINISHED;
    ks_related related = {open, language(sink) == KS_LANG_JA ? "ここで開かれた要素"
                                                             : "the element opened here"};
    ks_str cause;

    ks_str_init(&cause);
    if (known != NULL) {
        fill(&cause, known->text[language(sink)], ks_sv_from(error->str1), ks_sv_from(error->str2));
    } else {
        add_shown(&cause, message_of(error));
    }
    KS_REPORT_RELATED(sink, KS_F_XML_MALFORMED, place, &related,
                      is_about_open && open.line != 0 ? 1 : 0, cause.ptr);
    settle(sink, &cause);
}

static void add_expected_type(ks_str *out, ks_lang lang, ks_sv what)
{
    ks_sv type = quoted_after(what, KS_SV("type '"));
    const type_phrase *known = find_type(type);

    if (known != NULL) {
        ks_str_add(out, known->text[lang]);
    } else if (type.len > 0) {
        fill(out, lang == KS_LANG_JA ? "型 {0} の値" : "a value of type {0}", local_part(type),
             KS_SV(""));
    } else {
        ks_str_add(out, lang == KS_LANG_JA ? "スキーマで定められた値"
                                           : "a value that its schema allows");
    }
}

static void report_value(ks_sink *sink, ks_place place, const record *parts, ks_xml_error_ptr error)
{
    ks_lang lang = language(sink);
    const phrase *facet = find_phrase(FACETS, sizeof FACETS / sizeof *FACETS, error->code);
    ks_str text; /* value, element, attribute, expected: four texts, each ended by a NUL */
    size_t at[4];

    ks_str_init(&text);
    at[0] = text.len;
    add_shown(&text, ks_sv_from(error->str1));
    ks_str_add_char(&text, '\0');
    at[1] = text.len;
    add_shown(&text, parts->element);
    ks_str_add_char(&text, '\0');
    at[2] = text.len;
    add_shown(&text, parts->attribute);
    ks_str_add_char(&text, '\0');
    at[3] = text.len;
    if (facet == NULL) {
        add_expected_type(&text, lang, parts->what);
    } else if (error->code == XML_SCHEMAV_CVC_ENUMERATION_VALID && error->str2 != NULL) {
        fill(&text, facet->text[lang], ks_sv_from(error->str2), KS_SV(""));
    } else {
        fill(&text, facet->text[lang], last_quoted(parts->what), KS_SV(""));
    }
    if (ks_str_status(&text) == KS_OK) {
        KS_REPORT(sink, parts->attribute.len > 0 ? KS_F_XML_WRONG_ATTRIBUTE : KS_F_XML_WRONG_VALUE,
                  place, text.ptr + at[0], text.ptr + at[1], text.ptr + at[3], text.ptr + at[2]);
    }
    settle(sink, &text);
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
    add_shown(&name, element);
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
    settle(sink, &name);
    settle(sink, &expected);
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
    {XML_SCHEMAV_CVC_COMPLEX_TYPE_4, KS_F_XML_MISSING_ATTRIBUTE},
};

static void report_plain(ks_sink *sink, ks_place place, const record *parts, ks_xml_error_ptr error)
{
    ks_finding_id id = KS_F_XML_INVALID;
    ks_str element;
    ks_str second;

    for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++) {
        if (PLAIN[i].code == error->code) {
            id = PLAIN[i].id;
        }
    }
    ks_str_init(&element);
    ks_str_init(&second);
    add_shown(&element, parts->element);
    if (id == KS_F_XML_INVALID) {
        add_shown(&second, parts->what);
    } else {
        add_shown(&second,
                  error->str1 != NULL ? local_part(ks_sv_from(error->str1)) : parts->attribute);
    }
    KS_REPORT(sink, id, place, element.ptr, second.ptr);
    settle(sink, &element);
    settle(sink, &second);
}

static void report_unknown(ks_sink *sink, ks_place place, const record *parts,
                           ks_xml_suggest_fn suggest, void *suggest_user)
{
    const char *nearest = NULL;
    ks_str element;

    ks_str_init(&element);
    add_shown(&element, parts->element);
    if (suggest != NULL) {
        nearest = suggest(element.ptr, suggest_user);
    }
    KS_REPORT(sink, KS_F_XML_UNKNOWN_ELEMENT, place, element.ptr, nearest);
    settle(sink, &element);
}

void ks_xml_report_invalid(ks_sink *sink, ks_place place, ks_xml_error_ptr error,
                           ks_xml_suggest_fn suggest, void *suggest_user)
{
    record parts = take_apart(error);

    if (error->code == XML_SCHEMAV_CVC_ELT_1) {
        report_unknown(sink, place, &parts, suggest, suggest_user);
    } else if (error->code == XML_SCHEMAV_ELEMENT_CONTENT) {
        report_content(sink, place, parts.element, parts.what);
    } else if (find_phrase(FACETS, sizeof FACETS / sizeof *FACETS, error->code) != NULL ||
               error->code == XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1 ||
               error->code == XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2 ||
               error->code == XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3) {
        report_value(sink, place, &parts, error);
    } else {
        report_plain(sink, place, &parts, error);
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
    ks_sv type = quoted_after(message_of(error), KS_SV("type '"));
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
