#!/bin/sh
# disk_full.sh KESSAN: a disk that is full is said plainly and leaves the earlier outputs as they were.
set -eu
kessan=$1
cd "$(dirname "$0")/../golden/bases/mini"
[ "$(id -u)" -eq 0 ] || { echo "skipped: only root can mount a small disk"; exit 77; }
disk=$(mktemp -d)
work=$(mktemp -d)
mount -t tmpfs -o size=64k kessan-test "$disk" 2>/dev/null || { echo "skipped: mounting is not allowed here"; exit 77; }
trap 'umount "$disk"; rm -rf "$disk" "$work"' EXIT
mkdir "$disk/out"
echo before >"$disk/out/mini.xbrl"
code=0
"$kessan" make plan.xml -o "$disk/out" -q 2>"$work/err" || code=$?
cat "$work/err"
[ "$code" -eq 2 ] || { echo "exit code $code, not 2"; exit 1; }
grep -q 'disk is full' "$work/err" || { echo "the reason is not said"; exit 1; }
[ "$(cat "$disk/out/mini.xbrl")" = before ] || { echo "the earlier output changed"; exit 1; }
[ "$(ls -A "$disk/out")" = mini.xbrl ] || { ls -A "$disk/out"; echo "something was left behind"; exit 1; }
