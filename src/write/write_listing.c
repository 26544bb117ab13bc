#include "write_listing.h"

static const char *const PERIODS[] = {
    [KS_PERIOD_NONE] = "", [KS_PERIOD_INSTANT] = "instant", [KS_PERIOD_DURATION] = "duration"};
static const char *const BALANCES[] = {
    [KS_BALANCE_NONE] = "", [KS_BALANCE_DEBIT] = "debit", [KS_BALANCE_CREDIT] = "credit"};

ks_status ks_prefixes_add_taxonomy(ks_prefixes *prefixes, const ks_taxonomy *taxonomy)
{
    ks_status status = KS_OK;
    const char *last = NULL; /* concepts of one namespace stand together */
    for (size_t i = 0; i < taxonomy->concepts.count && status == KS_OK; i++) {
        const ks_concept *concept = taxonomy->concepts.items[i];
        if (concept->name->ns != last) {
            status = ks_prefixes_add_concept(prefixes, concept);
            last = concept->name->ns;
        }
    }
    return status;
}

ks_status ks_prefixes_write_name(ks_prefixes *prefixes, const ks_qname *name, ks_str *out)
{
    const char *prefix = ks_prefixes_get(prefixes, name->ns);
    if (prefix == NULL && name->ns[0] != '\0') {
        ks_status status = ks_prefixes_add(prefixes, NULL, name->ns);
        if (status != KS_OK) {
            return status;
        }
        prefix = ks_prefixes_get(prefixes, name->ns);
    }
    if (prefix != NULL) {
        ks_str_add(out, prefix);
        ks_str_add_char(out, ':');
    }
    ks_str_add(out, name->local);
    return KS_OK;
}

static ks_status write_measures(ks_prefixes *prefixes, const ks_qname *const *measures,
                                size_t count, ks_str *out)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < count && status == KS_OK; i++) {
        ks_str_add(out, i == 0 ? "" : "*");
        status = ks_prefixes_write_name(prefixes, measures[i], out);
    }
    return status;
}

ks_status ks_prefixes_write_unit(ks_prefixes *prefixes, const ks_unit *unit, ks_str *out)
{
    ks_status status = write_measures(prefixes, (const ks_qname *const *)unit->numerators,
                                      unit->numerator_count, out);
    if (status == KS_OK && unit->denominator_count > 0) {
        ks_str_add_char(out, '/');
        status = write_measures(prefixes, (const ks_qname *const *)unit->denominators,
                                unit->denominator_count, out);
    }
    return status;
}

ks_status ks_write_documents(const ks_taxonomy *taxonomy, ks_write_out *out)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < taxonomy->documents.count && status == KS_OK; i++) {
        ks_str_add(&out->text, taxonomy->documents.items[i].file);
        ks_str_add_char(&out->text, '\n');
        status = ks_write_out_step(out);
    }
    return status;
}

static ks_status write_optional(ks_prefixes *prefixes, const ks_qname *name, ks_str *out)
{
    return name == NULL ? KS_OK : ks_prefixes_write_name(prefixes, name, out);
}

static ks_status write_concept(const ks_taxonomy *taxonomy, const ks_concept *concept,
                               ks_prefixes *prefixes, const char *lang, ks_str *out)
{
    ks_status status = ks_prefixes_write_name(prefixes, concept->name, out);
    ks_str_add_char(out, '\t');
    if (status == KS_OK) {
        status = write_optional(prefixes, concept->type, out);
    }
    ks_str_add_char(out, '\t');
    ks_str_add(out, PERIODS[concept->period]);
    ks_str_add_char(out, '\t');
    ks_str_add(out, BALANCES[concept->balance]);
    ks_str_add(out, concept->is_abstract ? "\tabstract\t" : "\t\t");
    if (status == KS_OK) {
        status = write_optional(prefixes, concept->group, out);
    }
    ks_str_add_char(out, '\t');
    ks_write_line(out, ks_taxonomy_label_best(taxonomy, concept, KS_ROLE_LABEL, lang, NULL));
    ks_str_add_char(out, '\n');
    return status;
}

ks_status ks_write_concepts(const ks_taxonomy *taxonomy, const char *lang, ks_write_out *out)
{
    ks_prefixes prefixes;
    ks_prefixes_init(&prefixes);
    ks_status status = ks_prefixes_add_taxonomy(&prefixes, taxonomy);
    ks_str_add(&out->text, "name\ttype\tperiod\tbalance\tabstract\tsubstitution\tlabel\n");
    for (size_t i = 0; i < taxonomy->concepts.count && status == KS_OK; i++) {
        status = write_concept(taxonomy, taxonomy->concepts.items[i], &prefixes, lang, &out->text);
        if (status == KS_OK) {
            status = ks_write_out_step(out);
        }
    }
    ks_prefixes_release(&prefixes);
    return status;
}
