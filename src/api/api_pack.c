#include "api_pack.h"

#include <string.h>
#include <strings.h>

#include "base_uri.h"
#include "io_zip_write.h"
#include "write_package.h"

#define TYPE "https://xbrl.org/report-package/2023"

static const ks_api_pack_kind KINDS[] = {
    {".xbr", TYPE "/xbr", false},
    {".xbri", TYPE "/xbri", true},
};

ks_status ks_api_pack_find_kind(ks_session *session, const char *path, bool has_inline,
                                const ks_api_pack_kind **out)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash != NULL ? slash : path, '.');
    for (size_t i = 0; dot != NULL && i < sizeof KINDS / sizeof *KINDS; i++) {
        const bool has_name = dot != path && dot[-1] != '/';
        if (has_name && strcasecmp(dot, KINDS[i].extension) == 0 &&
            (has_inline || !KINDS[i].is_inline)) {
            *out = &KINDS[i];
            return KS_OK;
        }
    }
    const bool is_japanese = session->sink.lang == KS_LANG_JA;
    KS_REPORT(&session->sink, KS_F_CLI_PACKAGE_NAME, KS_NOWHERE, path,
              !has_inline   ? ".xbr"
              : is_japanese ? ".xbri または .xbr"
                            : ".xbri or .xbr");
    return KS_REFUSED;
}

/* What the URLs of the taxonomy's files begin with; "" where its namespace is no place for any. */
static const char *url_start(const ks_plan *plan, ks_arena *arena)
{
    const ks_sv ns = ks_sv_from(plan->ns);
    if ((!ks_uri_has_scheme(ns, "http") && !ks_uri_has_scheme(ns, "https")) ||
        strpbrk(plan->ns, "?#") != NULL) {
        return "";
    }
    return ks_arena_format(arena, "%s%s", plan->ns, ks_sv_ends(ns, KS_SV("/")) ? "" : "/");
}

const char *ks_api_pack_schema(const ks_plan *plan, ks_arena *arena)
{
    const char *start = url_start(plan, arena);
    const char *id = ks_uri_encode(arena, ks_sv_from(plan->id));
    if (start == NULL || id == NULL) {
        return NULL;
    }
    return ks_arena_format(arena, "%s%s.xsd", *start != '\0' ? start : "../taxonomy/", id);
}

static ks_status write_parts(const ks_plan *plan, const ks_api_pack_kind *kind, ks_arena *arena,
                             ks_write_files *out)
{
    const char *start = url_start(plan, arena);
    const ks_write_package_options options = {
        .identifier = plan->ns,
        .version = plan->version,
        .names = plan->titles,
        .publishers = plan->entity.names,
        .url_start = start != NULL && *start != '\0' ? start : NULL,
        .rewrite_prefix = "../taxonomy/",
        .entry = ks_api_pack_schema(plan, arena),
        .languages = plan->languages.items,
        .language_count = plan->languages.count,
        .document_type = kind->document_type,
    };
    return start != NULL && options.entry != NULL ? ks_write_package(&options, out) : KS_ERR_MEMORY;
}

/* The members of the archive, each "ID/FOLDER/NAME". */
typedef struct packer {
    const ks_plan *plan;
    ks_arena *arena;
    KS_VEC(ks_zip_text) members;
} packer;

static ks_status add_member(packer *p, const char *folder, const ks_write_file *file)
{
    ks_zip_text *member = ks_vec_add(&p->members);
    if (member == NULL) {
        return KS_ERR_MEMORY;
    }
    member->name = ks_arena_format(p->arena, "%s/%s%s", p->plan->id, folder, file->name);
    member->bytes = ks_str_view(&file->text);
    return member->name != NULL ? KS_OK : KS_ERR_MEMORY;
}

static ks_status add_members(packer *p, const char *folder, const ks_write_files *files)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < files->list.count && status == KS_OK; i++) {
        status = add_member(p, folder, &files->list.items[i]);
    }
    return status;
}

ks_status ks_api_pack(const ks_plan *plan, const ks_api_pack_kind *kind,
                      const ks_write_files *taxonomy, const ks_write_file *report, ks_bytes *out)
{
    ks_arena arena;
    ks_write_files parts = {0};
    packer p = {.plan = plan, .arena = &arena};
    ks_arena_init(&arena);
    ks_status status = write_parts(plan, kind, &arena, &parts);
    if (status == KS_OK) {
        status = add_members(&p, "", &parts);
    }
    if (status == KS_OK) {
        status = add_member(&p, "reports/", report);
    }
    if (status == KS_OK) {
        status = add_members(&p, "taxonomy/", taxonomy);
    }
    if (status == KS_OK) {
        status = ks_zip_write(p.members.items, p.members.count, out);
    }
    ks_vec_release(&p.members);
    ks_write_files_release(&parts);
    ks_arena_release(&arena);
    return status;
}
