#include "api_lock.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api_session.h"
#include "base_alloc.h"
#include "base_uri.h"
#include "io_file.h"
#include "io_output.h"
#include "model_taxonomy.h"
#include "xml_root.h"

#define FIRST_LINE "# kessan lock 1"
#define COMMENT    '#'

/* A document that was read, or a line of a lock. */
typedef struct locked {
    const char *url; /* of the web; or a path, relative to the folder of the lock */
    const char *file;
    char sha256[KS_SHA256_HEX + 1];
    uint64_t size;
    uint32_t line; /* of the lock, or 0 */
    bool is_read;
} locked;

struct ks_api_lock {
    ks_arena arena;
    ks_map documents; /* by address -> locked */
    bool is_failed;   /* memory was short */
};

bool ks_api_lock_is_wanted(const ks_session *session)
{
    return session->options.lock != NULL || session->options.write_lock != NULL;
}

void ks_api_lock_free(ks_api_lock *lock)
{
    if (lock != NULL) {
        ks_map_release(&lock->documents);
        ks_arena_release(&lock->arena);
        ks_alloc_free(lock);
    }
}

static ks_api_lock *lock_of(ks_session *session)
{
    if (session->lock == NULL) {
        session->lock = ks_alloc_zero(1, sizeof *session->lock);
        if (session->lock != NULL) {
            ks_arena_init(&session->lock->arena);
            ks_map_init(&session->lock->documents);
        }
    }
    return session->lock;
}

/* ---- what was read --------------------------------------------------------------------------- */

/* Whether a schema or linkbase was read there. */
static ks_status ask_root(ks_session *session, const ks_io_document *document, bool *out)
{
    const ks_qname *root = NULL;
    ks_sink nobody;
    ks_sink_init(&nobody, NULL, NULL, KS_LANG_EN);
    const ks_xml_source source = {
        .file = document->file, .text = document->text, .names = &session->names, .sink = &nobody};
    *out = false;
    if (document->is_builtin || document->sha256[0] == '\0') {
        return KS_OK;
    }
    ks_status status = ks_xml_root(&source, &root, NULL);
    if (status == KS_OK) {
        *out = (strcmp(root->ns, KS_NS_XSD) == 0 && strcmp(root->local, "schema") == 0) ||
               (strcmp(root->ns, KS_NS_LINK) == 0 && strcmp(root->local, "linkbase") == 0);
    }
    return status == KS_REFUSED ? KS_OK : status;
}

static ks_status note_document(ks_session *session, ks_api_lock *lock, ks_io_resolver *resolver,
                               const ks_io_document *document)
{
    bool is_of_taxonomy = false;
    ks_status status = ask_root(session, document, &is_of_taxonomy);
    if (status != KS_OK || !is_of_taxonomy) {
        return status;
    }
    const char *address = ks_io_resolver_address(resolver, &lock->arena, document->url);
    if (address == NULL) {
        return KS_ERR_MEMORY;
    }
    if (ks_map_get(&lock->documents, ks_sv_from(address)) != NULL) {
        return KS_OK;
    }
    locked *noted = ks_arena_zero(&lock->arena, 1, sizeof *noted);
    if (noted == NULL) {
        return KS_ERR_MEMORY;
    }
    noted->url =
        ks_io_is_local(document->url) ? address : ks_arena_textz(&lock->arena, document->url);
    noted->file = ks_names_text(&session->names, ks_sv_from(document->file));
    memcpy(noted->sha256, document->sha256, sizeof noted->sha256);
    noted->size = document->size;
    if (noted->url == NULL || noted->file == NULL) {
        return KS_ERR_MEMORY;
    }
    return ks_map_set_borrowed(&lock->documents, ks_sv_from(address), noted);
}

ks_status ks_api_lock_begin(ks_session *session, ks_io_resolver *resolver)
{
    resolver->has_digests = ks_api_lock_is_wanted(session);
    return !ks_api_lock_is_wanted(session) || lock_of(session) != NULL ? KS_OK : KS_ERR_MEMORY;
}

void ks_api_lock_note(ks_session *session, ks_io_resolver *resolver)
{
    ks_map_entry *at = NULL;
    ks_api_lock *lock = session != NULL ? session->lock : NULL;
    if (lock == NULL) {
        return;
    }
    for (const ks_io_document *d = ks_io_resolver_document(resolver, &at); d != NULL;
         d = ks_io_resolver_document(resolver, &at)) {
        if (note_document(session, lock, resolver, d) != KS_OK) {
            lock->is_failed = true;
        }
    }
}

/* ---- names ----------------------------------------------------------------------------------- */

/* As it is written in the lock at the address `lock`. */
static const char *name_in_lock(ks_arena *arena, const char *lock, const locked *document)
{
    return ks_io_is_local(document->url)
               ? ks_uri_relative(arena, ks_sv_from(lock), ks_sv_from(document->url))
               : document->url;
}

static int compare_urls(const void *a, const void *b)
{
    const locked *first = a;
    const locked *second = b;
    return strcmp(first->url, second->url);
}

/* All documents under their names in the lock, in order. */
static ks_status list_documents(ks_api_lock *lock, const char *path, locked **out,
                                size_t *out_count)
{
    const size_t count = ks_map_count(&lock->documents);
    locked *list = ks_arena_zero(&lock->arena, count + 1, sizeof *list);
    const char *here = ks_io_here(&lock->arena);
    const char *address = here == NULL ? NULL : ks_io_address(&lock->arena, here, path);
    if (list == NULL || address == NULL) {
        return KS_ERR_MEMORY;
    }
    size_t i = 0;
    for (ks_map_entry *e = ks_map_first(&lock->documents); e != NULL; e = ks_map_next(e), i++) {
        list[i] = *(const locked *)ks_map_entry_value(e);
        list[i].url = name_in_lock(&lock->arena, address, &list[i]);
        if (list[i].url == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    qsort(list, count, sizeof *list, compare_urls);
    *out = list;
    *out_count = count;
    return KS_OK;
}

/* ---- writing --------------------------------------------------------------------------------- */

static ks_status put_file(ks_session *session, const char *path, ks_sv text)
{
    ks_output_set *set = NULL;
    const char *slash = strrchr(path, '/');
    const char *folder =
        slash == NULL ? "."
                      : ks_names_text(&session->names,
                                      (ks_sv){path, slash == path ? 1 : (size_t)(slash - path)});
    ks_status status =
        folder == NULL ? KS_ERR_MEMORY : ks_output_set_new(folder, &session->sink, &set);
    if (status == KS_OK) {
        status = ks_output_set_add(set, slash == NULL ? path : slash + 1, text, &session->sink);
    }
    if (status == KS_OK) {
        status = ks_output_set_commit(set, &session->sink);
    }
    ks_output_set_free(set);
    return status;
}

static bool is_taxonomy_whole(const ks_session *session)
{
    const size_t *outcomes = session->sink.error_outcomes;
    return outcomes[KS_OUTCOME_UNRESOLVED] + outcomes[KS_OUTCOME_UNREADABLE] == 0;
}

static ks_status write_lock(ks_session *session, ks_api_lock *lock, const char *path)
{
    locked *list = NULL;
    size_t count = 0;
    if (!is_taxonomy_whole(session)) {
        KS_REPORT(&session->sink, KS_F_LOCK_NOT_WRITTEN, ((ks_place){path, 0, 0}), path);
        return KS_OK;
    }
    ks_status status = list_documents(lock, path, &list, &count);
    if (status != KS_OK) {
        return status;
    }
    ks_str text;
    ks_str_init(&text);
    ks_str_add(&text, FIRST_LINE "\n");
    for (size_t i = 0; i < count; i++) {
        ks_str_addf(&text, "%s %" PRIu64 " %s\n", list[i].sha256, list[i].size, list[i].url);
    }
    status = ks_str_status(&text);
    if (status == KS_OK) {
        status = put_file(session, path, ks_str_view(&text));
    }
    ks_str_release(&text);
    return status;
}

/* ---- holding against ------------------------------------------------------------------------- */

static bool is_digest(ks_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\0' || strchr("0123456789abcdef", text.ptr[i]) == NULL) {
            return false;
        }
    }
    return text.len == KS_SHA256_HEX;
}

/* False where it is no line of a lock. */
static bool parse_line(ks_sv line, locked *out, ks_sv *out_url)
{
    int64_t size = 0;
    const ks_sv digest = ks_sv_cut(&line, ' ');
    const ks_sv bytes = ks_sv_cut(&line, ' ');
    *out_url = ks_sv_trim(line);
    if (!is_digest(digest) || !ks_sv_to_i64(bytes, &size) || size < 0 || out_url->len == 0) {
        return false;
    }
    memcpy(out->sha256, digest.ptr, digest.len);
    out->sha256[KS_SHA256_HEX] = '\0';
    out->size = (uint64_t)size;
    return true;
}

static ks_status take_line(ks_session *session, ks_api_lock *lock, const char *path, ks_sv line,
                           uint32_t number, ks_map *lines)
{
    ks_sv url;
    locked *taken = ks_arena_zero(&lock->arena, 1, sizeof *taken);
    if (taken == NULL) {
        return KS_ERR_MEMORY;
    }
    if (!parse_line(line, taken, &url)) {
        const char *text = ks_arena_text(&lock->arena, line);
        KS_REPORT(&session->sink, KS_F_LOCK_BROKEN, ((ks_place){path, number, 1}), text);
        return text != NULL ? KS_REFUSED : KS_ERR_MEMORY;
    }
    taken->line = number;
    taken->url = ks_arena_text(&lock->arena, url);
    return taken->url == NULL ? KS_ERR_MEMORY
                              : ks_map_set_borrowed(lines, ks_sv_from(taken->url), taken);
}

static ks_status read_lines(ks_session *session, ks_api_lock *lock, const char *path, ks_sv text,
                            ks_map *lines)
{
    ks_status status = KS_OK;
    uint32_t number = 0;
    while (text.len > 0 && status == KS_OK) {
        const ks_sv line = ks_sv_trim(ks_sv_cut(&text, '\n'));
        number++;
        if (number == 1 && !ks_sv_is(line, FIRST_LINE)) {
            const char *shown = ks_arena_text(&lock->arena, line);
            KS_REPORT(&session->sink, KS_F_LOCK_BROKEN, ((ks_place){path, 1, 1}), shown);
            return shown != NULL ? KS_REFUSED : KS_ERR_MEMORY;
        }
        if (line.len > 0 && line.ptr[0] != COMMENT) {
            status = take_line(session, lock, path, line, number, lines);
        }
    }
    return status;
}

static void compare_document(ks_session *session, const char *path, const locked *document,
                             locked *line)
{
    char size[24], wanted[24];
    const ks_place place = {document->file, 0, 0};
    if (line == NULL) {
        KS_REPORT(&session->sink, KS_F_LOCK_ADDED, place, document->url, path);
        return;
    }
    line->is_read = true;
    if (line->size == document->size && strcmp(line->sha256, document->sha256) == 0) {
        return;
    }
    const ks_related related = {{path, line->line, 1}, line->url};
    snprintf(size, sizeof size, "%" PRIu64, document->size);
    snprintf(wanted, sizeof wanted, "%" PRIu64, line->size);
    KS_REPORT_RELATED(&session->sink, KS_F_LOCK_DIFFERENT, place, &related, 1, document->url, size,
                      document->sha256, wanted, line->sha256);
}

static ks_status compare_all(ks_session *session, ks_api_lock *lock, const char *path,
                             const ks_map *lines)
{
    locked *list = NULL;
    size_t count = 0;
    ks_status status = list_documents(lock, path, &list, &count);
    if (status != KS_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        compare_document(session, path, &list[i], ks_map_get(lines, ks_sv_from(list[i].url)));
    }
    /* What is missing is told already, and what it would lead to is not known. */
    const bool is_whole = is_taxonomy_whole(session);
    for (ks_map_entry *e = ks_map_first(lines); e != NULL; e = ks_map_next(e)) {
        const locked *line = ks_map_entry_value(e);
        if (!line->is_read && is_whole) {
            KS_REPORT(&session->sink, KS_F_LOCK_UNUSED, ((ks_place){path, line->line, 1}),
                      line->url);
        }
    }
    return KS_OK;
}

static ks_status check_lock(ks_session *session, ks_api_lock *lock, const char *path)
{
    ks_bytes bytes = {NULL, 0};
    ks_map lines;
    ks_map_init(&lines);
    ks_status status = ks_io_read_file(path, KS_NOWHERE, &session->sink, &bytes);
    if (status == KS_OK) {
        status = read_lines(session, lock, path, (ks_sv){bytes.data, bytes.size}, &lines);
    }
    if (status == KS_OK) {
        status = compare_all(session, lock, path, &lines);
    }
    ks_map_release(&lines);
    ks_bytes_release(&bytes);
    return status;
}

ks_status ks_session_check_lock(ks_session *session)
{
    const ks_options *options = &session->options;
    const size_t before = ks_sink_errors(&session->sink);
    if (!ks_api_lock_is_wanted(session)) {
        return KS_OK;
    }
    ks_api_lock *lock = lock_of(session);
    if (lock == NULL || lock->is_failed) {
        return KS_ERR_MEMORY;
    }
    ks_status status = options->lock != NULL ? check_lock(session, lock, options->lock) : KS_OK;
    if (options->write_lock != NULL && (status == KS_OK || status == KS_REFUSED)) {
        ks_status written = write_lock(session, lock, options->write_lock);
        status = written == KS_OK ? status : written;
    }
    return ks_api_settle(session, status, before);
}
