/* Elements and attributes that the standard does not declare: by whom they are declared, and
 * whether a document must be given to the XSD validator because of them. */
#include <string.h>

#include "read_dts.h"
#include "read_validate.h"

enum { CHAIN_LIMIT = 100 };

#define NS_GENERIC        "http://xbrl.org/2008/generic"
#define ARCROLE_LABEL     "http://xbrl.org/arcrole/2008/element-label"
#define ARCROLE_REFERENCE "http://xbrl.org/arcrole/2008/element-reference"

const ks_dts_node *ks_dts_find_declaration(const ks_dts *dts, const ks_qname *name)
{
    const ks_dts_node *node = ks_map_get_ptr(&dts->element_by_name, name);
    return node != NULL ? node : ks_map_get_ptr(&dts->hint_by_name, name);
}

/* What the heads of the substitution groups, in the end one of XLink's, make of an element. */
static ks_dts_xlink kind_of(const ks_dts *dts, const ks_dts_node *node)
{
    static const struct {
        const char *local;
        ks_dts_xlink xlink;
    } HEADS[] = {
        {"simple", KS_XLINK_SIMPLE},   {"extended", KS_XLINK_EXTENDED},
        {"locator", KS_XLINK_LOCATOR}, {"resource", KS_XLINK_RESOURCE},
        {"arc", KS_XLINK_ARC},         {"title", KS_XLINK_TITLE},
    };
    for (int i = 0; i < CHAIN_LIMIT && node != NULL && node->head != NULL; i++) {
        const ks_qname *head = node->head;
        for (size_t h = 0; head->ns == dts->words.xl_ns && h < sizeof HEADS / sizeof *HEADS; h++) {
            if (strcmp(HEADS[h].local, head->local) == 0) {
                return HEADS[h].xlink;
            }
        }
        const ks_dts_xlink standard = ks_dts_xlink_of_tag(ks_dts_tag_of(&dts->words, head));
        if (standard != KS_XLINK_NONE) {
            return standard;
        }
        node = ks_dts_find_declaration(dts, head);
    }
    return KS_XLINK_NONE;
}

/* Whether the element is `head` of the namespace, or may stand for it. */
static bool stands_for(const ks_dts *dts, const ks_qname *name, const char *ns, const char *head)
{
    for (int i = 0; i < CHAIN_LIMIT && name != NULL; i++) {
        if (strcmp(name->local, head) == 0 && strcmp(name->ns, ns) == 0) {
            return true;
        }
        const ks_dts_node *node = ks_dts_find_declaration(dts, name);
        name = node == NULL ? NULL : node->head;
    }
    return false;
}

bool ks_dts_is_generic_arc(const ks_dts *dts, const ks_qname *name)
{
    return stands_for(dts, name, NS_GENERIC, "arc");
}

bool ks_dts_is_generic_link(const ks_dts *dts, const ks_qname *name)
{
    return stands_for(dts, name, NS_GENERIC, "link");
}

void ks_dts_check_generic_target(const ks_dts *dts, const ks_dts_arc *arc, const ks_dts_node *to)
{
    const bool is_label = strcmp(arc->arcrole, ARCROLE_LABEL) == 0;
    if (!is_label && strcmp(arc->arcrole, ARCROLE_REFERENCE) != 0) {
        return;
    }
    const char *ns = is_label ? "http://xbrl.org/2008/label" : "http://xbrl.org/2008/reference";
    const bool is_one = to->kind == KS_NODE_RESOURCE && to->name != NULL &&
                        stands_for(dts, to->name, ns, is_label ? "label" : "reference");
    if (!is_one) {
        KS_REPORT(dts->sink, is_label ? KS_F_GENERIC_LABEL_TARGET : KS_F_GENERIC_REFERENCE_TARGET,
                  arc->place,
                  to->concept != NULL ? to->concept->name->local
                  : to->name != NULL  ? to->name->local
                                      : NULL);
    }
}

static bool is_part(const ks_dts *dts, const ks_dts_node *node)
{
    for (int i = 0; i < CHAIN_LIMIT && node != NULL && node->head != NULL; i++) {
        if (ks_dts_tag_of(&dts->words, node->head) == KS_TAG_PART) {
            return true;
        }
        node = ks_dts_find_declaration(dts, node->head);
    }
    return false;
}

/* Types that any text is a value of. */
static bool takes_any_text(const ks_dts *dts, const ks_qname *type)
{
    static const char *const TYPES[] = {"string", "normalizedString", "token", "anySimpleType",
                                        "anyURI"};
    for (size_t i = 0;
         type != NULL && type->ns == dts->words.xsd_ns && i < sizeof TYPES / sizeof *TYPES; i++) {
        if (strcmp(TYPES[i], type->local) == 0) {
            return true;
        }
    }
    return false;
}

/* The type of an element that has none is that of its head; link:part takes any. */
static bool part_takes_any_text(const ks_dts *dts, const ks_dts_node *node)
{
    for (int i = 0; i < CHAIN_LIMIT && node != NULL; i++) {
        if (node->has_anonymous_type) {
            return false;
        }
        if (node->type != NULL) {
            return takes_any_text(dts, node->type);
        }
        if (node->head == NULL || ks_dts_tag_of(&dts->words, node->head) == KS_TAG_PART) {
            return node->head != NULL;
        }
        node = ks_dts_find_declaration(dts, node->head);
    }
    return false;
}

static void settle_attribute(const ks_dts *dts, const ks_dts_custom *custom)
{
    const ks_dts_type *type = ks_map_get_ptr(&dts->attribute_by_name, custom->name);
    if (type != NULL && !takes_any_text(dts, type->base)) {
        custom->document->needs_schema = true;
    }
}

static void settle_element(const ks_dts *dts, const ks_dts_custom *custom)
{
    static const char *const NAMES[] = {
        [KS_XLINK_SIMPLE] = "simple",   [KS_XLINK_EXTENDED] = "extended",
        [KS_XLINK_LOCATOR] = "locator", [KS_XLINK_RESOURCE] = "resource",
        [KS_XLINK_ARC] = "arc",         [KS_XLINK_TITLE] = "title",
    };
    const ks_dts_node *node = ks_dts_find_declaration(dts, custom->name);
    if (custom->is_part) {
        bool is_plain = node != NULL && !node->is_abstract && is_part(dts, node) &&
                        part_takes_any_text(dts, node);
        custom->document->needs_schema |= !is_plain;
        return;
    }
    custom->document->needs_schema |= node != NULL;
    ks_dts_xlink kind = node == NULL ? KS_XLINK_NONE : kind_of(dts, node);
    if (kind != KS_XLINK_NONE && custom->xlink != KS_XLINK_NONE &&
        custom->xlink != KS_XLINK_WRONG && custom->xlink != kind) {
        KS_REPORT(dts->sink, KS_F_XML_WRONG_ATTRIBUTE, custom->place, NAMES[custom->xlink],
                  custom->name->local, NAMES[kind], "xlink:type");
    }
}

static void tell_held(ks_dts *dts, const ks_dts_document *document)
{
    for (size_t i = 0; i < document->held.count; i++) {
        const ks_dts_held *held = &document->held.items[i];
        ks_report(dts->sink, held->id, held->place, held->args,
                  sizeof held->args / sizeof *held->args, NULL, 0);
    }
}

/* Holds a document against what all schemas declare, those too that it names itself. What our types
 * cannot decide stays for the XSD validator, which then tells everything; so we look in silence
 * first. */
static ks_status validate(ks_dts *dts, ks_dts_document *document)
{
    const ks_validate_options options = {.types = dts->taxonomy->types,
                                         .is_root_lax = document->kind == KS_DOCUMENT_SCHEMA};
    bool is_undecided = false;
    ks_sink silent;
    ks_sink_init(&silent, NULL, NULL, KS_LANG_EN);
    ks_xml_source source = {.file = document->source->file,
                            .text = document->source->text,
                            .names = dts->names,
                            .sink = &silent};
    ks_status status = ks_validate_parse(&source, &options, &KS_XML_DEAF, NULL, &is_undecided);
    if (status != KS_OK || is_undecided) {
        return status == KS_REFUSED ? KS_OK : status;
    }
    document->needs_schema = false;
    if (ks_sink_errors(&silent) == 0) {
        return KS_OK;
    }
    source.sink = dts->sink;
    return ks_validate_parse(&source, &options, &KS_XML_DEAF, NULL, NULL);
}

ks_status ks_dts_settle_customs(ks_dts *dts)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < dts->customs.count; i++) {
        const ks_dts_custom *custom = &dts->customs.items[i];
        if (custom->is_attribute) {
            settle_attribute(dts, custom);
        } else {
            settle_element(dts, custom);
        }
    }
    for (size_t i = 0; i < dts->documents.count && status == KS_OK; i++) {
        ks_dts_document *document = dts->documents.items[i];
        bool is_read =
            document->kind == KS_DOCUMENT_SCHEMA || document->kind == KS_DOCUMENT_LINKBASE;
        if (document->is_hint || document->is_alias || !is_read) {
            continue;
        }
        if (document->needs_schema) {
            status = validate(dts, document);
        } else {
            tell_held(dts, document);
        }
    }
    return status;
}
