#include "xml_error.h"

#include <string.h>

#include "xml_phrase.h"

static const ks_xml_phrase MALFORMED[] = {
    KS_XML_PHRASE_IF(XML_ERR_DOCUMENT_EMPTY, "Start tag", "it does not begin with a tag",
                     "タグで始まっていません"),
    KS_XML_PHRASE(XML_ERR_DOCUMENT_EMPTY, "it is empty", "空の文書です"),
    KS_XML_PHRASE(XML_ERR_DOCUMENT_END, "something stands behind the end of the root element",
                  "最上位の要素の終了後に余分な内容があります"),
    KS_XML_PHRASE(XML_ERR_TAG_NAME_MISMATCH, "</{1}> stands where </{0}> is expected",
                  "</{0}> があるべき箇所に </{1}> があります"),
    KS_XML_PHRASE(XML_ERR_TAG_NOT_FINISHED, "the document ends before element \"{0}\" is closed",
                  "要素「{0}」が閉じられないまま文書が終わっています"),
    KS_XML_PHRASE(XML_ERR_GT_REQUIRED, "the tag of \"{0}\" has no closing \">\"",
                  "「{0}」のタグに閉じの「>」がありません"),
    KS_XML_PHRASE(XML_ERR_UNDECLARED_ENTITY,
                  "the entity \"&{0};\" is not defined; write the character itself or &#number;",
                  "実体「&{0};」は定義されていません。文字そのものか &#番号; で書いてください"),
    KS_XML_PHRASE(XML_WAR_UNDECLARED_ENTITY,
                  "the entity \"&{0};\" is not defined; write the character itself or &#number;",
                  "実体「&{0};」は定義されていません。文字そのものか &#番号; で書いてください"),
    KS_XML_PHRASE(XML_ERR_NAME_REQUIRED,
                  "a name is missing here (a plain \"&\" is written &amp;, a plain \"<\" &lt;)",
                  "名前がありません（文字の「&」は &amp;、「<」は &lt; と書きます）"),
    KS_XML_PHRASE(XML_ERR_ENTITYREF_SEMICOL_MISSING,
                  "\"&\" is not followed by a name and \";\" (a plain \"&\" is written &amp;)",
                  "「&」の後に名前と「;」がありません（文字の「&」は &amp; と書きます）"),
    KS_XML_PHRASE(XML_ERR_ATTRIBUTE_REDEFINED, "attribute \"{0}\" stands twice in one tag",
                  "一つのタグに属性「{0}」が二度あります"),
    KS_XML_PHRASE(XML_ERR_ATTRIBUTE_NOT_STARTED, "the value of an attribute is not in quotes",
                  "属性の値が引用符で囲まれていません"),
    KS_XML_PHRASE(XML_ERR_ATTRIBUTE_NOT_FINISHED, "the value of an attribute has no closing quote",
                  "属性の値に閉じの引用符がありません"),
    KS_XML_PHRASE(XML_ERR_ATTRIBUTE_WITHOUT_VALUE, "attribute \"{0}\" has no value",
                  "属性「{0}」に値がありません"),
    KS_XML_PHRASE(XML_ERR_LT_IN_ATTRIBUTE, "\"<\" stands in the value of an attribute (write &lt;)",
                  "属性の値に「<」があります（&lt; と書きます）"),
    KS_XML_PHRASE(XML_ERR_SPACE_REQUIRED, "a space is missing here", "ここに空白が必要です"),
    KS_XML_PHRASE(XML_ERR_LTSLASH_REQUIRED, "a closing tag is missing here",
                  "ここに終了タグが必要です"),
    KS_XML_PHRASE(XML_ERR_INVALID_CHAR, "a character stands here that XML does not allow",
                  "XML で使えない文字があります"),
    KS_XML_PHRASE(XML_ERR_INVALID_CHARREF,
                  "a character reference names no character that XML allows",
                  "文字参照が XML で使える文字を指していません"),
    KS_XML_PHRASE(XML_ERR_RESERVED_XML_NAME,
                  "the XML declaration stands only at the very beginning of a document",
                  "XML 宣言は文書の先頭にしか置けません"),
    KS_XML_PHRASE(XML_ERR_COMMENT_NOT_FINISHED, "a comment is not closed with \"-->\"",
                  "コメントが「-->」で閉じられていません"),
    KS_XML_PHRASE(XML_ERR_HYPHEN_IN_COMMENT, "\"--\" stands within a comment",
                  "コメントの中に「--」があります"),
    KS_XML_PHRASE(XML_ERR_CDATA_NOT_FINISHED, "a CDATA section is not closed with \"]]>\"",
                  "CDATA 区間が「]]>」で閉じられていません"),
    KS_XML_PHRASE(XML_ERR_MISPLACED_CDATA_END, "\"]]>\" stands in text (write ]]&gt;)",
                  "本文に「]]>」があります（]]&gt; と書きます）"),
    KS_XML_PHRASE(XML_ERR_PI_NOT_FINISHED, "a processing instruction is not closed with \"?>\"",
                  "処理命令が「?>」で閉じられていません"),
    KS_XML_PHRASE(XML_ERR_PI_NOT_STARTED, "a processing instruction has no name",
                  "処理命令に名前がありません"),
    KS_XML_PHRASE(XML_ERR_XMLDECL_NOT_FINISHED, "the XML declaration is not closed with \"?>\"",
                  "XML 宣言が「?>」で閉じられていません"),
    KS_XML_PHRASE(XML_ERR_XMLDECL_NOT_STARTED, "the XML declaration is broken",
                  "XML 宣言に誤りがあります"),
    KS_XML_PHRASE(XML_ERR_VERSION_MISSING, "the XML declaration names no version",
                  "XML 宣言に version がありません"),
    KS_XML_PHRASE(XML_ERR_UNKNOWN_VERSION, "the version of XML is not 1.0",
                  "XML のバージョンが 1.0 ではありません"),
    KS_XML_PHRASE(XML_ERR_STANDALONE_VALUE,
                  "standalone in the XML declaration is neither yes nor no",
                  "XML 宣言の standalone が yes でも no でもありません"),
    KS_XML_PHRASE(XML_ERR_ENCODING_NAME, "the XML declaration names no encoding",
                  "XML 宣言の encoding が正しくありません"),
    KS_XML_PHRASE(XML_ERR_INVALID_ENCODING, "the bytes here are no text", "文字として読めません"),
    KS_XML_PHRASE(XML_ERR_EQUAL_REQUIRED, "\"=\" is missing here", "ここに「=」が必要です"),
    KS_XML_PHRASE(XML_ERR_STRING_NOT_STARTED, "a value is not in quotes",
                  "値が引用符で囲まれていません"),
    KS_XML_PHRASE(XML_ERR_STRING_NOT_CLOSED, "a value has no closing quote",
                  "値に閉じの引用符がありません"),
    KS_XML_PHRASE(XML_ERR_LITERAL_NOT_STARTED, "a value is not in quotes",
                  "値が引用符で囲まれていません"),
    KS_XML_PHRASE(XML_ERR_LITERAL_NOT_FINISHED, "a value has no closing quote",
                  "値に閉じの引用符がありません"),
    KS_XML_PHRASE(XML_ERR_INVALID_HEX_CHARREF, "a character reference is not of the form &#x20;",
                  "文字参照が &#x20; の形ではありません"),
    KS_XML_PHRASE(XML_ERR_INVALID_DEC_CHARREF, "a character reference is not of the form &#32;",
                  "文字参照が &#32; の形ではありません"),
    KS_XML_PHRASE(XML_ERR_ENTITY_LOOP, "the entity \"{0}\" refers to itself",
                  "実体「{0}」が自身を参照しています"),
    KS_XML_PHRASE(XML_ERR_ENTITY_IS_EXTERNAL, "the entity \"{0}\" stands in another file",
                  "実体「{0}」は別のファイルにあります"),
    KS_XML_PHRASE(XML_ERR_ENTITY_IS_PARAMETER, "the entity \"{0}\" is of the document type alone",
                  "実体「{0}」は文書型宣言の中でしか使えません"),
    KS_XML_PHRASE(XML_ERR_UNPARSED_ENTITY, "the entity \"{0}\" is no text",
                  "実体「{0}」はテキストではありません"),
    KS_XML_PHRASE(XML_ERR_DOCTYPE_NOT_FINISHED, "the document type declaration is not closed",
                  "文書型宣言が閉じられていません"),
    KS_XML_PHRASE(XML_ERR_ENTITY_NOT_FINISHED, "the declaration of an entity is not closed",
                  "実体の宣言が閉じられていません"),
    KS_XML_PHRASE(XML_ERR_EXTRA_CONTENT, "something stands behind the end of the root element",
                  "最上位の要素の終了後に余分な内容があります"),
    KS_XML_PHRASE_IF(XML_NS_ERR_XML_NAMESPACE, "Empty XML namespace",
                     "a prefix is declared for no namespace",
                     "接頭辞に空の名前空間が宣言されています"),
    KS_XML_PHRASE(XML_NS_ERR_XML_NAMESPACE,
                  "a prefix or namespace that XML keeps to itself is declared",
                  "XML が予約している接頭辞または名前空間が宣言されています"),
    KS_XML_PHRASE(XML_NS_ERR_QNAME, "a name has more than one \":\", or one at an end",
                  "名前の「:」の数または位置に誤りがあります"),
    KS_XML_PHRASE(XML_NS_ERR_ATTRIBUTE_REDEFINED,
                  "one attribute stands twice in one tag, with two prefixes",
                  "一つのタグに同じ属性が接頭辞を変えて二度あります"),
    KS_XML_PHRASE(XML_NS_ERR_EMPTY, "a prefix is declared for no namespace",
                  "接頭辞に空の名前空間が宣言されています"),
    KS_XML_PHRASE(XML_NS_ERR_COLON, "a name has more than one \":\", or one at an end",
                  "名前の「:」の数または位置に誤りがあります"),
    KS_XML_PHRASE(XML_NS_ERR_UNDEFINED_NAMESPACE, "the prefix \"{0}\" of \"{1}\" is not declared",
                  "「{1}」の接頭辞「{0}」が宣言されていません"),
};

bool ks_xml_error_is_length(ks_xml_error_ptr error)
{
    return error->code == XML_ERR_NAME_TOO_LONG ||
           (error->code == XML_ERR_ATTRIBUTE_NOT_FINISHED && error->message != NULL &&
            strstr(error->message, "too long") != NULL);
}

void ks_xml_add_malformed(ks_str *out, ks_lang lang, ks_xml_error_ptr error)
{
    static const char *const OTHERWISE[KS_LANG_COUNT] = {"the markup is broken here",
                                                         "マークアップが壊れています"};
    const ks_xml_phrase *known =
        ks_xml_find_phrase(MALFORMED, sizeof MALFORMED / sizeof *MALFORMED, error);
    const ks_sv slots[] = {ks_sv_from(error->str1), ks_sv_from(error->str2)};
    ks_xml_fill(out, known != NULL ? known->text[lang] : OTHERWISE[lang], slots, 2);
}

void ks_xml_report_malformed(ks_sink *sink, ks_place place, ks_place open, ks_xml_error_ptr error)
{
    const ks_lang lang = ks_xml_lang(sink);
    const bool is_about_open =
        error->code == XML_ERR_TAG_NAME_MISMATCH || error->code == XML_ERR_TAG_NOT_FINISHED;
    const ks_related related = {open, lang == KS_LANG_JA ? "ここで開かれた要素"
                                                         : "the element opened here"};
    ks_str cause;
    ks_str_init(&cause);
    ks_xml_add_malformed(&cause, lang, error);
    KS_REPORT_RELATED(sink, KS_F_XML_MALFORMED, place, &related,
                      is_about_open && open.line != 0 ? 1 : 0, cause.ptr);
    ks_xml_settle(sink, &cause);
}
