#!/bin/sh
# render.sh KESSAN CORPUS NAME: a filing of the corpus as a readable one. Its view agrees with the
# schema and has every fact of the filing, each in a cell (shown.xsl); its pages are well-formed, and
# nothing in them is a script or would be fetched; what is said of the filing is what validate says.
set -eu
. "$(dirname "$0")/filing.sh"

code=0
"$kessan" render "$file" -m "$corpus/web" --style view -o "$work/view.xml" 2>"$work/err" || code=$?
[ "$code" = 0 ] || { [ "$code" = 4 ] && [ -s "$work/view.xml" ]; } || { cat "$work/err"; fail "exit code $code"; exit 1; }
! grep -E '\[render\.' "$work/err" || fail "a finding of the renderer"
xmllint --noout --huge --schema ../../xsd/kessan/view.xsd "$work/view.xml" 2>"$work/schema" || { head -5 "$work/schema"; fail "the view is against its schema"; }
facts=$("$kessan" facts "$file" -m "$corpus/web" -f json 2>/dev/null | grep -c '^{')
shown=$(grep -c '^    <fact ' "$work/view.xml")
[ "$facts" = "$shown" ] || fail "$shown of $facts facts are in the view"
xsltproc --nonet --huge shown.xsl "$work/view.xml" >"$work/lost"
[ ! -s "$work/lost" ] || { head -5 "$work/lost"; fail "facts are lost"; }

"$kessan" render "$file" -m "$corpus/web" -o "$work/pages" 2>/dev/null || [ $? = "$code" ] || fail "pages end with another code"
[ -s "$work/pages/index.html" ] || fail "there is no list of pages"
find "$work/pages" -name '*.html' -exec xmllint --noout --huge {} + 2>"$work/wrong" || { head -5 "$work/wrong"; fail "a page is not well-formed"; }
! grep -rlE '<script|<iframe|<link |<img [^>]*src="[^d]|[ "]on[a-z]+="|href="javascript|@import|url\(' "$work/pages" || fail "a page is not safe"
exit $status
