/* The members of tuples (inline XBRL 1.1 chapter 15). */
#include <stdlib.h>
#include <string.h>

#include "base_alloc.h"
#include "base_decimal.h"
#include "model_taxonomy.h"
#include "read_inline_parts.h"

static const char *name_of(const ks_ix *element)
{
    return element->name == NULL ? element->values[KS_IX_NAME] : element->name->local;
}

static ks_status index_tuples(ks_inline *set)
{
    for (size_t i = 0; i < set->elements.count; i++) {
        ks_ix *tuple = set->elements.items[i];
        const char *id = tuple->values[KS_IX_TUPLE_ID];
        void *found = NULL;
        if (!ks_ix_is(tuple, KS_IX_BIT(KS_IX_TUPLE)) || id == NULL) {
            continue;
        }
        ks_status status = ks_map_add_borrowed(&set->tuples, ks_sv_from(id), tuple, &found);
        if (status != KS_OK) {
            return status;
        }
        if (found != NULL) {
            const ks_related first = {((const ks_ix *)found)->place, id};
            KS_REPORT_RELATED(set->sink, KS_F_INLINE_TUPLE_ID, tuple->place, &first, 1, id);
        }
    }
    return KS_OK;
}

/* What is wrong with the reference is told once: what the tuple lacks for it is not. */
static ks_ix *tuple_of(ks_inline *set, ks_ix *fact)
{
    const char *ref = fact->values[KS_IX_TUPLE_REF];
    if (ref == NULL) {
        return fact->around;
    }
    ks_ix *tuple = ks_map_get(&set->tuples, ks_sv_from(ref));
    if (tuple == NULL) {
        fact->is_wrong = true;
        set->has_lost_member = true;
        KS_REPORT(set->sink, KS_F_INLINE_TUPLE_REF, fact->place, ref,
                  ks_ix_guess(set, &set->tuples, ref));
    }
    return tuple;
}

static void join(ks_inline *set, ks_ix *fact)
{
    ks_ix *tuple = tuple_of(set, fact);
    if (tuple == NULL) {
        if (fact->values[KS_IX_ORDER] != NULL && fact->values[KS_IX_TUPLE_REF] == NULL) {
            KS_REPORT(set->sink, KS_F_INLINE_TUPLE_NONE, fact->place, name_of(fact));
        }
        return;
    }
    if (fact->values[KS_IX_ORDER] == NULL) {
        KS_REPORT(set->sink, KS_F_INLINE_TUPLE_ORDER, fact->place, name_of(fact));
    }
    if (fact->values[KS_IX_TARGET] != tuple->values[KS_IX_TARGET]) {
        fact->is_wrong = true;
        KS_REPORT(set->sink, KS_F_INLINE_TUPLE_TARGET, fact->place, name_of(fact));
    }
    if (tuple->is_nil) {
        fact->is_wrong = true;
        KS_REPORT(set->sink, KS_F_INLINE_NIL_WITH_CONTENT, fact->place, ks_ix_title(tuple),
                  name_of(tuple));
        return;
    }
    fact->tuple = tuple;
    if (tuple->last_member == NULL) {
        tuple->first_member = fact;
    } else {
        tuple->last_member->next_member = fact;
    }
    tuple->last_member = fact;
}

/* 15.1.2: only a tuple that is nil is empty. */
static void check_content(ks_inline *set)
{
    for (size_t i = 0; i < set->elements.count && !set->has_lost_member; i++) {
        const ks_ix *tuple = set->elements.items[i];
        if (ks_ix_is(tuple, KS_IX_BIT(KS_IX_TUPLE)) && !tuple->is_nil &&
            tuple->first_member == NULL) {
            KS_REPORT(set->sink, KS_F_INLINE_TUPLE_EMPTY, tuple->place, name_of(tuple));
        }
    }
}

/* Follows each tuple to what it is in: a mark of the same walk is a cycle, one of an earlier walk
 * is known to end. */
static void check_cycles(ks_inline *set)
{
    uint32_t walk = 0;
    for (size_t i = 0; i < set->elements.count; i++) {
        ks_ix *tuple = set->elements.items[i];
        if (!ks_ix_is(tuple, KS_IX_BIT(KS_IX_TUPLE)) || tuple->mark != 0) {
            continue;
        }
        walk++;
        ks_ix *around = tuple;
        while (around != NULL && around->mark == 0) {
            around->mark = walk;
            around = around->tuple;
        }
        if (around != NULL && around->mark == walk) {
            KS_REPORT(set->sink, KS_F_INLINE_TUPLE_CYCLE, around->place, name_of(around));
        }
    }
}

typedef struct member {
    ks_decimal order;
    size_t position;
    ks_ix *fact;
} member;

static int compare_members(const void *a, const void *b)
{
    const member *left = a;
    const member *right = b;
    int order = ks_decimal_compare(&left->order, &right->order);
    return order != 0 ? order : left->position < right->position ? -1 : 1;
}

/* Whether something is nil is held against each other apart, and may be written in two ways. */
static bool is_found(const ks_xml_attr *attr, const ks_ix *element)
{
    if (strcmp(attr->name->ns, KS_NS_XSI) == 0 && strcmp(attr->name->local, "nil") == 0) {
        return true;
    }
    for (size_t i = 0; i < element->other_count; i++) {
        if (element->others[i].name == attr->name) {
            return ks_sv_equal(element->others[i].value, attr->value);
        }
    }
    return strcmp(attr->name->ns, KS_NS_XSI) == 0; /* which says nothing of the value */
}

static bool has_attributes_of(const ks_ix *element, const ks_ix *other)
{
    for (size_t i = 0; i < other->other_count; i++) {
        if (!is_found(&other->others[i], element)) {
            return false;
        }
    }
    return true;
}

static bool has_same_attributes(const ks_ix *a, const ks_ix *b)
{
    for (size_t i = 0; i < KS_IX_ATTR_COUNT; i++) {
        if (a->values[i] != b->values[i] && i != KS_IX_ORDER && i != KS_IX_ID &&
            i != KS_IX_TUPLE_REF) {
            return false;
        }
    }
    return a->name == b->name && a->is_nil == b->is_nil && has_attributes_of(a, b) &&
           has_attributes_of(b, a);
}

static void normalize(ks_str *text)
{
    size_t begin = 0;
    ks_sv rest = ks_str_view(text);
    char *out = text->ptr;
    for (ks_sv word = ks_sv_next_token(&rest); word.len > 0; word = ks_sv_next_token(&rest)) {
        if (begin > 0) {
            out[begin++] = ' ';
        }
        memmove(out + begin, word.ptr, word.len);
        begin += word.len;
    }
    text->len = text->len == 0 ? 0 : begin;
}

/* 15.1.2: members of one order are the same fact. */
static ks_status check_same(ks_inline *set, const ks_ix *first, const ks_ix *again)
{
    ks_str texts[2];
    ks_str_init(&texts[0]);
    ks_str_init(&texts[1]);
    ks_status status = ks_ix_add_text(set, first, &texts[0]);
    if (status == KS_OK) {
        status = ks_ix_add_text(set, again, &texts[1]);
    }
    if (status == KS_OK) {
        normalize(&texts[0]);
        normalize(&texts[1]);
        if (!has_same_attributes(first, again) ||
            !ks_sv_equal(ks_str_view(&texts[0]), ks_str_view(&texts[1]))) {
            const ks_related related = {first->place, name_of(first)};
            KS_REPORT_RELATED(set->sink, KS_F_INLINE_TUPLE_SAME_ORDER, again->place, &related, 1,
                              name_of(again), again->values[KS_IX_ORDER]);
        }
    }
    ks_str_release(&texts[0]);
    ks_str_release(&texts[1]);
    return status;
}

static ks_status read_order(ks_inline *set, const ks_ix *fact, ks_decimal *out)
{
    bool is_valid = false;
    const char *text = fact->values[KS_IX_ORDER];
    *out = KS_DECIMAL_ZERO;
    ks_status status = ks_decimal_parse(&set->arena, ks_sv_from(text), false, &is_valid, out);
    if (status == KS_ERR_LIMIT || (status == KS_OK && !is_valid)) {
        *out = KS_DECIMAL_ZERO;
        status = KS_OK;
    }
    return status;
}

/* Puts the members in order, one for each. */
static ks_status sort_members(ks_inline *set, ks_ix *tuple)
{
    size_t count = 0;
    for (const ks_ix *fact = tuple->first_member; fact != NULL; fact = fact->next_member) {
        count++;
    }
    member *members = ks_alloc_zero(count + 1, sizeof *members);
    ks_status status = members == NULL ? KS_ERR_MEMORY : KS_OK;
    size_t i = 0;
    for (ks_ix *fact = tuple->first_member; fact != NULL && status == KS_OK;
         fact = fact->next_member, i++) {
        members[i] = (member){.position = i, .fact = fact};
        status = read_order(set, fact, &members[i].order);
    }
    if (status == KS_OK) {
        qsort(members, count, sizeof *members, compare_members);
        tuple->first_member = NULL;
        tuple->last_member = NULL;
    }
    for (i = 0; i < count && status == KS_OK; i++) {
        ks_ix *fact = members[i].fact;
        fact->next_member = NULL;
        if (tuple->last_member != NULL && fact->values[KS_IX_ORDER] != NULL &&
            ks_decimal_equal(&members[i].order, &members[i - 1].order)) {
            members[i].fact = members[i - 1].fact;
            status = check_same(set, tuple->last_member, fact);
        } else if (tuple->last_member == NULL) {
            tuple->first_member = fact;
            tuple->last_member = fact;
        } else {
            tuple->last_member->next_member = fact;
            tuple->last_member = fact;
        }
    }
    ks_alloc_free(members);
    return status;
}

ks_status ks_ix_settle_tuples(ks_inline *set)
{
    ks_status status = index_tuples(set);
    for (size_t i = 0; i < set->elements.count && status == KS_OK; i++) {
        if (ks_ix_is(set->elements.items[i], KS_IX_FACTS)) {
            join(set, set->elements.items[i]);
        }
    }
    if (status == KS_OK) {
        check_content(set);
        check_cycles(set);
    }
    for (size_t i = 0; i < set->elements.count && status == KS_OK; i++) {
        if (set->elements.items[i]->first_member != NULL) {
            status = sort_members(set, set->elements.items[i]);
        }
    }
    return status;
}
