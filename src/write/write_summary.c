#include <string.h>

#include "base_vec.h"
#include "write_listing.h"

typedef enum word {
    WORD_DOCUMENTS,
    WORD_SCHEMAS,
    WORD_LINKBASES,
    WORD_CONCEPTS,
    WORD_ITEMS,
    WORD_TUPLES,
    WORD_ABSTRACT,
    WORD_ROLES,
    WORD_ARCROLES,
    WORD_NETWORKS,
    WORD_ARCS,
    WORD_LABELS,
    WORD_NAMESPACES
} word;

static const char *const WORDS[][KS_LANG_COUNT] = {
    [WORD_DOCUMENTS] = {"documents", "文書"},
    [WORD_SCHEMAS] = {"schemas", "スキーマ"},
    [WORD_LINKBASES] = {"linkbases", "リンクベース"},
    [WORD_CONCEPTS] = {"concepts", "概念"},
    [WORD_ITEMS] = {"items", "アイテム"},
    [WORD_TUPLES] = {"tuples", "タプル"},
    [WORD_ABSTRACT] = {"abstract", "抽象"},
    [WORD_ROLES] = {"roles", "ロール"},
    [WORD_ARCROLES] = {"arcroles", "アークロール"},
    [WORD_NETWORKS] = {"networks", "ネットワーク"},
    [WORD_ARCS] = {"arcs, by arcrole:", "アーク（アークロール別）:"},
    [WORD_LABELS] = {"labels, by language:", "ラベル（言語別）:"},
    [WORD_NAMESPACES] = {"concepts, by namespace:", "概念（名前空間別）:"},
};

/* How often each of some names was met, in order of the first time. */
typedef struct tally_row {
    const char *name;
    size_t count;
} tally_row;

typedef struct tally {
    KS_VEC(tally_row) rows;
    ks_map numbers; /* to the number in rows, from 1 */
    size_t last;    /* the row counted last, from 1: most often the next one too */
} tally;

static ks_status count_name(tally *t, const char *name)
{
    if (t->last == 0 || t->rows.items[t->last - 1].name != name) {
        t->last = (uintptr_t)ks_map_get(&t->numbers, ks_sv_from(name));
    }
    if (t->last == 0) {
        tally_row *row = ks_vec_add(&t->rows);
        if (row == NULL) {
            return KS_ERR_MEMORY;
        }
        row->name = name;
        t->last = t->rows.count;
        void *number = (void *)(uintptr_t)t->last;
        ks_status status = ks_map_set_borrowed(&t->numbers, ks_sv_from(name), number);
        if (status != KS_OK) {
            return status;
        }
    }
    t->rows.items[t->last - 1].count++;
    return KS_OK;
}

typedef struct summary {
    const ks_taxonomy *taxonomy;
    ks_lang words;
    ks_str *out;
    ks_prefixes prefixes;
    tally arcroles;
    tally languages;
    tally namespaces;
} summary;

static void write_count(const summary *s, size_t count, int depth, word what)
{
    ks_str_addf(s->out, "%9zu %*s%s\n", count, 2 * depth, "", WORDS[what][s->words]);
}

static void write_rows(const summary *s, const tally *t, word what)
{
    if (t->rows.count > 0) {
        ks_str_addf(s->out, "%s\n", WORDS[what][s->words]);
    }
    for (size_t i = 0; i < t->rows.count; i++) {
        const tally_row *row = &t->rows.items[i];
        const char *prefix = t == &s->namespaces ? ks_prefixes_get(&s->prefixes, row->name) : NULL;
        ks_str_addf(s->out, "%9zu %s%s%s\n", row->count, prefix != NULL ? prefix : "",
                    prefix != NULL ? " = " : "", row->name);
    }
}

/* Labels and references are relationships too; they have standard arcroles. */
static ks_status count_arcs(summary *s)
{
    const ks_taxonomy *taxonomy = s->taxonomy;
    ks_status status = KS_OK;
    for (size_t i = 0; i < taxonomy->arcs.count && status == KS_OK; i++) {
        status = count_name(&s->arcroles, taxonomy->arcs.items[i]->arcrole);
    }
    for (size_t i = 0; i < taxonomy->relations.count && status == KS_OK; i++) {
        status = count_name(&s->arcroles, taxonomy->relations.items[i].arcrole);
    }
    for (size_t i = 0; i < taxonomy->labels.count && status == KS_OK; i++) {
        const char *lang = taxonomy->labels.items[i].lang;
        status = count_name(&s->arcroles, KS_ARCROLE_CONCEPT_LABEL);
        if (status == KS_OK && lang != NULL) {
            status = count_name(&s->languages, lang);
        }
    }
    for (size_t i = 0; i < taxonomy->references.count && status == KS_OK; i++) {
        status = count_name(&s->arcroles, KS_ARCROLE_REFERENCE);
    }
    return status;
}

static void write_documents(const summary *s)
{
    const ks_taxonomy *taxonomy = s->taxonomy;
    size_t schemas = 0;
    for (size_t i = 0; i < taxonomy->documents.count; i++) {
        schemas += taxonomy->documents.items[i].ns != NULL;
    }
    write_count(s, taxonomy->documents.count, 0, WORD_DOCUMENTS);
    write_count(s, schemas, 1, WORD_SCHEMAS);
    write_count(s, taxonomy->documents.count - schemas, 1, WORD_LINKBASES);
}

static ks_status write_concepts(summary *s)
{
    const ks_taxonomy *taxonomy = s->taxonomy;
    size_t items = 0;
    size_t tuples = 0;
    size_t abstract = 0;
    ks_status status = KS_OK;
    for (size_t i = 0; i < taxonomy->concepts.count && status == KS_OK; i++) {
        const ks_concept *concept = taxonomy->concepts.items[i];
        items += concept->is_item;
        tuples += concept->is_tuple;
        abstract += concept->is_abstract;
        status = count_name(&s->namespaces, concept->name->ns);
    }
    write_count(s, taxonomy->concepts.count, 0, WORD_CONCEPTS);
    write_count(s, items, 1, WORD_ITEMS);
    write_count(s, tuples, 1, WORD_TUPLES);
    write_count(s, abstract, 1, WORD_ABSTRACT);
    return status;
}

static ks_status write_all(summary *s)
{
    const ks_taxonomy *taxonomy = s->taxonomy;
    ks_status status = ks_prefixes_add_taxonomy(&s->prefixes, taxonomy);
    write_documents(s);
    if (status == KS_OK) {
        status = write_concepts(s);
    }
    write_count(s, taxonomy->roles.count, 0, WORD_ROLES);
    write_count(s, taxonomy->arcroles.count, 0, WORD_ARCROLES);
    write_count(s, taxonomy->network_count, 0, WORD_NETWORKS);
    if (status == KS_OK) {
        status = count_arcs(s);
    }
    write_rows(s, &s->arcroles, WORD_ARCS);
    write_rows(s, &s->languages, WORD_LABELS);
    write_rows(s, &s->namespaces, WORD_NAMESPACES);
    return status;
}

static void release_tally(tally *t)
{
    ks_vec_release(&t->rows);
    ks_map_release(&t->numbers);
}

ks_status ks_write_summary(const ks_taxonomy *taxonomy, ks_lang words, ks_write_out *out)
{
    summary s = {.taxonomy = taxonomy, .words = words, .out = &out->text};
    ks_prefixes_init(&s.prefixes);
    ks_map_init(&s.arcroles.numbers);
    ks_map_init(&s.languages.numbers);
    ks_map_init(&s.namespaces.numbers);
    ks_status status = write_all(&s);
    release_tally(&s.arcroles);
    release_tally(&s.languages);
    release_tally(&s.namespaces);
    ks_prefixes_release(&s.prefixes);
    return status == KS_OK ? ks_write_out_step(out) : status;
}
