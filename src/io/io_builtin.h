/* The table of built-in files, made by cmake/KessanBuiltin.cmake from xsd/ and xslt/. */
#ifndef KS_IO_BUILTIN_H
#define KS_IO_BUILTIN_H

#include <stddef.h>

typedef struct ks_builtin_file {
    const char *path; /* as in the tree, with '/' */
    const char *begin;
    const char *end;
} ks_builtin_file;

extern const ks_builtin_file KS_BUILTIN_FILES[]; /* sorted by path */
extern const size_t KS_BUILTIN_FILE_COUNT;

#endif
