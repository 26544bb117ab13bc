/* Every allocation of the room fails once: the n-th for n = 0, 1, ... until nothing fails. What
 * fails says so, what was there before stays, and nothing leaks. */
#include "base_alloc.h"

#include <stdio.h>
#include <string.h>

#include "base_decimal.h"
#include "base_map.h"
#include "base_names.h"
#include "base_text.h"
#include "base_uri.h"
#include "base_vec.h"
#include "test.h"

static size_t left;  /* allocations that still succeed */
static bool is_once; /* only the next fails, not all that follow */
static size_t live;  /* blocks */
static bool has_failed;

static bool may_allocate(void)
{
    if (left > 0) {
        left--;
        return true;
    }
    if (is_once && has_failed) {
        return true;
    }
    has_failed = true;
    return false;
}

static void *allocate(size_t size, void *user)
{
    (void)user;
    void *block = may_allocate() ? malloc(size) : NULL;
    live += block != NULL;
    return block;
}

static void *resize(void *block, size_t size, void *user)
{
    (void)user;
    return may_allocate() ? realloc(block, size) : NULL;
}

static void release(void *block, void *user)
{
    (void)user;
    live--;
    free(block);
}

/* A job returns false where something said that memory was short. */
static void fail_each(bool (*job)(void), size_t at_least)
{
    static const ks_allocator FAILING = {allocate, resize, release, NULL};
    for (int once = 0; once < 2; once++) {
        is_once = once == 1;
        size_t failures = 0;
        for (size_t n = 0;; n++) {
            left = n;
            has_failed = false;
            ks_alloc_use(&FAILING);
            bool is_done = job();
            ks_alloc_use(NULL);
            ck_assert_uint_eq(live, 0);
            ck_assert_msg(is_done != has_failed, "failure %zu went unnoticed or was none", n);
            if (is_done) {
                break;
            }
            failures++;
        }
        ck_assert_uint_ge(failures, at_least);
    }
}

enum { KEYS = 2000 };
static char keys[KEYS][16];

/* After each failure: all that was set is still there, in order, and nothing else; and the map goes
 * on working. */
static void check_map(const ks_map *map, const bool *is_set)
{
    const ks_map_entry *entry = ks_map_first(map);
    size_t count = 0;
    for (size_t i = 0; i < KEYS; i++) {
        void *found = ks_map_get(map, ks_sv_from(keys[i]));
        if (found != (is_set[i] ? keys[i] : NULL)) {
            ck_abort_msg("key %zu is wrong", i);
        }
        if (is_set[i]) {
            if (entry == NULL || ks_map_entry_value(entry) != keys[i]) {
                ck_abort_msg("key %zu is out of order", i);
            }
            entry = ks_map_next(entry);
            count++;
        }
    }
    ck_assert_ptr_null(entry);
    ck_assert_uint_eq(ks_map_count(map), count);
}

static bool fill_map(void)
{
    static bool is_set[KEYS];
    memset(is_set, 0, sizeof is_set);
    ks_map map;
    ks_map_init(&map);
    bool is_done = true, is_clean = true;
    for (size_t i = 0; i < KEYS; i++) {
        ks_status status = ks_map_set(&map, ks_sv_from(keys[i]), keys[i]);
        is_set[i] = status == KS_OK;
        is_done = is_done && status == KS_OK;
        is_clean = is_clean && (status == KS_OK || status == KS_ERR_MEMORY);
    }
    ck_assert(is_clean);
    check_map(&map, is_set);
    ks_map_release(&map);
    return is_done;
}

START_TEST(test_map)
{
    for (size_t i = 0; i < KEYS; i++) {
        snprintf(keys[i], sizeof keys[i], "key-%zu", i);
    }
    fail_each(fill_map, 10);
}
END_TEST

static bool intern_names(void)
{
    ks_names names;
    ks_names_init(&names);
    bool is_done = true;
    const ks_qname *first = NULL;
    for (size_t i = 0; i < KEYS; i++) {
        ks_sv local = ks_sv_from(keys[i]);
        const ks_qname *name = ks_names_qname(&names, KS_SV("http://e.com"), local);
        is_done = is_done && name != NULL;
        if (name == NULL) {
            continue;
        }
        first = first != NULL ? first : name;
        if (strcmp(name->local, keys[i]) != 0 || name->ns != first->ns ||
            ks_names_qname(&names, KS_SV("http://e.com"), local) != name) {
            ck_abort_msg("name %zu is wrong", i);
        }
    }
    ks_names_release(&names);
    return is_done;
}

START_TEST(test_names)
{
    for (size_t i = 0; i < KEYS; i++) {
        snprintf(keys[i], sizeof keys[i], "name-%zu", i);
    }
    fail_each(intern_names, 20);
}
END_TEST

static bool use_arena(void)
{
    ks_arena arena;
    ks_arena_init(&arena);
    bool is_done = true;
    for (size_t i = 0; i < 400; i++) {
        char *piece = ks_arena_alloc(&arena, i % 50 == 0 ? 4000 : i % 60);
        const char *text = ks_arena_format(&arena, "%0200zu", i);
        const char *copy = ks_arena_textz(&arena, "copy");
        is_done = is_done && piece != NULL && text != NULL && copy != NULL;
        if (piece != NULL) {
            memset(piece, 'x', i % 50 == 0 ? 4000 : i % 60);
        }
        ck_assert(text == NULL || (strlen(text) == 200 && text[0] == '0'));
        ck_assert(copy == NULL || strcmp(copy, "copy") == 0);
    }
    ks_arena_release(&arena);
    return is_done;
}

START_TEST(test_arena)
{
    fail_each(use_arena, 5);
}
END_TEST

static bool build_text(void)
{
    ks_str str;
    ks_str_init(&str);
    for (int i = 0; i < 300; i++) {
        ks_str_add(&str, "text ");
        ks_str_add_codepoint(&str, 0x6C7A);
        ks_str_add_i64(&str, -i);
        ks_str_addf(&str, "%100d", i);
        ck_assert_uint_eq(strlen(str.ptr), str.len);
    }
    ks_status status = ks_str_status(&str);
    char *text = ks_str_take(&str);
    ck_assert_int_eq(text == NULL, status != KS_OK);
    ks_alloc_free(text);
    ks_str_release(&str);
    return status == KS_OK;
}

static bool take_empty_text(void)
{
    ks_str str;
    ks_str_init(&str);
    char *text = ks_str_take(&str);
    ks_alloc_free(text);
    ks_str_release(&str);
    return text != NULL;
}

START_TEST(test_str)
{
    fail_each(build_text, 5);
    fail_each(take_empty_text, 1);
}
END_TEST

static bool fill_vector(void)
{
    KS_VEC(size_t) numbers = {0};
    bool is_done = true;
    for (size_t i = 0; i < 500; i++) {
        size_t *added = ks_vec_add(&numbers);
        if (added == NULL) {
            is_done = false;
            break;
        }
        *added = i;
    }
    for (size_t i = 0; i < numbers.count; i++) {
        ck_assert_uint_eq(numbers.items[i], i);
    }
    ks_vec_release(&numbers);
    return is_done;
}

START_TEST(test_vector)
{
    fail_each(fill_vector, 5);
}
END_TEST

/* `out` keeps its value where the status is not KS_OK. */
static bool is_ok(ks_status status, const ks_decimal *out, const ks_decimal *before)
{
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    ck_assert(status == KS_OK || ks_decimal_equal(out, before));
    return status == KS_OK;
}

static bool compute(void)
{
    static const char DIGITS[] = "98765432109876543210987654321098765432109876543210987654321.5";
    ks_arena arena;
    ks_arena_init(&arena);
    bool is_valid = false, is_done = true;
    ks_decimal a = KS_DECIMAL_ZERO, x = ks_decimal_from_i64(7);
    if (ks_decimal_parse(&arena, ks_sv_from(DIGITS), false, &is_valid, &a) != KS_OK) {
        ck_assert(!is_valid && ks_decimal_is_zero(&a));
        is_done = false;
    }
    for (int i = 0; i < 40; i++) {
        ks_decimal before = x;
        is_done = is_ok(ks_decimal_multiply(&arena, &x, &a, &x), &x, &before) && is_done;
        before = x;
        is_done = is_ok(ks_decimal_add(&arena, &x, &a, &x), &x, &before) && is_done;
        before = x;
        is_done =
            is_ok(ks_decimal_round(&arena, &x, 1, KS_ROUND_HALF_EVEN, &x), &x, &before) && is_done;
        if (i % 4 == 3 && !ks_decimal_is_zero(&a)) {
            before = x;
            is_done = is_ok(ks_decimal_divide(&arena, &x, &a, 30, &x), &x, &before) && is_done;
        }
    }
    ks_str str;
    ks_str_init(&str);
    ks_decimal_write(&str, &x, 2, ",");
    is_done = ks_str_status(&str) == KS_OK && is_done;
    ks_str_release(&str);
    ks_arena_release(&arena);
    return is_done;
}

START_TEST(test_decimals)
{
    fail_each(compute, 8);
}
END_TEST

static bool use_uris(void)
{
    ks_arena arena;
    ks_arena_init(&arena);
    ks_sv base = KS_SV("http://www.example.com/taxonomy/2002-06-30/iij.xsd");
    const char *found = ks_uri_resolve(&arena, base, KS_SV("../../x/../common/labels-ja.xml?q#f"));
    ck_assert(found == NULL || strcmp(found, "http://www.example.com/common/labels-ja.xml?q") == 0);
    const char *relative = ks_uri_relative(&arena, base, KS_SV("http://www.example.com/a/b c.xsd"));
    ck_assert(relative == NULL || strcmp(relative, "../../a/b%20c.xsd") == 0);
    const char *odd = ks_uri_resolve(&arena, KS_SV("file:/a/b"), KS_SV("..//c"));
    ck_assert(odd == NULL || strcmp(odd, "file:/.//c") == 0);
    const char *decoded = ks_uri_decode(&arena, KS_SV("b%20c"));
    ck_assert(decoded == NULL || strcmp(decoded, "b c") == 0);
    ks_arena_release(&arena);
    return found != NULL && relative != NULL && odd != NULL && decoded != NULL;
}

START_TEST(test_uris)
{
    fail_each(use_uris, 8);
}
END_TEST

static bool compare_texts(void)
{
    static char a[300], b[300];
    memset(a, 'a', sizeof a);
    memset(b, 'a', sizeof b);
    b[100] = 'b';
    ks_str str;
    ks_str_init(&str);
    ks_text_fold(&str, (ks_sv){a, sizeof a});
    size_t distance = ks_text_distance((ks_sv){a, sizeof a}, (ks_sv){b, sizeof b}, 5);
    ck_assert(distance == 1 || distance == SIZE_MAX);
    ks_sv candidate = {b, sizeof b};
    size_t nearest = ks_text_nearest((ks_sv){a, sizeof a}, &candidate, 1);
    ck_assert(nearest == 0 || nearest == SIZE_MAX);
    bool is_done = ks_str_status(&str) == KS_OK && distance == 1 && nearest == 0;
    ks_str_release(&str);
    return is_done;
}

START_TEST(test_texts)
{
    fail_each(compare_texts, 5);
}
END_TEST

KS_TEST_MAIN("base_failures", test_map, test_names, test_arena, test_str, test_vector,
             test_decimals, test_uris, test_texts)
