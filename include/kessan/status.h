/* What a call into kessan returns: whether the operation itself worked.
 *
 * What is wrong with a document is never a status: it is a finding (finding.h) handed to the sink,
 * and the call succeeds. The one bridge is KS_REFUSED: there is no result, and findings say why. */
#ifndef KESSAN_STATUS_H
#define KESSAN_STATUS_H

#include <stddef.h>

#include <kessan/export.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ks_status {
    KS_OK = 0,
    KS_REFUSED,    /* no result; the findings in the sink say why */
    KS_ERR_MEMORY, /* an allocation failed */
    KS_ERR_IO,     /* the system refused to read or write */
    KS_ERR_NOT_FOUND,
    KS_ERR_LIMIT,     /* larger than kessan accepts */
    KS_ERR_MISUSE,    /* the caller broke the contract of the function */
    KS_ERR_CANCELLED, /* the program asked for it (ks_options.is_cancelled) */
    KS_ERR_INTERNAL   /* a library below us failed in a way it should not */
} ks_status;

/* What all calls belong to (kessan.h). */
typedef struct ks_session ks_session;

/* Gets what a call writes where no file is named, in pieces that live until it returns; text is
 * UTF-8. Called on the thread of the caller. */
typedef void (*ks_write_fn)(const char *text, size_t size, void *user);

/* A short English name of `status`, for logs. Static storage. Any thread. */
KS_PUBLIC const char *ks_status_name(ks_status status);

#ifdef __cplusplus
}
#endif
#endif
