#define CURL_DISABLE_TYPECHECK
#include "cli_curl.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* curl.h makes macros of them. */
#undef curl_easy_setopt
#undef curl_easy_getinfo

#define TRIES         3
#define PAUSE_MS      300
#define REDIRECTS     5L
#define CONNECT_LIMIT 30L
#define LARGEST       ((curl_off_t)4 << 30)
#define TAG_SIZE      256
#define TAG           ".etag"

#define STATUS_PARTIAL     206
#define STATUS_UNSATISFIED 416
#define STATUS_BUSY        429
#define STATUS_FAULT       500

/* The functions that are asked for. */
typedef struct functions {
    CURLcode (*global_init)(long);
    CURL *(*easy_init)(void);
    CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
    CURLcode (*easy_perform)(CURL *);
    CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
    void (*easy_reset)(CURL *);
    void (*easy_cleanup)(CURL *);
    const char *(*easy_strerror)(CURLcode);
    struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
    void (*slist_free_all)(struct curl_slist *);
} functions;

struct cli_curl {
    void *library;
    functions f;
    CURL *handle; /* one for all, so that connections are used again */
    long timeout;
    cli_curl_progress progress;
    void *user;
    char reason[CURL_ERROR_SIZE + 64];
};

/* One try. */
typedef struct transfer {
    cli_curl *curl;
    const char *path;
    FILE *file; /* NULL until something comes */
    curl_off_t start;
    curl_off_t range_start; /* as the server says, or -1 */
    char tag[TAG_SIZE];     /* of what is received, or "" */
    bool is_file_broken;
} transfer;

/* ---- the library ----------------------------------------------------------------------------- */

static bool find_function(void *library, const char *name, void *out)
{
    void *address = dlsym(library, name);
    memcpy(out, &address, sizeof address);
    return address != NULL;
}

static bool find_functions(void *library, functions *f)
{
    return find_function(library, "curl_global_init", &f->global_init) &&
           find_function(library, "curl_easy_init", &f->easy_init) &&
           find_function(library, "curl_easy_setopt", &f->easy_setopt) &&
           find_function(library, "curl_easy_perform", &f->easy_perform) &&
           find_function(library, "curl_easy_getinfo", &f->easy_getinfo) &&
           find_function(library, "curl_easy_reset", &f->easy_reset) &&
           find_function(library, "curl_easy_cleanup", &f->easy_cleanup) &&
           find_function(library, "curl_easy_strerror", &f->easy_strerror) &&
           find_function(library, "curl_slist_append", &f->slist_append) &&
           find_function(library, "curl_slist_free_all", &f->slist_free_all);
}

static void *open_library(void)
{
    static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.so"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
        if (library != NULL) {
            return library;
        }
    }
    return NULL;
}

void cli_curl_free(cli_curl *curl)
{
    if (curl == NULL) {
        return;
    }
    if (curl->handle != NULL) {
        curl->f.easy_cleanup(curl->handle);
    }
    /* The library stays: what it loaded itself may not bear to be unloaded. */
    free(curl);
}

cli_curl *cli_curl_new(long timeout, cli_curl_progress progress, void *user,
                       const char **out_reason)
{
    cli_curl *curl = calloc(1, sizeof *curl);
    *out_reason = "memory is short";
    if (curl == NULL) {
        return NULL;
    }
    curl->timeout = timeout;
    curl->progress = progress;
    curl->user = user;
    curl->library = open_library();
    if (curl->library == NULL || !find_functions(curl->library, &curl->f) ||
        curl->f.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        *out_reason = "fetch needs the library libcurl, which is not installed";
        cli_curl_free(curl);
        return NULL;
    }
    curl->handle = curl->f.easy_init();
    if (curl->handle == NULL) {
        cli_curl_free(curl);
        return NULL;
    }
    return curl;
}

/* ---- what was received before ---------------------------------------------------------------- */

static bool name_tag_file(const char *path, char *out, size_t size)
{
    const int len = snprintf(out, size, "%s" TAG, path);
    return len > 0 && (size_t)len < size;
}

/* How much of the document is in the file, and the tag of what it is a part of. Without a tag it
 * cannot be known whether the server still has the same document: then it is 0. */
static curl_off_t find_part(const char *path, char *tag)
{
    char name[4096];
    struct stat info;
    tag[0] = '\0';
    if (!name_tag_file(path, name, sizeof name) || stat(path, &info) != 0 || info.st_size == 0) {
        return 0;
    }
    FILE *file = fopen(name, "r");
    if (file == NULL) {
        return 0;
    }
    const bool is_read = fgets(tag, TAG_SIZE, file) != NULL;
    fclose(file);
    tag[strcspn(tag, "\r\n")] = '\0';
    return is_read && tag[0] != '\0' ? (curl_off_t)info.st_size : 0;
}

static void keep_tag(const transfer *t)
{
    char name[4096];
    if (!name_tag_file(t->path, name, sizeof name)) {
        return;
    }
    FILE *file = t->tag[0] != '\0' ? fopen(name, "w") : NULL;
    if (file == NULL) {
        unlink(name);
        return;
    }
    fprintf(file, "%s\n", t->tag);
    fclose(file);
}

static void drop_tag(const char *path)
{
    char name[4096];
    if (name_tag_file(path, name, sizeof name)) {
        unlink(name);
    }
}

/* ---- one try --------------------------------------------------------------------------------- */

static long answer_of(const transfer *t)
{
    long code = 0;
    t->curl->f.easy_getinfo(t->curl->handle, CURLINFO_RESPONSE_CODE, &code);
    return code;
}

static bool has_name(const char *line, size_t size, const char *name)
{
    const size_t len = strlen(name);
    return size > len && strncasecmp(line, name, len) == 0 && line[len] == ':';
}

/* A strong tag of the document (RFC 9110 8.8.3), and where the part begins that is sent. */
static size_t take_header(char *line, size_t size, size_t count, void *user)
{
    transfer *t = user;
    const size_t len = size * count;
    char value[TAG_SIZE];
    const char *colon = memchr(line, ':', len);
    if (strncmp(line, "HTTP/", len < 5 ? len : 5) == 0) {
        t->tag[0] = '\0'; /* of an answer that is none: a redirect */
        t->range_start = -1;
    }
    if (colon == NULL) {
        return len;
    }
    snprintf(value, sizeof value, "%.*s", (int)(len - (size_t)(colon + 1 - line)), colon + 1);
    value[strcspn(value, "\r\n")] = '\0';
    const char *start = value + strspn(value, " \t");
    if (has_name(line, len, "ETag") && start[0] == '"') {
        memcpy(t->tag, start, strlen(start) + 1);
    }
    if (has_name(line, len, "Content-Range") && strncasecmp(start, "bytes ", 6) == 0) {
        t->range_start = (curl_off_t)strtoll(start + 6, NULL, 10);
    }
    return len;
}

static bool open_file(transfer *t)
{
    const bool is_rest = answer_of(t) == STATUS_PARTIAL;
    if (is_rest && t->range_start != t->start) {
        return false;
    }
    t->file = fopen(t->path, is_rest ? "ab" : "wb");
    t->is_file_broken = t->file == NULL;
    if (t->file != NULL) {
        keep_tag(t);
    }
    return t->file != NULL;
}

/* The text of an answer that is an error is not wanted. */
static size_t take_bytes(char *bytes, size_t size, size_t count, void *user)
{
    transfer *t = user;
    if (t->file == NULL && !open_file(t)) {
        return 0;
    }
    const size_t written = fwrite(bytes, size, count, t->file);
    t->is_file_broken |= written != count;
    return written * size;
}

static int take_progress(void *user, curl_off_t total, curl_off_t now, curl_off_t up_total,
                         curl_off_t up_now)
{
    const transfer *t = user;
    (void)up_total;
    (void)up_now;
    if (t->curl->progress != NULL) {
        const curl_off_t before = t->range_start > 0 ? t->range_start : 0;
        t->curl->progress((uint64_t)(now + before), total > 0 ? (uint64_t)(total + before) : 0,
                          t->curl->user);
    }
    return 0;
}

/* No scheme but http and https, and nothing that was asked for under lock and key comes in the
 * open: from https: a redirect leads to https: only. */
static void set_schemes(const transfer *t, const char *url)
{
    const bool is_safe = strncasecmp(url, "https:", 6) == 0;
    CURL *handle = t->curl->handle;
    t->curl->f.easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    t->curl->f.easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, is_safe ? "https" : "http,https");
}

static struct curl_slist *set_range(const transfer *t)
{
    char text[TAG_SIZE + 16];
    if (t->start == 0) {
        return NULL;
    }
    snprintf(text, sizeof text, "If-Range: %s", t->tag);
    struct curl_slist *headers = t->curl->f.slist_append(NULL, text);
    snprintf(text, sizeof text, "%lld-", (long long)t->start);
    t->curl->f.easy_setopt(t->curl->handle, CURLOPT_RANGE, text);
    t->curl->f.easy_setopt(t->curl->handle, CURLOPT_HTTPHEADER, headers);
    return headers;
}

static void set_options(transfer *t, const char *url)
{
    const functions *f = &t->curl->f;
    CURL *handle = t->curl->handle;
    f->easy_reset(handle);
    f->easy_setopt(handle, CURLOPT_URL, url);
    f->easy_setopt(handle, CURLOPT_USERAGENT, "kessan");
    f->easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    f->easy_setopt(handle, CURLOPT_FAILONERROR, 1L);
    f->easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
    f->easy_setopt(handle, CURLOPT_MAXREDIRS, REDIRECTS);
    f->easy_setopt(handle, CURLOPT_CONNECTTIMEOUT,
                   t->curl->timeout < CONNECT_LIMIT ? t->curl->timeout : CONNECT_LIMIT);
    f->easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
    f->easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, t->curl->timeout);
    f->easy_setopt(handle, CURLOPT_MAXFILESIZE_LARGE, LARGEST);
    f->easy_setopt(handle, CURLOPT_ERRORBUFFER, t->curl->reason);
    f->easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_header);
    f->easy_setopt(handle, CURLOPT_HEADERDATA, t);
    f->easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_bytes);
    f->easy_setopt(handle, CURLOPT_WRITEDATA, t);
    f->easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    f->easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, take_progress);
    f->easy_setopt(handle, CURLOPT_XFERINFODATA, t);
    set_schemes(t, url);
}

/* An answer without a single byte is a document too. */
static bool finish_file(transfer *t)
{
    if (t->file == NULL && !open_file(t)) {
        return false;
    }
    const bool is_written = fclose(t->file) == 0;
    t->file = NULL;
    return is_written;
}

static bool is_hopeless(CURLcode result)
{
    return result == CURLE_UNSUPPORTED_PROTOCOL || result == CURLE_TOO_MANY_REDIRECTS ||
           result == CURLE_URL_MALFORMAT || result == CURLE_FILESIZE_EXCEEDED ||
           result == CURLE_PEER_FAILED_VERIFICATION;
}

/* What became of a try. */
typedef struct outcome {
    long code;     /* the server's answer where it refuses, else 0 */
    bool is_final; /* another try will not help */
} outcome;

static bool is_final_code(long code)
{
    return code != 0 && code < STATUS_FAULT && code != STATUS_BUSY && code != STATUS_UNSATISFIED;
}

static bool try_once(cli_curl *curl, const char *url, const char *path, outcome *out)
{
    transfer t = {.curl = curl, .path = path, .range_start = -1};
    t.start = find_part(path, t.tag);
    curl->reason[0] = '\0';
    set_options(&t, url);
    struct curl_slist *headers = set_range(&t);
    const CURLcode result = curl->f.easy_perform(curl->handle);
    const long answer = answer_of(&t);
    curl->f.slist_free_all(headers);
    out->code = result == CURLE_HTTP_RETURNED_ERROR ? answer : 0;
    out->is_final = is_hopeless(result) || is_final_code(out->code);
    if (result == CURLE_OK && finish_file(&t)) {
        return true;
    }
    if (t.file != NULL) {
        fclose(t.file);
    }
    if (out->code == STATUS_UNSATISFIED || (result == CURLE_WRITE_ERROR && !t.is_file_broken)) {
        unlink(path); /* the part is none of this document */
    }
    if (t.is_file_broken || result == CURLE_OK) {
        snprintf(curl->reason, sizeof curl->reason, "the file cannot be written");
    } else if (curl->reason[0] == '\0') {
        snprintf(curl->reason, sizeof curl->reason, "%s", curl->f.easy_strerror(result));
    }
    return false;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static const char *name_of_answer(long code)
{
    static const struct {
        long code;
        const char *name;
    } names[] = {{400, "Bad Request"},
                 {401, "Unauthorized"},
                 {403, "Forbidden"},
                 {404, "Not Found"},
                 {410, "Gone"},
                 {416, "Range Not Satisfiable"},
                 {429, "Too Many Requests"},
                 {500, "Internal Server Error"},
                 {502, "Bad Gateway"},
                 {503, "Service Unavailable"},
                 {504, "Gateway Timeout"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (names[i].code == code) {
            return names[i].name;
        }
    }
    return "";
}

static void wait_a_little(int tries)
{
    const struct timespec pause = {0, (long)tries * PAUSE_MS * 1000000L};
    nanosleep(&pause, NULL);
}

ks_status cli_curl_get(cli_curl *curl, const char *url, const char *path, ks_fetched *fetched)
{
    outcome got = {0};
    for (int tries = 1; tries <= TRIES && !got.is_final; tries++) {
        if (tries > 1) {
            wait_a_little(tries);
        }
        if (try_once(curl, url, path, &got)) {
            drop_tag(path);
            return KS_OK;
        }
    }
    fetched->http_status = (int)got.code;
    fetched->reason = got.code != 0 ? name_of_answer(got.code) : curl->reason;
    return KS_REFUSED;
}
