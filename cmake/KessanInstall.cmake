# make install: the command, the library, its headers, pkg-config and CMake packages.
include(CMakePackageConfigHelpers)

install(TARGETS kessan RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS kessan_static kessan_shared
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/kessan DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES LICENSE NOTICE README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES docs/kessan.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

# The package finds its files from where it stands itself, wherever the prefix is.
file(RELATIVE_PATH KESSAN_PC_PREFIX /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
configure_file(cmake/kessan.pc.in kessan.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/kessan.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

configure_package_config_file(cmake/kessan-config.cmake.in kessan-config.cmake
    INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/kessan
    PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR)
write_basic_package_version_file(kessan-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/kessan-config.cmake ${PROJECT_BINARY_DIR}/kessan-config-version.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/kessan)
