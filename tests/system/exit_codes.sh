#!/bin/sh
# exit_codes.sh KESSAN: each command of the table in docs/ci.md ends with the code that it tells.
set -eu
kessan=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/in"
ln -s "$kessan" "$work/bin/kessan"
PATH=$work/bin:$PATH
cp -R "$root"/tests/golden/bases/units/. "$work/in"
cd "$work/in"
printf '<html><body>no report</body></html>\n' >page.html
: >empty.xbrl
sed 's/units\.xsd/gone.xsd/' good.xbrl >half.xbrl
kessan validate --write-baseline known.json wrong.xbrl >/dev/null 2>&1

sed -n '/exit codes: begin/,/exit codes: end/s/^| `\(kessan.*\)` | \([0-9]*\) | .*/\2 \1/p' "$root/docs/ci.md" >"$work/table"
[ "$(wc -l <"$work/table")" -ge 30 ] || { echo "the table of docs/ci.md is not understood"; exit 1; }
status=0
while read -r code command; do
    rm -rf "$work/run"
    cp -R "$work/in" "$work/run"
    got=0
    (cd "$work/run" && eval "$command") >"$work/out" 2>"$work/err" </dev/null || got=$?
    if [ "$got" -ne "$code" ]; then
        echo "$command: $got, not $code"
        cat "$work/err"
        status=1
    elif [ "$code" -ne 0 ] && [ ! -s "$work/err" ]; then
        echo "$command: $got, and not a word why"
        status=1
    fi
done <"$work/table"

# A reader that goes away: quietly, with 141 where nothing else is wrong; a log that goes away does
# not change what was found.
cd "$work/in"
closed() { # closed COMMAND: its code, with a standard output whose reader is gone
    { sleep 0.2; code=0; eval "$1" || code=$?; echo $code >"$work/code"; } | true
    while [ ! -s "$work/code" ]; do sleep 0.1; done
    got=$(cat "$work/code")
    rm "$work/code"
}
quiet() { # quiet CODE COMMAND
    closed "$2 2>'$work/err'"
    [ "$got" = "$1" ] && [ ! -s "$work/err" ] || { echo "$2 into a closed pipe: $got, not $1"; cat "$work/err"; status=1; }
}
i=0
{
    sed '/<\/xbrl>/d' good.xbrl
    while [ $i -lt 3000 ]; do
        sed -n '/<t:Offices/p' good.xbrl
        i=$((i + 1))
    done
    echo '</xbrl>'
} >many.xbrl
kessan facts many.xbrl >/dev/null 2>"$work/err" || { echo "many.xbrl is not valid"; cat "$work/err"; status=1; }
quiet 141 'kessan facts many.xbrl'
quiet 141 'kessan explain'
quiet 141 'kessan --help'
closed 'kessan validate wrong.xbrl 2>&1'
[ "$got" = 1 ] || { echo "findings into a closed pipe: $got, not 1"; status=1; }
exit $status
