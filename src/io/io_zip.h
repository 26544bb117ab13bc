/* A ZIP archive, to be read and never unpacked: its names are looked at when it is opened, its
 * members are read one by one into memory, with limits. libzip's only user.
 *
 * What a member is called is UTF-8, or what its code page means in UTF-8: 932 where the names of
 * the archive read as Japanese, else 437 (io_zip_name.h). Folders that the archive names end in
 * '/'. ZIP64 is fine; stored and deflated members are read. An archive belongs to one thread at a
 * time, and its file must stay as it is until it is freed. */
#ifndef KS_IO_ZIP_H
#define KS_IO_ZIP_H

#include <stdint.h>

#include "diag.h"
#include "io_file.h"

typedef struct ks_zip ks_zip;

typedef struct ks_zip_member {
    const char *name;
    uint64_t size;   /* as the archive says; reading holds it to that */
    uint64_t packed; /* what it takes in the archive */
    uint64_t index;
    const char *method; /* what its compression is called, where it is none that is read; or NULL */
    bool is_link;       /* a symbolic link: its text is a path, which is never followed */
} ks_zip_member;

/* What makes an archive one that is not opened. The finding of each is the caller's, since each
 * specification has codes of its own; {0} is the archive, {1} the member. */
typedef enum ks_zip_fault {
    KS_ZIP_NO_ARCHIVE,    /* or a damaged one, or one of several volumes */
    KS_ZIP_BACKSLASH,     /* APPNOTE 4.4.17.1: '/' separates, nothing else */
    KS_ZIP_ABSOLUTE_NAME, /* 4.4.17.1: no leading slash, no drive; and no empty name */
    KS_ZIP_DOT_SEGMENTS,  /* "." or "..", which lead somewhere else */
    KS_ZIP_EMPTY_SEGMENT, /* "a//b" */
    KS_ZIP_NAME_TWICE,
    KS_ZIP_FILE_AND_FOLDER, /* "a" and "a/b" */
    KS_ZIP_ENCRYPTED,
    KS_ZIP_FAULT_COUNT
} ks_zip_fault;

/* Opens `path`, a file, and checks every name. `faults` has a finding for each ks_zip_fault; the
 * first member at fault is told, and KS_REFUSED. A file that is missing or cannot be read is a
 * finding of the io family. `path` must outlive the archive and the sink. */
KS_MUST_USE ks_status ks_zip_open(const char *path, const ks_finding_id *faults, ks_sink *sink,
                                  ks_zip **out);
void ks_zip_free(ks_zip *zip); /* NULL is fine */

size_t ks_zip_count(const ks_zip *zip);
const ks_zip_member *ks_zip_member_at(const ks_zip *zip, size_t index); /* in the archive's order */
/* By its whole name, case-sensitively; NULL where there is none. */
const ks_zip_member *ks_zip_find(const ks_zip *zip, ks_sv name);
/* Whether there is such a folder, be it that only its files are named; `name` ends in '/'. Takes
 * as long as there are members. */
bool ks_zip_has_folder(const ks_zip *zip, ks_sv name);

/* What is wrong with the folders at the top, where all of an archive must lie in one. {1} is the
 * file or the first folder, {2} the second. */
typedef enum ks_zip_top_fault {
    KS_ZIP_NO_FOLDER,
    KS_ZIP_FILE_AT_TOP,
    KS_ZIP_SECOND_FOLDER,
    KS_ZIP_TOP_FAULT_COUNT
} ks_zip_top_fault;

/* The one folder that all lies in, borrowed from the archive; KS_REFUSED with the finding that
 * `faults` has for each ks_zip_top_fault. */
KS_MUST_USE ks_status ks_zip_find_top(ks_zip *zip, const ks_finding_id *faults, ks_sink *sink,
                                      const char **out);

/* A member may be KS_ZIP_RATIO times as large as what it is packed into, and so may be all that is
 * read of one archive; what is smaller than KS_ZIP_HARMLESS is never too large. XML packs 10 to 50
 * times; a bomb a thousand times and more. */
#define KS_ZIP_RATIO    250
#define KS_ZIP_HARMLESS ((uint64_t)64 << 20)

/* Reads a member. One that is damaged, packed in a way that is not read, or larger than the limits
 * is a finding at `asked_from` (KS_NOWHERE: at `file`, which is the member's name in findings) and
 * KS_REFUSED. */
KS_MUST_USE ks_status ks_zip_read(ks_zip *zip, const ks_zip_member *member, const char *file,
                                  ks_place asked_from, ks_sink *sink, ks_bytes *out);

#endif
