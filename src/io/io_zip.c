#include "io_zip.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>

#include "base_alloc.h"
#include "base_map.h"
#include "base_uri.h"
#include "io_reason.h"
#include "io_zip_name.h"

struct ks_zip {
    const char *path;
    zip_t *archive;
    uint64_t size; /* of the file */
    uint64_t read; /* bytes unpacked so far */
    ks_zip_member *members;
    size_t count;
    ks_map by_name;
    ks_map folders; /* without the slash */
    ks_arena arena;
};

void ks_zip_free(ks_zip *zip)
{
    if (zip == NULL) {
        return;
    }
    if (zip->archive != NULL) {
        zip_discard(zip->archive);
    }
    ks_map_release(&zip->by_name);
    ks_map_release(&zip->folders);
    ks_arena_release(&zip->arena);
    ks_alloc_free(zip);
}

size_t ks_zip_count(const ks_zip *zip)
{
    return zip->count;
}

const ks_zip_member *ks_zip_member_at(const ks_zip *zip, size_t index)
{
    return &zip->members[index];
}

const ks_zip_member *ks_zip_find(const ks_zip *zip, ks_sv name)
{
    return ks_map_get(&zip->by_name, name);
}

bool ks_zip_has_folder(const ks_zip *zip, ks_sv name)
{
    for (size_t i = 0; i < zip->count; i++) {
        if (ks_sv_starts(ks_sv_from(zip->members[i].name), name)) {
            return true;
        }
    }
    return false;
}

static ks_status report_file(const char *path, int error, ks_sink *sink)
{
    char buffer[KS_IO_REASON_SIZE];
    const ks_place place = {path, 0, 0};
    if (error == ENOENT) {
        KS_REPORT(sink, KS_F_IO_NOT_FOUND, place, path);
    } else {
        KS_REPORT(sink, KS_F_IO_CANNOT_READ, place, path, ks_io_reason(error, sink, buffer));
    }
    return KS_REFUSED;
}

/* An error of libzip, which has an errno where the system is to blame. */
static ks_status open_archive(ks_zip *zip, const ks_finding_id *faults, ks_sink *sink)
{
    struct stat info;
    if (stat(zip->path, &info) != 0) {
        return report_file(zip->path, errno, sink);
    }
    if (!S_ISREG(info.st_mode)) {
        return report_file(zip->path, S_ISDIR(info.st_mode) ? EISDIR : ESPIPE, sink);
    }
    zip->size = (uint64_t)info.st_size;
    int code = ZIP_ER_OK;
    zip->archive = zip_open(zip->path, ZIP_RDONLY, &code);
    if (zip->archive != NULL) {
        return KS_OK;
    }
    const int error = errno;
    switch (code) {
    case ZIP_ER_MEMORY:
        return KS_ERR_MEMORY;
    case ZIP_ER_OPEN:
    case ZIP_ER_READ:
    case ZIP_ER_SEEK:
    case ZIP_ER_NOENT:
        return report_file(zip->path, error, sink);
    default:
        KS_REPORT(sink, faults[KS_ZIP_NO_ARCHIVE], ((ks_place){zip->path, 0, 0}), zip->path);
        return KS_REFUSED;
    }
}

/* What is wrong with the name, or KS_ZIP_FAULT_COUNT. */
static ks_zip_fault name_fault(const char *name)
{
    if (strchr(name, '\\') != NULL) {
        return KS_ZIP_BACKSLASH;
    }
    if (name[0] == '\0' || name[0] == '/' || (name[1] == ':' && name[2] == '/')) {
        return KS_ZIP_ABSOLUTE_NAME;
    }
    if (ks_uri_has_dot_segment(ks_sv_from(name))) {
        return KS_ZIP_DOT_SEGMENTS;
    }
    return strstr(name, "//") != NULL ? KS_ZIP_EMPTY_SEGMENT : KS_ZIP_FAULT_COUNT;
}

/* Archives are packed by these now and then; libzip may read some, by the way it was built. */
static const char *strange_method(uint16_t method)
{
    static const struct {
        uint16_t method;
        const char *name;
    } methods[] = {{ZIP_CM_DEFLATE64, "Deflate64"},
                   {ZIP_CM_BZIP2, "bzip2"},
                   {ZIP_CM_LZMA, "LZMA"},
                   {ZIP_CM_XZ, "xz"},
                   {93, "Zstandard"},
                   {ZIP_CM_PPMD, "PPMd"},
                   {ZIP_CM_IMPLODE, "Implode"},
                   {ZIP_CM_SHRINK, "Shrink"}};
    if (method == ZIP_CM_STORE || method == ZIP_CM_DEFLATE) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (methods[i].method == method) {
            return methods[i].name;
        }
    }
    return "an unknown method";
}

static bool is_link(const ks_zip *zip, zip_uint64_t index)
{
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    return zip_file_get_external_attributes(zip->archive, index, 0, &system, &attributes) == 0 &&
           (system == ZIP_OPSYS_UNIX || system == ZIP_OPSYS_OS_X) &&
           S_ISLNK((mode_t)(attributes >> 16));
}

/* What libzip cannot say of a member makes the archive none, unless memory is short. */
static ks_status fail_member(const ks_zip *zip, ks_zip_fault *out_fault)
{
    *out_fault = KS_ZIP_NO_ARCHIVE;
    return zip_error_code_zip(zip_get_error(zip->archive)) == ZIP_ER_MEMORY ? KS_ERR_MEMORY : KS_OK;
}

static ks_status take_member(ks_zip *zip, zip_uint64_t index, ks_zip_fault *out_fault)
{
    zip_stat_t info;
    zip_stat_init(&info);
    if (zip_stat_index(zip->archive, index, ZIP_FL_ENC_RAW, &info) != 0) {
        return fail_member(zip, out_fault);
    }
    /* Without a flag names are UTF-8 where they look it, which many tools forget to say. */
    const char *name = zip_get_name(zip->archive, index, ZIP_FL_ENC_GUESS);
    if (name == NULL) {
        return fail_member(zip, out_fault);
    }
    ks_zip_member *member = &zip->members[index];
    *member = (ks_zip_member){
        .name = ks_arena_textz(&zip->arena, name),
        .size = info.size,
        .packed = info.comp_size,
        .index = index,
        .method = strange_method(info.comp_method),
        .is_link = is_link(zip, index),
    };
    zip->count = (size_t)index + 1;
    *out_fault = info.encryption_method != ZIP_EM_NONE ? KS_ZIP_ENCRYPTED : KS_ZIP_FAULT_COUNT;
    return member->name != NULL ? KS_OK : KS_ERR_MEMORY;
}

/* Notes the folders around `name`. */
static ks_status take_folders(ks_zip *zip, const char *name)
{
    for (size_t len = strlen(name); len > 0; len--) {
        const ks_sv folder = {name, len - 1};
        if (name[len - 1] != '/') {
            continue;
        }
        if (ks_map_get(&zip->folders, folder) != NULL) {
            return KS_OK; /* with those around it */
        }
        ks_status status = ks_map_set_borrowed(&zip->folders, folder, zip);
        if (status != KS_OK) {
            return status;
        }
    }
    return KS_OK;
}

static ks_status take_name(ks_zip *zip, ks_zip_member *member, ks_zip_fault *out_fault)
{
    void *first = NULL;
    *out_fault = name_fault(member->name);
    ks_status status = ks_map_add_borrowed(&zip->by_name, ks_sv_from(member->name), member, &first);
    if (status == KS_OK && *out_fault == KS_ZIP_FAULT_COUNT) {
        *out_fault = first != NULL ? KS_ZIP_NAME_TWICE : KS_ZIP_FAULT_COUNT;
        status = take_folders(zip, member->name);
    }
    return status;
}

static void report_fault(const ks_zip *zip, ks_zip_fault fault, size_t index,
                         const ks_finding_id *faults, ks_sink *sink)
{
    const char *name = index < zip->count ? zip->members[index].name : "";
    KS_REPORT(sink, faults[fault], ((ks_place){zip->path, 0, 0}), zip->path, name);
}

/* What each member is called in UTF-8, and that no two are at odds. */
static ks_status take_names(ks_zip *zip, const ks_finding_id *faults, ks_sink *sink)
{
    ks_status status = ks_zip_decode_names(zip->archive, zip->members, zip->count, &zip->arena);
    for (size_t i = 0; status == KS_OK && i < zip->count; i++) {
        ks_zip_fault fault = KS_ZIP_FAULT_COUNT;
        status = take_name(zip, &zip->members[i], &fault);
        if (status == KS_OK && fault != KS_ZIP_FAULT_COUNT) {
            report_fault(zip, fault, i, faults, sink);
            return KS_REFUSED;
        }
    }
    for (size_t i = 0; status == KS_OK && i < zip->count; i++) {
        if (ks_map_get(&zip->folders, ks_sv_from(zip->members[i].name)) != NULL) {
            report_fault(zip, KS_ZIP_FILE_AND_FOLDER, i, faults, sink);
            return KS_REFUSED;
        }
    }
    return status;
}

static ks_status take_members(ks_zip *zip, const ks_finding_id *faults, ks_sink *sink)
{
    const zip_int64_t count = zip_get_num_entries(zip->archive, 0);
    zip->members = ks_arena_zero(&zip->arena, (size_t)count + 1, sizeof *zip->members);
    if (zip->members == NULL) {
        return KS_ERR_MEMORY;
    }
    for (zip_int64_t i = 0; i < count; i++) {
        ks_zip_fault fault = KS_ZIP_FAULT_COUNT;
        ks_status status = take_member(zip, (zip_uint64_t)i, &fault);
        if (status != KS_OK) {
            return status;
        }
        if (fault != KS_ZIP_FAULT_COUNT) {
            report_fault(zip, fault, (size_t)i, faults, sink);
            return KS_REFUSED;
        }
    }
    return take_names(zip, faults, sink);
}

ks_status ks_zip_open(const char *path, const ks_finding_id *faults, ks_sink *sink, ks_zip **out)
{
    ks_zip *zip = ks_alloc_zero(1, sizeof *zip);
    if (zip == NULL) {
        return KS_ERR_MEMORY;
    }
    zip->path = path;
    ks_map_init(&zip->by_name);
    ks_map_init(&zip->folders);
    ks_arena_init(&zip->arena);
    ks_status status = open_archive(zip, faults, sink);
    if (status == KS_OK) {
        status = take_members(zip, faults, sink);
    }
    if (status != KS_OK) {
        ks_zip_free(zip);
        return status;
    }
    *out = zip;
    return KS_OK;
}

static ks_status refuse(ks_finding_id id, ks_place place, const char *file, ks_sink *sink)
{
    KS_REPORT(sink, id, place, file);
    return KS_REFUSED;
}

static bool is_bomb(uint64_t size, uint64_t packed)
{
    return size > KS_ZIP_HARMLESS && size / KS_ZIP_RATIO > packed;
}

/* Reads what the archive says the member has, and asks for one byte more: libzip compares the
 * checksum at the end only. */
static ks_status read_member(zip_file_t *file, const ks_zip_member *member, ks_bytes *bytes,
                             bool *out_is_damaged)
{
    bytes->data = ks_alloc((size_t)member->size + 1);
    if (bytes->data == NULL) {
        return KS_ERR_MEMORY;
    }
    for (;;) {
        char more;
        const bool is_full = bytes->size == member->size;
        zip_int64_t got =
            is_full ? zip_fread(file, &more, 1)
                    : zip_fread(file, bytes->data + bytes->size, member->size - bytes->size);
        if (got == 0 || got < 0 || is_full) {
            *out_is_damaged = got != 0 || !is_full;
            break;
        }
        bytes->size += (size_t)got;
    }
    bytes->data[bytes->size] = '\0';
    return KS_OK;
}

static ks_status unpack(ks_zip *zip, const ks_zip_member *member, ks_bytes *bytes,
                        bool *out_is_damaged)
{
    zip_file_t *file = zip_fopen_index(zip->archive, member->index, 0);
    if (file == NULL) {
        *out_is_damaged = true;
        zip_error_t *error = zip_get_error(zip->archive);
        return zip_error_code_zip(error) == ZIP_ER_MEMORY ? KS_ERR_MEMORY : KS_OK;
    }
    ks_status status = read_member(file, member, bytes, out_is_damaged);
    if (status == KS_OK && *out_is_damaged &&
        zip_error_code_zip(zip_file_get_error(file)) == ZIP_ER_MEMORY) {
        status = KS_ERR_MEMORY;
    }
    zip_fclose(file);
    return status;
}

ks_status ks_zip_read(ks_zip *zip, const ks_zip_member *member, const char *file,
                      ks_place asked_from, ks_sink *sink, ks_bytes *out)
{
    const ks_place place = asked_from.file != NULL ? asked_from : (ks_place){file, 0, 0};
    if (member->method != NULL) {
        KS_REPORT(sink, KS_F_IO_ZIP_METHOD, place, file, member->method);
        return KS_REFUSED;
    }
    if (member->is_link) {
        return refuse(KS_F_IO_ZIP_LINK, place, file, sink);
    }
    if (member->size > KS_IO_SIZE_LIMIT) {
        char limit[24];
        snprintf(limit, sizeof limit, "%zu", KS_IO_SIZE_LIMIT);
        KS_REPORT(sink, KS_F_IO_TOO_LARGE, place, file, limit);
        return KS_REFUSED;
    }
    /* Members may lie over each other in the file, so that each of them alone looks harmless. */
    if (is_bomb(member->size, member->packed) || is_bomb(zip->read + member->size, zip->size)) {
        return refuse(KS_F_IO_ZIP_BOMB, place, file, sink);
    }
    ks_bytes bytes = {NULL, 0};
    bool is_damaged = false;
    ks_status status = unpack(zip, member, &bytes, &is_damaged);
    zip->read += bytes.size;
    if (status == KS_OK && is_damaged) {
        status = refuse(KS_F_IO_ZIP_DAMAGED, place, file, sink);
    }
    if (status != KS_OK) {
        ks_bytes_release(&bytes);
        return status;
    }
    *out = bytes;
    return KS_OK;
}

/* What the name of a member begins with, to the first '/'. */
static ks_sv top_of(const ks_zip *zip, size_t index)
{
    const char *name = zip->members[index].name;
    return (ks_sv){name, strcspn(name, "/")};
}

ks_status ks_zip_find_top(ks_zip *zip, const ks_finding_id *faults, ks_sink *sink, const char **out)
{
    const ks_place place = {zip->path, 0, 0};
    if (zip->count == 0) {
        KS_REPORT(sink, faults[KS_ZIP_NO_FOLDER], place, zip->path);
        return KS_REFUSED;
    }
    const char *first = ks_arena_text(&zip->arena, top_of(zip, 0));
    for (size_t i = 0; i < zip->count && first != NULL; i++) {
        const ks_sv top = top_of(zip, i);
        if (top.ptr[top.len] == '\0') {
            KS_REPORT(sink, faults[KS_ZIP_FILE_AT_TOP], place, zip->path, top.ptr);
            return KS_REFUSED;
        }
        if (!ks_sv_is(top, first)) {
            const char *second = ks_arena_text(&zip->arena, top);
            KS_REPORT(sink, faults[KS_ZIP_SECOND_FOLDER], place, zip->path, first, second);
            return second == NULL ? KS_ERR_MEMORY : KS_REFUSED;
        }
    }
    *out = first;
    return first == NULL ? KS_ERR_MEMORY : KS_OK;
}
