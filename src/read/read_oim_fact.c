/* What each fact of the report comes down to (OIM 1.0 3, xBRL-XML 1.0). */
#include <string.h>

#include "base_text.h"
#include "model_oim.h"
#include "model_oim_value.h"
#include "read_instance_parts.h"
#include "read_oim_parts.h"

struct ks_oim_known {
    const ks_qname *name;
    const ks_concept *concept; /* or NULL */
    bool is_told;              /* that it stands for nothing */
};

static const char *const CORE[KS_OIM_CORE_COUNT] = {
    [KS_OIM_CONCEPT] = "concept", [KS_OIM_ENTITY] = "entity",     [KS_OIM_PERIOD] = "period",
    [KS_OIM_UNIT] = "unit",       [KS_OIM_LANGUAGE] = "language", [KS_OIM_NOTE_ID] = "noteId",
};

ks_oim_core ks_oim_core_of(ks_sv name)
{
    size_t i = 0;
    while (i < KS_OIM_CORE_COUNT && !ks_sv_is(name, CORE[i])) {
        i++;
    }
    return (ks_oim_core)i;
}

const char *ks_oim_nearest_core(ks_sv name)
{
    ks_sv names[KS_OIM_CORE_COUNT];
    for (size_t i = 0; i < KS_OIM_CORE_COUNT; i++) {
        names[i] = ks_sv_from(CORE[i]);
    }
    const size_t nearest = ks_text_nearest(name, names, KS_OIM_CORE_COUNT);
    return nearest == SIZE_MAX ? NULL : CORE[nearest];
}

/* ---- names ---------------------------------------------------------------------------------- */

static ks_status find_known(ks_oim_maker *maker, const char *text, ks_place place,
                            ks_oim_known **out)
{
    ks_oim_known *known = ks_map_get(&maker->known, ks_sv_from(text));
    bool is_unbound = false;
    *out = known;
    if (known != NULL) {
        return KS_OK;
    }
    known = ks_arena_zero(&maker->arena, 1, sizeof *known);
    ks_status status = known == NULL ? KS_ERR_MEMORY
                                     : ks_oim_name(maker->report, maker->names, ks_sv_from(text),
                                                   &known->name, &is_unbound);
    if (status == KS_OK && known->name != NULL) {
        ks_sv rest = ks_sv_from(text);
        known->concept = ks_taxonomy_find(maker->taxonomy, known->name);
        status = ks_oim_want(maker, ks_sv_cut(&rest, ':'));
    }
    if (status == KS_OK && is_unbound) {
        KS_REPORT(maker->sink, KS_F_OIM_UNBOUND_PREFIX, place, text);
        known->is_told = true;
    }
    if (status == KS_OK) {
        status = ks_map_set(&maker->known, ks_sv_from(text), known);
    }
    *out = known;
    return status;
}

ks_status ks_oim_maker_name(ks_oim_maker *maker, const char *text, ks_place place,
                            const ks_qname **out)
{
    ks_oim_known *known = NULL;
    ks_status status = find_known(maker, text, place, &known);
    *out = status == KS_OK ? known->name : NULL;
    return status;
}

/* A concept that is not there is told once: so many facts may have it. */
static ks_status find_concept(ks_oim_maker *maker, const char *text, ks_place place,
                              const ks_concept **out)
{
    ks_oim_known *known = NULL;
    ks_status status = find_known(maker, text, place, &known);
    *out = status == KS_OK ? known->concept : NULL;
    if (status != KS_OK || *out != NULL || known->is_told) {
        return status;
    }
    known->is_told = true;
    if (known->name != NULL && ks_taxonomy_lacks(maker->taxonomy, known->name->ns)) {
        return KS_OK; /* so are schemas that are missing */
    }
    const ks_concept *nearest = known->name == NULL || maker->guesses++ >= KS_GUESS_LIMIT
                                    ? NULL
                                    : ks_taxonomy_nearest(maker->taxonomy, known->name->local);
    KS_REPORT(maker->sink, KS_F_OIM_CONCEPT, place, text,
              nearest == NULL ? NULL : nearest->name->local);
    return KS_OK;
}

/* ---- notes (OIM 3.5.1) ---------------------------------------------------------------------- */

static const char *text_of(const ks_oim_dimension *said)
{
    return said != NULL && said->value != NULL ? said->value : NULL;
}

static bool is_lower(const char *text)
{
    for (; *text != '\0' && !(*text >= 'A' && *text <= 'Z'); text++) {
    }
    return *text == '\0';
}

/* xBRL-JSON 5.2. */
static bool check_case(ks_oim_maker *maker, const ks_oim_fact *fact, const ks_oim_dimension *said)
{
    if (maker->report->is_csv || is_lower(said->value)) {
        return true;
    }
    KS_REPORT(maker->sink, KS_F_OIM_JSON_LANGUAGE, said->place, fact->id, said->value);
    return false;
}

/* false: XBRL 2.1 cannot have it. */
static bool check_note(ks_oim_maker *maker, const ks_oim_fact *fact,
                       const ks_oim_dimension *const *core)
{
    const char *id = text_of(core[KS_OIM_NOTE_ID]);
    const bool has_language = core[KS_OIM_LANGUAGE] != NULL;
    if (id == NULL) {
        KS_REPORT(maker->sink, KS_F_OIM_NOTE_ID, fact->place, fact->id);
    } else if (strcmp(id, fact->id) != 0) {
        KS_REPORT(maker->sink, KS_F_OIM_NOTE_ID_VALUE, core[KS_OIM_NOTE_ID]->place, fact->id, id);
    }
    if (!has_language) {
        KS_REPORT(maker->sink, KS_F_OIM_NOTE_LANGUAGE, fact->place, fact->id);
    }
    for (size_t i = 0; i < fact->dimension_count; i++) {
        const ks_oim_dimension *said = &fact->dimensions[i];
        const ks_oim_core kind = ks_oim_core_of(ks_sv_from(said->name));
        if (kind == KS_OIM_ENTITY || kind == KS_OIM_PERIOD || kind == KS_OIM_CORE_COUNT) {
            KS_REPORT(maker->sink, KS_F_OIM_NOTE_DIMENSION, said->place, fact->id, said->name);
        }
    }
    if (core[KS_OIM_UNIT] != NULL && !maker->report->is_csv) {
        KS_REPORT(maker->sink, KS_F_OIM_UNIT_PLACE, core[KS_OIM_UNIT]->place, fact->id,
                  text_of(core[KS_OIM_UNIT]));
    }
    if (fact->decimals != NULL && !maker->report->is_csv) {
        KS_REPORT(maker->sink, KS_F_OIM_DECIMALS, fact->decimals_place, fact->id, fact->decimals);
    }
    if (has_language) {
        (void)check_case(maker, fact, core[KS_OIM_LANGUAGE]);
    }
    return has_language;
}

/* ---- facts (OIM 3.3, 3.4) ------------------------------------------------------------------- */

/* Whether facts can be told of it at all. */
static bool check_concept(ks_oim_maker *maker, const ks_oim_fact *fact, const ks_concept *concept,
                          const ks_oim_dimension *said)
{
    if (!concept->is_item || ks_oim_is_unsupported(maker->taxonomy, concept->type)) {
        KS_REPORT(maker->sink, KS_F_OIM_CONCEPT_TYPE, said->place, fact->id, said->value);
        return false;
    }
    if (concept->is_abstract) {
        KS_REPORT(maker->sink, KS_F_OIM_ABSTRACT, said->place, fact->id, said->value);
        return false;
    }
    return true;
}

static bool check_decimals(ks_oim_maker *maker, const ks_oim_fact *fact, bool is_numeric)
{
    if (fact->decimals == NULL || maker->report->is_csv || (is_numeric && fact->value != NULL)) {
        return true;
    }
    KS_REPORT(maker->sink, KS_F_OIM_DECIMALS, fact->decimals_place, fact->id, fact->decimals);
    return false;
}

static bool check_language(ks_oim_maker *maker, const ks_oim_fact *fact,
                           const ks_oim_dimension *said, bool is_text)
{
    if (said == NULL || maker->report->is_csv) {
        return true;
    }
    if (!is_text) {
        KS_REPORT(maker->sink, KS_F_OIM_LANGUAGE_PLACE, said->place, fact->id, said->value);
        return false;
    }
    return check_case(maker, fact, said);
}

/* Of a type that is not known, the unit tells. */
static bool is_number(const ks_concept *concept, const ks_oim_dimension *const *core)
{
    return ks_item_kind_is_numeric(concept->kind) ||
           (core[KS_OIM_UNIT] != NULL && ks_oim_takes_unit(concept));
}

static bool check_core(ks_oim_maker *maker, const ks_oim_made *made,
                       const ks_oim_dimension *const *core)
{
    const ks_oim_fact *fact = made->fact;
    const bool is_numeric = is_number(made->concept, core);
    bool is_good = check_concept(maker, fact, made->concept, core[KS_OIM_CONCEPT]);
    if (!is_good) {
        return false;
    }
    if (core[KS_OIM_NOTE_ID] != NULL) {
        KS_REPORT(maker->sink, KS_F_OIM_NOTE_ID_PLACE, core[KS_OIM_NOTE_ID]->place, fact->id);
        is_good = false;
    }
    if (core[KS_OIM_UNIT] != NULL && !is_numeric && !maker->report->is_csv) {
        KS_REPORT(maker->sink, KS_F_OIM_UNIT_PLACE, core[KS_OIM_UNIT]->place, fact->id,
                  text_of(core[KS_OIM_UNIT]));
        is_good = false;
    }
    is_good &= check_decimals(maker, fact, is_numeric);
    is_good &= check_language(maker, fact, core[KS_OIM_LANGUAGE],
                              ks_oim_is_text(maker->taxonomy, made->concept));
    if (fact->value == NULL && !made->concept->is_nillable) {
        KS_REPORT(maker->sink, KS_F_OIM_NIL, fact->value_place, fact->id,
                  core[KS_OIM_CONCEPT]->value);
        is_good = false;
    }
    return is_good;
}

static ks_status make_fact(ks_oim_maker *maker, ks_oim_made *made,
                           const ks_oim_dimension *const *core)
{
    const ks_oim_fact *fact = made->fact;
    const bool is_numeric = is_number(made->concept, core);
    bool is_good = check_core(maker, made, core);
    bool is_number_good = true;
    ks_status status = ks_oim_find_context(maker, made, core, &made->context);
    if (status == KS_OK && is_numeric && maker->report->is_csv) {
        status = ks_oim_settle_csv_number(maker, &maker->report->facts.items[made - maker->made],
                                          &is_number_good);
        is_good &= is_number_good;
    }
    if (status == KS_OK && is_numeric) {
        status = ks_oim_find_unit(maker, core[KS_OIM_UNIT], &made->unit);
        is_good &= made->unit != NULL;
    }
    if (status == KS_OK && is_good && fact->value != NULL) {
        status = ks_oim_make_value(maker, made, &made->value);
        is_good &= made->value != NULL;
    }
    if (ks_oim_is_text(maker->taxonomy, made->concept)) {
        made->lang = text_of(core[KS_OIM_LANGUAGE]);
        is_good &= ks_oim_check_csv_language(maker, core[KS_OIM_LANGUAGE]);
    }
    made->is_left = !is_good || made->context == NULL;
    return status;
}

static ks_status look_at_fact(ks_oim_maker *maker, ks_oim_made *made)
{
    const ks_oim_fact *fact = made->fact;
    const ks_oim_dimension *core[KS_OIM_CORE_COUNT + 1] = {NULL};
    const ks_qname *name = NULL;
    for (size_t i = 0; i < fact->dimension_count; i++) {
        core[ks_oim_core_of(ks_sv_from(fact->dimensions[i].name))] = &fact->dimensions[i];
    }
    made->is_left = true;
    const ks_oim_dimension *said = core[KS_OIM_CONCEPT];
    if (text_of(said) == NULL) {
        KS_REPORT(maker->sink, KS_F_OIM_NO_CONCEPT, fact->place, fact->id);
        return KS_OK;
    }
    ks_status status = ks_oim_maker_name(maker, said->value, said->place, &name);
    if (status == KS_OK && name != NULL && ks_read_is(name, KS_NS_OIM, "note")) {
        made->is_note = true;
        made->lang = text_of(core[KS_OIM_LANGUAGE]);
        made->value = fact->value;
        bool is_good = ks_oim_check_csv_language(maker, core[KS_OIM_LANGUAGE]);
        is_good &= check_note(maker, fact, core);
        status = ks_oim_check_note(maker, fact, &is_good);
        made->is_left = !is_good;
        return status;
    }
    if (status == KS_OK) {
        status = find_concept(maker, said->value, said->place, &made->concept);
    }
    return status == KS_OK && made->concept != NULL ? make_fact(maker, made, core) : status;
}

/* ---- ids ------------------------------------------------------------------------------------ */

/* The id of the report where XML can have it; else none that a fact of the report has. */
static ks_status give_id(ks_oim_maker *maker, ks_oim_made *made, size_t number)
{
    void *found = NULL;
    made->id = made->fact->id;
    if (ks_text_is_ncname(ks_sv_from(made->id))) {
        return ks_map_add_borrowed(&maker->taken, ks_sv_from(made->id), made, &found);
    }
    for (size_t n = 0; made->id != NULL && (n == 0 || found != NULL); n++) {
        made->id = n == 0 ? ks_arena_format(&maker->arena, "fact-%zu", number + 1)
                          : ks_arena_format(&maker->arena, "fact-%zu-%zu", number + 1, n);
        if (made->id == NULL) {
            return KS_ERR_MEMORY;
        }
        found = ks_map_get(&maker->made_by_id, ks_sv_from(made->id));
    }
    return ks_map_set_borrowed(&maker->taken, ks_sv_from(made->id), made);
}

ks_status ks_oim_make_facts(ks_oim_maker *maker)
{
    const size_t count = maker->report->facts.count;
    ks_status status = KS_OK;
    maker->made = ks_arena_zero(&maker->arena, count + 1, sizeof *maker->made);
    if (maker->made == NULL) {
        return KS_ERR_MEMORY;
    }
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        maker->made[i].fact = &maker->report->facts.items[i];
        status = ks_map_set_borrowed(&maker->made_by_id, ks_sv_from(maker->made[i].fact->id),
                                     &maker->made[i]);
    }
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        status = give_id(maker, &maker->made[i], i);
    }
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        status = look_at_fact(maker, &maker->made[i]);
    }
    if (status == KS_OK) {
        ks_oim_tell_unmapped(maker);
    }
    return status;
}
