#!/bin/sh
# inline.sh KESSAN CORPUS NAME: extracts the inline documents of a filing and holds the instance
# against the one that Japan's FSA extracted from them: every fact with its context, unit, decimals,
# nil and value, in any order (the FSA has figures first, kessan the order of the documents); every
# reference and context; every footnote with the fact it belongs to. Both are told by xsltproc. The documents themselves validate as the instance does.
set -eu
. "$(dirname "$0")/filing.sh"
folder=$(dirname "$file")

# The documents of the set, as the manifest beside them says.
tr -d '\r' <"$(ls "$folder"/manifest_*.xml)" | tr '\n' ' ' | sed 's/<instance /\n&/g' |
    grep -F "preferredFilename=\"$(basename "$file")\"" | grep -o '<ixbrl>[^<]*' | sed 's/<ixbrl>//' >"$work/names"
[ -s "$work/names" ] || { echo "the manifest names no documents"; exit 1; }
set --
while read -r document; do
    set -- "$@" "$folder/$document"
done <"$work/names"

"$kessan" extract "$@" >"$work/extracted.xbrl"
for kind in facts links; do
    xsltproc --nonet --huge "$kind.xsl" "$file" >"$work/$kind.fsa"
    xsltproc --nonet --huge "$kind.xsl" "$work/extracted.xbrl" >"$work/$kind.own"
    # Facts that footnotes are tied to need an id, and each program makes its own.
    for side in fsa own; do
        sed 's/,"id":"[^"]*"}$/}/' "$work/$kind.$side" | LC_ALL=C sort -o "$work/$kind.$side"
    done
    diff "$work/$kind.fsa" "$work/$kind.own" | head -n 20 | cut -c 1-2000 >"$work/diff"
    [ ! -s "$work/diff" ] || { cat "$work/diff"; exit 1; }
done
grep -q . "$work/facts.own" || { echo "no facts"; exit 1; }

# What is found in the instance is found in the documents, and nothing else.
set +e
"$kessan" validate "$@" --mirror "$corpus/web" 2>"$work/err" >"$work/out"
code=$?
set -e
found() { sed -n 's/^.*: \(error\|warning\|note\): .* \[\([a-z.-]*\)\]$/\1 \2/p' "$1" | LC_ALL=C sort; }
{
    echo "exit $code"
    found "$work/err"
} >"$work/got"
{
    sed -n '/^exit/p' "expected/$name"
    sed -n 's/^\(error\|warning\|note\) \([^ ]*\) .*/\1 \2/p' "expected/$name" | LC_ALL=C sort
} >"$work/wanted"
diff "$work/wanted" "$work/got"
