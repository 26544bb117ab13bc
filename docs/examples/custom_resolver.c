/* Takes documents from where the program keeps them: here, from a folder, whatever their host. */
#include <stdio.h>
#include <string.h>

#include <kessan/kessan.h>

static ks_status open_document(const char *url, ks_reply *reply, void *user)
{
    char path[512];
    char buffer[4096];
    size_t size;
    const char *name = strrchr(url, '/');
    printf("asked for %s\n", name != NULL ? name + 1 : url);
    snprintf(path, sizeof path, "%s/%s", (const char *)user, name != NULL ? name + 1 : url);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return KS_ERR_NOT_FOUND;
    }
    ks_status status = KS_OK;
    while (status == KS_OK && (size = fread(buffer, 1, sizeof buffer, file)) > 0) {
        status = ks_reply_put(reply, buffer, size);
    }
    fclose(file);
    return status;
}

int main(int argc, char **argv)
{
    ks_options options = KS_OPTIONS_INIT;
    ks_session *session = NULL;
    if (argc != 2) {
        return 1;
    }
    options.resolve = open_document;
    options.resolve_user = argv[1];
    if (ks_session_new(&options, &session) != KS_OK) {
        return 1;
    }
    ks_status status = ks_validate(session, "https://example.com/reports/shop.xbrl");
    printf("%s\n", ks_status_name(status));
    ks_session_free(session);
    return status == KS_OK ? 0 : 1;
}
