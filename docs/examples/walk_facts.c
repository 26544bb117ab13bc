/* Prints the facts of a report, with labels in Japanese. */
#include <stdio.h>

#include <kessan/kessan.h>

int main(int argc, char **argv)
{
    const ks_options options = KS_OPTIONS_INIT;
    ks_session *session = NULL;
    ks_facts *facts = NULL;
    if (argc != 2 || ks_session_new(&options, &session) != KS_OK) {
        return 1;
    }
    ks_status status = ks_facts_open(session, argv[1], "ja", &facts);
    ks_fact_info fact;
    for (size_t i = 0; facts != NULL && ks_facts_get(facts, i, &fact); i++) {
        printf("%s: %s %s (%s%s%s)\n", fact.label, fact.is_nil ? "nil" : fact.value, fact.unit,
               fact.start, fact.period == KS_DURATION ? " to " : "", fact.end);
    }
    ks_facts_free(facts);
    ks_session_free(session);
    return status == KS_OK ? 0 : 1;
}
