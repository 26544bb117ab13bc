#!/bin/sh
# oim.sh KESSAN CORPUS NAME: the round trip of a filing: XBRL 2.1 to xBRL-JSON, that to XBRL 2.1, and
# that to xBRL-JSON again. Both reports in JSON say the same; both instances have the same
# facts, in any order, and the same footnotes, as xsltproc tells them, but for the form of values,
# which JSON has in canonical form.
set -eu
. "$(dirname "$0")/filing.sh"

one=$work/one.json
"$kessan" convert "$file" --mirror "$corpus/web" --to "$one" 2>"$work/err" || [ $? -lt 70 ]
"$kessan" convert "$one" --mirror "$corpus/web" --to "$work/two.xbrl" 2>"$work/err.two" || [ $? -lt 70 ]
"$kessan" convert "$work/two.xbrl" --mirror "$corpus/web" --to "$work/three.json" 2>/dev/null || [ $? -lt 70 ]
if grep '\[oim\.' "$work/err.two"; then
    exit 1
fi

# Without ids, which facts get, and with values as both forms have them.
python3 - "$work" "$file" <<'PYTHON'
import json, subprocess, sys
from decimal import Decimal, InvalidOperation
work, source = sys.argv[1:]

def value(fact):
    text = fact.get("value")
    if text is None:
        return None
    if "unit" in fact:
        try:
            return str(Decimal(text.strip()).normalize() + 0)
        except InvalidOperation:
            return text.strip()
    return {"1": "true", "0": "false"}.get(text.strip(), text.strip())

def facts(path):
    lines = subprocess.run(["xsltproc", "--nonet", "--huge", "facts.xsl", path], check=True,
                           capture_output=True, text=True).stdout.splitlines()
    out = []
    for line in lines:
        fact = json.loads(line)
        fact["value"] = value(fact)
        for name in ("id", "nil" if fact.get("value") is not None else "-"):
            fact.pop(name, None)
        if fact.get("decimals") == "INF":
            fact.pop("decimals")
        out.append(json.dumps(fact, sort_keys=True, ensure_ascii=False))
    return sorted(out)

with open(work + "/one.json") as one, open(work + "/three.json") as three:
    one, three = json.load(one), json.load(three)
for part in one["documentInfo"], three["documentInfo"]:
    part.pop("namespaces")
if one != three:
    names = [n for n in one["facts"] if one["facts"][n] != three["facts"].get(n)]
    sys.exit("the reports differ: %d facts, %s" % (len(names), names[:5]))

first, second = facts(source), facts(work + "/two.xbrl")
if not first:
    sys.exit("no facts")
if first != second:
    a, b = set(first) - set(second), set(second) - set(first)
    print(len(first), len(second), len(a), len(b))
    for fact in sorted(a)[:5] + sorted(b)[:5]:
        print(fact[:1000])
    sys.exit(1)
PYTHON
