#include "write_fact_columns.h"

#include "write_listing.h"

ks_status ks_fact_table_init(ks_fact_table *table, const ks_instance *instance, const char *lang)
{
    *table = (ks_fact_table){.instance = instance, .lang = lang};
    ks_prefixes_init(&table->prefixes);
    ks_status status = ks_prefixes_add_taxonomy(&table->prefixes, instance->taxonomy);
    if (status != KS_OK) {
        ks_prefixes_release(&table->prefixes);
    }
    return status;
}

void ks_fact_table_release(ks_fact_table *table)
{
    ks_prefixes_release(&table->prefixes);
    ks_vec_release(&table->path);
}

ks_status ks_fact_write_axis(ks_fact_table *table, const ks_dimension *dimension, ks_str *out)
{
    return ks_prefixes_write_name(&table->prefixes, dimension->dimension, out);
}

ks_status ks_fact_write_member(ks_fact_table *table, const ks_dimension *dimension, ks_str *out)
{
    if (dimension->member != NULL) {
        return ks_prefixes_write_name(&table->prefixes, dimension->member, out);
    }
    ks_str_add(out, dimension->text != NULL ? dimension->text : "");
    return KS_OK;
}

static ks_status write_concept(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    return ks_prefixes_write_name(&table->prefixes, fact->concept->name, out);
}

static ks_status write_label(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    ks_write_line(out, ks_taxonomy_label_best(table->instance->taxonomy, fact->concept,
                                              KS_ROLE_LABEL, table->lang, NULL));
    return KS_OK;
}

static ks_status write_entity(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    (void)table;
    ks_str_add(out, fact->context->identifier != NULL ? fact->context->identifier : "");
    return KS_OK;
}

static ks_status write_scheme(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    (void)table;
    ks_str_add(out, fact->context->scheme != NULL ? fact->context->scheme : "");
    return KS_OK;
}

static ks_status write_period(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    static const char *const words[] = {[KS_PERIOD_NONE] = "forever",
                                        [KS_PERIOD_INSTANT] = "instant",
                                        [KS_PERIOD_DURATION] = "duration"};
    (void)table;
    ks_str_add(out, fact->context->has_bad_period ? "" : words[fact->context->period]);
    return KS_OK;
}

static ks_status write_start(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    const ks_context *context = fact->context;
    (void)table;
    if (context->has_bad_period || context->period != KS_PERIOD_DURATION) {
        return KS_OK;
    }
    if (!ks_moment_is_midnight(context->begin)) {
        ks_moment_write(out, context->begin);
    } else {
        ks_day_write(out, context->start);
    }
    return KS_OK;
}

static ks_status write_end(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    const ks_context *context = fact->context;
    (void)table;
    if (context->has_bad_period || context->period == KS_PERIOD_NONE) {
        return KS_OK;
    }
    if (!ks_moment_is_midnight(context->finish)) {
        ks_moment_write(out, context->finish);
    } else {
        ks_day_write(out, context->end);
    }
    return KS_OK;
}

static ks_status write_dimensions(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < fact->context->dimension_count && status == KS_OK; i++) {
        const ks_dimension *dimension = &fact->context->dimensions[i];
        ks_str_add(out, i == 0 ? "" : "; ");
        status = ks_fact_write_axis(table, dimension, out);
        ks_str_add_char(out, '=');
        if (status == KS_OK) {
            status = ks_fact_write_member(table, dimension, out);
        }
    }
    return status;
}

static ks_status write_segment(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    const ks_context *context = fact->context;
    (void)table;
    if ((context->has_other_segment || context->has_other_scenario) && context->besides != NULL) {
        ks_str_add(out, context->besides);
    }
    return KS_OK;
}

static ks_status write_unit(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    return fact->unit == NULL ? KS_OK : ks_prefixes_write_unit(&table->prefixes, fact->unit, out);
}

static ks_status write_decimals(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    (void)table;
    ks_decimals_write(out, fact->unit != NULL ? fact->decimals : KS_DECIMALS_NONE);
    return KS_OK;
}

static ks_status write_precision(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    (void)table;
    ks_decimals_write(out,
                      fact->accuracy == KS_STATED_DECIMALS ? KS_DECIMALS_NONE : fact->precision);
    return KS_OK;
}

static ks_status write_value(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    (void)table;
    ks_str_add(out, fact->lexical);
    return KS_OK;
}

static ks_status write_nil(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    (void)table;
    ks_str_add(out, fact->is_nil ? "true" : "");
    return KS_OK;
}

static ks_status write_language(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    (void)table;
    ks_str_add(out, fact->lang != NULL ? fact->lang : "");
    return KS_OK;
}

/* XBRL 2.1 4.9: a tuple may hold tuples. */
static ks_status write_tuple(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    table->path.count = 0;
    for (const ks_tuple *tuple = fact->tuple; tuple != NULL; tuple = tuple->parent) {
        const ks_tuple **slot = ks_vec_add(&table->path);
        if (slot == NULL) {
            return KS_ERR_MEMORY;
        }
        *slot = tuple;
    }
    ks_status status = KS_OK;
    for (size_t i = table->path.count; i-- > 0 && status == KS_OK;) {
        const ks_tuple *tuple = table->path.items[i];
        ks_str_add(out, tuple->parent == NULL ? "" : "/");
        status = ks_prefixes_write_name(&table->prefixes, tuple->concept->name, out);
        ks_str_addf(out, "[%u]", (unsigned)tuple->position);
    }
    return status;
}

static ks_status write_id(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    (void)table;
    ks_str_add(out, fact->id != NULL ? fact->id : "");
    return KS_OK;
}

static ks_status write_line_number(ks_fact_table *table, const ks_fact *fact, ks_str *out)
{
    (void)table;
    if (fact->place.line != 0) {
        ks_str_add_u64(out, fact->place.line);
    }
    return KS_OK;
}

const ks_fact_column KS_FACT_COLUMNS[] = {
    {"concept", KS_COLUMN_TEXT, write_concept},
    {"label", KS_COLUMN_TEXT, write_label},
    {"entity", KS_COLUMN_TEXT, write_entity},
    {"scheme", KS_COLUMN_TEXT, write_scheme},
    {"period", KS_COLUMN_TEXT, write_period},
    {"start", KS_COLUMN_TEXT, write_start},
    {"end", KS_COLUMN_TEXT, write_end},
    {"dimensions", KS_COLUMN_DIMENSIONS, write_dimensions},
    {"segment", KS_COLUMN_TEXT, write_segment},
    {"unit", KS_COLUMN_TEXT, write_unit},
    {"decimals", KS_COLUMN_NUMBER, write_decimals},
    {"precision", KS_COLUMN_NUMBER, write_precision},
    {"value", KS_COLUMN_VALUE, write_value},
    {"nil", KS_COLUMN_FLAG, write_nil},
    {"language", KS_COLUMN_TEXT, write_language},
    {"tuple", KS_COLUMN_TEXT, write_tuple},
    {"id", KS_COLUMN_TEXT, write_id},
    {"line", KS_COLUMN_NUMBER, write_line_number},
    {NULL, KS_COLUMN_TEXT, NULL},
};
