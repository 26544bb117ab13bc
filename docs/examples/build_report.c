/* Builds a report from figures, without a filing plan, and validates it before it is written. */
#include <stdio.h>

#include <kessan/kessan.h>

static void print(const ks_finding *finding, void *user)
{
    (void)user;
    printf("%s\n", finding->message);
}

int main(int argc, char **argv)
{
    ks_options options = KS_OPTIONS_INIT;
    options.on_finding = print;
    ks_session *session = NULL;
    ks_builder *builder = NULL;
    if (argc != 3 || ks_session_new(&options, &session) != KS_OK) {
        return 1;
    }
    ks_status status = ks_builder_new(session, argv[1], &builder);
    ks_figure figure = KS_FIGURE_INIT;
    figure.scheme = "http://example.com/tax";
    figure.entity = "42";
    figure.concept_name = "shop:Cash";
    figure.end = "2002-12-31";
    figure.unit = "iso4217:JPY";
    figure.decimals = "0";
    figure.value = "678901";
    if (status == KS_OK) {
        status = ks_builder_add(builder, &figure);
    }
    figure.concept_name = "shop:Revenu"; /* a slip */
    if (status == KS_OK && ks_builder_add(builder, &figure) == KS_REFUSED) {
        figure.concept_name = "shop:Revenue";
        figure.start = "2002-01-01";
        figure.value = "12345000";
        figure.decimals = "-3";
        status = ks_builder_add(builder, &figure);
    }
    if (status == KS_OK) {
        status = ks_builder_write(builder, argv[2]);
    }
    printf("%s\n", ks_status_name(status));
    ks_builder_free(builder);
    ks_session_free(session);
    return status == KS_OK ? 0 : 1;
}
