#!/bin/sh
# each.sh KESSAN MIRROR FOLDER: validates the files of a folder with one process for each.
for file in "$3"/*; do
    "$1" validate --mirror "$2" "$file" || :
done
