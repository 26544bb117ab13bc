#!/bin/sh
# run.sh KESSAN BUILD [CORPUS]: readable filings in a browser (look.js says what is looked at), and
# their print on paper. Takes the sample and pages of a made-up report; of the corpus, where it is,
# an EDINET report and a FERC form. Screenshots stay in BUILD/browser/shots.
set -eu
kessan=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
modules=$(cd "$2" && pwd)/browser
corpus=${3:-}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
    { echo "skipped: there is no Chromium"; exit 77; }
command -v npm >/dev/null 2>&1 || { echo "skipped: there is no npm"; exit 77; }
command -v pdftotext >/dev/null 2>&1 || { echo "skipped: there is no pdftotext"; exit 77; }
mkdir -p "$modules/shots"
if ! cmp -s "$here/package.json" "$modules/package.json" ||
    [ ! -d "$modules/node_modules/axe-core" ] || [ ! -d "$modules/node_modules/playwright-core" ]; then
    cp "$here/package.json" "$modules/"
    (cd "$modules" && npm install --silent --no-audit --no-fund --ignore-scripts) ||
        { rm -f "$modules/package.json"; echo "skipped: npm could not install the driver"; exit 77; }
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$kessan" make "$root/samples/iij-1q02/plan.xml" -o sample >/dev/null 2>&1
cp -R "$root/tests/golden/bases/render/." .
"$kessan" render report.xbrl --lang ja,en -o report >/dev/null
"$kessan" render report.xbrl --lang en --style inline -o report/report.xhtml >/dev/null
pages="+sample/iij-1q02.en-ja.html sample/iij-1q02.ja.html +sample/iij-1q02.xhtml report/report.xhtml report/index.html +report/Equity.html
    report/Loans.html +report/Notes.html report/link.html"
if [ -d "$corpus/filings" ]; then
    # shellcheck disable=SC2086
    edinet=$(echo "$corpus"/filings/edinet/02_*/*/XBRL/PublicDoc/*.xbrl)
    ferc=$(echo "$corpus"/filings/ferc1/Rockland_*.xbrl)
    "$kessan" render "$edinet" -m "$corpus/web" --lang ja -o edinet >/dev/null
    "$kessan" render "$ferc" -m "$corpus/web" -o ferc >/dev/null 2>&1 || true # documents are missing
    pages="$pages edinet/rol_ConsolidatedStatementOfChangesInEquity.html
        edinet/rol_NotesSegmentInformationEtcConsolidatedFinancialStatements-02.html
        edinet/rol_MajorShareholders-01.html edinet/rol_FinancialInformation.html
        ferc/IncomeStatment.html"
fi
# shellcheck disable=SC2086
KESSAN_MODULES="$modules" KESSAN_BROWSER="$browser" node "$here/look.js" $pages
