/* Gathers findings by rule, as a program would that shows them elsewhere. */
#include <stdio.h>
#include <string.h>

#include <kessan/kessan.h>

typedef struct tally {
    char id[64];
    size_t count;
} tally;

typedef struct tallies {
    tally items[16];
    size_t count;
} tallies;

static void count(const ks_finding *finding, void *user)
{
    tallies *all = user;
    size_t i = 0;
    while (i < all->count && strcmp(all->items[i].id, finding->id) != 0) {
        i++;
    }
    if (i == all->count && i < sizeof all->items / sizeof *all->items) {
        /* All that a finding points to goes when the callback returns: copy what is kept. */
        snprintf(all->items[i].id, sizeof all->items[i].id, "%s", finding->id);
        all->count++;
    }
    if (i < all->count) {
        all->items[i].count++;
    }
}

int main(void)
{
    static const char wrong[] = "<xbrli:xbrl xmlns:xbrli='http://www.xbrl.org/2003/instance'/>";
    tallies all = {0};
    ks_options options = KS_OPTIONS_INIT;
    options.on_finding = count;
    options.user = &all;
    ks_session *session = NULL;
    if (ks_session_new(&options, &session) != KS_OK ||
        ks_session_put(session, "wrong.xbrl", wrong, strlen(wrong)) != KS_OK) {
        return 1;
    }
    ks_status status = ks_validate(session, "wrong.xbrl");
    for (size_t i = 0; i < all.count; i++) {
        ks_rule rule;
        if (ks_rule_find(all.items[i].id, KS_LANGUAGE_EN, &rule)) {
            printf("%zu x %s: %s\n", all.items[i].count, rule.id, rule.help);
        }
    }
    ks_session_free(session);
    return status == KS_REFUSED ? 0 : 1;
}
