/* Makes ZIP archives for tests, good ones and others. */
#ifndef KS_TEST_ZIP_H
#define KS_TEST_ZIP_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <zip.h>

#include "test.h"

typedef struct zip_text {
    const char *name; /* one that ends in '/' is a folder */
    const char *text;
} zip_text;

static inline zip_t *start_zip(const char *path)
{
    int error = 0;
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &error);
    ck_assert(zip != NULL);
    return zip;
}

static inline void add_bytes(zip_t *zip, const char *name, const void *bytes, size_t size,
                             zip_flags_t flags)
{
    zip_source_t *source = zip_source_buffer(zip, bytes, size, 0);
    ck_assert(source != NULL);
    ck_assert(zip_file_add(zip, name, source, flags) >= 0);
}

static inline void make_zip(const char *path, const zip_text *texts, size_t count)
{
    zip_t *zip = start_zip(path);
    for (size_t i = 0; i < count; i++) {
        const char *name = texts[i].name;
        if (name[0] != '\0' && name[strlen(name) - 1] == '/') {
            ck_assert(zip_dir_add(zip, name, ZIP_FL_ENC_UTF_8) >= 0);
        } else {
            add_bytes(zip, name, texts[i].text, strlen(texts[i].text), ZIP_FL_ENC_UTF_8);
        }
    }
    ck_assert_int_eq(zip_close(zip), 0);
}

/* Lets `change` look at each place of the file where `mark` stands. */
static inline void patch_file(const char *path, const char *mark, size_t mark_size,
                              void (*change)(unsigned char *at))
{
    FILE *file = fopen(path, "r+b");
    ck_assert(file != NULL);
    ck_assert_int_eq(fseek(file, 0, SEEK_END), 0);
    const size_t size = (size_t)ftell(file);
    unsigned char *bytes = malloc(size + 64);
    ck_assert(bytes != NULL);
    rewind(file);
    ck_assert_uint_eq(fread(bytes, 1, size, file), size);
    for (size_t i = 0; i + mark_size <= size; i++) {
        if (memcmp(bytes + i, mark, mark_size) == 0) {
            change(bytes + i);
        }
    }
    rewind(file);
    ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
    ck_assert_int_eq(fclose(file), 0);
    free(bytes);
}

#define ZIP_CENTRAL_HEADER "PK\1\2"

#endif
