#!/bin/sh
# Every C file is as clang-format lays it out.
set -eu
cd "$(dirname "$0")/../.."
tool=$(command -v clang-format-14 || command -v clang-format) || { echo "skipped: no clang-format"; exit 77; }
find src include tests bench -name '*.[ch]' | LC_ALL=C sort | xargs "$tool" --dry-run -Werror
