#include "io_folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base_vec.h"
#include "io_reason.h"

bool ks_io_is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

ks_status ks_io_list_folder(const char *path, ks_arena *arena, ks_sink *sink, ks_io_folder *out)
{
    KS_VEC(const char *) names = {0};
    ks_status status = KS_OK;
    DIR *folder = opendir(path);
    if (folder == NULL) {
        char buffer[KS_IO_REASON_SIZE];
        KS_REPORT(sink, KS_F_IO_CANNOT_READ, ((ks_place){path, 0, 0}), path,
                  ks_io_reason(errno, sink, buffer));
        return KS_REFUSED;
    }
    for (struct dirent *e = readdir(folder); e != NULL && status == KS_OK; e = readdir(folder)) {
        if (e->d_name[0] == '.') {
            continue;
        }
        const char **slot = ks_vec_add(&names);
        const char *copy = slot == NULL ? NULL : ks_arena_textz(arena, e->d_name);
        if (copy == NULL) {
            status = KS_ERR_MEMORY;
        } else {
            *slot = copy;
        }
    }
    closedir(folder);
    const char **kept = ks_arena_zero(arena, names.count + 1, sizeof *kept);
    if (status == KS_OK && kept == NULL) {
        status = KS_ERR_MEMORY;
    }
    if (status == KS_OK) {
        if (names.count > 0) {
            memcpy(kept, names.items, names.count * sizeof *kept);
            qsort(kept, names.count, sizeof *kept, compare_names);
        }
        *out = (ks_io_folder){kept, names.count};
    }
    ks_vec_release(&names);
    return status;
}
