/* A taxonomy read from documents in memory, with its findings written down. */
#ifndef KS_TEST_TAXONOMY_H
#define KS_TEST_TAXONOMY_H

#include "read_taxonomy.h"
#include "test.h"
#include "test_findings.h"

static ks_str findings;
static ks_sink sink;
static ks_names names;
static ks_io_resolver resolver;
static ks_taxonomy *taxonomy;

static inline void setup(void)
{
    ks_str_init(&findings);
    ks_sink_init(&sink, note_finding, &findings, KS_LANG_EN);
    ks_names_init(&names);
    ks_io_resolver_init(&resolver, NULL, 0);
    taxonomy = NULL;
}

static inline void teardown(void)
{
    ks_taxonomy_free(taxonomy);
    ks_io_resolver_release(&resolver);
    ks_names_release(&names);
    ks_str_release(&findings);
}

static inline void put(const char *url, const char *text)
{
    ck_assert_int_eq(ks_io_resolver_put(&resolver, url, ks_sv_from(text)), KS_OK);
}

static inline void read_from(const char *url)
{
    const ks_taxonomy_entry entry = {.url = url, .place = {"i.xbrl", 1, 2}};
    ck_assert_int_eq(ks_read_taxonomy(&entry, 1, &names, &resolver, &sink, &taxonomy), KS_OK);
}

#endif
