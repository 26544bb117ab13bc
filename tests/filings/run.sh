#!/bin/sh
# run.sh KESSAN CORPUS NAME [--update]: validates a filing of the corpus and lists its facts.
#
# `filings` names the filings; expected/NAME has the exit code of validate, the findings with their
# places, and the number of facts. README.md says why each finding is a true one. The facts are told
# once more by xsltproc (facts.xsl), and both lists must be the same, fact by fact.
set -eu
update=${4:-}
. "$(dirname "$0")/filing.sh"

set +e
"$kessan" validate "$file" --mirror "$corpus/web" >"$work/out" 2>"$work/err"
code=$?
"$kessan" facts "$file" --mirror "$corpus/web" -f json -o "$work/facts.json" 2>/dev/null
set -e
folder=$(dirname "$file")
{
    echo "exit $code"
    echo "facts $(grep -c '^{' "$work/facts.json")"
    # The place, the severity and the id: the words may change.
    sed -n 's/^\([^ ].*\): \(error\|warning\|note\): .* \[\([a-z.-]*\)\]$/\2 \3 \1/p' "$work/err" |
        awk -v folder="$folder/" -v web="$corpus/" '{
            at = index($0, folder); if (at) $0 = substr($0, 1, at - 1) substr($0, at + length(folder))
            at = index($0, web); if (at) $0 = substr($0, 1, at - 1) substr($0, at + length(web))
            print
        }'
} >"$work/got"
[ "$update" != --update ] || cp "$work/got" "expected/$name"
diff "expected/$name" "$work/got"
[ ! -s "$work/out" ] || { echo "unexpected output"; exit 1; }

# Fact by fact, but for what only kessan knows.
sed -n '/^{/{s/,$//;s/^{"concept":"[^":]*:/{"concept":"/;s/"label":"\([^"\\]\|\\.\)*",//
s/,"language":"[^"]*"//;s/,"line":[0-9]*}$/}/;p}' "$work/facts.json" >"$work/facts"
xsltproc --nonet --huge facts.xsl "$file" >"$work/independent"
diff "$work/independent" "$work/facts" | head -n 20 | cut -c 1-2000 >"$work/diff"
[ ! -s "$work/diff" ] || { cat "$work/diff"; exit 1; }

# Each stands on the line that is named.
sed -n 's/^{"concept":"[^":]*:\([^"]*\)".*,"line":\([0-9]*\)},\{0,1\}$/\2 \1/p' "$work/facts.json" |
    awk -v file="$file" '
        {name[$1] = name[$1] " " $2}
        END {
            while ((getline line < file) > 0) {
                number++
                if (!(number in name)) continue
                count = split(name[number], names, " ")
                for (i = 1; i <= count; i++) {
                    seen++
                    if (!match(line, ":" names[i] "([^A-Za-z0-9_.-]|$)")) {
                        print file ":" number ": no " names[i]; wrong = 1
                    }
                }
            }
            if (seen != NR) {print seen " of " NR " facts have lines of the file"; wrong = 1}
            exit wrong
        }'
