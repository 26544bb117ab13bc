/* Outputs that appear whole or not at all: each file of a set is written beside its place under a
 * temporary name; commit renames all of them, release without commit leaves the old ones as they
 * were and no trace. A device or a pipe that stands there (/dev/null, /dev/stdout) is not replaced
 * but written to, as it comes. */
#ifndef KS_IO_OUTPUT_H
#define KS_IO_OUTPUT_H

#include "base_str.h"
#include "diag.h"

typedef struct ks_output_set ks_output_set;

/* Creates the folder (and its parents) where it is missing: a failure is a finding (outcome USAGE)
 * and KS_REFUSED. `folder` must outlive the sink. */
KS_MUST_USE ks_status ks_output_set_new(const char *folder, ks_sink *sink, ks_output_set **out);
/* Writes `bytes` to the temporary file for `name` and syncs it. No space, no permission: a finding
 * that names the file and the reason, and KS_REFUSED. */
KS_MUST_USE ks_status ks_output_set_add(ks_output_set *set, const char *name, ks_sv bytes,
                                        ks_sink *sink);
/* The same piece by piece, for what is too long to hold: begin, any number of puts, end. One file
 * at a time; one that was not ended is not committed. */
KS_MUST_USE ks_status ks_output_set_begin(ks_output_set *set, const char *name, ks_sink *sink);
KS_MUST_USE ks_status ks_output_set_put(ks_output_set *set, ks_sv bytes, ks_sink *sink);
KS_MUST_USE ks_status ks_output_set_end(ks_output_set *set, ks_sink *sink);
/* Renames all into place. If one rename fails, those done are undone as far as the system allows.
 */
KS_MUST_USE ks_status ks_output_set_commit(ks_output_set *set, ks_sink *sink);
/* The same for several sets, all of them or none; NULLs among them are passed over. */
KS_MUST_USE ks_status ks_output_sets_commit(ks_output_set *const *sets, size_t count,
                                            ks_sink *sink);
void ks_output_set_free(ks_output_set *set); /* removes what was not committed */

#endif
