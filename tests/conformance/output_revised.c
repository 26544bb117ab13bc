#include "output_revised.h"

#include <string.h>

void conf_revised_init(conf_revised *revised, const char *cover)
{
    *revised = (conf_revised){.cover = cover};
    ks_str_init(&revised->text);
    ks_map_init(&revised->kept);
}

void conf_revised_release(conf_revised *revised)
{
    ks_str_release(&revised->text);
    ks_map_release(&revised->kept);
}

static bool is_on_cover(const conf_revised *revised, const ks_fact *fact)
{
    return ks_sv_starts(ks_sv_from(fact->concept->name->ns), ks_sv_from(revised->cover));
}

static bool holds(ks_sv tag, const char *attr, const char *value)
{
    const size_t size = strlen(value);
    for (const char *at = memmem(tag.ptr, tag.len, attr, strlen(attr)); at != NULL;) {
        const char *begin = at + strlen(attr);
        const size_t left = (size_t)(tag.ptr + tag.len - begin);
        if (left > size && strncmp(begin, value, size) == 0 &&
            (begin[size] == '"' || begin[size] == '\'')) {
            return true;
        }
        at = memmem(begin, left, attr, strlen(attr));
    }
    return false;
}

/* The text up to the next tag, of the first fact of that concept and context; a NULL pointer where
 * the documents have none. */
static ks_sv find_fact(const conf_revised *revised, const ks_fact *fact)
{
    const char *end = revised->text.ptr + revised->text.len;
    for (const char *open = strchr(revised->text.ptr, '<'); open != NULL;) {
        const char *close = memchr(open, '>', (size_t)(end - open));
        if (close == NULL) {
            break;
        }
        const ks_sv tag = {open, (size_t)(close - open)};
        const char *colon = memmem(tag.ptr, tag.len, "name=", 5);
        const char *local = colon == NULL ? NULL : memchr(colon, ':', (size_t)(close - colon));
        if (local != NULL && fact->context != NULL &&
            holds((ks_sv){local, (size_t)(close - local)}, ":", fact->concept->name->local) &&
            (holds(tag, "contextRef=\"", fact->context->id) ||
             holds(tag, "contextRef='", fact->context->id))) {
            ks_sv rest = {close + 1, (size_t)(end - close - 1)};
            return ks_sv_trim(ks_sv_cut(&rest, '<'));
        }
        open = memchr(close, '<', (size_t)(end - close));
    }
    return (ks_sv){NULL, 0};
}

/* Contexts of both instances have the same ids. */
static ks_status make_key(ks_str *key, const ks_fact *fact)
{
    ks_str_addf(key, "%s %s", fact->concept->name->local,
                fact->context == NULL ? "" : fact->context->id);
    return ks_str_status(key);
}

bool conf_revised_expects(conf_revised *revised, const ks_fact *fact)
{
    const ks_sv said = find_fact(revised, fact);
    /* A code of two letters that the cover page has in so many words, and another now. */
    const bool is_said_otherwise = is_on_cover(revised, fact) && said.len == 2 &&
                                   strlen(fact->lexical) == 2 && !ks_sv_is(said, fact->lexical);
    if (said.ptr == NULL || is_said_otherwise) {
        return false;
    }
    ks_str key;
    ks_str_init(&key);
    if (make_key(&key, fact) != KS_OK) {
        revised->is_failed = true;
    }
    const uintptr_t count = (uintptr_t)ks_map_get(&revised->kept, ks_str_view(&key));
    if (ks_map_set(&revised->kept, ks_str_view(&key), (void *)(count == 0 ? 2 : count + 1)) !=
        KS_OK) {
        revised->is_failed = true;
    }
    ks_str_release(&key);
    return true;
}

bool conf_revised_compares(conf_revised *revised, const ks_fact *fact)
{
    ks_str key;
    ks_str_init(&key);
    if (make_key(&key, fact) != KS_OK) {
        revised->is_failed = true;
    }
    /* One more than are left, so that none left is not the same as none at all. */
    const uintptr_t left = (uintptr_t)ks_map_get(&revised->kept, ks_str_view(&key));
    if (left > 1 && ks_map_set(&revised->kept, ks_str_view(&key), (void *)(left - 1)) != KS_OK) {
        revised->is_failed = true;
    }
    ks_str_release(&key);
    return left > 1 || !is_on_cover(revised, fact);
}
