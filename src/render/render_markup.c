#include "render_markup.h"

#include <string.h>

#include "render_markup_parts.h"

enum { MAX_DEPTH = 200 };

/* The text on its way. */
typedef struct markup_job {
    ks_sv rest;
    ks_str *out;
    const ks_markup_element *open[MAX_DEPTH];
    size_t depth;
    size_t too_deep; /* elements that are left out because of it, and not yet ended */
    bool is_text;    /* plain text is asked for */
} markup_job;

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void skip(ks_sv *text, size_t count)
{
    *text = (ks_sv){text->ptr + count, text->len - count};
}

static void break_line(ks_str *out)
{
    while (out->len > 0 && (out->ptr[out->len - 1] == ' ' || out->ptr[out->len - 1] == '\t')) {
        out->ptr[--out->len] = '\0';
    }
    if (out->len > 0 && out->ptr[out->len - 1] != '\n') {
        ks_str_add_char(out, '\n');
    }
}

static void add_character(markup_job *job, char c)
{
    if (job->is_text) {
        bool is_first = job->out->len == 0 || is_space(job->out->ptr[job->out->len - 1]);
        if (!is_space(c) || !is_first) {
            ks_str_add_char(job->out, is_space(c) ? ' ' : c);
        }
        return;
    }
    ks_markup_escape(job->out, c);
}

/* "&nbsp;", "&#160;"; what is no known reference is an ampersand. */
static void add_reference(markup_job *job)
{
    uint32_t codepoint = 0;
    size_t len = ks_markup_reference(job->rest, &codepoint);
    if (len == 0) {
        add_character(job, '&');
        skip(&job->rest, 1);
        return;
    }
    skip(&job->rest, len);
    if (codepoint < 0x80) {
        add_character(job, (char)codepoint);
    } else if (job->is_text && codepoint == 0xA0) {
        add_character(job, ' ');
    } else {
        ks_str_add_codepoint(job->out, codepoint);
    }
}

static void start_element(markup_job *job, const ks_markup_element *element, ks_sv attrs)
{
    if (job->is_text) {
        if (element->is_block) {
            break_line(job->out);
        } else if (element->is_cell && job->out->len > 0 &&
                   job->out->ptr[job->out->len - 1] != '\n') {
            ks_str_add_char(job->out, '\t');
        }
        return;
    }
    ks_str_add_char(job->out, '<');
    ks_str_add(job->out, element->written);
    ks_markup_write_attrs(element, attrs, job->out);
    ks_str_add(job->out, element->is_void ? "/>" : ">");
}

static void end_element(markup_job *job, const ks_markup_element *element)
{
    if (job->is_text) {
        if (element->is_block) {
            break_line(job->out);
        }
        return;
    }
    ks_str_add(job->out, "</");
    ks_str_add(job->out, element->written);
    ks_str_add_char(job->out, '>');
}

/* Ends what is open down to the element of that name, if there is one that a table cell or table
 * does not hold back. */
static void close_to(markup_job *job, const ks_markup_element *element)
{
    if (job->too_deep > 0) {
        job->too_deep--;
        return;
    }
    size_t depth = job->depth;
    while (depth > 0 && job->open[depth - 1] != element) {
        if (job->open[depth - 1]->is_wall && !element->is_wall) {
            return;
        }
        depth--;
    }
    while (depth > 0 && job->depth >= depth) {
        end_element(job, job->open[--job->depth]);
    }
}

/* An item ends the one before it, and a block the paragraph before it. */
static void close_implied(markup_job *job, const ks_markup_element *element)
{
    while (job->depth > 0 && ks_markup_ends(element, job->open[job->depth - 1])) {
        end_element(job, job->open[--job->depth]);
    }
}

static void open_element(markup_job *job, const ks_markup_element *element, ks_sv attrs,
                         bool is_ended)
{
    close_implied(job, element);
    if (element->is_void) {
        start_element(job, element, attrs);
        return;
    }
    if (job->depth == MAX_DEPTH) {
        job->too_deep += !is_ended;
        return;
    }
    start_element(job, element, attrs);
    if (is_ended) {
        end_element(job, element);
        return;
    }
    job->open[job->depth++] = element;
}

/* Past the end of a part that is not shown, such as a script. */
static void skip_hidden(markup_job *job, ks_sv name)
{
    while (job->rest.len > 0) {
        const char *end = memchr(job->rest.ptr, '<', job->rest.len);
        if (end == NULL) {
            skip(&job->rest, job->rest.len);
            return;
        }
        skip(&job->rest, (size_t)(end - job->rest.ptr));
        if (job->rest.len > name.len + 2 && job->rest.ptr[1] == '/' &&
            ks_markup_is_name((ks_sv){job->rest.ptr + 2, name.len}, name) &&
            !is_letter(job->rest.ptr[name.len + 2])) {
            return; /* its end tag is read like any other, and is of no known element */
        }
        skip(&job->rest, 1);
    }
}

/* Where the tag ends: behind the first '>' outside of quotes. 0 where it does not. */
static size_t find_tag_end(ks_sv text)
{
    char quote = '\0';
    for (size_t i = 1; i < text.len; i++) {
        char c = text.ptr[i];
        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return i + 1;
        }
    }
    return 0;
}

static ks_sv get_name(ks_sv text)
{
    size_t len = 0;
    while (len < text.len &&
           (is_letter(text.ptr[len]) || text.ptr[len] == ':' || text.ptr[len] == '-' ||
            (text.ptr[len] >= '0' && text.ptr[len] <= '9'))) {
        len++;
    }
    return (ks_sv){text.ptr, len};
}

/* "<p class=...>", "</p>", "<br/>"; the text stands on '<' and a tag that has an end. */
static void read_tag(markup_job *job, size_t len)
{
    ks_sv tag = {job->rest.ptr + 1, len - 2};
    bool is_end = tag.len > 0 && tag.ptr[0] == '/';
    if (is_end) {
        skip(&tag, 1);
    }
    ks_sv name = get_name(tag);
    ks_sv attrs = {name.ptr + name.len, (size_t)(tag.ptr + tag.len - name.ptr) - name.len};
    bool is_ended = attrs.len > 0 && attrs.ptr[attrs.len - 1] == '/';
    const ks_markup_element *element = ks_markup_find(name);
    if (element == NULL && !ks_markup_is_known(name)) {
        add_character(job, '<'); /* words between angle brackets */
        skip(&job->rest, 1);
        return;
    }
    skip(&job->rest, len);
    if (element == NULL) {
        if (!is_end && !is_ended && ks_markup_is_hidden(name)) {
            skip_hidden(job, name);
        }
    } else if (!is_end) {
        open_element(job, element, attrs, is_ended);
    } else if (!element->is_void) {
        close_to(job, element);
    }
}

/* "<!-- ... -->", "<!DOCTYPE ...>", "<![CDATA[ ... ]]>", "<?xml ... ?>" */
static void skip_declaration(markup_job *job)
{
    static const char *const ENDS[][2] = {
        {"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}};
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
        if (!ks_sv_starts(job->rest, ks_sv_from(ENDS[i][0]))) {
            continue;
        }
        const char *end = memmem(job->rest.ptr, job->rest.len, ENDS[i][1], strlen(ENDS[i][1]));
        skip(&job->rest,
             end == NULL ? job->rest.len : (size_t)(end - job->rest.ptr) + strlen(ENDS[i][1]));
        return;
    }
}

static void read_angle(markup_job *job)
{
    char next = job->rest.len > 1 ? job->rest.ptr[1] : ' ';
    if (next == '!' || next == '?') {
        skip_declaration(job);
        return;
    }
    char letter = next == '/' && job->rest.len > 2 ? job->rest.ptr[2] : next;
    size_t len = is_letter(letter) ? find_tag_end(job->rest) : 0;
    if (len > 0) {
        read_tag(job, len);
        return;
    }
    add_character(job, '<');
    skip(&job->rest, 1);
    if (is_letter(letter)) { /* a tag without end: there is none behind it either */
        while (job->rest.len > 0) {
            add_character(job, job->rest.ptr[0]);
            skip(&job->rest, 1);
        }
    }
}

/* What needs no look at each character: the next run of it. */
static size_t count_plain(ks_sv text)
{
    size_t count = 0;
    while (count < text.len && (unsigned char)text.ptr[count] >= 0x20 &&
           strchr("<>&\"", text.ptr[count]) == NULL) {
        count++;
    }
    return count;
}

static void run(markup_job *job)
{
    while (job->rest.len > 0) {
        size_t plain = job->is_text ? 0 : count_plain(job->rest);
        if (plain > 0) {
            ks_str_add_sv(job->out, (ks_sv){job->rest.ptr, plain});
            skip(&job->rest, plain);
            continue;
        }
        if (job->rest.ptr[0] == '<') {
            read_angle(job);
        } else if (job->rest.ptr[0] == '&') {
            add_reference(job);
        } else {
            add_character(job, job->rest.ptr[0]);
            skip(&job->rest, 1);
        }
    }
    while (job->depth > 0) {
        end_element(job, job->open[--job->depth]);
    }
}

/* Something ends, or it has one of the tags that need no end. */
bool ks_markup_has_tag(ks_sv text)
{
    static const char *const SIGNS[] = {"</", "/>", "<br>", "<BR>", "<p>", "<P>", "<hr>", "<li>"};
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        if (memmem(text.ptr, text.len, SIGNS[i], strlen(SIGNS[i])) != NULL) {
            return memchr(text.ptr, '<', text.len) != NULL;
        }
    }
    return false;
}

void ks_markup_add_plain(ks_sv text, ks_str *out)
{
    for (size_t i = 0; i < text.len; i++) {
        ks_markup_escape(out, text.ptr[i]);
    }
}

void ks_markup_to_html(ks_sv text, ks_str *out)
{
    if (ks_markup_has_tag(text)) {
        markup_job job = {.rest = text, .out = out};
        run(&job);
        return;
    }
    ks_str_add(out, "<p class=\"lines\">");
    ks_markup_add_plain(text, out);
    ks_str_add(out, "</p>");
}

void ks_markup_to_text(ks_sv text, ks_str *out)
{
    if (!ks_markup_has_tag(text)) {
        ks_str_add_sv(out, text);
        return;
    }
    ks_str plain;
    ks_str_init(&plain);
    markup_job job = {.rest = text, .out = &plain, .is_text = true};
    run(&job);
    break_line(&plain);
    if (plain.is_failed) {
        out->is_failed = true;
    }
    ks_str_add_sv(out, ks_sv_trim(ks_str_view(&plain)));
    ks_str_release(&plain);
}
