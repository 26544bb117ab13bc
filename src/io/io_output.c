#include "io_output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base_alloc.h"
#include "base_vec.h"
#include "io_reason.h"

#define TEMPORARY_SIZE 32
#define ATTEMPTS       16

typedef struct output_file {
    char *name;
    char temporary[TEMPORARY_SIZE]; /* "" once it is renamed */
    char kept[TEMPORARY_SIZE];      /* another name of the file that was there, or "" */
    bool is_device;                 /* or a pipe: written as it comes, and never replaced */
    bool is_placed;
} output_file;

struct ks_output_set {
    const char *folder;
    char *path;  /* a copy of it, to cut at its slashes */
    size_t made; /* how much of path names the first folder that we made; 0: all were there */
    int fd;      /* of the folder */
    int open_fd; /* of the file that was begun, the last of `files`; -1: none */
    KS_VEC(output_file) files;
};

static ks_status refuse(ks_finding_id id, const char *path, int error, ks_sink *sink)
{
    char buffer[KS_IO_REASON_SIZE];
    KS_REPORT(sink, id, ((ks_place){path, 0, 0}), path, ks_io_reason(error, sink, buffer));
    return KS_REFUSED;
}

/* Names the file by its folder, as the user sees it. */
static ks_status refuse_file(const ks_output_set *set, const char *name, int error, ks_sink *sink)
{
    char buffer[KS_IO_REASON_SIZE];
    ks_str path;
    ks_str_init(&path);
    bool is_plain = ks_sv_ends(ks_sv_from(set->folder), KS_SV("/"));
    ks_str_addf(&path, "%s%s%s", set->folder, is_plain ? "" : "/", name);
    ks_status status = ks_str_status(&path);
    if (status == KS_OK) {
        KS_REPORT(sink, KS_F_IO_CANNOT_WRITE, ((ks_place){set->folder, 0, 0}), path.ptr,
                  ks_io_reason(error, sink, buffer));
        status = KS_REFUSED;
    }
    ks_str_release(&path);
    return status;
}

/* An unpredictable name. False where the system gives no random bytes. */
static bool name_temporary(char *out)
{
    uint64_t number = 0;
    ssize_t got;
    do {
        got = getrandom(&number, sizeof number, 0);
    } while (got < 0 && errno == EINTR);
    snprintf(out, TEMPORARY_SIZE, ".kessan-%016llx", (unsigned long long)number);
    return got == (ssize_t)sizeof number;
}

/* Creates a file that was not there; its descriptor, or -1 and errno. */
static int create_temporary(int folder, char *out_name)
{
    for (int i = 0; i < ATTEMPTS; i++) {
        if (!name_temporary(out_name)) {
            errno = EIO;
            break;
        }
        int fd =
            openat(folder, out_name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (fd >= 0) {
            return fd;
        }
        if (errno != EEXIST && errno != EINTR) {
            break;
        }
    }
    out_name[0] = '\0';
    return -1;
}

/* Makes the folders of `path`, which is changed and restored on the way; `*out_made` becomes the
 * length of the first that was not there, or 0. An errno, or 0. */
static int make_folders(char *path, size_t *out_made)
{
    size_t length = strlen(path);
    size_t made = 0;
    for (size_t i = 1; i <= length; i++) {
        if (path[i] != '/' && path[i] != '\0') {
            continue;
        }
        char saved = path[i];
        path[i] = '\0';
        int error = mkdir(path, 0777) == 0 ? 0 : errno;
        struct stat info;
        /* Some systems say EROFS or EACCES of a folder that is there. */
        bool is_there = error != 0 && stat(path, &info) == 0;
        path[i] = saved;
        if (error == 0 && made == 0) {
            made = i;
        }
        *out_made = made;
        if (error != 0 && !is_there) {
            return error;
        }
    }
    return 0;
}

/* Removes the folders we made, the deepest first, as far as they are empty. `made` is the length of
 * the first of them in `path`, which is cut on the way. */
static void remove_folders(char *path, size_t made)
{
    size_t length = strlen(path);
    while (made > 0 && length >= made) {
        while (length > made && path[length - 1] == '/') {
            length--;
        }
        path[length] = '\0';
        if (rmdir(path) != 0) {
            return;
        }
        while (length > 0 && path[length - 1] != '/') {
            length--;
        }
    }
}

static ks_status open_folder(ks_output_set *set, ks_sink *sink)
{
    set->fd = open(set->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (set->fd < 0) {
        return refuse(KS_F_IO_BAD_FOLDER, set->folder, errno, sink);
    }
    char probe[TEMPORARY_SIZE];
    int fd = create_temporary(set->fd, probe);
    if (fd < 0) {
        return refuse(KS_F_IO_BAD_FOLDER, set->folder, errno, sink);
    }
    close(fd);
    unlinkat(set->fd, probe, 0);
    return KS_OK;
}

ks_status ks_output_set_new(const char *folder, ks_sink *sink, ks_output_set **out)
{
    ks_output_set *set = ks_alloc_zero(1, sizeof *set);
    if (set == NULL) {
        return KS_ERR_MEMORY;
    }
    set->folder = folder;
    set->fd = -1;
    set->open_fd = -1;
    set->path = ks_alloc_text(folder, strlen(folder));
    ks_status status = KS_ERR_MEMORY;
    if (set->path != NULL) {
        int error = make_folders(set->path, &set->made);
        status =
            error == 0 ? open_folder(set, sink) : refuse(KS_F_IO_BAD_FOLDER, folder, error, sink);
    }
    if (status != KS_OK) {
        ks_output_set_free(set);
        return status;
    }
    *out = set;
    return KS_OK;
}

static bool is_file_name(const char *name)
{
    return *name != '\0' && strchr(name, '/') == NULL && strcmp(name, ".") != 0 &&
           strcmp(name, "..") != 0;
}

static bool has_file(const ks_output_set *set, const char *name)
{
    for (size_t i = 0; i < set->files.count; i++) {
        if (strcmp(set->files.items[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* An errno, or 0. */
static int write_all(int fd, ks_sv bytes)
{
    while (bytes.len > 0) {
        ssize_t written = write(fd, bytes.ptr, bytes.len);
        if (written > 0) {
            bytes = (ks_sv){bytes.ptr + written, bytes.len - (size_t)written};
        } else if (written == 0 || errno != EINTR) {
            return written == 0 ? EIO : errno;
        }
    }
    return 0;
}

static int sync_file(int fd)
{
    while (fsync(fd) != 0) {
        if (errno == EINVAL) {
            return 0; /* a file system that does not sync */
        }
        if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

static output_file *last_file(const ks_output_set *set)
{
    return &set->files.items[set->files.count - 1];
}

/* Closes the file that was begun; where `error` is not 0, what is left of it is removed. An errno,
 * or 0. */
static int close_file(ks_output_set *set, int error)
{
    output_file *file = last_file(set);
    if (close(set->open_fd) != 0 && error == 0 && errno != EINTR) {
        error = errno;
    }
    set->open_fd = -1;
    if (error != 0 && !file->is_device) {
        unlinkat(set->fd, file->temporary, 0);
        file->temporary[0] = '\0';
    }
    return error;
}

/* A device or a pipe; /dev/stdout too, which leads to whatever the standard output is. */
static bool is_device(int folder, const char *name, const struct stat *info)
{
    char target[sizeof "/proc/"];
    const ssize_t size = readlinkat(folder, name, target, sizeof target - 1);
    return !S_ISREG(info->st_mode) ||
           (size == (ssize_t)sizeof target - 1 && memcmp(target, "/proc/", (size_t)size) == 0);
}

/* A pipe that nobody reads from is an error, and keeps nobody waiting. */
static int open_device(int folder, const char *name)
{
    const int fd = openat(folder, name, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd >= 0) {
        (void)fcntl(fd, F_SETFL, 0);
    }
    return fd;
}

ks_status ks_output_set_begin(ks_output_set *set, const char *name, ks_sink *sink)
{
    if (set->open_fd >= 0 || !is_file_name(name) || has_file(set, name)) {
        return KS_ERR_MISUSE;
    }
    struct stat info;
    const bool is_there = fstatat(set->fd, name, &info, 0) == 0;
    if (is_there && S_ISDIR(info.st_mode)) {
        return refuse_file(set, name, EISDIR, sink);
    }
    char *copy = ks_alloc_text(name, strlen(name));
    output_file *file = copy != NULL ? ks_vec_add(&set->files) : NULL;
    if (file == NULL) {
        ks_alloc_free(copy);
        return KS_ERR_MEMORY;
    }
    file->name = copy;
    file->is_device = is_there && is_device(set->fd, name, &info);
    set->open_fd =
        file->is_device ? open_device(set->fd, name) : create_temporary(set->fd, file->temporary);
    return set->open_fd >= 0 ? KS_OK : refuse_file(set, name, errno, sink);
}

ks_status ks_output_set_put(ks_output_set *set, ks_sv bytes, ks_sink *sink)
{
    if (set->open_fd < 0) {
        return KS_ERR_MISUSE;
    }
    int error = write_all(set->open_fd, bytes);
    if (error == 0) {
        return KS_OK;
    }
    close_file(set, error);
    return refuse_file(set, last_file(set)->name, error, sink);
}

ks_status ks_output_set_end(ks_output_set *set, ks_sink *sink)
{
    if (set->open_fd < 0) {
        return KS_ERR_MISUSE;
    }
    int error = close_file(set, sync_file(set->open_fd));
    return error == 0 ? KS_OK : refuse_file(set, last_file(set)->name, error, sink);
}

ks_status ks_output_set_add(ks_output_set *set, const char *name, ks_sv bytes, ks_sink *sink)
{
    ks_status status = ks_output_set_begin(set, name, sink);
    if (status == KS_OK) {
        status = ks_output_set_put(set, bytes, sink);
    }
    return status == KS_OK ? ks_output_set_end(set, sink) : status;
}

/* Gives the file that is there a second name, or another one where the file system has no links, so
 * that it can come back. */
static void keep_old(const ks_output_set *set, output_file *file)
{
    struct stat info;
    bool is_there = fstatat(set->fd, file->name, &info, AT_SYMLINK_NOFOLLOW) == 0;
    bool is_kept = is_there && !S_ISDIR(info.st_mode) && name_temporary(file->kept) &&
                   (linkat(set->fd, file->name, set->fd, file->kept, 0) == 0 ||
                    renameat(set->fd, file->name, set->fd, file->kept) == 0);
    if (!is_kept) {
        file->kept[0] = '\0';
    }
}

static void bring_back(const ks_output_set *set, output_file *file)
{
    if (renameat(set->fd, file->kept, set->fd, file->name) == 0) {
        /* Renaming one name of a file to another of its names does nothing. */
        unlinkat(set->fd, file->kept, 0);
        file->kept[0] = '\0';
    }
}

static void undo(const ks_output_set *set)
{
    for (size_t i = set->files.count; i-- > 0;) {
        output_file *file = &set->files.items[i];
        if (file->kept[0] != '\0') {
            bring_back(set, file);
        } else if (file->is_placed) {
            unlinkat(set->fd, file->name, 0);
        }
        file->is_placed = false;
    }
}

/* Where one cannot be placed, those placed before it are taken back. */
static ks_status place_files(ks_output_set *set, ks_sink *sink)
{
    for (size_t i = 0; i < set->files.count; i++) {
        output_file *file = &set->files.items[i];
        if (file->is_device) {
            continue;
        }
        keep_old(set, file);
        if (file->temporary[0] == '\0' ||
            renameat(set->fd, file->temporary, set->fd, file->name) != 0) {
            int error = file->temporary[0] == '\0' ? EIO : errno;
            undo(set);
            return refuse_file(set, file->name, error, sink);
        }
        file->temporary[0] = '\0';
        file->is_placed = true;
    }
    return KS_OK;
}

ks_status ks_output_sets_commit(ks_output_set *const *sets, size_t count, ks_sink *sink)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        if (sets[i] != NULL) {
            status = sets[i]->open_fd >= 0 ? KS_ERR_MISUSE : place_files(sets[i], sink);
        }
        for (size_t before = i; before-- > 0 && status != KS_OK;) {
            if (sets[before] != NULL) {
                undo(sets[before]);
            }
        }
    }
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        if (sets[i] != NULL) {
            sets[i]->made = 0;
            fsync(sets[i]->fd); /* so that the names last too; where it fails they are there */
        }
    }
    return status;
}

ks_status ks_output_set_commit(ks_output_set *set, ks_sink *sink)
{
    return ks_output_sets_commit(&set, 1, sink);
}

void ks_output_set_free(ks_output_set *set)
{
    if (set == NULL) {
        return;
    }
    if (set->open_fd >= 0) {
        close(set->open_fd);
    }
    for (size_t i = 0; i < set->files.count; i++) {
        output_file *file = &set->files.items[i];
        if (file->temporary[0] != '\0') {
            unlinkat(set->fd, file->temporary, 0);
        }
        if (file->kept[0] != '\0') {
            unlinkat(set->fd, file->kept, 0);
        }
        ks_alloc_free(file->name);
    }
    if (set->fd >= 0) {
        close(set->fd);
    }
    if (set->path != NULL) {
        remove_folders(set->path, set->made);
    }
    ks_vec_release(&set->files);
    ks_alloc_free(set->path);
    ks_alloc_free(set);
}
