#include "api_read.h"

ks_status ks_api_validate_written(ks_session *session, const ks_write_files *documents,
                                  const ks_write_file *view)
{
    (void)session;
    (void)documents;
    (void)view;
    return KS_OK;
}
ks_status ks_validate(ks_session *session, const char *file)
{
    (void)session;
    (void)file;
    return KS_OK;
}
ks_status ks_render_file(ks_session *session, const char *file, const ks_render_options *options)
{
    (void)session;
    (void)file;
    (void)options;
    return KS_OK;
}
