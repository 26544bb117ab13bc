/* The facts of an instance (XBRL 2.1 4.6). */
#include <string.h>

#include "base_text.h"
#include "read_instance_parts.h"

static bool may_guess(ks_instance_reader *reader)
{
    return reader->guesses++ < KS_GUESS_LIMIT;
}

/* The name most like `text` among `count` of them, or NULL. */
static const char *guess(ks_instance_reader *reader, const char *text, ks_sv *names, size_t count)
{
    size_t nearest = names == NULL ? SIZE_MAX : ks_text_nearest(ks_sv_from(text), names, count);
    return nearest == SIZE_MAX ? NULL : ks_arena_text(&reader->arena, names[nearest]);
}

static void report_concept(ks_instance_reader *reader, ks_place place, const ks_qname *name)
{
    const ks_taxonomy *taxonomy = reader->instance->taxonomy;
    size_t count = taxonomy->concepts.count;
    const char *nearest = NULL;
    if (reader->value_sink != NULL && may_guess(reader)) {
        ks_sv *names = ks_arena_zero(&reader->arena, count + 1, sizeof *names);
        for (size_t i = 0; i < count && names != NULL; i++) {
            names[i] = ks_sv_from(taxonomy->concepts.items[i]->name->local);
        }
        nearest = guess(reader, name->local, names, count);
    }
    KS_REPORT(reader->value_sink, KS_F_INSTANCE_UNKNOWN_CONCEPT, place, name->local, nearest);
}

static void report_context(ks_instance_reader *reader, const ks_raw_fact *raw)
{
    size_t count = reader->instance->contexts.count;
    const char *nearest = NULL;
    if (raw->context != NULL && may_guess(reader)) {
        ks_sv *names = ks_arena_zero(&reader->arena, count + 1, sizeof *names);
        for (size_t i = 0; i < count && names != NULL; i++) {
            names[i] = ks_sv_from(reader->instance->contexts.items[i]->id);
        }
        nearest = guess(reader, raw->context, names, count);
    }
    KS_REPORT(reader->sink, KS_F_INSTANCE_DANGLING_CONTEXT, raw->place, raw->concept->name->local,
              raw->context, nearest);
}

static void report_unit(ks_instance_reader *reader, const ks_raw_fact *raw)
{
    size_t count = reader->instance->units.count;
    const char *nearest = NULL;
    if (may_guess(reader)) {
        ks_sv *names = ks_arena_zero(&reader->arena, count + 1, sizeof *names);
        for (size_t i = 0; i < count && names != NULL; i++) {
            names[i] = ks_sv_from(reader->instance->units.items[i]->id);
        }
        nearest = guess(reader, raw->unit, names, count);
    }
    KS_REPORT(reader->sink, KS_F_INSTANCE_DANGLING_UNIT, raw->place, raw->concept->name->local,
              raw->unit, nearest);
}

static ks_status begin_item(ks_instance_reader *reader, ks_xml_stream *stream,
                            const ks_concept *concept, const ks_xml_attr *attrs, size_t count)
{
    ks_raw_fact *raw = ks_arena_zero(&reader->arena, 1, sizeof *raw);
    ks_raw_fact **slot = raw == NULL ? NULL : ks_vec_add(&reader->facts);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = raw;
    reader->fact = raw;
    reader->is_collecting = true;
    ks_str_clear(&reader->text);
    raw->concept = concept;
    raw->place = ks_xml_place(stream);
    const char *nil = NULL;
    const struct {
        const char *ns;
        const char *local;
        const char **out;
    } wanted[] = {
        {"", "contextRef", &raw->context},
        {"", "unitRef", &raw->unit},
        {"", "id", &raw->id},
        {"", "decimals", &raw->decimals},
        {"", "precision", &raw->precision},
        {KS_NS_XML, "lang", &raw->lang},
        {KS_NS_XSI, "nil", &nil},
    };
    ks_status status = KS_OK;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted && status == KS_OK; i++) {
        status = ks_read_attr(reader, attrs, count, wanted[i].ns, wanted[i].local, wanted[i].out);
    }
    raw->is_nil = nil != NULL && (strcmp(nil, "true") == 0 || strcmp(nil, "1") == 0);
    return status;
}

ks_status ks_read_fact_start(ks_instance_reader *reader, ks_xml_stream *stream,
                             const ks_qname *name, const ks_xml_attr *attrs, size_t count)
{
    if (reader->depth > reader->part_depth) {
        /* The parts of a fraction; anything else is for the schema to tell. */
        if (ks_read_is(name, KS_NS_XBRLI, "denominator")) {
            ks_str_add_char(&reader->text, '/');
        }
        return KS_OK;
    }
    const ks_concept *concept = ks_taxonomy_find(reader->instance->taxonomy, name);
    if (concept == NULL) {
        report_concept(reader, ks_xml_place(stream), name);
        reader->part = KS_PART_SKIPPED;
        return KS_OK;
    }
    /* What a tuple holds is read as if it stood in its place. */
    if (!concept->is_item) {
        reader->part = KS_PART_ROOT;
        return KS_OK;
    }
    return begin_item(reader, stream, concept, attrs, count);
}

ks_status ks_read_fact_end(ks_instance_reader *reader)
{
    if (reader->depth > reader->part_depth) {
        return KS_OK;
    }
    ks_sv text = ks_str_view(&reader->text);
    if (ks_item_kind_is_numeric(reader->fact->concept->kind)) {
        text = ks_sv_trim(text);
    }
    reader->fact->text = ks_arena_text(&reader->arena, text);
    reader->is_collecting = false;
    return reader->fact->text == NULL ? KS_ERR_MEMORY : KS_OK;
}

static int32_t to_i32(int64_t number)
{
    if (number <= INT32_MIN) {
        return INT32_MIN + 1;
    }
    return number >= INT32_MAX ? INT32_MAX - 1 : (int32_t)number;
}

/* The power of ten of the first digit: 3 for 1234, -2 for 0.05. */
static int64_t magnitude_of(const ks_decimal *number, ks_str *scratch)
{
    ks_decimal positive = ks_decimal_abs(number);
    ks_str_clear(scratch);
    ks_decimal_write(scratch, &positive, 0, "");
    ks_sv fraction = ks_str_view(scratch);
    ks_sv whole = ks_sv_cut(&fraction, '.');
    if (!ks_sv_is(whole, "0")) {
        return (int64_t)whole.len - 1;
    }
    size_t zeros = 0;
    while (zeros < fraction.len && fraction.ptr[zeros] == '0') {
        zeros++;
    }
    return -(int64_t)zeros - 1;
}

/* 4.6.4 to 4.6.6: decimals as they stand, or what precision comes down to for this number. */
static int32_t decimals_of(const ks_raw_fact *raw, const ks_decimal *number, ks_str *scratch)
{
    int64_t count = 0;
    const char *text = raw->decimals != NULL ? raw->decimals : raw->precision;
    if (text == NULL || raw->is_nil) {
        return KS_DECIMALS_NONE;
    }
    ks_sv trimmed = ks_sv_trim(ks_sv_from(text));
    if (ks_sv_is(trimmed, "INF")) {
        return KS_DECIMALS_INF;
    }
    if (!ks_sv_to_i64(trimmed, &count)) {
        return KS_DECIMALS_NONE;
    }
    if (raw->decimals != NULL) {
        return to_i32(count);
    }
    if (ks_decimal_is_zero(number)) {
        return KS_DECIMALS_INF;
    }
    return count <= 0 ? KS_DECIMALS_NONE : to_i32(count - magnitude_of(number, scratch) - 1);
}

/* xs:double has values that are no numbers to add up. */
static bool is_special(const ks_raw_fact *raw)
{
    return raw->concept->kind == KS_ITEM_FRACTION ||
           (raw->concept->kind == KS_ITEM_DOUBLE &&
            (strcmp(raw->text, "INF") == 0 || strcmp(raw->text, "-INF") == 0 ||
             strcmp(raw->text, "NaN") == 0));
}

static ks_status take_number(ks_instance_reader *reader, const ks_raw_fact *raw, ks_fact *fact,
                             bool *out_is_valid)
{
    *out_is_valid = true;
    if (!ks_item_kind_is_numeric(raw->concept->kind) || raw->is_nil || is_special(raw)) {
        return KS_OK;
    }
    ks_status status =
        ks_decimal_parse(&reader->arena, ks_sv_from(raw->text),
                         raw->concept->kind == KS_ITEM_DOUBLE, out_is_valid, &fact->number);
    if (status == KS_ERR_LIMIT) {
        *out_is_valid = false;
        status = KS_OK;
    }
    if (status == KS_OK && !*out_is_valid) {
        KS_REPORT(reader->value_sink, KS_F_INSTANCE_NOT_A_NUMBER, raw->place,
                  raw->concept->name->local, raw->text);
    }
    return status;
}

static ks_status settle_fact(ks_instance_reader *reader, ks_raw_fact *raw)
{
    ks_instance *instance = reader->instance;
    bool is_valid = true;
    ks_fact fact = {
        .concept = raw->concept,
        .context = raw->context == NULL ? NULL : ks_instance_context(instance, raw->context),
        .unit = raw->unit == NULL ? NULL : ks_instance_unit(instance, raw->unit),
        .id = raw->id,
        .lexical = raw->is_nil ? "" : raw->text,
        .is_nil = raw->is_nil,
        .lang = raw->lang,
        .place = raw->place,
    };
    if (fact.context == NULL && (raw->context != NULL || reader->value_sink != NULL)) {
        report_context(reader, raw);
    }
    if (fact.unit == NULL && raw->unit != NULL) {
        report_unit(reader, raw);
    }
    ks_status status = take_number(reader, raw, &fact, &is_valid);
    if (status != KS_OK || fact.context == NULL || (fact.unit == NULL && raw->unit != NULL) ||
        !is_valid) {
        return status;
    }
    fact.decimals = decimals_of(raw, &fact.number, &reader->text);
    ks_fact *kept = NULL;
    status = ks_instance_add_fact(instance, &fact, &kept);
    raw->fact = kept;
    return status;
}

ks_status ks_read_settle_facts(ks_instance_reader *reader)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < reader->facts.count && status == KS_OK; i++) {
        status = settle_fact(reader, reader->facts.items[i]);
    }
    return status == KS_OK ? ks_str_status(&reader->text) : status;
}
