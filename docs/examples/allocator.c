/* Brings an allocator of its own: one that counts, and one that has nothing left. */
#include <stdio.h>
#include <stdlib.h>

#include <kessan/kessan.h>

typedef struct budget {
    long blocks; /* that are out */
    bool is_empty;
} budget;

static void *allocate(size_t size, void *user)
{
    budget *b = user;
    void *block = b->is_empty ? NULL : malloc(size);
    b->blocks += block != NULL;
    return block;
}

static void *resize(void *block, size_t size, void *user)
{
    const budget *b = user;
    return b->is_empty ? NULL : realloc(block, size);
}

static void release(void *block, void *user)
{
    budget *b = user;
    b->blocks--;
    free(block);
}

int main(int argc, char **argv)
{
    budget mine = {0, false};
    const ks_allocator allocator = {allocate, resize, release, &mine};
    const ks_options options = KS_OPTIONS_INIT;
    ks_session *session = NULL;
    ks_use_allocator(&allocator);
    if (argc != 2 || ks_session_new(&options, &session) != KS_OK) {
        return 1;
    }
    printf("%s\n", ks_status_name(ks_validate(session, argv[1])));
    mine.is_empty = true;
    ks_status status = ks_validate(session, argv[1]);
    printf("%s\n", ks_status_name(status));
    ks_session_free(session);
    printf("%ld blocks left\n", mine.blocks);
    return status == KS_ERR_MEMORY && mine.blocks == 0 ? 0 : 1;
}
