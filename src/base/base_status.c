#include <kessan/status.h>

#include <stddef.h>

static const char *const NAMES[] = {
    [KS_OK] = "ok",
    [KS_REFUSED] = "refused",
    [KS_ERR_MEMORY] = "out of memory",
    [KS_ERR_IO] = "input or output error",
    [KS_ERR_NOT_FOUND] = "not found",
    [KS_ERR_LIMIT] = "limit exceeded",
    [KS_ERR_MISUSE] = "misuse",
    [KS_ERR_CANCELLED] = "cancelled",
    [KS_ERR_INTERNAL] = "internal error",
};

const char *ks_status_name(ks_status status)
{
    size_t index = (size_t)status;
    return index < sizeof NAMES / sizeof *NAMES ? NAMES[index] : "unknown status";
}
