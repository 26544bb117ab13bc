#!/bin/sh
# round_trip.sh KESSAN CORPUS NAME: a filing of the corpus as an inline document. Extracting that gives
# the instance again, part for part (canonical.py); it is valid against the schema of inline XBRL;
# what is found in it is what is found in the instance; and what tables and texts show is tagged there.
set -eu
. "$(dirname "$0")/filing.sh"
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }

# Its references lead from where it stands to the same documents.
code=0
page=$work/moved/report.xhtml
"$kessan" render "$file" -m "$corpus/web" --style inline -o "$page" 2>"$work/err" || code=$?
[ "$code" = 0 ] || { [ "$code" = 4 ] && [ -s "$page" ]; } || { cat "$work/err"; fail "exit code $code"; exit 1; }
# Footnotes whose markup XHTML 1.1 does not have give their text back.
notes=
! grep -q '\[render\.changed-footnote\]' "$work/err" || notes=--notes-as-text
! grep -E '\[render\.' "$work/err" | grep -v '\[render\.changed-footnote\]' || fail "a finding of the renderer"
"$kessan" extract "$page" -o "$work/back.xbrl" || fail "not extracted"
python3 canonical.py "$file" "$work/back.xbrl" $notes || fail "not what the instance says"

schema=$corpus/web/www.xbrl.org/2013/inlineXBRL/xhtml-inlinexbrl-1_1.xsd
if [ -e "$schema" ] && command -v xmllint >/dev/null; then
    ../catalog.sh "$corpus/web" >"$work/catalog.xml"
    XML_CATALOG_FILES=$work/catalog.xml xmllint --huge --nonet --noout --schema "$schema" "$page" 2>"$work/out" ||
        { head -n 5 "$work/out"; fail "not valid XHTML 1.1 with inline XBRL"; }
fi

checked=0
"$kessan" validate "$page" -m "$corpus/web" >"$work/out" 2>"$work/err" || checked=$?
found() { sed -n 's/^.*: \(error\|warning\|note\): .* \[\([a-z.-]*\)\]$/\1 \2/p' "$1" | LC_ALL=C sort; }
{
    echo "exit $checked"
    found "$work/err"
} >"$work/got"
{
    sed -n '/^exit/p' "expected/$name"
    sed -n 's/^\(error\|warning\|note\) \([^ ]*\) .*/\1 \2/p' "expected/$name" | LC_ALL=C sort
} >"$work/wanted"
diff "$work/wanted" "$work/got" || fail "valid in another way than the instance"

# The share of facts that are tagged where they are seen, of a hundred.
hidden=$(sed -n '/<ix:hidden>/,/<\/ix:hidden>/p' "$page" | grep -cE '^<ix:(nonFraction|nonNumeric|fraction|tuple) ' || true)
total=$(grep -o '<ix:non\(Fraction\|Numeric\) ' "$page" | wc -l)
[ "$total" -gt 0 ] && [ $(((total - hidden) * 100 / total)) -ge 80 ] || fail "$hidden of $total facts are hidden"
exit $status
