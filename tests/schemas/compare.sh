#!/bin/sh
# compare.sh XSD_DIR WEB_DIR: our schemas declare what the published ones declare.
#
# XSD_DIR is our xsd/, WEB_DIR a mirror of the published schemas in the same layout. The one
# difference that is meant is the content of the root of an instance; overlay.txt has it.
# Exit code: 0 the same, 1 a difference, 77 there is no mirror to compare with.
set -eu
LC_ALL=C
export LC_ALL

xsd=${1:?usage: compare.sh XSD_DIR WEB_DIR}
web=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
instance=www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd

if [ ! -e "$web/$instance" ]; then
    echo "skipped: no published schemas in '$web'"
    exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

declarations() {
    xsltproc --nonet --novalid "$here/declarations.xsl" "$1" | sort
}

# The published root with our content model in the place of its own.
overlay() {
    grep -v '^element xbrl: (' "$1" | sort - "$here/overlay.txt"
}

count=0
failed=0
for path in $(cd "$xsd" && find www.* -name '*.xsd' | sort); do
    if [ ! -e "$web/$path" ]; then
        echo "$path: there is no published schema of that name"
        failed=$((failed + 1))
        continue
    fi
    declarations "$xsd/$path" > "$work/ours"
    declarations "$web/$path" > "$work/published"
    if [ "$path" = "$instance" ]; then
        overlay "$work/published" > "$work/overlaid"
        mv "$work/overlaid" "$work/published"
    fi
    if ! diff "$work/published" "$work/ours" > "$work/differences"; then
        echo "$path: differs (< published, > ours)"
        cat "$work/differences"
        failed=$((failed + 1))
    fi
    count=$((count + 1))
done
echo "$count schemas compared, $failed failed"
[ "$count" -gt 0 ] && [ "$failed" -eq 0 ]
