# kessan_builtin(TARGET): compiles every file of xsd/, xslt/ and docs/findings/ into TARGET, so that the command and
# the library need no files of their own at run time. io_builtin.c reads the table.
function(kessan_builtin target)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
         ${PROJECT_SOURCE_DIR}/xsd/*.xsd ${PROJECT_SOURCE_DIR}/xsd/*.xml ${PROJECT_SOURCE_DIR}/xslt/*.xsl
         ${PROJECT_SOURCE_DIR}/xslt/*.css ${PROJECT_SOURCE_DIR}/docs/findings/*.txt)
    list(SORT files)
    set(data "")
    set(declarations "")
    set(rows "")
    set(number 0)
    set(paths "")
    foreach(file IN LISTS files)
        set(path ${PROJECT_SOURCE_DIR}/${file})
        list(APPEND paths ${path})
        string(APPEND data "    \".globl ks_builtin_${number}\\n.hidden ks_builtin_${number}\\nks_builtin_${number}: .incbin \\\"${path}\\\"\\n\"\n"
            "    \".globl ks_builtin_${number}_end\\n.hidden ks_builtin_${number}_end\\nks_builtin_${number}_end: .byte 0\\n\"\n")
        string(APPEND declarations "extern const char ks_builtin_${number}[], ks_builtin_${number}_end[];\n")
        string(APPEND rows "    {\"${file}\", ks_builtin_${number}, ks_builtin_${number}_end},\n")
        math(EXPR number "${number} + 1")
    endforeach()
    set(out ${PROJECT_BINARY_DIR}/generated/builtin_files.c)
    file(CONFIGURE OUTPUT ${out} @ONLY CONTENT
"/* Made by cmake/KessanBuiltin.cmake. Sorted by path. */
#include \"io_builtin.h\"

__asm__(\".pushsection .rodata\\n\"
${data}    \".popsection\\n\");
${declarations}
const ks_builtin_file KS_BUILTIN_FILES[] = {
${rows}};
const size_t KS_BUILTIN_FILE_COUNT = ${number};
")
    set_source_files_properties(${out} PROPERTIES OBJECT_DEPENDS "${paths}")
    target_sources(${target} PRIVATE ${out})
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src/io)
endfunction()
