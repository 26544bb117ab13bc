#include "write_package.h"

#include "base_namespaces.h"
#include "write_json.h"
#include "xml_write.h"

static void write_texts(ks_xml_writer *writer, const char *element, const ks_lang_text *texts)
{
    for (const ks_lang_text *text = texts; text != NULL; text = text->next) {
        ks_xml_write_start(writer, element);
        ks_xml_write_attr(writer, "xml:lang", text->lang);
        ks_xml_write_text(writer, text->text);
        ks_xml_write_end(writer);
    }
}

/* 3.2.2 */
static void write_entry(ks_xml_writer *writer, const ks_write_package_options *options)
{
    ks_xml_write_start(writer, "entryPoints");
    ks_xml_write_start(writer, "entryPoint");
    write_texts(writer, "name", options->names);
    ks_xml_write_element(writer, "version", options->version);
    ks_xml_write_start(writer, "entryPointDocument");
    ks_xml_write_attr(writer, "href", options->entry);
    ks_xml_write_end(writer);
    ks_xml_write_start(writer, "languages");
    for (size_t i = 0; i < options->language_count; i++) {
        ks_xml_write_element(writer, "language", options->languages[i]);
    }
    ks_xml_write_end(writer);
    ks_xml_write_end(writer);
    ks_xml_write_end(writer);
}

/* 3.2 */
static void write_metadata(ks_xml_writer *writer, const ks_write_package_options *options)
{
    ks_xml_write_start(writer, "taxonomyPackage");
    ks_xml_write_attr(writer, "xmlns", KS_NS_PACKAGE);
    ks_xml_write_element(writer, "identifier", options->identifier);
    write_texts(writer, "name", options->names);
    ks_xml_write_element(writer, "version", options->version);
    write_texts(writer, "publisher", options->publishers);
    write_entry(writer, options);
    ks_xml_write_end(writer);
}

/* 3.3 */
static void write_catalog(ks_xml_writer *writer, const ks_write_package_options *options)
{
    ks_xml_write_start(writer, "catalog");
    ks_xml_write_attr(writer, "xmlns", KS_NS_CATALOG);
    ks_xml_write_start(writer, "rewriteURI");
    ks_xml_write_attr(writer, "uriStartString", options->url_start);
    ks_xml_write_attr(writer, "rewritePrefix", options->rewrite_prefix);
    ks_xml_write_end(writer);
    ks_xml_write_end(writer);
}

static ks_status add_xml(const char *name,
                         void (*write)(ks_xml_writer *, const ks_write_package_options *),
                         const ks_write_package_options *options, ks_write_files *files)
{
    ks_xml_writer writer;
    ks_str text;
    ks_str_init(&text);
    ks_xml_writer_init(&writer, &text);
    ks_xml_write_declaration(&writer, "UTF-8");
    write(&writer, options);
    ks_xml_writer_release(&writer);
    ks_status status = ks_write_files_add(files, name, &text);
    ks_str_release(&text);
    return status;
}

static ks_status add_report_metadata(const ks_write_package_options *options, ks_write_files *files)
{
    ks_str text;
    ks_str_init(&text);
    ks_str_add(&text, "{ \"documentInfo\": { \"documentType\": ");
    ks_write_json_string(&text, options->document_type);
    ks_str_add(&text, " } }\n");
    ks_status status = ks_write_files_add(files, "META-INF/reportPackage.json", &text);
    ks_str_release(&text);
    return status;
}

ks_status ks_write_package(const ks_write_package_options *options, ks_write_files *files)
{
    ks_status status = add_report_metadata(options, files);
    if (status == KS_OK) {
        status = add_xml("META-INF/taxonomyPackage.xml", write_metadata, options, files);
    }
    if (status == KS_OK && options->url_start != NULL) {
        status = add_xml("META-INF/catalog.xml", write_catalog, options, files);
    }
    return status;
}
