#!/bin/sh
# layers.sh BUILD_DIR: the law of the layers holds: in the compile command of each room no higher
# room's folder is in sight.
set -eu
database=$1/compile_commands.json
cd "$(dirname "$0")/../.."
rooms=$(sed -n 's/^kessan_room(\([a-z]*\) LAYER \([0-9]*\).*/\1 \2/p' src/CMakeLists.txt)
[ -n "$rooms" ] || { echo "no rooms in src/CMakeLists.txt"; exit 1; }
status=0
echo "$rooms" | while read -r room layer; do
    command=$(grep -E '"command".*src/'"$room"'/[a-z_0-9]*\.c"?' "$database" | grep -E -- "-c [^ ]*src/$room/" | head -n 1)
    [ -n "$command" ] || continue
    echo "$rooms" | while read -r other above; do
        [ "$above" -lt "$layer" ] || [ "$other" = "$room" ] || case $command in
        *"/src/$other "*) echo "$room (layer $layer) can see $other (layer $above)"; exit 1 ;;
        esac
    done || exit 1
done || status=1
exit $status
