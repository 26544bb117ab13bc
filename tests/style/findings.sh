#!/bin/sh
# findings.sh: every row of the catalogue of findings is named by a test: its id in a golden case or
# in what a test expects, or KS_F_NAME in a unit test. findings.txt has those that no test can
# raise, each with its reason.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed -n 's/^KS_FINDING(\([A-Z0-9_]*\), "\([a-z0-9.-]*\)".*/\1 \2/p' src/diag/diag_catalog_*.def |
    LC_ALL=C sort >"$work/rows"
count=$(grep -c '^KS_FINDING(' src/diag/diag_catalog_*.def | awk -F: '{sum += $2} END {print sum}')
[ "$count" -eq "$(wc -l <"$work/rows")" ] || { echo "not every row of the catalogue is understood"; exit 1; }

grep -rhoE --exclude-dir=style 'KS_F_[A-Z0-9_]+|[a-z0-9-]+(\.[a-z0-9-]+)+' tests | LC_ALL=C sort -u >"$work/named"
sed 's/#.*//' tests/style/findings.txt | awk 'NF {print $1}' >"$work/excepted"
status=0
while read -r name id; do
    if grep -qxF -e "KS_F_$name" -e "$id" "$work/named"; then
        if grep -qxF "$id" "$work/excepted"; then
            echo "$id stands in findings.txt, and a test names it"
            status=1
        fi
    elif ! grep -qxF "$id" "$work/excepted"; then
        echo "no test raises $id"
        status=1
    fi
done <"$work/rows"
awk 'NR == FNR {known[$2] = 1; next} !($1 in known) {print $1 " of findings.txt is no finding"; bad = 1} END {exit bad}' \
    "$work/rows" "$work/excepted" || status=1
exit $status
