/* Maps and interned names. */
#include "base_map.h"

#include <stdio.h>
#include <string.h>

#include "base_alloc.h"
#include "base_names.h"
#include "test.h"

static int values[20000];

static ks_sv numbered(char storage[32], int number)
{
    int len = snprintf(storage, 32, "key-%d", number);
    return (ks_sv){storage, (size_t)len};
}

START_TEST(test_sets_gets_replaces)
{
    ks_map map;
    ks_map_init(&map);
    ck_assert_uint_eq(ks_map_count(&map), 0);
    ck_assert_ptr_null(ks_map_get(&map, KS_SV("a")));
    ck_assert_ptr_null(ks_map_first(&map));
    ck_assert_int_eq(ks_map_set(&map, KS_SV("a"), &values[1]), KS_OK);
    ck_assert_int_eq(ks_map_set(&map, KS_SV("b"), &values[2]), KS_OK);
    ck_assert_int_eq(ks_map_set(&map, KS_SV("a"), &values[3]), KS_OK);
    ck_assert_ptr_eq(ks_map_get(&map, KS_SV("a")), &values[3]);
    ck_assert_ptr_eq(ks_map_get(&map, KS_SV("b")), &values[2]);
    ck_assert_ptr_null(ks_map_get(&map, KS_SV("")));
    ck_assert_uint_eq(ks_map_count(&map), 2);
    ck_assert_int_eq(ks_map_set(&map, KS_SV("c"), NULL), KS_ERR_MISUSE);
    ck_assert_uint_eq(ks_map_count(&map), 2);
    ks_map_release(&map);
    ck_assert_uint_eq(ks_map_count(&map), 0);
    ks_map_release(&map);
}
END_TEST

/* Keys that are each other's beginnings, empty, with NULs. */
START_TEST(test_keys_are_bytes)
{
    static const char BYTES[64] = "";
    ks_map map;
    ks_map_init(&map);
    for (size_t len = 0; len <= sizeof BYTES; len++) {
        ck_assert_int_eq(ks_map_set(&map, (ks_sv){BYTES, len}, &values[len]), KS_OK);
    }
    for (size_t len = 0; len <= sizeof BYTES; len++) {
        ck_assert_ptr_eq(ks_map_get(&map, (ks_sv){BYTES, len}), &values[len]);
    }
    ck_assert_ptr_eq(ks_map_get(&map, (ks_sv){NULL, 0}), &values[0]);
    char changed[64] = "";
    for (size_t i = 0; i < sizeof changed; i++) {
        changed[i] = 1;
        ck_assert_ptr_null(ks_map_get(&map, (ks_sv){changed, sizeof changed}));
        changed[i] = 0;
    }
    ks_map_release(&map);
}
END_TEST

START_TEST(test_many_in_order)
{
    const int count = sizeof values / sizeof *values;
    char storage[32];
    ks_map map;
    ks_map_init(&map);
    for (int i = 0; i < count; i++) {
        int number = i * 7919 % count;
        ck_assert_int_eq(ks_map_set(&map, numbered(storage, number), &values[number]), KS_OK);
    }
    ck_assert_int_eq(ks_map_set(&map, numbered(storage, 0), &values[0]), KS_OK);
    ck_assert_uint_eq(ks_map_count(&map), (size_t)count);
    int i = 0;
    for (const ks_map_entry *e = ks_map_first(&map); e != NULL; e = ks_map_next(e), i++) {
        int number = i * 7919 % count;
        if (ks_map_entry_value(e) != &values[number] ||
            !ks_sv_equal(ks_map_entry_key(e), numbered(storage, number))) {
            ck_abort_msg("entry %d is out of order", i);
        }
    }
    ck_assert_int_eq(i, count);
    for (int number = 0; number < count; number++) {
        if (ks_map_get(&map, numbered(storage, number)) != &values[number]) {
            ck_abort_msg("%d is lost", number);
        }
    }
    ck_assert_ptr_null(ks_map_get(&map, numbered(storage, count)));
    ks_map_release(&map);
}
END_TEST

START_TEST(test_copied_and_borrowed_keys)
{
    char copied[] = "copied", borrowed[] = "borrowed";
    ks_map map;
    ks_map_init(&map);
    ck_assert_int_eq(ks_map_set(&map, ks_sv_from(copied), &values[1]), KS_OK);
    ck_assert_int_eq(ks_map_set_borrowed(&map, ks_sv_from(borrowed), &values[2]), KS_OK);
    memset(copied, 'x', 6);
    ck_assert_ptr_eq(ks_map_get(&map, KS_SV("copied")), &values[1]);
    ck_assert_ptr_eq(ks_map_get(&map, KS_SV("borrowed")), &values[2]);
    const ks_map_entry *entry = ks_map_first(&map);
    ck_assert_ptr_ne(ks_map_entry_key(entry).ptr, copied);
    ck_assert_ptr_eq(ks_map_entry_key(ks_map_next(entry)).ptr, borrowed);
    ks_map_release(&map);
}
END_TEST

START_TEST(test_addresses_as_keys)
{
    const int count = sizeof values / sizeof *values;
    ks_map map;
    ks_map_init(&map);
    ck_assert_ptr_null(ks_map_get_ptr(&map, NULL));
    for (int i = 0; i < count; i++) {
        ck_assert_int_eq(ks_map_set_ptr(&map, &values[i], &values[count - 1 - i]), KS_OK);
    }
    for (int i = 0; i < count; i++) {
        if (ks_map_get_ptr(&map, &values[i]) != &values[count - 1 - i]) {
            ck_abort_msg("%d is lost", i);
        }
    }
    ck_assert_ptr_null(ks_map_get_ptr(&map, &map));
    ks_map_release(&map);
}
END_TEST

START_TEST(test_equal_names_are_one_pointer)
{
    char storage[32];
    ks_names names;
    ks_names_init(&names);
    const char *kept[1000];
    for (int i = 0; i < 1000; i++) {
        kept[i] = ks_names_text(&names, numbered(storage, i));
    }
    for (int i = 0; i < 1000; i++) {
        ks_sv text = numbered(storage, i);
        ck_assert_ptr_eq(ks_names_text(&names, text), kept[i]);
        ck_assert_str_eq(kept[i], storage);
        ck_assert(i == 0 || kept[i] != kept[i - 1]);
    }
    const char *empty = ks_names_text(&names, (ks_sv){NULL, 0});
    ck_assert_str_eq(empty, "");
    ck_assert_ptr_eq(ks_names_text(&names, KS_SV("")), empty);
    ks_names_release(&names);
}
END_TEST

START_TEST(test_qnames)
{
    ks_names names;
    ks_names_init(&names);
    const ks_qname *a = ks_names_qname(&names, KS_SV("http://e.com"), KS_SV("NetLoss"));
    const ks_qname *b = ks_names_qname(&names, KS_SV("http://f.com"), KS_SV("NetLoss"));
    const ks_qname *c = ks_names_qname(&names, KS_SV(""), KS_SV("NetLoss"));
    const ks_qname *swapped = ks_names_qname(&names, KS_SV("NetLoss"), KS_SV("http://e.com"));
    ck_assert(a != b && a != c && b != c && swapped != a);
    ck_assert_ptr_eq(a->local, b->local);
    ck_assert_ptr_eq(swapped->ns, a->local);
    ck_assert_str_eq(a->ns, "http://e.com");
    ck_assert_str_eq(c->ns, "");
    ck_assert_ptr_eq(ks_names_qname(&names, ks_sv_from(a->ns), (ks_sv){"NetLosses", 7}), a);
    ks_names_release(&names);
}
END_TEST

static size_t allocations;

static void *count_allocate(size_t size, void *user)
{
    (void)user;
    allocations++;
    return malloc(size);
}

static void *count_resize(void *block, size_t size, void *user)
{
    (void)user;
    allocations++;
    return realloc(block, size);
}

static void plain_release(void *block, void *user)
{
    (void)user;
    free(block);
}

static const ks_allocator COUNTING = {count_allocate, count_resize, plain_release, NULL};

/* How many slots are looked at to find all keys. */
static size_t count_probes(const ks_map *map)
{
    const uint32_t size = UINT32_C(1) << map->slot_bits;
    size_t probes = 0;
    for (uint32_t i = 0; i < size; i++) {
        if (map->slots[i].number != 0) {
            probes += ((i - (map->slots[i].hash >> (32 - map->slot_bits))) & (size - 1)) + 1;
        }
    }
    return probes;
}

/* Keys that are alike must spread over the slots: a good hash finds a key in a slot or two. */
START_TEST(test_keys_spread)
{
    static const char *const AROUND[][2] = {
        {"", ""},      {"key-", ""},      {"", "key"},          {"jppfs_cor:Net", ""},
        {"Net", "As"}, {"", "________8"}, {"________", "____"}, {"http://e.com/", "/x"}};
    enum { COUNT = 20000 };
    for (size_t f = 0; f < sizeof AROUND / sizeof *AROUND; f++) {
        ks_map map;
        ks_map_init(&map);
        for (int i = 0; i < COUNT; i++) {
            char key[64];
            int len = snprintf(key, sizeof key, "%s%d%s", AROUND[f][0], i, AROUND[f][1]);
            ck_assert_int_eq(ks_map_set(&map, (ks_sv){key, (size_t)len}, values), KS_OK);
        }
        ck_assert_uint_ge((size_t)1 << map.slot_bits, COUNT);
        ck_assert_uint_le((size_t)1 << map.slot_bits, (size_t)4 * COUNT);
        ck_assert_msg(count_probes(&map) < (size_t)5 * COUNT / 2, "%zu probes for keys like %s1%s",
                      count_probes(&map), AROUND[f][0], AROUND[f][1]);
        ks_map_release(&map);
    }
}
END_TEST

/* Things side by side, as in an array or an arena. */
START_TEST(test_addresses_spread)
{
    static char things[640000];
    static const size_t DISTANCES[] = {1, 4, 8, 16, 24, 32};
    enum { COUNT = 20000 };
    for (size_t d = 0; d < sizeof DISTANCES / sizeof *DISTANCES; d++) {
        ks_map map;
        ks_map_init(&map);
        for (size_t i = 0; i < COUNT; i++) {
            ck_assert_int_eq(ks_map_set_ptr(&map, things + i * DISTANCES[d], values), KS_OK);
        }
        ck_assert_msg(count_probes(&map) < (size_t)5 * COUNT / 2, "%zu probes at a distance of %zu",
                      count_probes(&map), DISTANCES[d]);
        ks_map_release(&map);
    }
}
END_TEST

/* A walk gives addresses too, by their bytes; and an address is not the bytes it is made of. */
START_TEST(test_walks_over_addresses)
{
    ks_map map;
    ks_map_init(&map);
    for (int i = 0; i < 100; i++) {
        ck_assert_int_eq(ks_map_set_ptr(&map, &values[i], &values[i + 1]), KS_OK);
        ck_assert_int_eq(ks_map_set_ptr(&map, &values[i], &values[i + 2]), KS_OK);
    }
    ck_assert_uint_eq(ks_map_count(&map), 100);
    int i = 0;
    for (const ks_map_entry *e = ks_map_first(&map); e != NULL; e = ks_map_next(e), i++) {
        const ks_sv key = ks_map_entry_key(e);
        const int *address = &values[i];
        ck_assert_uint_eq(key.len, sizeof address);
        ck_assert_int_eq(memcmp(key.ptr, &address, sizeof address), 0);
        ck_assert_ptr_eq(ks_map_entry_value(e), &values[i + 2]);
        ck_assert_ptr_null(ks_map_get(&map, key));
    }
    ck_assert_int_eq(i, 100);
    ck_assert_int_eq(ks_map_set_ptr(&map, &values[0], NULL), KS_ERR_MISUSE);
    ks_map_release(&map);
}
END_TEST

START_TEST(test_adds_only_what_is_not_there)
{
    ks_map map;
    void *found = &values[9];
    ks_map_init(&map);
    ck_assert_int_eq(ks_map_add_borrowed(&map, KS_SV("a"), &values[1], &found), KS_OK);
    ck_assert_ptr_null(found);
    ck_assert_int_eq(ks_map_add_borrowed(&map, KS_SV("a"), &values[2], &found), KS_OK);
    ck_assert_ptr_eq(found, &values[1]);
    ck_assert_ptr_eq(ks_map_get(&map, KS_SV("a")), &values[1]);
    ck_assert_uint_eq(ks_map_count(&map), 1);
    ks_map_release(&map);
}
END_TEST

/* Keys longer than 32 bits can say are refused, not cut. */
START_TEST(test_refuses_endless_keys)
{
    if (SIZE_MAX > UINT32_MAX) {
        ks_map map;
        ks_map_init(&map);
        const ks_sv key = {"a", (size_t)UINT32_MAX + 2};
        ck_assert_int_eq(ks_map_set(&map, KS_SV("a"), values), KS_OK);
        ck_assert_int_eq(ks_map_set(&map, key, values), KS_ERR_LIMIT);
        ck_assert_ptr_null(ks_map_get(&map, key));
        ks_map_release(&map);
    }
}
END_TEST

START_TEST(test_known_names_cost_no_memory)
{
    ks_alloc_use(&COUNTING);
    ks_names names;
    ks_names_init(&names);
    const ks_qname *name = ks_names_qname(&names, KS_SV("http://e.com"), KS_SV("NetLoss"));
    size_t before = allocations, used = names.arena.used;
    ck_assert_uint_gt(before, 0);
    for (int i = 0; i < 1000; i++) {
        ck_assert(ks_names_qname(&names, KS_SV("http://e.com"), KS_SV("NetLoss")) == name);
    }
    ck_assert_uint_eq(allocations, before);
    ck_assert_uint_eq(names.arena.used, used);
    ks_names_release(&names);
    ks_alloc_use(NULL);
}
END_TEST

KS_TEST_MAIN("base_map", test_sets_gets_replaces, test_keys_are_bytes, test_many_in_order,
             test_copied_and_borrowed_keys, test_addresses_as_keys, test_keys_spread,
             test_addresses_spread, test_walks_over_addresses, test_adds_only_what_is_not_there,
             test_refuses_endless_keys, test_equal_names_are_one_pointer, test_qnames,
             test_known_names_cost_no_memory)
