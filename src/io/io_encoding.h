/* Character encodings: bytes in any of them to UTF-8 and back, by iconv. */
#ifndef KS_IO_ENCODING_H
#define KS_IO_ENCODING_H

#include "base_str.h"
#include "diag.h"
#include "io_file.h"

/* Whether `name` is an encoding kessan reads and writes (IANA names and usual aliases, in any
 * case). Shift_JIS means CP932, EUC-JP its counterpart with the NEC and IBM characters. */
bool ks_encoding_is_known(const char *name);
/* The name of it that IANA prefers, to be declared in documents; NULL where it is not known. */
const char *ks_encoding_name(const char *name);
/* The nearest known name, for messages; NULL where none is near. Static storage. */
const char *ks_encoding_nearest(const char *name);

/* Decodes `bytes`, declared as `encoding`, to UTF-8 without byte order mark. A broken sequence is
 * the finding io.broken-sequence at its line and column with its byte offset and bytes, and
 * KS_REFUSED; so are an unknown encoding (reported at `declared_at`) and a byte order mark that
 * contradicts the declaration. A control character that XML forbids is io.control-character (each
 * of them; KS_REFUSED too). `file` must outlive the sink. */
KS_MUST_USE ks_status ks_io_decode(const char *file, ks_sv bytes, const char *encoding,
                                   ks_place declared_at, ks_sink *sink, ks_bytes *out);

/* Decodes the bytes of an XML document: by byte order mark, by the bytes of "<?xml" in UTF-16 and
 * EBCDIC families as XML 1.0 appendix F tells, by its encoding declaration, else UTF-8. The
 * declaration itself stays; the parser is told to pass over it. Contract as ks_io_decode. */
KS_MUST_USE ks_status ks_io_decode_xml(const char *file, ks_sv bytes, ks_sink *sink, ks_bytes *out);

/* Reads the file at `path` and decodes it so; one that is missing is told at `asked_from`. */
KS_MUST_USE ks_status ks_io_read_xml(const char *path, ks_place asked_from, ks_sink *sink,
                                     ks_bytes *out);

/* Encodes UTF-8 text. A character that the encoding lacks, or that a reader of it might read as
 * another (backslash and tilde in Shift_JIS), becomes "&#N;" where `as_references` is set, and is
 * the finding io.unencodable and KS_REFUSED where it is not. UTF-16 gets a byte order mark. */
KS_MUST_USE ks_status ks_io_encode(ks_sv text, const char *encoding, bool as_references,
                                   ks_place place, ks_sink *sink, ks_bytes *out);

#endif
