/* Allocator, arena and vectors. */
#include "base_alloc.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base_arena.h"
#include "base_vec.h"
#include "test.h"

typedef struct counts {
    size_t allocated, resized, released, last_size;
} counts;

static void *count_allocate(size_t size, void *user)
{
    counts *c = user;
    c->allocated++;
    c->last_size = size;
    return malloc(size);
}

static void *count_resize(void *block, size_t size, void *user)
{
    counts *c = user;
    c->resized++;
    c->last_size = size;
    return realloc(block, size);
}

static void count_release(void *block, void *user)
{
    counts *c = user;
    c->released++;
    free(block);
}

static counts seen;
static const ks_allocator COUNTING = {count_allocate, count_resize, count_release, &seen};

START_TEST(test_allocator_of_the_embedder)
{
    seen = (counts){0};
    ks_alloc_use(&COUNTING);
    void *block = ks_alloc(10);
    block = ks_alloc_resize(block, 20);
    ks_alloc_free(block);
    ks_alloc_free(NULL);
    block = ks_alloc_resize(NULL, 5);
    ks_alloc_free(block);
    ck_assert_uint_eq(seen.allocated, 2);
    ck_assert_uint_eq(seen.resized, 1);
    ck_assert_uint_eq(seen.released, 2);
    ks_alloc_use(NULL);
    ks_alloc_free(ks_alloc(1));
    ck_assert_uint_eq(seen.allocated, 2);
}
END_TEST

START_TEST(test_size_zero)
{
    void *a = ks_alloc(0), *b = ks_alloc(0), *c = ks_alloc_zero(0, 8);
    ck_assert(a != NULL && b != NULL && c != NULL && a != b);
    a = ks_alloc_resize(a, 0);
    ck_assert_ptr_nonnull(a);
    ks_alloc_free(a);
    ks_alloc_free(b);
    ks_alloc_free(c);
}
END_TEST

START_TEST(test_sizes_do_not_overflow)
{
    ck_assert_ptr_null(ks_alloc_zero(SIZE_MAX / 2, 3));
    ck_assert_ptr_null(ks_alloc_text("x", SIZE_MAX));
    ks_arena arena;
    ks_arena_init(&arena);
    ck_assert_ptr_null(ks_arena_zero(&arena, SIZE_MAX / 2, 3));
    ck_assert_ptr_null(ks_arena_alloc(&arena, SIZE_MAX));
    ck_assert_ptr_null(ks_arena_text(&arena, (ks_sv){"x", SIZE_MAX}));
    ck_assert_ptr_nonnull(ks_arena_alloc(&arena, 1));
    ck_assert_ptr_null(ks_arena_alloc(&arena, SIZE_MAX));
    ks_arena_release(&arena);
    void *items = NULL;
    size_t count = 0, capacity = 0;
    ck_assert_ptr_null(ks_vec_grow(&items, &count, &capacity, SIZE_MAX / 2));
    ck_assert(items == NULL && count == 0 && capacity == 0);
}
END_TEST

START_TEST(test_zero_and_text)
{
    unsigned char *zero = ks_alloc_zero(100, 3);
    for (size_t i = 0; i < 300; i++) {
        ck_assert_uint_eq(zero[i], 0);
    }
    ks_alloc_free(zero);
    char *text = ks_alloc_text("abcdef", 3);
    ck_assert_str_eq(text, "abc");
    ks_alloc_free(text);
    text = ks_alloc_text(NULL, 0);
    ck_assert_str_eq(text, "");
    ks_alloc_free(text);
}
END_TEST

/* Every piece is aligned, keeps what was written to it, and overlaps no other. */
START_TEST(test_arena_pieces)
{
    enum { PIECES = 3000 };
    static unsigned char *pieces[PIECES];
    static size_t sizes[PIECES];
    bool is_zeroed = true;
    ks_arena arena;
    ks_arena_init(&arena);
    for (size_t i = 0; i < PIECES; i++) {
        sizes[i] = i % 97 == 0 ? 5000 + i : i % 41;
        pieces[i] =
            i % 2 == 0 ? ks_arena_alloc(&arena, sizes[i]) : ks_arena_zero(&arena, sizes[i], 1);
        ck_assert_ptr_nonnull(pieces[i]);
        ck_assert_uint_eq((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        for (size_t j = 0; i % 2 == 1 && j < sizes[i]; j++) {
            is_zeroed = is_zeroed && pieces[i][j] == 0;
        }
        memset(pieces[i], (int)(i % 251), sizes[i]);
    }
    ck_assert(is_zeroed);
    for (size_t i = 0; i < PIECES; i++) {
        for (size_t j = 0; j < sizes[i]; j++) {
            if (pieces[i][j] != i % 251) {
                ck_abort_msg("piece %zu was written over", i);
            }
        }
    }
    ck_assert_uint_gt(arena.used, PIECES * 20);
    ks_arena_release(&arena);
    ck_assert(arena.blocks == NULL && arena.used == 0);
    ck_assert_ptr_nonnull(ks_arena_alloc(&arena, 1));
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_arena_asks_seldom)
{
    seen = (counts){0};
    ks_alloc_use(&COUNTING);
    ks_arena arena;
    ks_arena_init(&arena);
    bool is_done = true;
    for (size_t i = 0; i < 100000; i++) {
        is_done = ks_arena_alloc(&arena, 32) != NULL && is_done;
    }
    ck_assert(is_done);
    ck_assert_uint_lt(seen.allocated, 20);
    size_t before = seen.allocated;
    ck_assert_ptr_nonnull(ks_arena_alloc(&arena, 5000000)); /* goes by itself... */
    ck_assert_ptr_nonnull(ks_arena_alloc(&arena, 32));
    ck_assert_uint_eq(seen.allocated,
                      before + 1); /* ...and leaves the block that is being filled */
    ks_arena_release(&arena);
    ck_assert_uint_eq(seen.released, seen.allocated);
    ks_alloc_use(NULL);
}
END_TEST

START_TEST(test_arena_large_first)
{
    ks_arena arena;
    ks_arena_init(&arena);
    char *large = ks_arena_alloc(&arena, 100000);
    memset(large, 'x', 100000);
    const char *small = ks_arena_textz(&arena, "small");
    ck_assert_str_eq(small, "small");
    ck_assert(large[99999] == 'x');
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_arena_texts)
{
    ks_arena arena;
    ks_arena_init(&arena);
    ck_assert_str_eq(ks_arena_text(&arena, (ks_sv){"abcdef", 3}), "abc");
    ck_assert_str_eq(ks_arena_text(&arena, (ks_sv){NULL, 0}), "");
    ck_assert_str_eq(ks_arena_textz(&arena, NULL), "");
    ck_assert_str_eq(ks_arena_format(&arena, "%s:%d", "a", 7), "a:7");
    const char *texts[500];
    for (int i = 0; i < 500; i++) {
        texts[i] = ks_arena_format(&arena, "%0*d", 1 + i % 300, i);
    }
    for (int i = 0; i < 500; i++) {
        char expected[512];
        snprintf(expected, sizeof expected, "%0*d", 1 + i % 300, i);
        ck_assert_str_eq(texts[i], expected);
    }
    ks_arena_release(&arena);
    ck_assert_str_eq(ks_arena_format(&arena, "%s", ""), "");
    ks_arena_release(&arena);
}
END_TEST

typedef struct pair {
    int number;
    const char *text;
} pair;

START_TEST(test_vector)
{
    KS_VEC(pair) pairs = {0};
    for (int i = 0; i < 1000; i++) {
        pair *added = ks_vec_add(&pairs);
        ck_assert_ptr_nonnull(added);
        ck_assert(added->number == 0 && added->text == NULL);
        added->number = i;
        added->text = "x";
    }
    ck_assert_uint_eq(pairs.count, 1000);
    for (int i = 0; i < 1000; i++) {
        ck_assert_int_eq(pairs.items[i].number, i);
    }
    pairs.count--; /* what was taken off comes back zeroed */
    ck_assert_int_eq(ks_vec_add(&pairs)->number, 0);
    ks_vec_release(&pairs);
    ck_assert(pairs.items == NULL && pairs.count == 0 && pairs.capacity == 0);
    ks_vec_release(&pairs);
}
END_TEST

KS_TEST_MAIN("base_memory", test_allocator_of_the_embedder, test_size_zero,
             test_sizes_do_not_overflow, test_zero_and_text, test_arena_pieces,
             test_arena_asks_seldom, test_arena_large_first, test_arena_texts, test_vector)
