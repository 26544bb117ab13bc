#include "write_built.h"

void ks_write_built_attr(ks_xml_writer *writer, const char *name, const ks_str *built)
{
    ks_xml_write_attr_sv(writer, name, ks_str_view(built));
    writer->out->is_failed = writer->out->is_failed || built->is_failed;
}

void ks_write_built_text(ks_xml_writer *writer, const ks_str *built)
{
    ks_xml_write_text_sv(writer, ks_str_view(built));
    writer->out->is_failed = writer->out->is_failed || built->is_failed;
}
