/* Figures as a statement prints them. For the room's own use. */
#ifndef KS_WRITE_VIEW_FORMAT_H
#define KS_WRITE_VIEW_FORMAT_H

#include "model_instance.h"

typedef enum ks_view_state { KS_VIEW_VALUE, KS_VIEW_ZERO, KS_VIEW_NIL } ks_view_state;

/* A fact as it is shown: its number scaled, rounded and with the sign it is shown with. */
typedef struct ks_view_figure {
    ks_view_state state;
    bool is_number;    /* else `text` is what is shown */
    bool is_negative;  /* as shown */
    ks_decimal number; /* without the sign */
    int32_t places;    /* digits behind the point, at least */
    bool is_exact;     /* the figure times ten to the power of `scale` is the value, to the digit */
    int32_t scale;
    const char *text;
} ks_view_figure;

/* `scale` is that of the statement's amounts: 3 shows monetary facts in thousands, rounded half up
 * where they are more exact; everything else is shown with the digits that its decimals give it. A
 * negated label role turns the sign. */
KS_MUST_USE ks_status ks_view_make_figure(ks_arena *arena, const ks_fact *fact, const char *role,
                                          int32_t scale, ks_view_figure *out);
/* The transformation of inline XBRL that reads a figure that is exact, without its prefix; NULL:
 * its digits need none. */
const char *ks_view_figure_format(const ks_view_figure *figure);
/* Whether the value is a text that is too long for a cell, or marked up. */
bool ks_view_is_block(const ks_fact *fact);
/* "(464,155)" in English, "△464,155" in Japanese; a dash for nil. */
void ks_view_write_figure(ks_str *out, const char *lang, const ks_view_figure *figure);

#endif
