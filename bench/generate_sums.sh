#!/bin/sh
# generate_sums.sh DIR FACTS: an instance of about FACTS facts in a calculation network of 30 totals
# with 10 items each, which all add up. A twelfth of the facts is there twice.
set -eu
dir=$1 facts=$2 totals=30 items=10
mkdir -p "$dir"
awk -v totals="$totals" -v items="$items" 'BEGIN {
    print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    print "<xsd:schema xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" targetNamespace=\"http://example.com/bench\" elementFormDefault=\"qualified\">"
    print "  <xsd:annotation><xsd:appinfo>"
    print "    <link:linkbaseRef xlink:type=\"simple\" xlink:href=\"bench_cal.xml\" xlink:arcrole=\"http://www.w3.org/1999/xlink/properties/linkbase\"/>"
    print "  </xsd:appinfo></xsd:annotation>"
    print "  <xsd:import namespace=\"http://www.xbrl.org/2003/instance\" schemaLocation=\"http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd\"/>"
    for (t = 1; t <= totals; t++) {
        concept("T" t)
        concept("R" t)
        for (i = 1; i <= items; i++) concept("T" t "I" i)
    }
    print "</xsd:schema>"
}
function concept(name) {
    printf "  <xsd:element id=\"b_%s\" name=\"%s\" type=\"xbrli:monetaryItemType\" substitutionGroup=\"xbrli:item\" xbrli:periodType=\"duration\" nillable=\"true\"/>\n", name, name
}' >"$dir/bench.xsd"
awk -v totals="$totals" -v items="$items" 'BEGIN {
    print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    print "<link:linkbase xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">"
    print "<link:calculationLink xlink:type=\"extended\" xlink:role=\"http://www.xbrl.org/2003/role/link\">"
    for (t = 1; t <= totals; t++) {
        locator("T" t)
        for (i = 1; i <= items; i++) {
            locator("T" t "I" i)
            printf "  <link:calculationArc xlink:type=\"arc\" xlink:arcrole=\"http://www.xbrl.org/2003/arcrole/summation-item\" xlink:from=\"T%d\" xlink:to=\"T%dI%d\" order=\"%d\" weight=\"%d\"/>\n", t, t, i, i, i % 2 == 0 ? -1 : 1
        }
    }
    print "</link:calculationLink>\n</link:linkbase>"
}
function locator(name) {
    printf "  <link:loc xlink:type=\"locator\" xlink:href=\"bench.xsd#b_%s\" xlink:label=\"%s\"/>\n", name, name
}' >"$dir/bench_cal.xml"
awk -v totals="$totals" -v items="$items" -v facts="$facts" 'BEGIN {
    print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    print "<xbrli:xbrl xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:iso4217=\"http://www.xbrl.org/2003/iso4217\" xmlns:b=\"http://example.com/bench\">"
    print "  <link:schemaRef xlink:type=\"simple\" xlink:href=\"bench.xsd\"/>"
    sets = int((facts + items + 2) / (items + 3))
    for (c = 0; c * totals < sets; c++)
        printf "  <xbrli:context id=\"y%d\"><xbrli:entity><xbrli:identifier scheme=\"http://example.com\">1</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>%04d-01-01</xbrli:startDate><xbrli:endDate>%04d-12-31</xbrli:endDate></xbrli:period></xbrli:context>\n", c, 1000 + c, 1000 + c
    print "  <xbrli:unit id=\"JPY\"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>"
    for (s = 0; s < sets; s++) {
        t = s % totals + 1
        c = int(s / totals)
        sum = 0
        for (i = 1; i <= items; i++) {
            value = (s * items + i) * 7919 % 1000003 + 1000000
            sum += i % 2 == 0 ? -value : value
            fact("T" t "I" i, c, value)
        }
        fact("T" t, c, sum)
        fact("R" t, c, sum)
        fact("R" t, c, sum)
    }
    print "</xbrli:xbrl>"
}
function fact(name, c, value) {
    printf "  <b:%s contextRef=\"y%d\" unitRef=\"JPY\" decimals=\"0\">%d</b:%s>\n", name, c, value, name
}' >"$dir/bench.xbrl"
