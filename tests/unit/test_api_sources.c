/* Where the library's documents come from: a mirror made by a program's own means, and locks. */
#include "test.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <kessan/kessan.h>

#include "test_failing.h"

#define XS(ns, content)                                                                            \
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='" ns "'>" content     \
    "</xs:schema>"
#define IMPORT(ns, url) "<xs:import namespace='" ns "' schemaLocation='" url "'/>"

/* The web of these tests. */
static const struct {
    const char *url;
    const char *text; /* NULL: the server says 410 */
} WEB[] = {
    {"http://x.org/t/a.xsd",
     XS("urn:a",
        IMPORT("urn:b", "b%20b.xsd") "\n" IMPORT("urn:c", "https://y.org/gone.xsd") "\n" IMPORT(
            "urn:d", "http://x.org/t/page.xsd") "\n" IMPORT("urn:e", "ftp://x.org/e.xsd"))},
    {"http://x.org/t/b%20b.xsd", XS("urn:b", "")},
    {"https://y.org/gone.xsd", NULL},
    {"http://x.org/t/page.xsd", "  <!DOCTYPE HTML><html></html>"},
};

static char folder[64];
static char findings[4096];
static char asked[1024];

static const char *in_folder(const char *name)
{
    static char path[256];
    ck_assert_int_lt(snprintf(path, sizeof path, "%s/%s", folder, name), (int)sizeof path);
    return path;
}

static void note(const ks_finding *finding, void *user)
{
    const size_t len = strlen(findings);
    (void)user;
    snprintf(findings + len, sizeof findings - len, "%s %u %s\n", finding->id, finding->place.line,
             finding->message);
}

static ks_status give(const char *url, const char *path, ks_fetched *fetched, void *user)
{
    const char *text = NULL;
    const size_t len = strlen(asked);
    (void)user;
    snprintf(asked + len, sizeof asked - len, "%s\n", url);
    for (size_t i = 0; i < sizeof WEB / sizeof *WEB; i++) {
        text = strcmp(WEB[i].url, url) == 0 ? WEB[i].text : text;
    }
    if (text == NULL) {
        *fetched = (ks_fetched){410, "Gone"};
        return KS_REFUSED;
    }
    FILE *file = fopen(path, "wb");
    ck_assert_msg(file != NULL, "%s", path);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
    return KS_OK;
}

static void setup(void)
{
    memcpy(folder, "/tmp/kessan-sources-XXXXXX", 27);
    ck_assert(mkdtemp(folder) != NULL);
    findings[0] = asked[0] = '\0';
}

static void teardown(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    ck_assert_int_eq(system(command), 0);
}

static ks_status fetch(const char *url)
{
    ks_options options = KS_OPTIONS_INIT;
    const ks_fetch_options fetching = {.into = folder, .fetch = give};
    ks_session *session = NULL;
    options.on_finding = note;
    ck_assert_int_eq(ks_session_new(&options, &session), KS_OK);
    ks_status status = ks_fetch(session, &url, 1, &fetching);
    ks_session_free(session);
    return status;
}

START_TEST(test_a_mirror_by_the_programs_own_means)
{
    setup();
    ck_assert_int_eq(fetch("http://x.org/t/a.xsd"), KS_REFUSED);
    ck_assert_str_eq(asked, "http://x.org/t/a.xsd\nhttp://x.org/t/b%20b.xsd\n"
                            "https://y.org/gone.xsd\nhttp://x.org/t/page.xsd\n");
    ck_assert_str_eq(
        findings,
        "fetch.http 2 the server answers 410 (Gone) for \"https://y.org/gone.xsd\"\n"
        "fetch.page 3 the server gives a page of HTML for \"http://x.org/t/page.xsd\", which is "
        "no taxonomy document\n"
        "taxonomy.missing-document 4 the taxonomy document \"ftp://x.org/e.xsd\" is not at hand\n");
    ck_assert_int_eq(access(in_folder("x.org/t/b%20b.xsd"), F_OK), 0);
    ck_assert_int_ne(access(in_folder("x.org/t/page.xsd"), F_OK), 0);
    ck_assert_int_ne(access(in_folder("x.org/t/page.xsd.part"), F_OK), 0);
    asked[0] = '\0';
    ck_assert_int_eq(fetch("https://x.org/t/b%20b.xsd"), KS_OK); /* it is there */
    ck_assert_str_eq(asked, "");
    teardown();
}
END_TEST

/* What a session finds in the lock, or writes to it, for a schema at "t.xsd". */
static ks_status check_lock(const char *schema, const char *lock, const char *write_lock)
{
    ks_options options = KS_OPTIONS_INIT;
    ks_session *session = NULL;
    const char *file = "t.xsd";
    options.on_finding = note;
    options.lock = lock;
    options.write_lock = write_lock;
    findings[0] = '\0';
    ck_assert_int_eq(ks_session_new(&options, &session), KS_OK);
    ck_assert_int_eq(ks_session_put(session, file, schema, strlen(schema)), KS_OK);
    ks_status status = ks_validate(session, file);
    ck_assert(status == KS_OK || status == KS_REFUSED);
    status = ks_session_check_lock(session);
    ks_session_free(session);
    return status;
}

START_TEST(test_a_lock_is_of_the_bytes)
{
    char path[256];
    setup();
    snprintf(path, sizeof path, "%s", in_folder("a.lock"));
    ck_assert_int_eq(check_lock(XS("urn:t", ""), NULL, path), KS_OK);
    ck_assert_int_eq(check_lock(XS("urn:t", ""), path, NULL), KS_OK);
    ck_assert_str_eq(findings, "");
    ck_assert_int_eq(check_lock(XS("urn:t", " "), path, NULL), KS_REFUSED);
    ck_assert_msg(strstr(findings, "lock.different") == findings, "%s", findings);
    ck_assert_int_eq(check_lock(XS("urn:t", ""), in_folder("no.lock"), NULL), KS_REFUSED);
    ck_assert_msg(strstr(findings, "io.not-found") == findings, "%s", findings);
    ck_assert_int_eq(check_lock(XS("urn:t", ""), NULL, in_folder("a.lock/b")), KS_REFUSED);
    ck_assert_msg(strstr(findings, "io.bad-folder") == findings, "%s", findings);
    teardown();
}
END_TEST

static ks_status fetch_once(void)
{
    static const char *const names[] = {"http://x.org/t/a.xsd"};
    ks_options options = KS_OPTIONS_INIT;
    const ks_fetch_options fetching = {.into = folder, .fetch = give};
    ks_session *session = NULL;
    char path[256];
    snprintf(path, sizeof path, "%s", in_folder("b.lock"));
    options.write_lock = path;
    ks_status status = ks_session_new(&options, &session);
    if (status == KS_OK) {
        status = ks_fetch(session, names, 1, &fetching);
    }
    if (status == KS_OK || status == KS_REFUSED) {
        status = ks_session_check_lock(session);
    }
    ks_session_free(session);
    return status;
}

static bool fetch_with_failures(void)
{
    asked[0] = '\0';
    ks_status status = fetch_once();
    ck_assert_msg(status == KS_OK || status == KS_REFUSED || status == KS_ERR_MEMORY, "%s",
                  ks_status_name(status));
    return status != KS_ERR_MEMORY;
}

START_TEST(test_short_memory_is_told)
{
    setup();
    fail_each_allocation(fetch_with_failures);
    teardown();
}
END_TEST

KS_TEST_MAIN("api_sources", test_a_mirror_by_the_programs_own_means, test_a_lock_is_of_the_bytes,
             test_short_memory_is_told)
