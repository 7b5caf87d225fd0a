# The commands of this repository, under the same names as in continuous integration.
# `make demo` and `make test` are the only two that a fresh machine needs: each makes its own environment in .venv.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV ?= .venv
BIN := $(VENV)/bin
DEMO ?= demo
PORT ?= 8765
ARGS ?=
# Tests run side by side, one process a core, four at most: each holds a reader and a database server of its own.
TOGETHER := -n auto --maxprocesses 4 --dist worksteal
# Slow ones share servers, Spark and built wheels within a file, so a file stays with one process.
BY_FILE := -n auto --maxprocesses 4 --dist loadfile
export PYTHONUTF8 := 1

# Stamps: what is installed is installed again when pyproject.toml is newer than its stamp.
BASE := $(VENV)/.base
TEST := $(VENV)/.test
SLOW := $(VENV)/.slow
DOCS := $(VENV)/.docs

.PHONY: help demo test test-all check sbom exam bench docs reference serve clean distclean

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'

$(VENV)/bin/python:
	@tools/python.sh $(VENV)

$(BASE): pyproject.toml | $(VENV)/bin/python
	@echo "Installing According into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(TEST): pyproject.toml | $(BASE)
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --editable . --group test
	@touch $@

$(SLOW): pyproject.toml | $(TEST)
	@echo "Installing what the slow tests need: a driver of the browser, and Spark ..."
	@$(BIN)/python -m pip install --quiet --group browser --group bulk
	@touch $@

$(DOCS): pyproject.toml | $(BASE)
	@$(BIN)/python -m pip install --quiet --editable '.[docs]'
	@touch $@

demo: $(BASE) ## read the examples into a ledger, print the picture, write a report (and serve it in a terminal)
	@mkdir -p $(DEMO)
	@$(BIN)/according add examples/documents --ledger $(DEMO)/demo.ledger
	@$(BIN)/according overview --ledger $(DEMO)/demo.ledger
	@$(BIN)/according report --ledger $(DEMO)/demo.ledger --out $(DEMO)/report
	@echo
	@echo "Ledger: $(DEMO)/demo.ledger"
	@echo "Report: $(DEMO)/report/index.html"
	@if [ -t 1 ]; then $(BIN)/according serve $(DEMO)/demo.ledger --port $(PORT); fi

test: $(TEST) ## run the tests that need no other service
	@$(BIN)/python -m pytest -m "not slow" $(TOGETHER) $(ARGS)

test-all: $(TEST) $(SLOW) ## run every test, also the slow ones (wheel, browser, Spark)
	@$(BIN)/python -m pytest $(BY_FILE) $(ARGS)

check: $(TEST) ## lint, format check, strict types, direction of imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

sbom: $(BASE) ## list the parts of an installation in build/sbom.json (CycloneDX), and audit them
	@$(BIN)/python -m venv --clear build/installed
	@build/installed/bin/python -m pip install --quiet '.[postgres,metrics,tables,pdf,mcp]'
	@$(BIN)/python -m pip install --quiet --group audit
	@$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-file build/sbom.json build/installed/bin/python
	@$(BIN)/python -m tools.audit "$$(echo build/installed/lib/python*/site-packages)"

exam: $(TEST) ## accuracy of the examples, or of ARGS="predict --task claims --in DOCS.jsonl --out PRED.jsonl"
	@$(BIN)/python -m exams $(ARGS)

bench: $(TEST) ## speed and memory, on ARGS=CORPUS.jsonl
	@$(BIN)/python -m benchmarks.speed $(ARGS)

reference: $(BASE) ## write the generated pages of docs/reference again
	@$(BIN)/python -m tools.reference

docs: $(DOCS) ## build the documentation site into site/
	@$(BIN)/python -m tools.reference
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict $(ARGS)

serve: $(BASE) ## serve the demo ledger (make demo writes it)
	@$(BIN)/according serve $(DEMO)/demo.ledger --port $(PORT) $(ARGS)

clean: ## remove what the commands above wrote, keep the environment
	@rm -rf $(DEMO) site build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

distclean: clean ## remove the environment, too
	@rm -rf $(VENV)
