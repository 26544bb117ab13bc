#include "xml_error.h"
#include "xml_phrase.h"

#define BROKEN(code, en, ja)          KS_XML_PHRASE(code, en, ja),
#define BROKEN_IF(code, sign, en, ja) KS_XML_PHRASE_IF(code, sign, en, ja),

static const ks_xml_phrase BROKEN_RULES[] = {
#include "xml_broken.def"
};

/* What a record is about, as its first words say. */
static const struct {
    const char *start;
    const char *text[KS_LANG_COUNT];
} SUBJECTS[] = {
    {"element decl.", {"element", "要素"}},
    {"attribute decl.", {"attribute", "属性"}},
    {"attribute use", {"attribute", "属性"}},
    {"attribute group", {"attribute group", "属性グループ"}},
    {"model group", {"group", "グループ"}},
    {"group", {"group", "グループ"}},
    {"unique identity", {"unique", "unique"}},
    {"key identity", {"key", "key"}},
    {"keyref identity", {"keyref", "keyref"}},
    {"complex type", {"type", "型"}},
    {"simple type", {"type", "型"}},
    {"atomic type", {"type", "型"}},
    {"list type", {"type", "型"}},
    {"union type", {"type", "型"}},
    {"local", {"type", "型"}},
};

/* A message, "whom it is about: what". */
typedef struct parts {
    ks_sv head; /* empty where there is none */
    ks_sv what;
} parts;

/* The colon in front of what is said stands outside of all quotes. */
static parts split(ks_sv message)
{
    bool is_quoted = false;
    for (size_t i = 0; i + 1 < message.len; i++) {
        if (message.ptr[i] == '\'') {
            is_quoted = !is_quoted;
        } else if (!is_quoted && message.ptr[i] == ':' && message.ptr[i + 1] == ' ') {
            return (parts){{message.ptr, i}, {message.ptr + i + 2, message.len - i - 2}};
        }
    }
    return (parts){KS_SV(""), message};
}

/* "element "Cash"", "<xs:element>". */
static void add_thing(ks_str *out, ks_lang lang, ks_sv head)
{
    static const char *const NAMED[KS_LANG_COUNT] = {" \"{0}\"", "「{0}」"};
    ks_sv name = ks_xml_local_part(ks_xml_quoted_after(head, KS_SV(" '")));
    if (ks_sv_starts(head, KS_SV("Element '"))) {
        ks_xml_fill(out, "<xs:{0}>", &name, 1);
        return;
    }
    for (size_t i = 0; i < sizeof SUBJECTS / sizeof *SUBJECTS; i++) {
        if (ks_sv_starts(head, ks_sv_from(SUBJECTS[i].start))) {
            ks_str_add(out, SUBJECTS[i].text[lang]);
            if (name.len > 0) {
                ks_xml_fill(out, NAMED[lang], &name, 1);
            }
            return;
        }
    }
}

/* " (attribute "type" of element "Cash")" */
static void add_subject(ks_str *out, ks_lang lang, ks_sv head)
{
    const ks_sv attribute = ks_xml_local_part(ks_xml_quoted_after(head, KS_SV(", attribute '")));
    const size_t before = out->len;
    ks_str_add(out, lang == KS_LANG_JA ? "（" : " (");
    const size_t begin = out->len;
    if (attribute.len > 0 && lang != KS_LANG_JA) {
        ks_xml_fill(out, "attribute \"{0}\" of ", &attribute, 1);
    }
    const size_t thing = out->len;
    add_thing(out, lang, head);
    if (out->len == thing || out->is_failed) {
        out->len = before;
        if (!out->is_failed && begin > before) {
            out->ptr[before] = '\0';
        }
        return;
    }
    if (attribute.len > 0 && lang == KS_LANG_JA) {
        ks_xml_fill(out, "の属性「{0}」", &attribute, 1);
    }
    ks_str_add(out, lang == KS_LANG_JA ? "）" : ")");
}

/* What stands behind "Expected is", without the quotes and the full stop. */
static ks_sv expected_in(ks_sv what)
{
    static const char START[] = "Expected is ";
    const char *begin = memmem(what.ptr, what.len, START, sizeof START - 1);
    if (begin == NULL) {
        return KS_SV("");
    }
    begin += sizeof START - 1;
    ks_sv text = {begin, what.len - (size_t)(begin - what.ptr)};
    while (text.len > 0 && (text.ptr[text.len - 1] == '.' || text.ptr[text.len - 1] == '\'')) {
        text.len--;
    }
    return text.len > 0 && text.ptr[0] == '\'' ? (ks_sv){text.ptr + 1, text.len - 1} : text;
}

static void add_rule(ks_str *out, ks_lang lang, ks_sv what, ks_xml_error_ptr error)
{
    static const char *const OTHERWISE[KS_LANG_COUNT] = {"a rule of XML Schema is broken",
                                                         "XML Schema の規則に反しています"};
    const ks_xml_phrase *known =
        ks_xml_find_phrase(BROKEN_RULES, sizeof BROKEN_RULES / sizeof *BROKEN_RULES, error);
    ks_sv slots[4] = {KS_SV(""), KS_SV(""), expected_in(what), KS_SV("")};
    ks_str type;
    ks_str_init(&type);
    ks_xml_add_type(&type, lang, ks_xml_last_quoted(what));
    slots[3] = ks_str_view(&type);
    const size_t count = ks_xml_all_quoted(what, slots, 2);
    for (size_t i = 0; i < count; i++) {
        slots[i] =
            slots[i].len > 0 && slots[i].ptr[0] == '{' ? ks_xml_local_part(slots[i]) : slots[i];
    }
    ks_xml_fill(out, known != NULL ? known->text[lang] : OTHERWISE[lang], slots, 4);
    out->is_failed |= type.is_failed;
    ks_str_release(&type);
}

void ks_xml_report_broken(ks_sink *sink, ks_place place, ks_xml_error_ptr error)
{
    const ks_lang lang = ks_xml_lang(sink);
    const parts message = split(ks_xml_message(error));
    ks_str text;
    ks_str_init(&text);
    if (error->domain == XML_FROM_PARSER || error->domain == XML_FROM_NAMESPACE) {
        ks_xml_add_malformed(&text, lang, error);
    } else {
        add_rule(&text, lang, message.what, error);
        add_subject(&text, lang, message.head);
    }
    KS_REPORT(sink, KS_F_XML_SCHEMA_BROKEN, place, text.ptr);
    ks_xml_settle(sink, &text);
}
