#!/bin/sh
# What the house forbids and a compiler does not see.
set -eu
cd "$(dirname "$0")/../.."
status=0

# forbid MESSAGE PATTERN FILE...: no file may match.
forbid() {
    message=$1 pattern=$2
    shift 2
    if grep -nE -e "$pattern" "$@"; then
        echo "forbidden: $message"
        status=1
    fi
}

c_files=$(find src -name '*.[ch]')
outside_xml=$(find src -name '*.[ch]' -not -path 'src/xml/*' -not -path 'src/render/*')
library=$(find src -name '*.c' -not -path 'src/cli/*')
# shellcheck disable=SC2086
{
    forbid "libxml2 has one door, src/xml (and src/render for XSLT)" '#include <lib(xml|xslt|exslt)/' $outside_xml
    forbid "attributes by local name only (libxml2.md T3)" '\bxml(Get|Has)Prop *\(' $c_files
    forbid "lines of 16 bits (libxml2.md T8)" '->line\b.*xmlNode' $c_files
    forbid "files are read by io, not by libxml2" '\bxml(ReadFile|ParseFile|CtxtReadFile|SchemaNewParserCtxt|ReaderForFile) *\(' $c_files
    forbid "a library does not clean up libxml2" '\bxmlCleanupParser *\(' $library
    forbid "libxml2's versions are bridged in xml_compat.h" 'LIBXML_VERSION' $(find src -name '*.[ch]' -not -name 'xml_compat.h')
    forbid "allocations go through base_alloc" '[^_a-z](malloc|calloc|realloc|free|strdup) *\(' $(find src -name '*.c' -not -path 'src/cli/*' -not -name 'base_alloc.c')
    forbid "a library does not print, exit or read the environment" '\b(printf|fprintf|puts|exit|abort|getenv|secure_getenv) *\(' $library
    forbid "no binary fractions near a figure" '\b(double|float)\b *[*]?[a-z_]+ *([;,=)[]|$)' $(find src/base src/model src/build src/check src/write -name '*.[ch]')
}

# Rooms' files carry the name of their room.
for file in src/*/*.c src/*/*.h; do
    room=$(basename "$(dirname "$file")")
    case $(basename "$file") in
    "$room"_*|"$room".[ch]|cmd_*|main.c) ;;
    *) echo "$file does not carry the name of its room"; status=1 ;;
    esac
done

# Long files are more than one thing.
for file in $c_files; do
    lines=$(wc -l <"$file")
    [ "$lines" -le 800 ] || { echo "$file has $lines lines"; status=1; }
done

# The tree speaks of no machine in particular.
if git ls-files -z 2>/dev/null | xargs -0 grep -nIE '(^|[^a-z])/(work|root|tmp/[a-z]-)/' -- 2>/dev/null | grep -v '^tests/style/rules.sh'; then
    echo "forbidden: paths of one machine"
    status=1
fi
exit $status
