# cpack: a Debian package of what is installed.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME kessan)
set(CPACK_PACKAGE_VENDOR "the kessan developers")
set(CPACK_PACKAGE_CONTACT "the kessan developers <kessan@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "make, validate and render XBRL reports")
set(CPACK_PACKAGE_DESCRIPTION "kessan turns the figures of a company's accounts into a filed report: it builds the taxonomy and the
instance, validates instances, inline documents, taxonomies and report packages offline, and renders
them for people. Its findings come as text, JSON, SARIF, JUnit or GitHub annotations.
The library libkessan, its headers and its manual pages are part of the package.")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
# The command opens libcurl when it fetches, and not before.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libcurl4 | libcurl3-gnutls | libcurl4t64")
include(CPack)
