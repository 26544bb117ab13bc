#include "cli_near.h"

#include <stdbool.h>
#include <string.h>

enum { LONGEST = 40 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* What an edit at that place costs: letters that changed places are one. */
static size_t step(const char *a, const char *b, size_t i, size_t j,
                   size_t rows[LONGEST + 1][LONGEST + 1])
{
    const size_t changed = rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
    const size_t edit = least(changed, least(rows[i - 1][j], rows[i][j - 1]) + 1);
    const bool is_swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
    return is_swapped ? least(edit, rows[i - 2][j - 2] + 1) : edit;
}

/* Optimal string alignment. */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[LONGEST + 1][LONGEST + 1];
    for (size_t i = 0; i <= a_length; i++) {
        for (size_t j = 0; j <= b_length; j++) {
            rows[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, rows);
        }
    }
    return rows[a_length][b_length];
}

void cli_near_offer(cli_near *near, const char *name)
{
    const size_t length = strlen(name);
    if (near->length < 2 || near->length > LONGEST || length > LONGEST) {
        return;
    }
    const bool is_begun = strncmp(name, near->word, near->length) == 0;
    const size_t found = is_begun ? 0 : distance(near->word, near->length, name, length);
    if (found <= near->length / 3 && (near->name == NULL || found < near->distance)) {
        near->name = name;
        near->distance = found;
    }
}
