#include "write_files.h"

#include <string.h>

#include "base_alloc.h"

void ks_write_files_release(ks_write_files *files)
{
    for (size_t i = 0; i < files->list.count; i++) {
        ks_alloc_free(files->list.items[i].name);
        ks_str_release(&files->list.items[i].text);
    }
    ks_vec_release(&files->list);
}

ks_status ks_write_files_add(ks_write_files *files, const char *name, ks_str *text)
{
    ks_str taken = *text;
    ks_str_init(text);
    ks_write_file *file = NULL;
    char *copy = NULL;
    ks_status status = ks_str_status(&taken);
    if (status == KS_OK) {
        copy = ks_alloc_text(name, strlen(name));
        file = copy == NULL ? NULL : ks_vec_add(&files->list);
        status = file == NULL ? KS_ERR_MEMORY : KS_OK;
    }
    if (status != KS_OK) {
        ks_alloc_free(copy);
        ks_str_release(&taken);
        return status;
    }
    file->name = copy;
    file->text = taken;
    return KS_OK;
}
