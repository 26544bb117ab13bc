#include "xml_schema.h"

#include "base_alloc.h"
#include "base_arena.h"
#include "base_map.h"
#include "base_namespaces.h"
#include "base_uri.h"
#include "io_address.h"
#include "io_file.h"
#include "xml_cursor.h"
#include "xml_error.h"
#include "xml_locations.h"
#include "xml_phrase.h"
#include "xml_places.h"
#include "xml_validator.h"
#include "xml_write.h"

/* Tells a document itself from the wrapper that stands in its place. */
#define ITSELF "?kessan-part"

typedef struct compilation {
    const ks_xml_schema_part *parts;
    size_t part_count;
    ks_xml_load_fn load;
    void *user;
    ks_sink *sink;
    ks_arena arena;
    ks_map wrappers; /* namespace of several parts -> text of the wrapper */
    ks_map part_by_address;
    ks_xml_places places;             /* of the elements of `placed`, */
    const ks_xml_schema_part *placed; /* the part that a record was about last; or NULL */
    const char *missing;              /* what the loader was last asked for in vain */
    bool is_left_out;                 /* and that is known */
    size_t record_count;
    int last_code; /* of the record before */
    bool is_refused;
    bool is_failed; /* memory */
} compilation;

static const char *address_of(const ks_xml_schema_part *part)
{
    return part->address != NULL ? part->address : part->url;
}

/* URLs go through libxml2 as ASCII: it resolves no others. In an address nothing is escaped yet. */
static const char *escape_url(ks_arena *arena, const ks_xml_schema_part *part)
{
    static const char hex[] = "0123456789ABCDEF";
    const char *special = part->address == NULL ? "" : ks_io_is_local(part->address) ? "%#?" : "%#";
    const char *copy;
    ks_str out;

    ks_str_init(&out);
    for (const char *at = address_of(part); *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;
        if (byte <= ' ' || byte >= 0x7F || strchr(special, *at) != NULL) {
            ks_str_add_char(&out, '%');
            ks_str_add_char(&out, hex[byte >> 4]);
            ks_str_add_char(&out, hex[byte & 15]);
        } else {
            ks_str_add_char(&out, *at);
        }
    }
    copy = ks_str_status(&out) == KS_OK ? ks_arena_text(arena, ks_str_view(&out)) : NULL;
    ks_str_release(&out);
    return copy;
}

/* The schema of one namespace that is spread over several documents: libxml2 reads only the first
 * document imported for a namespace, so each of them is answered with this one, which includes all
 * of them. */
static const char *make_wrapper(compilation *c, const char *ns)
{
    const char *copy = NULL;
    ks_xml_writer writer;
    ks_str out;

    ks_str_init(&out);
    ks_xml_writer_init(&writer, &out);
    ks_xml_write_start(&writer, "xs:schema");
    ks_xml_write_attr(&writer, "xmlns:xs", KS_NS_XSD);
    ks_xml_write_attr(&writer, "targetNamespace", ns);
    for (size_t i = 0; i < c->part_count; i++) {
        if (strcmp(c->parts[i].ns, ns) == 0) {
            const char *url = escape_url(&c->arena, &c->parts[i]);
            const char *itself = url == NULL ? NULL : ks_arena_format(&c->arena, "%s" ITSELF, url);
            out.is_failed |= itself == NULL;
            ks_xml_write_start(&writer, "xs:include");
            ks_xml_write_attr(&writer, "schemaLocation", itself);
            ks_xml_write_end(&writer);
        }
    }
    ks_xml_write_end(&writer);
    if (ks_str_status(&out) == KS_OK) {
        copy = ks_arena_text(&c->arena, ks_str_view(&out));
    }
    ks_xml_writer_release(&writer);
    ks_str_release(&out);
    return copy;
}

static ks_status index_parts(compilation *c)
{
    ks_status status = KS_OK;
    ks_map seen;

    ks_map_init(&seen);
    for (size_t i = 0; i < c->part_count && status == KS_OK; i++) {
        ks_sv ns = ks_sv_from(c->parts[i].ns);
        /* The map takes no const values and gives them back unchanged. */
        union {
            const void *in;
            void *out;
        } part = {.in = &c->parts[i]};
        status = ks_map_set(&c->part_by_address, ks_sv_from(address_of(&c->parts[i])), part.out);
        if (status == KS_OK && ns.len > 0 && ks_map_get(&seen, ns) == NULL) {
            status = ks_map_set(&seen, ns, part.out);
        } else if (status == KS_OK && ns.len > 0 && ks_map_get(&c->wrappers, ns) == NULL) {
            part.in = make_wrapper(c, c->parts[i].ns);
            status = part.in == NULL ? KS_ERR_MEMORY : ks_map_set(&c->wrappers, ns, part.out);
        }
    }
    ks_map_release(&seen);
    return status;
}

/* One import a namespace; the parts without one are included. */
static void write_driver(compilation *c, ks_str *out)
{
    ks_xml_writer writer;
    ks_map seen;

    ks_map_init(&seen);
    ks_xml_writer_init(&writer, out);
    ks_xml_write_start(&writer, "xs:schema");
    ks_xml_write_attr(&writer, "xmlns:xs", KS_NS_XSD);
    ks_xml_write_attr(&writer, "targetNamespace", "urn:kessan:driver");
    for (size_t i = 0; i < c->part_count; i++) {
        ks_sv ns = ks_sv_from(c->parts[i].ns);
        const char *url = escape_url(&c->arena, &c->parts[i]);
        if (ks_map_get(&seen, ns) != NULL) {
            continue;
        }
        out->is_failed |= url == NULL || ks_map_set(&seen, ns, c) != KS_OK;
        ks_xml_write_start(&writer, "xs:import");
        ks_xml_write_attr(&writer, "namespace", ns.len > 0 ? c->parts[i].ns : NULL);
        ks_xml_write_attr(&writer, "schemaLocation", url);
        ks_xml_write_end(&writer);
    }
    ks_xml_write_end(&writer);
    ks_xml_writer_release(&writer);
    ks_map_release(&seen);
}

/* What the caller has at `url`. */
static bool load_text(compilation *c, const char *url, ks_sv *out)
{
    ks_sv text;

    c->is_left_out = false;
    if (!c->load(url, c->user, &text)) {
        return false;
    }
    if (text.len == 0) {
        c->is_left_out = true;
        return false;
    }
    c->is_failed |= ks_xml_escape_locations(&c->arena, text, out) != KS_OK;
    return !c->is_failed;
}

static bool load_part(compilation *c, const ks_xml_schema_part *part, bool is_itself, ks_sv *out)
{
    const char *wrapper = is_itself ? NULL : ks_map_get(&c->wrappers, ks_sv_from(part->ns));

    if (wrapper != NULL) {
        *out = ks_sv_from(wrapper);
        return true;
    }
    return load_text(c, part->url, out);
}

/* The part at a URL as libxml2 has it, escaped, or NULL. */
static const ks_xml_schema_part *part_at(compilation *c, const char *url)
{
    const ks_xml_schema_part *part = ks_map_get(&c->part_by_address, ks_sv_from(url));
    const char *address = part == NULL ? ks_io_address(&c->arena, "", url) : NULL;

    if (part != NULL || address == NULL) {
        c->is_failed |= part == NULL;
        return part;
    }
    return ks_map_get(&c->part_by_address, ks_sv_from(address));
}

static bool load_document(const char *asked, void *user, ks_sv *out)
{
    compilation *c = user;
    ks_sv url = ks_sv_from(asked);
    bool is_itself = ks_sv_ends(url, KS_SV(ITSELF));
    const ks_xml_schema_part *part;
    const char *plain;
    const char *decoded;

    if (is_itself) {
        url.len -= sizeof ITSELF - 1;
    }
    plain = ks_arena_text(&c->arena, url);
    decoded = ks_uri_decode(&c->arena, url);
    if (plain == NULL || decoded == NULL) {
        c->is_failed = true;
        return false;
    }
    part = part_at(c, plain);
    if (part != NULL
            ? load_part(c, part, is_itself, out)
            : load_text(c, plain, out) || (!c->is_left_out && load_text(c, decoded, out))) {
        return true;
    }
    c->missing = plain;
    return false;
}

/* Where the element stands that a record is about: libxml2 tells the line that its start tag ends
 * in. */
static ks_place element_place(compilation *c, const ks_xml_schema_part *part,
                              ks_xml_error_ptr error)
{
    ks_sv text;
    if (error->node == NULL || error->domain == XML_FROM_PARSER) {
        return KS_NOWHERE;
    }
    if (c->placed != part) {
        c->placed = part;
        c->is_failed |= c->load(part->url, c->user, &text) &&
                        ks_xml_places_read(&c->places, part->url, text) != KS_OK;
    }
    return ks_xml_places_of(&c->places, error->node);
}

/* The place of a record, with a file name that outlives the sink: one of the parts'. */
static ks_place place_of(compilation *c, ks_xml_error_ptr error)
{
    const char *plain = NULL;
    const ks_xml_schema_part *part;
    ks_sv file = ks_sv_from(error->file);

    if (ks_sv_ends(file, KS_SV(ITSELF))) {
        file.len -= sizeof ITSELF - 1;
    }
    plain = ks_arena_text(&c->arena, file);
    part = plain == NULL ? NULL : part_at(c, plain);
    if (part == NULL || error->line <= 0) {
        return (ks_place){part == NULL ? NULL : part->url, 0, 0};
    }
    const ks_place place = element_place(c, part, error);
    return place.line != 0 ? place : (ks_place){part->url, (uint32_t)error->line, 0};
}

/* Where the text of a part has the element with the attribute name="NAME", or nowhere. */
static ks_place find_name(const ks_xml_schema_part *part, ks_sv text, const char *wanted)
{
    const char *found = memmem(text.ptr, text.len, wanted, strlen(wanted));
    ks_xml_cursor cursor;

    if (found == NULL) {
        return KS_NOWHERE;
    }
    while (found > text.ptr && *found != '<') {
        found--;
    }
    ks_xml_cursor_init(&cursor, text);
    ks_xml_cursor_go(&cursor, (size_t)(found - text.ptr));
    return (ks_place){part->url, cursor.line, cursor.column};
}

/* A record about a component, "element decl. '{namespace}name'", may have no place. */
static ks_place place_by_name(compilation *c, ks_xml_error_ptr error)
{
    const ks_sv message = ks_xml_message(error);
    const ks_sv full = ks_xml_quoted_after(message, KS_SV(" '{"));
    const bool has_ns = full.len > 0;
    const ks_sv name = has_ns ? ks_xml_local_part(full) : ks_xml_quoted_after(message, KS_SV(" '"));
    const ks_sv ns = has_ns ? (ks_sv){full.ptr, full.len - name.len - 1} : KS_SV("");
    const char *wanted = ks_arena_format(&c->arena, "name=\"%.*s\"", KS_SV_ARG(name));

    for (size_t i = 0; name.len > 0 && wanted != NULL && i < c->part_count; i++) {
        ks_sv text;
        if (ks_sv_is(ns, c->parts[i].ns) && c->load(c->parts[i].url, c->user, &text)) {
            const ks_place place = find_name(&c->parts[i], text, wanted);
            if (place.file != NULL) {
                return place;
            }
        }
    }
    c->is_failed |= wanted == NULL;
    return KS_NOWHERE;
}

/* One mistake is told once: a value of a facet is called wrong as a value and again as a facet, a
 * prefix that is not declared leaves a name without a namespace, every element of a circle of
 * substitution groups is told, and a pattern comes with what the compiler of patterns says. */
static bool is_echo(const compilation *c, ks_xml_error_ptr error)
{
    static const struct {
        int code;
        int before;
    } ECHOES[] = {
        {XML_SCHEMAP_INVALID_FACET_VALUE, XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1},
        {XML_SCHEMAP_SRC_RESOLVE, XML_SCHEMAP_S4S_ATTR_INVALID_VALUE},
        {XML_SCHEMAP_E_PROPS_CORRECT_6, XML_SCHEMAP_E_PROPS_CORRECT_6},
    };
    for (size_t i = 0; i < sizeof ECHOES / sizeof *ECHOES; i++) {
        if (ECHOES[i].code == error->code && ECHOES[i].before == c->last_code) {
            return true;
        }
    }
    return error->domain == XML_FROM_REGEXP;
}

/* What the reader of a taxonomy says itself, with the places of both. */
static bool is_read(const compilation *c, ks_xml_error_ptr error)
{
    const char *message = error->message != NULL ? error->message : "";
    return c->parts[c->part_count - 1].is_read &&
           (error->code == XML_SCHEMAP_SRC_REDEFINE ||
            strstr(message, "A global element declaration") != NULL ||
            strstr(message, "Duplicate value") != NULL);
}

static void report_broken(compilation *c, ks_xml_error_ptr error)
{
    c->is_refused = true;
    if (is_echo(c, error) || is_read(c, error)) {
        return;
    }
    c->last_code = error->code;
    if (c->record_count == KS_XML_RECORD_LIMIT) {
        KS_REPORT(c->sink, KS_F_XML_MORE, KS_NOWHERE, "1000");
    }
    if (c->record_count++ < KS_XML_RECORD_LIMIT) {
        const ks_place place = place_of(c, error);
        ks_xml_report_broken(c->sink, place.file != NULL ? place : place_by_name(c, error), error);
    }
}

static void take_record(void *user, ks_xml_error_ptr error)
{
    compilation *c = user;

    if (error->code == XML_ERR_NO_MEMORY) {
        c->is_failed = true;
    } else if (error->code == XML_SCHEMAP_WARN_SKIP_SCHEMA || error->domain == XML_FROM_IO) {
        /* Every document of the namespace is in already, through its wrapper or its import; what
         * could not be loaded is told by what follows. */
        return;
    } else if (c->missing != NULL) {
        /* What follows a vain load is about it, whatever it says. */
        if (!c->is_left_out) {
            KS_REPORT(c->sink, KS_F_XML_SCHEMA_MISSING, place_of(c, error), c->missing);
        }
        c->missing = NULL;
        c->is_refused = true;
    } else if (error->level >= XML_ERR_ERROR) {
        report_broken(c, error);
    }
}

static xmlSchemaPtr compile(compilation *c, ks_sv driver)
{
    xmlSchemaParserCtxtPtr context;
    xmlSchemaPtr compiled = NULL;
    ks_xml_resolver resolver;

    ks_xml_resolver_enter(&resolver, load_document, c);
    /* Errors in the parse of an imported document reach only this one (libxml2.md T4). */
    xmlSetStructuredErrorFunc(c, take_record);
    context = xmlSchemaNewMemParserCtxt(driver.ptr, (int)driver.len);
    if (context != NULL) {
        xmlSchemaSetParserStructuredErrors(context, take_record, c);
        compiled = xmlSchemaParse(context);
        xmlSchemaFreeParserCtxt(context);
    } else {
        c->is_failed = true;
    }
    ks_xml_resolver_leave(&resolver);
    return compiled;
}

/* One built-in schema knows its attributes. */
static ks_sv find_built_in(const compilation *c)
{
    ks_sv text = KS_SV("");
    const bool is_found = c->part_count == 1 && ks_io_builtin_find(c->parts[0].url, &text);
    return is_found ? text : KS_SV("");
}

static ks_status run(compilation *c, ks_xml_schema **out)
{
    ks_xml_schema *schema = ks_alloc_zero(1, sizeof *schema);
    ks_status status = schema == NULL ? KS_ERR_MEMORY : index_parts(c);
    ks_str driver;

    ks_str_init(&driver);
    if (status == KS_OK) {
        *schema = (ks_xml_schema){.compiled = NULL};
        ks_xml_attributes_init(&schema->attributes, find_built_in(c));
        write_driver(c, &driver);
        status = ks_str_status(&driver);
    }
    if (status == KS_OK) {
        schema->compiled = compile(c, ks_str_view(&driver));
        status = c->is_failed ? KS_ERR_MEMORY : c->is_refused ? KS_REFUSED : KS_OK;
    }
    if (status == KS_OK && schema->compiled == NULL) {
        status = KS_ERR_INTERNAL;
    }
    if (status == KS_OK) {
        *out = schema;
        schema = NULL;
    }
    ks_str_release(&driver);
    ks_xml_schema_free(schema);
    return status;
}

ks_status ks_xml_schema_new(const ks_xml_schema_part *parts, size_t part_count, ks_xml_load_fn load,
                            void *user, ks_sink *sink, ks_xml_schema **out)
{
    compilation c = {
        .parts = parts, .part_count = part_count, .load = load, .user = user, .sink = sink};
    ks_status status = ks_xml_init();

    if (status != KS_OK) {
        return status;
    }
    ks_arena_init(&c.arena);
    ks_map_init(&c.wrappers);
    ks_map_init(&c.part_by_address);
    status = run(&c, out);
    ks_map_release(&c.wrappers);
    ks_map_release(&c.part_by_address);
    ks_xml_places_release(&c.places);
    ks_arena_release(&c.arena);
    return status;
}

void ks_xml_schema_set_suggest(ks_xml_schema *schema, ks_xml_suggest_fn suggest, void *user)
{
    schema->suggest = suggest;
    schema->suggest_user = user;
}

void ks_xml_schema_free(ks_xml_schema *schema)
{
    if (schema != NULL) {
        if (schema->compiled != NULL) {
            xmlSchemaFree(schema->compiled);
        }
        ks_xml_attributes_release(&schema->attributes);
        ks_alloc_free(schema);
    }
}
