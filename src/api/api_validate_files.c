#include <kessan/kessan.h>

ks_status ks_validate_files(ks_session *session, const char *const *files, size_t count)
{
    if (count != 1) {
        return KS_ERR_MISUSE;
    }
    return ks_validate(session, files[0]);
}
