/* Namespaces that more than one room speaks of. */
#ifndef KS_BASE_NAMESPACES_H
#define KS_BASE_NAMESPACES_H

#define KS_NS_XBRLI   "http://www.xbrl.org/2003/instance"
#define KS_NS_LINK    "http://www.xbrl.org/2003/linkbase"
#define KS_NS_XL      "http://www.xbrl.org/2003/XLink"
#define KS_NS_XBRLDT  "http://xbrl.org/2005/xbrldt"
#define KS_NS_XBRLDI  "http://xbrl.org/2006/xbrldi"
#define KS_NS_ISO4217 "http://www.xbrl.org/2003/iso4217"
#define KS_NS_UTR     "http://www.xbrl.org/2009/utr"
#define KS_NS_NUM     "http://www.xbrl.org/dtr/type/numeric"
#define KS_NS_PACKAGE "http://xbrl.org/2016/taxonomy-package"
#define KS_NS_CATALOG "urn:oasis:names:tc:entity:xmlns:xml:catalog"
#define KS_NS_XML     "http://www.w3.org/XML/1998/namespace"
#define KS_NS_XSD     "http://www.w3.org/2001/XMLSchema"
#define KS_NS_XSI     "http://www.w3.org/2001/XMLSchema-instance"
#define KS_NS_XLINK   "http://www.w3.org/1999/xlink"
#define KS_NS_XHTML   "http://www.w3.org/1999/xhtml"
#define KS_NS_VIEW    "urn:kessan:view:1" /* docs/view.md */

#endif
