#include "report_fingerprint.h"
#include "report_format.h"
#include "report_place.h"
#include "report_write.h"

/* docs/json.md describes this shape; its version grows when something in it changes its meaning. */
#define VERSION 1

typedef struct state {
    ks_str inputs; /* a JSON text each, with commas between */
    bool has_findings;
} state;

static void set_place(const ks_reporter *reporter, json_t *object, ks_place place, bool *is_failed)
{
    if (place.file != NULL) {
        ks_json_set_text(object, "file", ks_report_file(reporter->setup.root, place.file),
                         is_failed);
        ks_json_set_count(object, "line", place.line, is_failed);
        ks_json_set_count(object, "column", place.line > 0 ? place.column : 0, is_failed);
    }
}

static void set_arguments(json_t *object, const ks_finding *finding, bool *is_failed)
{
    json_t *arguments = json_array();
    for (size_t i = 0; i < finding->argument_count; i++) {
        ks_json_append(arguments, ks_json_text(finding->arguments[i]), is_failed);
    }
    ks_json_set(object, "arguments", arguments, is_failed);
}

static void set_related(const ks_reporter *reporter, json_t *object, const ks_finding *finding,
                        bool *is_failed)
{
    if (finding->related_count == 0) {
        return;
    }
    json_t *related = json_array();
    for (size_t i = 0; i < finding->related_count; i++) {
        json_t *other = json_object();
        set_place(reporter, other, finding->related[i].place, is_failed);
        ks_json_set_text(other, "text", finding->related[i].text, is_failed);
        ks_json_append(related, other, is_failed);
    }
    ks_json_set(object, "related", related, is_failed);
}

static void tell(ks_reporter *reporter, const ks_finding *finding)
{
    state *self = reporter->state;
    char fingerprint[KS_FINGERPRINT_SIZE];
    bool is_failed = false;
    json_t *object = json_object();
    ks_fingerprint(finding, fingerprint);
    ks_json_set_text(object, "id", finding->id, &is_failed);
    ks_json_set_text(object, "severity", KS_REPORT_SEVERITIES[finding->severity], &is_failed);
    ks_json_set_text(object, "outcome", KS_REPORT_OUTCOMES[finding->outcome], &is_failed);
    ks_json_set_text(object, "code", finding->code, &is_failed);
    set_place(reporter, object, finding->place, &is_failed);
    ks_json_set_text(object, "message", finding->message, &is_failed);
    set_arguments(object, finding, &is_failed);
    set_related(reporter, object, finding, &is_failed);
    ks_json_set_text(object, "fingerprint", fingerprint, &is_failed);
    if (finding->known != KS_KNOWN_UNASKED) {
        ks_json_set(object, "known", json_boolean(finding->known == KS_KNOWN_BEFORE), &is_failed);
    }
    ks_str_add(&reporter->out, self->has_findings ? ",\n" : "\n");
    self->has_findings = true;
    ks_json_write(&reporter->out, object, is_failed);
}

static void begin(ks_reporter *reporter)
{
    state *self = reporter->state;
    ks_str_init(&self->inputs);
    ks_str_addf(&reporter->out, "{\"format\":{\"name\":\"kessan-findings\",\"version\":%d},\n",
                VERSION);
    ks_str_add(&reporter->out, "\"findings\":[");
}

static void input(ks_reporter *reporter, const char *file)
{
    state *self = reporter->state;
    ks_str_add(&self->inputs, self->inputs.len > 0 ? "," : "");
    ks_json_write(&self->inputs, ks_json_text(ks_report_file(reporter->setup.root, file)), false);
}

static void end(ks_reporter *reporter, const ks_report_end *end)
{
    const state *self = reporter->state;
    ks_str_addf(&reporter->out, "%s],\n\"inputs\":[", self->has_findings ? "\n" : "");
    ks_str_add_sv(&reporter->out, ks_str_view(&self->inputs));
    ks_str_addf(&reporter->out,
                "],\n\"counts\":{\"error\":%zu,\"warning\":%zu,\"note\":%zu,\"known\":%zu},\n"
                "\"exitCode\":%d}\n",
                end->counts[KS_ERROR], end->counts[KS_WARNING], end->counts[KS_NOTE], end->known,
                end->exit_code);
    reporter->out.is_failed = reporter->out.is_failed || self->inputs.is_failed;
}

static void release(void *user)
{
    ks_str_release(&((state *)user)->inputs);
}

const ks_report_format KS_REPORT_JSON = {
    .name = "json",
    .state_size = sizeof(state),
    .begin = begin,
    .input = input,
    .tell = tell,
    .end = end,
    .release = release,
};
