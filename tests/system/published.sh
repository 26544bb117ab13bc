#!/bin/sh
# published.sh KESSAN CORPUS: what kessan writes for the sample, and the inline document of a made-up
# report, is valid against the schemas as their authors published them, by xmllint.
set -eu
kessan=$1
web=$2/web
cd "$(dirname "$0")/../.."
[ -d "$web/www.xbrl.org" ] || { echo "skipped: no corpus with the published schemas"; exit 77; }
web=$(cd "$web" && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$kessan" make samples/iij-1q02/plan.xml -o "$out" -q 2>/dev/null

tests/catalog.sh "$web" >"$out/catalog.xml"
export XML_CATALOG_FILES="$out/catalog.xml"

linkbase=$web/www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd
for file in "$out"/*_*.xml; do
    xmllint --nonet --noout --schema "$linkbase" "$file"
done

namespace=$(sed -n 's/.*targetNamespace="\([^"]*\)".*/\1/p' "$out/iij-1q02.xsd" | head -n 1)
cat >"$out/driver.xsd" <<END
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
  <xs:import namespace="$namespace" schemaLocation="iij-1q02.xsd"/>
</xs:schema>
END
xmllint --nonet --noout --schema "$out/driver.xsd" "$out/iij-1q02.xbrl"

mkdir "$out/report"
cp -R tests/golden/bases/render/. "$out/report"
"$kessan" render "$out/report/report.xbrl" --lang ja,en --style inline -o "$out/report/report.xhtml" >/dev/null
inline=$web/www.xbrl.org/2013/inlineXBRL/xhtml-inlinexbrl-1_1.xsd
for file in "$out/iij-1q02.xhtml" "$out/report/report.xhtml"; do
    xmllint --nonet --noout --schema "$inline" "$file"
done
