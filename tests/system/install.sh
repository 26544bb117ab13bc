#!/bin/sh
# install.sh BUILD_DIR: what is installed can be built against, by pkg-config and by CMake.
set -eu
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$build" --prefix "$work/usr" >/dev/null
mkdir "$work/program"
cat >"$work/program/program.c" <<'END'
#include <kessan/kessan.h>
#include <stdio.h>
int main(void)
{
    ks_options options = KS_OPTIONS_INIT;
    ks_session *session = NULL;
    if (ks_session_new(&options, &session) != KS_OK) {
        return 1;
    }
    printf("kessan %s, %zu rules\n", ks_version(), ks_rule_count());
    ks_session_free(session);
    return 0;
}
END
cat >"$work/program/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(program LANGUAGES C)
find_package(kessan REQUIRED)
add_executable(program program.c)
target_link_libraries(program kessan::kessan)
END
libdir=$(dirname "$(find "$work/usr" -name libkessan.so)")
cd "$work/program"

PKG_CONFIG_PATH=$libdir/pkgconfig
export PKG_CONFIG_PATH
# shellcheck disable=SC2046
cc program.c -o by-pkg-config $(pkg-config --cflags --libs kessan) -Wl,-rpath,"$libdir"
./by-pkg-config | grep -q '^kessan '

cmake -S . -B by-cmake -DCMAKE_PREFIX_PATH="$work/usr" >/dev/null
cmake --build by-cmake >/dev/null
by-cmake/program | grep -q '^kessan '
"$work/usr/bin/kessan" --version | grep -q '^kessan '
[ -s "$work/usr/share/man/man1/kessan.1" ]
for file in man/man1/kessan-validate.1 bash-completion/completions/kessan zsh/site-functions/_kessan \
    fish/vendor_completions.d/kessan.fish; do
    [ -s "$work/usr/share/$file" ]
done
