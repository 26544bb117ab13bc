#include "io_leave.h"

#include <string.h>

void ks_io_leave_release(ks_io_leave *leave)
{
    ks_vec_release(&leave->folders);
}

ks_status ks_io_leave_add(ks_io_leave *leave, const char *folder)
{
    if (ks_io_leave_covers(leave, folder, false)) {
        return KS_OK;
    }
    const char **slot = ks_vec_add(&leave->folders);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = folder;
    return KS_OK;
}

/* How much of `address`, in whole segments, it shares with the folder. */
static size_t shared_length(const char *folder, const char *address)
{
    size_t shared = 0;
    size_t i = 0;
    while (folder[i] != '\0' && folder[i] == address[i]) {
        i++;
        if ((folder[i] == '/' || folder[i] == '\0') && (address[i] == '/' || address[i] == '\0')) {
            shared = i;
        }
    }
    return shared;
}

static bool covers(const char *folder, const char *address, bool is_relative)
{
    const size_t shared = shared_length(folder, address);
    if (folder[shared] == '\0') {
        return true;
    }
    return is_relative && shared > 0 && strstr(address + shared, "/.") == NULL;
}

bool ks_io_leave_covers(const ks_io_leave *leave, const char *address, bool is_relative)
{
    for (size_t i = 0; i < leave->folders.count; i++) {
        if (covers(leave->folders.items[i], address, is_relative)) {
            return true;
        }
    }
    return false;
}
