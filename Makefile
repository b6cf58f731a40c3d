# Everything a newcomer needs. `make` alone tells what there is.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= python3
TO ?= docs/screenshots

DEMO_PYTHON := .demo/venv/bin/python
TEST_PYTHON := .venv/bin/python
CODE := status_ref authdemo tests tools bench manage.py
# One process for each core; the tests of a file stay together, for they share servers.
PARALLEL := --numprocesses auto --dist loadfile
# Where the database makes a difference: these run a second time, on PostgreSQL and Redis. The first run alone reaches
# every line, so this one is not measured.
ON_SERVICES := tests/services tests/wire tests/accounts tests/signins tests/rest tests/authdemo tests/test_passwords.py tests/test_sessions.py
# What stands among them and asks no database.
WITHOUT := tests/authdemo/test_settings.py tests/rest/test_openapi.py tests/rest/test_openapi_docs.py
# Hundreds of attempts of which one database sees as much as another.
ATTEMPTS := tests/signins/test_attacks.py tests/signins/test_dump.py
# These are long, and reach no line that the others leave out: they run once, on SQLite, the longest first, without
# the cost of measuring.
# A browser and a server work while their test waits, so there are more processes than cores.
LONG := tests/browser tests/rest/test_fuzz_wsgi.py tests/wire/test_schema.py tests/wire/probe tests/wire/matrix tests/clients tests/pages
# The examples run by themselves, for they need a dozen languages.
EXAMPLES := tests/examples

.PHONY: help demo password test examples matrix lint format screenshots lighthouse bench probe tables lock system

help: ## Tell what there is.
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## Install and start the demo on http://HOST:PORT (127.0.0.1:8000).
	@exec tools/demo.sh "$(PYTHON)" "$(HOST)" "$(PORT)"

password: .demo/venv/.stamp ## Give the demo user a new password and print it.
	@$(DEMO_PYTHON) manage.py migrate --verbosity 0
	@$(DEMO_PYTHON) manage.py demo_user --reset

test: system lint ## Check and test everything.
	$(TEST_PYTHON) manage.py check --fail-level WARNING
	$(TEST_PYTHON) manage.py makemigrations --check --dry-run
	rm -f .coverage .coverage.*
	$(TEST_PYTHON) -m coverage run -m pytest $(PARALLEL) $(LONG:%=--ignore %) $(ATTEMPTS:%=--ignore %) --ignore $(EXAMPLES)
	$(TEST_PYTHON) -m coverage combine --quiet
	$(TEST_PYTHON) -m coverage report
	$(TEST_PYTHON) -m pytest $(PARALLEL) --services $(ON_SERVICES) $(WITHOUT:%=--ignore %) $(LONG:%=--ignore %) --ignore $(EXAMPLES)
	$(TEST_PYTHON) -m pytest $(PARALLEL) --numprocesses $$(($$(getconf _NPROCESSORS_ONLN) + 1)) --no-loadscope-reorder $(LONG)

examples: .venv/.stamp .cache/examples/.stamp ## Run the code examples of the pages in every language that is here.
	@tools/system.sh $(TEST_PYTHON) examples
	PYTHONPATH=$$(echo .cache/examples/lib/python3.*/site-packages) $(TEST_PYTHON) -m pytest $(PARALLEL) $(EXAMPLES)

matrix: system ## Run the tests on Python 3.12 and 3.13 with the newest Django, where these are found.
	@tools/matrix.sh

lint: .venv/.stamp ## Check form and types.
	$(TEST_PYTHON) -m ruff check $(CODE)
	$(TEST_PYTHON) -m ruff format --check $(CODE)
	$(TEST_PYTHON) -m mypy

format: .venv/.stamp ## Bring the code into form.
	$(TEST_PYTHON) -m ruff check --fix $(CODE)
	$(TEST_PYTHON) -m ruff format $(CODE)

screenshots: .venv/.stamp ## Picture the main pages, narrow to wide, light and dark, into TO (docs/screenshots).
	$(TEST_PYTHON) -m tools.screenshots "$(TO)"

lighthouse: system ## Ask Lighthouse about the main pages, five times each.
	$(TEST_PYTHON) -m bench.lighthouse

bench: .venv/.stamp .cache/probe/.stamp ## Measure the CPU time of requests: beside peers, for who has an account, with a million sign-ins, and for pages.
	$(TEST_PYTHON) -m bench.authentication
	$(TEST_PYTHON) -m bench.enumeration
	$(TEST_PYTHON) -m bench.sign_ins
	PYTHONPATH=$$(echo .cache/probe/lib/python3.*/site-packages) $(TEST_PYTHON) -m bench.live
	$(TEST_PYTHON) -m bench.pages

probe: .venv/.stamp .cache/probe/.stamp ## Ask more servers for every code by every method, and count the rules that they break.
	PYTHONPATH=$$(echo .cache/probe/lib/python3.*/site-packages) $(TEST_PYTHON) -m tests.wire.probe

tables: .venv/.stamp ## Write the tables of the documents that are made from something else.
	$(TEST_PYTHON) -m tools.tables

lock: .venv/.stamp ## Compile the requirement files anew.
	tools/lock.sh $(TEST_PYTHON)

system: .venv/.stamp
	@tools/system.sh $(TEST_PYTHON)

.demo/venv/.stamp: requirements.txt tools/venv.sh
	@tools/venv.sh "$(PYTHON)" .demo/venv requirements.txt

.cache/probe/.stamp: tests/probe.txt tools/venv.sh
	@tools/venv.sh "$(PYTHON)" .cache/probe tests/probe.txt

.cache/examples/.stamp: tests/examples.txt tools/venv.sh
	@tools/venv.sh "$(PYTHON)" .cache/examples tests/examples.txt

.venv/.stamp: tests/requirements.txt tools/venv.sh
	@tools/venv.sh "$(PYTHON)" .venv tests/requirements.txt
