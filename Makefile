# Two commands do it all on a machine that has Python 3.11 or later and make: `make demo` and `make test`.

PYTHON ?= python3
CORPORA ?= ../shared/corpora
BIN = .venv/bin

.PHONY: demo test lint train evaluate bench clean

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@

demo: .venv/installed  ## score the sample mailbox with the shipped model, then explain one message
	$(BIN)/coldsieve score data/sample.mbox
	$(BIN)/coldsieve explain data/sample.eml

lint: .venv/installed
	$(BIN)/ruff format --check classifier tests
	$(BIN)/ruff check classifier tests
	$(BIN)/mypy

test: lint  ## everything that must hold
	COLDSIEVE_CORPORA=$(CORPORA) $(BIN)/python -m pytest -n auto

train: .venv/installed  ## fit and export models/default from labelled mail
	$(BIN)/coldsieve train $(CORPORA) --letters data/letters --output models/default

evaluate: .venv/installed  ## hold out whole sources, print the table, keep it in models/default
	$(BIN)/coldsieve evaluate $(CORPORA) --letters data/letters --output models/default

bench: .venv/installed
	$(BIN)/python -m tests.benchmarks.throughput
	$(BIN)/python -m tests.benchmarks.cold_start
	$(BIN)/python -m tests.benchmarks.history

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache dist
