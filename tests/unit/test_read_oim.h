/* Reports of the Open Information Model in memory, at r.json, beside the schema t.xsd; and all that
 * is read of one while memory runs short. */
#ifndef KS_TEST_READ_OIM_H
#define KS_TEST_READ_OIM_H

#include "read_oim.h"
#include "test_read_instance.h"

static ks_oim_report *oim;

static inline void put(const char *url, const char *text)
{
    ck_assert_int_eq(ks_io_resolver_put(&resolver, url, ks_sv_from(text)), KS_OK);
}

/* Reads the instance that `oim` stands for. */
static inline ks_status read_made(void)
{
    const char *url = NULL;
    ks_status status = ks_oim_put(oim, &resolver, &url);
    return status == KS_OK ? ks_read_report(url, &names, &resolver, &sink, &report) : status;
}

static inline ks_status read_all(void)
{
    ks_status status = ks_oim_read("r.json", &names, &resolver, &sink, &oim);
    return status == KS_OK ? read_made() : status;
}

static inline void finish(void)
{
    ks_report_pair_release(&report);
    report = (ks_report_pair){NULL, NULL};
    ks_oim_free(oim);
    oim = NULL;
    teardown();
}

/* A job of fail_each_allocation: a report in several files comes to so many facts. */
static inline bool read_files(const char *const (*files)[2], size_t count, size_t fact_count)
{
    ks_status status = KS_OK;
    ks_sink_init(&sink, NULL, NULL, KS_LANG_EN);
    ks_names_init(&names);
    ks_io_resolver_init(&resolver, NULL, 0);
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        status = ks_io_resolver_put(&resolver, files[i][0], ks_sv_from(files[i][1]));
    }
    if (status == KS_OK) {
        status = read_all();
    }
    ck_assert_msg(status == KS_OK || status == KS_ERR_MEMORY, "%s", ks_status_name(status));
    const bool is_read = status == KS_OK && !sink.is_failed;
    ck_assert(!is_read || report.instance->facts.count == fact_count);
    ks_report_pair_release(&report);
    report = (ks_report_pair){NULL, NULL};
    ks_oim_free(oim);
    oim = NULL;
    ks_io_resolver_release(&resolver);
    ks_names_release(&names);
    return is_read;
}

#endif
