"""csv.py ONE TWO: two reports in xBRL-JSON say the same, the second by way of xBRL-CSV, where facts
have ids by table, row and column."""
import json
import sys


def row(name):
    return "facts.r_" + name.replace(".", "_") + ".value"


def aspects(fact, name):
    fact = dict(fact, dimensions=dict(fact["dimensions"]))
    if "noteId" in fact["dimensions"]:
        fact["dimensions"]["noteId"] = name(fact["dimensions"]["noteId"])
    fact["links"] = {kind: {group: sorted(map(name, ids)) for group, ids in groups.items()}
                     for kind, groups in fact.get("links", {}).items()}
    return fact


with open(sys.argv[1], encoding="utf-8") as one, open(sys.argv[2], encoding="utf-8") as two:
    one, two = json.load(one), json.load(two)
first = {row(name): aspects(fact, row) for name, fact in one["facts"].items()}
second = {name: aspects(fact, str) for name, fact in two["facts"].items()}
bad = [name for name in first if first[name] != second.get(name)] + [n for n in second if n not in first]
for name in bad[:5]:
    print(name, first.get(name), second.get(name), sep="\n  ")
if bad or not first or one["documentInfo"]["taxonomy"] != two["documentInfo"]["taxonomy"]:
    sys.exit("%d of %d facts differ" % (len(bad), len(first)))
