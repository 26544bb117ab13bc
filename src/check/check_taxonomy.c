#include "check_taxonomy.h"

#include "check_links.h"

ks_status ks_check_taxonomy(const ks_taxonomy *taxonomy, ks_sink *sink)
{
    return ks_check_links(taxonomy, sink);
}
