#include "build_facts.h"

static ks_status add_fact(ks_filing *filing, ks_build_group *group, const char *lexical)
{
    const ks_build_cell *filed = group->filed;
    bool is_nil = filed->figure.kind == KS_FIGURE_NIL;
    ks_fact fact = {.concept = group->concept,
                    .context = group->context->made,
                    .unit = group->unit != NULL ? group->unit->made : NULL,
                    .id =
                        ks_arena_format(&filing->arena, "f%zu", filing->instance->facts.count + 1),
                    .lexical = lexical,
                    .number = is_nil ? KS_DECIMAL_ZERO : filed->value,
                    .decimals = is_nil ? KS_DECIMALS_NONE : filed->decimals,
                    .is_nil = is_nil,
                    .lang = group->lang,
                    .place = ks_build_cell_place(filed)};
    return fact.id == NULL ? KS_ERR_MEMORY
                           : ks_instance_add_fact(filing->instance, &fact, &group->fact);
}

static ks_status add_cells(ks_filing *filing, ks_build_group *group)
{
    ks_status status = ks_fact_add_cell(filing->instance, group->fact,
                                        ks_build_cell_place(group->filed), group->filed->printed);
    for (const ks_build_cell *cell = group->first; cell != NULL && status == KS_OK;
         cell = cell->next_in_group) {
        if (cell->state == KS_CELL_TIED) {
            status = ks_fact_add_cell(filing->instance, group->fact, ks_build_cell_place(cell),
                                      cell->printed);
        }
    }
    return status;
}

static ks_status file_group(ks_filing *filing, ks_build_group *group)
{
    const ks_build_cell *filed = group->filed;
    ks_str lexical;
    ks_str_init(&lexical);
    if (group->unit == NULL) {
        ks_str_add(&lexical, filed->printed);
    } else if (filed->figure.kind == KS_FIGURE_NUMBER) {
        int32_t places = filed->figure.places - filed->scale; /* 2.0 stays 2.0 */
        ks_decimal_write(&lexical, &filed->value, places > 0 ? places : 0, "");
    }
    ks_status status = ks_str_status(&lexical);
    if (status == KS_OK) {
        bool is_nil = filed->figure.kind == KS_FIGURE_NIL;
        status = add_fact(filing, group, is_nil ? "" : lexical.ptr);
    }
    ks_str_release(&lexical);
    return status == KS_OK ? add_cells(filing, group) : status;
}

ks_status ks_build_file_facts(ks_filing *filing)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < filing->groups.count && status == KS_OK; i++) {
        status = file_group(filing, filing->groups.items[i]);
    }
    return status;
}
