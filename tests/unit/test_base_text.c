#include "base_text.h"

#include <string.h>

#include "base_alloc.h"
#include "test.h"

START_TEST(test_decodes_borders)
{
    static const struct {
        const char *bytes;
        size_t len;
        uint32_t c;
    } CASES[] = {
        {"\0", 1, 0},
        {"\x7F", 1, 0x7F},
        {"\xC2\x80", 2, 0x80},
        {"\xDF\xBF", 2, 0x7FF},
        {"\xE0\xA0\x80", 3, 0x800},
        {"\xED\x9F\xBF", 3, 0xD7FF},
        {"\xEE\x80\x80", 3, 0xE000},
        {"\xEF\xBF\xBF", 3, 0xFFFF},
        {"\xF0\x90\x80\x80", 4, 0x10000},
        {"\xF4\x8F\xBF\xBF", 4, 0x10FFFF},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const char *cursor = CASES[i].bytes;
        ck_assert_uint_eq(ks_utf8_next(&cursor, cursor + CASES[i].len), CASES[i].c);
        ck_assert_ptr_eq(cursor, CASES[i].bytes + CASES[i].len);
        ks_sv whole = {CASES[i].bytes, CASES[i].len};
        ck_assert_uint_eq(ks_utf8_check(whole), whole.len);
        ks_str str;
        ks_str_init(&str);
        ks_str_add_codepoint(&str, CASES[i].c);
        ck_assert(ks_sv_equal(ks_str_view(&str), whole));
        ks_str_release(&str);
    }
}
END_TEST

START_TEST(test_refuses_what_is_no_utf8)
{
    static const char *const CASES[] = {
        "\x80",
        "\xBF",
        "\xC0\x80",
        "\xC1\xBF",
        "\xE0\x80\x80",
        "\xE0\x9F\xBF",
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xF0\x80\x80\x80",
        "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xFE",
        "\xFF",
        "\xC2",
        "\xE3\x81",
        "\xF0\x9F\x98",
        "\xC2\x41",
        "\xE3\x41\x81",
        "\xE3\x81\x41",
        "\xF0\x9F\x98\x41",
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const char *cursor = CASES[i];
        size_t len = strlen(CASES[i]);
        ck_assert_uint_eq(ks_utf8_next(&cursor, cursor + len), UINT32_MAX);
        ck_assert_ptr_eq(cursor, CASES[i] + 1);
        for (size_t before = 0; before < 20; before++) {
            char text[32];
            memset(text, 'a', sizeof text);
            memcpy(text + before, CASES[i], len);
            ck_assert_uint_eq(ks_utf8_check((ks_sv){text, before + len}), before);
        }
    }
}
END_TEST

START_TEST(test_does_not_read_beyond_the_end)
{
    char *text = calloc(2, 1);
    memcpy(text, "\xE3\x81", 2);
    const char *cursor = text;
    ck_assert_uint_eq(ks_utf8_next(&cursor, text + 2), UINT32_MAX);
    ck_assert_uint_eq(ks_utf8_check((ks_sv){text, 2}), 0);
    ck_assert_uint_eq(ks_utf8_count((ks_sv){text, 2}), 2);
    free(text);
}
END_TEST

START_TEST(test_counts_characters)
{
    ck_assert_uint_eq(ks_utf8_count(KS_SV("")), 0);
    ck_assert_uint_eq(ks_utf8_count((ks_sv){NULL, 0}), 0);
    ck_assert_uint_eq(ks_utf8_check((ks_sv){NULL, 0}), 0);
    ck_assert_uint_eq(ks_utf8_count(KS_SV("abc")), 3);
    ck_assert_uint_eq(ks_utf8_count(KS_SV("\xE6\xB1\xBA\xE7\xAE\x97")), 2);
    ck_assert_uint_eq(ks_utf8_count(KS_SV("a\xFF\xF0\x9F\x98\x80")), 3);
}
END_TEST

START_TEST(test_xml_characters)
{
    static const uint32_t YES[] = {0x9,    0xA,    0xD,    0x20,    0x7F,
                                   0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x10FFFF};
    static const uint32_t NO[] = {0,      1,      8,      0xB,    0xC,      0xE,       0x1F,
                                  0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0x110000, UINT32_MAX};
    for (size_t i = 0; i < sizeof YES / sizeof *YES; i++) {
        ck_assert_msg(ks_char_is_xml(YES[i]), "U+%04X", YES[i]);
    }
    for (size_t i = 0; i < sizeof NO / sizeof *NO; i++) {
        ck_assert_msg(!ks_char_is_xml(NO[i]), "U+%04X", NO[i]);
    }
}
END_TEST

START_TEST(test_spaces)
{
    static const uint32_t YES[] = {0x9,    0xA,    0xD,    0x20,   0x85,   0xA0,  0x1680,
                                   0x2000, 0x200A, 0x2028, 0x202F, 0x205F, 0x3000};
    static const uint32_t NO[] = {0, 0xB, 0x21, 0x84, 0xA1, 0x1FFF, 0x200B, 0x3001, UINT32_MAX};
    for (size_t i = 0; i < sizeof YES / sizeof *YES; i++) {
        ck_assert_msg(ks_char_is_space(YES[i]), "U+%04X", YES[i]);
    }
    for (size_t i = 0; i < sizeof NO / sizeof *NO; i++) {
        ck_assert_msg(!ks_char_is_space(NO[i]), "U+%04X", NO[i]);
    }
}
END_TEST

/* Lists end in NULL. */
static void check_texts(bool (*is)(ks_sv text), const char *const *yes, const char *const *no)
{
    for (; *yes != NULL; yes++) {
        ck_assert_msg(is(ks_sv_from(*yes)), "%s", *yes);
    }
    for (; *no != NULL; no++) {
        ck_assert_msg(!is(ks_sv_from(*no)), "%s", *no);
    }
}

START_TEST(test_ncnames)
{
    static const char *const YES[] = {
        "a",         "_",  "NetLoss",  "a-b.c_1",   "\xE6\xB1\xBA\xE7\xAE\x97",
        "a\xC2\xB7", "_9", "\xC3\x80", "a\xCC\x80", NULL};
    static const char *const NO[] = {
        "",          "1a",       "-a",       ".a",    "a:b", "a b",           " a", "\xC3\x97",
        "a\xC3\xB7", "\xC2\xB7", "\xCC\x80", "a\xFF", "a/b", "a\xE3\x80\x80", NULL};
    check_texts(ks_text_is_ncname, YES, NO);
}
END_TEST

START_TEST(test_prefixed_names)
{
    static const char *const YES[] = {"a:b", "日本:売上", "_a:b.c", NULL};
    static const char *const NO[] = {"", "a", ":b", "a:", "a:b:c", "1:b", "a: b", NULL};
    check_texts(ks_text_is_prefixed, YES, NO);
}
END_TEST

START_TEST(test_languages)
{
    static const char *const YES[] = {"en", "ja-JP", "zh-Hant-TW", "es-419", "x-12345678", NULL};
    static const char *const NO[] = {"",    "-",         "en-",   "-en", "en--US",
                                     "419", "abcdefghi", "en_US", NULL};
    check_texts(ks_text_is_language, YES, NO);
}
END_TEST

START_TEST(test_escapes)
{
    ks_str out;
    ks_str_init(&out);
    ks_text_add_escaped(&out, KS_SV("<a b=\"1\">&"), false);
    ck_assert_str_eq(out.ptr, "&lt;a b=\"1\"&gt;&amp;");
    ks_str_clear(&out);
    ks_text_add_escaped(&out, KS_SV("\"日本\" & co"), true);
    ck_assert_str_eq(out.ptr, "&quot;日本&quot; &amp; co");
    ks_str_release(&out);
}
END_TEST

START_TEST(test_folds)
{
    static const char *const CASES[][2] = {
        {"", ""},
        {"   ", ""},
        {"Net  loss", "Net loss"},
        {" \tNet\r\n loss\xC2\xA0", "Net loss"},
        {"\xE3\x80\x80\xE5\xA3\xB2\xE4\xB8\x8A\xE3\x80\x80 \xE9\xAB\x98",
         "\xE5\xA3\xB2\xE4\xB8\x8A \xE9\xAB\x98"},
        {"\xEF\xBC\xA1\xEF\xBC\xA2\xEF\xBC\x91\xEF\xBC\x88\xEF\xBC\x92\xEF\xBC\x89", "AB1(2)"},
        {"\xEF\xBC\x81\xEF\xBD\x9E\xEF\xBD\x9F", "!~\xEF\xBD\x9F"},
        {"a\xFF z", "a\xFF z"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ks_str str;
        ks_str_init(&str);
        ks_str_add(&str, "+");
        ks_text_fold(&str, ks_sv_from(CASES[i][0]));
        ck_assert_str_eq(str.ptr + 1, CASES[i][1]);
        ks_str once;
        ks_str_init(&once);
        ks_text_fold(&once, (ks_sv){str.ptr + 1, str.len - 1});
        ck_assert_str_eq(once.ptr, CASES[i][1]); /* what is folded stays as it is */
        ks_str_release(&once);
        ks_str_release(&str);
    }
}
END_TEST

START_TEST(test_known_distances)
{
    static const struct {
        const char *a, *b;
        size_t distance;
    } CASES[] = {
        {"", "", 0},
        {"", "abc", 3},
        {"abc", "abc", 0},
        {"abc", "acb", 1},
        {"ab", "ba", 1},
        {"abcd", "badc", 2},
        {"kitten", "sitting", 3},
        {"ca", "abc", 3},
        {"revenue", "revenues", 1},
        {"NetLoss", "NetLsos", 1},
        {"flaw", "lawn", 2},
        {"a", "b", 1},
        {"\xE5\xA3\xB2\xE4\xB8\x8A", "\xE5\xA3\xB2\xE4\xB8\x8A\xE9\xAB\x98", 1},
        {"\xE5\xA3\xB2\xE4\xB8\x8A", "\xE4\xB8\x8A\xE5\xA3\xB2", 1},
        {"abcdef", "uvwxyz", 6},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ks_sv a = ks_sv_from(CASES[i].a), b = ks_sv_from(CASES[i].b);
        for (size_t limit = 0; limit < 9; limit++) {
            size_t expected = CASES[i].distance > limit ? limit + 1 : CASES[i].distance;
            ck_assert_uint_eq(ks_text_distance(a, b, limit), expected);
            ck_assert_uint_eq(ks_text_distance(b, a, limit), expected);
        }
        ck_assert_uint_eq(ks_text_distance(a, b, SIZE_MAX), CASES[i].distance);
    }
}
END_TEST

enum { LENGTH_MAX = 40 };

/* The definition, without band, limit or short cuts. */
static size_t plain_distance(ks_sv a, ks_sv b)
{
    size_t table[LENGTH_MAX + 1][LENGTH_MAX + 1];
    for (size_t i = 0; i <= a.len; i++) {
        for (size_t j = 0; j <= b.len; j++) {
            size_t best = i + j;
            if (i > 0 && j > 0) {
                size_t changed = table[i - 1][j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
                size_t removed = table[i - 1][j] + 1, added = table[i][j - 1] + 1;
                best = changed < removed ? changed : removed;
                best = best < added ? best : added;
            }
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1] &&
                table[i - 2][j - 2] + 1 < best) {
                best = table[i - 2][j - 2] + 1;
            }
            table[i][j] = best;
        }
    }
    return table[a.len][b.len];
}

static ks_sv random_text(char *storage, uint64_t *state)
{
    size_t len = *state % LENGTH_MAX;
    for (size_t i = 0; i < len; i++) {
        *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
        storage[i] = (char)('a' + (*state >> 60) % 3);
    }
    *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
    *state ^= *state >> 33;
    return (ks_sv){storage, len};
}

START_TEST(test_distance_is_as_defined)
{
    uint64_t state = 12345;
    for (int round = 0; round < 4000; round++) {
        char storage[2][LENGTH_MAX];
        ks_sv a = random_text(storage[0], &state), b = random_text(storage[1], &state);
        size_t limit = (size_t)round % 24, expected = plain_distance(a, b);
        expected = expected > limit ? limit + 1 : expected;
        ck_assert_uint_eq(ks_text_distance(a, b, limit), expected);
    }
}
END_TEST

START_TEST(test_distance_of_long_texts)
{
    char *a = malloc(5000), *b = malloc(5000);
    memset(a, 'a', 5000);
    memset(b, 'a', 5000);
    a[0] = 'x';
    b[4999] = 'y';
    b[2500] = 'z';
    ck_assert_uint_eq(ks_text_distance((ks_sv){a, 5000}, (ks_sv){b, 5000}, 10), 3);
    ck_assert_uint_eq(ks_text_distance((ks_sv){a, 5000}, (ks_sv){b, 5000}, 2), 3);
    ck_assert_uint_eq(ks_text_distance((ks_sv){a, 5000}, (ks_sv){b, 10}, 10), 11);
    free(a);
    free(b);
}
END_TEST

START_TEST(test_nearest)
{
    static const char *const NAMES[] = {"Revenues", "NetLoss", "NetIncome", "Cash", "Cost"};
    ks_sv candidates[5];
    for (size_t i = 0; i < 5; i++) {
        candidates[i] = ks_sv_from(NAMES[i]);
    }
    ck_assert_uint_eq(ks_text_nearest(KS_SV("Revenue"), candidates, 5), 0);
    ck_assert_uint_eq(ks_text_nearest(KS_SV("NetLsos"), candidates, 5), 1);
    ck_assert_uint_eq(ks_text_nearest(KS_SV("Cast"), candidates, 5), 3); /* the first of two */
    ck_assert_uint_eq(ks_text_nearest(KS_SV("Cost"), candidates, 5), 4);
    ck_assert_uint_eq(ks_text_nearest(KS_SV("Depreciation"), candidates, 5), SIZE_MAX);
    ck_assert_uint_eq(ks_text_nearest(KS_SV("Ca"), candidates, 5), SIZE_MAX);
    ck_assert_uint_eq(ks_text_nearest(KS_SV(""), candidates, 5), SIZE_MAX);
    ck_assert_uint_eq(ks_text_nearest(KS_SV("Cost"), NULL, 0), SIZE_MAX);
}
END_TEST

KS_TEST_MAIN("base_text", test_decodes_borders, test_refuses_what_is_no_utf8,
             test_does_not_read_beyond_the_end, test_counts_characters, test_xml_characters,
             test_spaces, test_ncnames, test_prefixed_names, test_escapes, test_languages,
             test_folds, test_known_distances, test_distance_is_as_defined,
             test_distance_of_long_texts, test_nearest)
