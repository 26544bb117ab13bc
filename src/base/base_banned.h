/* Functions that kessan does without: unbounded, locale-dependent, or silent about failure. Every
 * source is compiled with this header in front. */
#ifndef KS_BASE_BANNED_H
#define KS_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define KS_BANNED(name) sorry_##name##_is_a_banned_function

#undef strcpy
#define strcpy(a, b) KS_BANNED(strcpy)
#undef strcat
#define strcat(a, b) KS_BANNED(strcat)
#undef strncpy
#define strncpy(a, b, n) KS_BANNED(strncpy)
#undef sprintf
#define sprintf(...) KS_BANNED(sprintf)
#undef vsprintf
#define vsprintf(...) KS_BANNED(vsprintf)
#undef strtok
#define strtok(a, b) KS_BANNED(strtok)
#undef atoi
#define atoi(a) KS_BANNED(atoi)
#undef atof
#define atof(a) KS_BANNED(atof)
#undef strtod
#define strtod(a, b) KS_BANNED(strtod)
#undef gmtime
#define gmtime(a) KS_BANNED(gmtime)
#undef localtime
#define localtime(a) KS_BANNED(localtime)
#undef setlocale
#define setlocale(a, b) KS_BANNED(setlocale)

#endif
