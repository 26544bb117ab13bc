#!/bin/sh
# package.sh BUILD_DIR: cpack makes a .deb; it holds what it should, and installs and works in a clean
# root with nothing in it but what its dependencies bring.
set -eu
build=$(cd "$1" && pwd)
source=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong() { echo "$*"; exit 1; }
skip() { echo "skipped: $*"; exit 77; }
command -v dpkg-shlibdeps >/dev/null && command -v cpack >/dev/null || skip "no cpack, or no dpkg-dev"

(cd "$work" && cpack --config "$build/CPackConfig.cmake" -G DEB -B "$work/pack") >"$work/log" 2>&1 ||
    { cat "$work/log"; wrong "cpack failed"; }
set -- "$work"/pack/kessan_*.deb
[ $# -eq 1 ] && [ -f "$1" ] || wrong "not one package: $*"
deb=$1

field() { dpkg-deb -f "$deb" "$1"; }
[ "$(field Package)" = kessan ] || wrong "its name is $(field Package)"
[ "$(field Section)" = text ] || wrong "its section is $(field Section)"
[ "kessan $(field Version)" = "$("$build/kessan" --version)" ] || wrong "its version is $(field Version)"
[ "$(field Architecture)" = "$(dpkg --print-architecture)" ] || wrong "it is for $(field Architecture)"
for library in libc6 libxml2 libxslt1.1 libzip libjansson libsqlite3 libgmp libcsv; do
    field Depends | grep -q "$library" || wrong "it does not depend on $library: $(field Depends)"
done
if field Depends | grep -q 'curl'; then wrong "it depends on libcurl, which only fetch loads"; fi
field Recommends | grep -q 'libcurl4' || wrong "it does not recommend libcurl: $(field Recommends)"
[ "$(field Description | wc -l)" -gt 2 ] || wrong "it has no description"

dpkg-deb -c "$deb" | sed 's/.* \.\(\/[^ ]*\).*/\1/' >"$work/files"
for file in /usr/bin/kessan /usr/lib.*/libkessan\\.so\\.0 /usr/include/kessan/kessan\\.h \
    /usr/lib.*/pkgconfig/kessan\\.pc /usr/lib.*/cmake/kessan/kessan-config\\.cmake \
    /usr/share/man/man1/kessan\\.1 /usr/share/man/man1/kessan-validate\\.1 \
    /usr/share/bash-completion/completions/kessan /usr/share/zsh/vendor-completions/_kessan \
    /usr/share/fish/vendor_completions\\.d/kessan\\.fish /usr/share/doc/kessan/LICENSE; do
    grep -q "^$file\$" "$work/files" || wrong "there is no $file in it"
done
if grep -v '/$' "$work/files" | grep -v '^/usr/'; then wrong "files outside of /usr"; fi
dpkg-deb -x "$deb" "$work/unpacked"
if grep -rIl "$build" "$work/unpacked"; then wrong "files that name the folder they were built in"; fi

[ "$(id -u)" -eq 0 ] || skip "the package is right; it takes root to install it in a clean root"
command -v debootstrap >/dev/null || skip "the package is right; no debootstrap for a clean root"
suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
mirror=$(apt-get indextargets --format '$(REPO_URI)' "Suite: $suite" 2>/dev/null | head -n 1)
root=$work/root
if [ -f "$build/clean-root.tar" ]; then
    mkdir "$root"
    tar -C "$root" -xf "$build/clean-root.tar"
elif debootstrap --variant=minbase "$suite" "$root" "${mirror:-http://deb.debian.org/debian}" >"$work/log" 2>&1; then
    tar -C "$root" -cf "$work/clean-root.tar" .
    mv "$work/clean-root.tar" "$build/clean-root.tar"
else
    tail -n 5 "$work/log"
    skip "the package is right; debootstrap could make no clean root"
fi
for file in /etc/resolv.conf /etc/hosts /etc/apt/apt.conf.d/*proxy*; do
    [ ! -f "$file" ] || cp -L "$file" "$root$file"
done
cp "$deb" "$root/kessan.deb"
mkdir "$root/reports"
cp "$source"/tests/golden/bases/units/* "$root/reports"
chroot "$root" test ! -e /usr/lib/"$(uname -m)"-linux-gnu/libxslt.so.1 || wrong "the root is not clean"
chroot "$root" apt-get -qq update >"$work/log" 2>&1 &&
    chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        /kessan.deb >>"$work/log" 2>&1 || { tail -n 30 "$work/log"; wrong "it does not install"; }
run() { chroot "$root" kessan "$@"; }
[ "$(run --version)" = "$("$build/kessan" --version)" ] || wrong "kessan --version fails there"
run validate /reports/good.xbrl || wrong "a good report is not valid there"
status=0
run validate --format sarif /reports/wrong.xbrl >"$work/sarif" 2>&1 || status=$?
[ $status -eq 1 ] && grep -q units.not-allowed "$work/sarif" || wrong "a wrong report ends with $status there"
run fetch --into /mirror http://localhost/x.xsd >"$work/out" 2>&1 && wrong "fetch without libcurl passes"
grep -q 'libcurl' "$work/out" || wrong "fetch without libcurl does not say so: $(cat "$work/out")"
chroot "$root" ldconfig -p | grep -q 'libkessan\.so\.0' || wrong "the library is not found there"
chroot "$root" dpkg -r kessan >"$work/log" 2>&1 || { cat "$work/log"; wrong "it cannot be removed"; }
chroot "$root" test ! -e /usr/bin/kessan || wrong "the command is still there"
