#!/bin/sh
# generate_network.sh DIR deep|wide CONCEPTS: a taxonomy whose presentation and calculation are one
# chain, or one parent with all the others below it, and an instance of a few facts over it.
set -eu
dir=$1 shape=$2 concepts=$3
mkdir -p "$dir"
awk -v n="$concepts" 'BEGIN {
    print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    print "<xsd:schema xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" targetNamespace=\"http://example.com/bench\" elementFormDefault=\"qualified\">"
    print "  <xsd:annotation><xsd:appinfo>"
    print "    <link:linkbaseRef xlink:type=\"simple\" xlink:href=\"bench_pre.xml\" xlink:arcrole=\"http://www.w3.org/1999/xlink/properties/linkbase\"/>"
    print "    <link:linkbaseRef xlink:type=\"simple\" xlink:href=\"bench_cal.xml\" xlink:arcrole=\"http://www.w3.org/1999/xlink/properties/linkbase\"/>"
    print "  </xsd:appinfo></xsd:annotation>"
    print "  <xsd:import namespace=\"http://www.xbrl.org/2003/instance\" schemaLocation=\"http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd\"/>"
    for (i = 1; i <= n; i++)
        printf "  <xsd:element id=\"b_C%d\" name=\"C%d\" type=\"xbrli:monetaryItemType\" substitutionGroup=\"xbrli:item\" xbrli:periodType=\"duration\" nillable=\"true\"/>\n", i, i
    print "</xsd:schema>"
}' >"$dir/bench.xsd"
# linkbase LINK ARC ARCROLE ATTRIBUTES
linkbase() {
    awk -v n="$concepts" -v shape="$shape" -v link="$1" -v arc="$2" -v arcrole="$3" -v more="$4" 'BEGIN {
        print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        print "<link:linkbase xmlns:link=\"http://www.xbrl.org/2003/linkbase\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">"
        printf "<link:%s xlink:type=\"extended\" xlink:role=\"http://www.xbrl.org/2003/role/link\">\n", link
        for (i = 1; i <= n; i++)
            printf "  <link:loc xlink:type=\"locator\" xlink:href=\"bench.xsd#b_C%d\" xlink:label=\"C%d\"/>\n", i, i
        for (i = 2; i <= n; i++)
            printf "  <link:%s xlink:type=\"arc\" xlink:arcrole=\"http://www.xbrl.org/2003/arcrole/%s\" xlink:from=\"C%d\" xlink:to=\"C%d\" order=\"%d\"%s/>\n", arc, arcrole, shape == "deep" ? i - 1 : 1, i, i, more
        printf "</link:%s>\n</link:linkbase>\n", link
    }'
}
linkbase presentationLink presentationArc parent-child '' >"$dir/bench_pre.xml"
linkbase calculationLink calculationArc summation-item ' weight="1"' >"$dir/bench_cal.xml"
cat >"$dir/bench.xbrl" <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:b="http://example.com/bench">
  <link:schemaRef xlink:type="simple" xlink:href="bench.xsd"/>
  <xbrli:context id="y"><xbrli:entity><xbrli:identifier scheme="http://example.com">1</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>2002-04-01</xbrli:startDate><xbrli:endDate>2002-06-30</xbrli:endDate></xbrli:period></xbrli:context>
  <xbrli:unit id="JPY"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>
  <b:C2 contextRef="y" unitRef="JPY" decimals="-3">3000</b:C2>
</xbrli:xbrl>
END
