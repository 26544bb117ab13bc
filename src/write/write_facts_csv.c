#include "write_csv.h"
#include "write_fact_columns.h"
#include "write_facts.h"

static ks_status write_row(ks_fact_table *table, const ks_fact *fact, ks_str *field, ks_str *out)
{
    ks_status status = KS_OK;
    for (const ks_fact_column *c = KS_FACT_COLUMNS; c->name != NULL && status == KS_OK; c++) {
        ks_str_clear(field);
        ks_str_add(out, c == KS_FACT_COLUMNS ? "" : ",");
        status = c->write(table, fact, field);
        if (status == KS_OK) {
            status = ks_str_status(field);
        }
        ks_write_csv_field(out, field->ptr);
    }
    ks_str_add_char(out, '\n');
    return status;
}

ks_status ks_write_facts_csv(const ks_instance *instance, const char *lang, ks_write_out *out)
{
    ks_fact_table table;
    ks_str field;
    ks_status status = ks_fact_table_init(&table, instance, lang);
    if (status != KS_OK) {
        return status;
    }
    ks_str_init(&field);
    for (const ks_fact_column *c = KS_FACT_COLUMNS; c->name != NULL; c++) {
        ks_str_addf(&out->text, "%s%s", c == KS_FACT_COLUMNS ? "" : ",", c->name);
    }
    ks_str_add_char(&out->text, '\n');
    for (size_t i = 0; i < instance->facts.count && status == KS_OK; i++) {
        status = write_row(&table, instance->facts.items[i], &field, &out->text);
        if (status == KS_OK) {
            status = ks_write_out_step(out);
        }
    }
    ks_str_release(&field);
    ks_fact_table_release(&table);
    return status;
}
