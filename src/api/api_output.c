#include "api_output.h"

#include <string.h>

static bool is_file(const ks_api_output *output)
{
    return output->path != NULL && strcmp(output->path, "-") != 0;
}

ks_status ks_api_output_open(ks_api_output *output)
{
    if (!is_file(output)) {
        return KS_OK;
    }
    ks_session *session = output->session;
    const char *slash = strrchr(output->path, '/');
    ks_sv folder =
        slash != NULL ? (ks_sv){output->path, (size_t)(slash - output->path) + 1} : KS_SV(".");
    const char *name = ks_names_text(&session->names, folder);
    if (name == NULL) {
        return KS_ERR_MEMORY;
    }
    ks_status status = ks_output_set_new(name, &session->sink, &output->set);
    if (status == KS_OK) {
        status = ks_output_set_begin(output->set, slash != NULL ? slash + 1 : output->path,
                                     &session->sink);
    }
    return status;
}

ks_status ks_api_output_put(ks_sv piece, void *user)
{
    ks_api_output *output = user;
    if (is_file(output)) {
        return ks_output_set_put(output->set, piece, &output->session->sink);
    }
    if (output->write != NULL) {
        output->write(piece.ptr, piece.len, output->user);
    }
    return KS_OK;
}

/* Puts the file into its place. */
static ks_status commit(ks_api_output *output)
{
    if (!is_file(output)) {
        return KS_OK;
    }
    ks_sink *sink = &output->session->sink;
    ks_status status = ks_output_set_end(output->set, sink);
    if (status == KS_OK && output->beside != NULL) {
        status = ks_output_set_add(output->set, output->beside, ks_str_view(output->besides), sink);
    }
    return status == KS_OK ? ks_output_set_commit(output->set, sink) : status;
}

void ks_api_output_release(ks_api_output *output)
{
    ks_output_set_free(output->set);
    output->set = NULL;
}

ks_status ks_api_output_stream(ks_api_output *output,
                               ks_status (*write)(ks_write_out *out, void *user), void *user)
{
    ks_write_out out;
    ks_write_out_init(&out, ks_api_output_put, output);
    ks_status status = ks_api_output_open(output);
    if (status == KS_OK) {
        status = write(&out, user);
    }
    if (status == KS_OK) {
        status = ks_write_out_finish(&out);
    }
    if (status == KS_OK) {
        status = commit(output);
    }
    ks_write_out_release(&out);
    ks_api_output_release(output);
    return status;
}

ks_status ks_api_output_text(ks_api_output *output, ks_sv text)
{
    ks_status status = ks_api_output_open(output);
    if (status == KS_OK) {
        status = ks_api_output_put(text, output);
    }
    if (status == KS_OK) {
        status = commit(output);
    }
    ks_api_output_release(output);
    return status;
}
