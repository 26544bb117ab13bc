/* URIs as RFC 3986 has them: split, resolve, normalize. */
#ifndef KS_BASE_URI_H
#define KS_BASE_URI_H

#include <stdbool.h>

#include "base_arena.h"
#include "base_str.h"

/* The part before '#', and the part behind it (NULL pointer where there is no '#'). */
void ks_uri_split(ks_sv uri, ks_sv *out_document, ks_sv *out_fragment);
bool ks_uri_is_absolute(ks_sv uri);                    /* has a scheme; a drive letter is none */
bool ks_uri_has_scheme(ks_sv uri, const char *scheme); /* ASCII case-insensitive */
bool ks_uri_is_drive(ks_sv path);                      /* begins with a drive, as "C:/a.xml" does */
/* Resolves `reference` against `base` (either may be a plain file path), removes dot segments and
 * the fragment. Borrowed from the arena; NULL when memory is short. */
const char *ks_uri_resolve(ks_arena *arena, ks_sv base, ks_sv reference);
/* Percent-decodes; a broken escape is kept as it stands. NULL when memory is short. */
const char *ks_uri_decode(ks_arena *arena, ks_sv text);
/* Percent-encodes what no URI may hold: characters beyond ASCII, spaces, quotes and the like (XML
 * Catalogs 1.1 6.3). Escapes stay as they are. NULL when memory is short. */
const char *ks_uri_escape(ks_arena *arena, ks_sv text);
/* Percent-encodes a file name with its folders, '%' and '?' too, to stand in a URI as its path. */
const char *ks_uri_encode(ks_arena *arena, ks_sv path);
/* Whether a segment of the path is "." or "..", so that it may lead out of where it begins. */
bool ks_uri_has_dot_segment(ks_sv path);
/* What leads from the folder of file `from` to file `to`, both of one kind, percent-encoded. */
const char *ks_uri_relative(ks_arena *arena, ks_sv from, ks_sv to);

/* A document that is at `from` and is to be at `to`; both NULL: it stays. */
typedef struct ks_uri_way {
    const char *from;
    const char *to;
} ks_uri_way;

/* The reference `href` of such a document, where `base` (xml:base; NULL: none) is in force, as it
 * leads to the same thing from the new place without that; into the document itself it leads as it
 * did. Borrowed from the arena; NULL when memory is short. */
const char *ks_uri_move(ks_arena *arena, ks_uri_way way, const char *base, ks_sv href);

#endif
