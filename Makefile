# The fixed commands of the project. Needs python3 (3.11+), make and a package index; no root.
.POSIX:
PORT ?= 8000
export PORT

.PHONY: help run dev test check bench format messages requirements wheel clean

help:
	@echo "make run     the portal with its demo on http://127.0.0.1:$(PORT)/ (production server)"
	@echo "make dev     the same with reload and debug pages"
	@echo "make test    every test this machine can run; says which it cannot"
	@echo "make check   lint, types, templates, migrations, deployment, imports, messages, pins"
	@echo "make bench   side-by-side measurements (quiet machine, some minutes)"
	@echo "make format  rewrite the code in the project's format"
	@echo "make messages, make requirements, make wheel, make clean"

run:
	@sh scripts/bootstrap.sh $$(test -n "$$DATABASE_URL$$CACHE_URL" && echo services || echo base)
	@.venv/bin/python manage.py prepare
	@exec env WORKER="$${WORKER:-1}" DJANGO_SETTINGS_MODULE=dvk_portal.settings .venv/bin/python -m gunicorn

dev:
	@sh scripts/bootstrap.sh dev
	@DEBUG=1 .venv/bin/python manage.py prepare
	@exec env DEBUG=1 .venv/bin/python manage.py runserver "127.0.0.1:$(PORT)"

test:
	@sh scripts/bootstrap.sh dev
	@.venv/bin/python -m scripts.run_tests $(ARGS)

check:
	@sh scripts/bootstrap.sh dev
	@sh scripts/check.sh

bench:
	@sh scripts/bootstrap.sh dev
	@.venv/bin/python -m benchmarks.lists
	@.venv/bin/python -m benchmarks.desk

format:
	@sh scripts/bootstrap.sh dev
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

messages:
	@sh scripts/bootstrap.sh dev
	@.venv/bin/python -m scripts.messages

requirements:
	@sh scripts/bootstrap.sh dev
	@sh scripts/lock.sh

wheel:
	@sh scripts/bootstrap.sh dev
	@.venv/bin/python -m hatchling build -t wheel

clean:
	rm -rf .venv .tools dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
