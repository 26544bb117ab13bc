#include "io_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base_alloc.h"
#include "io_reason.h"

#define FIRST_READ ((size_t)64 << 10)

void ks_bytes_release(ks_bytes *bytes)
{
    ks_alloc_free(bytes->data);
    *bytes = (ks_bytes){NULL, 0};
}

bool ks_io_is_plain_file(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static ks_status report_failure(const char *path, int error, ks_place place, ks_sink *sink)
{
    char buffer[KS_IO_REASON_SIZE];
    if (error == ENOENT) {
        KS_REPORT(sink, KS_F_IO_NOT_FOUND, place, path);
    } else {
        KS_REPORT(sink, KS_F_IO_CANNOT_READ, place, path, ks_io_reason(error, sink, buffer));
    }
    return KS_REFUSED;
}

static ks_status report_size(const char *path, ks_place place, ks_sink *sink)
{
    char limit[24];
    snprintf(limit, sizeof limit, "%zu", KS_IO_SIZE_LIMIT);
    KS_REPORT(sink, KS_F_IO_TOO_LARGE, place, path, limit);
    return KS_REFUSED;
}

/* What is open, and how it may be read. */
typedef struct input {
    int fd;
    bool is_stdin;
    bool may_be_pipe;
} input;

/* How much to read at first: what the system says of a plain file, and one byte to see its end. */
static int first_capacity(const input *in, size_t *out)
{
    struct stat info;
    if (fstat(in->fd, &info) != 0) {
        return errno;
    }
    if (S_ISDIR(info.st_mode)) {
        return EISDIR;
    }
    if (!S_ISREG(info.st_mode) && !in->is_stdin && !(S_ISFIFO(info.st_mode) && in->may_be_pipe)) {
        return ENODEV;
    }
    bool is_sized = S_ISREG(info.st_mode) && info.st_size > 0;
    if (is_sized && (uint64_t)info.st_size > KS_IO_SIZE_LIMIT) {
        return EFBIG;
    }
    *out = is_sized ? (size_t)info.st_size + 1 : FIRST_READ;
    return 0;
}

/* Makes room for a byte more and the NUL; capacity leaves the NUL out. */
static bool grow(ks_bytes *bytes, size_t *capacity)
{
    if (bytes->size < *capacity) {
        return true;
    }
    size_t wanted = *capacity * 2;
    char *data = ks_alloc_resize(bytes->data, wanted + 1);
    if (data == NULL) {
        return false;
    }
    bytes->data = data;
    *capacity = wanted;
    return true;
}

/* Whether a failed read is to be tried again: it was interrupted, or a pipe's writer is slow. */
static bool may_go_on(int fd)
{
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
        struct pollfd wanted = {.fd = fd, .events = POLLIN};
        return poll(&wanted, 1, -1) >= 0 || errno == EINTR;
    }
    return errno == EINTR;
}

/* Reads to the end. *out_error is an errno, or 0; a limit passed leaves more than the limit. */
static ks_status read_all(const input *in, ks_bytes *bytes, int *out_error)
{
    size_t capacity = 0;
    *out_error = first_capacity(in, &capacity);
    if (*out_error != 0) {
        return KS_OK;
    }
    bytes->data = ks_alloc(capacity + 1);
    if (bytes->data == NULL) {
        return KS_ERR_MEMORY;
    }
    while (bytes->size <= KS_IO_SIZE_LIMIT) {
        if (!grow(bytes, &capacity)) {
            return KS_ERR_MEMORY;
        }
        ssize_t got = read(in->fd, bytes->data + bytes->size, capacity - bytes->size);
        if (got == 0) {
            break;
        }
        if (got > 0) {
            bytes->size += (size_t)got;
        } else if (!may_go_on(in->fd)) {
            *out_error = errno;
            break;
        }
    }
    bytes->data[bytes->size] = '\0';
    return KS_OK;
}

/* A pipe that nobody writes to is empty, and keeps nobody waiting. */
static int open_to_read(const char *path)
{
    int fd;
    do {
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

ks_status ks_io_read_file(const char *path, ks_place asked_from, ks_sink *sink, ks_bytes *out)
{
    ks_place place = asked_from.file != NULL ? asked_from : (ks_place){path, 0, 0};
    input in = {.is_stdin = strcmp(path, "-") == 0, .may_be_pipe = asked_from.file == NULL};
    in.fd = in.is_stdin ? STDIN_FILENO : open_to_read(path);
    if (in.fd < 0) {
        return report_failure(path, errno, place, sink);
    }
    ks_bytes bytes = {NULL, 0};
    int error = 0;
    ks_status status = read_all(&in, &bytes, &error);
    if (!in.is_stdin) {
        close(in.fd);
    }
    if (status == KS_OK && (error == EFBIG || bytes.size > KS_IO_SIZE_LIMIT)) {
        status = report_size(path, place, sink);
    } else if (status == KS_OK && error != 0) {
        status = report_failure(path, error, place, sink);
    }
    if (status != KS_OK) {
        ks_bytes_release(&bytes);
        return status;
    }
    *out = bytes;
    return KS_OK;
}
