/* A cell's text read as a figure, or as a range of two, as Japanese and English tables print them.
 *
 * Minus is a bracket pair, a triangle (white or black) or any of the dashes in front of the digits;
 * digits, commas and brackets may be full-width. A dash alone and "n/a" mean that there is nothing:
 * nil, which is not zero. Commas stand between groups of three digits or not at all. A currency and
 * a word for a power of ten may be printed with it: "JPY10.5 billion", 105億円. A range is two
 * figures with a dash, a wave, "to" or the like between them, the lower first; such a word, a
 * currency or a percent sign behind the second is the first one's too. Nothing is guessed: what
 * breaks these rules is broken, and the flaw says how. */
#ifndef KS_BUILD_FIGURE_H
#define KS_BUILD_FIGURE_H

#include "base_arena.h"
#include "base_decimal.h"
#include "base_str.h"
#include "diag.h"

typedef enum ks_figure_kind {
    KS_FIGURE_EMPTY,
    KS_FIGURE_NIL,
    KS_FIGURE_NUMBER,
    KS_FIGURE_RANGE, /* the lower end; the other one is `upper` */
    KS_FIGURE_BROKEN
} ks_figure_kind;

typedef enum ks_figure_flaw {
    KS_FLAW_NONE,
    KS_FLAW_SEPARATORS, /* 12,34,5  1,23 */
    KS_FLAW_POINTS,     /* 1.2.3  12. */
    KS_FLAW_BRACKETS,   /* (12  12) */
    KS_FLAW_SIGNS,      /* (-12)  5- */
    KS_FLAW_CHARACTER,  /* 12a */
    KS_FLAW_LENGTH,     /* more digits than KS_DECIMAL_DIGITS */
    KS_FLAW_REVERSED,   /* 12 - 10 */
    KS_FLAW_COUNT
} ks_figure_flaw;

typedef struct ks_figure {
    ks_figure_kind kind;
    ks_figure_flaw flaw;
    ks_decimal number;             /* as printed: neither scaled nor, for percent, divided */
    int32_t places;                /* digits printed behind the point */
    bool is_percent;               /* a percent sign was printed */
    int32_t power;                 /* of ten, that was printed as a word; 0 where there was none */
    const char *currency;          /* ISO 4217 code of one that was printed, or NULL */
    const struct ks_figure *upper; /* of a range */
    const char *hint; /* of a broken one: what is probably meant, or the offending character */
} ks_figure;

/* What the number and the hint need beyond the struct is borrowed from the arena. KS_ERR_MEMORY. */
KS_MUST_USE ks_status ks_figure_read(ks_arena *arena, ks_sv text, ks_figure *out);

/* Reports the flaw of a broken figure, printed as `printed` at `place`. */
void ks_figure_report(const ks_figure *figure, const char *printed, ks_place place, ks_sink *sink);

#endif
