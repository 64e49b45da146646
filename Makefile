# khabar: everything a developer or a nightly machine runs. `make` alone lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What an install compiles: changed, they are compiled anew.
KERNELS := $(shell find indexer query -name '*.pyx' -o -name '*.pxd')
# Where the demo and the nightly job keep their indexes.
DEMO_INDEX ?= demo-index
NIGHTLY_SOURCES ?= data
NIGHTLY_INDEX ?= khabar-index
NIGHTLY_LOG ?= khabar-nightly.jsonl

.DEFAULT_GOAL := help
.PHONY: help demo test lint floors docs screenshots check bench bench-full train quality whoosh-tests nightly clean

help: ## List the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python pyproject.toml setup.py $(KERNELS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

# One install, not two: each compiles.
$(VENV)/.dev: $(BIN)/python pyproject.toml setup.py $(KERNELS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,bench]'
	@touch $@ $(VENV)/.run

demo: $(VENV)/.run ## Index the sample newsroom and show some searches
	@PATH="$(BIN):$$PATH" DEMO_INDEX="$(DEMO_INDEX)" sh docs/demo.sh

test: $(VENV)/.dev ## Run the tests
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.dev ## Check format, lint, types and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

floors: $(VENV)/.dev ## Check ranking, lemmas, readings, names against benchmarks/floors.json
	$(BIN)/python -m benchmarks.floors

docs: $(VENV)/.dev ## Write the generated parts of docs/ anew
	$(BIN)/python docs/write_cli_reference.py
	$(BIN)/python docs/write_api_reference.py
	$(BIN)/python docs/write_examples.py

screenshots: $(VENV)/.dev ## Draw the screens that the README shows anew
	$(BIN)/python docs/screenshots.py

check: lint test floors ## All that CI runs

train: $(VENV)/.dev ## Make anew what ships: dictionary, places, tagger of names, Roman spellings
	$(BIN)/python -m benchmarks.train_lemmas
	$(BIN)/python -m benchmarks.train_places
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.entity_training
	$(BIN)/python -m benchmarks.train_spellings

quality: $(VENV)/.dev ## Measure ranking quality beside the peers
	$(BIN)/python -m benchmarks.quality --write

bench: $(VENV)/.dev ## Measure speed beside the peers, in minutes
	$(BIN)/python -m benchmarks.speed --write

bench-full: $(VENV)/.dev ## The same on 200,000 and 1,000,000 generated articles
	$(BIN)/python -m benchmarks.speed --full --budget 30 --write

whoosh-tests: $(VENV)/.dev ## Run Whoosh's own test-suite on the columnar codec
	$(BIN)/python -m benchmarks.whoosh_tests

nightly: $(VENV)/.run ## Rebuild the index from NIGHTLY_SOURCES, one line in NIGHTLY_LOG
	@$(BIN)/khabar index build $(NIGHTLY_SOURCES) --index $(NIGHTLY_INDEX) --json >> $(NIGHTLY_LOG) \
		|| { echo "khabar: the index was not rebuilt, see $(NIGHTLY_LOG)" >&2; exit 1; }

clean: ## Delete what make made
	rm -rf $(VENV) $(DEMO_INDEX) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find indexer query -name '*.so' -delete
