#include <string.h>

#include "api_pack.h"
#include "api_read.h"
#include "api_report.h"
#include "api_session.h"
#include "base_alloc.h"
#include "build.h"
#include "io_encoding.h"
#include "io_output.h"
#include "read_plan.h"
#include "render_view.h"
#include "write_files.h"
#include "write_instance.h"
#include "write_taxonomy.h"
#include "write_view.h"

struct ks_made {
    KS_VEC(char *) names;
    char *ledger;
    size_t concept_count;
    size_t context_count;
    size_t fact_count;
};

/* One run of ks_make. */
typedef struct maker {
    ks_session *session;
    const ks_make_options *options;
    const char *encoding;
    ks_plan *plan;
    ks_filing *filing;
    ks_write_files documents;          /* of the report, in UTF-8 */
    ks_write_files readable;           /* the statement view and what is rendered from it */
    const ks_api_pack_kind *pack_kind; /* NULL: no package is wanted */
    ks_write_files packed;             /* the report as it is in the package */
    ks_bytes package;
    ks_arena arena;
    ks_made *made;
} maker;

void ks_made_free(ks_made *made)
{
    if (made == NULL) {
        return;
    }
    for (size_t i = 0; i < made->names.count; i++) {
        ks_alloc_free(made->names.items[i]);
    }
    ks_vec_release(&made->names);
    ks_alloc_free(made->ledger);
    ks_alloc_free(made);
}

size_t ks_made_file_count(const ks_made *made)
{
    return made->names.count;
}

const char *ks_made_file(const ks_made *made, size_t index)
{
    return index < made->names.count ? made->names.items[index] : NULL;
}

const char *ks_made_ledger(const ks_made *made)
{
    return made->ledger;
}

size_t ks_made_concept_count(const ks_made *made)
{
    return made->concept_count;
}

size_t ks_made_context_count(const ks_made *made)
{
    return made->context_count;
}

size_t ks_made_fact_count(const ks_made *made)
{
    return made->fact_count;
}

static ks_status check_encoding(maker *m)
{
    const char *asked = m->options->encoding != NULL ? m->options->encoding : "UTF-8";
    m->encoding = ks_encoding_name(asked);
    if (m->encoding != NULL) {
        return KS_OK;
    }
    KS_REPORT(&m->session->sink, KS_F_CLI_UNKNOWN_ENCODING, KS_NOWHERE, asked,
              ks_encoding_nearest(asked));
    return KS_REFUSED;
}

static ks_status check_package(maker *m)
{
    const char *path = m->options->package;
    return path == NULL
               ? KS_OK
               : ks_api_pack_find_kind(m->session, path, m->options->is_rendered, &m->pack_kind);
}

static ks_status make_record(maker *m)
{
    m->made = ks_alloc_zero(1, sizeof *m->made);
    if (m->made == NULL) {
        return KS_ERR_MEMORY;
    }
    m->made->concept_count = ks_filing_taxonomy(m->filing)->concepts.count;
    m->made->context_count = ks_filing_instance(m->filing)->contexts.count;
    m->made->fact_count = ks_filing_instance(m->filing)->facts.count;
    ks_str ledger;
    ks_str_init(&ledger);
    ks_ledger_write(ks_filing_ledger(m->filing), m->session->sink.lang, &ledger);
    m->made->ledger = ks_str_take(&ledger);
    return m->made->ledger != NULL ? KS_OK : KS_ERR_MEMORY;
}

/* "ID" and `ending`, as a name of an output. */
static const char *name_output(maker *m, const char *ending)
{
    return ks_arena_format(&m->arena, "%s%s", m->plan->id, ending);
}

static ks_status add_file(maker *m, ks_write_files *files, const char *ending, ks_str *text)
{
    const char *name = name_output(m, ending);
    return name != NULL ? ks_write_files_add(files, name, text) : KS_ERR_MEMORY;
}

static ks_write_instance_options instance_options(const maker *m)
{
    return (ks_write_instance_options){m->plan->ns, m->plan->prefix, m->encoding};
}

static ks_status write_instance(maker *m, const ks_instance *instance, ks_write_files *files)
{
    const ks_write_instance_options options = instance_options(m);
    ks_str text;
    ks_str_init(&text);
    ks_status status = ks_write_instance(instance, &options, &text);
    if (status == KS_OK) {
        status = add_file(m, files, ".xbrl", &text);
    }
    ks_str_release(&text);
    return status;
}

static ks_status write_report(maker *m)
{
    const ks_write_taxonomy_options taxonomy = {
        .base_name = m->plan->id,
        .ns = m->plan->ns,
        .prefix = m->plan->prefix,
        .languages = m->plan->languages.items,
        .language_count = m->plan->languages.count,
        .encoding = m->encoding,
    };
    ks_status status = ks_write_taxonomy(ks_filing_taxonomy(m->filing), &taxonomy, &m->documents);
    return status == KS_OK ? write_instance(m, ks_filing_instance(m->filing), &m->documents)
                           : status;
}

/* The plan's chart in the terms of the model; false where the instance has no such unit. */
static ks_status convert_chart(maker *m, const ks_plan_chart *chart, ks_view_chart *out)
{
    const ks_taxonomy *taxonomy = ks_filing_taxonomy(m->filing);
    const ks_concept **series =
        ks_arena_zero(&m->arena, chart->series.count, sizeof(const ks_concept *));
    if (series == NULL) {
        return KS_ERR_MEMORY;
    }
    size_t count = 0;
    for (size_t i = 0; i < chart->series.count; i++) {
        const ks_qname *name = ks_names_qname(&m->session->names, ks_sv_from(m->plan->ns),
                                              ks_sv_from(chart->series.items[i]->name));
        if (name == NULL) {
            return KS_ERR_MEMORY;
        }
        const ks_concept *concept = ks_taxonomy_find(taxonomy, name);
        if (concept != NULL) {
            series[count++] = concept;
        }
    }
    *out = (ks_view_chart){
        .id = chart->id,
        .role = chart->statement->role_uri,
        .titles = chart->titles,
        .unit = ks_instance_unit(ks_filing_instance(m->filing), chart->unit->id),
        .series = series,
        .series_count = count,
    };
    return KS_OK;
}

static ks_status convert_charts(maker *m, ks_write_view_options *options)
{
    ks_view_chart *charts = ks_arena_zero(&m->arena, m->plan->charts.count, sizeof *charts);
    if (charts == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < m->plan->charts.count; i++) {
        ks_view_chart chart;
        ks_status status = convert_chart(m, m->plan->charts.items[i], &chart);
        if (status != KS_OK) {
            return status;
        }
        if (chart.unit != NULL) { /* a unit without facts is not in the instance */
            charts[options->chart_count++] = chart;
        }
    }
    options->charts = charts;
    return KS_OK;
}

static ks_status write_view(maker *m)
{
    ks_write_view_options options = {
        .id = m->plan->id,
        .instance_file = name_output(m, ".xbrl"),
        .languages = m->plan->languages.items,
        .language_count = m->plan->languages.count,
        .ns = m->plan->ns,
        .prefix = m->plan->prefix,
    };
    if (options.instance_file == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = convert_charts(m, &options);
    ks_str text;
    ks_str_init(&text);
    if (status == KS_OK) {
        status = ks_write_view(ks_filing_instance(m->filing), &options, &text);
    }
    if (status == KS_OK) {
        status = add_file(m, &m->readable, ".view.xml", &text);
    }
    ks_str_release(&text);
    return status;
}

/* Renders the view (the first of the readable files) into the file "ID.ENDING" of `files`. */
static ks_status render_with(maker *m, const ks_render_request *how, const char *ending,
                             ks_write_files *files)
{
    const ks_write_file *view = &m->readable.list.items[0];
    ks_render_request request = *how;
    ks_bytes bytes = {0};
    request.file = view->name;
    request.view = ks_str_view(&view->text);
    ks_status status = ks_render_view(&request, &m->session->sink, &bytes);
    if (status != KS_OK) {
        return status;
    }
    ks_str text;
    ks_str_init(&text);
    ks_str_add_sv(&text, (ks_sv){bytes.data, bytes.size});
    ks_bytes_release(&bytes);
    status = ks_str_status(&text);
    if (status == KS_OK) {
        status = ending != NULL ? add_file(m, files, ending, &text) : KS_ERR_MEMORY;
    }
    ks_str_release(&text);
    return status;
}

static ks_status render(maker *m, const char *style, const char *languages, const char *ending)
{
    const ks_render_request how = {.style = style, .languages = languages};
    return render_with(m, &how, ending, &m->readable);
}

/* The inline document: the filing in all its languages, with the whole instance in it. */
static ks_status render_inline(maker *m, const ks_instance *instance, ks_write_files *files)
{
    const ks_write_instance_options options = {m->plan->ns, m->plan->prefix, "UTF-8"};
    ks_str text;
    ks_str_init(&text);
    ks_status status = ks_write_instance(instance, &options, &text);
    const ks_xml_source source = {.file = m->plan->id,
                                  .text = ks_str_view(&text),
                                  .names = &m->session->names,
                                  .sink = &m->session->sink};
    const ks_render_request how = {.style = "inline", .instance = &source};
    if (status == KS_OK) {
        status = render_with(m, &how, ".xhtml", files);
    }
    ks_str_release(&text);
    return status;
}

/* All languages side by side, where there is more than one. */
static ks_status render_together(maker *m)
{
    ks_str spaced, dashed;
    ks_str_init(&spaced);
    ks_str_init(&dashed);
    for (size_t i = 0; i < m->plan->languages.count; i++) {
        ks_str_addf(&spaced, "%s%s", i > 0 ? " " : "", m->plan->languages.items[i]);
        ks_str_addf(&dashed, "%s%s", i > 0 ? "-" : "", m->plan->languages.items[i]);
    }
    ks_status status = ks_str_status(&spaced);
    if (status == KS_OK) {
        status = ks_str_status(&dashed);
    }
    if (status == KS_OK) {
        status = render(m, "html", spaced.ptr, ks_arena_format(&m->arena, ".%s.html", dashed.ptr));
    }
    ks_str_release(&spaced);
    ks_str_release(&dashed);
    return status;
}

static ks_status render_all(maker *m)
{
    if (!m->options->is_rendered) {
        return KS_OK;
    }
    ks_status status = m->plan->languages.count > 1 ? render_together(m) : KS_OK;
    for (size_t i = 0; status == KS_OK && i < m->plan->languages.count; i++) {
        const char *lang = m->plan->languages.items[i];
        status = render(m, "html", lang, ks_arena_format(&m->arena, ".%s.html", lang));
        if (status == KS_OK) {
            status = render(m, "text", lang, ks_arena_format(&m->arena, ".%s.txt", lang));
        }
    }
    return status == KS_OK ? render_inline(m, ks_filing_instance(m->filing), &m->readable) : status;
}

/* Brings documents into the encoding asked for. */
static ks_status encode_files(maker *m, const ks_write_files *files)
{
    for (size_t i = 0; i < files->list.count; i++) {
        ks_write_file *file = &files->list.items[i];
        const ks_place place = {file->name, 0, 0};
        ks_bytes bytes = {0};
        ks_status status = ks_io_encode(ks_str_view(&file->text), m->encoding, true, place,
                                        &m->session->sink, &bytes);
        if (status != KS_OK) {
            return status;
        }
        ks_str_clear(&file->text);
        ks_str_add_sv(&file->text, (ks_sv){bytes.data, bytes.size});
        ks_bytes_release(&bytes);
        status = ks_str_status(&file->text);
        if (status != KS_OK) {
            return status;
        }
    }
    return KS_OK;
}

static ks_status encode(maker *m)
{
    return encode_files(m, &m->documents);
}

/* The report in a package names its schema by another address. */
static ks_status write_packed(maker *m)
{
    ks_instance instance = *ks_filing_instance(m->filing);
    instance.schema_ref = ks_api_pack_schema(m->plan, &m->arena);
    if (instance.schema_ref == NULL) {
        return KS_ERR_MEMORY;
    }
    if (m->pack_kind->is_inline) {
        return render_inline(m, &instance, &m->packed);
    }
    ks_status status = write_instance(m, &instance, &m->packed);
    return status == KS_OK ? encode_files(m, &m->packed) : status;
}

static ks_status pack(maker *m)
{
    ks_status status = m->pack_kind != NULL ? write_packed(m) : KS_OK;
    if (status != KS_OK || m->pack_kind == NULL) {
        return status;
    }
    ks_write_files taxonomy = m->documents;
    taxonomy.list.count--; /* the instance is the last */
    return ks_api_pack(m->plan, m->pack_kind, &taxonomy, &m->packed.list.items[0], &m->package);
}

static ks_status put_files(maker *m, ks_output_set *set, const ks_write_files *files)
{
    for (size_t i = 0; i < files->list.count; i++) {
        const ks_write_file *file = &files->list.items[i];
        char **name = ks_vec_add(&m->made->names);
        if (name == NULL || (*name = ks_alloc_text(file->name, strlen(file->name))) == NULL) {
            return KS_ERR_MEMORY;
        }
        ks_status status =
            ks_output_set_add(set, file->name, ks_str_view(&file->text), &m->session->sink);
        if (status != KS_OK) {
            return status;
        }
    }
    return KS_OK;
}

static ks_status put_package(maker *m, ks_api_output *output)
{
    if (m->pack_kind == NULL) {
        return KS_OK;
    }
    ks_status status = ks_api_output_open(output);
    if (status == KS_OK) {
        status = ks_api_output_put((ks_sv){m->package.data, m->package.size}, output);
    }
    return status == KS_OK ? ks_output_set_end(output->set, &m->session->sink) : status;
}

static ks_status put_out(maker *m)
{
    ks_output_set *set = NULL;
    ks_api_output package = {.session = m->session, .path = m->options->package};
    ks_status status = ks_output_set_new(m->options->folder, &m->session->sink, &set);
    if (status == KS_OK) {
        status = put_files(m, set, &m->documents);
    }
    if (status == KS_OK) {
        status = put_files(m, set, &m->readable);
    }
    if (status == KS_OK) {
        status = put_package(m, &package);
    }
    if (status == KS_OK) {
        ks_output_set *const sets[] = {set, package.set};
        status = ks_output_sets_commit(sets, 2, &m->session->sink);
    }
    ks_api_output_release(&package);
    ks_output_set_free(set);
    return status;
}

static ks_status validate(maker *m)
{
    return ks_api_validate_written(m->session, &m->documents, &m->readable.list.items[0]);
}

static ks_status build(maker *m, const char *plan)
{
    ks_sink *sink = &m->session->sink;
    ks_status status = ks_api_begin_input(m->session, plan);
    if (status == KS_OK) {
        status = check_encoding(m);
    }
    if (status == KS_OK) {
        status = check_package(m);
    }
    if (status == KS_OK) {
        status = ks_read_plan(plan, &m->session->names, sink, &m->plan);
    }
    if (status == KS_OK) {
        status = ks_build_filing(m->plan, sink, &m->filing);
    }
    return status == KS_OK ? make_record(m) : status;
}

/* The chain: a step runs only where those before it found no error. */
static ks_status run(maker *m, const char *plan)
{
    static ks_status (*const STEPS[])(maker *) = {write_report, encode, write_view, validate,
                                                  render_all,   pack,   put_out};
    const size_t before = ks_sink_errors(&m->session->sink);
    ks_status status = ks_api_settle(m->session, build(m, plan), before);
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS && status == KS_OK; i++) {
        status = ks_api_settle(m->session, STEPS[i](m), before);
    }
    return status;
}

static void drop_names(ks_made *made)
{
    while (made->names.count > 0) {
        ks_alloc_free(made->names.items[--made->names.count]);
    }
}

ks_status ks_make(ks_session *session, const char *plan, const ks_make_options *options,
                  ks_made **out)
{
    maker m = {.session = session, .options = options};
    ks_arena_init(&m.arena);
    ks_status status = run(&m, plan);
    if (m.made != NULL && (status == KS_OK || status == KS_REFUSED) && m.made->ledger != NULL) {
        if (status == KS_REFUSED) {
            drop_names(m.made);
        }
        *out = m.made;
    } else {
        ks_made_free(m.made);
    }
    ks_write_files_release(&m.documents);
    ks_write_files_release(&m.readable);
    ks_write_files_release(&m.packed);
    ks_bytes_release(&m.package);
    ks_filing_free(m.filing);
    ks_plan_free(m.plan);
    ks_arena_release(&m.arena);
    return status;
}
