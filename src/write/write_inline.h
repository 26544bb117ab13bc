/* The header of an inline XBRL document (inline XBRL 1.1 section 12): every fact and footnote as a
 * hidden one, references, relationships, contexts and units. Alone it says all that the instance
 * says; the renderer moves what is shown to the place where it is shown.
 *
 * Each fact has, beside its own attributes, an attribute `key`, which is its ks_write_fact_id, and
 * each footnote one that is the footnote's id: for the renderer, which takes them away. */
#ifndef KS_WRITE_INLINE_H
#define KS_WRITE_INLINE_H

#include "write_instance.h"

#define KS_NS_IX  "http://www.xbrl.org/2013/inlineXBRL"
#define KS_NS_IXT "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12"

/* Appends an ix:header without XML declaration to *out, which is empty again after a failure. The
 * instance is a built one: without tuples and fractions. */
KS_MUST_USE ks_status ks_write_inline_header(const ks_instance *instance,
                                             const ks_write_instance_options *options, ks_str *out);

#endif
