/* What of HTML is known and kept. For the room's own use. */
#ifndef KS_RENDER_MARKUP_PARTS_H
#define KS_RENDER_MARKUP_PARTS_H

#include "base_str.h"

typedef enum ks_markup_kind {
    KS_MARKUP_PLAIN,
    KS_MARKUP_PARAGRAPH,
    KS_MARKUP_ITEM, /* of a list */
    KS_MARKUP_TERM,
    KS_MARKUP_ROW,
    KS_MARKUP_CELL,
    KS_MARKUP_LINK,
    KS_MARKUP_IMAGE,
    KS_MARKUP_TABLE
} ks_markup_kind;

typedef struct ks_markup_element {
    const char *name;
    const char *written; /* what it becomes */
    ks_markup_kind kind;
    bool is_void;
    bool is_block; /* begins and ends lines of plain text */
    bool is_cell;
    bool is_wall;           /* end tags inside do not end what is outside */
    const char *class_name; /* that tells what it was, or NULL */
} ks_markup_element;

const ks_markup_element *ks_markup_find(ks_sv name); /* NULL: its tags go, what is inside stays */
bool ks_markup_is_hidden(ks_sv name);                /* what is inside goes too */
/* Whether it is the name of a tag at all: one of HTML that is not kept, or one with a prefix. */
bool ks_markup_is_known(ks_sv name);
/* Whether `next` ends an open `element` without an end tag. */
bool ks_markup_ends(const ks_markup_element *next, const ks_markup_element *element);
bool ks_markup_is_name(ks_sv text, ks_sv name); /* whatever the case */
/* Writes what is kept of "class=... style=..." */
void ks_markup_write_attrs(const ks_markup_element *element, ks_sv attrs, ks_str *out);
/* Whether an attribute of it can be shown as it stands: nothing is run or fetched. */
bool ks_markup_is_safe_attr(const ks_markup_element *element, ks_sv name, ks_sv value);
/* As text of XML; what XML forbids becomes a space. */
void ks_markup_escape(ks_str *out, char c);
/* The length of the reference that the text begins with, 0 where it is none that is known. */
size_t ks_markup_reference(ks_sv text, uint32_t *out_codepoint);

#endif
