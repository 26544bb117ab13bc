/* When all documents of a set are read: what refers to what in it. */
#include <stdlib.h>
#include <string.h>

#include "base_alloc.h"
#include "base_text.h"
#include "read_inline_parts.h"

enum { GUESS_LIMIT = 20 };

/* The key of `map` most like `text`, or NULL. */
const char *ks_ix_guess(ks_inline *set, const ks_map *map, const char *text)
{
    if (set->guesses++ >= GUESS_LIMIT) {
        return NULL;
    }
    size_t count = 0;
    ks_sv *names = ks_alloc_zero(ks_map_count(map) + 1, sizeof *names);
    for (ks_map_entry *e = ks_map_first(map); e != NULL && names != NULL; e = ks_map_next(e)) {
        names[count++] = ks_map_entry_key(e);
    }
    size_t nearest = names == NULL ? SIZE_MAX : ks_text_nearest(ks_sv_from(text), names, count);
    const char *found = nearest == SIZE_MAX ? NULL : ks_arena_text(&set->arena, names[nearest]);
    ks_alloc_free(names);
    return found;
}

static ks_ix *find(const ks_inline *set, const char *id)
{
    return ks_map_get(&set->elements_by_id, ks_sv_from(id));
}

/* An element that is none of inline XBRL's, in the document of `element`. */
static const ks_ix_id *find_other(const ks_ix *element, const char *id)
{
    return ks_map_get(&element->document->ids, ks_sv_from(id));
}

/* ---- continuations (4.1.2) */

static void link_next(ks_inline *set, ks_ix *element)
{
    const char *id = element->values[KS_IX_CONTINUED_AT];
    ks_ix *next = find(set, id);
    const ks_ix_id *other = next == NULL ? find_other(element, id) : NULL;
    if (next == NULL && other == NULL) {
        KS_REPORT(set->sink, KS_F_INLINE_CONTINUATION_MISSING, element->place, id,
                  ks_ix_guess(set, &set->elements_by_id, id));
    } else if (next == NULL || !ks_ix_is(next, KS_IX_BIT(KS_IX_CONTINUATION))) {
        KS_REPORT(set->sink, KS_F_INLINE_CONTINUATION_TARGET, element->place, id,
                  next == NULL ? other->name : ks_ix_title(next));
    } else if (next->referrer != NULL) {
        const ks_related first = {next->referrer->place, id};
        KS_REPORT_RELATED(set->sink, KS_F_INLINE_CONTINUATION_REFERENCES, element->place, &first, 1,
                          id);
    } else {
        next->referrer = element;
        element->next = next;
    }
}

static int compare_parts(const void *a, const void *b)
{
    const ks_ix *left = *(const ks_ix *const *)a;
    const ks_ix *right = *(const ks_ix *const *)b;
    if (left->begin != right->begin) {
        return left->begin < right->begin ? -1 : 1;
    }
    return left->end == right->end ? 0 : left->end > right->end ? -1 : 1;
}

/* The parts of one text must not stand in each other. */
static ks_status check_chain(ks_inline *set, ks_ix *head)
{
    size_t count = 0;
    for (ks_ix *part = head; part != NULL; part = part->next) {
        part->chain = head;
        count += part->end > part->begin ? 1 : 0;
    }
    const ks_ix **parts = ks_alloc_zero(count + 1, sizeof *parts);
    if (parts == NULL) {
        return KS_ERR_MEMORY;
    }
    count = 0;
    for (const ks_ix *part = head; part != NULL; part = part->next) {
        if (part->end > part->begin) {
            parts[count++] = part;
        }
    }
    qsort(parts, count, sizeof *parts, compare_parts);
    const ks_ix *widest = count == 0 ? NULL : parts[0];
    for (size_t i = 1; i < count; i++) {
        if (parts[i]->begin < widest->end) {
            const ks_related around = {widest->place, ks_ix_title(widest)};
            head->is_wrong = true;
            KS_REPORT_RELATED(set->sink, KS_F_INLINE_CONTINUATION_NESTED, parts[i]->place, &around,
                              1, ks_ix_title(parts[i]));
            break;
        }
        widest = parts[i]->end > widest->end ? parts[i] : widest;
    }
    ks_alloc_free(parts);
    return KS_OK;
}

static void report_orphan(ks_inline *set, ks_ix *element, ks_finding_id id)
{
    KS_REPORT(set->sink, id, element->place, element->values[KS_IX_ID]);
    ks_ix *part = element;
    do {
        part->chain = element;
        part = part->next;
    } while (part != NULL && part->chain == NULL);
}

static ks_status settle_chains(ks_inline *set)
{
    const size_t count = set->elements.count;
    ks_status status = KS_OK;
    for (size_t i = 0; i < count; i++) {
        if (set->elements.items[i]->values[KS_IX_CONTINUED_AT] != NULL) {
            link_next(set, set->elements.items[i]);
        }
    }
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        ks_ix *head = set->elements.items[i];
        if (head->next != NULL && !ks_ix_is(head, KS_IX_BIT(KS_IX_CONTINUATION))) {
            status = check_chain(set, head);
        }
    }
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        ks_ix *part = set->elements.items[i];
        if (ks_ix_is(part, KS_IX_BIT(KS_IX_CONTINUATION)) && part->chain == NULL &&
            part->referrer == NULL) {
            report_orphan(set, part, KS_F_INLINE_CONTINUATION_NOT_REFERENCED);
        }
    }
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        ks_ix *part = set->elements.items[i];
        if (ks_ix_is(part, KS_IX_BIT(KS_IX_CONTINUATION)) && part->chain == NULL) {
            report_orphan(set, part, KS_F_INLINE_CONTINUATION_CYCLE);
        }
    }
    return status;
}

/* ---- targets and references (12.1.2) */

static ks_status find_or_add_target(ks_inline *set, const ks_ix *element, ks_ix_target **out)
{
    const char *name = element->values[KS_IX_TARGET];
    name = name != NULL ? name : ks_names_text(set->names, KS_SV(""));
    ks_ix_target *target = name == NULL ? NULL : ks_map_get_ptr(&set->target_by_name, name);
    if (target == NULL && name != NULL) {
        target = ks_arena_zero(&set->arena, 1, sizeof *target);
        ks_ix_target **slot = target == NULL ? NULL : ks_vec_add(&set->targets);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *target = (ks_ix_target){.set = set, .name = name, .place = element->place};
        target->producer = (ks_xml_producer){ks_ix_produce, target};
        *slot = target;
        ks_status status = ks_map_set_ptr(&set->target_by_name, name, target);
        if (status != KS_OK) {
            return status;
        }
    }
    *out = target;
    return target == NULL ? KS_ERR_MEMORY : KS_OK;
}

static ks_status add_target(ks_inline *set, const ks_ix *element, ks_ix_target **out)
{
    ks_status status = find_or_add_target(set, element, out);
    const ks_ix **slot = status == KS_OK ? ks_vec_add(&(*out)->elements) : NULL;
    if (slot == NULL) {
        return status == KS_OK ? KS_ERR_MEMORY : status;
    }
    *slot = element;
    return KS_OK;
}

/* What some ix:references of a target binds a prefix to; the default one also to nothing. */
typedef struct bound {
    const char *ns;
    const ks_ix *by;
} bound;

static ks_status bind_prefix(ks_inline *set, const ks_ix_target *target, const ks_ix *element,
                             ks_xml_binding binding, bool *out_is_wrong)
{
    const void *const pair[] = {target, binding.prefix};
    const ks_sv key = {(const char *)pair, sizeof pair};
    const bound *known = ks_map_get(&set->reference_prefixes, key);
    if (known == NULL) {
        bound *added = ks_arena_alloc(&set->arena, sizeof *added);
        if (added == NULL) {
            return KS_ERR_MEMORY;
        }
        *added = (bound){binding.ns, element};
        return ks_map_set(&set->reference_prefixes, key, added);
    }
    if (known->ns != binding.ns) {
        const bool is_default = binding.prefix[0] == '\0';
        const ks_related related = {known->by->place, ks_ix_title(known->by)};
        *out_is_wrong = true;
        KS_REPORT_RELATED(set->sink, KS_F_INLINE_REFERENCES_PREFIX, element->place, &related, 1,
                          is_default ? NULL : binding.prefix, is_default ? "default" : NULL);
    }
    return KS_OK;
}

/* One contradiction is told of each. */
static ks_status check_bindings(ks_inline *set, const ks_ix_target *target, const ks_ix *element)
{
    const char *ns = ks_ix_namespace(element->scope, set->known.no_target);
    const ks_xml_binding by_default = {set->known.no_target,
                                       ns != NULL ? ns : set->known.no_target};
    bool is_wrong = false;
    ks_status status = bind_prefix(set, target, element, by_default, &is_wrong);
    for (const ks_ix_scope *s = element->scope; s != NULL && status == KS_OK && !is_wrong;
         s = s->around) {
        if (s->binding.prefix[0] != '\0' &&
            ks_ix_namespace(element->scope, s->binding.prefix) == s->binding.ns) {
            status = bind_prefix(set, target, element, s->binding, &is_wrong);
        }
    }
    return status;
}

static bool is_copied(const ks_inline *set, const ks_qname *name)
{
    return name != set->known.base && name->ns != set->known.ix[0] && name->ns != set->known.ix[1];
}

/* An attribute that stands on an earlier ix:references of the same target. */
static ks_status check_repeated(ks_inline *set, const ks_ix *element, const ks_ix_target *target)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < element->other_count && status == KS_OK; i++) {
        const ks_qname *name = element->others[i].name;
        const void *const pair[] = {target, name};
        const ks_sv key = {(const char *)pair, sizeof pair};
        if (!is_copied(set, name)) {
            continue;
        }
        if (ks_map_get(&set->reference_attrs, key) != NULL) {
            KS_REPORT(set->sink, KS_F_INLINE_REFERENCES_ATTRIBUTE, element->place, name->local);
        } else {
            status = ks_map_set(&set->reference_attrs, key, set);
        }
    }
    return status;
}

static ks_status take_references(ks_inline *set, ks_ix *element)
{
    ks_ix_target *target = NULL;
    ks_status status = add_target(set, element, &target);
    if (status != KS_OK) {
        return status;
    }
    target->has_references = true;
    status = check_bindings(set, target, element);
    if (status == KS_OK) {
        status = check_repeated(set, element, target);
    }
    if (status != KS_OK || element->values[KS_IX_ID] == NULL) {
        return status;
    }
    if (target->with_id != NULL) {
        const ks_related first = {target->with_id->place, target->with_id->values[KS_IX_ID]};
        KS_REPORT_RELATED(set->sink, KS_F_INLINE_REFERENCES_ID, element->place, &first, 1,
                          element->values[KS_IX_ID]);
    } else {
        target->with_id = element;
    }
    return KS_OK;
}

/* What the ix:references hold goes to their targets. */
static ks_status share_references(ks_inline *set)
{
    for (size_t i = 0; i < set->references.count; i++) {
        const ks_ix_resource *reference = &set->references.items[i];
        ks_ix_target *target =
            ks_map_get_ptr(&set->target_by_name, ks_ix_target_of(set, reference->holder));
        const ks_ix_resource **slot = ks_vec_add(&target->references);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = reference;
    }
    return KS_OK;
}

static ks_status settle_references(ks_inline *set)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < set->elements.count && status == KS_OK; i++) {
        ks_ix *element = set->elements.items[i];
        ks_ix_target *target = NULL;
        if (ks_ix_is(element, KS_IX_BIT(KS_IX_REFERENCES))) {
            status = take_references(set, element);
        } else if (ks_ix_is(element, KS_IX_FACTS)) {
            status = add_target(set, element, &target);
        }
    }
    if (status == KS_OK) {
        status = share_references(set);
    }
    for (size_t i = 0; i < set->targets.count && status == KS_OK; i++) {
        const ks_ix_target *target = set->targets.items[i];
        if (!target->has_references) {
            KS_REPORT(set->sink, KS_F_INLINE_NO_REFERENCES, target->place, target->name,
                      target->name[0] == '\0' ? "default" : NULL);
        }
    }
    return status;
}

/* ---- contexts and units of facts */

static void settle_fact(ks_inline *set, ks_ix *fact)
{
    const char *context = fact->values[KS_IX_CONTEXT_REF];
    const char *unit = fact->values[KS_IX_UNIT_REF];
    const char *name = fact->name == NULL ? fact->values[KS_IX_NAME] : fact->name->local;
    if (context != NULL && ks_map_get(&set->contexts, ks_sv_from(context)) == NULL) {
        fact->is_wrong = true;
        KS_REPORT(set->sink, KS_F_INLINE_DANGLING_CONTEXT, fact->place, name, context,
                  ks_ix_guess(set, &set->contexts, context));
    }
    if (unit != NULL && ks_map_get(&set->units, ks_sv_from(unit)) == NULL) {
        fact->is_wrong = true;
        KS_REPORT(set->sink, KS_F_INLINE_DANGLING_UNIT, fact->place, name, unit,
                  ks_ix_guess(set, &set->units, unit));
    }
}

static void check_header(ks_inline *set)
{
    const ks_place place = {set->documents.items[0]->file, 1, 1};
    if (!set->has_resources) {
        KS_REPORT(set->sink, KS_F_INLINE_NO_RESOURCES, place, NULL);
    }
    if (set->targets.count == 0) {
        KS_REPORT(set->sink, KS_F_INLINE_NO_REFERENCES, place, NULL, "default");
    }
}

ks_status ks_ix_settle(ks_inline *set)
{
    static ks_status (*const STEPS[])(ks_inline *) = {
        settle_references, settle_chains, ks_ix_settle_tuples, ks_ix_settle_relationships};
    ks_status status = KS_OK;
    if (!set->has_header) {
        /* Most likely one document of several: what it refers to is elsewhere. */
        KS_REPORT(set->sink, KS_F_INLINE_NO_HEADER,
                  ((ks_place){set->documents.items[0]->file, 1, 1}), NULL);
        return KS_REFUSED;
    }
    for (size_t i = 0; i < set->elements.count && set->has_resources; i++) {
        if (ks_ix_is(set->elements.items[i], KS_IX_FACTS)) {
            settle_fact(set, set->elements.items[i]);
        }
    }
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS && status == KS_OK; i++) {
        status = STEPS[i](set);
    }
    check_header(set);
    return status;
}
