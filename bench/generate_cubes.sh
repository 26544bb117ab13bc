#!/bin/sh
# generate_cubes.sh DIR CUBES AXES MEMBERS FACTS: an instance of FACTS facts with dimensions. Each of
# CUBES hypercubes has AXES axes of MEMBERS members, the axes shared by all, and an item of its own;
# with 0 AXES the same facts stand in contexts without dimensions, and there are no hypercubes.
set -eu
dir=$1 cubes=$2 axes=$3 members=$4 facts=$5
mkdir -p "$dir"
awk -v cubes="$cubes" -v axes="$axes" -v members="$members" 'BEGIN {
    print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    print "<xsd:schema xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" xmlns:xbrldt=\"http://xbrl.org/2005/xbrldt\" xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:b=\"http://example.com/bench\" targetNamespace=\"http://example.com/bench\" elementFormDefault=\"qualified\">"
    print "<xsd:annotation><xsd:appinfo><link:linkbaseRef xlink:type=\"simple\" xlink:href=\"bench_def.xml\" xlink:arcrole=\"http://www.w3.org/1999/xlink/properties/linkbase\"/>"
    for (i = 1; i <= cubes; i++) role("c" i)
    for (i = 1; i <= axes; i++) role("a" i)
    print "</xsd:appinfo></xsd:annotation>"
    print "<xsd:import namespace=\"http://www.xbrl.org/2003/instance\" schemaLocation=\"http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd\"/>"
    print "<xsd:import namespace=\"http://xbrl.org/2005/xbrldt\" schemaLocation=\"http://www.xbrl.org/2005/xbrldt-2005.xsd\"/>"
    for (i = 1; i <= cubes; i++) {
        item("P" i, "xbrli:monetaryItemType", "xbrli:item", "false")
        item("H" i, "xbrli:stringItemType", "xbrldt:hypercubeItem", "true")
    }
    for (i = 1; i <= axes; i++) {
        item("A" i, "xbrli:stringItemType", "xbrldt:dimensionItem", "true")
        for (k = 1; k <= members; k++) item("A" i "M" k, "xbrli:stringItemType", "xbrli:item", "true")
    }
    print "</xsd:schema>"
}
function role(id) {
    printf "<link:roleType id=\"%s\" roleURI=\"http://example.com/%s\"><link:usedOn>link:definitionLink</link:usedOn></link:roleType>\n", id, id
}
function item(name, type, group, is_abstract) {
    printf "<xsd:element id=\"b_%s\" name=\"%s\" type=\"%s\" substitutionGroup=\"%s\" abstract=\"%s\" xbrli:periodType=\"duration\" nillable=\"true\"/>\n", name, name, type, group, is_abstract
}' >"$dir/bench.xsd"
awk -v cubes="$cubes" -v axes="$axes" -v members="$members" 'BEGIN {
    dim = "http://xbrl.org/int/dim/arcrole/"
    print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    print "<link:linkbase xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:xbrldt=\"http://xbrl.org/2005/xbrldt\">"
    for (i = 1; i <= cubes; i++) role("c" i)
    for (i = 1; i <= axes; i++) role("a" i)
    n = split("all hypercube-dimension dimension-domain domain-member", names, " ")
    for (i = 1; i <= n; i++)
        printf "<link:arcroleRef arcroleURI=\"%s%s\" xlink:type=\"simple\" xlink:href=\"http://www.xbrl.org/2005/xbrldt-2005.xsd#%s\"/>\n", dim, names[i], names[i]
    for (i = 1; axes > 0 && i <= cubes; i++) {
        open("c" i)
        loc("P" i)
        loc("H" i)
        arc("all", "P" i, "H" i, "xbrldt:contextElement=\"scenario\" xbrldt:closed=\"true\"")
        for (k = 1; k <= axes; k++) {
            loc("A" k)
            arc("hypercube-dimension", "H" i, "A" k, "order=\"" k "\" xbrldt:targetRole=\"http://example.com/a" k "\"")
        }
        print "</link:definitionLink>"
    }
    for (k = 1; k <= axes; k++) {
        open("a" k)
        loc("A" k)
        for (i = 1; i <= members; i++) loc("A" k "M" i)
        arc("dimension-domain", "A" k, "A" k "M1", "")
        for (i = 2; i <= members; i++) arc("domain-member", "A" k "M" int(i / 10) + 1, "A" k "M" i, "order=\"" i "\"")
        print "</link:definitionLink>"
    }
    print "</link:linkbase>"
}
function role(id) {
    printf "<link:roleRef roleURI=\"http://example.com/%s\" xlink:type=\"simple\" xlink:href=\"bench.xsd#%s\"/>\n", id, id
}
function open(id) {
    printf "<link:definitionLink xlink:type=\"extended\" xlink:role=\"http://example.com/%s\">\n", id
}
function loc(name) {
    printf "<link:loc xlink:type=\"locator\" xlink:href=\"bench.xsd#b_%s\" xlink:label=\"%s\"/>\n", name, name
}
function arc(arcrole, from, to, more) {
    printf "<link:definitionArc xlink:type=\"arc\" xlink:arcrole=\"%s%s\" xlink:from=\"%s\" xlink:to=\"%s\" %s/>\n", dim, arcrole, from, to, more
}' >"$dir/bench_def.xml"
awk -v cubes="$cubes" -v axes="$axes" -v members="$members" -v facts="$facts" 'BEGIN {
    print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    print "<xbrli:xbrl xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:xbrldi=\"http://xbrl.org/2006/xbrldi\" xmlns:iso4217=\"http://www.xbrl.org/2003/iso4217\" xmlns:b=\"http://example.com/bench\">"
    print "<link:schemaRef xlink:type=\"simple\" xlink:href=\"bench.xsd\"/>"
    contexts = int((facts + cubes - 1) / cubes)
    for (c = 0; c < contexts; c++) {
        printf "<xbrli:context id=\"c%d\"><xbrli:entity><xbrli:identifier scheme=\"http://example.com\">1</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>2001-01-01</xbrli:startDate><xbrli:endDate>2001-12-31</xbrli:endDate></xbrli:period>", c
        if (axes > 0) {
            printf "<xbrli:scenario>"
            for (k = 1; k <= axes; k++)
                printf "<xbrldi:explicitMember dimension=\"b:A%d\">b:A%dM%d</xbrldi:explicitMember>", k, k, (c * (2 * k + 1)) % members + 1
            printf "</xbrli:scenario>"
        }
        print "</xbrli:context>"
    }
    print "<xbrli:unit id=\"JPY\"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>"
    for (i = 0; i < facts; i++)
        printf "<b:P%d contextRef=\"c%d\" unitRef=\"JPY\" decimals=\"-3\">%d000</b:P%d>\n", i % cubes + 1, int(i / cubes), i * 7919 % 1000003, i % cubes + 1
    print "</xbrli:xbrl>"
}' >"$dir/bench.xbrl"
