#include "base_arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base_alloc.h"

enum { FIRST_BLOCK = 1024, LARGEST_BLOCK = 1024 * 1024, ALIGNMENT = _Alignof(max_align_t) };

/* The first block of the list is the one being filled. */
struct ks_arena_block {
    struct ks_arena_block *next;
    size_t size; /* of bytes */
    _Alignas(max_align_t) char bytes[];
};

void ks_arena_init(ks_arena *arena)
{
    *arena = (ks_arena){0};
}

void ks_arena_release(ks_arena *arena)
{
    struct ks_arena_block *block = arena->blocks;
    while (block != NULL) {
        struct ks_arena_block *next = block->next;
        ks_alloc_free(block);
        block = next;
    }
    ks_arena_init(arena);
}

static struct ks_arena_block *make_block(size_t size)
{
    if (size > SIZE_MAX - sizeof(struct ks_arena_block)) {
        return NULL;
    }
    struct ks_arena_block *block = ks_alloc(sizeof *block + size);
    if (block != NULL) {
        block->size = size;
    }
    return block;
}

static size_t next_block_size(const ks_arena *arena)
{
    if (arena->blocks == NULL) {
        return FIRST_BLOCK;
    }
    size_t size = arena->blocks->size;
    return size < LARGEST_BLOCK / 2 ? size * 2 : LARGEST_BLOCK;
}

/* A large piece gets a block of its own behind the first, which goes on being filled. */
static char *take_large(ks_arena *arena, size_t size)
{
    struct ks_arena_block *block = make_block(size);
    if (block == NULL) {
        return NULL;
    }
    if (arena->blocks == NULL) {
        /* Full from the start. Its size sets that of the next, so it counts as a first block. */
        block->size = FIRST_BLOCK;
        block->next = NULL;
        arena->blocks = block;
    } else {
        block->next = arena->blocks->next;
        arena->blocks->next = block;
    }
    arena->used += size;
    return block->bytes;
}

static char *take_from_new_block(ks_arena *arena, size_t size)
{
    size_t block_size = next_block_size(arena);
    if (size > block_size / 4) {
        return take_large(arena, size);
    }
    struct ks_arena_block *block = make_block(block_size);
    if (block == NULL) {
        return NULL;
    }
    block->next = arena->blocks;
    arena->blocks = block;
    arena->cursor = block->bytes + size;
    arena->limit = block->bytes + block_size;
    arena->used += size;
    return block->bytes;
}

static char *take(ks_arena *arena, size_t size, size_t alignment)
{
    size_t padding = (size_t)(-(uintptr_t)arena->cursor & (alignment - 1));
    size_t left = (size_t)(arena->limit - arena->cursor);
    if (left < padding || left - padding < size) {
        return take_from_new_block(arena, size);
    }
    char *taken = arena->cursor + padding;
    arena->cursor = taken + size;
    arena->used += padding + size;
    return taken;
}

void *ks_arena_alloc(ks_arena *arena, size_t size)
{
    return take(arena, size > 0 ? size : 1, ALIGNMENT);
}

void *ks_arena_zero(ks_arena *arena, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) {
        return NULL;
    }
    void *taken = ks_arena_alloc(arena, total);
    return taken != NULL ? memset(taken, 0, total) : NULL;
}

const char *ks_arena_text(ks_arena *arena, ks_sv text)
{
    if (text.len == SIZE_MAX) {
        return NULL;
    }
    char *copy = take(arena, text.len + 1, 1);
    if (copy == NULL) {
        return NULL;
    }
    if (text.len > 0) {
        memcpy(copy, text.ptr, text.len);
    }
    copy[text.len] = '\0';
    return copy;
}

const char *ks_arena_textz(ks_arena *arena, const char *text)
{
    return ks_arena_text(arena, ks_sv_from(text));
}

const char *ks_arena_format(ks_arena *arena, const char *format, ...)
{
    /* Most texts fit in what is left of the block, so they are formatted only once. */
    size_t left = (size_t)(arena->limit - arena->cursor);
    va_list args;
    va_start(args, format);
    int length = vsnprintf(arena->cursor, left, format, args);
    va_end(args);
    if (length < 0) {
        return NULL;
    }
    size_t size = (size_t)length + 1;
    char *text = take(arena, size, 1);
    if (text == NULL || size <= left) {
        return text;
    }
    va_start(args, format);
    vsnprintf(text, size, format, args);
    va_end(args);
    return text;
}
