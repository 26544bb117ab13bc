#!/bin/sh
# validate.sh XSD_DIR [WEB_DIR]: what our schemas accept and what they reject.
#
# A case is a document in cases/FAMILY/: valid-*.xml has no error, invalid-*.xml has one or more on
# each line with the comment "wrong" and on no other. The schemas are found by URL through
# XSD_DIR/catalog.xml, which has to name each of them. With WEB_DIR, a mirror of the published schemas,
# these have to give the same verdicts. Exit code: 0 all as expected, 1 not, 77 WEB_DIR is not there.
set -eu
LC_ALL=C
export LC_ALL

xsd=$(cd "${1:?usage: validate.sh XSD_DIR [WEB_DIR]}" && pwd)
web=${2:-}
here=$(cd "$(dirname "$0")" && pwd)

if [ -n "$web" ] && [ ! -e "$web/www.xbrl.org" ]; then
    echo "skipped: no published schemas in '$web'"
    exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
count=0
failed=0

fail() {
    echo "$1"
    failed=$((failed + 1))
}

# The lines of DOCUMENT with errors by SCHEMA, by the schemas that CATALOG finds.
lines_rejected() {
    XML_CATALOG_FILES=$1 xmllint --nonet --noout --schema "$2" "$3" 2>&1 |
        grep -v ': Skipping import of schema' > "$work/messages" # a file under its URL and its path
    sed -n 's/^[^:]*:\([0-9]*\): .*validity error.*/\1/p' "$work/messages" | sort -un
}

lines_marked() {
    sed -n '/<!-- wrong -->/=' "$1"
}

# check_case CATALOG SCHEMA DOCUMENT
check_case() {
    count=$((count + 1))
    lines_marked "$3" > "$work/expected"
    lines_rejected "$1" "$2" "$3" > "$work/found"
    if ! diff "$work/expected" "$work/found" > "$work/differences"; then
        fail "$3 by $1: lines with errors (< expected, > found)"
        cat "$work/differences" "$work/messages"
    elif ! grep -q "$(expected_verdict "$3")\$" "$work/messages"; then
        fail "$3 by $1: expected that it $(expected_verdict "$3")"
        cat "$work/messages"
    fi
}

expected_verdict() {
    case ${1##*/} in
    valid-*) echo validates ;;
    *) echo "fails to validate" ;;
    esac
}

check_family() {
    for document in "$here/cases/$3"/*valid-*.xml; do
        check_case "$1" "$2" "$document"
    done
}

# Every schema is in the catalog, and nothing else is.
check_catalog() {
    (cd "$xsd" && find . -name '*.xsd' | sed 's|^\./||' | sort) > "$work/files"
    sed -n 's|.* uri="\([^"]*\)".*|\1|p' "$xsd/catalog.xml" | sort -u > "$work/mapped"
    if ! diff "$work/files" "$work/mapped"; then
        fail "catalog.xml: differs from the schemas there are (< files, > catalog)"
    fi
}

check_catalog
check_family "$xsd/catalog.xml" "$xsd/kessan/plan.xsd" plan
check_family "$xsd/catalog.xml" "$xsd/kessan/units.xsd" units
check_family "$xsd/catalog.xml" "$xsd/kessan/view.xsd" view
for family in linkbase instance registry package; do
    check_family "$xsd/catalog.xml" "$here/cases/$family/schema.xsd" $family
done

if [ -n "$web" ]; then
    path=$(cd "$web" && pwd)
    {
        echo '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
        for scheme in http https; do
            echo "<rewriteURI uriStartString='$scheme://' rewritePrefix='file://$path/'/>"
        done
        echo '</catalog>'
    } > "$work/published.xml"
    for family in linkbase instance registry package; do
        check_family "$work/published.xml" "$here/cases/$family/schema.xsd" $family
    done
fi

echo "$count cases, $failed failed"
[ "$failed" -eq 0 ]
