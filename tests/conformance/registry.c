#include "registry.h"

#include <glob.h>
#include <string.h>

#include "xml_tree.h"

static ks_status is_registry(const char *path, bool *out)
{
    ks_arena arena;
    ks_names names;
    ks_sink sink;
    ks_xml_element *root = NULL;
    ks_arena_init(&arena);
    ks_names_init(&names);
    ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
    ks_status status = conf_read_tree(path, &arena, &names, &sink, &root);
    *out = status == KS_OK && ks_xml_is(root, "http://www.xbrl.org/2009/utr", "utr");
    ks_names_release(&names);
    ks_arena_release(&arena);
    return status == KS_REFUSED ? KS_OK : status;
}

static ks_status look(conf_suite *suite, const glob_t *found, const char **out)
{
    ks_status status = KS_OK;
    bool is_found = false;
    for (size_t i = 0; i < found->gl_pathc && status == KS_OK && !is_found; i++) {
        status = is_registry(found->gl_pathv[i], &is_found);
        if (status == KS_OK && is_found) {
            *out = ks_arena_textz(&suite->arena, found->gl_pathv[i]);
            status = *out == NULL ? KS_ERR_MEMORY : KS_OK;
        }
    }
    return status;
}

ks_status conf_find_registry(conf_suite *suite, const char *index, const char **out)
{
    const char *slash = strrchr(index, '/');
    const int folder = slash == NULL ? 0 : (int)(slash + 1 - index);
    const char *pattern = ks_arena_format(&suite->arena, "%.*sutr*.xml", folder, index);
    if (pattern == NULL) {
        return KS_ERR_MEMORY;
    }
    glob_t found;
    const int code = glob(pattern, 0, NULL, &found);
    ks_status status = code == GLOB_NOSPACE ? KS_ERR_MEMORY : KS_OK;
    *out = NULL;
    if (code == 0) {
        status = look(suite, &found, out);
        globfree(&found);
    }
    return status;
}
