#include "read_json.h"

const char *ks_read_json_words(const ks_json *value, ks_lang lang)
{
    static const char *const texts[][KS_LANG_COUNT] = {
        [KS_JSON_NULL] = {"null", "null"},
        [KS_JSON_FALSE] = {"false", "false"},
        [KS_JSON_TRUE] = {"true", "true"},
        [KS_JSON_NUMBER] = {"a number", "数値"},
        [KS_JSON_STRING] = {"a string", "文字列"},
        [KS_JSON_ARRAY] = {"an array", "配列"},
        [KS_JSON_OBJECT] = {"an object", "オブジェクト"},
    };
    return value != NULL ? texts[value->kind][lang] : "";
}

const char *ks_read_json_expected(unsigned kinds, ks_lang lang)
{
    enum {
        TEXT = 1u << KS_JSON_STRING,
        NUMBER = 1u << KS_JSON_NUMBER,
        BOOLEAN = 1u << KS_JSON_TRUE | 1u << KS_JSON_FALSE,
        NOTHING = 1u << KS_JSON_NULL,
    };
    static const struct {
        unsigned kinds;
        const char *words[KS_LANG_COUNT];
    } texts[] = {
        {TEXT, {"a string", "文字列"}},
        {TEXT | NOTHING, {"a string or null", "文字列または null"}},
        {KS_READ_JSON_URI,
         {"a URI (RFC 3986) without needless white space", "余分な空白のない URI（RFC 3986）"}},
        {1u << KS_JSON_OBJECT, {"an object", "オブジェクト"}},
        {1u << KS_JSON_ARRAY, {"an array", "配列"}},
        {NUMBER, {"an integer", "整数"}},
        {BOOLEAN, {"true or false", "true または false"}},
        {NUMBER | TEXT, {"an integer or a reference", "整数または参照"}},
        {TEXT | NUMBER | BOOLEAN | NOTHING, {"a simple value", "単純な値"}},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i].kinds == kinds) {
            return texts[i].words[lang];
        }
    }
    return "";
}
