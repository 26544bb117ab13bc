/* The elements and attributes of XHTML 1.1. For render_xhtml.c. */
#ifndef KS_RENDER_XHTML_PARTS_H
#define KS_RENDER_XHTML_PARTS_H

#include "base_str.h"

/* Where an element may stand; of the last, text. */
enum {
    KS_XHTML_INLINE = 1 << 0,
    KS_XHTML_RICH = 1 << 1, /* inline, but not in pre */
    KS_XHTML_LINK = 1 << 2, /* inline, but not in a link */
    KS_XHTML_BLOCK = 1 << 3,
    KS_XHTML_ITEM = 1 << 4,
    KS_XHTML_TERM = 1 << 5,
    KS_XHTML_TABLE = 1 << 6, /* a part of a table that is no row */
    KS_XHTML_ROW = 1 << 7,
    KS_XHTML_CELL = 1 << 8,
    KS_XHTML_COL = 1 << 9,
    KS_XHTML_LEGEND = 1 << 10,
    KS_XHTML_HEAD = 1 << 11,
    KS_XHTML_ROOT = 1 << 12,
    KS_XHTML_TEXT = 1 << 13,
    KS_XHTML_ANY_INLINE = KS_XHTML_INLINE | KS_XHTML_RICH | KS_XHTML_LINK
};

typedef struct ks_xhtml_element {
    const char *name;
    unsigned as;        /* where it may stand */
    unsigned holds;     /* what may stand in it */
    const char *wrap;   /* what holds that which may not; or NULL */
    bool needs_content; /* it may not be empty */
    bool is_fixed;      /* it cannot become a div: blocks in it go, what they hold stays */
} ks_xhtml_element;

/* NULL: there is none of that name. */
const ks_xhtml_element *ks_xhtml_find(const char *name);
/* What stands for an element that XHTML 1.1 does not have. */
typedef struct ks_xhtml_other {
    const char *name;
    const char *becomes;
    const char *style; /* or NULL */
} ks_xhtml_other;
const ks_xhtml_other *ks_xhtml_find_other(const char *name);
/* Whether an attribute, in no namespace, may stand on the element with the value. */
bool ks_xhtml_allows_attr(const char *element, const char *name, ks_sv value);

#endif
