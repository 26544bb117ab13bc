/* Reading files; the files that are built in. */
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base_alloc.h"
#include "io_builtin.h"
#include "io_file.h"

static char message[300];
static ks_finding seen;
static ks_sink sink;

static void see(const ks_finding *finding, void *user)
{
    (void)user;
    snprintf(message, sizeof message, "%s", finding->message);
    seen = *finding;
}

static void start(void)
{
    message[0] = '\0';
    ks_sink_init(&sink, see, NULL, KS_LANG_EN);
}

START_TEST(test_reads_a_file_as_it_is)
{
    char path[] = "/tmp/kessan-test-XXXXXX";
    int fd = mkstemp(path);
    char data[200000];
    for (size_t i = 0; i < sizeof data; i++) {
        data[i] = (char)(i % 251);
    }
    ck_assert_int_eq(write(fd, data, sizeof data), (ssize_t)sizeof data);
    close(fd);
    start();
    ks_bytes bytes;
    ck_assert_int_eq(ks_io_read_file(path, KS_NOWHERE, &sink, &bytes), KS_OK);
    ck_assert_uint_eq(bytes.size, sizeof data);
    ck_assert_mem_eq(bytes.data, data, sizeof data);
    ck_assert_int_eq(bytes.data[bytes.size], '\0');
    ks_bytes_release(&bytes);
    unlink(path);
}
END_TEST

START_TEST(test_reads_a_pipe_to_its_end)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    char path[40];
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    ck_assert_int_eq(write(ends[1], "some ", 5), 5);
    ck_assert_int_eq(write(ends[1], "text", 4), 4);
    close(ends[1]);
    start();
    ks_bytes bytes;
    ck_assert_int_eq(ks_io_read_file(path, KS_NOWHERE, &sink, &bytes), KS_OK);
    ck_assert_str_eq(bytes.data, "some text");
    ks_bytes_release(&bytes);
    close(ends[0]);
}
END_TEST

START_TEST(test_a_missing_file_is_reported_where_it_is_asked_for)
{
    start();
    ks_bytes bytes;
    ks_place place = {"plan.xml", 7, 9};
    ck_assert_int_eq(ks_io_read_file("/no/such/file.tsv", place, &sink, &bytes), KS_REFUSED);
    ck_assert_str_eq(seen.id, "io.not-found");
    ck_assert_str_eq(seen.place.file, "plan.xml");
    ck_assert_str_eq(message, "there is no file \"/no/such/file.tsv\"");
    ck_assert_int_eq(ks_io_read_file("/no/such/file.tsv", KS_NOWHERE, &sink, &bytes), KS_REFUSED);
    ck_assert_str_eq(seen.place.file, "/no/such/file.tsv");
}
END_TEST

START_TEST(test_a_folder_is_no_file)
{
    start();
    ks_bytes bytes;
    ck_assert_int_eq(ks_io_read_file("/tmp", KS_NOWHERE, &sink, &bytes), KS_REFUSED);
    ck_assert_str_eq(message, "the file \"/tmp\" cannot be read: it is a folder");
}
END_TEST

START_TEST(test_finds_built_in_files)
{
    ks_sv text;
    ks_sv same;
    ck_assert(ks_io_builtin_find("xsd/www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd", &text));
    ck_assert(ks_sv_starts(text, KS_SV("<?xml")));
    ck_assert(ks_io_builtin_find_url(KS_SV("http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd"),
                                     &same));
    ck_assert_ptr_eq(text.ptr, same.ptr);
    ck_assert(ks_io_builtin_find_url(
        KS_SV("https://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd"), &same));
    ck_assert(!ks_io_builtin_find("xsd/nothing.xsd", &same));
    ck_assert(!ks_io_builtin_find_url(KS_SV("http://www.xbrl.org/2003/nothing.xsd"), &same));
    ck_assert(!ks_io_builtin_find_url(KS_SV("www.xbrl.org/2003/xl-2003-12-31.xsd"), &same));
    for (size_t i = 0; i < KS_BUILTIN_FILE_COUNT; i++) {
        ck_assert_msg(ks_io_builtin_find(KS_BUILTIN_FILES[i].path, &same), "%s",
                      KS_BUILTIN_FILES[i].path);
    }
}
END_TEST

KS_TEST_MAIN("io_file", test_reads_a_file_as_it_is, test_reads_a_pipe_to_its_end,
             test_a_missing_file_is_reported_where_it_is_asked_for, test_a_folder_is_no_file,
             test_finds_built_in_files)
