#!/bin/sh
# Every header compiles alone; the public ones in C++ too, and they show nothing of libxml2.
set -eu
cd "$(dirname "$0")/../.."
status=0
rooms=$(for room in src/*/; do printf ' -I%s' "${room%/}"; done)
for header in include/kessan/*.h; do
    alone="#include <${header#include/}>
int something;"
    echo "$alone" | cc -std=c11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -Iinclude -x c - || status=1
    echo "$alone" | c++ -std=c++11 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -Iinclude -x c++ - || status=1
done
xml=$(pkg-config --cflags libxml-2.0)
for header in src/*/*.h; do
    # shellcheck disable=SC2086
    cc -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -fsyntax-only -Iinclude $rooms $xml -x c "$header" || status=1
done
if grep -nE 'libxml|xmlChar|xmlNode|gmp\.h|iconv' include/kessan/*.h; then
    echo "a public header shows a library below"
    status=1
fi
exit $status
