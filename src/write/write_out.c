#include "write_out.h"

#define PIECE ((size_t)64 << 10)

void ks_write_out_init(ks_write_out *out, ks_write_put put, void *user)
{
    ks_str_init(&out->text);
    out->put = put;
    out->user = user;
}

void ks_write_out_release(ks_write_out *out)
{
    ks_str_release(&out->text);
}

ks_status ks_write_out_finish(ks_write_out *out)
{
    ks_status status = ks_str_status(&out->text);
    if (status == KS_OK && out->text.len > 0) {
        status = out->put(ks_str_view(&out->text), out->user);
        ks_str_clear(&out->text);
    }
    return status;
}

ks_status ks_write_out_step(ks_write_out *out)
{
    return out->text.len < PIECE ? ks_str_status(&out->text) : ks_write_out_finish(out);
}

void ks_write_line(ks_str *out, const char *text)
{
    ks_sv rest = ks_sv_from(text);
    bool is_first = true;
    for (ks_sv word = ks_sv_next_token(&rest); word.len > 0; word = ks_sv_next_token(&rest)) {
        ks_str_add(out, is_first ? "" : " ");
        ks_str_add_sv(out, word);
        is_first = false;
    }
}
