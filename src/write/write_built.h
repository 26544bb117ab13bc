/* Writing a text that was put together in a builder. The builder is used again and again, and
 * ks_str_clear forgets a failure: so it is passed on to the output of the writer. For the room's
 * own use. */
#ifndef KS_WRITE_BUILT_H
#define KS_WRITE_BUILT_H

#include "xml_write.h"

void ks_write_built_attr(ks_xml_writer *writer, const char *name, const ks_str *built);
void ks_write_built_text(ks_xml_writer *writer, const ks_str *built);

#endif
