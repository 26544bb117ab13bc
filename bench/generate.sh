#!/bin/sh
# generate.sh DIR CONCEPTS FACTS: an instance of FACTS facts over a schema of CONCEPTS concepts.
set -eu
dir=$1 concepts=$2 facts=$3
mkdir -p "$dir"
awk -v n="$concepts" 'BEGIN {
    print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    print "<xsd:schema xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" xmlns:b=\"http://example.com/bench\" targetNamespace=\"http://example.com/bench\" elementFormDefault=\"qualified\">"
    print "  <xsd:import namespace=\"http://www.xbrl.org/2003/instance\" schemaLocation=\"http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd\"/>"
    for (i = 1; i <= n; i++)
        printf "  <xsd:element id=\"b_C%d\" name=\"C%d\" type=\"xbrli:monetaryItemType\" substitutionGroup=\"xbrli:item\" xbrli:periodType=\"duration\" nillable=\"true\"/>\n", i, i
    print "</xsd:schema>"
}' >"$dir/bench.xsd"
awk -v n="$concepts" -v m="$facts" 'BEGIN {
    print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    print "<xbrli:xbrl xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:iso4217=\"http://www.xbrl.org/2003/iso4217\" xmlns:b=\"http://example.com/bench\">"
    print "  <link:schemaRef xlink:type=\"simple\" xlink:href=\"bench.xsd\"/>"
    contexts = int((m + n - 1) / n)
    for (c = 0; c < contexts; c++)
        printf "  <xbrli:context id=\"y%d\"><xbrli:entity><xbrli:identifier scheme=\"http://example.com\">1</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>%04d-01-01</xbrli:startDate><xbrli:endDate>%04d-12-31</xbrli:endDate></xbrli:period></xbrli:context>\n", c, 1000 + c, 1000 + c
    print "  <xbrli:unit id=\"JPY\"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>"
    for (i = 0; i < m; i++)
        printf "  <b:C%d contextRef=\"y%d\" unitRef=\"JPY\" decimals=\"-3\">%d000</b:C%d>\n", i % n + 1, int(i / n), i * 7919 % 1000003, i % n + 1
    print "</xbrli:xbrl>"
}' >"$dir/bench.xbrl"
