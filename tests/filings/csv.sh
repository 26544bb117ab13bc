#!/bin/sh
# csv.sh KESSAN CORPUS NAME: the round trip of a filing by way of xBRL-CSV: what its table and
# metadata say, read again, is what the instance says, by xBRL-JSON of both, and validates as it does.
set -eu
kessan=$1
corpus=$2
name=$3
cd "$(dirname "$0")"
[ -d "$corpus/filings" ] || { echo "skipped: no corpus of filings"; exit 77; }
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }
corpus=$(cd "$corpus" && pwd)
pattern=$(awk -v name="$name" '$1 == name {print $2}' filings)
# shellcheck disable=SC2086
set -- "$corpus"/filings/$pattern
[ $# -eq 1 ] && [ -e "$1" ] || { echo "not one filing: $pattern"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Relative addresses lead to the filing's own schemas.
cp -rs "$(dirname "$1")"/. "$work"
convert() { "$kessan" convert "$1" --mirror "$corpus/web" --to "$2" 2>"$work/err" || [ $? -lt 70 ]; }
convert "$1" "$work/one.json"
convert "$1" "$work/one.csv"
convert "$work/one-metadata.json" "$work/two.json"
if grep -E '\[(csv|oim)\.' "$work/err"; then
    exit 1
fi
python3 csv.py "$work/one.json" "$work/two.json"
