#!/bin/sh
# symbols.sh LIBKESSAN.SO: what the library exports is what the public headers declare.
set -eu
library=$1
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
nm -D --defined-only "$library" | awk '$2 ~ /[TDBR]/ {print $3}' | grep -v '^__\|^_init$\|^_fini$\|asan' | LC_ALL=C sort >"$work/exported"
cat include/kessan/*.h | tr '\n' ' ' | grep -oE 'KS_PUBLIC[^;(]*\(' | grep -oE 'ks_[a-z0-9_]+ *\($' | tr -d ' (' | LC_ALL=C sort -u >"$work/declared"
diff "$work/declared" "$work/exported"
