#include "report_subject.h"

static const char *const SUBJECTS[KS_FINDING_COUNT] = {
#define KS_SUBJECTS(name, letters) [KS_F_##name] = letters,
#include "report_subjects.def"
#undef KS_SUBJECTS
};

static const char *kind_of(char letter)
{
    static const struct {
        char letter;
        const char *kind;
    } kinds[] = {
        {'c', "concept"}, {'x', "context"}, {'u', "unit"}, {'r', "role"}, {'e', "element"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].letter == letter) {
            return kinds[i].kind;
        }
    }
    return NULL;
}

size_t ks_report_subjects(const ks_finding *finding, ks_report_subject *out, size_t limit)
{
    const char *letters = SUBJECTS[finding->rule] != NULL ? SUBJECTS[finding->rule] : "";
    size_t count = 0;
    for (size_t i = 0; letters[i] != '\0' && i < finding->argument_count && count < limit; i++) {
        const char *kind = kind_of(letters[i]);
        if (kind != NULL && finding->arguments[i][0] != '\0') {
            out[count++] = (ks_report_subject){kind, finding->arguments[i]};
        }
    }
    return count;
}
