/* Getting documents from servers, by libcurl. It is loaded when it is asked for: linked in, it and
 * the libraries that it needs would make each start of the command several times as long. */
#ifndef KS_CLI_CURL_H
#define KS_CLI_CURL_H

#include <kessan/kessan.h>

typedef struct cli_curl cli_curl;

/* Told of what was received while a document is on its way: `total` is 0 where it is not known. */
typedef void (*cli_curl_progress)(uint64_t received, uint64_t total, void *user);

/* NULL, after setting *out_reason (static), where there is no libcurl. `timeout` in seconds is how
 * long a server may be silent. */
cli_curl *cli_curl_new(long timeout, cli_curl_progress progress, void *user,
                       const char **out_reason);
void cli_curl_free(cli_curl *curl); /* NULL is fine */

/* A ks_fetch_fn, but for `user`. Where `path` has a part of the document and the server still has
 * the same one, it goes on from there; it tries three times where that may help. */
ks_status cli_curl_get(cli_curl *curl, const char *url, const char *path, ks_fetched *fetched);

#endif
