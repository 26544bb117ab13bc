# kessan_tsan(NAME SOURCE room...): a test of threads, built with ThreadSanitizer together with the
# rooms it needs. It is compiled when it is run, since all of the rooms are compiled once more.
function(kessan_tsan name source)
    set(sources ${source})
    set(includes "")
    foreach(room IN LISTS ARGN)
        get_target_property(files room_${room} SOURCES)
        list(APPEND sources ${files})
        list(APPEND includes $<TARGET_PROPERTY:room_${room},INTERFACE_INCLUDE_DIRECTORIES>)
    endforeach()
    add_executable(${name} EXCLUDE_FROM_ALL ${sources})
    target_include_directories(${name} PRIVATE ${includes} ${PROJECT_SOURCE_DIR}/tests/unit)
    target_compile_definitions(${name} PRIVATE _GNU_SOURCE KS_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    target_compile_options(${name} PRIVATE -fsanitize=thread -O1 -g -fno-strict-aliasing -w)
    target_link_options(${name} PRIVATE -fsanitize=thread)
    target_link_libraries(${name} PRIVATE kessan_libraries PkgConfig::check)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
    add_test(NAME tsan.build_${name}
        COMMAND ${CMAKE_COMMAND} --build ${PROJECT_BINARY_DIR} --target ${name})
    add_test(NAME tsan.${name} COMMAND ${name})
    set_tests_properties(tsan.build_${name} PROPERTIES FIXTURES_SETUP ${name} LABELS tsan TIMEOUT 900)
    set_tests_properties(tsan.${name} PROPERTIES FIXTURES_REQUIRED ${name} LABELS tsan
        ENVIRONMENT "CK_FORK=no;TSAN_OPTIONS=halt_on_error=1")
endfunction()
