/* SHA-256 (FIPS 180-4). */
#ifndef KS_BASE_SHA256_H
#define KS_BASE_SHA256_H

#include "base_str.h"

#define KS_SHA256_HEX 64

/* The digest of `bytes` in small hexadecimal digits, and a NUL. */
void ks_sha256_hex(ks_sv bytes, char out[KS_SHA256_HEX + 1]);

#endif
