/* JUnit XML as Jenkins and GitLab read it: a suite for each input, and in it a case for each rule
 * that has something to say; an input without findings is one case that passes. What does not fail
 * the run stands in the output of its case. */
#include <string.h>

#include "base_alloc.h"
#include "base_text.h"
#include "base_vec.h"
#include "report_format.h"
#include "report_place.h"
#include "report_text.h"

/* What one rule found in one input. */
typedef struct rule_case {
    size_t rule;
    ks_str first; /* the first message */
    ks_str lines; /* all findings, as text */
    size_t count;
    bool is_failure;   /* one of them fails the run */
    bool is_unchecked; /* it says that something could not be checked */
} rule_case;

typedef struct state {
    char *input; /* its name; NULL in front of the first one */
    KS_VEC(rule_case) cases;
    bool has_suites;
    bool is_failed;
} state;

static void add_escaped(ks_str *out, const char *text)
{
    const char *end = text + strlen(text);
    while (text < end) {
        uint32_t c = ks_utf8_next(&text, end);
        const char *escape = ks_char_escape(c);
        if (escape != NULL) {
            ks_str_add(out, escape);
        } else {
            ks_str_add_codepoint(out, c != UINT32_MAX && ks_char_is_xml(c) ? c : 0xfffd);
        }
    }
}

static rule_case *find_case(state *self, size_t rule)
{
    for (size_t i = 0; i < self->cases.count; i++) {
        if (self->cases.items[i].rule == rule) {
            return &self->cases.items[i];
        }
    }
    rule_case *added = ks_vec_add(&self->cases);
    if (added != NULL) {
        added->rule = rule;
        ks_str_init(&added->first);
        ks_str_init(&added->lines);
    }
    return added;
}

static void tell(ks_reporter *reporter, const ks_finding *finding)
{
    state *self = reporter->state;
    if (finding->known == KS_KNOWN_BEFORE) {
        return;
    }
    rule_case *found = find_case(self, finding->rule);
    if (found == NULL) {
        self->is_failed = true;
        return;
    }
    if (found->count++ == 0) {
        ks_str_add(&found->first, finding->message);
    }
    const bool is_unchecked =
        finding->severity == KS_ERROR && finding->outcome != KS_OUTCOME_INVALID;
    found->is_unchecked = found->is_unchecked || is_unchecked;
    found->is_failure =
        found->is_failure || is_unchecked || (int)finding->severity >= reporter->setup.fail_on;
    ks_report_text_finding(&found->lines, finding, reporter->setup.lang);
}

static void add_case(ks_reporter *reporter, const rule_case *found, const char *input)
{
    ks_str *out = &reporter->out;
    const char *id = ks_finding_info_get((ks_finding_id)found->rule)->id;
    const char *element = !found->is_failure    ? "system-out"
                          : found->is_unchecked ? "error"
                                                : "failure";
    ks_str_addf(out, "<testcase name=\"%s\" classname=\"", id);
    add_escaped(out, input);
    ks_str_addf(out, "\">\n<%s", element);
    if (found->is_failure) {
        ks_str_addf(out, " type=\"%s\" message=\"", id);
        add_escaped(out, found->first.ptr);
        ks_str_add_char(out, '"');
    }
    ks_str_add_char(out, '>');
    add_escaped(out, found->lines.ptr);
    ks_str_addf(out, "</%s>\n</testcase>\n", element);
    out->is_failed = out->is_failed || found->first.is_failed || found->lines.is_failed;
}

static void clear_cases(state *self)
{
    for (size_t i = 0; i < self->cases.count; i++) {
        ks_str_release(&self->cases.items[i].first);
        ks_str_release(&self->cases.items[i].lines);
    }
    self->cases.count = 0;
}

/* Writes what was told since the last input began; what was told in front of the first one, only
 * where there was something. */
static void end_suite(ks_reporter *reporter)
{
    state *self = reporter->state;
    size_t failures = 0, errors = 0;
    if (self->input == NULL && self->cases.count == 0) {
        return;
    }
    for (size_t i = 0; i < self->cases.count; i++) {
        errors += self->cases.items[i].is_unchecked;
        failures += self->cases.items[i].is_failure && !self->cases.items[i].is_unchecked;
    }
    const char *input = self->input != NULL ? self->input : "kessan";
    ks_str_add(&reporter->out, "<testsuite name=\"");
    add_escaped(&reporter->out, input);
    ks_str_addf(&reporter->out, "\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\">\n",
                self->cases.count > 0 ? self->cases.count : 1, failures, errors);
    for (size_t i = 0; i < self->cases.count; i++) {
        add_case(reporter, &self->cases.items[i], input);
    }
    if (self->cases.count == 0) {
        ks_str_add(&reporter->out, "<testcase name=\"valid\" classname=\"");
        add_escaped(&reporter->out, input);
        ks_str_add(&reporter->out, "\"/>\n");
    }
    ks_str_add(&reporter->out, "</testsuite>\n");
    self->has_suites = true;
    clear_cases(self);
}

static void begin(ks_reporter *reporter)
{
    ks_str_add(&reporter->out,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"kessan\">\n");
}

static void input(ks_reporter *reporter, const char *file)
{
    state *self = reporter->state;
    const char *name = ks_report_file(reporter->setup.root, file);
    end_suite(reporter);
    ks_alloc_free(self->input);
    self->input = ks_alloc_text(name, strlen(name));
    self->is_failed = self->is_failed || self->input == NULL;
}

static void end(ks_reporter *reporter, const ks_report_end *end)
{
    state *self = reporter->state;
    (void)end;
    end_suite(reporter);
    ks_str_add(&reporter->out, "</testsuites>\n");
    reporter->out.is_failed = reporter->out.is_failed || self->is_failed;
}

static void release(void *user)
{
    state *self = user;
    clear_cases(self);
    ks_vec_release(&self->cases);
    ks_alloc_free(self->input);
}

const ks_report_format KS_REPORT_JUNIT = {
    .name = "junit",
    .state_size = sizeof(state),
    .begin = begin,
    .input = input,
    .tell = tell,
    .end = end,
    .release = release,
};
