#!/bin/sh
# run.sh KESSAN CASE [--update]: runs a golden case.
#
# A case is a folder with:
#   cmd       the arguments of kessan, one line; the words are split as the shell splits them
#   base      (optional) the name of a folder of ../bases that the case stands on
#   setup     (optional) shell lines run in the work folder before the command
#   exit      the exit code;  stdout, stderr: what is printed
#   check     (optional) shell lines run after it; they must succeed; what they print is compared too
# and any files of its own, laid over the base. Everything runs in a fresh copy. In the case `cmd`
# may name $SAMPLES, the folder of the samples.
set -eu
kessan=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
case=$(cd "$2" && pwd)
update=${3:-}
golden=$(cd "$(dirname "$0")" && pwd)
SAMPLES=$(cd "$golden/../../samples" && pwd)
export SAMPLES
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
mkdir "$work/in" "$work/got"
if [ -e "$case/base" ]; then
    cp -R "$golden/bases/$(cat "$case/base")/." "$work/in/"
fi
cp -R "$case/." "$work/in/"
cd "$work/in"
rm -f cmd base setup check exit stdout stderr expected.out
[ ! -e "$case/setup" ] || sh -eu "$case/setup"
set +e
eval "\"\$kessan\" $(cat "$case/cmd")" >"$work/got/stdout" 2>"$work/got/stderr" </dev/null
echo $? >"$work/got/exit"
set -e
if [ -e "$case/check" ]; then
    KESSAN=$kessan sh -eu "$case/check" >"$work/got/check.out" 2>&1 || {
        echo "the case's check failed"
        cat "$work/got/check.out"
        exit 1
    }
fi
status=0
for part in exit stdout stderr check.out; do
    [ -e "$work/got/$part" ] || continue
    # A run may name the samples by their place on this machine.
    sed -i "s|$SAMPLES|\$SAMPLES|g" "$work/got/$part"
    want=$case/$part
    [ "$update" != --update ] || cp "$work/got/$part" "$want"
    if [ -e "$want" ]; then
        diff "$want" "$work/got/$part" || status=1
    elif [ -s "$work/got/$part" ]; then
        echo "unexpected $part:"
        cat "$work/got/$part"
        status=1
    fi
done
exit $status
