/* Outputs that appear whole or not at all. */
#include "test.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base_alloc.h"
#include "io_file.h"
#include "io_output.h"

static char folder[64];
static char message[400];
static size_t finding_count;
static ks_sink sink;

static void see(const ks_finding *finding, void *user)
{
    (void)user;
    snprintf(message, sizeof message, "%s", finding->message);
    finding_count++;
}

static void start(void)
{
    snprintf(folder, sizeof folder, "/tmp/kessan-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    message[0] = '\0';
    finding_count = 0;
    ks_sink_init(&sink, see, NULL, KS_LANG_EN);
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *level)
{
    (void)info;
    (void)kind;
    (void)level;
    return remove(path);
}

static void finish(void)
{
    chmod(folder, 0777);
    nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static const char *path_of(const char *name)
{
    static char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static size_t count_entries(const char *path)
{
    size_t count = 0;
    DIR *dir = opendir(path);
    ck_assert_ptr_nonnull(dir);
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    closedir(dir);
    return count;
}

static void check_text(const char *name, const char *expected)
{
    ks_bytes bytes;
    ck_assert_int_eq(ks_io_read_file(path_of(name), KS_NOWHERE, NULL, &bytes), KS_OK);
    ck_assert_str_eq(bytes.data, expected);
    ks_bytes_release(&bytes);
}

static void write_old(const char *name, const char *text)
{
    FILE *file = fopen(path_of(name), "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static ks_output_set *open_set(const char *path)
{
    ks_output_set *set = NULL;
    ck_assert_int_eq(ks_output_set_new(path, &sink, &set), KS_OK);
    return set;
}

START_TEST(test_commit_puts_all_in_place)
{
    start();
    write_old("a.xml", "old");
    ks_output_set *set = open_set(folder);
    ck_assert_int_eq(ks_output_set_add(set, "a.xml", KS_SV("new a"), &sink), KS_OK);
    ck_assert_int_eq(ks_output_set_add(set, "b.xml", KS_SV("new b"), &sink), KS_OK);
    check_text("a.xml", "old");
    ck_assert_int_eq(ks_output_set_commit(set, &sink), KS_OK);
    ks_output_set_free(set);
    check_text("a.xml", "new a");
    check_text("b.xml", "new b");
    ck_assert_uint_eq(count_entries(folder), 2);
    struct stat info;
    mode_t mask = umask(0);
    umask(mask);
    ck_assert_int_eq(stat(path_of("b.xml"), &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0666 & ~mask);
    finish();
}
END_TEST

START_TEST(test_writes_piece_by_piece)
{
    start();
    write_old("a.xml", "old");
    ks_output_set *set = open_set(folder);
    ck_assert_int_eq(ks_output_set_put(set, KS_SV("x"), &sink), KS_ERR_MISUSE);
    ck_assert_int_eq(ks_output_set_begin(set, "a.xml", &sink), KS_OK);
    ck_assert_int_eq(ks_output_set_put(set, KS_SV("new "), &sink), KS_OK);
    ck_assert_int_eq(ks_output_set_put(set, KS_SV("a"), &sink), KS_OK);
    ck_assert_int_eq(ks_output_set_begin(set, "b.xml", &sink), KS_ERR_MISUSE);
    ck_assert_int_eq(ks_output_set_commit(set, &sink), KS_ERR_MISUSE);
    ck_assert_int_eq(ks_output_set_end(set, &sink), KS_OK);
    check_text("a.xml", "old");
    ck_assert_int_eq(ks_output_set_commit(set, &sink), KS_OK);
    ks_output_set_free(set);
    check_text("a.xml", "new a");
    set = open_set(folder);
    ck_assert_int_eq(ks_output_set_begin(set, "a.xml", &sink), KS_OK);
    ck_assert_int_eq(ks_output_set_put(set, KS_SV("lost"), &sink), KS_OK);
    ks_output_set_free(set);
    check_text("a.xml", "new a");
    ck_assert_uint_eq(count_entries(folder), 1);
    finish();
}
END_TEST

START_TEST(test_devices_and_pipes_are_written_to_and_stay)
{
    char text[8] = "";
    struct stat info;
    start();
    ck_assert_int_eq(mkfifo(path_of("pipe"), 0600), 0);
    const int reader = open(path_of("pipe"), O_RDONLY | O_NONBLOCK);
    ck_assert_int_ge(reader, 0);
    ck_assert_int_eq(symlink("/dev/null", path_of("null")), 0);
    ks_output_set *set = open_set(folder);
    ck_assert_int_eq(ks_output_set_add(set, "pipe", KS_SV("to all"), &sink), KS_OK);
    ck_assert_int_eq(ks_output_set_add(set, "null", KS_SV("to none"), &sink), KS_OK);
    ck_assert_int_eq(ks_output_set_commit(set, &sink), KS_OK);
    ks_output_set_free(set);
    ck_assert_int_eq(read(reader, text, sizeof text), 6);
    ck_assert_str_eq(text, "to all");
    ck_assert_int_eq(lstat(path_of("pipe"), &info), 0);
    ck_assert(S_ISFIFO(info.st_mode));
    ck_assert_int_eq(stat(path_of("null"), &info), 0);
    ck_assert(S_ISCHR(info.st_mode));
    ck_assert_uint_eq(count_entries(folder), 2);
    close(reader);

    set = open_set(folder);
    ck_assert_int_eq(ks_output_set_add(set, "pipe", KS_SV("nobody reads"), &sink), KS_REFUSED);
    ks_output_set_free(set);
    ck_assert_int_eq(unlink(path_of("pipe")), 0);
    ck_assert_int_eq(unlink(path_of("null")), 0);
    finish();
}
END_TEST

START_TEST(test_without_commit_nothing_changes)
{
    start();
    write_old("a.xml", "old");
    ks_output_set *set = open_set(folder);
    ck_assert_int_eq(ks_output_set_add(set, "a.xml", KS_SV("new"), &sink), KS_OK);
    ck_assert_int_eq(ks_output_set_add(set, "b.xml", KS_SV("new"), &sink), KS_OK);
    ks_output_set_free(set);
    check_text("a.xml", "old");
    ck_assert_uint_eq(count_entries(folder), 1);
    finish();
}
END_TEST

START_TEST(test_creates_folders_and_removes_them_without_commit)
{
    start();
    char deep[200];
    snprintf(deep, sizeof deep, "%s/x/y//z/", folder);
    ks_output_set *set = open_set(deep);
    ck_assert_int_eq(ks_output_set_add(set, "a.xml", KS_SV("new"), &sink), KS_OK);
    ks_output_set_free(set);
    ck_assert_uint_eq(count_entries(folder), 0);
    set = open_set(deep);
    ck_assert_int_eq(ks_output_set_add(set, "a.xml", KS_SV("new"), &sink), KS_OK);
    ck_assert_int_eq(ks_output_set_commit(set, &sink), KS_OK);
    ks_output_set_free(set);
    check_text("x/y/z/a.xml", "new");
    finish();
}
END_TEST

START_TEST(test_a_folder_that_is_a_file_is_refused_at_once)
{
    start();
    write_old("out", "text");
    ks_output_set *set = NULL;
    ck_assert_int_eq(ks_output_set_new(path_of("out"), &sink, &set), KS_REFUSED);
    ck_assert_ptr_null(set);
    ck_assert_ptr_nonnull(strstr(message, "a part of the name is no folder"));
    check_text("out", "text");
    finish();
}
END_TEST

START_TEST(test_a_folder_that_cannot_be_written_is_refused_at_once)
{
    start();
    ks_output_set *set = NULL;
    ck_assert_int_eq(ks_output_set_new("/proc/self", &sink, &set), KS_REFUSED);
    ck_assert_uint_eq(finding_count, 1);
    ck_assert_ptr_nonnull(strstr(message, "nothing can be written to the folder \"/proc/self\""));
    ck_assert_int_eq(ks_output_set_new("/proc/self/new", &sink, &set), KS_REFUSED);
    ck_assert_uint_eq(finding_count, 2);
    if (geteuid() != 0) {
        chmod(folder, 0555);
        ck_assert_int_eq(ks_output_set_new(folder, &sink, &set), KS_REFUSED);
        ck_assert_ptr_nonnull(strstr(message, "you do not have the permission"));
    }
    finish();
}
END_TEST

START_TEST(test_a_folder_in_the_way_of_a_file_is_refused)
{
    start();
    ck_assert_int_eq(mkdir(path_of("b.xml"), 0777), 0);
    ks_output_set *set = open_set(folder);
    ck_assert_int_eq(ks_output_set_add(set, "a.xml", KS_SV("new"), &sink), KS_OK);
    ck_assert_int_eq(ks_output_set_add(set, "b.xml", KS_SV("new"), &sink), KS_REFUSED);
    ck_assert_ptr_nonnull(strstr(message, "b.xml\" cannot be written: it is a folder"));
    ks_output_set_free(set);
    ck_assert_uint_eq(count_entries(folder), 1);
    finish();
}
END_TEST

START_TEST(test_a_failed_rename_brings_the_old_files_back)
{
    start();
    write_old("a.xml", "old");
    ks_output_set *set = open_set(folder);
    ck_assert_int_eq(ks_output_set_add(set, "a.xml", KS_SV("new"), &sink), KS_OK);
    ck_assert_int_eq(ks_output_set_add(set, "b.xml", KS_SV("new"), &sink), KS_OK);
    ck_assert_int_eq(ks_output_set_add(set, "c.xml", KS_SV("new"), &sink), KS_OK);
    ck_assert_int_eq(mkdir(path_of("c.xml"), 0777), 0);
    ck_assert_int_eq(ks_output_set_commit(set, &sink), KS_REFUSED);
    ck_assert_ptr_nonnull(strstr(message, "c.xml\" cannot be written: it is a folder"));
    ks_output_set_free(set);
    check_text("a.xml", "old");
    ck_assert_uint_eq(count_entries(folder), 2);
    finish();
}
END_TEST

START_TEST(test_a_write_that_fails_half_way_leaves_no_trace)
{
    start();
    write_old("a.xml", "old");
    static char large[100000];
    struct rlimit before;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);
    ks_output_set *set = open_set(folder);
    struct rlimit limit = {50000, before.rlim_max};
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ks_status status = ks_output_set_add(set, "a.xml", (ks_sv){large, sizeof large}, &sink);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
    ck_assert_int_eq(status, KS_REFUSED);
    ck_assert_ptr_nonnull(strstr(message, "a.xml\" cannot be written: the file would become too"));
    ck_assert_uint_eq(count_entries(folder), 1);
    /* Whoever commits all the same gets no half of a set. */
    ck_assert_int_eq(ks_output_set_commit(set, &sink), KS_REFUSED);
    ks_output_set_free(set);
    check_text("a.xml", "old");
    ck_assert_uint_eq(count_entries(folder), 1);
    finish();
}
END_TEST

START_TEST(test_names_are_names_and_stand_once)
{
    start();
    ks_output_set *set = open_set(folder);
    ck_assert_int_eq(ks_output_set_add(set, "../a.xml", KS_SV(""), &sink), KS_ERR_MISUSE);
    ck_assert_int_eq(ks_output_set_add(set, "", KS_SV(""), &sink), KS_ERR_MISUSE);
    ck_assert_int_eq(ks_output_set_add(set, "a.xml", KS_SV(""), &sink), KS_OK);
    ck_assert_int_eq(ks_output_set_add(set, "a.xml", KS_SV(""), &sink), KS_ERR_MISUSE);
    ks_output_set_free(set);
    ks_output_set_free(NULL);
    finish();
}
END_TEST

START_TEST(test_several_sets_are_placed_all_or_none)
{
    start();
    char other[80];
    snprintf(other, sizeof other, "%s/other", folder);
    ks_output_set *first = open_set(folder);
    ks_output_set *second = open_set(other);
    ck_assert_int_eq(ks_output_set_add(first, "a.xml", KS_SV("a"), &sink), KS_OK);
    ck_assert_int_eq(ks_output_set_add(second, "b.zip", KS_SV("b"), &sink), KS_OK);
    ck_assert_int_eq(mkdir(path_of("other/b.zip"), 0777), 0); /* in the way since then */
    ks_output_set *const sets[] = {first, NULL, second};
    ck_assert_int_eq(ks_output_sets_commit(sets, 3, &sink), KS_REFUSED);
    ck_assert_int_ne(access(path_of("a.xml"), F_OK), 0);
    ks_output_set_free(first);
    ks_output_set_free(second);
    ck_assert_uint_eq(count_entries(folder), 1); /* the folder in the way */

    ck_assert_int_eq(rmdir(path_of("other/b.zip")), 0);
    first = open_set(folder);
    second = open_set(other);
    ck_assert_int_eq(ks_output_set_add(first, "a.xml", KS_SV("a"), &sink), KS_OK);
    ck_assert_int_eq(ks_output_set_add(second, "b.zip", KS_SV("b"), &sink), KS_OK);
    ks_output_set *const again[] = {first, second};
    ck_assert_int_eq(ks_output_sets_commit(again, 2, &sink), KS_OK);
    ks_output_set_free(first);
    ks_output_set_free(second);
    check_text("a.xml", "a");
    check_text("other/b.zip", "b");
    finish();
}
END_TEST

KS_TEST_MAIN("io_output", test_devices_and_pipes_are_written_to_and_stay,
             test_several_sets_are_placed_all_or_none, test_commit_puts_all_in_place,
             test_writes_piece_by_piece, test_without_commit_nothing_changes,
             test_creates_folders_and_removes_them_without_commit,
             test_a_folder_that_is_a_file_is_refused_at_once,
             test_a_folder_that_cannot_be_written_is_refused_at_once,
             test_a_folder_in_the_way_of_a_file_is_refused,
             test_a_failed_rename_brings_the_old_files_back,
             test_a_write_that_fails_half_way_leaves_no_trace, test_names_are_names_and_stand_once)
