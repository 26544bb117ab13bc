/* The structure of metadata of xBRL-CSV: which members an object may have, and of which kind. */
#include <string.h>
#include <strings.h>

#include "base_text.h"
#include "read_json.h"
#include "read_oim_csv.h"

#define TEXT    (1u << KS_JSON_STRING)
#define OBJECT  (1u << KS_JSON_OBJECT)
#define ARRAY   (1u << KS_JSON_ARRAY)
#define NUMBER  (1u << KS_JSON_NUMBER)
#define BOOLEAN (1u << KS_JSON_TRUE | 1u << KS_JSON_FALSE)
#define NULLS   (1u << KS_JSON_NULL)
#define URI     KS_READ_JSON_URI

/* Which other names an object may have. */
typedef enum others {
    OTHERS_NONE,
    OTHERS_EXTENSION, /* names with a prefix, for what the specification does not know */
    OTHERS_ANY,       /* it is a map */
    OTHERS_ALIAS,     /* a map of aliases */
    OTHERS_PREFIXED   /* a map of names with prefixes */
} others;

typedef struct shape shape;

typedef struct member {
    const char *name;
    unsigned kinds;
    const shape *inside; /* of an object, or of the items of an array; or NULL */
    bool is_required;
} member;

struct shape {
    const member *members; /* the last one has no name */
    others others;
    unsigned kinds;      /* of what has other names, or of items */
    const shape *inside; /* of these */
};

static const member NO_MEMBERS[] = {{0}};
static const shape TEXTS = {NO_MEMBERS, OTHERS_ANY, TEXT, NULL};
static const shape ALIASES = {NO_MEMBERS, OTHERS_ALIAS, URI, NULL};
static const shape URIS = {NO_MEMBERS, OTHERS_ANY, URI, NULL};
static const shape FEATURES = {NO_MEMBERS, OTHERS_PREFIXED, TEXT | NUMBER | BOOLEAN | NULLS, NULL};

static const member FINAL_MEMBERS[] = {
    {"namespaces", BOOLEAN, NULL, false},     {"taxonomy", BOOLEAN, NULL, false},
    {"linkTypes", BOOLEAN, NULL, false},      {"linkGroups", BOOLEAN, NULL, false},
    {"features", BOOLEAN, NULL, false},       {"final", BOOLEAN, NULL, false},
    {"tableTemplates", BOOLEAN, NULL, false}, {"tables", BOOLEAN, NULL, false},
    {"dimensions", BOOLEAN, NULL, false},     {"parameters", BOOLEAN, NULL, false},
    {"parameterURL", BOOLEAN, NULL, false},   {0},
};
static const shape FINAL = {FINAL_MEMBERS, OTHERS_NONE, 0, NULL};

static const member INFO_MEMBERS[] = {
    {"documentType", TEXT, NULL, true},     {"namespaces", OBJECT, &ALIASES, false},
    {"linkTypes", OBJECT, &ALIASES, false}, {"linkGroups", OBJECT, &ALIASES, false},
    {"features", OBJECT, &FEATURES, false}, {"taxonomy", ARRAY, &URIS, false},
    {"extends", ARRAY, &URIS, false},       {"final", OBJECT, &FINAL, false},
    {"baseURL", URI, NULL, false},          {0},
};
static const shape INFO = {INFO_MEMBERS, OTHERS_EXTENSION, 0, NULL};

static const member DIMENSION_MEMBERS[] = {
    {"concept", TEXT, NULL, false}, {"entity", TEXT, NULL, false},   {"period", TEXT, NULL, false},
    {"unit", TEXT, NULL, false},    {"language", TEXT, NULL, false}, {0},
};
static const shape DIMENSIONS = {DIMENSION_MEMBERS, OTHERS_PREFIXED, TEXT, NULL};

static const member GROUP_MEMBERS[] = {
    {"decimals", NUMBER | TEXT, NULL, false},
    {"dimensions", OBJECT, &DIMENSIONS, false},
    {0},
};
static const shape GROUP = {GROUP_MEMBERS, OTHERS_EXTENSION, 0, NULL};
static const shape GROUPS = {NO_MEMBERS, OTHERS_ANY, OBJECT, &GROUP};

static const member COLUMN_MEMBERS[] = {
    {"comment", BOOLEAN, NULL, false},          {"decimals", NUMBER | TEXT, NULL, false},
    {"dimensions", OBJECT, &DIMENSIONS, false}, {"propertiesFrom", ARRAY, &TEXTS, false},
    {"propertyGroups", OBJECT, &GROUPS, false}, {0},
};
static const shape COLUMN = {COLUMN_MEMBERS, OTHERS_EXTENSION, 0, NULL};
static const shape COLUMNS = {NO_MEMBERS, OTHERS_ANY, OBJECT, &COLUMN};

static const member TEMPLATE_MEMBERS[] = {
    {"rowIdColumn", TEXT, NULL, false},
    {"columns", OBJECT, &COLUMNS, true},
    {"decimals", NUMBER | TEXT, NULL, false},
    {"dimensions", OBJECT, &DIMENSIONS, false},
    {0},
};
static const shape TEMPLATE = {TEMPLATE_MEMBERS, OTHERS_EXTENSION, 0, NULL};
static const shape TEMPLATES = {NO_MEMBERS, OTHERS_ANY, OBJECT, &TEMPLATE};

static const member TABLE_MEMBERS[] = {
    {"url", TEXT, NULL, true},
    {"template", TEXT, NULL, false},
    {"optional", BOOLEAN, NULL, false},
    {"parameters", OBJECT, &TEXTS, false},
    {0},
};
static const shape TABLE = {TABLE_MEMBERS, OTHERS_EXTENSION, 0, NULL};
static const shape TABLES = {NO_MEMBERS, OTHERS_ANY, OBJECT, &TABLE};

static const shape LINK_SOURCES = {NO_MEMBERS, OTHERS_ANY, ARRAY, &TEXTS};
static const shape LINK_GROUPS = {NO_MEMBERS, OTHERS_ALIAS, OBJECT, &LINK_SOURCES};
static const shape LINKS = {NO_MEMBERS, OTHERS_ALIAS, OBJECT, &LINK_GROUPS};

static const member ROOT_MEMBERS[] = {
    {"documentInfo", OBJECT, &INFO, true},
    {"tableTemplates", OBJECT, &TEMPLATES, false},
    {"tables", OBJECT, &TABLES, false},
    {"dimensions", OBJECT, &DIMENSIONS, false},
    {"decimals", NUMBER | TEXT, NULL, false},
    {"parameters", OBJECT, &TEXTS, false},
    {"parameterURL", TEXT, NULL, false},
    {"links", OBJECT, &LINKS, false},
    {0},
};
static const shape ROOT = {ROOT_MEMBERS, OTHERS_EXTENSION, 0, NULL};

/* Where the walk is; the path is written only where something is to be told. */
typedef struct spot {
    const struct spot *around;
    ks_sv name;
} spot;

typedef struct walk {
    ks_csv_job *job;
    const char *file;
    bool is_good;
} walk;

static void write_path(const spot *at, ks_str *out)
{
    if (at == NULL || at->name.ptr == NULL) {
        return;
    }
    write_path(at->around, out);
    ks_str_add(out, ks_str_view(out).len > 0 ? "." : "");
    ks_str_add_sv(out, at->name);
}

static ks_place place_of(const walk *w, const ks_json *value)
{
    return (ks_place){w->file, value->line, value->column};
}

static void tell_kind(walk *w, const spot *at, const ks_json *value, unsigned kinds,
                      const char *found)
{
    const ks_lang lang = w->job->sink->lang;
    ks_str *path = &w->job->text;
    ks_str_clear(path);
    write_path(at, path);
    w->is_good = false;
    KS_REPORT(w->job->sink, KS_F_CSV_KIND, place_of(w, value), path->ptr,
              ks_read_json_expected(kinds, lang), found);
}

static ks_status check_uri(walk *w, const spot *at, const ks_json *value, unsigned kinds)
{
    const char *text = NULL;
    if (ks_oim_is_reference(value->text)) {
        return KS_OK;
    }
    ks_status status = ks_csv_keep(w->job, value->text, &text);
    if (status == KS_OK) {
        tell_kind(w, at, value, kinds, text);
    }
    return status;
}

static ks_status check_alias(walk *w, const ks_json *value)
{
    const char *name = NULL;
    if (ks_text_is_ncname(value->name)) {
        return KS_OK;
    }
    w->is_good = false;
    ks_status status = ks_csv_keep(w->job, value->name, &name);
    if (status == KS_OK) {
        KS_REPORT(w->job->sink, KS_F_CSV_ALIAS, place_of(w, value), name);
    }
    return status;
}

static const member *find_member(const shape *s, ks_sv name)
{
    for (const member *m = s->members; m->name != NULL; m++) {
        if (ks_sv_is(name, m->name)) {
            return m;
        }
    }
    return NULL;
}

static const char *nearest(const shape *s, ks_sv name)
{
    ks_sv names[16];
    size_t count = 0;
    for (const member *m = s->members; m->name != NULL; m++) {
        if (strlen(m->name) == name.len && strncasecmp(m->name, name.ptr, name.len) == 0) {
            return m->name;
        }
        names[count++] = ks_sv_from(m->name);
    }
    const size_t found = ks_text_nearest(name, names, count);
    return found == SIZE_MAX ? NULL : s->members[found].name;
}

static ks_status tell_unknown(walk *w, const spot *at, const shape *s, const ks_json *value)
{
    const char *name = NULL;
    ks_str *path = &w->job->text;
    ks_str_clear(path);
    write_path(at->around, path);
    w->is_good = false;
    ks_status status = ks_csv_keep(w->job, value->name, &name);
    if (status == KS_OK) {
        KS_REPORT(w->job->sink, KS_F_CSV_UNKNOWN, place_of(w, value), path->ptr, name,
                  nearest(s, value->name));
    }
    return status;
}

static bool is_allowed(const shape *s, ks_sv name)
{
    return s->others == OTHERS_ANY || s->others == OTHERS_ALIAS ||
           (s->others == OTHERS_EXTENSION && ks_text_is_prefixed(name)) ||
           /* Core dimensions are written without a prefix. */
           (s->others == OTHERS_PREFIXED && ks_text_is_prefixed(name) &&
            (s != &DIMENSIONS || !ks_sv_starts(name, KS_SV("xbrl:"))));
}

static ks_status check_value(walk *w, const spot *at, const ks_json *value, unsigned kinds,
                             const shape *inside);

static ks_status check_member(walk *w, const spot *around, const shape *s, const ks_json *value)
{
    const spot at = {around, value->name};
    const member *known = find_member(s, value->name);
    if (known != NULL) {
        return check_value(w, &at, value, known->kinds, known->inside);
    }
    if (!is_allowed(s, value->name)) {
        return tell_unknown(w, &at, s, value);
    }
    if (s->others == OTHERS_ALIAS) {
        ks_status status = check_alias(w, value);
        return status == KS_OK ? check_value(w, &at, value, s->kinds, s->inside) : status;
    }
    if (s->others != OTHERS_ANY) {
        ks_csv_member *slot = ks_vec_add(&w->job->prefixed);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = (ks_csv_member){value, w->file};
    }
    return s->others == OTHERS_EXTENSION ? KS_OK : check_value(w, &at, value, s->kinds, s->inside);
}

static void check_required(walk *w, const spot *at, const ks_json *object, const shape *s)
{
    ks_str *path = &w->job->text;
    for (const member *m = s->members; m->name != NULL; m++) {
        if (m->is_required && ks_json_get(object, m->name) == NULL) {
            ks_str_clear(path);
            write_path(at, path);
            w->is_good = false;
            KS_REPORT(w->job->sink, KS_F_CSV_MISSING, place_of(w, object), path->ptr, m->name);
        }
    }
}

/* KS_JSON_DEPTH bounds it. */
static ks_status check_value(walk *w, const spot *at, const ks_json *value, unsigned kinds,
                             const shape *inside)
{
    ks_status status = KS_OK;
    if ((kinds & 1u << value->kind) == 0) {
        tell_kind(w, at, value, kinds, ks_read_json_words(value, w->job->sink->lang));
        return KS_OK;
    }
    if (kinds == URI) {
        return check_uri(w, at, value, kinds);
    }
    if (inside == NULL || (value->kind != KS_JSON_OBJECT && value->kind != KS_JSON_ARRAY)) {
        return KS_OK;
    }
    if (value->kind == KS_JSON_OBJECT) {
        check_required(w, at, value, inside);
    }
    for (const ks_json *item = value->first; item != NULL && status == KS_OK; item = item->next) {
        status = value->kind == KS_JSON_OBJECT
                     ? check_member(w, at, inside, item)
                     : check_value(w, at, item, inside->kinds, inside->inside);
    }
    return status;
}

ks_status ks_csv_check_shape(ks_csv_job *job, const char *file, const ks_json *root,
                             bool *out_is_good)
{
    walk w = {job, file, true};
    const spot top = {NULL, {NULL, 0}};
    ks_status status = check_value(&w, &top, root, OBJECT, &ROOT);
    *out_is_good = w.is_good;
    return status == KS_OK ? ks_str_status(&job->text) : status;
}
