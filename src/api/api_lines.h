/* Lines of source files, for reports that show them. */
#ifndef KS_API_LINES_H
#define KS_API_LINES_H

#include "base_vec.h"
#include "io_file.h"
#include "report_reporter.h"

/* The lines of the file that was asked for last. Starts as {0}. */
typedef struct ks_api_lines {
    char *file;
    ks_bytes text;
    KS_VEC(size_t) starts; /* of each line */
    bool is_table;
    bool is_there;
} ks_api_lines;

/* ks_report_setup.find_line; `user` is the ks_api_lines. What is built in is found by its URL; what
 * stands in an archive or came from standard input is not found. */
bool ks_api_find_line(ks_place place, ks_report_line *out, void *user);
void ks_api_lines_release(ks_api_lines *lines);

#endif
