/* What the files of the transformation functions share. */
#ifndef KS_MODEL_TRANSFORM_PARTS_H
#define KS_MODEL_TRANSFORM_PARTS_H

#include "model_transform.h"

/* How the names of months may be written. */
typedef enum transform_letters {
    TRANSFORM_THREE_FORMS, /* "may", "May", "MAY" */
    TRANSFORM_CAPITALS,    /* "May", "MAY" */
    TRANSFORM_TITLE,       /* "May" */
    TRANSFORM_ANY_LETTERS  /* "mAY" too */
} transform_letters;

/* The names of the months in a language, as `|` separated alternatives in lower case, longer ones
 * first. */
typedef struct transform_months {
    const char *names[12];
    uint8_t tail; /* how many characters may follow a name that ends the text */
    transform_letters letters;
} transform_months;

/* What a date is written as. */
typedef enum transform_date {
    TRANSFORM_DATE,       /* xs:date */
    TRANSFORM_YEAR_MONTH, /* xs:gYearMonth */
    TRANSFORM_MONTH_DAY,  /* xs:gMonthDay */
    TRANSFORM_INDIAN,     /* xs:date, from the Indian national calendar */
    TRANSFORM_QUARTER     /* xs:date, the last day of the quarter */
} transform_date;

/* Which characters are digits beside 0 to 9. */
enum { TRANSFORM_DEVANAGARI = 1, TRANSFORM_FULL_WIDTH = 2 };

/* How the thousands of a number stand in groups. */
typedef enum transform_groups {
    TRANSFORM_GROUPS_OF_3,       /* groups of three with a separator between them */
    TRANSFORM_GROUPS_OF_3_LOOSE, /* groups of three, each with or without one */
    TRANSFORM_NO_GROUPS,
    TRANSFORM_FREE /* separators anywhere; the result is written in its shortest form */
} transform_groups;

struct ks_transform {
    const char *name;
    ks_status (*apply)(const ks_transform *transform, ks_sv in, ks_str *out);
    const char *program; /* of a date: its parts; of a number: the decimal mark, then separators;
                          * of a fixed value: the value */
    const char *example;
    const transform_months *months;
    uint8_t kind; /* a transform_date or transform_groups */
    uint8_t digits;
    uint8_t since; /* the first of the registries that share the table and have it */
};

ks_status ks_transform_fixed(const ks_transform *transform, ks_sv in, ks_str *out);
ks_status ks_transform_date(const ks_transform *transform, ks_sv in, ks_str *out);
ks_status ks_transform_number(const ks_transform *transform, ks_sv in, ks_str *out);
ks_status ks_transform_dash(const ks_transform *transform, ks_sv in, ks_str *out);
ks_status ks_transform_units(const ks_transform *transform, ks_sv in, ks_str *out);
ks_status ks_transform_indian_number(const ks_transform *transform, ks_sv in, ks_str *out);
ks_status ks_transform_indian_units(const ks_transform *transform, ks_sv in, ks_str *out);
ks_status ks_transform_duration(const ks_transform *transform, ks_sv in, ks_str *out);
ks_status ks_transform_number_words(const ks_transform *transform, ks_sv in, ks_str *out);
ks_status ks_transform_duration_words(const ks_transform *transform, ks_sv in, ks_str *out);
ks_status ks_transform_ballot_box(const ks_transform *transform, ks_sv in, ks_str *out);
ks_status ks_transform_place(const ks_transform *transform, ks_sv in, ks_str *out);

/* The decimal number whose digits are `integer` and `fraction` (which may be empty), without zeros
 * that say nothing. */
void ks_transform_write_shortest(ks_str *out, ks_sv integer, ks_sv fraction);
/* Adds `text` with the digits of `digits` made 0 to 9. */
void ks_transform_fold_digits(ks_str *out, ks_sv text, unsigned digits);

extern const ks_transform KS_TRANSFORMS_1[], KS_TRANSFORMS_2_3[], KS_TRANSFORMS_4_5[],
    KS_TRANSFORMS_SEC[]; /* each ends with a NULL name */

#endif
