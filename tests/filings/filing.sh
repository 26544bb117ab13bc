# What each test of a filing begins with, `. filing.sh`, with the arguments KESSAN CORPUS NAME of the
# test: goes to this folder and sets $kessan, $corpus, $name, $file (the filing) and $work, a folder
# that goes when the test ends.
kessan=$1
corpus=$2
name=$3
cd "$(dirname "$0")"
[ -d "$corpus/filings" ] || { echo "skipped: no corpus of filings"; exit 77; }
corpus=$(cd "$corpus" && pwd)
pattern=$(awk -v name="$name" '$1 == name {print $2}' filings)
# shellcheck disable=SC2086
set -- "$corpus"/filings/$pattern
[ $# -eq 1 ] && [ -e "$1" ] || { echo "not one filing: $pattern"; exit 1; }
file=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The test goes on, and $status tells in the end.
status=0
fail() {
    echo "$name: $*"
    status=1
}
