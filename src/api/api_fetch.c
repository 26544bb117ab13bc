/* A mirror of all that a taxonomy is made of. What goes to the network is the caller's. */
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "api_read.h"
#include "api_report.h"
#include "api_session.h"
#include "api_sources.h"
#include "base_alloc.h"
#include "base_uri.h"
#include "io_output.h"

#define PART ".part"

typedef struct fetch_run {
    ks_session *session;
    const ks_fetch_options *options;
    ks_sink *told; /* who hears of it */
    ks_map tried;  /* URLs that could not be had */
    ks_arena arena;
} fetch_run;

/* "host/path" of the URL, as mirrors have it; *out is NULL where it can have no place there. */
static ks_status find_place(fetch_run *run, const char *url, const char **out)
{
    ks_sv document, fragment;
    ks_uri_split(ks_sv_from(url), &document, &fragment);
    const char *slashes = memmem(document.ptr, document.len, "://", 3);
    *out = NULL;
    if (slashes == NULL) {
        return KS_OK;
    }
    const size_t skip = (size_t)(slashes + 3 - document.ptr);
    const ks_sv path = {slashes + 3, document.len - skip};
    const char *decoded = ks_uri_decode(&run->arena, path);
    if (decoded == NULL) {
        return KS_ERR_MEMORY;
    }
    if (memchr(path.ptr, '/', path.len) == NULL || path.ptr[0] == '/' ||
        ks_sv_ends(path, KS_SV("/")) || ks_uri_has_dot_segment(ks_sv_from(decoded))) {
        return KS_OK;
    }
    *out = ks_arena_format(&run->arena, "%s/%.*s", run->options->into, KS_SV_ARG(path));
    return *out != NULL ? KS_OK : KS_ERR_MEMORY;
}

/* The folders around `path`. */
static ks_status make_folders(fetch_run *run, const char *path)
{
    ks_output_set *set = NULL;
    const ks_sv folder = {path, (size_t)(strrchr(path, '/') - path)};
    const char *name = ks_names_text(&run->session->names, folder);
    ks_status status = name == NULL ? KS_ERR_MEMORY : ks_output_set_new(name, run->told, &set);
    if (status == KS_OK) {
        status = ks_output_set_commit(set, run->told); /* of no files: the folder stays */
    }
    ks_output_set_free(set);
    return status;
}

static ks_status refuse(fetch_run *run, ks_finding_id id, ks_place place, const char *url,
                        const char *first, const char *second)
{
    KS_REPORT(run->told, id, place, url, first, second);
    const char *kept = ks_arena_textz(&run->arena, url);
    if (kept == NULL || ks_map_set_borrowed(&run->tried, ks_sv_from(kept), run) != KS_OK) {
        return KS_ERR_MEMORY;
    }
    return KS_REFUSED;
}

/* Whether a page of HTML is in the file, as servers give it in the place of what they have not. */
static bool is_page(const char *path)
{
    static const char *const starts[] = {"<!doctype html", "<html"};
    char text[512];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    const size_t size = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[size] = '\0';
    const char *start = text + strspn(text, "\xEF\xBB\xBF \t\r\n");
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (strncasecmp(start, starts[i], strlen(starts[i])) == 0) {
            return strstr(text, KS_NS_XHTML) == NULL;
        }
    }
    return false;
}

/* Puts what was received in its place. */
static ks_status keep(fetch_run *run, const char *url, ks_place place, const char *part,
                      const char *path)
{
    if (is_page(part)) {
        unlink(part);
        return refuse(run, KS_F_FETCH_PAGE, place, url, NULL, NULL);
    }
    if (rename(part, path) == 0) {
        return KS_OK;
    }
    return refuse(run, KS_F_FETCH_FAILED, place, url, path, NULL);
}

static ks_status ask(fetch_run *run, const char *url, ks_place place, const char *path)
{
    char code[16];
    const char *part = ks_arena_format(&run->arena, "%s" PART, path);
    const char *escaped = ks_uri_escape(&run->arena, ks_sv_from(url));
    ks_status status = part == NULL || escaped == NULL ? KS_ERR_MEMORY : make_folders(run, path);
    if (status != KS_OK) {
        return status;
    }
    ks_fetched fetched = {0};
    status = run->options->fetch(escaped, part, &fetched, run->options->user);
    if (status == KS_OK) {
        return keep(run, url, place, part, path);
    }
    if (status != KS_REFUSED) {
        return status;
    }
    if (fetched.http_status != 0) {
        snprintf(code, sizeof code, "%d", fetched.http_status);
        return refuse(run, KS_F_FETCH_HTTP, place, url, code, fetched.reason);
    }
    return refuse(run, KS_F_FETCH_FAILED, place, url, fetched.reason, NULL);
}

/* For ks_io_resolver.fetch. */
static ks_status fetch_missing(const char *url, ks_place asked_from, void *user)
{
    fetch_run *run = user;
    const ks_sv text = ks_sv_from(url);
    const char *path = NULL;
    if (!ks_uri_has_scheme(text, "http") && !ks_uri_has_scheme(text, "https")) {
        return KS_ERR_NOT_FOUND;
    }
    if (ks_map_get(&run->tried, text) != NULL) {
        return KS_REFUSED;
    }
    ks_status status = find_place(run, url, &path);
    if (status != KS_OK) {
        return status;
    }
    return path != NULL ? ask(run, url, asked_from, path)
                        : refuse(run, KS_F_FETCH_NAME, asked_from, url, NULL, NULL);
}

/* What is wrong within documents is for who validates; here it is asked whether they are there. */
static void pass_on(const ks_finding *finding, void *user)
{
    fetch_run *run = user;
    const bool is_other = strcmp(finding->id, "taxonomy.not-a-document") == 0;
    if (finding->outcome != KS_OUTCOME_INVALID || is_other) {
        ks_sink_hand(run->told, finding);
    }
}

static ks_status fetch_all(fetch_run *run, ks_api_sources *sources, const char *const *names,
                           size_t count)
{
    ks_session *session = run->session;
    for (size_t i = 0; i < count; i++) {
        ks_taxonomy *taxonomy = NULL;
        const char *name = NULL;
        ks_status status = ks_api_sources_name(session, sources, names[i], &name);
        if (status == KS_OK) {
            status = ks_api_begin_input(session, name);
        }
        if (status == KS_OK) {
            status = ks_api_read_taxonomy(session, sources, name, &taxonomy);
        }
        ks_taxonomy_free(taxonomy);
        if (status != KS_OK && status != KS_REFUSED) {
            return status;
        }
    }
    return KS_OK;
}

/* The sources of the session, with the mirror that is made as the first. */
static ks_status run_fetch(fetch_run *run, const char *const *names, size_t count)
{
    ks_session *session = run->session;
    const ks_options asked = session->options;
    const char **mirrors = ks_alloc_zero(asked.mirror_count + 1, sizeof *mirrors);
    if (mirrors == NULL) {
        return KS_ERR_MEMORY;
    }
    mirrors[0] = run->options->into;
    for (size_t i = 0; i < asked.mirror_count; i++) {
        mirrors[i + 1] = asked.mirrors[i];
    }
    session->options.mirrors = mirrors;
    session->options.mirror_count = asked.mirror_count + 1;
    ks_api_sources sources;
    ks_status status = ks_api_sources_open(session, &sources);
    sources.resolver.fetch = fetch_missing;
    sources.resolver.fetch_user = run;
    if (status == KS_OK) {
        status = fetch_all(run, &sources, names, count);
    }
    ks_api_sources_release(&sources);
    session->options = asked;
    ks_alloc_free(mirrors);
    return status;
}

ks_status ks_fetch(ks_session *session, const char *const *names, size_t count,
                   const ks_fetch_options *options)
{
    ks_sink told = session->sink;
    const size_t before = ks_sink_errors(&told);
    fetch_run run = {.session = session, .options = options, .told = &told};
    ks_map_init(&run.tried);
    ks_arena_init(&run.arena);
    ks_sink_init(&session->sink, pass_on, &run, told.lang);
    session->sink.is_cancelled = told.is_cancelled;
    session->sink.cancel_user = told.cancel_user;
    ks_status status = run_fetch(&run, names, count);
    told.is_failed = told.is_failed || session->sink.is_failed;
    session->sink = told;
    ks_map_release(&run.tried);
    ks_arena_release(&run.arena);
    return ks_api_settle(session, status == KS_REFUSED ? KS_OK : status, before);
}
