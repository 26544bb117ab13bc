#include "verdict.h"

#include <regex.h>
#include <stdio.h>
#include <string.h>

#include "output.h"
#include "transform.h"

#define PATTERN_SIZE 2048

static bool starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static const char *local_part(const char *code)
{
    const char *colon = strrchr(code, ':');
    return colon != NULL ? colon + 1 : code;
}

/* Prefixes are the suite's own choice ("utre:", "xbrl.utr.utre:"), and local names are unique. */
static bool is_same_code(const char *a, const char *b)
{
    return strcmp(local_part(a), local_part(b)) == 0;
}

/* "Any error of XML Schema": one that carries no code of a specification above it. */
static bool is_any_schema_error(const char *code)
{
    return strcmp(local_part(code), "XmlSchemaError") == 0;
}

/* What leaves an instance valid, but suites call an error: an inconsistency, or what a conversion
 * need not lose. */
static bool is_inconsistency(const conf_variation *variation, const conf_finding *finding)
{
    return (variation->dialect->counts_calculations && starts_with(finding->id, "calculation.")) ||
           (variation->mode != NULL && starts_with(finding->id, "calc11.") &&
            finding->severity == KS_WARNING && strstr(finding->code, "Warning") == NULL) ||
           starts_with(finding->code, "xbrlxe:");
}

/* Whether its code begins with what the pattern says; backslashes in it are
 * left out, for a dot that stands for itself matches too. */
static bool is_blocked(const conf_variation *variation, const conf_finding *finding)
{
    regex_t pattern;
    char text[PATTERN_SIZE];
    if (variation->blocked == NULL || *finding->code == '\0' ||
        strlen(variation->blocked) + sizeof "^()" > sizeof text) {
        return false;
    }
    snprintf(text, sizeof text, "^(%s)", variation->blocked);
    for (char *at = strchr(text, '\\'); at != NULL; at = strchr(at, '\\')) {
        memmove(at, at + 1, strlen(at));
    }
    if (regcomp(&pattern, text, REG_EXTENDED | REG_NOSUB) != 0) {
        return false;
    }
    const bool is_matched = regexec(&pattern, finding->code, 0, NULL, 0) == 0;
    regfree(&pattern);
    return is_matched;
}

static bool makes_invalid(const conf_variation *variation, const conf_finding *finding)
{
    return !is_blocked(variation, finding) &&
           (finding->severity == KS_ERROR || is_inconsistency(variation, finding));
}

static bool carries(const conf_variation *variation, const conf_finding *finding,
                    const conf_code *code)
{
    if (!code->is_warning && !makes_invalid(variation, finding)) {
        return false;
    }
    if (*code->text == '\0') {
        return code->is_warning == (finding->severity == KS_WARNING);
    }
    return is_any_schema_error(code->text) ? finding->severity == KS_ERROR && *finding->code == '\0'
                                           : is_same_code(finding->code, code->text);
}

static bool is_found(const conf_variation *variation, const conf_outcome *outcome,
                     const conf_code *code)
{
    for (size_t i = 0; i < outcome->findings.count; i++) {
        if (carries(variation, &outcome->findings.items[i], code)) {
            return true;
        }
    }
    return false;
}

/* All of them, or one where that is enough: a warning beside errors is asked for all the same. */
static bool has_codes(const conf_variation *variation, const conf_outcome *outcome)
{
    size_t found = 0;
    if (variation->has_foreign_codes || variation->codes.count == 0) {
        return true;
    }
    for (size_t i = 0; i < variation->codes.count; i++) {
        found += is_found(variation, outcome, &variation->codes.items[i]) ? 1 : 0;
    }
    return variation->takes_any_code ? found > 0 : found == variation->codes.count;
}

static bool is_unread(const conf_finding *finding)
{
    return finding->outcome == KS_OUTCOME_UNRESOLVED || finding->outcome == KS_OUTCOME_UNREADABLE;
}

/* How many findings make it invalid, and how many of them say that something could not be read. */
static size_t count_faults(const conf_variation *variation, const conf_outcome *outcome,
                           size_t *out_unread)
{
    size_t count = 0;
    *out_unread = 0;
    for (size_t i = 0; i < outcome->findings.count; i++) {
        const conf_finding *finding = &outcome->findings.items[i];
        if (makes_invalid(variation, finding)) {
            count++;
            *out_unread += is_unread(finding) ? 1 : 0;
        }
    }
    return count;
}

static const char *list_codes(ks_arena *arena, const char *verdict, const char *const *codes,
                              size_t count)
{
    const char *text = verdict;
    bool is_first = true;
    for (size_t i = 0; text != NULL && i < count; i++) {
        bool is_repeated = codes[i][0] == '\0';
        for (size_t j = 0; j < i && !is_repeated; j++) {
            is_repeated = strcmp(codes[i], codes[j]) == 0;
        }
        if (!is_repeated) {
            text = ks_arena_format(arena, "%s%s%s", text, is_first ? ": " : ", ", codes[i]);
            is_first = false;
        }
    }
    return text;
}

static const char *describe_expected(const conf_variation *variation, ks_arena *arena)
{
    const char **codes = ks_arena_zero(arena, variation->codes.count + 1, sizeof *codes);
    for (size_t i = 0; codes != NULL && i < variation->codes.count; i++) {
        codes[i] = variation->codes.items[i].text;
    }
    return codes == NULL ? NULL
                         : list_codes(arena, variation->is_invalid ? "invalid" : "valid", codes,
                                      variation->codes.count);
}

#define CODE_LIMIT 8

static const char *describe_actual(const conf_outcome *outcome, bool is_invalid, ks_arena *arena)
{
    const char *codes[CODE_LIMIT];
    size_t count = 0;
    for (size_t i = 0; i < outcome->findings.count && count < CODE_LIMIT; i++) {
        if (*outcome->findings.items[i].code != '\0') {
            codes[count++] = outcome->findings.items[i].code;
        }
    }
    return list_codes(arena, is_invalid ? "invalid" : "valid", codes, count);
}

/* The run itself went wrong, whatever was expected; NULL where it did not. */
static const char *find_failure(const conf_variation *variation, const conf_outcome *outcome,
                                size_t fault_count, ks_arena *arena)
{
    if (variation->trouble != NULL) {
        return ks_arena_format(arena, "not run: %s", variation->trouble);
    }
    if (outcome->status == KS_REFUSED && fault_count == 0) {
        return "refused, and no finding says why";
    }
    if (variation->report_count >= 0 && fault_count == 0 &&
        outcome->report_count != (size_t)variation->report_count) {
        return ks_arena_format(arena, "%zu reports read, and not %d", outcome->report_count,
                               variation->report_count);
    }
    if (outcome->status != KS_OK && outcome->status != KS_REFUSED) {
        return ks_arena_format(arena, "the operation failed: %s", ks_status_name(outcome->status));
    }
    return NULL;
}

/* The first output that differs tells. */
static ks_status compare_outputs(const conf_variation *variation, const conf_settings *settings,
                                 ks_arena *arena, conf_verdict *verdict)
{
    ks_status status = KS_OK;
    for (size_t i = 0; status == KS_OK && i < variation->outputs.count; i++) {
        conf_comparison comparison = {.variation = variation,
                                      .settings = settings,
                                      .arena = arena,
                                      .output = &variation->outputs.items[i]};
        if (verdict->differences == NULL) {
            status = conf_compare_output(&comparison);
            verdict->differences = comparison.differences;
            verdict->uncompared =
                comparison.uncompared != NULL ? comparison.uncompared : verdict->uncompared;
        }
    }
    return status;
}

static ks_status judge_output(const conf_variation *variation, const conf_outcome *outcome,
                              const conf_settings *settings, ks_arena *arena, conf_verdict *verdict)
{
    ks_status status = KS_OK;
    verdict->differences = outcome->differences;
    verdict->uncompared = outcome->uncompared;
    if (!outcome->is_compared) {
        status = compare_outputs(variation, settings, arena, verdict);
    }
    if (verdict->differences != NULL) {
        verdict->is_passed = false;
        verdict->actual = ks_arena_format(arena, "%s, with another output", verdict->actual);
    }
    return status == KS_OK && verdict->actual == NULL ? KS_ERR_MEMORY : status;
}

ks_status conf_judge(const conf_variation *variation, const conf_outcome *outcome,
                     const conf_settings *settings, ks_arena *arena, conf_verdict *out)
{
    if (variation->trouble == NULL && variation->transform != NULL) {
        return conf_judge_transform(variation, arena, out);
    }
    size_t unread = 0;
    const size_t faults = count_faults(variation, outcome, &unread);
    const char *failure = find_failure(variation, outcome, faults, arena);
    *out = (conf_verdict){
        .expected = describe_expected(variation, arena),
        .actual = failure != NULL ? failure : describe_actual(outcome, faults > 0, arena),
        .is_passed = failure == NULL && (faults > 0) == variation->is_invalid &&
                     has_codes(variation, outcome),
    };
    if (out->expected == NULL || out->actual == NULL) {
        return KS_ERR_MEMORY;
    }
    out->is_unread = out->is_passed && faults > 0 && faults == unread;
    out->is_unjudged = out->is_passed && faults == unread && outcome->has_unjudged;
    if (!out->is_passed || variation->outputs.count == 0) {
        return KS_OK;
    }
    return judge_output(variation, outcome, settings, arena, out);
}
