/* Markup that is the same comes out the same. */
#include "output_markup.h"

#include "test.h"

static const char *const PAIRS[][2] = {
    {"a &lt; b", "a &lt; b"},
    {"1 < 2 > 0", "1 < 2 > 0"},
    {"<p xmlns=\"http://www.w3.org/1999/xhtml\">x</p>", "<p>x</p>"},
    {"<img  src='a.png'\n alt=\"\" />", "<img alt=\"\" src=\"a.png\"/>"},
    {"<a b=\"1\" ab=\"2\">", "<a ab=\"2\" b=\"1\">"},
    {"<p xmlns=\"urn:x\">", "<p xmlns=\"urn:x\">"},
    {"<p class=x>", "<p class=x>"},
    {"<p a=\"1", "<p a=\"1"},
    {"<", "<"},
};

START_TEST(test_writes_markup_in_one_way)
{
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
        ks_str out;
        ks_str_init(&out);
        conf_add_markup(&out, PAIRS[i][0]);
        ck_assert_str_eq(out.ptr, PAIRS[i][1]);
        ks_str_release(&out);
    }
}
END_TEST

KS_TEST_MAIN("markup", test_writes_markup_in_one_way)
