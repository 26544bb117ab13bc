/* Facts that stand in front of their contexts and units: what those are, once all is read. */
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

/* How many facts refer to what is not there, by what they call it; 0 once that was told. */
static ks_status count_dangling(ks_instance_reader *reader, ks_map *counts, const char *id)
{
    size_t *count = ks_map_get(counts, ks_sv_from(id));
    if (count != NULL) {
        ++*count;
        return KS_OK;
    }
    count = ks_arena_zero(&reader->arena, 1, sizeof *count);
    if (count == NULL) {
        return KS_ERR_MEMORY;
    }
    *count = 1;
    return ks_map_set_borrowed(counts, ks_sv_from(id), count);
}

/* Whether it is to be told now; then *out_others says how many other facts there are, or NULL. */
static bool take_dangling(ks_instance_reader *reader, const ks_map *counts, const char *id,
                          const char **out_others)
{
    size_t *count = ks_map_get(counts, ks_sv_from(id));
    *out_others = NULL;
    if (count == NULL || *count == 0) {
        return count == NULL;
    }
    if (*count > 1) {
        *out_others = ks_arena_format(&reader->arena, "%zu", *count - 1);
    }
    *count = 0;
    return true;
}

static void report_context(ks_instance_reader *reader, const ks_pending_fact *pending)
{
    const char *others = NULL;
    if (pending->context != NULL &&
        !take_dangling(reader, &reader->dangling_contexts, pending->context, &others)) {
        return;
    }
    size_t count = reader->instance->contexts.count;
    const char *nearest = NULL;
    if (pending->context != NULL && may_guess(reader)) {
        ks_sv *names = ks_arena_zero(&reader->arena, count + 1, sizeof *names);
        for (size_t i = 0; i < count && names != NULL; i++) {
            names[i] = ks_sv_from(reader->instance->contexts.items[i]->id);
        }
        nearest = guess(reader, pending->context, names, count);
    }
    KS_REPORT(reader->sink, KS_F_INSTANCE_DANGLING_CONTEXT, pending->fact->place,
              pending->fact->concept->name->local, pending->context, nearest, others);
}

static void report_unit(ks_instance_reader *reader, const ks_pending_fact *pending)
{
    const char *others = NULL;
    if (!take_dangling(reader, &reader->dangling_units, pending->unit, &others)) {
        return;
    }
    size_t count = reader->instance->units.count;
    const char *nearest = NULL;
    if (may_guess(reader)) {
        ks_sv *names = ks_arena_zero(&reader->arena, count + 1, sizeof *names);
        for (size_t i = 0; i < count && names != NULL; i++) {
            names[i] = ks_sv_from(reader->instance->units.items[i]->id);
        }
        nearest = guess(reader, pending->unit, names, count);
    }
    KS_REPORT(reader->sink, KS_F_INSTANCE_DANGLING_UNIT, pending->fact->place,
              pending->fact->concept->name->local, pending->unit, nearest, others);
}

static ks_status settle(ks_instance_reader *reader, const ks_pending_fact *pending)
{
    ks_instance *instance = reader->instance;
    ks_fact *fact = pending->fact;
    const ks_context *context =
        pending->context == NULL ? NULL : ks_instance_context(instance, pending->context);
    const ks_unit *unit = pending->unit == NULL ? NULL : ks_instance_unit(instance, pending->unit);
    if (context == NULL && (pending->context != NULL || reader->value_sink != NULL)) {
        report_context(reader, pending);
    }
    if (unit == NULL && pending->unit != NULL) {
        report_unit(reader, pending);
    }
    if (context == NULL || (unit == NULL && pending->unit != NULL)) {
        return ks_instance_doubt(instance, fact->concept, context);
    }
    fact->context = context;
    fact->unit = unit;
    return KS_OK;
}

static ks_status count_all_dangling(ks_instance_reader *reader, const ks_pending_fact *pending)
{
    ks_status status = KS_OK;
    if (pending->context != NULL &&
        ks_instance_context(reader->instance, pending->context) == NULL) {
        status = count_dangling(reader, &reader->dangling_contexts, pending->context);
    }
    if (status == KS_OK && pending->unit != NULL &&
        ks_instance_unit(reader->instance, pending->unit) == NULL) {
        status = count_dangling(reader, &reader->dangling_units, pending->unit);
    }
    return status;
}

ks_status ks_read_settle_facts(ks_instance_reader *reader)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < reader->pending.count && status == KS_OK; i++) {
        status = count_all_dangling(reader, &reader->pending.items[i]);
    }
    for (size_t i = 0; i < reader->pending.count && status == KS_OK; i++) {
        status = settle(reader, &reader->pending.items[i]);
    }
    if (reader->pending.count > 0) {
        ks_instance_drop_facts(reader->instance);
    }
    return status;
}
