/* Figures tied to members, values and ranges: the filing of tests/golden/bases/axes, whose bad
 * variants are golden cases. */
#include "test.h"

#include <string.h>

#include "build.h"
#include "model_dimensions.h"
#include "test_failing.h"
#include "test_findings.h"

#define PLAN KS_SOURCE_DIR "/tests/golden/bases/axes/plan.xml"

typedef struct made {
    ks_names names;
    ks_sink sink;
    ks_str findings;
    ks_plan *plan;
    ks_filing *filing;
    ks_status status;
} made;

static void make(made *m)
{
    memset(m, 0, sizeof *m);
    ks_names_init(&m->names);
    ks_str_init(&m->findings);
    ks_sink_init(&m->sink, note_finding, &m->findings, KS_LANG_EN);
    m->status = ks_read_plan(PLAN, &m->names, &m->sink, &m->plan);
    if (m->status == KS_OK) {
        m->status = ks_build_filing(m->plan, &m->sink, &m->filing);
    }
}

static void release(made *m)
{
    ks_filing_free(m->filing);
    ks_plan_free(m->plan);
    ks_names_release(&m->names);
    ks_str_release(&m->findings);
}

static const ks_concept *concept(const made *m, const char *local)
{
    const ks_qname *name =
        ks_names_qname((ks_names *)(uintptr_t)&m->names, ks_sv_from("http://company.example/2002"),
                       ks_sv_from(local));
    return ks_taxonomy_find(ks_filing_taxonomy(m->filing), name);
}

/* The value of the fact in that context, or NULL. */
static const char *value_in(const made *m, const char *local, const char *context)
{
    const ks_instance *instance = ks_filing_instance(m->filing);
    for (size_t i = 0; i < instance->facts.count; i++) {
        const ks_fact *fact = instance->facts.items[i];
        if (fact->concept == concept(m, local) && strcmp(fact->context->id, context) == 0 &&
            strcmp(fact->unit->id, "JPY") == 0) {
            return fact->lexical;
        }
    }
    return NULL;
}

START_TEST(test_figures_are_filed_for_their_members)
{
    made m;
    make(&m);
    ck_assert_str_eq(m.findings.ptr, "");
    ck_assert_int_eq(m.status, KS_OK);
    ck_assert_str_eq(value_in(&m, "Revenue", "Duration_2002-04-01_2002-06-30"), "9849000000");
    ck_assert_str_eq(value_in(&m, "Revenue", "Duration_2002-04-01_2002-06-30_DialUpMember"),
                     "2097000000");
    ck_assert_str_eq(value_in(&m, "LargeContracts", "Duration_2002-04-01_2002-06-30_C"),
                     "200000000");
    release(&m);
}
END_TEST

START_TEST(test_the_ends_of_a_range_are_two_facts)
{
    made m;
    make(&m);
    ck_assert_str_eq(value_in(&m, "Revenue", "Duration_2002-07-01_2002-09-30_LowerMember"),
                     "10500000000");
    ck_assert_str_eq(value_in(&m, "Revenue", "Duration_2002-07-01_2002-09-30_UpperMember"),
                     "11000000000");
    const ks_ledger *ledger = ks_filing_ledger(m.filing);
    ck_assert_uint_eq(ledger->total.figures, 27); /* a range is one printed figure */
    ck_assert_uint_eq(ledger->total.left, 0);
    release(&m);
}
END_TEST

START_TEST(test_a_default_member_is_not_written)
{
    made m;
    make(&m);
    const ks_instance *instance = ks_filing_instance(m.filing);
    for (size_t i = 0; i < instance->contexts.count; i++) {
        const ks_context *context = instance->contexts.items[i];
        for (size_t k = 0; k < context->dimension_count; k++) {
            const ks_dimension *dimension = &context->dimensions[k];
            ck_assert(dimension->is_scenario);
            ck_assert(dimension->member != concept(&m, "AllServicesMember")->name);
            ck_assert(dimension->member != concept(&m, "ResultMember")->name);
        }
    }
    release(&m);
}
END_TEST

START_TEST(test_a_statement_has_the_axes_that_its_figures_are_tied_to)
{
    made m;
    make(&m);
    const ks_dimensions *dimensions = ks_filing_taxonomy(m.filing)->dimensions;
    ks_cube_groups cubes = ks_dimensions_cubes(dimensions, concept(&m, "LargeContracts"));
    ck_assert_uint_eq(cubes.count, 2); /* without members in the one, with them in the other */
    ck_assert_uint_eq(cubes.items[0]->cubes[0].axes->count, 0);
    ck_assert_uint_eq(cubes.items[1]->cubes[0].axes->count, 1);
    ck_assert(cubes.items[1]->cubes[0].axes->items[0].is_typed);
    ck_assert(cubes.items[1]->cubes[0].is_closed && cubes.items[1]->cubes[0].is_scenario);
    const ks_concept *axis = concept(&m, "ResultForecastAxis");
    ck_assert_ptr_eq(ks_dimensions_default(dimensions, axis), concept(&m, "ResultMember"));
    release(&m);
}
END_TEST

START_TEST(test_sums_over_members_are_no_calculation)
{
    made m;
    make(&m);
    const ks_taxonomy *taxonomy = ks_filing_taxonomy(m.filing);
    for (size_t i = 0; i < taxonomy->arcs.count; i++) {
        ck_assert_str_ne(taxonomy->arcs.items[i]->arcrole, KS_ARCROLE_SUMMATION);
    }
    release(&m);
}
END_TEST

/* The n-th allocation fails, or that and all that follow; true once nothing failed. */
static bool fail_at(size_t n, bool is_once)
{
    static const ks_allocator FAILING = {failing_allocate, failing_resize, failing_release, NULL};
    made m;
    failing_left = n;
    failing_is_once = is_once;
    failing_has_failed = false;
    failing_live = 0;
    ks_alloc_use(&FAILING);
    make(&m);
    bool is_whole =
        m.status == KS_OK && ks_filing_instance(m.filing)->facts.count == 13 && m.findings.len == 0;
    release(&m);
    ks_alloc_use(NULL);
    ck_assert_uint_eq(failing_live, 0);
    /* The reader of tables asks for less where it is refused. */
    ck_assert_msg(is_whole || m.status == KS_ERR_MEMORY, "failure %zu went unnoticed", n);
    return !failing_has_failed;
}

START_TEST(test_every_allocation_may_fail)
{
    size_t n = 0;
    while (!fail_at(n, false)) {
        n += 3;
    }
    for (n = 0; !fail_at(n, true);) {
        n += 3;
    }
    ck_assert_uint_gt(n, 100);
}
END_TEST

KS_TEST_MAIN("build_axes", test_figures_are_filed_for_their_members,
             test_the_ends_of_a_range_are_two_facts, test_a_default_member_is_not_written,
             test_a_statement_has_the_axes_that_its_figures_are_tied_to,
             test_sums_over_members_are_no_calculation, test_every_allocation_may_fail)
