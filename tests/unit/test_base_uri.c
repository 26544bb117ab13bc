#include "base_uri.h"

#include "test.h"

static ks_arena arena;

static void assert_resolves(const char *base, const char *reference, const char *expected)
{
    const char *found = ks_uri_resolve(&arena, ks_sv_from(base), ks_sv_from(reference));
    ck_assert_msg(ks_sv_is(ks_sv_from(found), expected), "<%s> + <%s> is <%s>, not <%s>", base,
                  reference, found, expected);
}

/* The references of RFC 3986 5.4; what we resolve to has no fragment. */
START_TEST(test_examples_of_the_rfc)
{
    static const char *const CASES[][2] = {
        {"gg:h", "gg:h"}, /* of one letter it would be a drive */
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q"},
        {"g#s", "http://a/b/c/g"},
        {"g?y#s", "http://a/b/c/g?y"},
        {";x", "http://a/b/c/;x"},
        {"g;x", "http://a/b/c/g;x"},
        {"g;x?y#s", "http://a/b/c/g;x?y"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"../../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {".g", "http://a/b/c/.g"},
        {"g..", "http://a/b/c/g.."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"./g/.", "http://a/b/c/g/"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"g?y/./x", "http://a/b/c/g?y/./x"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
        {"g#s/./x", "http://a/b/c/g"},
        {"g#s/../x", "http://a/b/c/g"},
        {"http:g", "http:g"},
    };
    ks_arena_init(&arena);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        assert_resolves("http://a/b/c/d;p?q", CASES[i][0], CASES[i][1]);
    }
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_resolves_as_taxonomies_need)
{
    static const char *const CASES[][3] = {
        {"http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd", "xbrl-linkbase-2003-12-31.xsd",
         "http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd"},
        {"http://example.com", "a.xsd", "http://example.com/a.xsd"},
        {"http://example.com?x", "a.xsd", "http://example.com/a.xsd"},
        {"http://example.com/a/b", "https://other.org/x/../y.xsd#id", "https://other.org/y.xsd"},
        {"http://example.com/a/b", "//other.org/x", "http://other.org/x"},
        {"http://example.com/a/b", "urn:isbn:1", "urn:isbn:1"},
        {"urn:x:y", "z", "urn:z"},
        {"file:///home/u/a.xml", "../b%20c.xsd", "file:///home/b%20c.xsd"},
        {"file:///C:/dir/a.xml", "b.xsd", "file:///C:/dir/b.xsd"},
        {"file:/a/b", "..//c", "file:/.//c"},
        {"/home/u/filing.xml", "tables/a.tsv", "/home/u/tables/a.tsv"},
        {"/home/u/filing.xml", "../../../x", "/x"},
        {"filing.xml", "a.tsv", "a.tsv"},
        {"filing.xml", "", "filing.xml"},
        {"", "a/./b/../c.xml#x", "a/c.xml"},
        {"samples/filing.xml", "../a.tsv", "a.tsv"},
        {"samples/filing.xml", "../../a.tsv", "../a.tsv"},
        {"../samples/filing.xml", "../../a.tsv", "../../a.tsv"},
        {"../samples/filing.xml", "x/../../y/.", "../y/"},
        {"samples/filing.xml", "/abs/a.tsv", "/abs/a.tsv"},
        {"samples/filing.xml", "http://e.com/a", "http://e.com/a"},
        {"C:/dir/filing.xml", "a.tsv", "C:/dir/a.tsv"},
        {"C:/dir/filing.xml", "../../../a.tsv", "C:/a.tsv"},
        {"C:/dir/filing.xml", "D:/other/./a.tsv", "D:/other/a.tsv"},
        {"http://e.com/dir/a", "D:/other/a.tsv", "D:/other/a.tsv"},
        {"x/y", "a../../z", "x/z"},
        {"a/b", "a//c", "a/a//c"},
        {"a//b", "..", "a/"},
        {"\xE6\xB1\xBA/a.xml", "\xE7\xAE\x97.tsv", "\xE6\xB1\xBA/\xE7\xAE\x97.tsv"},
    };
    ks_arena_init(&arena);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        assert_resolves(CASES[i][0], CASES[i][1], CASES[i][2]);
    }
    const char *nothing = ks_uri_resolve(&arena, (ks_sv){NULL, 0}, (ks_sv){NULL, 0});
    ck_assert_str_eq(nothing, "");
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_splits)
{
    static const struct {
        const char *uri, *document, *fragment;
    } CASES[] = {{"a.xsd#id", "a.xsd", "id"}, {"a.xsd", "a.xsd", NULL}, {"a.xsd#", "a.xsd", ""},
                 {"#id", "", "id"},           {"a#b#c", "a", "b#c"},    {"", "", NULL}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ks_sv document, fragment;
        ks_uri_split(ks_sv_from(CASES[i].uri), &document, &fragment);
        ck_assert(ks_sv_is(document, CASES[i].document));
        ck_assert_int_eq(fragment.ptr == NULL, CASES[i].fragment == NULL);
        ck_assert(ks_sv_is(fragment, CASES[i].fragment));
    }
}
END_TEST

START_TEST(test_schemes)
{
    ck_assert(ks_uri_is_absolute(KS_SV("http://a")));
    ck_assert(ks_uri_is_absolute(KS_SV("urn:x")));
    ck_assert(ks_uri_is_absolute(KS_SV("x-a+b.2:")));
    ck_assert(!ks_uri_is_absolute(KS_SV("C:/dir")));
    ck_assert(!ks_uri_is_absolute(KS_SV("C:")));
    ck_assert(!ks_uri_is_absolute(KS_SV("//host/x")));
    ck_assert(!ks_uri_is_absolute(KS_SV("a/b:c")));
    ck_assert(!ks_uri_is_absolute(KS_SV("1a:b")));
    ck_assert(!ks_uri_is_absolute(KS_SV(":b")));
    ck_assert(!ks_uri_is_absolute(KS_SV("http")));
    ck_assert(!ks_uri_is_absolute(KS_SV("")));
    ck_assert(ks_uri_has_scheme(KS_SV("HTTP://a"), "http"));
    ck_assert(!ks_uri_has_scheme(KS_SV("https://a"), "http"));
    ck_assert(!ks_uri_has_scheme(KS_SV("C:/x"), "c"));
    ck_assert(!ks_uri_has_scheme(KS_SV("http/a"), "http"));
}
END_TEST

START_TEST(test_decodes)
{
    static const char *const CASES[][2] = {
        {"", ""},         {"plain", "plain"}, {"a%20b", "a b"},   {"%E6%b1%BA", "\xE6\xB1\xBA"},
        {"100%", "100%"}, {"%2", "%2"},       {"%zz%41", "%zzA"}, {"%%41", "%A"},
        {"%2541", "%41"}, {"a%00b", "a%00b"}, {"%41%", "A%"},     {"%2F", "/"},
    };
    ks_arena_init(&arena);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ck_assert_str_eq(ks_uri_decode(&arena, ks_sv_from(CASES[i][0])), CASES[i][1]);
    }
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_relative)
{
    static const char *const CASES[][3] = {
        {"out/instance.xbrl", "out/schema.xsd", "schema.xsd"},
        {"out/instance.xbrl", "out/tax/schema.xsd", "tax/schema.xsd"},
        {"out/tax/instance.xbrl", "out/schema.xsd", "../schema.xsd"},
        {"out/a/b/c.xml", "out/x/y.xml", "../../x/y.xml"},
        {"out/ab/c.xml", "out/abc/d.xml", "../abc/d.xml"},
        {"a.xml", "a.xml", "a.xml"},
        {"out/a.xml", "out/", "./"},
        {"/x/a.xml", "/y/b.xml", "../y/b.xml"},
        {"a/./b/../c.xml", "a/d.xml", "d.xml"},
        {"a/c.xml", "../d.xml", "../../d.xml"},
        {"../a/c.xml", "../b/d.xml", "../b/d.xml"},
        {"../a/c.xml", "b/d.xml", "b/d.xml"},
        {"a.xml", "/abs/d e.xml", "/abs/d%20e.xml"},
        {"a.xml", "100%?#.xml", "100%25%3F%23.xml"},
        {"a/b.xml", "a/xx:y.xml", "./xx:y.xml"},
        {"a.xml", "\xE6\xB1\xBA.xml", "%E6%B1%BA.xml"},
        {"http://e.com/a/b.xsd", "http://e.com/c/d%20.xsd", "../c/d%20.xsd"},
        {"http://E.com/a/b.xsd", "HTTP://e.com/a/d.xsd?q", "d.xsd?q"},
        {"http://e.com/a/b.xsd", "http://f.com/a/d.xsd", "http://f.com/a/d.xsd"},
        {"C:/a/b.xml", "C:/a/c.xml", "c.xml"},
        {"C:/a/b.xml", "D:/a/c.xml", "D:/a/c.xml"},
    };
    ks_arena_init(&arena);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ck_assert_str_eq(ks_uri_relative(&arena, ks_sv_from(CASES[i][0]), ks_sv_from(CASES[i][1])),
                         CASES[i][2]);
    }
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_escapes)
{
    ks_arena_init(&arena);
    ck_assert_str_eq(ks_uri_escape(&arena, KS_SV("http://x.org/a b%20\xC3\xA9?\"<>\\^`{|}#~")),
                     "http://x.org/a%20b%20%C3%A9?%22%3C%3E%5C%5E%60%7B%7C%7D#~");
    ck_assert_str_eq(ks_uri_encode(&arena, KS_SV("a b/100%?#\xC3\xA9.xml")),
                     "a%20b/100%25%3F%23%C3%A9.xml");
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_dot_segments)
{
    static const char *const WITH[] = {".", "..", "../a", "a/../b", "a/..", "./a", "a/./b", "/.."};
    static const char *const WITHOUT[] = {"", "a", "a/b", "..a", "a..", "a/...", ".a/b.", "/a//b/"};
    for (size_t i = 0; i < sizeof WITH / sizeof *WITH; i++) {
        ck_assert_msg(ks_uri_has_dot_segment(ks_sv_from(WITH[i])), "%s", WITH[i]);
        ck_assert_msg(!ks_uri_has_dot_segment(ks_sv_from(WITHOUT[i])), "%s", WITHOUT[i]);
    }
}
END_TEST

START_TEST(test_move)
{
    static const struct {
        const char *from, *to, *base, *href, *expected;
    } CASES[] = {
        {"/a/report.xbrl", "/a/report.json", NULL, "t.xsd", "t.xsd"},
        {"/a/report.xbrl", "/b/c/report.json", NULL, "t.xsd#x", "../../a/t.xsd#x"},
        {"/a/report.xbrl", "/b/report.json", NULL, "http://e.com/t.xsd#x", "http://e.com/t.xsd#x"},
        {"/a/report.xbrl", "/b/report.json", "sub/", "t.xsd", "../a/sub/t.xsd"},
        {"/a/report.xbrl", "/b/report.json", NULL, "#f1", "#f1"},
        {"/a/report.xbrl", "/b/report.json", NULL, "report.xbrl#f1", "#f1"},
        {NULL, NULL, "http://e.com/", "t.xsd", "http://e.com/t.xsd"},
        {NULL, NULL, NULL, "t.xsd#x", "t.xsd#x"},
    };
    ks_arena_init(&arena);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        const ks_uri_way way = {CASES[i].from, CASES[i].to};
        ck_assert_str_eq(ks_uri_move(&arena, way, CASES[i].base, ks_sv_from(CASES[i].href)),
                         CASES[i].expected);
    }
    ks_arena_release(&arena);
}
END_TEST

/* A relative reference, resolved where it was made from, leads to its target. */
START_TEST(test_relative_and_resolve_are_inverse)
{
    static const char *const FILES[] = {"/a/b/c.xml", "/a/b/",     "/c.xml", "/a/d/e/f.xml",
                                        "/a/b/c/d.x", "/ab/c.xml", "/x:y/z", "/x:y",
                                        "/a/b/x:y",   "/",         "/a/b"};
    const size_t count = sizeof FILES / sizeof *FILES;
    ks_arena_init(&arena);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            ks_sv from = ks_sv_from(FILES[i]), to = ks_sv_from(FILES[j]);
            const char *relative = ks_uri_relative(&arena, from, to);
            assert_resolves(FILES[i], relative, FILES[j]);
        }
    }
    ks_arena_release(&arena);
}
END_TEST

KS_TEST_MAIN("base_uri", test_examples_of_the_rfc, test_resolves_as_taxonomies_need, test_splits,
             test_schemes, test_decodes, test_escapes, test_dot_segments, test_relative, test_move,
             test_relative_and_resolve_are_inverse)
