/* An instance in the words of inline XBRL 1.1: each fact and footnote as a tag that can stand where
 * a page shows it or in the hidden part, and what else the header holds. Made in one pass over the
 * instance. For the room's own use. */
#ifndef KS_RENDER_INLINE_TAGS_H
#define KS_RENDER_INLINE_TAGS_H

#include "base_map.h"
#include "base_vec.h"
#include "xml_stream.h"

#define KS_NS_IX  "http://www.xbrl.org/2013/inlineXBRL"
#define KS_NS_IXT "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12"

typedef enum ks_tag_kind {
    KS_TAG_NUMBER, /* the rest is what its content says */
    KS_TAG_TEXT,
    KS_TAG_NIL,
    KS_TAG_NOTE,
    KS_TAG_HIDDEN /* cannot be shown: a fraction, a tuple, a note with markup */
} ks_tag_kind;

/* All strings are in the arena of the tags. */
typedef struct ks_tag {
    ks_tag_kind kind;
    const char *element; /* the local name: "nonFraction" */
    const char *attrs;   /* of the start tag wherever it stands, each with a space in front */
    const char *value;   /* as it stands in the instance */
    const char *hidden;  /* between the tags in the hidden part, as markup; NULL: it is `value` */
    const char *lang;    /* of all that has none of its own in the instance; NULL: it has one */
    const char *placed;  /* attributes of the start tag where it is shown; NULL: it is not */
    size_t number;       /* in the list */
    bool is_on_page;
    bool is_done;        /* it is written */
    struct ks_tag *next; /* of the same name */
} ks_tag;

typedef struct ks_tag_prefix {
    const char *prefix;
    const char *ns;
} ks_tag_prefix;

typedef struct ks_tags {
    KS_VEC(ks_tag *) list; /* in the order of the instance, footnotes last */
    ks_map by_name;        /* what ks_tags_take looks up */
    ks_map ids;            /* all ids of the report */
    KS_VEC(ks_tag_prefix *) prefixes;
    ks_map prefix_of; /* by namespace: the first */
    ks_map ns_of;     /* by prefix */
    const char *ix;   /* the prefixes of KS_NS_IX and KS_NS_IXT */
    const char *ixt;
    ks_str references; /* the content of these elements */
    ks_str resources;
    size_t made_ids;
    ks_arena arena;
} ks_tags;

typedef struct ks_tags_source {
    const ks_xml_source *instance;
    const char *from; /* relative URLs lead from this file ... */
    const char *to;   /* ... and are to lead from that one; or both NULL */
} ks_tags_source;

/* Release it, after a failure too. */
KS_MUST_USE ks_status ks_tags_read(const ks_tags_source *source, ks_tags *tags);
void ks_tags_release(ks_tags *tags);

/* Declares all prefixes, each with a space in front. */
void ks_tags_write_names(const ks_tags *tags, ks_str *out);

/* What a fact is looked up by; `id` and `unit` may be NULL. NULL when memory is short. */
typedef struct ks_tag_name {
    ks_sv local;
    ks_sv context;
    ks_sv unit;
    ks_sv id;
} ks_tag_name;
const char *ks_tag_name_fact(ks_arena *arena, const ks_tag_name *name);
/* The same of a footnote. */
const char *ks_tag_name_note(ks_arena *arena, ks_sv lang, ks_sv text);
/* The first of that name that was not taken before, or NULL. */
ks_tag *ks_tags_take(ks_tags *tags, const char *name);

/* For the reader's parts. */
/* What the root of the instance declares: the same in the page, so that names in content stay. */
KS_MUST_USE ks_status ks_tags_bind(ks_tags *tags, const char *prefix, const char *ns);
/* The prefix of the page for `ns`: that which it has, `wish` where that is free, or a made one. */
KS_MUST_USE ks_status ks_tags_add_prefix(ks_tags *tags, const char *wish, const char *ns,
                                         const char **out);
/* Adds a copy; `name`, in the arena, is what it will be looked up by, or NULL. */
KS_MUST_USE ks_status ks_tags_add(ks_tags *tags, const ks_tag *tag, const char *name);
/* An id that nothing in the report has. NULL when memory is short. */
const char *ks_tags_new_id(ks_tags *tags, const char *start);

#endif
