/* The tables of networks of a database. For the room's own use. */
#ifndef KS_WRITE_SQLITE_NETWORKS_H
#define KS_WRITE_SQLITE_NETWORKS_H

#include "write_sqlite_rows.h"

extern const char KS_DB_NETWORKS[];        /* what creates the tables and their view */
extern const char KS_DB_NETWORK_INDEXES[]; /* run when all rows are there */

/* All networks: their relationships, and the walks through them. Takes time in proportion to
 * relationships and labels of what they lead to. */
KS_MUST_USE ks_status ks_db_put_networks(ks_db *job);

#endif
