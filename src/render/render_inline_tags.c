#include "render_inline_tags.h"

#include <string.h>

#include "base_text.h"
#include "render_inline_reader.h"
#include "xml_write.h"

static void init(ks_tags *tags)
{
    memset(tags, 0, sizeof *tags);
    ks_map_init(&tags->by_name);
    ks_map_init(&tags->ids);
    ks_map_init(&tags->prefix_of);
    ks_map_init(&tags->ns_of);
    ks_str_init(&tags->references);
    ks_str_init(&tags->resources);
    ks_arena_init(&tags->arena);
}

void ks_tags_release(ks_tags *tags)
{
    ks_vec_release(&tags->list);
    ks_map_release(&tags->by_name);
    ks_map_release(&tags->ids);
    ks_vec_release(&tags->prefixes);
    ks_map_release(&tags->prefix_of);
    ks_map_release(&tags->ns_of);
    ks_str_release(&tags->references);
    ks_str_release(&tags->resources);
    ks_arena_release(&tags->arena);
}

/* Those of facts say what tells them apart, not what they say: that is compared. */
const char *ks_tag_name_fact(ks_arena *arena, const ks_tag_name *name)
{
    return ks_arena_format(arena, "f %.*s %.*s %.*s %.*s", KS_SV_ARG(name->local),
                           KS_SV_ARG(name->context), KS_SV_ARG(name->unit), KS_SV_ARG(name->id));
}

const char *ks_tag_name_note(ks_arena *arena, ks_sv lang, ks_sv text)
{
    return ks_arena_format(arena, "n %.*s %.*s", KS_SV_ARG(lang), KS_SV_ARG(text));
}

/* The tags of one name, in their order. */
typedef struct tag_queue {
    ks_tag *first;
    ks_tag *last;
} tag_queue;

ks_tag *ks_tags_take(ks_tags *tags, const char *name)
{
    tag_queue *queue = ks_map_get(&tags->by_name, ks_sv_from(name));
    ks_tag *tag = queue != NULL ? queue->first : NULL;
    if (tag != NULL) {
        queue->first = tag->next;
    }
    return tag;
}

static ks_status enqueue(ks_tags *tags, const char *name, ks_tag *tag)
{
    tag_queue *queue = ks_map_get(&tags->by_name, ks_sv_from(name));
    if (queue != NULL) {
        queue->last->next = tag;
        queue->last = tag;
        return KS_OK;
    }
    queue = ks_arena_alloc(&tags->arena, sizeof *queue);
    if (queue == NULL) {
        return KS_ERR_MEMORY;
    }
    *queue = (tag_queue){tag, tag};
    return ks_map_set_borrowed(&tags->by_name, ks_sv_from(name), queue);
}

ks_status ks_tags_add(ks_tags *tags, const ks_tag *tag, const char *name)
{
    ks_tag *copy = ks_arena_alloc(&tags->arena, sizeof *copy);
    ks_tag **slot = copy != NULL ? ks_vec_add(&tags->list) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *copy = *tag;
    copy->number = tags->list.count - 1;
    *slot = copy;
    return name != NULL ? enqueue(tags, name, copy) : KS_OK;
}

const char *ks_tags_new_id(ks_tags *tags, const char *start)
{
    const char *id = NULL;
    size_t number = 0;
    do {
        id = ks_arena_format(&tags->arena, "%s-%zu", start, tags->made_ids + ++number);
    } while (id != NULL && ks_map_get(&tags->ids, ks_sv_from(id)) != NULL);
    tags->made_ids += number;
    return id != NULL && ks_map_set_borrowed(&tags->ids, ks_sv_from(id), tags) == KS_OK ? id : NULL;
}

static ks_status bind(ks_tags *tags, const char *prefix, const char *ns)
{
    ks_tag_prefix *entry = ks_arena_alloc(&tags->arena, sizeof *entry);
    ks_tag_prefix **slot = entry != NULL ? ks_vec_add(&tags->prefixes) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *entry =
        (ks_tag_prefix){ks_arena_textz(&tags->arena, prefix), ks_arena_textz(&tags->arena, ns)};
    *slot = entry;
    if (entry->prefix == NULL || entry->ns == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = ks_map_set_borrowed(&tags->ns_of, ks_sv_from(entry->prefix), entry);
    if (status == KS_OK && ks_map_get(&tags->prefix_of, ks_sv_from(ns)) == NULL) {
        status = ks_map_set_borrowed(&tags->prefix_of, ks_sv_from(entry->ns), entry);
    }
    return status;
}

ks_status ks_tags_bind(ks_tags *tags, const char *prefix, const char *ns)
{
    const bool is_taken = ks_map_get(&tags->ns_of, ks_sv_from(prefix)) != NULL;
    return is_taken || *prefix == '\0' || *ns == '\0' ? KS_OK : bind(tags, prefix, ns);
}

ks_status ks_tags_add_prefix(ks_tags *tags, const char *wish, const char *ns, const char **out)
{
    const ks_tag_prefix *known = ks_map_get(&tags->prefix_of, ks_sv_from(ns));
    const char *prefix = wish;
    for (size_t i = 1;
         known == NULL && prefix != NULL && ks_map_get(&tags->ns_of, ks_sv_from(prefix)) != NULL;
         i++) {
        prefix = ks_arena_format(&tags->arena, "%s%zu", wish, i);
    }
    if (prefix == NULL || (known == NULL && bind(tags, prefix, ns) != KS_OK)) {
        return KS_ERR_MEMORY;
    }
    known = ks_map_get(&tags->prefix_of, ks_sv_from(ns));
    *out = known->prefix;
    return KS_OK;
}

ks_status ks_tags_read(const ks_tags_source *source, ks_tags *tags)
{
    init(tags);
    ks_tags_reader reader;
    ks_tags_reader_init(&reader, source, tags);
    ks_status status = ks_xml_parse(source->instance, &KS_TAGS_HANDLER, &reader);
    ks_tags_reader_release(&reader);
    if (status == KS_OK) {
        status = ks_str_status(&tags->references);
    }
    return status == KS_OK ? ks_str_status(&tags->resources) : status;
}

void ks_tags_write_names(const ks_tags *tags, ks_str *out)
{
    ks_xml_writer writer;
    ks_xml_writer_init(&writer, out);
    for (size_t i = 0; i < tags->prefixes.count; i++) {
        ks_str_addf(out, " xmlns:%s=\"", tags->prefixes.items[i]->prefix);
        ks_xml_write_attr_text(&writer, ks_sv_from(tags->prefixes.items[i]->ns));
        ks_str_add_char(out, '"');
    }
    ks_xml_writer_release(&writer);
}
