# Flags that every target of ours is compiled with.
add_library(kessan_flags INTERFACE)
target_compile_options(kessan_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes
    -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wcast-qual -Wundef -Wvla
    -Wformat=2 -Wno-gnu-zero-variadic-macro-arguments -fno-strict-aliasing)
target_compile_definitions(kessan_flags INTERFACE _GNU_SOURCE)
if(KESSAN_WERROR)
    target_compile_options(kessan_flags INTERFACE -Werror)
endif()
if(KESSAN_SANITIZE)
    target_compile_options(kessan_flags INTERFACE
        -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(kessan_flags INTERFACE -fsanitize=address,undefined)
endif()
if(KESSAN_COVERAGE)
    target_compile_options(kessan_flags INTERFACE --coverage)
    target_link_options(kessan_flags INTERFACE --coverage)
endif()
