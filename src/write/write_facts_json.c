#include <string.h>

#include "write_fact_columns.h"
#include "write_facts.h"
#include "write_json.h"

static ks_status write_dimension(ks_fact_table *table, const ks_dimension *dimension, ks_str *text,
                                 ks_str *out)
{
    ks_str_clear(text);
    ks_status status = ks_fact_write_axis(table, dimension, text);
    ks_write_json_string(out, text->ptr);
    ks_str_add_char(out, ':');
    ks_str_clear(text);
    if (status == KS_OK) {
        status = ks_fact_write_member(table, dimension, text);
    }
    ks_write_json_string(out, text->ptr);
    return status == KS_OK ? ks_str_status(text) : status;
}

static ks_status write_dimensions(ks_fact_table *table, const ks_context *context, ks_str *text,
                                  ks_str *out)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < context->dimension_count && status == KS_OK; i++) {
        ks_str_add_char(out, i == 0 ? '{' : ',');
        status = write_dimension(table, &context->dimensions[i], text, out);
    }
    ks_str_add_char(out, '}');
    return status;
}

/* The value of a key; the text of the column is in `text`. */
static ks_status write_member(ks_fact_table *table, const ks_fact *fact, ks_column_kind kind,
                              ks_str *text, ks_str *out)
{
    if (kind == KS_COLUMN_DIMENSIONS) {
        return write_dimensions(table, fact->context, text, out);
    }
    if (kind == KS_COLUMN_VALUE && fact->is_nil) {
        ks_str_add(out, "null");
    } else if (kind == KS_COLUMN_FLAG ||
               (kind == KS_COLUMN_NUMBER && strcmp(text->ptr, "INF") != 0)) {
        ks_str_add(out, text->ptr);
    } else {
        ks_write_json_string(out, text->ptr);
    }
    return KS_OK;
}

static ks_status write_object(ks_fact_table *table, const ks_fact *fact, ks_str *text, ks_str *out)
{
    ks_status status = KS_OK;
    bool is_first = true;
    ks_str_add_char(out, '{');
    for (const ks_fact_column *c = KS_FACT_COLUMNS; c->name != NULL && status == KS_OK; c++) {
        ks_str_clear(text);
        status = c->write(table, fact, text);
        if (status == KS_OK) {
            status = ks_str_status(text);
        }
        if (status != KS_OK || (text->len == 0 && c->kind != KS_COLUMN_VALUE)) {
            continue;
        }
        ks_str_addf(out, "%s\"%s\":", is_first ? "" : ",", c->name);
        is_first = false;
        status = write_member(table, fact, c->kind, text, out);
    }
    ks_str_add_char(out, '}');
    return status;
}

ks_status ks_write_facts_json(const ks_instance *instance, const char *lang, ks_write_out *out)
{
    ks_fact_table table;
    ks_str text;
    ks_status status = ks_fact_table_init(&table, instance, lang);
    if (status != KS_OK) {
        return status;
    }
    ks_str_init(&text);
    ks_str_add_char(&out->text, '[');
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        ks_str_add(&out->text, i == 0 ? "\n" : ",\n");
        status = write_object(&table, instance->facts.items[i], &text, &out->text);
        if (status == KS_OK) {
            status = ks_write_out_step(out);
        }
    }
    ks_str_add(&out->text, "\n]\n");
    ks_str_release(&text);
    ks_fact_table_release(&table);
    return status;
}
