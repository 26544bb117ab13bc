#include "write_taxonomy.h"

#include "base_alloc.h"
#include "write_linkbase.h"

#define REF_ROLE "http://www.xbrl.org/2003/role/"

/* The linkbases in the making: the schema comes first in the list, and is written last, because it
 * refers to those that are not empty. */
typedef struct file_draft {
    ks_write_files files;
    KS_VEC(ks_linkbase_ref) refs;
} file_draft;

static void release_draft(file_draft *draft)
{
    ks_write_files_release(&draft->files);
    ks_vec_release(&draft->refs);
}

static ks_status keep_linkbase(file_draft *draft, const char *name, const char *role, ks_str *text)
{
    ks_linkbase_ref *ref = name == NULL ? NULL : ks_vec_add(&draft->refs);
    if (ref == NULL) {
        return KS_ERR_MEMORY;
    }
    *ref = (ks_linkbase_ref){name, role};
    return ks_write_files_add(&draft->files, name, text);
}

static ks_status add_labels(ks_extension *extension, file_draft *draft, const char *lang)
{
    bool is_empty = true;
    ks_str text;
    ks_str_init(&text);
    ks_status status = ks_write_label_linkbase(extension, lang, &text, &is_empty);
    if (status == KS_OK && !is_empty) {
        const char *name = ks_arena_format(&extension->arena, "%s_lab-%s.xml",
                                           extension->options->base_name, lang);
        status = keep_linkbase(draft, name, REF_ROLE "labelLinkbaseRef", &text);
    }
    ks_str_release(&text);
    return status;
}

static ks_status add_relations(ks_extension *extension, file_draft *draft, ks_linkbase_kind kind)
{
    static const struct {
        const char *ending;
        const char *role;
    } NAMES[] = {
        [KS_LINKBASE_PRESENTATION] = {"pre", REF_ROLE "presentationLinkbaseRef"},
        [KS_LINKBASE_CALCULATION] = {"cal", REF_ROLE "calculationLinkbaseRef"},
        [KS_LINKBASE_DEFINITION] = {"def", REF_ROLE "definitionLinkbaseRef"},
    };
    bool is_empty = true;
    ks_str text;
    ks_str_init(&text);
    ks_status status = ks_write_relations(extension, kind, &text, &is_empty);
    if (status == KS_OK && !is_empty) {
        const char *name = ks_arena_format(&extension->arena, "%s_%s.xml",
                                           extension->options->base_name, NAMES[kind].ending);
        status = keep_linkbase(draft, name, NAMES[kind].role, &text);
    }
    ks_str_release(&text);
    return status;
}

static ks_status add_schema(ks_extension *extension, file_draft *draft)
{
    ks_str text;
    ks_str_init(&text);
    ks_status status = ks_write_schema(extension, draft->refs.items, draft->refs.count, &text);
    if (status == KS_OK) {
        status = ks_write_files_add(&draft->files, extension->schema_name, &text);
    }
    ks_str_release(&text);
    return status;
}

/* All or none: the last of the draft, the schema, goes first. */
static ks_status move_files(file_draft *draft, ks_write_files *files)
{
    size_t before = files->list.count;
    size_t count = draft->files.list.count;
    for (size_t i = 0; i < count; i++) {
        if (ks_vec_add(&files->list) == NULL) {
            files->list.count = before;
            return KS_ERR_MEMORY;
        }
    }
    files->list.items[before] = draft->files.list.items[count - 1];
    for (size_t i = 0; i + 1 < count; i++) {
        files->list.items[before + 1 + i] = draft->files.list.items[i];
    }
    draft->files.list.count = 0;
    return KS_OK;
}

ks_status ks_write_taxonomy(const ks_taxonomy *taxonomy, const ks_write_taxonomy_options *options,
                            ks_write_files *files)
{
    ks_extension extension;
    file_draft draft = {0};
    ks_status status = ks_extension_init(&extension, taxonomy, options);
    for (size_t i = 0; i < options->language_count && status == KS_OK; i++) {
        status = add_labels(&extension, &draft, options->languages[i]);
    }
    if (status == KS_OK) {
        status = add_relations(&extension, &draft, KS_LINKBASE_PRESENTATION);
    }
    if (status == KS_OK) {
        status = add_relations(&extension, &draft, KS_LINKBASE_CALCULATION);
    }
    if (status == KS_OK) {
        status = add_relations(&extension, &draft, KS_LINKBASE_DEFINITION);
    }
    if (status == KS_OK) {
        status = add_schema(&extension, &draft);
    }
    if (status == KS_OK) {
        status = move_files(&draft, files);
    }
    release_draft(&draft);
    ks_extension_release(&extension);
    return status;
}
