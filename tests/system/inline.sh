#!/bin/sh
# inline.sh KESSAN: the inline document that make writes is valid, and says what the instance says;
# alone in a package it says the same.
set -eu
kessan=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

fail() {
    echo "$1"
    status=1
}

# The same in all that it says: facts, contexts, units, references, footnotes and their ties.
same() { # same NAME ONE OTHER
    ! command -v python3 >/dev/null || python3 "$root/tests/filings/canonical.py" "$2" "$3" ||
        fail "$1: not what the instance says"
}

compare() { # compare NAME: the files a and b
    [ -s "$work/a" ] || fail "$1: nothing to compare"
    diff "$work/a" "$work/b" >"$work/diff" || { fail "$1: not what the instance says"; head -20 "$work/diff"; }
}

round_trip() { # round_trip FOLDER ID
    out=$work/$2
    (cd "$1" && "$kessan" make plan.xml -q -o "$out" --package "$work/packed/$2.xbri") 2>/dev/null || { fail "$2: not made"; return; }
    "$kessan" validate --calc 1.1 "$out/$2.xhtml" >"$work/found" 2>&1 || { fail "$2: not valid"; cat "$work/found"; }
    ! grep -qE 'warning:|inline\.' "$work/found" || { fail "$2: warnings"; grep -E 'warning:|inline\.' "$work/found"; }
    "$kessan" extract "$out/$2.xhtml" -o "$out/back.xbrl" || fail "$2: not extracted"
    same "$2" "$out/$2.xbrl" "$out/back.xbrl"
}

# The package brings all that its report needs, under another address of the schema.
from_package() { # from_package ID
    package=$work/packed/$1.xbri
    "$kessan" validate --calc 1.1 "$package" >"$work/found" 2>&1 || { fail "$1.xbri: not valid"; cat "$work/found"; }
    "$kessan" extract "$work/$1/$1.xhtml" | sed 's|xlink:href="[^"]*\.xsd"|schema|' >"$work/a"
    "$kessan" extract "$package" | sed 's|xlink:href="http://[^"]*\.xsd"|schema|' >"$work/b"
    compare "$1.xbri: extracted"
    "$kessan" facts "$work/$1/$1.xhtml" >"$work/a"
    "$kessan" facts "$package" >"$work/b"
    compare "$1.xbri: facts"
    "$kessan" convert "$package" --to "$work/packed/$1.json" || fail "$1.xbri: not converted"
    "$kessan" render "$package" -o "$work/packed/$1.html" || fail "$1.xbri: not rendered"
    "$kessan" taxonomy --package "$package" "http://www.iij.ad.jp/xbrl/2002-06-30/$1.xsd" >/dev/null ||
        fail "$1.xbri: no taxonomy package"
    (cd "$root/samples/$1" && "$kessan" make plan.xml -q -o "$work/again" --package "$work/again/$1.xbri") 2>/dev/null
    cmp "$package" "$work/again/$1.xbri" || fail "$1.xbri: other bytes the second time"
}

round_trip "$root/samples/iij-1q02" iij-1q02
from_package iij-1q02

# A report in JSON is an instance like others.
report=$work/iij-1q02/report
"$kessan" convert "$work/iij-1q02/iij-1q02.xbrl" --to "$report.json" 2>/dev/null || fail "not in JSON"
"$kessan" convert "$report.json" --to "$report.xbrl" || fail "no instance of JSON"
"$kessan" render "$report.json" --style inline -o "$report.xhtml" || fail "JSON: not made"
"$kessan" extract "$report.xhtml" -o "$report-back.xbrl" || fail "JSON: not extracted"
same "JSON" "$report.xbrl" "$report-back.xbrl"

# People see what programs read: figures are tagged where they stand, each once.
page=$work/iij-1q02/iij-1q02.xhtml
shown=$(sed 's/<ix:header.*<\/ix:header>//' "$page" | grep -o '<ix:nonFraction ' | wc -l)
facts=$(grep -c ' contextRef=' "$work/iij-1q02/iij-1q02.xbrl")
[ "$shown" -eq "$facts" ] || fail "$shown of $facts facts are tagged where they are shown"
grep -q 'format="ixt:num-dot-decimal">3,523,334</ix:nonFraction>' "$page" || fail "no figure as it is printed"
grep -q 'lang="ja"' "$page" || fail "nothing in Japanese"

# An instance that has some of everything: prefixes that mean something else in a page, a fact in a
# tuple, fractions, languages, links of all kinds, texts that are markup, and one statement alone.
# It stands with its schema in the work folder: what lies elsewhere a document may not name.
odd=$work/given/odd.xbrl
mkdir "$work/given"
cp "$root"/tests/system/inline/odd.* "$work/given"
said_again() { # said_again NAME ARGUMENTS...: the odd instance as an inline document, and back
    name=$1
    shift
    "$kessan" render "$odd" --style inline -o "$work/$name/odd.xhtml" "$@" || fail "$name: not made"
    "$kessan" validate --duplicates none "$work/$name/odd.xhtml" >"$work/found" 2>&1 || { fail "$name: not valid"; cat "$work/found"; }
    "$kessan" extract "$work/$name/odd.xhtml" -o "$work/$name/back.xbrl" || fail "$name: not extracted"
    same "$name" "$odd" "$work/$name/back.xbrl"
}
said_again odd
page=$work/odd/odd.xhtml
sed '/<ix1:hidden>/,/<\/ix1:header>/d' "$page" >"$work/seen"
grep -q 'escape="true"[^>]*><p>A block with <b>markup</b> &amp; a <span style="color:#f00;text-align:right">' "$work/seen" || fail "odd: no markup where it is seen"
grep -q '<p class="lines"><ix1:nonNumeric id="b4"' "$work/seen" || fail "odd: no long text where it is seen"
grep -q 'id="q2"[^>]* xmlns:k="http://example.com/older"' "$page" || fail "odd: no namespace of content"
grep -q '<ix1:nonNumeric id="w2"[^>]*xml:lang="ja"' "$page" || fail "odd: no language"
! grep -qE '<script|url\(http' "$work/seen" || fail "odd: not safe"
grep -q 'scale="3"' "$work/seen" || fail "odd: no figure where it is seen"
said_again alone --lang ja
exit $status
