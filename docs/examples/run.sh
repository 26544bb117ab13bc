#!/bin/sh
# run.sh PROGRAM EXPECTED [ARGUMENT...]: the example ends well and prints what it is expected to.
set -eu
program=$1
expected=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$program" "$@" >out
diff "$expected" out
