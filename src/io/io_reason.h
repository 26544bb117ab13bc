/* Why the system refused, in words for people. Private to the room. */
#ifndef KS_IO_REASON_H
#define KS_IO_REASON_H

#include "diag.h"

#define KS_IO_REASON_SIZE 64

/* What errno `error` means, in the language of the sink (which may be NULL). Static text, or
 * written to `buffer`, which has KS_IO_REASON_SIZE bytes. */
const char *ks_io_reason(int error, const ks_sink *sink, char *buffer);

#endif
