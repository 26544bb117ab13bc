#!/bin/sh
# docs.sh KESSAN [--update]: what is made from the tables is as the tables are now.
set -eu
kessan=$1
update=${2:-}
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$kessan" explain --markdown >"$work/findings.md"
"$kessan" help --man >"$work/kessan.1"
if [ "$update" = --update ]; then
    cp "$work/findings.md" "$work/kessan.1" docs/
fi
diff docs/findings.md "$work/findings.md"
diff docs/kessan.1 "$work/kessan.1"
