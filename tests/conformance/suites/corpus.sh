#!/bin/sh
# corpus.sh RUNNER INDEX: a suite of the corpus; not one variation may fail.
set -eu
[ -e "$2" ] || { echo "skipped: no corpus with $(basename "$(dirname "$2")")"; exit 77; }
exec "$1" "$2"
