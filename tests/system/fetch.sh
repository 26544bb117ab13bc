#!/bin/sh
# fetch.sh KESSAN: a mirror is made from a server on the loopback that cuts connections, redirects,
# is busy and refuses.
set -eu
kessan=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
here=$(cd "$(dirname "$0")" && pwd)
perl -MIO::Socket::INET -e 1 2>/dev/null || { echo "no perl with sockets: skipped"; exit 77; }
ldconfig -p 2>/dev/null | grep -q 'libcurl.*\.so\.4' || { echo "no libcurl: skipped"; exit 77; }
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work"
fail() { echo "FAIL: $*"; echo "--- out"; cat out; echo "--- err"; cat err; echo "--- log"; cat log; exit 1; }
# run WANTED-EXIT ARGUMENTS...
run() {
    wanted=$1
    shift
    code=0
    "$kessan" "$@" >out 2>err || code=$?
    [ "$code" -eq "$wanted" ] || fail "kessan $* ended with $code, not $wanted"
}
says() { grep -qF -e "$1" "$2" || fail "$2 does not say: $1"; }
asked() { grep -cF -e "$1" log || true; }

mkdir -p site/t/深い "site/e e"
schema() { # NAME IMPORTS...: a schema of its own namespace
    name=$1
    shift
    echo '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:'"$name"'">'
    echo ' <xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>'
    for import in "$@"; do
        echo ' <xs:import namespace="urn:'"$(basename "$import" .xsd)"'" schemaLocation="'"$import"'"/>'
    done
    echo ' <!-- '"$(head -c 20000 /dev/zero | tr '\0' x)"' -->'
    echo '</xs:schema>'
}
schema b >site/t/b.xsd
schema c >site/t/深い/c.xsd
schema d >"site/e e/d.xsd"
perl "$here/fetch_server.pl" site log >port &
server=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do [ -s port ] && break; sleep 0.2; done
host=127.0.0.1:$(cat port)
url=http://$host
schema a b.xsd 深い/c.xsd "$url/moved/e e/d.xsd" >site/t/a.xsd

# All of it, in its place; what is built in is not asked for.
run 0 fetch "$url/t/a.xsd" --into mirror --write-lock all.lock
says '4 documents fetched into mirror' out
[ ! -s err ] || fail "something was said"
for file in t/a.xsd t/b.xsd t/深い/c.xsd; do
    found=$(find "mirror/$host" -path "*$(basename "$file")")
    cmp -s "site/$file" "$found" || fail "$file is not as it was"
done
cmp -s "site/e e/d.xsd" "mirror/$host/moved/e e/d.xsd" || fail "a redirect is not followed"
[ -z "$(find mirror -name '*.part*')" ] || fail "parts are left"
[ "$(wc -l <all.lock)" -eq 5 ] || fail "the lock has not all documents"
run 0 taxonomy --documents --mirror mirror --lock all.lock "$url/t/a.xsd"
[ "$(grep -c mirror out)" -eq 4 ] || fail "the mirror does not have all of it"

# What is there is not asked for again.
: >log
run 0 fetch "$url/t/a.xsd" --into mirror --lock all.lock
says '0 documents fetched' out
[ ! -s log ] || fail "a server was asked"

# A document that was changed on the server since.
rm -r mirror
echo '<!-- new -->' >>site/t/b.xsd
run 1 fetch "$url/t/a.xsd" --into mirror --lock all.lock
says 'lock.different' err
schema b >site/t/b.xsd

# A connection that is cut: the rest is asked for.
run 0 fetch "$url/cut/t/b.xsd" --into mirror
cmp -s site/t/b.xsd "mirror/$host/cut/t/b.xsd" || fail "what was cut is not whole"
[ "$(asked '/cut/t/b.xsd')" -eq 2 ] || fail "it was asked more than twice"
[ "$(asked '/cut/t/b.xsd 0')" -eq 1 ] || fail "it was asked for from its start again"

# One that is cut each time: what is there is kept, and gone on with by the next run.
run 4 fetch "$url/always/t/b.xsd" --into mirror
says 'fetch.failed' err
part=mirror/$host/always/t/b.xsd.part
[ -s "$part" ] || fail "the part is not kept"
size=$(wc -c <"$part")
: >log
run 4 fetch "$url/always/t/b.xsd" --into mirror
says "/always/t/b.xsd $size" log
[ ! -e "mirror/$host/always/t/b.xsd" ] || fail "a part stands as the whole"

# A part of what is another document now is thrown away.
mkdir -p "mirror/$host/t"
rm -f "mirror/$host/t/b.xsd"
printf 'some other text' >"mirror/$host/t/b.xsd.part"
printf '"old"\n' >"mirror/$host/t/b.xsd.part.etag"
run 0 fetch "$url/t/b.xsd" --into mirror
cmp -s site/t/b.xsd "mirror/$host/t/b.xsd" || fail "two documents are mixed"
mkdir -p "mirror/$host/plain/t"
printf 'some other text' >"mirror/$host/plain/t/b.xsd.part"
printf '"old"\n' >"mirror/$host/plain/t/b.xsd.part.etag"
run 0 fetch "$url/plain/t/b.xsd" --into mirror
cmp -s site/t/b.xsd "mirror/$host/plain/t/b.xsd" || fail "two documents are mixed"

# A server that is busy for a moment.
run 0 fetch "$url/busy/t/b.xsd" --into mirror

# Documents that are not there, with the place that refers to them; the others are fetched.
schema e gone.xsd b.xsd >site/t/e.xsd
run 4 fetch "$url/t/e.xsd" --into fresh
says "e.xsd:3:2: error: the server answers 404 (Not Found) for \"$url/t/gone.xsd\" [fetch.http]" err
[ -e "fresh/$host/t/b.xsd" ] || fail "one error stops the rest"
[ "$(asked '/t/gone.xsd')" -eq 1 ] || fail "a document that is not there is asked for again"
run 4 fetch --lang ja "$url/t/gone.xsd" --into fresh
says '404 (Not Found)' err

# What leads elsewhere, nowhere, to a page, or to silence.
run 4 fetch "$url/file/etc/passwd" --into fresh
says 'fetch.failed' err
run 4 fetch "$url/ring/a.xsd" --into fresh
says 'fetch.failed' err
run 4 fetch "$url/page/a.xsd" --into fresh
says 'fetch.page' err
run 4 fetch "$url/t/" --into fresh
says 'fetch.name' err
run 4 fetch "$url/t/%2e%2e/%2e%2e/x.xsd" --into fresh
says 'fetch.name' err
[ -z "$(find fresh -name passwd)" ] || fail "a file was taken"

# A report in a file: its taxonomy is fetched.
cat >report.xbrl <<EOF
<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
      xmlns:xlink="http://www.w3.org/1999/xlink"
 ><link:schemaRef xlink:type="simple" xlink:href="$url/t/b.xsd"/></xbrl>
EOF
run 4 validate report.xbrl
says 'kessan fetch' err
rm -r fresh
run 0 fetch report.xbrl --into fresh
run 0 validate report.xbrl --mirror fresh

# A folder that cannot be written, no folder, no such thing.
: >file
run 2 fetch "$url/t/b.xsd" --into file/mirror
run 2 fetch "$url/t/b.xsd"
says '--into DIR' err
run 2 fetch "$url/t/b.xsd" --into fresh --timeout 0
run 3 fetch missing.xbrl --into fresh
run 4 fetch ftp://127.0.0.1/a.xsd --into fresh

# A server that says nothing, and one that is not there.
: >log
run 4 fetch "$url/slow/a.xsd" --into fresh --timeout 1
says 'fetch.failed' err
kill "$server"
wait "$server" 2>/dev/null || true
server=
run 4 fetch "$url/t/new.xsd" --into fresh
says 'fetch.failed' err
echo "all is well"
