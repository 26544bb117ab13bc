#!/bin/sh
# hostile.sh KESSAN [--sanitized]: documents that are made to crash, hang or fill the memory of who
# reads them, or to have a file read that is none of theirs. Each ends in time, within bounded
# memory, with a finding and its exit code. --sanitized: without a limit of memory, of which the
# sanitizers reserve more than any limit, and without the cases of sheer size.
set -u
kessan=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
sanitized=${2:-}
[ -n "$sanitized" ] || ulimit -v 6000000
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0

# expect CODE ID ARGUMENT...: the exit code, and a finding of that id ("-": none) with at most 20
# lines told; the canary's text is never among them.
expect() {
    code=$1
    id=$2
    shift 2
    timeout 60 "$kessan" "$@" >out 2>err </dev/null
    got=$?
    grep -q canary-text out err && tell "read the canary" "$@"
    [ "$got" -eq "$code" ] || tell "exit $got, not $code" "$@"
    case $id in
    -) [ ! -s err ] || tell "findings" "$@" ;;
    *) grep -q "\[$id\]" err || tell "no $id" "$@" ;;
    esac
    [ "$(wc -l <err)" -le 20 ] || tell "too many findings" "$@"
}
tell() {
    echo "$1: $2 $3 ($case_name)"
    head -n 5 err | cut -c 1-300
    failed=1
}
case_name=
begin() {
    case_name=$1
    rm -rf "$work"/in
    mkdir "$work"/in
}

repeat() { # TEXT COUNT: in steps that double
    awk -v text="$1" -v count="$2" 'BEGIN {for (i = 0; i < count; i++) printf "%s", text}'
}
SCHEMA='<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:t" targetNamespace="urn:t" elementFormDefault="qualified"><xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>'
ITEM='<xs:element name="Name" id="t_Name" type="xbrli:stringItemType" substitutionGroup="xbrli:item" xbrli:periodType="instant"/>'
INSTANCE='<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:t="urn:t">'
SCHEMA_REF='<link:schemaRef xlink:type="simple" xlink:href="t.xsd"/>'
CONTEXT='<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="urn:s">1</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2002-06-30</xbrli:instant></xbrli:period></xbrli:context>'
LINKBASE='<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">'
schema() { echo "$SCHEMA$1</xs:schema>"; }
instance() { echo "$INSTANCE$SCHEMA_REF$CONTEXT$1</xbrli:xbrl>"; }

begin "a right report, so that the cases below differ by what is wrong with them"
schema "$ITEM" >in/t.xsd
instance '<t:Name contextRef="c">x</t:Name>' >in/i.xbrl
expect 0 - validate in/i.xbrl

# ---- entities ------------------------------------------------------------------------------------

begin "billion laughs"
{
    echo '<!DOCTYPE x [<!ENTITY a "ha">'
    previous=a
    for name in b c d e f g h j k; do
        echo "<!ENTITY $name \"&$previous;&$previous;&$previous;&$previous;&$previous;&$previous;&$previous;&$previous;&$previous;&$previous;\">"
        previous=$name
    done
    echo ']><x>&k;</x>'
} >in/i.xbrl
expect 3 xml.dtd-declaration validate in/i.xbrl
expect 3 xml.dtd-declaration facts in/i.xbrl
expect 3 xml.dtd-declaration make in/i.xbrl -o made

begin "a large entity, many times"
{
    echo "<!DOCTYPE x [<!ENTITY a \"$(repeat x 100000)\">]><x>"
    repeat '&a;' 50000
    echo '</x>'
} >in/i.xbrl
expect 3 xml.dtd-declaration validate in/i.xbrl

begin "an external entity"
echo '<canary>canary-text</canary>' >canary
echo "<!DOCTYPE x [<!ENTITY e SYSTEM \"file://$work/canary\">]><x>&e;</x>" >in/i.xbrl
expect 3 xml.dtd-declaration validate in/i.xbrl
echo "<!DOCTYPE x [<!ENTITY e SYSTEM \"../canary\">]>$(schema '&e;')" >in/t.xsd
expect 3 xml.dtd-declaration validate in/t.xsd

begin "a parameter entity"
echo "<!DOCTYPE x [<!ENTITY % e SYSTEM \"file://$work/canary\"> %e;]><x/>" >in/i.xbrl
expect 3 xml.dtd-declaration validate in/i.xbrl
echo '<!DOCTYPE x [<!ENTITY % a "<!ENTITY b &#39;ha&#39;>"> %a;]><x>&b;</x>' >in/i.xbrl
expect 3 xml.dtd-declaration validate in/i.xbrl

begin "an external document type"
echo "<!DOCTYPE xbrl SYSTEM \"file://$work/canary\">$(instance '')" >in/i.xbrl
schema "$ITEM" >in/t.xsd
expect 0 xml.external-dtd validate in/i.xbrl

begin "an entity of itself, and one that is not there"
echo '<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]><x>&a;</x>' >in/i.xbrl
expect 3 xml.dtd-declaration validate in/i.xbrl
instance '&a;' >in/i.xbrl
expect 3 xml.malformed validate in/i.xbrl

# ---- circles -------------------------------------------------------------------------------------

begin "schemas that import each other, and themselves over other names"
echo '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:u"><xs:import namespace="urn:t" schemaLocation="../in/./t.xsd"/></xs:schema>' >in/u.xsd
schema "<xs:import namespace=\"urn:u\" schemaLocation=\"u.xsd\"/>$ITEM" >in/t.xsd
instance '<t:Name contextRef="c">x</t:Name>' >in/i.xbrl
expect 0 - validate in/i.xbrl
expect 0 - validate in/t.xsd

begin "schemas that include each other"
schema "<xs:include schemaLocation=\"u.xsd\"/>$ITEM" >in/t.xsd
schema '<xs:include schemaLocation="t.xsd"/>' >in/u.xsd
instance '<t:Name contextRef="c">x</t:Name>' >in/i.xbrl
expect 0 - validate in/i.xbrl

begin "schemas that redefine each other"
schema "<xs:redefine schemaLocation=\"u.xsd\"/>$ITEM" >in/t.xsd
schema '<xs:redefine schemaLocation="t.xsd"/>' >in/u.xsd
expect 1 taxonomy.redefine validate in/t.xsd

begin "types that are derived from each other"
schema '<xs:complexType name="a"><xs:complexContent><xs:extension base="t:b"/></xs:complexContent></xs:complexType><xs:complexType name="b"><xs:complexContent><xs:restriction base="t:a"/></xs:complexContent></xs:complexType><xs:element name="e" type="t:a" substitutionGroup="xbrli:item" xbrli:periodType="instant"/>' >in/t.xsd
instance '<t:e contextRef="c">x</t:e>' >in/i.xbrl
expect 1 xml.schema-broken validate in/t.xsd
expect 1 xml.schema-broken validate in/i.xbrl
schema '<xs:simpleType name="a"><xs:union memberTypes="t:b"/></xs:simpleType><xs:simpleType name="b"><xs:list itemType="t:a"/></xs:simpleType><xs:element name="e" type="t:a"/>' >in/t.xsd
expect 1 xml.schema-broken validate in/t.xsd

begin "groups that contain each other"
schema '<xs:group name="a"><xs:sequence><xs:group ref="t:b"/></xs:sequence></xs:group><xs:group name="b"><xs:sequence><xs:group ref="t:a"/></xs:sequence></xs:group><xs:attributeGroup name="a"><xs:attributeGroup ref="t:a"/></xs:attributeGroup><xs:complexType name="c"><xs:group ref="t:a"/><xs:attributeGroup ref="t:a"/></xs:complexType>' >in/t.xsd
expect 1 xml.schema-broken validate in/t.xsd

begin "substitution groups in a circle"
schema '<xs:element name="a" substitutionGroup="t:b"/><xs:element name="b" substitutionGroup="t:c"/><xs:element name="c" substitutionGroup="t:a"/><xs:element name="d" substitutionGroup="t:a"/>' >in/t.xsd
instance '<t:d contextRef="c">x</t:d>' >in/i.xbrl
expect 1 xml.schema-broken validate in/t.xsd
expect 1 xml.schema-broken validate in/i.xbrl

begin "a chain of 20,000 substitution groups, and of types"
schema "$(awk 'BEGIN {for (i = 0; i < 20000; i++) printf "<xs:element name=\"e%d\" substitutionGroup=\"t:e%d\"/><xs:complexType name=\"c%d\"><xs:complexContent><xs:extension base=\"t:c%d\"/></xs:complexContent></xs:complexType>", i, i + 1, i, i + 1}')" >in/t.xsd
timeout 60 "$kessan" validate in/t.xsd >out 2>err
[ $? -lt 70 ] || tell "exit $?" validate in/t.xsd

begin "linkbases that refer to each other"
schema '<xs:annotation><xs:appinfo><link:linkbaseRef xlink:type="simple" xlink:href="l.xml" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/></xs:appinfo></xs:annotation>'"$ITEM" >in/t.xsd
echo "$LINKBASE<link:labelLink xlink:type=\"extended\" xlink:role=\"http://www.xbrl.org/2003/role/link\"><link:loc xlink:type=\"locator\" xlink:href=\"t.xsd#t_Name\" xlink:label=\"a\"/><link:loc xlink:type=\"locator\" xlink:href=\"l.xml\" xlink:label=\"b\"/></link:labelLink></link:linkbase>" >in/l.xml
expect 1 taxonomy.not-a-concept validate in/t.xsd

# ---- depth and size ------------------------------------------------------------------------------

begin "elements nested 100,000 deep"
instance "$(repeat '<t:Name>' 100000)$(repeat '</t:Name>' 100000)" >in/i.xbrl
schema "$ITEM" >in/t.xsd
expect 3 xml.too-deep validate in/i.xbrl
schema "$(repeat '<xs:complexType><xs:sequence><xs:element name="a">' 33334)" >in/t.xsd
expect 3 xml.too-deep validate in/t.xsd
echo "$LINKBASE$(repeat '<a>' 100000)" >in/l.xml
expect 3 xml.too-deep validate in/l.xml
repeat '<a>' 100000 >in/i.xbrl
expect 3 instance.not-an-instance validate in/i.xbrl
echo "<filing xmlns=\"urn:kessan:plan:1\">$(repeat '<a>' 100000)" >in/plan.xml
expect 3 xml.too-deep make in/plan.xml -o made

begin "tuples nested 5,000 deep"
schema '<xs:element name="T" id="t_T" substitutionGroup="xbrli:tuple" nillable="true"><xs:complexType><xs:sequence><xs:element ref="t:T" minOccurs="0"/></xs:sequence></xs:complexType></xs:element>' >in/t.xsd
instance "$(repeat '<t:T>' 5000)$(repeat '</t:T>' 5000)" >in/i.xbrl
expect 0 - validate in/i.xbrl

if [ -z "$sanitized" ]; then
    begin "an attribute of 1 GB"
    {
        printf '<x a="'
        head -c 1073741824 /dev/zero | tr '\0' a
        printf '"/>'
    } | timeout 100 "$kessan" validate - >out 2>err
    [ $? -eq 3 ] || tell "exit $?" validate -
    grep -q '\[xml.too-long\]' err || tell "no finding" validate -

    begin "a linkbase with a million arcs"
    schema "$(awk 'BEGIN {for (i = 0; i < 1415; i++) printf "<xs:element name=\"e%d\" id=\"e%d\" type=\"xbrli:stringItemType\" substitutionGroup=\"xbrli:item\" abstract=\"true\" xbrli:periodType=\"instant\"/>", i, i}')" >in/t.xsd
    {
        echo "$LINKBASE<link:presentationLink xlink:type=\"extended\" xlink:role=\"http://www.xbrl.org/2003/role/link\">"
        awk 'BEGIN {
            for (i = 0; i < 1415; i++) printf "<link:loc xlink:type=\"locator\" xlink:href=\"t.xsd#e%d\" xlink:label=\"e%d\"/>\n", i, i
            for (i = 0; i < 1415; i++) for (j = i + 1; j < 1415; j++)
                printf "<link:presentationArc xlink:type=\"arc\" xlink:arcrole=\"http://www.xbrl.org/2003/arcrole/parent-child\" xlink:from=\"e%d\" xlink:to=\"e%d\" order=\"%d\"/>\n", i, j, j
        }'
        echo "</link:presentationLink></link:linkbase>"
    } >in/l.xml
    expect 0 - validate in/l.xml
fi

# ---- names ---------------------------------------------------------------------------------------

begin "files that are none of the report's"
schema "$ITEM" >in/t.xsd
for name in "file://$work/canary" "$work/canary" "file:///etc/passwd" "/etc/passwd" \
    "../../../../../../../../../../../etc/passwd" "%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd" \
    "/proc/self/environ" "/dev/zero"; do
    echo "$INSTANCE<link:schemaRef xlink:type=\"simple\" xlink:href=\"$name\"/>$CONTEXT</xbrli:xbrl>" >in/i.xbrl
    expect 4 io.no-leave validate in/i.xbrl
    schema "<xs:import namespace=\"urn:u\" schemaLocation=\"$name\"/>" >in/u.xsd
    expect 4 io.no-leave validate in/u.xsd
done
echo "$INSTANCE<link:schemaRef xml:base=\"file:///etc/\" xlink:type=\"simple\" xlink:href=\"passwd\"/>$CONTEXT</xbrli:xbrl>" >in/i.xbrl
expect 4 io.no-leave validate in/i.xbrl

begin "links in a circle, folders, pipes and devices"
instance '' >in/i.xbrl
ln -s t.xsd in/u.xsd
ln -s u.xsd in/t.xsd
expect 3 io.cannot-read validate in/i.xbrl
expect 3 io.cannot-read validate in/t.xsd
rm in/t.xsd
mkdir in/t.xsd
expect 3 io.cannot-read validate in/i.xbrl
rmdir in/t.xsd
mkfifo in/t.xsd
expect 3 io.cannot-read validate in/i.xbrl
expect 3 xml.malformed validate in/t.xsd
expect 3 xml.malformed facts in/t.xsd
rm in/t.xsd
ln -s /dev/zero in/t.xsd
expect 3 io.cannot-read validate in/i.xbrl
expect 3 io.cannot-read validate in/t.xsd
ln -s . in/loop
instance '' | sed 's|t.xsd|loop/loop/loop/none.xsd|' >in/i.xbrl
expect 4 taxonomy.missing-document validate in/i.xbrl

# ---- bytes ---------------------------------------------------------------------------------------

begin "files that end too soon"
: >in/i.xbrl
expect 3 xml.malformed validate in/i.xbrl
instance '<t:Name contextRef="c">x</t:Name>' >whole
size=$(wc -c <whole)
at=1
while [ "$at" -lt "$((size - 2))" ]; do
    head -c "$at" whole >in/i.xbrl
    expect 3 xml.malformed validate in/i.xbrl
    at=$((at + 71))
done

begin "bytes that are no text"
schema "$ITEM" >in/t.xsd
head -c 100000 /dev/zero >in/i.xbrl
expect 3 io.wrong-encoding validate in/i.xbrl
instance '<t:Name contextRef="c">a@b</t:Name>' | tr '@' '\0' >in/i.xbrl
expect 3 io.control-character validate in/i.xbrl
instance '<t:Name contextRef="c">a@b</t:Name>' | LC_ALL=C tr '@' '\200' >in/i.xbrl
expect 3 io.broken-sequence validate in/i.xbrl
printf '\300\257\355\240\200' >in/i.xbrl
expect 3 io.broken-sequence validate in/i.xbrl
{ printf '<?xml version="1.0" encoding="no-such"?>'; instance ''; } >in/i.xbrl
expect 3 io.unknown-encoding validate in/i.xbrl
{ printf '<?xml version="1.0" encoding="UTF-16"?>'; instance ''; } >in/i.xbrl
expect 3 io.wrong-encoding validate in/i.xbrl
instance '<t:Name contextRef="c">x</t:Name>' | iconv -f UTF-8 -t UTF-16LE >in/i.xbrl
expect 3 io.wrong-encoding validate in/i.xbrl
{ printf '<?xml version="1.0" encoding="UTF-16"?>'; instance '<t:Name contextRef="c">x</t:Name>'; } |
    iconv -f UTF-8 -t UTF-16LE >in/i.xbrl
expect 0 - validate in/i.xbrl
head -c 50000 /dev/urandom >in/i.xbrl
timeout 60 "$kessan" validate in/i.xbrl >out 2>err
[ $? -eq 3 ] || tell "exit $?" validate in/i.xbrl

exit $failed
