# Everything a newcomer runs. `make` alone lists it.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
INDEX ?= index
CORPORA ?= ../shared/corpora
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
AXE_VERSION := 4.14.1
AXE := var/axe-core/$(AXE_VERSION)/axe.min.js
PIP := PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --root-user-action ignore

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test check format bench bench-large bench-relevance bench-clitics bench-extraction tables models browser

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 13

setup: $(READY) ## build .venv with all that running and testing need (quick when nothing changed)

run: setup ## index the samples where INDEX is empty and serve them: make run PORT=8000 INDEX=index HOST=127.0.0.1
	@exec $(BIN)/fihris demo --host "$(HOST)" --port "$(PORT)" --index "$(INDEX)"

test: setup browser check ## run all checks and all tests, those in a real browser included
	@$(BIN)/python -m pytest -n 2 --dist worksteal

check: setup ## lint, format, types (strict) and the import rule
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "Run: make format"; exit 1; }
	@$(BIN)/mypy --no-error-summary -p search -p indexer -p web -p evaluation -p commands -m fihris
	@$(BIN)/python -m pytest -q --no-header tests/contract/test_architecture.py

format: setup ## put every Python file into the house format
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

bench: setup ## measure writing and searching beside Tantivy, SQLite and stock Whoosh (corpora as in benches/README.md)
	@$(BIN)/python -m benches

bench-large: setup ## the same with a million articles too
	@$(BIN)/python -m benches --large

bench-relevance: setup ## measure how well Fihris finds beside Lucene, Snowball and raw words (needs java and mvn)
	@$(BIN)/python -m benches.relevance

bench-clitics: setup ## measure which words meet that must, and which that must not, beside Lucene's and Snowball's stemmers
	@$(BIN)/python -m benches.clitics

bench-extraction: setup ## measure whether names, quotations and datelines of real news are right (needs the news corpus)
	@$(BIN)/python -m benches.extraction.names
	@$(BIN)/python -m benches.extraction.quotes
	@$(BIN)/python -m benches.extraction.datelines
	@$(BIN)/python -m benches.extraction.dates

tables: setup ## make the tables of proclitics and endings anew (Debian: apt-get install hunspell-ar)
	@$(PIP) -e '.[tables]'
	@$(BIN)/python -m builders.proclitics

models: setup ## train the model of names anew (CORPORA=folder with entities, saudinewsnet and retrieval; some 30 minutes)
	@$(PIP) -e '.[models]'
	@OMP_NUM_THREADS=1 $(BIN)/python -m builders.entities --corpora "$(CORPORA)"

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Fihris needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1 || true)."; \
	  echo "Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
	  test "$$(id -u)" = 0 && command -v apt-get >/dev/null && { \
	    echo "Installing python3-venv, which Debian keeps apart from Python ..."; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null; } || { \
	    echo "$(PYTHON) cannot make a virtual environment. On Debian: apt-get install python3-venv"; exit 1; }; \
	  rm -rf $(VENV); $(PYTHON) -m venv $(VENV); }
	@echo "Installing Fihris and its libraries into $(VENV) ..."
	@# The pip that comes with Python 3.11 misreads the extras of new lxml releases, and trafilatura then lacks a part.
	@$(PIP) --upgrade pip
	@$(PIP) -e '.[dev]'
	@touch $@

# The browser tests drive Debian's Chromium, and axe-core looks for what shuts readers out. Without them they skip,
# each with its reason.
browser: $(AXE)
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium and Arabic fonts for the browser tests ..."; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core >/dev/null; } \
	    || echo "Chromium could not be installed: the browser tests will skip."; \
	else echo "No chromium here and no right to install it: the browser tests will skip."; fi

$(AXE):
	@if command -v npm >/dev/null; then \
	  mkdir -p $(dir $(AXE)) && cd $(dir $(AXE)) && rm -f axe-core-*.tgz \
	    && npm pack --silent axe-core@$(AXE_VERSION) >/dev/null && tar -xzf axe-core-*.tgz --strip-components=1 package/axe.min.js \
	    && rm -f axe-core-*.tgz || echo "axe-core could not be fetched: the accessibility tests will skip."; \
	else echo "No npm here: the accessibility tests will skip."; fi
