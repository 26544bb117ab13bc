#!/bin/sh
# run.sh CONFORMANCE [--update]: the runner's words about the suites here, against expected.txt. Of a
# finding its severity and id are compared: messages are tested elsewhere.
set -eu
runner=$1
update=${2:-}
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# say ARGUMENT...: runs it and tells all there is to see.
say() {
    printf -- '--- %s\n' "$*"
    code=0
    "$runner" "$@" >"$work/out" 2>&1 || code=$?
    sed -E -e 's/^(    )?[^ ]*: (error|warning|note): .* \[([a-z0-9.-]*)\]$/\1\2 [\3]/' \
        -e '/^    ([^ ]*:)?[0-9]+:[0-9]+: /d' "$work/out"
    printf 'exit %s\n' "$code"
}

{
    say mini/index.xml
    say mini/index.xml --filter V-02 --verbose
    say mini/assert.xml
    say mini/base.xml --filter "no variation has this"
    say units/index.xml --verbose
    say units/index.xml --utr none
    say formats/index.xml --verbose
    say formats/index.csv
    say mini/nowhere-index.xml
    say mini/good.xml
    say mini/malformed-index.xml
    say mini/endless-index.xml
    say
    say mini/index.xml --filter
    say mini/index.xml mini/base.xml
} >"$work/all"
[ "$update" != --update ] || cp "$work/all" expected.txt
diff expected.txt "$work/all"
