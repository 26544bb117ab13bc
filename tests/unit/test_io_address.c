/* The form that all names of a document share. */
#include "test.h"

#include "io_address.h"

static ks_arena arena;

static void expect(const char *url, const char *address)
{
    ck_assert_str_eq(ks_io_address(&arena, "/home/a", url), address);
}

START_TEST(test_urls)
{
    ks_arena_init(&arena);
    expect("https://x.org/a.xsd", "http://x.org/a.xsd");
    expect("HTTPS://x.org/a.xsd", "http://x.org/a.xsd");
    expect("http://x.org/%E5%A0%B1.xsd", "http://x.org/報.xsd");
    expect("urn:a", "urn:a");
    ks_arena_release(&arena);
}
END_TEST

START_TEST(test_paths_and_urls_of_files)
{
    ks_arena_init(&arena);
    expect("b/c.xsd", "/home/a/b/c.xsd");
    expect("./b/../c.xsd", "/home/a/c.xsd");
    expect("../a/c.xsd", "/home/a/c.xsd");
    expect("../../../../etc/c.xsd", "/etc/c.xsd");
    expect("/home/a/./c.xsd", "/home/a/c.xsd");
    expect("%2e%2e/c%20d.xsd", "/home/c d.xsd");
    expect("file:///home/a/c%20d.xsd", "/home/a/c d.xsd");
    expect("FILE:/home/a/c.xsd", "/home/a/c.xsd");
    expect("file://localhost/home/c.xsd", "/home/c.xsd");
    expect("C:/a/c.xsd", "C:/a/c.xsd");
    ck_assert_str_eq(ks_io_address(&arena, "", "../c.xsd"), "../c.xsd");
    ck_assert(ks_io_is_local("a.xsd") && ks_io_is_local("/a.xsd") && ks_io_is_local("file:///a"));
    ck_assert(!ks_io_is_local("http://x.org/a.xsd") && !ks_io_is_local("urn:a"));
    ks_arena_release(&arena);
}
END_TEST

KS_TEST_MAIN("io_address", test_urls, test_paths_and_urls_of_files)
