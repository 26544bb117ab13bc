/* The facts of an instance (XBRL 2.1 4.6, 4.9). */
#include <string.h>

#include "base_text.h"
#include "read_instance_parts.h"

static void report_concept(ks_instance_reader *reader, ks_place place, const ks_qname *name)
{
    const ks_taxonomy *taxonomy = reader->instance->taxonomy;
    const ks_concept *nearest = NULL;
    if (ks_taxonomy_lacks(taxonomy, name->ns)) {
        return;
    }
    if (reader->value_sink != NULL && reader->guesses++ < KS_GUESS_LIMIT) {
        nearest = ks_taxonomy_nearest(taxonomy, name->local);
    }
    KS_REPORT(reader->value_sink, KS_F_INSTANCE_UNKNOWN_CONCEPT, place, name->local,
              nearest != NULL ? nearest->name->local : NULL);
}

static bool is_true(ks_sv value)
{
    ks_sv trimmed = ks_sv_trim(value);
    return ks_sv_is(trimmed, "true") || ks_sv_is(trimmed, "1");
}

static const ks_open_tuple *open_tuple(const ks_instance_reader *reader)
{
    size_t count = reader->tuples.count;
    return count == 0 ? NULL : &reader->tuples.items[count - 1];
}

static uint32_t next_position(ks_instance_reader *reader)
{
    size_t count = reader->tuples.count;
    return count == 0 ? ++reader->children : ++reader->tuples.items[count - 1].children;
}

static bool is_of_xbrl(const ks_qname *name)
{
    static const char *const OURS[] = {KS_NS_XBRLI, KS_NS_LINK, KS_NS_XLINK, KS_NS_XL};
    for (size_t i = 0; i < sizeof OURS / sizeof *OURS; i++) {
        if (strcmp(name->ns, OURS[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* 4.9: a tuple has no attribute of XBRL or XLink. */
static void check_tuple_attributes(ks_instance_reader *reader, ks_xml_stream *stream,
                                   const ks_concept *concept, const ks_xml_attr *attrs,
                                   size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (is_of_xbrl(attrs[i].name)) {
            KS_REPORT(reader->sink, KS_F_INSTANCE_TUPLE_ATTRIBUTE, ks_xml_place(stream),
                      concept->name->local, attrs[i].name->local);
        }
    }
}

static ks_status begin_tuple(ks_instance_reader *reader, ks_xml_stream *stream,
                             const ks_concept *concept, const ks_xml_attr *attrs, size_t count)
{
    const ks_open_tuple *around = open_tuple(reader);
    const ks_xml_attr *nil = ks_read_find(attrs, count, reader->names.nil);
    const ks_xml_attr *id = ks_read_find(attrs, count, reader->names.id);
    ks_tuple tuple = {.concept = concept,
                      .parent = around == NULL ? NULL : around->tuple,
                      .is_nil = nil != NULL && is_true(nil->value),
                      .place = ks_xml_place(stream)};
    ks_open_tuple opened = {.depth = reader->depth,
                            .lang = around == NULL ? reader->lang : around->lang};
    tuple.position = next_position(reader);
    check_tuple_attributes(reader, stream, concept, attrs, count);
    ks_status status = ks_read_attr(reader, attrs, count, KS_NS_XML, "lang", &opened.lang);
    if (status == KS_OK) {
        status = ks_read_attr(reader, attrs, count, "", "id", &tuple.id);
    }
    if (status == KS_OK) {
        status = ks_instance_add_tuple(reader->instance, &tuple, &opened.tuple);
    }
    if (status == KS_OK && id != NULL) {
        ks_id_target target = {.place = tuple.place, .is_fact = true, .tuple = opened.tuple};
        status = ks_read_add_id(reader, ks_sv_trim(id->value), false, &target);
    }
    ks_open_tuple *slot = status == KS_OK ? ks_vec_add(&reader->tuples) : NULL;
    if (slot == NULL) {
        return status == KS_OK ? KS_ERR_MEMORY : status;
    }
    *slot = opened;
    return KS_OK;
}

void ks_read_tuple_end(ks_instance_reader *reader)
{
    const ks_open_tuple *open = open_tuple(reader);
    if (open != NULL && open->depth == reader->depth) {
        ks_instance_end_tuple(reader->instance, open->tuple);
        reader->tuples.count--;
    }
}

static void keep(ks_str *out, bool *has, ks_sv value)
{
    ks_str_clear(out);
    ks_str_add_sv(out, ks_sv_trim(value));
    *has = true;
}

static int32_t to_i32(int64_t number)
{
    if (number <= INT32_MIN) {
        return INT32_MIN + 1;
    }
    return number >= INT32_MAX ? INT32_MAX - 1 : (int32_t)number;
}

/* What is no number is for the schema to tell. */
static int32_t parse_accuracy(ks_sv value)
{
    ks_sv trimmed = ks_sv_trim(value);
    int64_t number = 0;
    return ks_sv_to_i64(trimmed, &number) ? to_i32(number) : KS_DECIMALS_INF;
}

static void take_precision(ks_fact *fact, ks_sv value)
{
    fact->precision = parse_accuracy(value);
    fact->accuracy = fact->decimals == KS_DECIMALS_NONE ? KS_STATED_PRECISION : KS_STATED_BOTH;
}

static void take_decimals(ks_fact *fact, ks_sv value)
{
    fact->decimals = parse_accuracy(value);
    fact->accuracy = fact->accuracy == KS_STATED_DECIMALS ? KS_STATED_DECIMALS : KS_STATED_BOTH;
}

static void take_attributes(ks_instance_reader *reader, const ks_xml_attr *attrs, size_t count)
{
    const ks_instance_names *names = &reader->names;
    for (size_t i = 0; i < count; i++) {
        const ks_qname *name = attrs[i].name;
        ks_sv value = attrs[i].value;
        if (name == names->context_ref) {
            keep(&reader->context_ref, &reader->has_context_ref, value);
        } else if (name == names->unit_ref) {
            keep(&reader->unit_ref, &reader->has_unit_ref, value);
        } else if (name == names->id) {
            keep(&reader->fact_id, &reader->has_fact_id, value);
        } else if (name == names->lang) {
            keep(&reader->fact_lang, &reader->has_fact_lang, value);
        } else if (name == names->decimals) {
            take_decimals(&reader->fact, value);
        } else if (name == names->precision) {
            take_precision(&reader->fact, value);
        } else if (name == names->nil) {
            reader->fact.is_nil = is_true(value);
        }
    }
}

/* 4.6.3: what the type of an item says of its accuracy counts as if it stood there. */
static void take_typed_accuracy(ks_instance_reader *reader)
{
    const ks_types *types = reader->instance->taxonomy->types;
    const ks_fact *fact = &reader->fact;
    bool is_stated = fact->accuracy != KS_STATED_DECIMALS || fact->decimals != KS_DECIMALS_NONE;
    const ks_type *type =
        is_stated || types == NULL || !ks_item_kind_is_numeric(fact->concept->kind)
            ? NULL
            : ks_typed_child(types, NULL, fact->concept->name).type;
    for (size_t i = 0; type != NULL && i < type->attribute_count; i++) {
        const char *text = ks_typed_attribute_default(&type->attributes[i]);
        if (text != NULL && type->attributes[i].name == reader->names.decimals) {
            take_decimals(&reader->fact, ks_sv_from(text));
        } else if (text != NULL && type->attributes[i].name == reader->names.precision) {
            take_precision(&reader->fact, ks_sv_from(text));
        }
    }
}

static void begin_item(ks_instance_reader *reader, ks_xml_stream *stream, const ks_concept *concept,
                       const ks_xml_attr *attrs, size_t count)
{
    const ks_open_tuple *around = open_tuple(reader);
    reader->fact = (ks_fact){.concept = concept,
                             .tuple = around == NULL ? NULL : around->tuple,
                             .decimals = KS_DECIMALS_NONE,
                             .place = ks_xml_place(stream)};
    reader->fact.position = next_position(reader);
    reader->has_fact_id = false;
    reader->has_context_ref = false;
    reader->has_unit_ref = false;
    reader->has_fact_lang = false;
    reader->numerator_size = 0;
    reader->is_collecting = true;
    ks_str_clear(&reader->text);
    take_attributes(reader, attrs, count);
    take_typed_accuracy(reader);
}

/* The parts of a fraction; anything else inside an item is for the schema to tell. */
static void begin_part(ks_instance_reader *reader, const ks_qname *name)
{
    if (reader->fact.concept->kind != KS_ITEM_FRACTION) {
        return;
    }
    if (name == reader->names.numerator) {
        ks_str_clear(&reader->text);
    } else if (name == reader->names.denominator) {
        reader->numerator_size = reader->text.len;
    }
}

/* The model cannot hold it; footnotes may lead to it all the same. */
static ks_status skip_fact(ks_instance_reader *reader, ks_xml_stream *stream, const ks_qname *name,
                           const ks_xml_attr *attrs, size_t count)
{
    const ks_xml_attr *id = ks_read_find(attrs, count, reader->names.id);
    report_concept(reader, ks_xml_place(stream), name);
    (void)next_position(reader);
    reader->part = KS_PART_SKIPPED;
    return id == NULL
               ? KS_OK
               : ks_read_add_id(reader, ks_sv_trim(id->value), false,
                                &(ks_id_target){.place = ks_xml_place(stream), .is_fact = true});
}

ks_status ks_read_fact_start(ks_instance_reader *reader, ks_xml_stream *stream,
                             const ks_qname *name, const ks_xml_attr *attrs, size_t count)
{
    if (reader->depth > reader->part_depth) {
        begin_part(reader, name);
        return KS_OK;
    }
    const ks_concept *concept = ks_taxonomy_find(reader->instance->taxonomy, name);
    if (concept == NULL) {
        return skip_fact(reader, stream, name, attrs, count);
    }
    if (!concept->is_item) {
        reader->part = KS_PART_ROOT;
        return begin_tuple(reader, stream, concept, attrs, count);
    }
    begin_item(reader, stream, concept, attrs, count);
    return KS_OK;
}

/* The power of ten of the first digit: 3 for 1234, -2 for 0.05. */
static int64_t magnitude_of(const ks_decimal *number, ks_str *scratch)
{
    ks_decimal positive = ks_decimal_abs(number);
    ks_str_clear(scratch);
    ks_decimal_write(scratch, &positive, 0, "");
    ks_sv fraction = ks_str_view(scratch);
    ks_sv whole = ks_sv_cut(&fraction, '.');
    if (!ks_sv_is(whole, "0")) {
        return (int64_t)whole.len - 1;
    }
    size_t zeros = 0;
    while (zeros < fraction.len && fraction.ptr[zeros] == '0') {
        zeros++;
    }
    return -(int64_t)zeros - 1;
}

/* 4.6.6: what precision comes down to for this number. */
static void infer_decimals(ks_instance_reader *reader, ks_fact *fact)
{
    if (fact->accuracy != KS_STATED_PRECISION) {
        return;
    }
    if (fact->precision == KS_DECIMALS_INF || ks_decimal_is_zero(&fact->number)) {
        fact->decimals = fact->precision == 0 ? KS_DECIMALS_NONE : KS_DECIMALS_INF;
    } else if (fact->precision > 0) {
        fact->decimals =
            to_i32(fact->precision - magnitude_of(&fact->number, &reader->start_text) - 1);
    }
}

/* xs:double and xs:float have values that are no numbers to add up. */
static bool is_special(const ks_fact *fact, ks_sv text)
{
    return fact->concept->kind == KS_ITEM_DOUBLE &&
           (ks_sv_is(text, "INF") || ks_sv_is(text, "-INF") || ks_sv_is(text, "NaN"));
}

static ks_status parse(ks_instance_reader *reader, ks_sv text, ks_decimal *out, bool *out_is_valid)
{
    bool has_exponent = reader->fact.concept->kind == KS_ITEM_DOUBLE;
    ks_status status =
        ks_decimal_parse(&reader->instance->arena, text, has_exponent, out_is_valid, out);
    if (status == KS_ERR_LIMIT) {
        *out_is_valid = false;
        status = KS_OK;
    }
    return status;
}

static ks_status take_number(ks_instance_reader *reader, ks_sv text, bool *out_is_valid)
{
    ks_fact *fact = &reader->fact;
    *out_is_valid = true;
    if (fact->is_nil) {
        return KS_OK;
    }
    fact->is_special = is_special(fact, text);
    ks_status status = fact->is_special ? KS_OK : parse(reader, text, &fact->number, out_is_valid);
    if (status == KS_OK && !*out_is_valid) {
        KS_REPORT(reader->value_sink, KS_F_INSTANCE_NOT_A_NUMBER, fact->place,
                  fact->concept->name->local, reader->text.ptr);
    }
    if (status == KS_OK && *out_is_valid && !fact->is_special) {
        infer_decimals(reader, fact);
    }
    return status;
}

/* 5.1.1.3: a numerator and a denominator; one that is not there is for the schema to tell. */
static ks_status take_fraction(ks_instance_reader *reader, ks_decimal *denominator,
                               bool *out_is_valid)
{
    ks_sv below = ks_str_view(&reader->text);
    ks_sv above = ks_sv_trim((ks_sv){below.ptr, reader->numerator_size});
    below =
        ks_sv_trim((ks_sv){below.ptr + reader->numerator_size, below.len - reader->numerator_size});
    bool are_valid[2] = {false, false};
    ks_status status = parse(reader, above, &reader->fact.number, &are_valid[0]);
    if (status == KS_OK) {
        status = parse(reader, below, denominator, &are_valid[1]);
    }
    *out_is_valid = are_valid[0] && are_valid[1];
    if (status != KS_OK || !*out_is_valid) {
        return status;
    }
    reader->fact.denominator = denominator;
    reader->fact.lexical =
        ks_arena_format(&reader->arena, "%.*s/%.*s", KS_SV_ARG(above), KS_SV_ARG(below));
    return reader->fact.lexical == NULL ? KS_ERR_MEMORY : KS_OK;
}

static const char *lang_of(const ks_instance_reader *reader)
{
    if (reader->has_fact_lang) {
        return reader->fact_lang.ptr;
    }
    if (ks_item_kind_is_numeric(reader->fact.concept->kind)) {
        return NULL;
    }
    const ks_open_tuple *around = open_tuple(reader);
    return around != NULL ? around->lang : reader->lang;
}

static ks_status add_pending(ks_instance_reader *reader, ks_fact *fact)
{
    ks_pending_fact *pending = ks_vec_add(&reader->pending);
    if (pending == NULL) {
        return KS_ERR_MEMORY;
    }
    *pending = (ks_pending_fact){.fact = fact};
    if (reader->has_context_ref) {
        pending->context = ks_arena_text(&reader->arena, ks_str_view(&reader->context_ref));
    }
    if (reader->has_unit_ref) {
        pending->unit = ks_arena_text(&reader->arena, ks_str_view(&reader->unit_ref));
    }
    return (reader->has_context_ref && pending->context == NULL) ||
                   (reader->has_unit_ref && pending->unit == NULL)
               ? KS_ERR_MEMORY
               : KS_OK;
}

/* A fact that lacks a context or a unit that may yet come is looked at again in the end. */
static ks_status keep_fact(ks_instance_reader *reader, ks_fact **out)
{
    ks_instance *instance = reader->instance;
    ks_fact *fact = &reader->fact;
    fact->id = reader->has_fact_id ? reader->fact_id.ptr : NULL;
    fact->lang = lang_of(reader);
    fact->context = !reader->has_context_ref
                        ? NULL
                        : ks_map_get(&instance->context_by_id, ks_str_view(&reader->context_ref));
    fact->unit = !reader->has_unit_ref
                     ? NULL
                     : ks_map_get(&instance->unit_by_id, ks_str_view(&reader->unit_ref));
    bool is_whole = fact->context != NULL && (fact->unit != NULL || !reader->has_unit_ref);
    if (!is_whole) {
        fact->context = NULL;
    }
    ks_status status = ks_instance_add_fact(instance, fact, out);
    if (status == KS_OK && ks_item_kind_is_numeric(fact->concept->kind) && !reader->has_unit_ref) {
        status = ks_instance_doubt(instance, fact->concept, fact->context);
    }
    return status != KS_OK || is_whole ? status : add_pending(reader, *out);
}

/* A fact whose value is none is not kept. */
static ks_status doubt_fact(ks_instance_reader *reader)
{
    const ks_context *context =
        !reader->has_context_ref
            ? NULL
            : ks_map_get(&reader->instance->context_by_id, ks_str_view(&reader->context_ref));
    return ks_instance_doubt(reader->instance, reader->fact.concept, context);
}

static ks_status check_strings(const ks_instance_reader *reader)
{
    const ks_str *all[] = {&reader->text, &reader->fact_id, &reader->fact_lang,
                           &reader->context_ref, &reader->unit_ref};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (ks_str_status(all[i]) != KS_OK) {
            return KS_ERR_MEMORY;
        }
    }
    return KS_OK;
}

/* An empty item has the default of its declaration, if there is one. */
static void take_default(ks_instance_reader *reader)
{
    const ks_types *types = reader->instance->taxonomy->types;
    if (reader->text.len > 0 || types == NULL || reader->fact.is_nil) {
        return;
    }
    const char *preset =
        ks_typed_content_default(ks_typed_child(types, NULL, reader->fact.concept->name).element);
    ks_str_add(&reader->text, preset == NULL ? "" : preset);
}

static ks_status take_value(ks_instance_reader *reader, ks_decimal *denominator, bool *out_is_valid)
{
    ks_fact *fact = &reader->fact;
    ks_sv text = ks_str_view(&reader->text);
    *out_is_valid = true;
    fact->lexical = fact->is_nil ? "" : reader->text.ptr;
    if (fact->concept->kind == KS_ITEM_FRACTION) {
        return fact->is_nil ? KS_OK : take_fraction(reader, denominator, out_is_valid);
    }
    if (!ks_item_kind_is_numeric(fact->concept->kind) || fact->is_nil) {
        return KS_OK;
    }
    ks_sv trimmed = ks_sv_trim(text);
    if (trimmed.len != text.len) {
        fact->lexical = ks_arena_text(&reader->arena, trimmed);
    }
    return fact->lexical == NULL ? KS_ERR_MEMORY : take_number(reader, trimmed, out_is_valid);
}

/* The prefix of a QName means what it means in the document. */
static ks_status take_name(ks_instance_reader *reader, ks_xml_stream *stream)
{
    ks_fact *fact = &reader->fact;
    const ks_qname *type = fact->concept->item_type;
    fact->named = NULL;
    if (type == NULL || fact->is_nil || strcmp(type->local, "QNameItemType") != 0) {
        return KS_OK;
    }
    ks_status status = ks_xml_resolve_qname(stream, ks_str_view(&reader->text), &fact->named);
    return status == KS_REFUSED ? KS_OK : status;
}

/* The first name in the text that has no prefix which is bound; a NULL pointer where there is none.
 * What the names are to look like, their types say. */
static ks_sv find_unbound(ks_xml_stream *stream, ks_sv text)
{
    for (ks_sv name = ks_sv_next_token(&text); name.len > 0; name = ks_sv_next_token(&text)) {
        ks_sv rest = name;
        const ks_sv prefix = ks_sv_cut(&rest, ':');
        const char *ns = prefix.len == name.len ? NULL : ks_xml_namespace(stream, prefix);
        if (ns == NULL || *ns == '\0') {
            return name;
        }
    }
    return (ks_sv){NULL, 0};
}

/* Data Types Registry: content that begins with a prefix is names alone, and these are bound. */
static ks_status check_prefixes(ks_instance_reader *reader, ks_xml_stream *stream)
{
    static const char *const PREFIXED[] = {"prefixedContentItemType", NULL};
    static const char *const NAMES[] = {"SQNameItemType", "SQNamesItemType", NULL};
    static const char *const LIST[] = {"SQNamesItemType", NULL};
    const ks_fact *fact = &reader->fact;
    const ks_taxonomy *taxonomy = reader->instance->taxonomy;
    const ks_qname *type = fact->concept->type;
    if (fact->is_nil || fact->concept->item_type == NULL ||
        strcmp(fact->concept->item_type->local, "tokenItemType") != 0 ||
        !ks_taxonomy_is_registered(taxonomy, type, PREFIXED)) {
        return KS_OK;
    }
    if (!ks_taxonomy_is_registered(taxonomy, type, NAMES)) {
        KS_REPORT(reader->sink, KS_F_INSTANCE_PREFIXED_TYPE, fact->place,
                  fact->concept->name->local, type->local);
        return KS_OK;
    }
    const ks_sv unbound = find_unbound(stream, ks_str_view(&reader->text));
    const char *name = unbound.ptr == NULL ? NULL : ks_arena_text(&reader->arena, unbound);
    if (name != NULL) {
        const bool is_list = ks_taxonomy_is_registered(taxonomy, type, LIST);
        KS_REPORT(reader->sink, is_list ? KS_F_INSTANCE_UNBOUND_NAMES : KS_F_INSTANCE_UNBOUND_NAME,
                  fact->place, fact->concept->name->local, name);
    }
    return unbound.ptr != NULL && name == NULL ? KS_ERR_MEMORY : KS_OK;
}

ks_status ks_read_fact_end(ks_instance_reader *reader, ks_xml_stream *stream)
{
    if (reader->depth > reader->part_depth) {
        return KS_OK;
    }
    ks_decimal denominator;
    ks_fact *kept = NULL;
    bool is_valid = false;
    reader->is_collecting = false;
    take_default(reader);
    ks_status status = check_strings(reader);
    if (status == KS_OK) {
        status = take_value(reader, &denominator, &is_valid);
    }
    if (status == KS_OK && is_valid) {
        status = take_name(reader, stream);
    }
    if (status == KS_OK && is_valid) {
        status = check_prefixes(reader, stream);
    }
    if (status == KS_OK) {
        status = is_valid ? keep_fact(reader, &kept) : doubt_fact(reader);
    }
    if (status == KS_OK && reader->has_fact_id) {
        ks_id_target target = {.place = reader->fact.place, .is_fact = true, .fact = kept};
        ks_sv id = ks_str_view(&reader->fact_id);
        status = ks_read_add_id(reader, kept == NULL ? id : (ks_sv){kept->id, id.len}, kept != NULL,
                                &target);
    }
    return status;
}
