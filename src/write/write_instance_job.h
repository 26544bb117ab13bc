/* What a writer of instances keeps while it writes, and the parts that an inline document has in
 * common with an instance. For the room's own use; a job belongs to one thread. */
#ifndef KS_WRITE_INSTANCE_JOB_H
#define KS_WRITE_INSTANCE_JOB_H

#include "write_instance.h"
#include "write_prefix.h"
#include "xml_write.h"

typedef struct ks_instance_job {
    const ks_instance *instance;
    ks_xml_writer *writer;
    ks_prefixes prefixes;
    ks_arena arena;
    ks_str text;        /* of a date or a number */
    const char **names; /* of elements, by index of the concept, made when first needed */
    bool *needs_id;     /* by index of the fact: a footnote refers to it */
} ks_instance_job;

/* The job borrows the instance and the writer. Release it, after a failure too. */
KS_MUST_USE ks_status ks_instance_job_init(ks_instance_job *job, const ks_instance *instance,
                                           ks_xml_writer *writer);
void ks_instance_job_release(ks_instance_job *job);
/* A prefix for each namespace that the instance speaks of. */
KS_MUST_USE ks_status ks_instance_job_prefixes(ks_instance_job *job,
                                               const ks_write_instance_options *options);
/* The concept's prefixed name; borrowed from the job, NULL when memory is short. */
const char *ks_instance_job_name(ks_instance_job *job, const ks_concept *concept);
/* An element that refers to a schema or linkbase. */
void ks_instance_job_link_ref(const ks_instance_job *job, const char *element, const char *href);
KS_MUST_USE ks_status ks_instance_job_context(ks_instance_job *job, const ks_context *context);
KS_MUST_USE ks_status ks_instance_job_unit(ks_instance_job *job, const ks_unit *unit);
/* The attribute decimals, where the fact has one. */
void ks_instance_job_decimals(ks_instance_job *job, const ks_fact *fact);

#endif
