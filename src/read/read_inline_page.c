/* What stands around inline XBRL. XHTML is passed through, but for what no page may hold (3.4). */
#include <string.h>

#include "read_inline_parts.h"

enum {
    PLAIN = 1,  /* text, or in it */
    PART = 2,   /* of a table, of a list, of the page: no part of a text */
    HOLDER = 4, /* holds such parts alone */
};

/* The elements of XHTML, and those that HTML had before it and has since. */
static const struct {
    const char *names;
    uintptr_t kind;
} WORDS[] = {
    {"a abbr acronym address applet b bdo big blink blockquote br button center cite code "
     "del dfn dir div em embed fieldset font form frame frameset h1 h2 h3 h4 h5 h6 hr i "
     "iframe img input ins isindex kbd keygen label listing marquee menu nobr noembed "
     "noframes noscript object p plaintext pre q rb rbc rp rt rtc ruby s samp script "
     "small span strike strong sub sup textarea tt u var wbr xmp",
     PLAIN},
    {"article aside audio bdi canvas data datalist details dialog figcaption figure footer header "
     "hgroup main mark meter nav output picture progress search section slot source summary "
     "template time track video",
     PLAIN},
    {"area base basefont body caption col dd dt legend li link meta option param style td th title",
     PART},
    {"colgroup head html optgroup tbody tfoot thead tr", PART | HOLDER},
    {"dl map ol select table ul", PLAIN | HOLDER},
};

ks_status ks_ix_learn_page(ks_inline *set)
{
    ks_status status = KS_OK;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        ks_sv rest = ks_sv_from(WORDS[i].names);
        for (ks_sv word = ks_sv_next_token(&rest); word.len > 0 && status == KS_OK;
             word = ks_sv_next_token(&rest)) {
            const ks_qname *name = ks_names_qname(set->names, ks_sv_from(set->known.xhtml), word);
            status = name == NULL ? KS_ERR_MEMORY
                                  : ks_map_set_ptr(&set->page_words, name, (void *)WORDS[i].kind);
        }
    }
    return status;
}

static uintptr_t kind_of(const ks_inline *set, const ks_qname *name)
{
    return (uintptr_t)ks_map_get_ptr(&set->page_words, name);
}

/* Drawings and formulas are let pass. */
static bool is_drawing(const ks_qname *name)
{
    return strcmp(name->ns, "http://www.w3.org/2000/svg") == 0 ||
           strcmp(name->ns, "http://www.w3.org/1998/Math/MathML") == 0;
}

void ks_ix_check_page_element(ks_inline *set, ks_place place, const ks_qname *name,
                              const ks_ix *around, bool is_child)
{
    const uintptr_t kind = kind_of(set, name);
    if (kind == 0) {
        /* What is in the header is checked as part of the instances. */
        const uint32_t structure = KS_IX_BIT(KS_IX_HEADER) | KS_IX_BIT(KS_IX_HIDDEN) |
                                   KS_IX_BIT(KS_IX_REFERENCES) | KS_IX_BIT(KS_IX_RESOURCES);
        if (!is_drawing(name) && !ks_ix_is(around, structure)) {
            const char *ns = *name->ns == '\0' || name->ns == set->known.xhtml ? NULL : name->ns;
            KS_REPORT(set->sink, KS_F_INLINE_FOREIGN_ELEMENT, place, name->local, ns);
        }
    } else if (is_child && (kind & PART) != 0 && !around->is_misplaced && around->word->is_flow) {
        KS_REPORT(set->sink, KS_F_INLINE_CHILD_NOT_ALLOWED, place, ks_ix_title(around),
                  name->local);
    }
}

/* Attributes that HTML has, and that the XHTML which holds inline XBRL does not. */
static const char *const HTML_ONLY[][2] = {{"a", "name"}, {"meta", "charset"}};

static bool is_html_only(const ks_qname *element, const ks_qname *attribute)
{
    for (size_t i = 0; i < sizeof HTML_ONLY / sizeof *HTML_ONLY; i++) {
        if (attribute->ns[0] == '\0' && strcmp(element->local, HTML_ONLY[i][0]) == 0 &&
            strcmp(attribute->local, HTML_ONLY[i][1]) == 0) {
            return true;
        }
    }
    return false;
}

void ks_ix_check_page_attribute(ks_inline *set, ks_place place, const ks_qname *element,
                                const ks_xml_attr *attr)
{
    const ks_ix_names *known = &set->known;
    const ks_qname *name = attr->name;
    if (name == known->base || name->ns == known->ix[0] || name->ns == known->ix[1] ||
        is_html_only(element, name)) {
        KS_REPORT(set->sink, KS_F_INLINE_XHTML_ATTRIBUTE, place, element->local,
                  name == known->base ? "xml:base" : name->local);
    } else if (name == known->html_class && ks_sv_trim(attr->value).len == 0) {
        KS_REPORT(set->sink, KS_F_INLINE_EMPTY_CLASS, place, element->local);
    }
}

/* The parts of a table or list stand in it themselves, and facts in them. */
void ks_ix_check_page_parent(ks_inline *set, ks_ix *element, const ks_qname *parent)
{
    if ((kind_of(set, parent) & HOLDER) != 0) {
        element->is_misplaced = true;
        KS_REPORT(set->sink, KS_F_INLINE_NOT_IN_TEXT, element->place, ks_ix_title(element),
                  parent->local);
    }
}
