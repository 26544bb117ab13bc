#include "read_kind.h"

#include <string.h>

#include "model_taxonomy.h"
#include "read_plan.h"

static const struct {
    const char *ns;
    const char *local;
    const char *text[KS_LANG_COUNT];
} KINDS[] = {
    {KS_NS_XBRLI, "xbrl", {"an XBRL instance", "XBRL インスタンス"}},
    {KS_NS_XSD, "schema", {"a taxonomy schema", "タクソノミのスキーマ"}},
    {KS_NS_LINK, "linkbase", {"a linkbase", "リンクベース"}},
    {KS_NS_PLAN, "filing", {"a filing plan (see kessan make)", "計画（kessan make を参照）"}},
    {KS_NS_VIEW,
     "view",
     {"a statement view (see kessan render)", "ステートメントビュー（kessan render を参照）"}},
    {KS_NS_XHTML, "html", {"an XHTML page", "XHTML のページ"}},
};

const char *ks_read_kind_of(const ks_qname *root, ks_lang lang)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (strcmp(KINDS[i].ns, root->ns) == 0 && strcmp(KINDS[i].local, root->local) == 0) {
            return KINDS[i].text[lang];
        }
    }
    return NULL;
}
