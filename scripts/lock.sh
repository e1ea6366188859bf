#!/bin/sh
# Locks requirements/*.in into requirements/*.txt: hashes, markers for every interpreter from
# 3.11 on, and no name of a package index. Arguments go to uv, for example --upgrade.
set -eu
cd "$(dirname "$0")/../requirements"
uv="$(ls ../.tools/venv/bin/uv ../.tools/pip/bin/uv 2>/dev/null | head -n 1)"
for name in base services dev; do
    "${uv:-uv}" pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
        "$@" -o "$name.txt" "$name.in"
done
