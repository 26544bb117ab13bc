/* The XHTML of notes (OIM 3.5.1.1): a fragment whose elements stand in the default namespace. */
#include <string.h>

#include "model_taxonomy.h"
#include "read_oim_parts.h"

typedef struct note {
    ks_oim_maker *maker;
    const ks_oim_fact *fact;
    bool is_fed; /* into the instance; else it is only looked at */
    size_t depth;
    bool has_foreign; /* an element of another namespace stands outside of all others */
    bool has_prefix;
} note;

bool ks_oim_has_markup(const char *text)
{
    return strpbrk(text, "<&") != NULL;
}

/* Whether elements are written with the prefix, and not only bound to it. */
static bool has_elements(const char *text, const char *prefix)
{
    const size_t len = strlen(prefix);
    for (const char *at = strchr(text, '<'); at != NULL && len > 0; at = strchr(at + 1, '<')) {
        if (strncmp(at + 1, prefix, len) == 0 && at[1 + len] == ':') {
            return true;
        }
    }
    return false;
}

static ks_status on_start(ks_xml_stream *stream, void *user, const ks_qname *name,
                          const ks_xml_attr *attrs, size_t count)
{
    note *n = user;
    size_t binding_count = 0;
    const ks_xml_binding *bindings = ks_xml_own_bindings(stream, &binding_count);
    const size_t depth = n->depth++;
    if (depth == 0) {
        return KS_OK;
    }
    n->has_foreign |= depth == 1 && strcmp(name->ns, KS_NS_XHTML) != 0;
    for (size_t i = 0; i < binding_count; i++) {
        n->has_prefix |= strcmp(bindings[i].ns, KS_NS_XHTML) == 0 &&
                         has_elements(n->fact->value, bindings[i].prefix);
    }
    const ks_xml_fed_start start = {
        .place = n->fact->value_place, .name = name, .attrs = attrs, .attr_count = count};
    return n->is_fed ? ks_xml_feed_start(n->maker->stream, &start) : KS_OK;
}

static ks_status on_text(ks_xml_stream *stream, void *user, ks_sv text)
{
    note *n = user;
    (void)stream;
    return n->is_fed ? ks_xml_feed_text(n->maker->stream, n->fact->value_place, text) : KS_OK;
}

static ks_status on_end(ks_xml_stream *stream, void *user, const ks_qname *name)
{
    note *n = user;
    (void)stream;
    return --n->depth > 0 && n->is_fed
               ? ks_xml_feed_end(n->maker->stream, n->fact->value_place, name)
               : KS_OK;
}

/* KS_REFUSED, without a finding, where it is no fragment of XML. */
static ks_status parse(note *n)
{
    static const ks_xml_handler handler = {on_start, on_text, on_end};
    ks_str text;
    ks_sink quiet;
    ks_sink_init(&quiet, NULL, NULL, KS_LANG_EN);
    ks_str_init(&text);
    ks_str_addf(&text, "<footnote xmlns=\"" KS_NS_XHTML "\">%s</footnote>",
                n->fact->value == NULL ? "" : n->fact->value);
    ks_status status = ks_str_status(&text);
    if (status == KS_OK) {
        const ks_xml_source source = {.file = n->maker->report->file,
                                      .text = ks_str_view(&text),
                                      .names = n->maker->names,
                                      .sink = &quiet};
        status = ks_xml_parse(&source, &handler, n);
    }
    ks_str_release(&text);
    return status;
}

ks_status ks_oim_check_note(ks_oim_maker *maker, const ks_oim_fact *fact, bool *out_is_good)
{
    note n = {.maker = maker, .fact = fact};
    if (fact->value == NULL || !ks_oim_has_markup(fact->value)) {
        return KS_OK;
    }
    ks_status status = parse(&n);
    if (status == KS_REFUSED || (status == KS_OK && n.has_foreign)) {
        KS_REPORT(maker->sink, KS_F_OIM_NOTE_MARKUP, fact->value_place, fact->id);
        *out_is_good = false;
        return KS_OK;
    }
    if (status == KS_OK && n.has_prefix) {
        KS_REPORT(maker->sink, KS_F_OIM_NOTE_PREFIX, fact->value_place, fact->id);
    }
    return status;
}

ks_status ks_oim_feed_note(ks_oim_maker *maker, const ks_oim_made *made)
{
    note n = {.maker = maker, .fact = made->fact, .is_fed = true};
    if (made->value == NULL || !ks_oim_has_markup(made->value)) {
        return ks_xml_feed_text(maker->stream, made->fact->value_place,
                                ks_sv_from(made->value == NULL ? "" : made->value));
    }
    return parse(&n);
}
