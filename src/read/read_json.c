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
