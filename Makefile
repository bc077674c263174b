# Every target sets up what it needs on a fresh machine: python3 (3.11 or later) and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Gold articles and corpora lie beside the project, outside it; where they are absent, what needs them is skipped.
MAHDAR_SHARED ?= ../shared
export MAHDAR_SHARED
GOLD := $(MAHDAR_SHARED)/gold/dev.jsonl
JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help demo test lint score bench docs lock

help: ## what there is to make
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

$(READY): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

demo: $(READY) ## read the example articles and print their record
	$(BIN)/mahdar read examples
	@echo 'Next: . $(BIN)/activate && mahdar add examples && mahdar encounters (README.md)'

lint: $(READY) ## style, types, import directions
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint ## lint, then all tests
	$(BIN)/pytest --numprocesses $(JOBS)

score: $(READY) ## scores on the gold articles; fails where one is below its pin
	@if [ -f "$(GOLD)" ]; then \
		$(BIN)/mahdar evaluate "$(GOLD)" --pins quality/pins.json --jobs $(JOBS); \
	else \
		echo "score: skipped, no gold articles at $(GOLD) (MAHDAR_SHARED names their folder)"; \
	fi

bench: $(READY) ## start-up, reading speed, growth with length, knowledge scan, speed of the store
	$(BIN)/python benchmarks/cli_start.py
	$(BIN)/python benchmarks/read_speed.py
	$(BIN)/python benchmarks/growth.py
	$(BIN)/python benchmarks/knowledge_scan.py
	$(BIN)/python benchmarks/store.py

docs: $(READY) ## the documentation as a site, in site/index.html
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

lock: $(READY) ## requirements.lock from pyproject.toml
	$(BIN)/pip-compile --quiet --extra dev --extra postgres --extra documents --extra web --extra export --extra brief --extra frames --extra docs --extra ray --generate-hashes --allow-unsafe --strip-extras --no-header \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements.lock pyproject.toml
