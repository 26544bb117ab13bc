#!/bin/sh
# convert.sh KESSAN CORPUS: the sample's filing, an EDINET one and a FERC one as xBRL-JSON and as a
# database have all facts of the instance, and the same figures.
set -eu
kessan=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
root=$(cd "$(dirname "$0")/../.." && pwd)
command -v sqlite3 >/dev/null || { echo "skipped: no sqlite3"; exit 77; }
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

compare()
{
    file=$1
    shift
    # Documents that the mirror lacks are told by each in the same way.
    code=0
    "$kessan" facts "$file" "$@" -f json -o "$work/facts.json" 2>/dev/null || code=$?
    for output in report.json report.db; do
        got=0
        "$kessan" convert "$file" "$@" --to "$work/$output" 2>/dev/null || got=$?
        [ "$got" -eq "$code" ] || { echo "exit $got, not $code: $file to $output"; exit 1; }
    done
    sqlite3 "$work/report.db" "SELECT hex(concept), hex(coalesce(number, '')), is_nil,
        hex(coalesce(unit, '')) FROM facts_view ORDER BY id" >"$work/rows"
    [ "$(sqlite3 "$work/report.db" 'PRAGMA integrity_check')" = ok ]
    [ -z "$(sqlite3 "$work/report.db" 'PRAGMA foreign_key_check')" ]
    python3 - "$work" <<'END'
import json, sqlite3, sys
from decimal import Decimal
work = sys.argv[1]
facts = json.load(open(work + "/facts.json", encoding="utf-8"))
report = json.load(open(work + "/report.json", encoding="utf-8"))
names = report["documentInfo"]["namespaces"]
written = [f for f in report["facts"].values() if f["dimensions"]["concept"] != "xbrl:note"]
rows = [line.rstrip("\n").split("|") for line in open(work + "/rows")]
assert facts and len(facts) == len(written) == len(rows), (len(facts), len(written), len(rows))
text = lambda column: bytes.fromhex(column).decode()
database = sqlite3.connect(work + "/report.db")
exact = dict(database.execute("SELECT id, exact FROM facts"))
sums = {(n, t): [0, 0] for n, t in database.execute("SELECT network_id, total_id FROM sums")}
for n, t, item, weight in database.execute("""SELECT i.network_id, i.total_id, i.item_id, r.weight
        FROM sum_items i JOIN relationships r ON r.id = i.relationship_id"""):
    sums[n, t][0] += 1
    sums[n, t][1] += Decimal(exact[item]) * Decimal(str(weight))
for n, t, items, total, difference in database.execute("SELECT * FROM sums"):
    assert sums[n, t] == [items, Decimal(total)], (n, t)
    assert Decimal(total) + Decimal(difference) == Decimal(exact[t]), (n, t)
# Each relationship is one line, below that of its parent, and in its order.
count, = database.execute("SELECT count(*) FROM relationships").fetchone()
path, seen = [], set()
for n, position, depth, last, concept, arc, parent, order in database.execute("""
        SELECT l.network_id, l.position, l.depth, l.last, l.concept_id, l.relationship_id,
            r.parent_id, r.arc_order FROM lines l LEFT JOIN relationships r
            ON r.id = l.relationship_id ORDER BY l.network_id, l.position"""):
    while path and (path[-1]["network"] != n or path[-1]["last"] < position):
        path.pop()
    assert depth == len(path), (n, position)
    if arc is not None:
        seen.add(arc)
        assert path[-1]["concept"] == parent and path[-1]["order"] <= order, (n, position)
        path[-1]["order"] = order
    path.append({"network": n, "last": last, "concept": concept, "order": -10**9})
assert len(seen) == count and sums, (len(seen), count, len(sums))
for fact, json_fact, row in zip(facts, written, rows):
    dimensions = json_fact["dimensions"]
    assert dimensions["concept"] == fact["concept"] == text(row[0]), fact
    assert dimensions["concept"].split(":")[0] in names
    assert (json_fact["value"] is None) == (fact["value"] is None) == (row[2] == "1"), fact
    if fact.get("unit") and fact["value"] is not None:
        assert Decimal(json_fact["value"]) == Decimal(fact["value"]), fact
        assert abs(Decimal(text(row[1])) - Decimal(fact["value"])) <= abs(Decimal(fact["value"])) / 10**14
    assert len([d for d in dimensions if ":" in d]) == len(fact.get("dimensions", {})), fact
    assert ("/" in dimensions.get("period", "")) == (fact["period"] == "duration"), fact
    for note in json_fact.get("links", {}).get("footnote", {}).get("_", []):
        assert report["facts"][note]["dimensions"]["noteId"] == note
END
}

"$kessan" make "$root/samples/iij-1q02/plan.xml" -o "$work/sample" >/dev/null 2>&1
compare "$(ls "$work"/sample/*.xbrl | head -n 1)"

# The questions of docs/convert.md have answers.
"$kessan" convert "$work/sample/iij-1q02.xbrl" --to "$work/facts.db"
python3 - "$root/docs/convert.md" "$work/facts.db" <<'END'
import re, sqlite3, sys
text = open(sys.argv[1], encoding="utf-8").read()
block = re.search("<!-- sql: begin -->\n```sql\n(.*?)```\n<!-- sql: end -->", text, re.S).group(1)
database = sqlite3.connect(sys.argv[2])
queries = [query for query in block.split(";\n") if query.strip()]
assert len(queries) >= 9
answers = [database.execute(query).fetchall() for query in queries]
for query, rows in zip(queries, answers):
    assert rows and all(None not in row for row in rows), (query, rows)
assert answers[0][-1] == ("2002-04-01", "2002-06-30", 9849202000), answers[0]
END

# By way of xBRL-CSV the sample says the same; both files appear, or none.
(
    cd "$work/sample"
    "$kessan" convert ./*.xbrl --to one.json
    "$kessan" convert ./*.xbrl --to one.csv
    "$kessan" convert one-metadata.json --to two.json
    "$kessan" validate one-metadata.json
    python3 "$root/tests/filings/csv.py" one.json two.json
    # Elsewhere the report leads to its taxonomy all the same.
    mkdir elsewhere
    for other in report.json report.xbrl; do
        "$kessan" convert ./*.xbrl --to "elsewhere/$other"
        "$kessan" validate "elsewhere/$other"
    done
    mkdir none-metadata.json
    if "$kessan" convert ./*.xbrl --to none.csv 2>/dev/null; then
        echo "none.csv without its metadata"
        exit 1
    fi
    [ ! -e none.csv ]
)
[ -d "$2/filings" ] || { echo "skipped: no corpus of filings"; exit 77; }
# The sanitizers take ten times as long: one filing is enough for them.
set -- "$1" "$2" "${3:-}" "$2"/filings/edinet/02_*/*/XBRL/PublicDoc/*.xbrl
[ "$3" = --sanitized ] || set -- "$@" "$2"/filings/ferc1/Yankee*3806491.xbrl
corpus=$2
shift 3
for filing; do
    compare "$filing" --mirror "$corpus/web"
done
