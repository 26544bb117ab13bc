#include "api_report.h"

#include <string.h>

#include "api_choice.h"
#include "api_lines.h"
#include "base_alloc.h"
#include "base_vec.h"
#include "diag_list.h"
#include "io_output.h"
#include "report_baseline.h"
#include "report_fingerprint.h"
#include "report_reporter.h"

/* A report and where it goes. */
typedef struct report {
    ks_api_reports *owner;
    ks_reporter *reporter;
    ks_output_set *set; /* of a file; else `write` */
    ks_write_fn write;
    void *user;
    bool is_over; /* ended, or broken: it hears of nothing more */
} report;

struct ks_api_reports {
    ks_session *session;
    KS_VEC(report *) list;
    ks_api_choices choices;
    bool has_choices;
    ks_baseline *known; /* of ks_session_use_baseline, or NULL */
    ks_baseline *kept;  /* of ks_session_keep_baseline, or NULL */
    const char *kept_file;
    size_t known_count;
    ks_api_lines lines;
    ks_sink late_sink;    /* hears what goes wrong with the reports themselves */
    ks_finding_list late; /* and keeps it until the reports are free to tell it */
    ks_status status;     /* the first failure that no finding tells */
};

static void keep_status(ks_api_reports *reports, ks_status status)
{
    if (status != KS_OK && status != KS_REFUSED && reports->status == KS_OK) {
        reports->status = status;
    }
}

/* ---- where findings go ----------------------------------------------------------------------- */

static bool judge(ks_finding *finding, void *user)
{
    ks_api_reports *reports = user;
    if (!ks_api_choices_judge(&reports->choices, finding)) {
        return false;
    }
    const bool is_checked = finding->outcome == KS_OUTCOME_INVALID;
    if (reports->known != NULL && is_checked) {
        bool is_known = false;
        keep_status(reports, ks_baseline_take(reports->known, finding, &is_known));
        finding->known = is_known ? KS_KNOWN_BEFORE : KS_KNOWN_NEW;
        reports->known_count += is_known;
    }
    if (reports->kept != NULL && is_checked && finding->rule != KS_F_CLI_STALE_BASELINE) {
        keep_status(reports, ks_baseline_add(reports->kept, finding));
    }
    return true;
}

static void settle_report(ks_api_reports *reports, report *one, ks_status status)
{
    keep_status(reports, status);
    one->is_over = one->is_over || status != KS_OK;
}

/* What went wrong with one report is told by the others. */
static void tell_late(ks_api_reports *reports)
{
    ks_finding_list late = reports->late;
    reports->late = (ks_finding_list){0};
    ks_finding_list_flush(&late, &reports->session->sink);
}

static void tell(const ks_finding *finding, void *user)
{
    ks_api_reports *reports = user;
    const ks_options *options = &reports->session->options;
    if (options->on_finding != NULL) {
        options->on_finding(finding, options->user);
    }
    for (size_t i = 0; i < reports->list.count; i++) {
        report *one = reports->list.items[i];
        if (!one->is_over) {
            settle_report(reports, one, ks_reporter_tell(one->reporter, finding));
        }
    }
    if (reports->late.items.count > 0) {
        tell_late(reports);
    }
}

/* Who only counts need not have messages made. */
static void listen(ks_api_reports *reports)
{
    ks_sink *sink = &reports->session->sink;
    const bool is_heard = reports->session->options.on_finding != NULL || reports->list.count > 0;
    const bool is_judged = reports->has_choices || reports->known != NULL || reports->kept != NULL;
    sink->callback = is_heard ? tell : NULL;
    sink->user = reports;
    sink->judge = is_judged ? judge : NULL;
    sink->judge_user = reports;
}

ks_status ks_api_reports_new(ks_session *session)
{
    ks_api_reports *reports = ks_alloc_zero(1, sizeof *reports);
    if (reports == NULL) {
        return KS_ERR_MEMORY;
    }
    reports->session = session;
    ks_sink_init(&reports->late_sink, ks_finding_list_add, &reports->late,
                 ks_api_lang(session->options.language));
    session->reports = reports;
    listen(reports);
    return KS_OK;
}

static void free_report(report *one)
{
    ks_reporter_free(one->reporter);
    ks_output_set_free(one->set);
    ks_alloc_free(one);
}

static void free_baseline(ks_baseline *baseline)
{
    if (baseline != NULL) {
        ks_baseline_release(baseline);
        ks_alloc_free(baseline);
    }
}

void ks_api_reports_free(ks_api_reports *reports)
{
    if (reports == NULL) {
        return;
    }
    for (size_t i = 0; i < reports->list.count; i++) {
        free_report(reports->list.items[i]);
    }
    ks_vec_release(&reports->list);
    free_baseline(reports->known);
    free_baseline(reports->kept);
    ks_api_lines_release(&reports->lines);
    ks_finding_list_release(&reports->late);
    ks_alloc_free(reports);
}

/* ---- reports --------------------------------------------------------------------------------- */

const char *ks_report_format_name(size_t index)
{
    return ks_reporter_name(index);
}

void ks_finding_fingerprint(const ks_finding *finding, char out[KS_FINGERPRINT_SIZE])
{
    ks_fingerprint(finding, out);
}

/* Parts a path into the folder, which the session keeps, and the name in it. */
static ks_status part_path(ks_session *session, const char *path, const char **out_folder,
                           const char **out_name)
{
    const char *slash = strrchr(path, '/');
    ks_sv folder = slash != NULL ? (ks_sv){path, (size_t)(slash - path) + 1} : KS_SV(".");
    *out_folder = ks_names_text(&session->names, folder);
    *out_name = slash != NULL ? slash + 1 : path;
    return *out_folder != NULL ? KS_OK : KS_ERR_MEMORY;
}

static ks_status open_file(ks_api_reports *reports, const char *path, ks_output_set **out)
{
    const char *folder = NULL, *name = NULL;
    ks_status status = part_path(reports->session, path, &folder, &name);
    if (status == KS_OK) {
        status = ks_output_set_new(folder, &reports->late_sink, out);
    }
    return status == KS_OK ? ks_output_set_begin(*out, name, &reports->late_sink) : status;
}

static ks_status put(ks_sv piece, void *user)
{
    report *one = user;
    if (one->set != NULL) {
        return ks_output_set_put(one->set, piece, &one->owner->late_sink);
    }
    if (one->write != NULL) {
        one->write(piece.ptr, piece.len, one->user);
    }
    return KS_OK;
}

static ks_status start_report(ks_api_reports *reports, const ks_report_options *options,
                              report *one)
{
    const ks_report_setup setup = {
        .lang = reports->session->sink.lang,
        .fail_on = options->fail_on,
        .root = options->root,
        .is_coloured = options->is_coloured,
        .has_excerpts = options->has_excerpts,
        .width = options->width,
        .find_line = ks_api_find_line,
        .find_user = &reports->lines,
        .put = put,
        .put_user = one,
    };
    *one = (report){.owner = reports, .write = options->write, .user = options->user};
    ks_status status = ks_reporter_new(options->format, &setup, &one->reporter);
    if (status == KS_OK && options->file != NULL) {
        status = open_file(reports, options->file, &one->set);
    }
    return status;
}

ks_status ks_session_add_report(ks_session *session, const ks_report_options *options)
{
    ks_api_reports *reports = session->reports;
    report *one = ks_alloc_zero(1, sizeof *one);
    if (one == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = start_report(reports, options, one);
    report **slot = status == KS_OK ? ks_vec_add(&reports->list) : NULL;
    if (slot == NULL) {
        free_report(one);
        tell_late(reports);
        return status == KS_OK ? KS_ERR_MEMORY : status;
    }
    *slot = one;
    listen(reports);
    return KS_OK;
}

ks_status ks_api_begin_input(ks_session *session, const char *file)
{
    ks_api_reports *reports = session->reports;
    for (size_t i = 0; i < reports->list.count; i++) {
        report *one = reports->list.items[i];
        if (!one->is_over) {
            settle_report(reports, one, ks_reporter_input(one->reporter, file));
        }
    }
    if (reports->known != NULL) {
        keep_status(reports, ks_baseline_input(reports->known, file));
    }
    if (reports->kept != NULL) {
        keep_status(reports, ks_baseline_input(reports->kept, file));
    }
    tell_late(reports);
    return reports->status;
}

/* ---- the end --------------------------------------------------------------------------------- */

static ks_status write_baseline(ks_api_reports *reports)
{
    ks_str text;
    ks_str_init(&text);
    ks_baseline_write(reports->kept, &text);
    ks_output_set *set = NULL;
    ks_status status = ks_str_status(&text);
    if (status == KS_OK) {
        status = open_file(reports, reports->kept_file, &set);
    }
    if (status == KS_OK) {
        status = ks_output_set_put(set, ks_str_view(&text), &reports->late_sink);
    }
    if (status == KS_OK) {
        status = ks_output_set_end(set, &reports->late_sink);
    }
    if (status == KS_OK) {
        status = ks_output_set_commit(set, &reports->late_sink);
    }
    ks_output_set_free(set);
    ks_str_release(&text);
    return status;
}

static void end_baselines(ks_api_reports *reports)
{
    if (reports->known != NULL) {
        ks_baseline_report_stale(reports->known, &reports->session->sink);
    }
    if (reports->kept != NULL) {
        keep_status(reports, write_baseline(reports));
        tell_late(reports);
    }
}

static ks_status end_report(const ks_api_reports *reports, report *one, int exit_code)
{
    const ks_report_end end = {
        .counts = reports->session->sink.heard,
        .known = reports->known_count,
        .exit_code = exit_code,
    };
    ks_sink *sink = &one->owner->late_sink;
    ks_status status = ks_reporter_end(one->reporter, &end);
    if (status == KS_OK && one->set != NULL) {
        status = ks_output_set_end(one->set, sink);
    }
    if (status == KS_OK && one->set != NULL) {
        status = ks_output_set_commit(one->set, sink);
    }
    return status;
}

/* Files first: what goes wrong with them is told by the others. */
static void end_reports(ks_api_reports *reports, bool are_files, int exit_code)
{
    for (size_t i = 0; i < reports->list.count; i++) {
        report *one = reports->list.items[i];
        if (!one->is_over && (one->set != NULL) == are_files) {
            keep_status(reports, end_report(reports, one, exit_code));
            one->is_over = true;
        }
    }
    tell_late(reports);
}

ks_status ks_session_end_reports(ks_session *session, int exit_code)
{
    ks_api_reports *reports = session->reports;
    const size_t before = ks_sink_errors(&session->sink);
    end_baselines(reports);
    end_reports(reports, true, exit_code);
    end_reports(reports, false, exit_code);
    return ks_api_settle(session, reports->status, before);
}

/* ---- which findings count -------------------------------------------------------------------- */

ks_status ks_session_choose(ks_session *session, const char *id, ks_choice choice)
{
    ks_status status = ks_api_choose(&session->reports->choices, id, choice);
    session->reports->has_choices = true;
    listen(session->reports);
    return status;
}

static ks_baseline *new_baseline(const char *root)
{
    ks_baseline *baseline = ks_alloc(sizeof *baseline);
    if (baseline != NULL) {
        ks_baseline_init(baseline, root);
    }
    return baseline;
}

ks_status ks_session_use_baseline(ks_session *session, const char *file, const char *root)
{
    ks_baseline *baseline = new_baseline(root);
    if (baseline == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_bytes text = {NULL, 0};
    ks_status status = ks_io_read_file(file, KS_NOWHERE, &session->sink, &text);
    if (status == KS_OK) {
        status = ks_baseline_read(baseline, file, (ks_sv){text.data, text.size}, &session->sink);
    }
    ks_bytes_release(&text);
    if (status != KS_OK) {
        free_baseline(baseline);
        return status;
    }
    free_baseline(session->reports->known);
    session->reports->known = baseline;
    listen(session->reports);
    return KS_OK;
}

ks_status ks_session_keep_baseline(ks_session *session, const char *file, const char *root)
{
    ks_baseline *baseline = new_baseline(root);
    if (baseline == NULL) {
        return KS_ERR_MEMORY;
    }
    free_baseline(session->reports->kept);
    session->reports->kept = baseline;
    session->reports->kept_file = file;
    listen(session->reports);
    return KS_OK;
}

size_t ks_session_known(const ks_session *session)
{
    return session->reports->known_count;
}
