#include <string.h>

#include "api_languages.h"
#include "api_output.h"
#include "api_render.h"
#include "api_sources.h"
#include "io_folder.h"
#include "read_instance.h"
#include "render_view.h"
#include "write_view.h"

/* One run: an instance laid out, and where its pages go. */
typedef struct render_job {
    ks_session *session;
    const ks_render_options *options;
    const char *file;
    const char *style;
    const char *output; /* or NULL */
    ks_report_pair report;
    ks_api_languages languages;
    ks_str language_list; /* with spaces between them */
    ks_view_book *book;
    ks_render_press *press; /* NULL: the views themselves are asked for */
    ks_output_set *set;     /* of a folder */
    bool is_inline;
    ks_xml_source source; /* of an inline document: the instance as it stands */
    ks_uri_way way;       /* of its relative URLs */
    ks_arena arena;
} render_job;

static bool is_known(const render_job *job, ks_sv lang)
{
    return ks_api_languages_has(job->report.taxonomy, lang) || ks_sv_is(lang, "en") ||
           ks_sv_is(lang, "ja"); /* our words are in these */
}

static ks_status require_language(render_job *job, ks_sv lang)
{
    return is_known(job, lang)
               ? KS_OK
               : ks_api_languages_refuse(job->session, job->report.taxonomy, job->file, lang);
}

/* The languages asked for, in the order asked for. */
static ks_status choose_languages(render_job *job)
{
    char *list = NULL;
    ks_str asked;
    ks_str_init(&asked);
    ks_str_add(&asked, job->options->languages);
    ks_status status = ks_str_status(&asked);
    for (list = asked.ptr; status == KS_OK && *list != '\0'; list++) {
        *list = *list == ',' ? ' ' : *list;
    }
    ks_sv rest = ks_str_view(&asked);
    for (ks_sv lang = ks_sv_next_token(&rest); status == KS_OK && lang.len > 0;
         lang = ks_sv_next_token(&rest)) {
        status = require_language(job, lang);
    }
    job->languages.count = status == KS_OK ? 0 : job->languages.count;
    rest = ks_str_view(&asked);
    for (ks_sv lang = ks_sv_next_token(&rest); status == KS_OK && lang.len > 0;
         lang = ks_sv_next_token(&rest)) {
        const char *text = ks_names_text(&job->session->names, lang);
        status = text == NULL ? KS_ERR_MEMORY : ks_api_languages_add(&job->languages, text);
    }
    ks_str_release(&asked);
    return status;
}

static ks_status settle_languages(render_job *job)
{
    ks_status status = ks_api_languages_find(job->report.taxonomy, &job->languages);
    if (status == KS_OK && job->options->languages != NULL && *job->options->languages != '\0') {
        status = choose_languages(job);
    }
    for (size_t i = 0; i < job->languages.count; i++) {
        ks_str_add(&job->language_list, job->languages.items[i]);
        ks_str_add_char(&job->language_list, ' ');
    }
    return status == KS_OK ? ks_str_status(&job->language_list) : status;
}

/* The name of the file without folders and ending. */
static const char *get_name(render_job *job)
{
    const char *slash = strrchr(job->file, '/');
    ks_sv name = ks_sv_from(slash != NULL ? slash + 1 : job->file);
    const char *dot = memchr(name.ptr, '.', name.len);
    if (dot != NULL && dot != name.ptr) {
        name.len = (size_t)(dot - name.ptr);
    }
    char *copy = ks_arena_alloc(&job->arena, name.len + 1);
    for (size_t i = 0; copy != NULL && i < name.len; i++) {
        bool is_plain =
            name.ptr[i] > ' ' && strchr(",;:!?*'\"()[]{}<>&%#+=@$^~|`", name.ptr[i]) == NULL;
        copy[i] = is_plain || (name.ptr[i] & 0x80) != 0 ? name.ptr[i] : '_';
    }
    if (copy != NULL) {
        copy[name.len] = '\0';
    }
    return copy;
}

/* One document, laid out in the style. */
static ks_status print(render_job *job, ks_sv view, ks_bytes *out)
{
    const ks_render_request request = {.file = job->file,
                                       .view = view,
                                       .languages = job->language_list.ptr,
                                       .instance = job->is_inline ? &job->source : NULL,
                                       .from = job->way.from,
                                       .to = job->way.to};
    return ks_render_press_run(job->press, &request, &job->session->sink, out);
}

static ks_status put_page(render_job *job, size_t page, ks_str *view)
{
    const char *ending = job->press == NULL ? "view.xml" : ks_render_ending(job->style);
    const char *name =
        ks_arena_format(&job->arena, "%s.%s", ks_view_book_page_id(job->book, page), ending);
    ks_bytes bytes = {0};
    ks_sv text = ks_str_view(view);
    ks_status status = name == NULL ? KS_ERR_MEMORY : KS_OK;
    if (status == KS_OK && job->press != NULL) {
        status = print(job, text, &bytes);
        text = (ks_sv){bytes.data, bytes.size};
    }
    if (status == KS_OK) {
        status = ks_output_set_add(job->set, name, text, &job->session->sink);
    }
    ks_bytes_release(&bytes);
    return status;
}

/* The list of all pages goes into each of them. */
static ks_status make_menu(render_job *job, ks_str *view)
{
    ks_status status = ks_view_book_write_contents(job->book, view);
    if (status == KS_OK) {
        const ks_render_request request = {
            .file = job->file, .view = ks_str_view(view), .languages = job->language_list.ptr};
        status = ks_render_press_menu(job->press, &request, &job->session->sink);
    }
    return status;
}

/* A file for each statement, and last the list of them. */
static ks_status put_pages(render_job *job)
{
    size_t count = ks_view_book_page_count(job->book);
    const char *folder = ks_names_text(&job->session->names, ks_sv_from(job->output));
    ks_str view;
    ks_str_init(&view);
    ks_status status =
        folder == NULL ? KS_ERR_MEMORY : ks_output_set_new(folder, &job->session->sink, &job->set);
    if (status == KS_OK && job->press != NULL) {
        status = make_menu(job, &view);
    }
    for (size_t i = 1; i <= count + 1 && status == KS_OK; i++) {
        size_t page = i <= count ? i : 0;
        ks_str_clear(&view);
        status = page > 0 ? ks_view_book_write_page(job->book, page, &view)
                          : ks_view_book_write_contents(job->book, &view);
        if (status == KS_OK) {
            status = put_page(job, page, &view);
        }
    }
    if (status == KS_OK) {
        status = ks_output_set_commit(job->set, &job->session->sink);
    }
    ks_output_set_free(job->set);
    ks_str_release(&view);
    return status;
}

static ks_status put_out(render_job *job, ks_sv text)
{
    ks_render_options options = *job->options;
    options.output = job->output;
    return ks_api_render_out(job->session, &options, text);
}

static ks_status put_one(render_job *job)
{
    ks_bytes bytes = {0};
    ks_str view;
    ks_str_init(&view);
    ks_status status = ks_view_book_write_all(job->book, &view);
    if (status == KS_OK && job->press == NULL) {
        status = put_out(job, ks_str_view(&view));
    } else if (status == KS_OK) {
        status = print(job, ks_str_view(&view), &bytes);
        if (status == KS_OK) {
            status = put_out(job, (ks_sv){bytes.data, bytes.size});
        }
    }
    ks_bytes_release(&bytes);
    ks_str_release(&view);
    return status;
}

/* A slash at the end, a folder that is there, or a name without ending. */
static bool is_folder(const char *path)
{
    if (path == NULL || strcmp(path, "-") == 0) {
        return false;
    }
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    return strchr(name, '.') == NULL || strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
           ks_io_is_folder(path);
}

static ks_status lay_out(render_job *job)
{
    const char *slash = strrchr(job->file, '/');
    const ks_write_view_options options = {
        .id = get_name(job),
        .instance_file = slash != NULL ? slash + 1 : job->file,
        .languages = job->languages.items,
        .language_count = job->languages.count,
        .sorts_periods = true,
        .only = job->options->role,
    };
    if (options.id == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = ks_view_book_new(job->report.instance, &options, &job->book);
    if (status == KS_ERR_NOT_FOUND) {
        KS_REPORT(&job->session->sink, KS_F_RENDER_UNKNOWN_ROLE, ((ks_place){job->file, 0, 0}),
                  job->options->role,
                  ks_view_nearest_role(job->report.instance, job->options->role));
        return KS_REFUSED;
    }
    if (status == KS_OK) {
        status = is_folder(job->output) ? put_pages(job) : put_one(job);
    }
    ks_view_book_free(job->book);
    return status;
}

/* An inline document is one file, and needs the instance as it stands. */
static ks_status settle_inline(render_job *job, ks_io_resolver *resolver, const char *url)
{
    const ks_io_document *document = NULL;
    ks_status status = ks_io_resolve(resolver, url, KS_NOWHERE, &job->session->sink, &document);
    if (status != KS_OK) {
        return status;
    }
    job->source = (ks_xml_source){.file = document->file,
                                  .text = document->text,
                                  .names = &job->session->names,
                                  .sink = &job->session->sink,
                                  .producer = document->producer,
                                  .known = job->report.taxonomy};
    if (is_folder(job->output)) {
        const char *name = get_name(job);
        const size_t len = strlen(job->output);
        const bool is_ended = len > 0 && job->output[len - 1] == '/';
        job->output = ks_arena_format(&job->arena, "%s%s%s.%s", job->output, is_ended ? "" : "/",
                                      name != NULL ? name : "", ks_render_ending(job->style));
        if (name == NULL || job->output == NULL) {
            return KS_ERR_MEMORY;
        }
    }
    return ks_api_sources_find_way(resolver, job->file, url, job->output, &job->way);
}

ks_status ks_api_render_instance(ks_session *session, ks_io_resolver *resolver, const char *url,
                                 const char *file, const ks_render_options *options)
{
    render_job job = {
        .session = session, .options = options, .file = file, .style = options->style};
    job.output = options->output;
    job.is_inline = strcmp(job.style, "inline") == 0;
    ks_arena_init(&job.arena);
    ks_str_init(&job.language_list);
    ks_status status = KS_OK;
    if (strcmp(job.style, "view") != 0) {
        status = ks_render_press_new(job.style, &session->sink, &job.press);
    }
    if (status == KS_OK) {
        status = ks_read_report(url, &session->names, resolver, &session->sink, &job.report);
    }
    if (status == KS_OK) {
        status = settle_languages(&job);
    }
    if (status == KS_OK && job.is_inline) {
        status = settle_inline(&job, resolver, url);
    }
    if (status == KS_OK) {
        status = lay_out(&job);
    }
    ks_render_press_free(job.press);
    ks_vec_release(&job.languages);
    ks_str_release(&job.language_list);
    ks_report_pair_release(&job.report);
    ks_arena_release(&job.arena);
    return status;
}

ks_status ks_api_render_out(ks_session *session, const ks_render_options *options, ks_sv text)
{
    ks_api_output output = {
        .session = session,
        .path = options->output,
        .write = options->write,
        .user = options->user,
    };
    return ks_api_output_text(&output, text);
}
