.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
READY := .venv/ready
WORKERS ?= 2
TESTS ?= tests

help:
	@echo "make setup   makes .venv with the baogong command in it"
	@echo "make demo    an estate of 3,700 households with a supply day under way; data in .baogong"
	@echo "make test    every test (TESTS=tests/values WORKERS=0 for less)"
	@echo "make check   style, types, layers, dependencies, translations"
	@echo "make bench   how fast the pages answer"

setup: $(READY)

$(READY): pyproject.toml hatch_build.py tools/assets.py frontend/package-lock.json frontend/icons.txt
	@test -n "$(PYTHON)" || { echo "Baogong needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "Python's venv module is missing. Type this, then make setup again:"; \
		echo "    sudo apt-get install --yes python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $(READY)

demo: $(READY)
	BAOGONG_DATA=$(CURDIR)/.baogong $(BIN)/baogong demo

test: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS) $(TESTS)

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/python tools/translations.py --check

bench: $(READY)
	BAOGONG_DATA=$(CURDIR)/.baogong $(BIN)/baogong bench pages --json
