#!/bin/sh
# examples.sh KESSAN: the examples of findings (docs/findings) are of rows of the catalogue, each has
# lines of an example or a remark in both languages, and no row is without.
set -eu
kessan=$1
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat docs/findings/*.txt | sed -n 's/^# //p' >"$work/examples"
"$kessan" explain | awk '/^  [a-z]/ {print $1}' >"$work/rows"
status=0
LC_ALL=C sort "$work/examples" | uniq -d | grep . && { echo "stand twice in docs/findings"; status=1; }
LC_ALL=C sort -u "$work/examples" >"$work/have"
LC_ALL=C sort -u "$work/rows" >"$work/want"
LC_ALL=C comm -13 "$work/want" "$work/have" | grep . && { echo "are no findings"; status=1; }
LC_ALL=C comm -23 "$work/want" "$work/have" | grep . && { echo "have no example in docs/findings"; status=1; }
awk 'FNR == 1 {id = ""}
    function check() { if (id != "" && (!lines && !(en && ja) || en != ja)) { print FILENAME ": " id " has no example in both languages"; bad = 1 } }
    /^# / {check(); id = $2; lines = en = ja = 0; next}
    /^[-+] / {lines++; next}
    /^\? en / {en++; next}
    /^\? ja / {ja++; next}
    /^  / || /^$/ {next}
    {print FILENAME ":" FNR ": " $0; bad = 1}
    END {check(); exit bad}' docs/findings/*.txt || status=1
exit $status
