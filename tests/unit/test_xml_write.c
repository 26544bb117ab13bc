/* Writing XML. */
#include "test.h"

#include "xml_write.h"

START_TEST(test_nests_and_indents)
{
    ks_str out;
    ks_xml_writer w;
    ks_str_init(&out);
    ks_xml_writer_init(&w, &out);
    ks_xml_write_declaration(&w, "Shift_JIS");
    ks_xml_write_start(&w, "x:a");
    ks_xml_write_attr(&w, "b", "1");
    ks_xml_write_attr(&w, "none", NULL);
    ks_xml_write_element(&w, "c", "text");
    ks_xml_write_element(&w, "left-out", NULL);
    ks_xml_write_element(&w, "e", "");
    ks_xml_write_start(&w, "d");
    ks_xml_write_end(&w);
    ks_xml_write_end(&w);
    ck_assert_int_eq(ks_str_status(&out), KS_OK);
    ck_assert_str_eq(out.ptr, "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>\n"
                              "<x:a b=\"1\">\n"
                              "  <c>text</c>\n"
                              "  <e></e>\n"
                              "  <d/>\n"
                              "</x:a>\n");
    ks_xml_writer_release(&w);
    ks_str_release(&out);
}
END_TEST

START_TEST(test_keeps_mixed_content_as_it_is)
{
    ks_str out;
    ks_xml_writer w;
    ks_str_init(&out);
    ks_xml_writer_init(&w, &out);
    ks_xml_write_start(&w, "p");
    ks_xml_write_text(&w, "one ");
    ks_xml_write_element(&w, "b", "two");
    ks_xml_write_text(&w, " three");
    ks_xml_write_end(&w);
    ck_assert_str_eq(out.ptr, "<p>one <b>two</b> three</p>\n");
    ks_xml_writer_release(&w);
    ks_str_release(&out);
}
END_TEST

START_TEST(test_escapes_and_counts_what_xml_forbids)
{
    ks_str out;
    ks_xml_writer w;
    ks_str_init(&out);
    ks_xml_writer_init(&w, &out);
    ks_xml_write_start(&w, "a");
    ks_xml_write_attr(&w, "b", "<&>\"'\n\t\r△");
    ks_xml_write_text(&w, "<&>\"\r\n]]>売\x01\xff");
    ks_xml_write_end(&w);
    ck_assert_str_eq(out.ptr, "<a b=\"&lt;&amp;&gt;&quot;'&#10;&#9;&#13;△\">"
                              "&lt;&amp;&gt;\"&#13;\n]]&gt;売\xEF\xBF\xBD\xEF\xBF\xBD</a>\n");
    ck_assert_uint_eq(w.forbidden_count, 2);
    ks_xml_writer_release(&w);
    ks_str_release(&out);
}
END_TEST

KS_TEST_MAIN("xml_write", test_nests_and_indents, test_keeps_mixed_content_as_it_is,
             test_escapes_and_counts_what_xml_forbids)
