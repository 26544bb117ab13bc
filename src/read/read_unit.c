/* Units of an instance (XBRL 2.1 4.8). */
#include "read_instance_parts.h"

ks_status ks_read_unit_start(ks_instance_reader *reader, ks_xml_stream *stream,
                             const ks_qname *name, const ks_xml_attr *attrs, size_t count)
{
    if (reader->depth == reader->part_depth) {
        reader->unit = (ks_unit){.place = ks_xml_place(stream)};
        reader->numerators.count = 0;
        reader->denominators.count = 0;
        reader->is_in_denominator = false;
        return ks_read_attr(reader, attrs, count, "", "id", &reader->unit.id);
    }
    if (name == reader->names.unit_denominator) {
        reader->is_in_denominator = true;
    }
    ks_str_clear(&reader->text);
    reader->is_collecting = true;
    return KS_OK;
}

static ks_status take_measure(ks_instance_reader *reader, ks_xml_stream *stream)
{
    const ks_qname *measure = NULL;
    ks_status status = ks_str_status(&reader->text);
    if (status == KS_OK) {
        status = ks_xml_resolve_qname(stream, ks_str_view(&reader->text), &measure);
    }
    if (status == KS_REFUSED) {
        reader->unit.is_broken = true;
        KS_REPORT(reader->value_sink, KS_F_INSTANCE_BAD_MEASURE, reader->unit.place,
                  reader->unit.id, reader->text.ptr);
        return KS_OK;
    }
    if (status != KS_OK) {
        return status;
    }
    const ks_qname **slot = reader->is_in_denominator ? ks_vec_add(&reader->denominators)
                                                      : ks_vec_add(&reader->numerators);
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = measure;
    return KS_OK;
}

static ks_status keep_unit(ks_instance_reader *reader)
{
    ks_unit *unit = &reader->unit;
    /* Without an id nothing can refer to it; its schema asks for one. */
    if (unit->id == NULL) {
        return KS_OK;
    }
    ks_status status =
        ks_read_add_id(reader, ks_sv_from(unit->id), true, &(ks_id_target){.place = unit->place});
    if (status != KS_OK || ks_instance_unit(reader->instance, unit->id) != NULL) {
        return status;
    }
    unit->is_broken = unit->is_broken || reader->numerators.count == 0;
    unit->numerators = reader->numerators.items;
    unit->numerator_count = reader->numerators.count;
    unit->denominators = reader->denominators.items;
    unit->denominator_count = reader->denominators.count;
    return ks_instance_add_unit(reader->instance, unit, NULL);
}

ks_status ks_read_unit_end(ks_instance_reader *reader, ks_xml_stream *stream, const ks_qname *name)
{
    if (reader->depth == reader->part_depth) {
        reader->is_collecting = false;
        return keep_unit(reader);
    }
    if (name == reader->names.unit_denominator) {
        reader->is_in_denominator = false;
    }
    return name == reader->names.measure ? take_measure(reader, stream) : KS_OK;
}
