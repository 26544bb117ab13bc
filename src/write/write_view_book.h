/* The statements of a view, laid out. For the room's own use. */
#ifndef KS_WRITE_VIEW_BOOK_H
#define KS_WRITE_VIEW_BOOK_H

#include "write_view_job.h"

struct ks_view_book {
    ks_view_job job;
    size_t *firsts; /* by number of the statement: its first part; owned */
};

/* The first part of a statement; NULL for number 0. */
const ks_view_statement *ks_view_book_first(const ks_view_book *book, size_t number);

#endif
