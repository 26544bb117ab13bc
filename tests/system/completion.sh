#!/bin/bash
# completion.sh KESSAN: what the shells complete, and that the scripts are as the shells want them.
set -eu
kessan=$(realpath "$1")
source=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
for shell in bash zsh fish; do
    "$kessan" help --completion $shell >"$work/kessan.$shell"
done
status=0
"$kessan" help --completion tcsh >"$work/out" 2>"$work/err" || status=$?
[ $status -eq 2 ] && [ ! -s "$work/out" ] && grep -q tcsh "$work/err"

# Each command that there is has its page, and each page its command.
"$kessan" --help | sed -n 's/^  \([a-z]*\)  *[a-z].*/\1/p' | sort >"$work/commands"
sed -n 's/^set(KESSAN_COMMANDS \(.*\))$/\1/p' "$source/cmake/KessanGenerated.cmake" | tr ' ' '\n' | sort \
    >"$work/pages"
diff "$work/commands" "$work/pages"
while read -r command; do
    "$kessan" help --man "$command" >"$work/page"
    grep -q "^kessan.-$command " "$work/page"
    if command -v man >/dev/null; then
        LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -l "$work/page" >/dev/null 2>"$work/err"
        [ ! -s "$work/err" ] || { cat "$work/err"; failed=1; }
    fi
done <"$work/commands"

mkdir "$work/here" "$work/here/folder"
cd "$work/here"
touch report.xbrl 'two words.xbrl'
"$kessan" help --completion bash >"$work/script"
. "$work/script"
set +e # as in a shell that people type in

# expect WANTED WORD...: with the last word begun, bash offers these, in this order or another.
expect() {
    local wanted=$1 got
    shift
    COMP_WORDS=(kessan "$@") COMP_CWORD=$#
    COMPREPLY=()
    _kessan kessan "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
    got=$(printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort | paste -sd ' ')
    if [ "$got" != "$wanted" ]; then
        printf 'kessan %s: bash offers "%s", not "%s"\n' "$*" "$got" "$wanted"
        failed=1
    fi
}
expect 'facts fetch' f
expect '--help --version' --
expect '--write-baseline --write-lock' validate --write
expect 'en ja' validate --lang ''
expect 'ja' validate --lang j
expect 'ja' validate --lang = j
expect 'en ja' validate --lang =
expect 'csv json' facts --format ''
expect 'csv json' facts -f ''
expect 'sarif' validate --format s
expect 'error never note warning' validate report.xbrl --fail-on ''
expect 'units.not-per-share units.not-pure' validate --skip units.not-p
expect 'sarif=' validate --report s
expect 'report.xbrl' validate --report sarif = r
expect 'report.xbrl' validate --report = sarif = r
expect 'units.not-pure=' validate --severity units.not-pu
expect 'off' validate --severity units.not-pure = o
expect 'folder' fetch --into ''
expect 'folder report.xbrl two words.xbrl' validate ''
expect 'two words.xbrl' validate report.xbrl tw
expect '' fetch ''
expect '' validate --jobs ''
expect 'validate' help v
expect 'tie.disagree' explain tie.disa
expect '' no-such-command --

command -v zsh >/dev/null && { zsh -n "$work/kessan.zsh" || failed=1; }
if command -v fish >/dev/null; then
    fish -n "$work/kessan.fish" || failed=1
    # offers WANTED LINE: fish offers these for the line.
    offers() {
        got=$(HOME=$work fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$work/kessan.fish" "$2" |
            cut -f 1 | LC_ALL=C sort | paste -sd ' ')
        [ "$got" = "$1" ] || { printf '%s: fish offers "%s", not "%s"\n' "$2" "$got" "$1"; failed=1; }
    }
    offers 'facts fetch' 'kessan f'
    offers 'en ja' 'kessan validate --lang '
    offers '--write-baseline --write-lock' 'kessan validate --write'
    offers 'folder/' 'kessan fetch --into '
    offers 'units.not-per-share units.not-pure' 'kessan validate --skip units.not-p'
    offers 'report.xbrl' 'kessan validate r'
fi
exit $failed
