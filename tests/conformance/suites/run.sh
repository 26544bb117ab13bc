#!/bin/sh
# run.sh CONFORMANCE [--update]: the runner's words about the suites here, against expected.txt. Of a
# finding its severity and id are compared: messages are tested elsewhere.
set -eu
runner=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
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

# What the suites of packages hold: packages in a table, and a package alone. What is in their
# reports and taxonomies does not matter.
make_packages() {
    mkdir -p "$work/packages/tests" "$work/top/META-INF" "$work/top/reports"
    (
        cd "$work"
        type=https://xbrl.org/report-package/2023
        echo '<html xmlns="http://www.w3.org/1999/xhtml"/>' >top/reports/a.xhtml
        printf '{"documentInfo":{"documentType":"%s/xbri"}}' $type >top/META-INF/reportPackage.json
        zip -q -r packages/V-1.xbri top
        cp packages/V-1.xbri packages/V-2.xbrx
        zip -q -r packages/V-3.zip top
        printf '{"documentInfo":{"documentType":"%s"}}' $type >top/META-INF/reportPackage.json
        cp top/reports/a.xhtml top/reports/b.xhtml
        zip -q -r packages/V-4.zip top
        rm -r top/reports top/META-INF/reportPackage.json
        cat >top/META-INF/taxonomyPackage.xml <<'EOF'
<tp:taxonomyPackage xmlns:tp="http://xbrl.org/2016/taxonomy-package" xml:lang="en">
  <tp:identifier>http://example.com/t</tp:identifier>
  <tp:entryPoints><tp:entryPoint><tp:name>All</tp:name>
  <tp:entryPointDocument href="http://example.com/nowhere.xsd"/></tp:entryPoint></tp:entryPoints>
</tp:taxonomyPackage>
EOF
        zip -q -r packages/tests/V-5.zip top
        mv top/META-INF top/meta-inf
        zip -q -r packages/tests/V-6.zip top
    )
    cp formats/packages.csv "$work/packages/index.csv"
    cp formats/packages.xml "$work/packages/taxonomy.xml"
}

{
    say mini/index.xml
    say mini/index.xml --filter V-02 --verbose
    say mini/assert.xml
    say mini/base.xml --filter "no variation has this"
    say units/index.xml --verbose
    say units/index.xml --utr none
    say sums/index.xml
    say formats/index.xml --verbose
    say formats/index.csv
    (make_packages && cd "$work" && say packages/index.csv && say packages/taxonomy.xml)
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
