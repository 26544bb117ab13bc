/* Instances of the suites and of filings, as they are and with things in them changed: our verdict
 * is libxml2's. The changes look random and are the same every time; KESSAN_ROUNDS asks for more of
 * them, KESSAN_KEEP names a folder for documents whose verdicts differ. */
#include <dirent.h>
#include <sys/stat.h>

#include "base_alloc.h"

#include "base_vec.h"
#include "io_file.h"
#include "test_read_types.h"

#define FILE_LIMIT ((size_t)2 << 20)

enum { EXIT_SKIPPED = 77, ROUNDS = 6, SHOWN = 40, STEP = KS_TEST_IS_SANITIZED ? 6 : 1 };

typedef KS_VEC(char *) paths;

static size_t wrong_count;
static size_t case_count;
static size_t invalid_count;

static const char *corpus(void)
{
    const char *given = getenv("KESSAN_CORPUS");
    return given != NULL ? given : KS_SOURCE_DIR "/build/corpus";
}

static void add_path(paths *out, const char *folder, const char *name)
{
    ks_str path;
    ks_str_init(&path);
    ks_str_addf(&path, "%s/%s", folder, name);
    char **slot = ks_vec_add(out);
    ck_assert_ptr_nonnull(slot);
    *slot = ks_str_take(&path);
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* All files below `folder`, sorted. */
static void list(const char *folder, paths *out)
{
    DIR *dir = opendir(folder);
    paths names = {0};
    if (dir == NULL) {
        return;
    }
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        if (entry->d_name[0] != '.') {
            add_path(&names, folder, entry->d_name);
        }
    }
    closedir(dir);
    if (names.count > 0) {
        qsort(names.items, names.count, sizeof *names.items, compare_paths);
    }
    for (size_t i = 0; i < names.count; i++) {
        struct stat info;
        bool is_there = stat(names.items[i], &info) == 0;
        if (is_there && S_ISDIR(info.st_mode)) {
            list(names.items[i], out);
            ks_alloc_free(names.items[i]);
        } else {
            char **slot = ks_vec_add(out);
            ck_assert_ptr_nonnull(slot);
            *slot = names.items[i];
        }
    }
    ks_vec_release(&names);
}

static void release(paths *out)
{
    for (size_t i = 0; i < out->count; i++) {
        ks_alloc_free(out->items[i]);
    }
    ks_vec_release(out);
}

static ks_status take_ref(ks_xml_stream *stream, void *user, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t count)
{
    schemas *s = user;
    (void)stream;
    if (s->depth++ == 0) {
        bool is_instance = strcmp(name->local, "xbrl") == 0 && strcmp(name->ns, KS_NS_XBRLI) == 0;
        return is_instance ? KS_OK : KS_REFUSED;
    }
    const ks_xml_attr *href = ks_xml_attr_find(attrs, count, KS_NS_XLINK, "href");
    if (href != NULL && strcmp(name->local, "schemaRef") == 0) {
        want(s, ks_uri_resolve(&s->arena, ks_sv_from(s->url), href->value));
    }
    return KS_OK;
}

static ks_status drop_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    schemas *s = user;
    (void)stream;
    (void)name;
    s->depth--;
    return KS_OK;
}

/* The schemas that the instance refers to; false where it is none. */
static bool find_schemas(schemas *s, const char *path, ks_sv text)
{
    static const ks_xml_handler handler = {take_ref, NULL, drop_end};
    ks_xml_source source = {.file = path, .text = text, .names = &s->names, .sink = &s->sink};
    s->url = path;
    s->depth = 0;
    return ks_xml_parse(&source, &handler, s) == KS_OK && s->url_count > 0;
}

typedef struct piece {
    size_t begin, end;
} piece;

typedef struct marks {
    KS_VEC(piece) values; /* of attributes, without quotes */
    KS_VEC(piece) texts;  /* between tags */
    KS_VEC(piece) attributes;
    KS_VEC(piece) leaves; /* elements without elements inside */
    KS_VEC(piece) names;  /* of start tags */
} marks;

#define note(vector, from, to)                                                                     \
    do {                                                                                           \
        piece *slot_ = ks_vec_add(vector);                                                         \
        ck_assert_ptr_nonnull(slot_);                                                              \
        *slot_ = (piece){(from), (to)};                                                            \
    } while (0)

static size_t mark_tag(ks_sv text, size_t at, marks *m)
{
    size_t name = at + 1;
    size_t i = name;
    while (i < text.len && strchr(" \t\r\n/>", text.ptr[i]) == NULL) {
        i++;
    }
    note(&m->names, name, i);
    while (i < text.len && text.ptr[i] != '>') {
        size_t begin = i;
        while (i < text.len && text.ptr[i] != '=' && text.ptr[i] != '>') {
            i++;
        }
        if (i >= text.len || text.ptr[i] == '>') {
            break;
        }
        size_t quote = i + 1;
        while (quote < text.len && text.ptr[quote] != '"' && text.ptr[quote] != '\'') {
            quote++;
        }
        size_t end = quote + 1;
        while (end < text.len && text.ptr[end] != text.ptr[quote]) {
            end++;
        }
        note(&m->values, quote + 1, end);
        note(&m->attributes, begin, end + 1);
        i = end + 1;
    }
    return i + 1;
}

static void mark(ks_sv text, marks *m)
{
    size_t i = 0;
    size_t open = SIZE_MAX;
    while (i < text.len) {
        const char *tag = memchr(text.ptr + i, '<', text.len - i);
        if (tag == NULL) {
            return;
        }
        size_t at = (size_t)(tag - text.ptr);
        if (at > i && open != SIZE_MAX) {
            note(&m->texts, i, at);
        }
        if (text.ptr[at + 1] == '/') {
            const char *close = memchr(tag, '>', text.len - at);
            i = close == NULL ? text.len : (size_t)(close - text.ptr) + 1;
            if (open != SIZE_MAX) {
                note(&m->leaves, open, i);
            }
            open = SIZE_MAX;
        } else if (text.ptr[at + 1] == '!' || text.ptr[at + 1] == '?') {
            const char *end = text.ptr[at + 1] == '?'   ? "?>"
                              : text.ptr[at + 2] == '-' ? "-->"
                                                        : ">";
            const char *close = memmem(tag, text.len - at, end, strlen(end));
            i = close == NULL ? text.len : (size_t)(close - text.ptr) + strlen(end);
        } else {
            i = mark_tag(text, at, m);
            open = text.ptr[i - 2] == '/' ? SIZE_MAX : at;
        }
    }
}

static const char *const VALUES[] = {
    "",
    "x",
    "0",
    "-1",
    "1.5",
    "12,3",
    "INF",
    "true",
    "1",
    "2002-06-30",
    "2002-13-01",
    "a b",
    "xbrli:pure",
    "nope:x",
    " 7 ",
    "1e5",
    "http://example.com/ a",
    "en-US",
    "prohibited",
    "#x",
};

static const char *const ATTRIBUTES[] = {
    " xsi:nil='true'",
    " xsi:nil='false'",
    " xsi:nil='maybe'",
    " id='new1'",
    " id='1'",
    " decimals='0'",
    " decimals='x'",
    " precision='INF'",
    " precision='-1'",
    " unitRef='u'",
    " contextRef='c'",
    " xml:lang='en'",
    " xml:lang='e n'",
    " unknown='1'",
    " xbrli:unknown='1'",
    " xbrli:periodType='instant'",
    " xbrli:balance='x'",
    " xml:base='a'",
    " xml:space='x'",
    " xsi:type='xbrli:stringItemType'",
    " xsi:type='xbrli:nope'",
    " xlink:type='simple'",
    " xlink:href=''",
    " xsi:schemaLocation='a b'",
};

static const char *const ELEMENTS[] = {
    "<xbrli:unit id='x1'><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>",
    "<xbrli:measure>xbrli:pure</xbrli:measure>",
    "<unknown/>",
    "text",
    "<xbrli:forever/>",
    "<xbrli:context id='x2'/>",
    "<!-- nothing -->",
    "<xbrli:item/>",
    " ",
    "<link:footnoteLink xlink:type='extended' xlink:role='http://www.xbrl.org/2003/role/link'/>",
    "<xbrli:scenario><x:a xmlns:x='urn:x' b='1'>c</x:a></xbrli:scenario>",
    "<xbrli:segment/>",
    "<xbrli:numerator>1</xbrli:numerator>",
};

#define any_of(array, random)  (array)[(random) % (sizeof(array) / sizeof *(array))]
#define any_in(vector, random) (vector)->items[(random) % (vector)->count]

static void splice(ks_str *out, ks_sv text, piece at, const char *by)
{
    ks_str_clear(out);
    ks_str_add_sv(out, (ks_sv){text.ptr, at.begin});
    ks_str_add(out, by);
    ks_str_add_sv(out, (ks_sv){text.ptr + at.end, text.len - at.end});
}

static void copy_in(ks_str *out, ks_sv text, piece of, size_t to)
{
    ks_str_clear(out);
    ks_str_add_sv(out, (ks_sv){text.ptr, to});
    ks_str_add_sv(out, (ks_sv){text.ptr + of.begin, of.end - of.begin});
    ks_str_add_sv(out, (ks_sv){text.ptr + to, text.len - to});
}

/* false: there is nothing of that kind to change. */
static bool change(ks_str *out, ks_sv text, const marks *m, uint64_t *random)
{
    uint32_t kind = next_random(random) % 8;
    uint32_t a = next_random(random);
    uint32_t b = next_random(random);
    if (m->values.count == 0 || m->texts.count == 0 || m->leaves.count == 0) {
        return false;
    }
    piece leaf = any_in(&m->leaves, a);
    piece name = any_in(&m->names, a);
    switch (kind) {
    case 0:
        splice(out, text, any_in(&m->values, a), any_of(VALUES, b));
        return true;
    case 1:
        splice(out, text, any_in(&m->texts, a), any_of(VALUES, b));
        return true;
    case 2:
        splice(out, text, any_in(&m->attributes, a), "");
        return true;
    case 3:
        splice(out, text, (piece){name.end, name.end}, any_of(ATTRIBUTES, b));
        return true;
    case 4:
        splice(out, text, leaf, "");
        return true;
    case 5:
        copy_in(out, text, leaf, any_in(&m->leaves, b).end);
        return true;
    case 6:
        splice(out, text, (piece){leaf.begin, leaf.begin}, any_of(ELEMENTS, b));
        return true;
    default:
        splice(out, text, any_in(&m->texts, a), any_of(ELEMENTS, b));
        return true;
    }
}

/* KESSAN_ROUNDS asks for more changes of each document than there is time for every day. */
static int rounds(void)
{
    const char *given = getenv("KESSAN_ROUNDS");
    uint32_t number = ROUNDS;
    return given != NULL && ks_sv_to_u32(ks_sv_from(given), &number) ? (int)number : ROUNDS;
}

/* The namespaces that changes use. */
static void add_prefixes(ks_str *out, ks_sv text)
{
    static const char *const PREFIXES[][2] = {
        {"xsi", KS_NS_XSI}, {"xbrli", KS_NS_XBRLI}, {"link", KS_NS_LINK}, {"xlink", KS_NS_XLINK}};
    const char *root = memmem(text.ptr, text.len, "xbrl", 4);
    const char *close =
        root == NULL ? NULL : memchr(root, '>', (size_t)(text.ptr + text.len - root));
    const char *tag = root;
    while (close != NULL && tag > text.ptr && *tag != '<') {
        tag--;
    }
    size_t end = close == NULL ? 0 : (size_t)(close - text.ptr);
    ks_str_clear(out);
    ks_str_add_sv(out, (ks_sv){text.ptr, end});
    for (size_t i = 0; i < 4 && close != NULL; i++) {
        char word[32];
        snprintf(word, sizeof word, "xmlns:%s=", PREFIXES[i][0]);
        if (memmem(text.ptr, text.len, word, strlen(word)) == NULL) {
            ks_str_addf(out, " %s'%s'", word, PREFIXES[i][1]);
        }
    }
    ks_str_add_sv(out, (ks_sv){text.ptr + end, text.len - end});
}

static void compare(schemas *s, const char *path, ks_sv text, int round)
{
    verdict own = own_verdict(s, text);
    verdict other = other_verdict(s, text);
    case_count++;
    invalid_count += other == INVALID;
    if (own == other || own == UNREADABLE || other == UNREADABLE) {
        return;
    }
    if (++wrong_count <= SHOWN) {
        fprintf(stderr, "%s, change %d: ours %d (%s), libxml2 %d (%s)\n", path, round, own,
                s->last_own, other, s->last_other);
        const char *folder = getenv("KESSAN_KEEP");
        char name[600];
        snprintf(name, sizeof name, "%s/%zu.xml", folder == NULL ? "." : folder, wrong_count);
        FILE *out = folder == NULL ? NULL : fopen(name, "w");
        if (out != NULL) {
            fwrite(text.ptr, 1, text.len, out);
            fclose(out);
        }
    }
}

static void try_changes(schemas *s, const char *path, ks_sv text)
{
    uint64_t random = text.len;
    ks_str changed;
    ks_str base;
    marks m = {0};
    const int most = rounds();
    ks_str_init(&changed);
    ks_str_init(&base);
    add_prefixes(&base, text);
    compare(s, path, ks_str_view(&base), -1);
    mark(ks_str_view(&base), &m);
    for (int round = 0; round < most; round++) {
        if (change(&changed, ks_str_view(&base), &m, &random)) {
            compare(s, path, ks_str_view(&changed), round);
        }
    }
    ks_vec_release(&m.values);
    ks_vec_release(&m.texts);
    ks_vec_release(&m.attributes);
    ks_vec_release(&m.leaves);
    ks_vec_release(&m.names);
    ks_str_release(&changed);
    ks_str_release(&base);
}

static void try_file(const char *path)
{
    static schemas s;
    char web[1000];
    const char *const mirrors[] = {web};
    struct stat info;
    const ks_io_document *document = NULL;
    snprintf(web, sizeof web, "%s/web", corpus());
    ks_sv name = ks_sv_from(path);
    bool is_xml = ks_sv_ends(name, KS_SV(".xml")) || ks_sv_ends(name, KS_SV(".xbrl"));
    if (!is_xml || stat(path, &info) != 0 || (size_t)info.st_size > FILE_LIMIT) {
        return;
    }
    schemas_init(&s, mirrors, 1);
    if (ks_io_resolve(&s.resolver, path, KS_NOWHERE, &s.sink, &document) == KS_OK &&
        find_schemas(&s, path, document->text) && schemas_finish(&s)) {
        try_changes(&s, path, document->text);
    }
    schemas_release(&s);
}

/* Every `step`th document of the folder. */
static void try_folder(const char *folder, size_t step)
{
    char path[1000];
    paths files = {0};
    wrong_count = 0;
    case_count = 0;
    invalid_count = 0;
    snprintf(path, sizeof path, "%s/%s", corpus(), folder);
    list(path, &files);
    for (size_t i = 0; i < files.count; i += step) {
        try_file(files.items[i]);
    }
    release(&files);
    fprintf(stderr, "%s: %zu documents, %zu of them invalid, %zu verdicts differ\n", folder,
            case_count, invalid_count, wrong_count);
    ck_assert_uint_eq(wrong_count, 0);
    ck_assert_uint_gt(invalid_count, 10);
}

START_TEST(test_the_suite)
{
    try_folder("xbrl21/Common", STEP);
    ck_assert_uint_gt(case_count - invalid_count, 100);
}
END_TEST

START_TEST(test_dimensions)
{
    try_folder("xdt", STEP);
    ck_assert_uint_gt(case_count - invalid_count, 100);
}
END_TEST

START_TEST(test_filings)
{
    try_folder("filings/edinet", 1);
    ck_assert_uint_gt(case_count - invalid_count, 10);
}
END_TEST

/* Their taxonomies import schemas that the corpus lacks. */
START_TEST(test_ferc)
{
    try_folder("filings/ferc1", 1);
}
END_TEST

int main(void)
{
    struct stat info;
    if (stat(corpus(), &info) != 0) {
        fprintf(stderr, "no %s: skipped\n", corpus());
        return EXIT_SKIPPED;
    }
    Suite *suite = suite_create("read_types_documents");
    TCase *tcase = tcase_create("documents");
    tcase_set_timeout(tcase, 600);
    tcase_add_test(tcase, test_the_suite);
    tcase_add_test(tcase, test_dimensions);
    tcase_add_test(tcase, test_filings);
    tcase_add_test(tcase, test_ferc);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
