#include "cli.h"

#include <string.h>

/* What the command itself says, in English as the sources have it, and in Japanese. The arguments
 * of a sentence are numbered where their order differs. */
static const struct {
    const char *english;
    const char *japanese;
} WORDS[] = {
    {"note", "注記"},
    {"warning", "警告"},
    {"error", "エラー"},
    {"Example", "例"},
    {"Example: wrong (-), right (+)", "例：誤り（-）と正しい書き方（+）"},
    {"Something could not be checked or done then: it cannot be skipped.",
     "検証や処理ができなかったことを示すため、省くことはできません。"},
    {"%zu of %zu files, %zu findings, %d:%02d left",
     "%zu／%zu ファイル、指摘 %zu 件、残り %d:%02d"},
    {"no file matches \"%s\"", "「%s」に合うファイルがありません。"},
    {"the list \"%s\" cannot be read: %s", "一覧「%s」を読めません: %s"},
    {"--jobs takes a number from 1 on, not \"%s\"",
     "--jobs には 1 以上の数を指定します（「%s」ではありません）。"},
    {"memory is short", "メモリが不足しています"},
    {"%d document fetched into %s\n", "%d 個の文書を %s に取得しました\n"},
    {"%zu documents fetched into %s\n", "%zu 個の文書を %s に取得しました\n"},
    {"fetch needs --into DIR", "fetch には --into DIR が必要です"},
    {"fetch needs the library libcurl, which is not installed",
     "fetch にはライブラリ libcurl が必要ですが、インストールされていません"},
    {"--timeout takes seconds, from 1 to %d, not \"%s\"",
     "--timeout には 1 から %d までの秒数を指定します（「%s」は指定できません）"},
    {"taxonomy needs FILE, or --package ZIP", "taxonomy には FILE または --package ZIP が必要です"},
    {"taxonomy needs FILE, or the name of an entry point",
     "taxonomy には FILE またはエントリーポイントの名前が必要です"},
    {"standard output could not be written", "標準出力に書き込めません"},
    {"Try: kessan %s --help", "使い方: kessan %s --help"},
    {"Try: kessan --help", "使い方: kessan --help"},
    {"there is no option \"%s\"", "オプション「%s」はありません"},
    {"there is no option \"%s\"; did you mean --%s?",
     "オプション「%s」はありません。--%s の誤りではありませんか"},
    {"--%s takes no value", "--%s に値は指定できません"},
    {"--%s takes %s, not \"%s\"", "--%s には %s を指定します（「%s」は指定できません）"},
    {"--%s needs a value: %s", "--%s には値（%s）が必要です"},
    {"--%s may be given %d times, not %d",
     "--%s は %d 回まで指定できます（%d 回指定されています）"},
    {"%s needs %s: %s", "%s には %s が必要です: %s"},
    {"a filing plan, the XML file that says what the tables mean",
     "表の意味を書いた計画（XML ファイル）"},
    {"instances, inline documents, reports in JSON or CSV, taxonomies, report packages, or folders "
     "of "
     "them",
     "インスタンス、インライン XBRL 文書、JSON または CSV "
     "の報告書、タクソノミ、レポートパッケージ、またはそれらのフォルダー"},
    {"a statement view, or any report: an instance, an inline document, JSON or CSV",
     "ステートメントビュー、または報告書（インスタンス、インライン XBRL 文書、JSON、CSV）"},
    {"an instance, an inline document, a report in JSON or CSV, or a report package",
     "インスタンス、インライン XBRL 文書、JSON または CSV の報告書、レポートパッケージ"},
    {"the address of a schema or linkbase, or a report in a file",
     "スキーマまたはリンクベースの URL、または報告書のファイル"},
    {"inline documents, or a folder or report package of them",
     "インライン XBRL 文書、またはそのフォルダーかレポートパッケージ"},
    {"%s takes %s, and \"%s\" is too much", "%s に指定できるのは %s です。「%s」が余分です"},
    {"%s takes no operands, and \"%s\" is too much", "%s に引数は指定できません。「%s」が余分です"},
    {"a command comes first, and then \"%s\"", "「%s」の前にコマンドを書いてください"},
    {"\"%s\" is a file, and a command comes first: validate?",
     "「%s」はファイルです。validate などのコマンドを先に書いてください"},
    {"there is no command \"%s\"", "コマンド「%s」はありません"},
    {"there is no command \"%s\"; did you mean \"%s\"?",
     "コマンド「%s」はありません。「%s」の誤りではありませんか"},
    {"there is no finding \"%s\"; did you mean \"%s\"?",
     "指摘「%s」はありません。「%s」の誤りではありませんか"},
    {"there is no finding \"%s\"", "指摘「%s」はありません"},
    {"--to OUT is missing: it says what to write",
     "--to OUT がありません。書き出すファイルを指定してください"},
    {"--to takes a file that ends in .json, .csv, .xbrl, .db, .sqlite or .view.xml, not \"%s\"",
     "--to には .json、.csv、.xbrl、.db、.sqlite、.view.xml "
     "で終わるファイルを指定します（「%s」は指定できません）"},
    {"there is no folder \"%s\", which --mirror names",
     "--mirror に指定されたフォルダー「%s」がありません"},
    {"there is no list \"%s\"", "一覧「%s」がありません。"},
    {"--%s and --%s do not go together", "--%s と --%s は同時に指定できません"},
    {"findings are told as text, json, sarif, junit or github, not \"%s\"",
     "指摘の形式は text、json、sarif、junit、github のいずれかです（「%s」は指定できません）"},
    {"--report takes FORMAT=FILE, not \"%s\"",
     "--report には「形式=ファイル」を指定します（「%s」は指定できません）"},
    {"--severity takes ID=error, warning, note or off, not \"%s\"",
     "--severity には「ID=error」のように error、warning、note、off "
     "のいずれかを指定します（「%s」は"
     "指定できません）"},
    {"\"%s\" says that something could not be checked or done: it can be neither skipped nor made "
     "less severe",
     "「%s」は検証や処理ができなかったことを示すため、省くことも重大度を下げることもできません"},
    {"the result is not whole: an error that is skipped, known or made less severe stands in its "
     "way",
     "結果は完全ではありません。省かれた、既知の、または重大度を下げたエラーが妨げになっています"},
};

const char *cli_words(const cli_run *run, const char *english)
{
    for (size_t i = 0; run->language == KS_LANGUAGE_JA && i < sizeof WORDS / sizeof *WORDS; i++) {
        if (strcmp(WORDS[i].english, english) == 0) {
            return WORDS[i].japanese;
        }
    }
    return english;
}
