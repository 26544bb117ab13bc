/* Marks what the shared library exports; everything else is hidden. */
#ifndef KESSAN_EXPORT_H
#define KESSAN_EXPORT_H

#if defined(__GNUC__) || defined(__clang__)
#define KS_PUBLIC   __attribute__((visibility("default")))
#define KS_MUST_USE __attribute__((warn_unused_result))
#else
#define KS_PUBLIC
#define KS_MUST_USE
#endif

#endif
