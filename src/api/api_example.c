/* The examples of findings, which docs/findings/ holds. A section of one of these files is
 *
 *     # units.not-pure
 *     - what is wrong
 *     + what is right
 *       what is the same in both
 *     ? en a remark
 *     ? ja the same in Japanese
 */
#include <string.h>

#include <kessan/kessan.h>

#include "api_session.h"
#include "base_str.h"
#include "io_builtin.h"

#define FOLDER "docs/findings/"

/* The lines of the section about `id`, or an empty view. */
static ks_sv find_section(ks_sv text, const char *id)
{
    while (text.len > 0) {
        ks_sv line = ks_sv_cut(&text, '\n');
        if (ks_sv_starts(line, KS_SV("# ")) && ks_sv_is((ks_sv){line.ptr + 2, line.len - 2}, id)) {
            const char *end = text.len > 0 ? memmem(text.ptr, text.len, "\n# ", 3) : NULL;
            return end != NULL ? (ks_sv){text.ptr, (size_t)(end - text.ptr)} : text;
        }
    }
    return (ks_sv){NULL, 0};
}

static ks_sv find_example(const char *id)
{
    ks_sv found = {NULL, 0};
    for (size_t i = 0; i < KS_BUILTIN_FILE_COUNT && found.len == 0; i++) {
        const ks_builtin_file *file = &KS_BUILTIN_FILES[i];
        if (ks_sv_starts(ks_sv_from(file->path), KS_SV(FOLDER))) {
            found = find_section((ks_sv){file->begin, (size_t)(file->end - file->begin)}, id);
        }
    }
    return found;
}

static void add_line(ks_str *out, ks_sv line, ks_sv remark)
{
    if (ks_sv_starts(line, KS_SV("? ")) && !ks_sv_starts(line, remark)) {
        return;
    }
    const size_t skipped = ks_sv_starts(line, remark) ? remark.len : 0;
    ks_str_add_sv(out, (ks_sv){line.ptr + skipped, line.len - skipped});
    ks_str_add_char(out, '\n');
}

char *ks_rule_example(const char *id, ks_language language)
{
    const ks_sv remark = language == KS_LANGUAGE_JA ? KS_SV("? ja ") : KS_SV("? en ");
    ks_sv rest = find_example(id);
    if (ks_sv_trim(rest).len == 0) {
        return NULL;
    }
    ks_str text;
    ks_str_init(&text);
    while (rest.len > 0) {
        ks_sv line = ks_sv_cut(&rest, '\n');
        if (line.len > 0) {
            add_line(&text, line, remark);
        }
    }
    return ks_str_take(&text);
}
