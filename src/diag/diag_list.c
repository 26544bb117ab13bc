#include "diag_list.h"

#include <string.h>

#include "base_alloc.h"

static size_t size_of(const char *text)
{
    return text == NULL ? 0 : strlen(text) + 1;
}

static size_t text_size(const ks_finding *finding)
{
    size_t size = size_of(finding->place.file) + size_of(finding->message);
    for (size_t i = 0; i < finding->related_count; i++) {
        size += size_of(finding->related[i].place.file) + size_of(finding->related[i].text);
    }
    for (size_t i = 0; i < finding->argument_count; i++) {
        size += size_of(finding->arguments[i]);
    }
    return size;
}

/* Copies the text to *end and moves behind it. */
static const char *put(char **end, const char *text)
{
    if (text == NULL) {
        return NULL;
    }
    char *copy = *end;
    size_t size = strlen(text) + 1;
    memcpy(copy, text, size);
    *end += size;
    return copy;
}

/* A copy in one block, which ks_alloc_free frees; NULL when memory is short. Id and code stay
 * those of the catalogue. */
static ks_finding *copy_finding(const ks_finding *finding)
{
    const size_t related_size = finding->related_count * sizeof(ks_related);
    const size_t argument_size = finding->argument_count * sizeof(char *);
    char *block = ks_alloc(sizeof(ks_finding) + related_size + argument_size + text_size(finding));
    if (block == NULL) {
        return NULL;
    }
    ks_finding *copy = (void *)block;
    ks_related *related = (void *)(block + sizeof *copy);
    const char **arguments = (void *)(block + sizeof *copy + related_size);
    char *end = block + sizeof *copy + related_size + argument_size;
    *copy = *finding;
    copy->related = related;
    copy->arguments = arguments;
    copy->place.file = put(&end, finding->place.file);
    copy->message = put(&end, finding->message);
    for (size_t i = 0; i < finding->related_count; i++) {
        related[i] = finding->related[i];
        related[i].place.file = put(&end, finding->related[i].place.file);
        related[i].text = put(&end, finding->related[i].text);
    }
    for (size_t i = 0; i < finding->argument_count; i++) {
        arguments[i] = put(&end, finding->arguments[i]);
    }
    return copy;
}

void ks_finding_list_add(const ks_finding *finding, void *list)
{
    ks_finding_list *self = list;
    ks_finding *copy = copy_finding(finding);
    ks_finding **slot = copy == NULL ? NULL : ks_vec_add(&self->items);
    if (slot == NULL) {
        ks_alloc_free(copy);
        self->is_failed = true;
        return;
    }
    *slot = copy;
}

void ks_finding_list_flush(ks_finding_list *list, ks_sink *sink)
{
    for (size_t i = 0; i < list->items.count; i++) {
        ks_sink_hand(sink, list->items.items[i]);
    }
    sink->is_failed = sink->is_failed || list->is_failed;
    ks_finding_list_release(list);
}

void ks_finding_list_release(ks_finding_list *list)
{
    for (size_t i = 0; i < list->items.count; i++) {
        ks_alloc_free(list->items.items[i]);
    }
    ks_vec_release(&list->items);
    list->is_failed = false;
}
