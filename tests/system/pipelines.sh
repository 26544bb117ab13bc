#!/bin/sh
# pipelines.sh KESSAN: the pre-commit hooks, the GitHub Action and the GitLab example do what docs/ci.md
# says.
set -eu
kessan=$(realpath "$1")
source=$(cd "$(dirname "$0")/../.." && pwd)
perl -MYAML::PP -e 1 2>/dev/null || { echo "skipped: no YAML::PP (libyaml-pp-perl)"; exit 77; }
command -v git >/dev/null || { echo "skipped: no git"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
wrong() { echo "$*"; failed=1; }
# value FILE EXPRESSION: what a perl expression gives for the YAML document $_
value() { perl -MYAML::PP -e '$_ = YAML::PP->new->load_file($ARGV[0]); print eval($ARGV[1]) // "", "\n"' "$1" "$2"; }

# ends CODE COMMAND...: the command ends with that code; what it says is in $work/out.
ends() {
    wanted=$1 got=0
    shift
    "$@" >"$work/out" 2>&1 || got=$?
    [ "$got" -eq "$wanted" ] || { wrong "$*: $got, not $wanted"; cat "$work/out"; }
}
says() { grep -qF -e "$1" "$work/out" || { wrong "it does not say \"$1\""; cat "$work/out"; }; }

# ---- the hooks

HOME=$work
GIT_CONFIG_NOSYSTEM=1
GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com
export HOME GIT_CONFIG_NOSYSTEM GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
hooks=$source/.pre-commit-hooks.yaml
[ "$(value "$hooks" 'join " ", map { $$_{id} } @$_')" = 'kessan-validate kessan-validate-installed' ] ||
    wrong "the ids of the hooks are $(value "$hooks" 'join " ", map { $$_{id} } @$_')"
entry=$(value "$hooks" '$$_[0]{entry}')
[ -x "$source/$entry" ] || wrong "the entry $entry is no program of this folder"

mkdir "$work/reports"
cd "$work/reports"
git init -q
cp "$source"/tests/golden/bases/units/good.xbrl "$source"/tests/golden/bases/units/units.xsd .
cp "$source"/tests/golden/bases/units/wrong.xbrl 'wrong one.xbrl'
cp good.xbrl good.xml
printf '<project/>\n' >pom.xml
printf '<html><body>no report</body></html>\n' >page.html
sed 's/encoding="UTF-8"/encoding="UTF-16"/' 'wrong one.xbrl' | iconv -t UTF-16 >wide.xml
KESSAN=$kessan
export KESSAN
ends 0 "$source/$entry" good.xbrl good.xml units.xsd pom.xml page.html
ends 0 "$source/$entry" pom.xml
ends 1 "$source/$entry" good.xbrl 'wrong one.xbrl'
says 'wrong one.xbrl:'
ends 0 "$source/$entry" --fail-on=never --skip=units 'wrong one.xbrl'
ends 1 "$source/$entry" wide.xml
rm wide.xml

if command -v pre-commit >/dev/null; then
    mkdir -p "$work/hooks/scripts"
    cp "$hooks" "$work/hooks"
    cp "$source/$entry" "$source/scripts/lib.sh" "$work/hooks/scripts"
    git -C "$work/hooks" init -q
    git -C "$work/hooks" add -A
    git -C "$work/hooks" commit -qm hooks
    cat >.pre-commit-config.yaml <<END
repos:
  - repo: $work/hooks
    rev: $(git -C "$work/hooks" rev-parse HEAD)
    hooks:
      - id: kessan-validate
        args: [--fail-on=error]
END
    git add .pre-commit-config.yaml good.xbrl good.xml units.xsd pom.xml
    ends 0 pre-commit run --color never
    says Passed
    git add 'wrong one.xbrl'
    ends 1 pre-commit run --color never
    says Failed
    says '[units.not-allowed]'
fi

# ---- the action

home=$work/home
mkdir -p "$home/build/release" "$home/docs"
(cd "$source" && cp -R CMakeLists.txt CMakePresets.json cmake include src xsd xslt scripts "$home" &&
    cp -R docs/findings "$home/docs")
ln -s "$kessan" "$home/build/release/kessan" # as the cache brings it
unset KESSAN
GITHUB_OUTPUT=$work/outputs
export GITHUB_OUTPUT
# act CODE INPUT=VALUE...: runs the steps one after another, as the runner does
act() {
    code=$1
    shift
    rm -rf "$work/steps" "$GITHUB_OUTPUT"
    mkdir "$work/steps"
    perl "$source/tests/system/action_steps.pl" "$source/action.yml" "$home" "$work/steps" "$@" ||
        { wrong "action.yml is not understood"; return; }
    ends 0 bash -e "$work"/steps/1-key.sh
    ends 0 bash -e "$work"/steps/3-build.sh
    says "$("$kessan" --version)"
    ends "$code" bash -e "$work"/steps/4-validate.sh
    grep -q "^exit-code=$code\$" "$GITHUB_OUTPUT" || wrong "the output exit-code is not $code"
}
act 0 files=good.xbrl
key=$(grep '^key=kessan-' "$GITHUB_OUTPUT") || wrong "there is no key for the cache"
grep -q '^sarif=kessan.sarif$' "$GITHUB_OUTPUT" && grep -q '"2.1.0"' kessan.sarif || wrong "there is no SARIF file"
rm kessan.sarif
echo '/* changed */' >>"$home/src/cli/main.c"
act 1 "files=good.xbrl
  wrong*.xbrl" sarif=
says '::error file=wrong one.xbrl,'
[ "$(grep '^key=' "$GITHUB_OUTPUT")" != "$key" ] || wrong "other sources have the same key for the cache"
[ ! -e kessan.sarif ] || wrong "a SARIF file that nobody asked for"
act 0 'files=wrong one.xbrl' fail-on=never
act 0 'files=wrong one.xbrl' 'args=--skip=units.not-allowed
--calc=1.1'
act 2 files=good.xbrl fail-on=sometimes
act 3 files=gone.xbrl
mkdir -p web/example.com
cp units.xsd web/example.com
sed 's/"units.xsd"/"http:\/\/example.com\/units.xsd"/' good.xbrl >remote.xbrl
act 4 files=remote.xbrl
act 0 files=remote.xbrl mirror=web
act 2 "files=\$(touch injected)' \`touch injected\`
good.xbrl" "args=--skip=';touch injected;'"
[ ! -e injected ] || wrong "an input is run by the shell"

# ---- GitLab

lab=$source/docs/ci/gitlab-ci.yml
[ "$(value "$lab" '$$_{validate}{artifacts}{reports}{junit}')" = kessan.xml ] || wrong "no JUnit artifact"
[ "$(value "$lab" '$$_{validate}{artifacts}{when}')" = always ] || wrong "the artifact is kept only when all is well"
mkdir reports
cp good.xbrl units.xsd 'wrong one.xbrl' reports
line=$(value "$lab" '(grep { /^kessan / } @{$$_{validate}{script}})[0]')
mkdir "$work/bin"
ln -s "$kessan" "$work/bin/kessan"
ends 1 env PATH="$work/bin:$PATH" sh -c "$line"
grep -q '<failure' kessan.xml || wrong "no failure in the JUnit report"
value "$lab" 'join "\n", map { @{$$_{script} || []} } grep { ref eq "HASH" } values %$_' |
    sed -n 's/.*\(scripts\/[a-z]*\) .*/\1/p' | while read -r script; do
    [ -x "$source/$script" ] || { echo "there is no $script"; exit 1; }
done || failed=1
exit $failed
