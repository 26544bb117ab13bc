#include "run.h"

#include <string.h>

#include <kessan/kessan.h>

#include "api_session.h"
#include "model_taxonomy.h"
#include "output.h"
#include "read_instance.h"
#include "read_report_package.h"

typedef struct listener {
    ks_arena *arena;
    const conf_variation *variation;
    const conf_settings *settings;
    conf_outcome *outcome;
    bool is_failed;
} listener;

void conf_outcome_release(conf_outcome *outcome)
{
    ks_vec_release(&outcome->findings);
}

static const char *first_line(ks_arena *arena, const ks_finding *finding)
{
    char *text = ks_finding_text(finding, KS_LANGUAGE_EN);
    if (text == NULL) {
        return NULL;
    }
    const char *line = ks_arena_text(arena, (ks_sv){text, strcspn(text, "\n")});
    ks_text_free(text);
    return line;
}

static void keep_finding(const ks_finding *finding, void *user)
{
    listener *l = user;
    const conf_finding kept = {
        .id = ks_arena_textz(l->arena, finding->id),
        .code = ks_arena_textz(l->arena, finding->code),
        .line = first_line(l->arena, finding),
        .severity = finding->severity,
        .outcome = finding->outcome,
    };
    conf_finding *slot = ks_vec_add(&l->outcome->findings);
    if (slot == NULL || kept.id == NULL || kept.code == NULL || kept.line == NULL) {
        l->is_failed = true;
        l->outcome->findings.count -= slot == NULL ? 0 : 1;
        return;
    }
    *slot = kept;
}

static bool has_error(const conf_outcome *outcome)
{
    for (size_t i = 0; i < outcome->findings.count; i++) {
        if (outcome->findings.items[i].severity == KS_ERROR) {
            return true;
        }
    }
    return false;
}

static const char *const UNJUDGED[] = {
    "http://xbrl.org/2008/formula",
    "http://xbrl.org/2008/assertion/value",
    "http://xbrl.org/2008/assertion/existence",
    "http://xbrl.org/2008/assertion/consistency",
    "http://xbrl.org/2014/table",
};

static bool has_unjudged(const ks_taxonomy *taxonomy)
{
    for (size_t i = 0; i < taxonomy->documents.count; i++) {
        const char *ns = taxonomy->documents.items[i].ns;
        for (size_t j = 0; ns != NULL && j < sizeof UNJUDGED / sizeof *UNJUDGED; j++) {
            if (strcmp(ns, UNJUDGED[j]) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* One output, of whatever is read: where inline documents have several targets, the first that is
 * read need not be the one. */
static bool is_comparable(const conf_variation *variation)
{
    return variation->outputs.count == 1 && variation->outputs.items[0].target == NULL &&
           (variation->dialect->moving_ns[0] != NULL || !conf_is_page(variation->entries.items[0]));
}

/* While it is there: reading it once more takes as long as all else. */
static void compare_report(const struct ks_report_pair *report, void *user)
{
    listener *l = user;
    l->outcome->report_count++;
    l->outcome->has_unjudged |= has_unjudged(report->taxonomy);
    if (!is_comparable(l->variation) || l->outcome->is_compared || has_error(l->outcome)) {
        return;
    }
    conf_comparison comparison = {.variation = l->variation,
                                  .settings = l->settings,
                                  .arena = l->arena,
                                  .output = l->variation->outputs.items,
                                  .actual = report};
    l->is_failed |= conf_compare_output(&comparison) != KS_OK;
    l->outcome->is_compared = true;
    l->outcome->differences = comparison.differences;
    l->outcome->uncompared = comparison.uncompared;
}

const char **conf_all_packages(const conf_variation *variation, const conf_settings *settings,
                               ks_arena *arena)
{
    const char **all =
        ks_arena_zero(arena, settings->package_count + variation->packages.count + 1, sizeof *all);
    for (size_t i = 0; all != NULL && i < settings->package_count; i++) {
        all[i] = settings->packages[i];
    }
    for (size_t i = 0; all != NULL && i < variation->packages.count; i++) {
        all[settings->package_count + i] = variation->packages.items[i];
    }
    return all;
}

static ks_calculation calculation_of(const conf_variation *variation)
{
    if (variation->mode == NULL) {
        return KS_CALCULATION_21;
    }
    return strncmp(variation->mode, "trunc", strlen("trunc")) == 0 ? KS_CALCULATION_11_TRUNCATED
                                                                   : KS_CALCULATION_11;
}

/* By the rules of packages alone: suites of packages have reports and taxonomies in them that are
 * empty, or lead to what is not there. */
static ks_status run_package(listener *l, const char *path)
{
    ks_names names;
    ks_sink sink;
    ks_report_package *package = NULL;
    ks_names_init(&names);
    ks_sink_init(&sink, keep_finding, l, KS_LANG_EN);
    ks_status status = ks_read_report_package(path, &names, &sink, &package);
    l->outcome->report_count = status == KS_OK ? package->report_count : 0;
    ks_report_package_free(package);
    ks_names_release(&names);
    return status == KS_OK ? ks_sink_status(&sink) : status;
}

/* What the Open Information Model cannot tell is found where a report is converted to it. */
static bool asks_for_losses(const conf_variation *variation)
{
    for (size_t i = 0; i < variation->codes.count; i++) {
        if (strncmp(variation->codes.items[i].text, "xbrlxe:", strlen("xbrlxe:")) == 0) {
            return true;
        }
    }
    return false;
}

static ks_status run_files(ks_session *session, const conf_variation *variation)
{
    const char *const *entries = variation->entries.items;
    const ks_convert_options options = {.format = KS_CONVERT_JSON};
    if (variation->entries.count != 1) {
        return ks_validate_files(session, entries, variation->entries.count);
    }
    return asks_for_losses(variation) ? ks_convert(session, entries[0], &options)
                                      : ks_validate(session, entries[0]);
}

/* Each variation has a session of its own: what one of them read has no part in the next. */
ks_status conf_run(const conf_variation *variation, const conf_settings *settings, ks_arena *arena,
                   conf_outcome *out)
{
    listener l = {arena, variation, settings, out, false};
    if (variation->is_package) {
        out->status = run_package(&l, variation->entries.items[0]);
        return l.is_failed || out->status == KS_ERR_MEMORY ? KS_ERR_MEMORY : KS_OK;
    }
    const char **packages = conf_all_packages(variation, settings, arena);
    if (packages == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_options options = KS_OPTIONS_INIT;
    options.on_finding = keep_finding;
    options.user = &l;
    options.mirrors = settings->mirrors;
    options.mirror_count = settings->mirror_count;
    options.packages = packages;
    options.utr = settings->utr;
    options.package_count = settings->package_count + variation->packages.count;
    options.calculation = calculation_of(variation);
    ks_session *session = NULL;
    ks_status status = ks_session_new(&options, &session);
    if (status != KS_OK) {
        return status;
    }
    session->on_report = compare_report;
    out->status = run_files(session, variation);
    ks_session_free(session);
    return l.is_failed || out->status == KS_ERR_MEMORY ? KS_ERR_MEMORY : KS_OK;
}
