# The clinic's site in a few words; `make help` says what each one does.
# Needs Python 3.11 or later and nothing else: packages come from their registries.

.DEFAULT_GOAL := help
.PHONY: run test check bench chaos tidy words lock clean help

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes
# Seconds where pip takes a minute; pip knows of mirrors that uv was not told of.
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes
INSTALL = $(UV) $(1) || $(PIP) $(1)
NEW_ENOUGH := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$python && break; done)
LOCK := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command 'make lock'
DJADE := $(BIN)/djade --target-version 5.2
TEMPLATES = $(shell find templates -name '*.html' -o -name '*.txt')
# Each test file is put together once, whatever the machine says.
unexport PYTHONDONTWRITEBYTECODE
BY_FILE := --dist loadfile --no-loadscope-reorder --nomigrations
AS_TESTS := DJANGO_SETTINGS_MODULE=tests.settings

run: $(VENV)/.site-ready .env var/.collected ## set up what is missing and start the site; Ctrl-C stops it
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py demo --if-wished
	@$(BIN)/python manage.py run_site

test: $(VENV)/.tests-ready ## the whole suite on SQLite, on PostgreSQL, then in a browser
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m clinic_site.pango
	$(BIN)/python -m pytest --numprocesses 2 $(BY_FILE) --ignore tests/browser
	$(BIN)/python -m tests.postgres $(BIN)/python -m pytest --numprocesses 2 $(BY_FILE) --ignore tests/browser --what-asks-the-database
	$(BIN)/python -m pytest --numprocesses 2 $(BY_FILE) tests/browser

check: $(VENV)/.tests-ready ## style, types, templates, migrations and compiled words
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	@$(DJADE) --check $(TEMPLATES)
	$(BIN)/mypy
	$(AS_TESTS) $(BIN)/python -W error manage.py check --fail-level WARNING
	$(AS_TESTS) $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m tests.words --check

bench: $(VENV)/.tests-ready ## how fast: a search at a thousand pages, requests beside a bare form, the desk at a million
	$(BIN)/python -m bench.search
	$(BIN)/python -m tests.postgres $(BIN)/python -m bench.search
	$(BIN)/python -m bench.asking
	$(BIN)/python -m tests.postgres --durable $(BIN)/python -m bench.asking
	$(BIN)/python -m tests.postgres $(BIN)/python -m bench.desk

chaos: $(VENV)/.tests-ready ## kill processes and databases under load, and count what was lost
	$(BIN)/python -m tests.reliability.chaos

tidy: $(VENV)/.tests-ready ## bring code and templates into the one style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	@$(DJADE) $(TEMPLATES)

words: $(VENV)/.tests-ready ## compile the translations after a change to a .po file
	$(BIN)/python -m tests.words

lock: $(VENV)/.tests-ready ## pin the newest packages after a change to a requirements*.in
	$(LOCK) requirements-setup.in --output-file requirements-setup.txt
	$(LOCK) requirements.in --output-file requirements.txt
	$(LOCK) requirements-dev.in --output-file requirements-dev.txt

clean: ## take away what can be made again; the clinic's data and .env stay
	rm -rf $(VENV) var/static var/.collected .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

.env: | $(VENV)/.site-ready
	@$(BIN)/python clinic_site/first_env.py

var/.collected: $(VENV)/.site-ready .env $(shell find static -type f)
	@mkdir -p var
	@echo "Collecting style sheets, fonts and scripts …"
	@$(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@touch $@

# A stamp is written last: a set-up that was cut off starts again.
$(VENV)/.site-ready: requirements-setup.txt requirements.txt
	@test -n "$(PYTHON)" || { echo "This needs Python 3.11 or later with its venv module." \
		"If you have one elsewhere: make run PYTHON=/path/to/python3"; exit 1; }
	@echo "Setting up $(VENV); the first time this takes about a minute …"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) --requirement requirements-setup.txt
	@$(call INSTALL,--requirement requirements.txt)
	@$(BIN)/python -m clinic_site.pango
	@touch $@

$(VENV)/.tests-ready: $(VENV)/.site-ready requirements-dev.txt
	@echo "Adding what the tests need …"
	@$(call INSTALL,--requirement requirements.txt --requirement requirements-dev.txt)
	@touch $@
