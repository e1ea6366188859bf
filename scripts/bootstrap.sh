#!/bin/sh
# scripts/bootstrap.sh base|services|dev: the environment .venv/ from requirements/<name>.txt.
#
# Needs python3 (3.11+) and a package index, no root. Installs with uv, itself installed through
# pip into .tools/, and with pip alone where uv cannot be had (or NO_UV=1 is set).
# The three sets contain each other, so an environment is only ever widened: `make run` after
# `make test` finds everything it needs and takes nothing away.
set -eu
cd "$(dirname "$0")/.."
PY="${PYTHON:-python3}"

wanted="$1"
installed="$(cat .venv/requirements-set 2>/dev/null || echo none)"
case "$wanted:$installed" in
    base:services | base:dev | services:dev) wanted="$installed" ;;
esac
requirements="requirements/$wanted.txt"
# A copy of what was installed, not a time stamp: a checkout changes the times of files.
if .venv/bin/python -c '' 2>/dev/null && cmp -s "$requirements" .venv/requirements.txt; then exit 0; fi

"$PY" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Cần Python 3.11 trở lên (Python 3.11 or newer is required)." >&2
    exit 1
}
PIP="$PY -m pip --disable-pip-version-check"

find_uv() {
    for candidate in .tools/venv/bin/uv .tools/pip/bin/uv "$(command -v uv || true)"; do
        if [ -n "$candidate" ] && "$candidate" --version >/dev/null 2>&1; then
            echo "$candidate"
            return
        fi
    done
    rm -rf .tools/venv .tools/pip
    if "$PY" -m venv .tools/venv >/dev/null 2>&1 &&
        .tools/venv/bin/python -m pip install -q "uv>=0.9,<0.14" >/dev/null 2>&1; then
        echo .tools/venv/bin/uv
        return
    fi
    # Debian without python3-venv: pip may still install into a folder of ours, and uv makes
    # the environment without ensurepip.
    rm -rf .tools/venv
    $PIP install -q --root-user-action=ignore --target .tools/pip "uv>=0.9,<0.14" >/dev/null 2>&1 &&
        echo .tools/pip/bin/uv
}

remember() {
    cp "$requirements" .venv/requirements.txt
    echo "$wanted" >.venv/requirements-set
}

install_with_uv() {
    uv="$1"
    export UV_PYTHON_DOWNLOADS=never
    # uv does not read pip's configuration; without this it fails where pip works.
    index="${PIP_INDEX_URL:-$($PIP config get global.index-url 2>/dev/null || true)}"
    [ -z "$index" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$index}"
    [ -z "${PIP_CERT:-}" ] || export SSL_CERT_FILE="${SSL_CERT_FILE:-$PIP_CERT}"
    .venv/bin/python -c '' 2>/dev/null || {
        rm -rf .venv
        "$uv" venv -q --python "$("$PY" -c 'import sys; print(sys.executable)')" .venv || return 1
    }
    "$uv" pip sync -q --python .venv/bin/python --require-hashes "$requirements"
}

echo "Cài đặt môi trường (installing the environment): $requirements" >&2
uv="$([ -n "${NO_UV:-}" ] || find_uv || true)"
if [ -n "$uv" ]; then
    if install_with_uv "$uv"; then
        remember
        exit 0
    fi
    echo "uv could not install; falling back to pip." >&2
fi
.venv/bin/python -m pip --version >/dev/null 2>&1 || {
    rm -rf .venv
    "$PY" -m venv .venv
}
.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$requirements"
remember
