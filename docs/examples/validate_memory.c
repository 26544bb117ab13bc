/* Validates a report that is in memory, with its taxonomy: no file is read. */
#include <stdio.h>
#include <string.h>

#include <kessan/kessan.h>

static const char schema[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'"
    " xmlns:xbrli='http://www.xbrl.org/2003/instance' targetNamespace='http://example.com/m'>"
    "<xs:import namespace='http://www.xbrl.org/2003/instance'"
    " schemaLocation='http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd'/>"
    "<xs:element name='Cash' id='m_Cash' type='xbrli:monetaryItemType'"
    " substitutionGroup='xbrli:item' xbrli:periodType='instant'/></xs:schema>";

static const char report[] =
    "<xbrli:xbrl xmlns:xbrli='http://www.xbrl.org/2003/instance'"
    " xmlns:link='http://www.xbrl.org/2003/linkbase' xmlns:xlink='http://www.w3.org/1999/xlink'"
    " xmlns:iso4217='http://www.xbrl.org/2003/iso4217' xmlns:m='http://example.com/m'>\n"
    "<link:schemaRef xlink:type='simple' xlink:href='http://example.com/m.xsd'/>\n"
    "<xbrli:context id='now'><xbrli:entity><xbrli:identifier scheme='http://example.com/tax'>42"
    "</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2002-12-31</xbrli:instant>"
    "</xbrli:period></xbrli:context>\n"
    "<xbrli:unit id='yen'><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>\n"
    "<m:Cash contextRef='then' unitRef='yen' decimals='0'>1</m:Cash>\n"
    "</xbrli:xbrl>";

static void print(const ks_finding *finding, void *user)
{
    (void)user;
    printf("line %u: %s\n", (unsigned)finding->place.line, finding->message);
}

int main(void)
{
    ks_options options = KS_OPTIONS_INIT;
    options.on_finding = print;
    ks_session *session = NULL;
    if (ks_session_new(&options, &session) != KS_OK) {
        return 1;
    }
    ks_status status = ks_session_put(session, "http://example.com/m.xsd", schema, strlen(schema));
    if (status == KS_OK) {
        status = ks_session_put(session, "report.xbrl", report, strlen(report));
    }
    if (status == KS_OK) {
        status = ks_validate(session, "report.xbrl");
    }
    printf("%s, %zu errors\n", ks_status_name(status), ks_session_count(session, KS_ERROR));
    ks_session_free(session);
    return status == KS_REFUSED ? 0 : 1; /* the context "then" is not there */
}
