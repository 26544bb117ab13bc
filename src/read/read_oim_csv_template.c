/* Templates of tables: columns of facts, of property groups, of comments, and those
 * that others refer to. */
#include <string.h>

#include "base_text.h"
#include "read_oim_csv.h"

/* ---- columns --------------------------------------------------------------------------------- */

static void find_kind(const ks_csv_job *job, ks_csv_member member, ks_csv_column *column)
{
    const ks_json *comment = ks_json_get(member.json, "comment");
    const bool is_comment = comment != NULL && comment->kind == KS_JSON_TRUE;
    const bool is_group = ks_json_get(member.json, "propertyGroups") != NULL;
    const bool is_fact = ks_json_get(member.json, "dimensions") != NULL ||
                         ks_json_get(member.json, "propertiesFrom") != NULL;
    const ks_json *decimals = ks_json_get(member.json, "decimals");
    column->kind = is_comment ? KS_CSV_COLUMN_COMMENT
                   : is_group ? KS_CSV_COLUMN_GROUP
                   : is_fact  ? KS_CSV_COLUMN_FACT
                              : KS_CSV_COLUMN_PLAIN;
    if ((is_group && is_fact) || (is_comment && (is_group || is_fact))) {
        KS_REPORT(job->sink, KS_F_CSV_COLUMN_KIND, column->place, column->name);
    } else if (decimals != NULL && !is_fact) {
        KS_REPORT(job->sink, KS_F_CSV_DECIMALS_MISPLACED,
                  ks_csv_place((ks_csv_member){decimals, member.file}), column->name);
    }
}

static ks_status take_groups(ks_csv_job *job, ks_csv_template *template, ks_csv_member member,
                             ks_csv_column *column)
{
    const ks_json *groups = ks_json_get(member.json, "propertyGroups");
    ks_status status = KS_OK;
    for (const ks_json *g = groups != NULL ? groups->first : NULL; g != NULL && status == KS_OK;
         g = g->next) {
        ks_csv_properties *group = ks_arena_zero(&job->arena, 1, sizeof *group);
        if (group == NULL) {
            return KS_ERR_MEMORY;
        }
        (void)ks_csv_check_identifier(job, (ks_csv_member){g, member.file}, g->name);
        status = ks_csv_take_properties(job, template, ks_json_get(g, "dimensions"),
                                        ks_json_get(g, "decimals"), member.file, group);
        if (status == KS_OK) {
            status = ks_map_set_borrowed(&column->groups, g->name, group);
        }
    }
    return status;
}

static ks_status take_column(ks_csv_job *job, ks_csv_template *template, ks_csv_member member,
                             ks_csv_column *column)
{
    column->place = ks_csv_place(member);
    ks_map_init(&column->groups);
    (void)ks_csv_check_identifier(job, member, member.json->name);
    ks_status status = ks_csv_keep(job, member.json->name, &column->name);
    if (status == KS_OK) {
        find_kind(job, member, column);
        status =
            ks_csv_take_properties(job, template, ks_json_get(member.json, "dimensions"),
                                   ks_json_get(member.json, "decimals"), member.file, &column->own);
    }
    return status == KS_OK ? take_groups(job, template, member, column) : status;
}

/* ---- property groups of a column ------------------------------------------------------------- */

ks_status ks_csv_nearest_column(ks_csv_job *job, const ks_csv_template *template, ks_sv name,
                                const char **out)
{
    ks_sv *names = ks_arena_zero(&job->arena, template->column_count + 1, sizeof *names);
    if (names == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < template->column_count; i++) {
        names[i] = ks_sv_from(template->columns[i].name);
    }
    const size_t found = ks_text_nearest(name, names, template->column_count);
    *out = found == SIZE_MAX ? NULL : template->columns[found].name;
    return KS_OK;
}

static ks_status tell_from(ks_csv_job *job, const ks_csv_template *template, ks_csv_member item)
{
    const char *name = NULL;
    const char *nearest = NULL;
    ks_status status = ks_csv_keep(job, item.json->text, &name);
    if (status == KS_OK) {
        status = ks_csv_nearest_column(job, template, item.json->text, &nearest);
    }
    if (status == KS_OK) {
        KS_REPORT(job->sink, KS_F_CSV_GROUP_COLUMN, ks_csv_place(item), name, nearest);
    }
    return status;
}

/* No two of the columns may say the same thing. */
static ks_status check_repeated(ks_csv_job *job, const ks_csv_column *column,
                                const ks_csv_column *group_column, ks_map *said)
{
    ks_status status = KS_OK;
    const ks_map_entry *e = ks_map_first(&group_column->groups);
    for (; e != NULL && status == KS_OK; e = ks_map_next(e)) {
        const ks_csv_properties *group = ks_map_entry_value(e);
        for (size_t i = 0; i < group->count + 1 && status == KS_OK; i++) {
            const bool is_decimals = i == group->count;
            const char *name = is_decimals ? "decimals" : group->said[i].name;
            void *there = NULL;
            if (is_decimals && group->decimals == NULL) {
                continue;
            }
            status = ks_map_add_borrowed(said, ks_sv_from(name), (void *)(uintptr_t)group_column,
                                         &there);
            if (status == KS_OK && there != NULL && there != group_column) {
                const ks_csv_column *other = there;
                KS_REPORT(job->sink,
                          is_decimals ? KS_F_CSV_GROUPS_DECIMALS : KS_F_CSV_GROUPS_DIMENSION,
                          column->place, column->name, group_column->name, other->name, name);
                return KS_OK;
            }
        }
    }
    return status;
}

static ks_status take_from(ks_csv_job *job, ks_csv_template *template, ks_csv_member member,
                           ks_csv_column *column)
{
    const ks_json *list = ks_json_get(member.json, "propertiesFrom");
    size_t *from = ks_arena_zero(&job->arena, ks_json_count(list) + 1, sizeof *from);
    ks_map said;
    ks_status status = from == NULL ? KS_ERR_MEMORY : KS_OK;
    ks_map_init(&said);
    for (const ks_json *i = list != NULL ? list->first : NULL; i != NULL && status == KS_OK;
         i = i->next) {
        const size_t number = (uintptr_t)ks_map_get(&template->by_name, i->text);
        const ks_csv_column *other = number == 0 ? NULL : &template->columns[number - 1];
        if (other == NULL || other->kind != KS_CSV_COLUMN_GROUP) {
            status = tell_from(job, template, (ks_csv_member){i, member.file});
        } else {
            from[column->from_count++] = number - 1;
            status = check_repeated(job, column, other, &said);
        }
    }
    ks_map_release(&said);
    column->from = from;
    return status;
}

/* ---- templates ------------------------------------------------------------------------------- */

static ks_status find_row_id(ks_csv_job *job, ks_csv_template *template, ks_csv_member member)
{
    const ks_json *id = ks_json_get(member.json, "rowIdColumn");
    const char *name = NULL;
    if (id == NULL) {
        return KS_OK;
    }
    const ks_place place = ks_csv_place((ks_csv_member){id, member.file});
    const size_t number = (uintptr_t)ks_map_get(&template->by_name, id->text);
    ks_status status = ks_csv_keep(job, id->text, &name);
    if (status == KS_OK && number == 0) {
        KS_REPORT(job->sink, KS_F_CSV_ROW_ID_UNDEFINED, place, name);
    } else if (status == KS_OK && template->columns[number - 1].kind == KS_CSV_COLUMN_COMMENT) {
        KS_REPORT(job->sink, KS_F_CSV_ROW_ID_COMMENT, place, name);
    }
    template->row_id = number;
    return status;
}

static ks_status take_columns(ks_csv_job *job, ks_csv_template *template, ks_csv_member member)
{
    const ks_json *columns = ks_json_get(member.json, "columns");
    ks_status status = KS_OK;
    size_t i = 0;
    template->column_count = ks_json_count(columns);
    template->columns =
        ks_arena_zero(&job->arena, template->column_count + 1, sizeof *template->columns);
    if (template->columns == NULL) {
        template->column_count = 0;
        return KS_ERR_MEMORY;
    }
    for (const ks_json *c = columns->first; c != NULL && status == KS_OK; c = c->next) {
        status =
            take_column(job, template, (ks_csv_member){c, member.file}, &template->columns[i++]);
        if (status == KS_OK) {
            status = ks_map_set_borrowed(&template->by_name, c->name, (void *)(uintptr_t)i);
        }
    }
    i = 0;
    for (const ks_json *c = columns->first; c != NULL && status == KS_OK; c = c->next) {
        status = take_from(job, template, (ks_csv_member){c, member.file}, &template->columns[i++]);
    }
    return status;
}

static ks_status take_template(ks_csv_job *job, ks_csv_templates *templates, ks_csv_member member)
{
    ks_csv_template *template = ks_arena_zero(&job->arena, 1, sizeof *template);
    ks_csv_template **slot = template != NULL ? ks_vec_add(&templates->list) : NULL;
    if (slot == NULL) {
        return KS_ERR_MEMORY;
    }
    *slot = template;
    ks_map_init(&template->by_name);
    ks_map_init(&template->references);
    (void)ks_csv_check_identifier(job, member, member.json->name);
    ks_status status = ks_csv_keep(job, member.json->name, &template->name);
    if (status == KS_OK) {
        status = ks_csv_take_properties(job, template, ks_json_get(member.json, "dimensions"),
                                        ks_json_get(member.json, "decimals"), member.file,
                                        &template->own);
    }
    if (status == KS_OK) {
        status = take_columns(job, template, member);
    }
    if (status == KS_OK) {
        status = find_row_id(job, template, member);
    }
    return status == KS_OK
               ? ks_map_set_borrowed(&templates->by_name, ks_sv_from(template->name), template)
               : status;
}

/* What the report says for all: the members of the object `dimensions` of any document. */
static ks_status take_report(ks_csv_job *job, ks_csv_templates *templates)
{
    const ks_csv_object *dimensions = &job->metadata->parts[KS_CSV_DIMENSIONS];
    const ks_csv_member decimals = job->metadata->singles[KS_CSV_DECIMALS];
    ks_csv_said *said = ks_arena_zero(&job->arena, dimensions->members.count + 1, sizeof *said);
    ks_status status = said == NULL ? KS_ERR_MEMORY
                                    : ks_csv_take_properties(job, NULL, NULL, decimals.json,
                                                             decimals.file, &templates->report);
    for (size_t i = 0; i < dimensions->members.count && status == KS_OK; i++) {
        const ks_csv_member member = dimensions->members.items[i];
        status = ks_csv_keep(job, member.json->name, &said[i].name);
        if (status == KS_OK) {
            status = ks_csv_take_value(job, NULL, said[i].name, member, &said[i].value);
        }
    }
    templates->report.said = said;
    templates->report.count = dimensions->members.count;
    return status;
}

ks_status ks_csv_read_templates(ks_csv_job *job, ks_csv_templates *out)
{
    const ks_csv_object *object = &job->metadata->parts[KS_CSV_TEMPLATES];
    ks_status status = take_report(job, out);
    for (size_t i = 0; i < object->members.count && status == KS_OK; i++) {
        status = take_template(job, out, object->members.items[i]);
    }
    return status;
}

void ks_csv_templates_release(ks_csv_templates *templates)
{
    for (size_t t = 0; t < templates->list.count; t++) {
        ks_csv_template *template = templates->list.items[t];
        for (size_t i = 0; i < template->column_count; i++) {
            ks_map_release(&template->columns[i].groups);
        }
        ks_map_release(&template->references);
        ks_map_release(&template->by_name);
    }
    ks_vec_release(&templates->list);
    ks_map_release(&templates->by_name);
}
