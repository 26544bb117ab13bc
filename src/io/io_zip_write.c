#include "io_zip_write.h"

#include <sys/stat.h>
#include <zip.h>

#include "base_alloc.h"

#define DOS_DATE   ((0u << 9) | (1u << 5) | 1u) /* 1980-01-01, APPNOTE 4.4.6 */
#define DOS_NOON   (12u << 11)                  /* a time that no zone leaves out */
#define PACK_LEVEL 9                            /* what is not said is libzip's to choose */
#define PLAIN_FILE ((zip_uint32_t)(S_IFREG | 0644) << 16)

static ks_status status_of(int code)
{
    return code == ZIP_ER_MEMORY ? KS_ERR_MEMORY : KS_ERR_MISUSE;
}

static ks_status add_member(zip_t *archive, const ks_zip_text *member)
{
    zip_source_t *source = zip_source_buffer(archive, member->bytes.ptr, member->bytes.len, 0);
    if (source == NULL) {
        return KS_ERR_MEMORY;
    }
    const zip_int64_t index = zip_file_add(archive, member->name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return status_of(zip_error_code_zip(zip_get_error(archive)));
    }
    const zip_uint64_t at = (zip_uint64_t)index;
    const bool is_set =
        zip_set_file_compression(archive, at, ZIP_CM_DEFLATE, PACK_LEVEL) == 0 &&
        zip_file_set_dostime(archive, at, DOS_NOON, DOS_DATE, 0) == 0 &&
        zip_file_set_external_attributes(archive, at, 0, ZIP_OPSYS_UNIX, PLAIN_FILE) == 0;
    return is_set ? KS_OK : status_of(zip_error_code_zip(zip_get_error(archive)));
}

/* Closing is what packs. `archive` is gone after it. */
static ks_status pack(zip_t *archive, const ks_zip_text *members, size_t count)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        status = add_member(archive, &members[i]);
    }
    if (status == KS_OK && zip_close(archive) == 0) {
        return KS_OK;
    }
    if (status == KS_OK) {
        status = status_of(zip_error_code_zip(zip_get_error(archive)));
    }
    zip_discard(archive);
    return status;
}

static ks_status read_packed(zip_source_t *source, ks_bytes *bytes)
{
    zip_stat_t info;
    zip_stat_init(&info);
    if (zip_source_stat(source, &info) != 0 || zip_source_open(source) != 0) {
        return KS_ERR_MEMORY;
    }
    bytes->data = ks_alloc((size_t)info.size + 1);
    if (bytes->data != NULL) {
        const zip_int64_t got = zip_source_read(source, bytes->data, info.size);
        bytes->size = got < 0 ? 0 : (size_t)got;
        bytes->data[bytes->size] = '\0';
    }
    zip_source_close(source);
    return bytes->data != NULL && bytes->size == info.size ? KS_OK : KS_ERR_MEMORY;
}

ks_status ks_zip_write(const ks_zip_text *members, size_t count, ks_bytes *out)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *archive =
        source == NULL ? NULL : zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
    zip_error_fini(&error);
    if (archive == NULL) {
        zip_source_free(source);
        return KS_ERR_MEMORY;
    }
    zip_source_keep(source);
    ks_bytes bytes = {NULL, 0};
    ks_status status = pack(archive, members, count);
    if (status == KS_OK) {
        status = read_packed(source, &bytes);
    }
    zip_source_free(source);
    if (status != KS_OK) {
        ks_bytes_release(&bytes);
        return status;
    }
    *out = bytes;
    return KS_OK;
}
