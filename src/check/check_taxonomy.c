#include "check_taxonomy.h"

#include "check_links.h"
#include "check_tuples.h"

ks_status ks_check_taxonomy(const ks_taxonomy *taxonomy, ks_sink *sink)
{
    ks_check_tuples(taxonomy, sink);
    return ks_check_links(taxonomy, sink);
}
