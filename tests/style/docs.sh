#!/bin/sh
# docs.sh KESSAN [--update]: what is made from the tables is as the tables are now, and what the
# texts name is there: commands with their options, files.
set -eu
kessan=$1
update=${2:-}
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$kessan" explain --markdown >"$work/findings.md"
"$kessan" help --man >"$work/kessan.1"
if [ "$update" = --update ]; then
    cp "$work/findings.md" "$work/kessan.1" docs/
fi

# check_command NAME OPTION...: the command has these options.
check_command() {
    name=$1
    shift
    "$kessan" "$name" --help >"$work/help" 2>&1 || { echo "there is no command kessan $name"; return 1; }
    for option; do
        grep -qE -e "(^| )$option([ ,]|\$)" "$work/help" || { echo "kessan $name has no $option"; return 1; }
    done
}

status=0
texts="README.md ARCHITECTURE.md CONTRIBUTING.md docs/bench.md docs/ci.md docs/convert.md docs/json.md
    docs/plan.md docs/sources.md docs/view.md"
# shellcheck disable=SC2086
grep -ohE '(^|[`(: ])kessan [a-z]+( [^`|#<>]*)?' $texts | sed 's/^[`(: ]*kessan //' | grep -E -e ' -' |
    grep -v -e '--no-such' |
    awk '{line = $1; for (i = 2; i <= NF; i++) if ($i ~ /^--?[a-z]/) {sub(/[=,.;:)].*/, "", $i); line = line " " $i} print line}' |
    sort -u >"$work/commands"
while read -r line; do
    # shellcheck disable=SC2086
    check_command $line || status=1
done <"$work/commands"
for name in $("$kessan" --help | awk '/^  [a-z]+ /{print $1}'); do
    "$kessan" "$name" --help
done >"$work/help"
# shellcheck disable=SC2086
for option in $(grep -ohE '`--[a-z][a-z0-9-]+' $texts | tr -d '`' | sort -u); do
    grep -qE -e " $option([ ,]|\$)" "$work/help" || { echo "no command has $option"; status=1; }
done
for text in $texts; do
    for file in $(grep -oE '\]\([A-Za-z][A-Za-z0-9_./-]*\)' "$text" | tr -d '])('); do
        [ -e "$(dirname "$text")/$file" ] || { echo "$text leads to $file, which is not there"; status=1; }
    done
    for file in $(grep -oE '`(docs|scripts|samples|tests|src|xsd|xslt|include|cmake|bench)/[a-z0-9_./-]*`' "$text" | tr -d '`'); do
        [ -e "$file" ] || { echo "$text names $file, which is not there"; status=1; }
    done
done
[ "$status" -eq 0 ]
diff docs/findings.md "$work/findings.md"
diff docs/kessan.1 "$work/kessan.1"
