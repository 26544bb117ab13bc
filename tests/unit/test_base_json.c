/* JSON: values, their places, and what is none. */
#include "test.h"

#include <string.h>

#include "base_json.h"
#include "test_failing.h"

static ks_arena arena;
static ks_json_error error;

static const ks_json *read_sv(ks_sv text)
{
    const ks_json *value = NULL;
    ck_assert_int_eq(ks_json_read(text, &arena, &value, &error), KS_OK);
    ck_assert((value == NULL) == (error.fault != KS_JSON_FINE));
    return value;
}

static const ks_json *read_json(const char *text)
{
    return read_sv(ks_sv_from(text));
}

START_TEST(test_values_of_every_kind)
{
    ks_arena_init(&arena);
    const ks_json *root = read_json("\xEF\xBB\xBF{\"a\": [1, -0.5e+3, true, false, null],\n"
                                    "  \"b\\u0063\": \"x\\n\\ud83d\\ude00\\\"決\", \"\": {}}\r\n");
    ck_assert(root != NULL);
    const ks_json *a = ks_json_get(root, "a");
    ck_assert_int_eq(a->kind, KS_JSON_ARRAY);
    ck_assert(ks_sv_is(a->first->text, "1"));
    ck_assert(ks_sv_is(a->first->next->text, "-0.5e+3"));
    ck_assert_int_eq(a->first->next->next->kind, KS_JSON_TRUE);
    ck_assert_int_eq(a->first->next->next->next->kind, KS_JSON_FALSE);
    ck_assert_int_eq(a->first->next->next->next->next->kind, KS_JSON_NULL);
    const ks_json *bc = ks_json_get(root, "bc");
    ck_assert(ks_sv_is(bc->text, "x\n😀\"決"));
    ck_assert_uint_eq(bc->line, 2);
    ck_assert_uint_eq(bc->column, 14);
    ck_assert_int_eq(ks_json_get(root, "")->kind, KS_JSON_OBJECT);
    ck_assert(ks_json_get(root, "z") == NULL);
    ck_assert(ks_json_get(a, "a") == NULL);
    ck_assert(ks_json_get(NULL, "a") == NULL);
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_what_is_none_is_told_with_its_place)
{
    static const struct {
        const char *text;
        ks_json_fault fault;
        uint32_t line, column;
    } cases[] = {
        {"", KS_JSON_CUT, 1, 1},
        {" {\"a\": ", KS_JSON_CUT, 1, 8},
        {"\"abc", KS_JSON_CUT, 1, 5},
        {"{\"a\":1,}", KS_JSON_UNEXPECTED, 1, 8},
        {"[1 2]", KS_JSON_UNEXPECTED, 1, 4},
        {"{a:1}", KS_JSON_UNEXPECTED, 1, 2},
        {"+AHs-", KS_JSON_UNEXPECTED, 1, 1},
        {"nul", KS_JSON_UNEXPECTED, 1, 1},
        {"\"a\tb\"", KS_JSON_BAD_STRING, 1, 3},
        {"\"\\x\"", KS_JSON_BAD_STRING, 1, 2},
        {"\"\\ud800\"", KS_JSON_BAD_STRING, 1, 2},
        {"\"\\u12g4\"", KS_JSON_BAD_STRING, 1, 2},
        {"[1.]", KS_JSON_BAD_NUMBER, 1, 2},
        {"-", KS_JSON_BAD_NUMBER, 1, 1},
        {"01", KS_JSON_REST, 1, 2},
        {"{} {}", KS_JSON_REST, 1, 4},
        {"{\"決\": 1,\n \"\\u6c7a\": 2}", KS_JSON_NAME_TWICE, 2, 2},
        {"{\"決\xFF\": 1}", KS_JSON_NO_UTF8, 1, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ks_arena_init(&arena);
        ck_assert(read_json(cases[i].text) == NULL);
        ck_assert_msg(error.fault == cases[i].fault && error.line == cases[i].line &&
                          error.column == cases[i].column,
                      "%s: %s at %u:%u", cases[i].text, ks_json_fault_text(error.fault, false),
                      error.line, error.column);
        ck_assert_str_ne(ks_json_fault_text(error.fault, false), "");
        ck_assert_str_ne(ks_json_fault_text(error.fault, true), "");
        ks_arena_release(&arena);
    }
}
END_TEST

START_TEST(test_other_encodings_and_deep_nesting_are_refused)
{
    char deep[2 * KS_JSON_DEPTH + 4];
    ks_arena_init(&arena);
    ck_assert(read_sv((ks_sv){"{\0}\0", 4}) == NULL);
    ck_assert(read_sv((ks_sv){"\xFE\xFF\0{\0}", 6}) == NULL);
    ck_assert_int_eq(error.fault, KS_JSON_NO_UTF8);
    memset(deep, '[', KS_JSON_DEPTH);
    memset(deep + KS_JSON_DEPTH, ']', KS_JSON_DEPTH);
    ck_assert(read_sv((ks_sv){deep, (size_t)2 * KS_JSON_DEPTH}) != NULL);
    memset(deep, '[', KS_JSON_DEPTH + 1);
    ck_assert(read_sv((ks_sv){deep, KS_JSON_DEPTH + 1}) == NULL);
    ck_assert_int_eq(error.fault, KS_JSON_TOO_DEEP);
    ks_arena_release(&arena);
}
END_TEST

static bool read_once(void)
{
    const ks_json *value = NULL;
    ks_arena_init(&arena);
    ks_status status =
        ks_json_read(KS_SV("{\"a\\n\": [\"\\tb\", 1], \"c\": {}}"), &arena, &value, &error);
    ks_arena_release(&arena);
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    return status == KS_OK;
}

START_TEST(test_short_memory_is_told)
{
    fail_each_allocation(read_once);
}
END_TEST

KS_TEST_MAIN("base_json", test_values_of_every_kind, test_what_is_none_is_told_with_its_place,
             test_other_encodings_and_deep_nesting_are_refused, test_short_memory_is_told)
