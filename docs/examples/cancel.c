/* Ends a run that takes too long: here, at once. */
#include <stdio.h>

#include <kessan/kessan.h>

static bool is_enough(void *user)
{
    int *asked = user;
    return ++*asked > 2;
}

int main(int argc, char **argv)
{
    int asked = 0;
    ks_options options = KS_OPTIONS_INIT;
    options.is_cancelled = is_enough;
    options.cancel_user = &asked;
    ks_session *session = NULL;
    if (argc != 2 || ks_session_new(&options, &session) != KS_OK) {
        return 1;
    }
    ks_status status = ks_validate(session, argv[1]);
    printf("%s\n", ks_status_name(status));
    ks_session_free(session);
    return status == KS_ERR_CANCELLED ? 0 : 1;
}
