#include "report_fingerprint.h"

#include <string.h>

/* FNV-1a of 128 bits: not for secrets, but well spread. */
__extension__ typedef unsigned __int128 hash;

static const uint64_t BASIS[2] = {0x6c62272e07bb0142u, 0x62b821756295c58du};

static hash add(hash sum, const char *text, size_t length)
{
    const hash prime = ((hash)0x1000000u << 64) + 0x13bu;
    for (size_t i = 0; i <= length; i++) { /* with an end: "a", "bc" is not "ab", "c" */
        sum = (sum ^ (i < length ? (unsigned char)text[i] : 0u)) * prime;
    }
    return sum;
}

/* An argument may name a place, "b.tsv:12:3", whose line moves too. */
static size_t length_without_line(const char *text)
{
    size_t length = strlen(text);
    size_t end = length;
    while (end > 0) {
        if (text[end - 1] == ':' && end < length) {
            length = end - 1;
        } else if (text[end - 1] < '0' || text[end - 1] > '9') {
            break;
        }
        end--;
    }
    return length;
}

void ks_fingerprint(const ks_finding *finding, char out[KS_FINGERPRINT_SIZE])
{
    hash sum = add(((hash)BASIS[0] << 64) + BASIS[1], finding->id, strlen(finding->id));
    for (size_t i = 0; i < finding->argument_count; i++) {
        sum = add(sum, finding->arguments[i], length_without_line(finding->arguments[i]));
    }
    for (int i = KS_FINGERPRINT_SIZE - 2; i >= 0; i--) {
        out[i] = "0123456789abcdef"[(unsigned)sum & 15];
        sum >>= 4;
    }
    out[KS_FINGERPRINT_SIZE - 1] = '\0';
}
