/* Schemas and documents in memory, held against each other by our types and by libxml2. */
#ifndef KS_TEST_READ_TYPES_H
#define KS_TEST_READ_TYPES_H

#include <stdio.h>
#include <string.h>

#include "base_uri.h"
#include "io_resolve.h"
#include "model_taxonomy.h"
#include "read_types.h"
#include "read_validate.h"
#include "test.h"
#include "xml_schema.h"

typedef struct schemas {
    ks_names names;
    ks_io_resolver resolver;
    ks_types types;
    ks_type_reader reader;
    ks_xml_schema *compiled;
    ks_sink sink;
    ks_arena arena;
    ks_map known;
    const char *urls[2000];
    size_t url_count;
    ks_xml_schema_part parts[2000];
    size_t part_count;
    /* of the document at hand */
    const char *url;
    size_t depth;
    char last_own[400];
    char last_other[400];
    char *note;
} schemas;

static inline void take_note(const ks_finding *finding, void *user)
{
    schemas *s = user;
    if (s->note != NULL && *s->note == '\0') {
        snprintf(s->note, 400, "%s: %s", finding->id, finding->message);
    }
}

static inline bool is_needed(const char *ns)
{
    static const char *const own[] = {KS_NS_XML, KS_NS_XLINK, "http://www.xbrl.org/2003/XLink",
                                      KS_NS_LINK, KS_NS_XBRLI};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (strcmp(own[i], ns) == 0) {
            return false;
        }
    }
    return true;
}

static inline void want(schemas *s, const char *url)
{
    if (ks_map_get(&s->known, ks_sv_from(url)) == NULL && s->url_count < 2000) {
        ck_assert_int_eq(ks_map_set(&s->known, ks_sv_from(url), s), KS_OK);
        s->urls[s->url_count++] = url;
    }
}

static inline ks_status on_schema_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                                        const ks_xml_attr *attrs, size_t count)
{
    schemas *s = user;
    if (s->depth++ == 0) {
        const ks_xml_attr *ns = ks_xml_attr_find(attrs, count, "", "targetNamespace");
        const char *target = ns == NULL ? "" : ks_names_text(&s->names, ns->value);
        if (!is_needed(target)) {
            return KS_REFUSED;
        }
        s->parts[s->part_count++] = (ks_xml_schema_part){.ns = target, .url = s->url};
        ck_assert_int_eq(ks_type_reader_begin(&s->reader, target, false), KS_OK);
    }
    const ks_xml_attr *at = ks_xml_attr_find(attrs, count, "", "schemaLocation");
    if (at != NULL && (strcmp(name->local, "import") == 0 || strcmp(name->local, "include") == 0)) {
        want(s, ks_uri_resolve(&s->arena, ks_sv_from(s->url), at->value));
    }
    return ks_type_reader_start(&s->reader, stream, name, attrs, count);
}

static inline ks_status on_schema_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    schemas *s = user;
    (void)stream;
    (void)name;
    s->depth--;
    ks_type_reader_end(&s->reader);
    return KS_OK;
}

static inline bool load_schema(const char *url, void *user, ks_sv *out)
{
    schemas *s = user;
    const ks_io_document *document = NULL;
    if (ks_io_resolve(&s->resolver, url, KS_NOWHERE, &s->sink, &document) != KS_OK) {
        return false;
    }
    *out = document->text;
    return true;
}

static inline void schemas_init(schemas *s, const char *const *mirrors, size_t mirror_count)
{
    memset(s, 0, sizeof *s);
    ks_names_init(&s->names);
    ks_io_resolver_init(&s->resolver, mirrors, mirror_count);
    ks_sink_init(&s->sink, take_note, s, KS_LANG_EN);
    ks_arena_init(&s->arena);
    ks_map_init(&s->known);
    ck_assert_int_eq(ks_types_init(&s->types, &s->names), KS_OK);
    ck_assert_int_eq(ks_type_reader_init(&s->reader, &s->types, &s->sink), KS_OK);
}

static inline void schemas_put(schemas *s, const char *url, const char *text)
{
    ck_assert_int_eq(ks_io_resolver_put(&s->resolver, url, ks_sv_from(text)), KS_OK);
    want(s, url);
}

/* Reads all that is wanted, and what that imports; compiles them with libxml2 too. */
static inline bool schemas_finish(schemas *s)
{
    static const ks_xml_handler handler = {on_schema_start, NULL, on_schema_end};
    static const ks_xml_schema_part own[] = {
        {.ns = KS_NS_XML, .url = "http://www.w3.org/2001/xml.xsd"},
        {.ns = KS_NS_XLINK, .url = "http://www.xbrl.org/2003/xlink-2003-12-31.xsd"},
        {.ns = "http://www.xbrl.org/2003/XLink",
         .url = "http://www.xbrl.org/2003/xl-2003-12-31.xsd"},
        {.ns = KS_NS_LINK, .url = "http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd"},
        {.ns = KS_NS_XBRLI, .url = "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"},
    };
    memcpy(s->parts, own, sizeof own);
    s->part_count = sizeof own / sizeof *own;
    for (size_t i = 0; i < s->url_count; i++) {
        const ks_io_document *document = NULL;
        s->url = s->urls[i];
        s->depth = 0;
        if (ks_io_resolve(&s->resolver, s->url, KS_NOWHERE, &s->sink, &document) != KS_OK) {
            continue;
        }
        ks_xml_source source = {
            .file = document->file, .text = document->text, .names = &s->names, .sink = &s->sink};
        ks_status status = ks_xml_parse(&source, &handler, s);
        ck_assert(status == KS_OK || status == KS_REFUSED);
    }
    ck_assert_int_eq(ks_type_reader_finish(&s->reader), KS_OK);
    const bool compiles =
        ks_xml_schema_new(s->parts, s->part_count, load_schema, s, &s->sink, &s->compiled) == KS_OK;
    ck_assert_msg(compiles || !s->types.is_plain, "%s passes as plain: %s", s->url, s->note);
    return compiles;
}

static inline void schemas_release(schemas *s)
{
    ks_xml_schema_free(s->compiled);
    ks_type_reader_release(&s->reader);
    ks_types_release(&s->types);
    ks_map_release(&s->known);
    ks_arena_release(&s->arena);
    ks_io_resolver_release(&s->resolver);
    ks_names_release(&s->names);
}

typedef enum verdict { VALID, INVALID, UNDECIDED, UNREADABLE } verdict;

static inline verdict own_verdict(schemas *s, ks_sv text)
{
    ks_xml_source source = {.file = "document", .text = text, .names = &s->names, .sink = &s->sink};
    bool is_undecided = false;
    size_t before = ks_sink_errors(&s->sink);
    s->note = s->last_own;
    *s->note = '\0';
    const ks_validate_options options = {.types = &s->types};
    ks_status status = ks_validate_parse(&source, &options, &KS_XML_DEAF, NULL, &is_undecided);
    s->note = NULL;
    return status != KS_OK                     ? UNREADABLE
           : ks_sink_errors(&s->sink) > before ? INVALID
           : is_undecided                      ? UNDECIDED
                                               : VALID;
}

static inline verdict other_verdict(schemas *s, ks_sv text)
{
    ks_xml_source source = {.file = "document",
                            .text = text,
                            .names = &s->names,
                            .schema = s->compiled,
                            .sink = &s->sink};
    size_t before = ks_sink_errors(&s->sink);
    s->note = s->last_other;
    *s->note = '\0';
    ks_status status = ks_xml_parse(&source, &KS_XML_DEAF, NULL);
    s->note = NULL;
    return status != KS_OK ? UNREADABLE : ks_sink_errors(&s->sink) > before ? INVALID : VALID;
}

/* Numbers that look random and are the same every time. */
static inline uint32_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

#endif
