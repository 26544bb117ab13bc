#!/bin/sh
# many.sh KESSAN: many files in one run: the same findings in the same order whatever is done first,
# one bad file stops nothing, and folders, patterns and lists stand for files.
set -eu
kessan=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root"/docs/examples/data/shop*.x* "$work"
cd "$work"
mkdir -p in/deeper
cp shop.xsd shop_lab.xml in
cp shop.xsd shop_lab.xml in/deeper
for n in $(seq 10 40); do
    sed "s/contextRef=\"end\"/contextRef=\"end$n\"/" shop.xbrl >in/r$n.xbrl
done
echo '<xbrli:xbrl' >in/r20.xbrl
echo '<html/>' >in/notes.xml
cp shop.xbrl in/deeper/good.xbrl

fail()
{
    echo "$1"
    exit 1
}

run()
{
    expected=$1
    shift
    code=0
    "$kessan" validate "$@" 2>err || code=$?
    [ "$code" -eq "$expected" ] || { cat err; fail "exit $code, not $expected: $*"; }
}

run 3 --jobs 1 in
mv err one
run 3 --jobs 4 in
diff one err || fail "another order with 4 jobs"
for n in 10 19 21 40; do
    grep -q "in/r$n.xbrl:.*end$n.*instance.dangling-context" one || fail "nothing of r$n.xbrl"
done
grep -q "in/r20.xbrl:.*xml.malformed" one || fail "nothing of the malformed one"
grep -c "error:" one | grep -qx 31 || fail "not a finding for each bad file"
if grep -q "good.xbrl\|notes.xml" one; then
    fail "a finding for what is right, or none of our concern"
fi

run 1 'in/r1?.xbrl'
grep -c "error:" err | grep -qx 10 || fail "the pattern stands for other files"
printf '# a list\nin/deeper/good.xbrl\n\nin/r11.xbrl\n' >list
run 1 @list
grep -c "error:" err | grep -qx 1 || fail "the list stands for other files"
"$kessan" validate @- <list 2>err || [ $? -eq 1 ] || fail "a list on standard input"
run 0 in/deeper
run 2 'nothing*.xbrl'
run 2 @nowhere
run 2 --jobs many shop.xbrl
run 3 nothing.xbrl in/deeper/good.xbrl

# Nothing of the line of progress goes where no terminal is.
if "$kessan" validate --jobs 2 in 2>&1 | grep -q "$(printf '\r')"; then
    fail "progress in a pipe"
fi
