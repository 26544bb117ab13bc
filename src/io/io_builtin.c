#include "io_builtin.h"

#include <stdlib.h>
#include <string.h>

#include "io_file.h"

#define PATH_LIMIT 1024

static int compare_path(const void *key, const void *item)
{
    return strcmp(key, ((const ks_builtin_file *)item)->path);
}

bool ks_io_builtin_find(const char *path, ks_sv *out)
{
    const ks_builtin_file *file = bsearch(path, KS_BUILTIN_FILES, KS_BUILTIN_FILE_COUNT,
                                          sizeof *KS_BUILTIN_FILES, compare_path);
    if (file == NULL) {
        return false;
    }
    *out = (ks_sv){file->begin, (size_t)(file->end - file->begin)};
    return true;
}

bool ks_io_builtin_find_url(ks_sv url, ks_sv *out)
{
    const ks_sv schemes[] = {KS_SV("http://"), KS_SV("https://")};
    const ks_sv root = KS_SV("xsd/");
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t skipped = schemes[i].len;
        char path[PATH_LIMIT];
        if (!ks_sv_starts(url, schemes[i]) || url.len - skipped + root.len >= sizeof path) {
            continue;
        }
        memcpy(path, root.ptr, root.len);
        memcpy(path + root.len, url.ptr + skipped, url.len - skipped);
        path[root.len + url.len - skipped] = '\0';
        return ks_io_builtin_find(path, out);
    }
    return false;
}
