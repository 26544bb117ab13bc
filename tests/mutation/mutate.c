#include "mutate.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* xorshift64*, so that a seed means the same everywhere. */
uint64_t next_number(uint64_t *state)
{
    uint64_t x = *state != 0 ? *state : 1;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    *state = x;
    return x * 0x2545f4914f6cdd1dU;
}

static size_t choose(uint64_t *state, size_t count)
{
    return count == 0 ? 0 : (size_t)(next_number(state) % count);
}

/* A part of the document, from start to behind its end. */
typedef struct part {
    size_t start, end;
} part;

typedef struct list {
    part *items;
    size_t count, capacity;
} list;

static void add(list *to, part item)
{
    if (to->count == to->capacity) {
        to->capacity = to->capacity * 2 + 64;
        to->items = realloc(to->items, to->capacity * sizeof *to->items);
        if (to->items == NULL) {
            abort();
        }
    }
    to->items[to->count++] = item;
}

/* Where each attribute and each start tag stands. `opened` has the tag of each element and
 * `elements` all of it, with its end tag. */
typedef struct outline {
    list attributes, opened, elements;
} outline;

static bool is_name(char c)
{
    return c != '\0' && strchr(" \t\r\n=/><\"'", c) == NULL;
}

static size_t skip_to(const char *text, size_t size, size_t at, const char *mark)
{
    const char *found = memmem(text + at, size - at, mark, strlen(mark));
    return found == NULL ? size : (size_t)(found - text) + strlen(mark);
}

/* The attributes of the tag that begins at `at`; returns where it ends. */
static size_t scan_tag(const char *text, size_t size, size_t at, outline *out)
{
    for (at++; at < size && is_name(text[at]); at++) {
    }
    while (at < size && text[at] != '>') {
        if (!is_name(text[at])) {
            at++;
            continue;
        }
        size_t start = at;
        while (at < size && is_name(text[at])) {
            at++;
        }
        while (at < size && text[at] != '"' && text[at] != '\'' && text[at] != '>') {
            at++;
        }
        if (at < size && text[at] != '>') {
            const char *quote = memchr(text + at + 1, text[at], size - at - 1);
            at = quote == NULL ? size : (size_t)(quote - text) + 1;
            add(&out->attributes, (part){start, at});
        }
    }
    return at < size ? at + 1 : size;
}

static outline scan(const char *text, size_t size)
{
    outline out = {0};
    list open = {0};
    for (size_t at = 0; at < size;) {
        if (text[at] != '<') {
            at++;
        } else if (size - at > 4 && memcmp(text + at, "<!--", 4) == 0) {
            at = skip_to(text, size, at, "-->");
        } else if (at + 1 < size && (text[at + 1] == '?' || text[at + 1] == '!')) {
            at = skip_to(text, size, at, ">");
        } else if (at + 1 < size && text[at + 1] == '/') {
            at = skip_to(text, size, at, ">");
            if (open.count > 0) {
                part tag = open.items[--open.count];
                add(&out.opened, tag);
                add(&out.elements, (part){tag.start, at});
            }
        } else {
            part tag = {at, 0};
            at = tag.end = scan_tag(text, size, at, &out);
            if (at >= 2 && text[at - 2] == '/') {
                add(&out.opened, tag);
                add(&out.elements, tag);
            } else {
                add(&open, tag);
            }
        }
    }
    free(open.items);
    return out;
}

/* Of JSON: strings as attributes, objects and arrays as elements. */
static outline scan_json(const char *text, size_t size)
{
    outline out = {0};
    list open = {0};
    for (size_t at = 0; at < size; at++) {
        const size_t start = at;
        if (text[at] == '"') {
            for (at++; at < size && text[at] != '"'; at++) {
                at += text[at] == '\\' ? 1 : 0;
            }
            if (at < size) {
                add(&out.attributes, (part){start, at + 1});
            }
        } else if (text[at] == '{' || text[at] == '[') {
            add(&open, (part){at, at + 1});
        } else if ((text[at] == '}' || text[at] == ']') && open.count > 0) {
            part tag = open.items[--open.count];
            add(&out.opened, tag);
            add(&out.elements, (part){tag.start, at + 1});
        }
    }
    free(open.items);
    return out;
}

/* The document with `gone` replaced by `with`. */
static void replace(mutant *out, const char *text, size_t size, part gone, const char *with,
                    size_t with_size)
{
    out->size = size - (gone.end - gone.start) + with_size;
    out->text = malloc(out->size + 1);
    if (out->text == NULL) {
        abort();
    }
    memcpy(out->text, text, gone.start);
    memcpy(out->text + gone.start, with, with_size);
    memcpy(out->text + gone.start + with_size, text + gone.end, size - gone.end);
    out->text[out->size] = '\0';
}

static void change_byte(mutant *out, const char *text, size_t size, uint64_t *state)
{
    static const char likely[] = "<>&\"'/= \n\x01\x80\xff"
                                 "0aZ:-.#";
    size_t at = choose(state, size);
    char byte =
        choose(state, 2) == 0 ? likely[choose(state, sizeof likely - 1)] : (char)choose(state, 256);
    replace(out, text, size, (part){at, at + 1}, &byte, 1);
    snprintf(out->what, sizeof out->what, "byte %zu: 0x%02x", at, (unsigned char)byte);
}

static part value_of(const char *text, part attribute)
{
    size_t start = attribute.start;
    while (text[start] != '"' && text[start] != '\'') {
        start++;
    }
    return (part){start + 1, attribute.end - 1};
}

static void change_attribute(mutant *out, const char *text, size_t size, const list *attributes,
                             uint64_t *state)
{
    static const char *const hows[] = {"gone",  "twice", "renamed", "cut",
                                       "grown", "empty", "other"};
    part a = attributes->items[choose(state, attributes->count)];
    part value = value_of(text, a);
    part other = value_of(text, attributes->items[choose(state, attributes->count)]);
    size_t how = choose(state, 7);
    char *twice = NULL;
    switch (how) {
    case 0:
        replace(out, text, size, a, "", 0);
        break;
    case 1:
        twice = malloc(2 * (a.end - a.start) + 2);
        if (twice == NULL) {
            abort();
        }
        sprintf(twice, "%.*s %.*s", (int)(a.end - a.start), text + a.start, (int)(a.end - a.start),
                text + a.start);
        replace(out, text, size, a, twice, strlen(twice));
        free(twice);
        break;
    case 2:
        replace(out, text, size, (part){a.start, a.start}, "x", 1);
        break;
    case 3:
        value.start += (value.end - value.start + 1) / 2;
        replace(out, text, size, value, "", 0);
        break;
    case 4:
        replace(out, text, size, (part){value.end, value.end}, "x", 1);
        break;
    case 5:
        replace(out, text, size, value, "", 0);
        break;
    default:
        replace(out, text, size, value, text + other.start, other.end - other.start);
    }
    snprintf(out->what, sizeof out->what, "attribute %.60s: %s", text + a.start, hows[how]);
}

static void change_element(mutant *out, const char *text, size_t size, const outline *of,
                           uint64_t *state)
{
    static const char *const hows[] = {"gone", "twice", "emptied", "other", "unwrapped"};
    size_t number = choose(state, of->elements.count);
    part whole = of->elements.items[number], tag = of->opened.items[number];
    part other = of->elements.items[choose(state, of->elements.count)];
    size_t how = choose(state, 5);
    switch (how) {
    case 0:
        replace(out, text, size, whole, "", 0);
        break;
    case 1:
        replace(out, text, size, (part){whole.end, whole.end}, text + whole.start,
                whole.end - whole.start);
        break;
    case 2: {
        size_t end = whole.end;
        while (end > tag.end && text[end - 1] != '<') {
            end--;
        }
        part content = {tag.end, end > tag.end ? end - 1 : tag.end};
        replace(out, text, size, content, "", 0);
        break;
    }
    case 3:
        replace(out, text, size, whole, text + other.start, other.end - other.start);
        break;
    default:
        replace(out, text, size, tag, "", 0);
    }
    snprintf(out->what, sizeof out->what, "element %.60s: %s", text + tag.start, hows[how]);
}

mutant mutate(const char *text, size_t size, uint64_t *state)
{
    mutant out = {NULL, 0, ""};
    outline of = text[strspn(text, " \n")] == '{' ? scan_json(text, size) : scan(text, size);
    size_t kind = choose(state, 3);
    if (kind == 1 && of.attributes.count > 0) {
        change_attribute(&out, text, size, &of.attributes, state);
    } else if (kind == 2 && of.elements.count > 0) {
        change_element(&out, text, size, &of, state);
    } else {
        change_byte(&out, text, size, state);
    }
    free(of.attributes.items);
    free(of.opened.items);
    free(of.elements.items);
    for (char *c = out.what; *c != '\0'; c++) {
        *c = *c == '\n' || *c == '\r' ? ' ' : *c;
    }
    return out;
}
