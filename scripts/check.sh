#!/bin/sh
# make check: everything that needs no running portal. Runs all of it, then fails if one failed.
set -u
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=""

step() {
    name="$1"
    shift
    printf '== %s\n' "$name"
    "$@" || failed="$failed, $name"
}

# Settings of a public portal whose every value is safe.
production() {
    env -u DEBUG DATABASE_URL=sqlite://:memory: VAR_DIR="${TMPDIR:-/tmp}" \
        SECRET_KEY="$($bin/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
        BASE_URL=https://danvan.example.vn ALLOWED_HOSTS=danvan.example.vn \
        EMAIL_URL=smtp+tls://portal:password@mail.example.vn:587 "$@"
}

step "lint" $bin/ruff check .
step "format" $bin/ruff format --check .
step "types" $bin/mypy
step "templates" $bin/djlint --quiet --lint templates dvk_portal/templates
step "migrations" env DEBUG=1 DATABASE_URL=sqlite://:memory: $bin/python manage.py makemigrations --check --dry-run
step "deployment" production $bin/python manage.py check --deploy --fail-level WARNING
step "imports" $bin/lint-imports
step "messages and pins" $bin/python -m pytest -p no:cacheprovider \
    tests/test_messages.py tests/test_list_views_have_pins.py

if [ -n "$failed" ]; then
    echo "make check: failed:${failed#,}"
    exit 1
fi
echo "make check: everything passed"
