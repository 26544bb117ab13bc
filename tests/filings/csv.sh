#!/bin/sh
# csv.sh KESSAN CORPUS NAME: the round trip of a filing by way of xBRL-CSV: what its table and
# metadata say, read again, is what the instance says, by xBRL-JSON of both, and validates as it does.
set -eu
. "$(dirname "$0")/filing.sh"
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }

convert() { "$kessan" convert "$1" --mirror "$corpus/web" --to "$2" 2>"$work/err" || [ $? -lt 70 ]; }
convert "$file" "$work/one.json"
convert "$file" "$work/one.csv"
convert "$work/one-metadata.json" "$work/two.json"
if grep -E '\[(csv|oim)\.' "$work/err"; then
    exit 1
fi
python3 csv.py "$work/one.json" "$work/two.json"
