# Shared by the scripts: talks, installs what is missing, builds. Sourced, not run.

say() { printf '==> %s\n' "$*"; }
fail() { printf 'kessan: %s\n' "$*" >&2; exit 1; }

# need PACKAGE...: installs the Debian packages that are not there yet.
need() {
    missing=''
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    command -v apt-get >/dev/null 2>&1 ||
        fail "these packages are missing and there is no apt-get to install them:$missing"
    as_root=''
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 ||
            fail "these packages are missing; install them as root, or install sudo:$missing"
        as_root=sudo
    fi
    say "installing$missing"
    $as_root apt-get update -qq || say "apt-get update failed; trying with the lists that are here"
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing \
        >/dev/null || fail "apt-get could not install$missing"
}

BUILD_PACKAGES='gcc libc6-dev cmake ninja-build pkg-config libxml2-dev libxslt1-dev libgmp-dev libcsv-dev libzip-dev libcurl4-openssl-dev libjansson-dev libsqlite3-dev check libsubunit-dev'
TEST_PACKAGES='libxml2-utils xsltproc clang-format-14 g++ binutils xz-utils zip sqlite3 dpkg-dev file debootstrap zsh fish libyaml-pp-perl pre-commit'

# build PRESET [TARGET...]; cmake_flags are for the configuration
build() {
    preset=$1
    shift
    say "building $preset"
    log=build/$preset.log
    mkdir -p build
    if ! { cmake --preset "$preset" ${cmake_flags:-} && cmake --build --preset "$preset" ${1:+--target "$@"}; } >"$log" 2>&1; then
        tail -n 60 "$log" >&2
        fail "the $preset build failed; the whole log is in $log"
    fi
}
