/* Where on the web a section of a standard can be read. */
#ifndef KS_REPORT_STANDARD_H
#define KS_REPORT_STANDARD_H

/* The address of the standard that "XBRL 2.1 4.6.6" names; NULL where it is not known. Static. */
const char *ks_report_standard(const char *section);

#endif
