#!/bin/sh
# corpus.sh RUNNER INDEX [ARGUMENT...]: a suite of the corpus; not one variation may fail, and every
# output that the suite gives must have been compared.
set -eu
[ -e "$2" ] || { echo "skipped: no corpus with $2"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$@" >"$work/out" || { cat "$work/out"; exit 1; }
cat "$work/out"
! grep -q 'without their output being compared' "$work/out"
