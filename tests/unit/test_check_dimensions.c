/* What documents cannot show of dimensions: short memory, many facts, and that a verdict is one. */
#include "test.h"

#include <string.h>

#include "check_dimensions.h"
#include "check_dimensions_taxonomy.h"
#include "model_dimensions.h"
#include "test_failing.h"

#define NS "http://example.com/t"

typedef struct report {
    ks_names names;
    ks_taxonomy *taxonomy;
    ks_instance *instance;
    ks_sink sink;
} report;

static ks_status add_concept(report *r, const char *local, const char *group_ns, const char *group)
{
    ks_concept concept = {.is_item = true, .is_abstract = true};
    concept.name = ks_names_qname(&r->names, KS_SV(NS), ks_sv_from(local));
    concept.group = ks_names_qname(&r->names, ks_sv_from(group_ns), ks_sv_from(group));
    return concept.name == NULL || concept.group == NULL
               ? KS_ERR_MEMORY
               : ks_taxonomy_add_concept(r->taxonomy, &concept, NULL);
}

static const ks_concept *find(const report *r, const char *local)
{
    for (size_t i = 0; i < r->taxonomy->concepts.count; i++) {
        if (strcmp(r->taxonomy->concepts.items[i]->name->local, local) == 0) {
            return r->taxonomy->concepts.items[i];
        }
    }
    ck_abort_msg("no concept %s", local);
    return NULL;
}

static ks_status add_arc(report *r, const char *from, const char *arcrole, const char *to,
                         const char *target)
{
    const ks_qname *attr = ks_names_qname(&r->names, KS_SV(KS_NS_XBRLDT), KS_SV("targetRole"));
    const ks_named_text attrs[] = {{attr, target}};
    const ks_arc arc = {.role = target == NULL ? "urn:two" : "urn:one",
                        .arcrole = arcrole,
                        .from = find(r, from),
                        .to = find(r, to),
                        .order = ks_decimal_from_i64(1),
                        .weight = KS_DECIMAL_ZERO,
                        .attrs = attrs,
                        .attr_count = target == NULL ? 0 : 1};
    return attr == NULL ? KS_ERR_MEMORY : ks_taxonomy_add_arc(r->taxonomy, &arc);
}

static ks_status make_taxonomy(report *r)
{
    static const char *const CONCEPTS[][3] = {
        {"P", KS_NS_XBRLI, "item"},           {"Q", KS_NS_XBRLI, "item"},
        {"M", KS_NS_XBRLI, "item"},           {"N", KS_NS_XBRLI, "item"},
        {"H", KS_NS_XBRLDT, "hypercubeItem"}, {"A", KS_NS_XBRLDT, "dimensionItem"},
    };
    static const char *const ARCS[][4] = {
        {"P", KS_ARCROLE_ALL, "H", "urn:two"},
        {"P", KS_ARCROLE_DOMAIN_MEMBER, "Q", "urn:two"},
        {"H", KS_ARCROLE_HYPERCUBE_DIMENSION, "A", NULL},
        {"A", KS_ARCROLE_DIMENSION_DOMAIN, "M", NULL},
        {"M", KS_ARCROLE_DOMAIN_MEMBER, "N", NULL},
        {"N", KS_ARCROLE_DOMAIN_MEMBER, "M", NULL},
    };
    ks_status status = ks_taxonomy_new(&r->names, &r->taxonomy);
    for (size_t i = 0; status == KS_OK && i < sizeof CONCEPTS / sizeof *CONCEPTS; i++) {
        status = add_concept(r, CONCEPTS[i][0], CONCEPTS[i][1], CONCEPTS[i][2]);
    }
    for (size_t i = 0; status == KS_OK && i < sizeof ARCS / sizeof *ARCS; i++) {
        status = add_arc(r, ARCS[i][0], ARCS[i][1], ARCS[i][2], ARCS[i][3]);
    }
    return status == KS_OK ? ks_taxonomy_finish(r->taxonomy) : status;
}

/* A context with the member of A, or without any where it is NULL; `count` facts of P and Q. */
static ks_status add_facts(report *r, const char *id, const char *member, size_t count)
{
    const ks_dimension dimension = {.dimension = find(r, "A")->name,
                                    .member = member == NULL ? NULL : find(r, member)->name};
    const ks_context context = {.id = id,
                                .scheme = "",
                                .identifier = "",
                                .dimensions = &dimension,
                                .dimension_count = member == NULL ? 0 : 1};
    ks_context *added = NULL;
    ks_status status = ks_instance_add_context(r->instance, &context, &added);
    for (size_t i = 0; status == KS_OK && i < count; i++) {
        const ks_fact fact = {.concept = find(r, i % 2 == 0 ? "P" : "Q"),
                              .context = added,
                              .lexical = "1",
                              .decimals = KS_DECIMALS_NONE};
        status = ks_instance_add_fact(r->instance, &fact, NULL);
    }
    return status;
}

static ks_status check(report *r)
{
    ks_status status = make_taxonomy(r);
    if (status == KS_OK) {
        status = ks_instance_new(&r->names, r->taxonomy, &r->instance);
    }
    if (status == KS_OK) {
        status = add_facts(r, "none", NULL, 2);
    }
    if (status == KS_OK) {
        status = add_facts(r, "member", "N", 2);
    }
    if (status == KS_OK) {
        status = ks_check_dimensions_taxonomy(r->taxonomy, &r->sink);
    }
    return status == KS_OK ? ks_check_dimensions(r->instance, &r->sink) : status;
}

static void release(report *r)
{
    ks_instance_free(r->instance);
    ks_taxonomy_free(r->taxonomy);
    ks_names_release(&r->names);
}

static bool check_once(void)
{
    report r = {.taxonomy = NULL};
    ks_names_init(&r.names);
    ks_sink_init(&r.sink, NULL, NULL, KS_LANG_EN);
    ks_status status = check(&r);
    if (status == KS_OK) {
        status = ks_sink_status(&r.sink);
    }
    ck_assert(status == KS_OK || status == KS_ERR_MEMORY);
    release(&r);
    return status == KS_OK;
}

START_TEST(test_short_memory_is_told)
{
    fail_each_allocation(check_once);
}
END_TEST

/* No contextElement, a cycle of members (which does not hang), two facts without the dimension. */
START_TEST(test_counts_what_is_wrong)
{
    report r = {.taxonomy = NULL};
    ks_names_init(&r.names);
    ks_sink_init(&r.sink, NULL, NULL, KS_LANG_EN);
    ck_assert_int_eq(check(&r), KS_OK);
    ck_assert_uint_eq(ks_sink_errors(&r.sink), 1 + 1 + 2);
    release(&r);
}
END_TEST

KS_TEST_MAIN("check_dimensions", test_short_memory_is_told, test_counts_what_is_wrong)
