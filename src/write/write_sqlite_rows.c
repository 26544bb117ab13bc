#include "write_sqlite_rows.h"

#include "write_listing.h"

/* Only memory can be short: no file is involved, and the statements are ours. */
ks_status ks_db_status(int code)
{
    return code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW ? KS_OK
           : code == SQLITE_TOOBIG                                        ? KS_ERR_LIMIT
                                                                          : KS_ERR_MEMORY;
}

ks_status ks_db_begin_table(ks_db *job, const char *sql)
{
    sqlite3_finalize(job->row);
    job->row = NULL;
    job->column = 0;
    return ks_db_status(sqlite3_prepare_v2(job->db, sql, -1, &job->row, NULL));
}

void ks_db_bind_text(ks_db *job, const char *text)
{
    job->column++;
    if (text != NULL) {
        int code = sqlite3_bind_text(job->row, job->column, text, -1, SQLITE_TRANSIENT);
        job->is_failed = job->is_failed || code != SQLITE_OK;
    }
}

void ks_db_bind_number(ks_db *job, int64_t number)
{
    int code = sqlite3_bind_int64(job->row, ++job->column, number);
    job->is_failed = job->is_failed || code != SQLITE_OK;
}

void ks_db_bind_id(ks_db *job, const void *thing, size_t index)
{
    if (thing != NULL) {
        ks_db_bind_number(job, (int64_t)index + 1);
    } else {
        job->column++;
    }
}

ks_status ks_db_end_row(ks_db *job)
{
    ks_status status = job->is_failed ? KS_ERR_MEMORY : ks_db_status(sqlite3_step(job->row));
    sqlite3_reset(job->row);
    sqlite3_clear_bindings(job->row);
    job->column = 0;
    return status == KS_OK ? ks_str_status(&job->text) : status;
}

void ks_db_bind_built(ks_db *job)
{
    job->is_failed = job->is_failed || job->text.is_failed;
    ks_db_bind_text(job, job->text.len > 0 ? job->text.ptr : NULL);
}

void ks_db_bind_decimal(ks_db *job, const ks_decimal *number)
{
    ks_str_clear(&job->text);
    ks_decimal_write(&job->text, number, 0, "");
    ks_db_bind_built(job);
}

ks_status ks_db_bind_name(ks_db *job, const ks_qname *name)
{
    ks_str_clear(&job->text);
    ks_status status =
        name == NULL ? KS_OK : ks_prefixes_write_name(&job->prefixes, name, &job->text);
    ks_db_bind_built(job);
    return status;
}
