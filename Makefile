# Samhold's commands. `make demo` on a fresh machine needs Python 3.11 or newer, Node 20 or newer, and make.
# Everything goes into .venv, node_modules and build; nothing is installed twice (stamp files remember).

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
SAMHOLD_DATA ?= ../shared/data
BIN := .venv/bin
PO := $(wildcard src/samhold/locale/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)

.PHONY: help install demo test check prove bench benchplan messages lock wheel clean
.DEFAULT_GOAL := help

help:  ## Show these lines
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: .venv/.installed node_modules/.installed build/theme/samhold.css $(MO)  ## Put everything that is needed into this folder

.venv/.installed: requirements/dev.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/.installed: package-lock.json package.json
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

build/theme/samhold.css: ds.config.json node_modules/.installed
	@mkdir -p build
	npm run --silent theme > build/theme.log 2>&1 || { cat build/theme.log; exit 1; }
	@touch $@

%.mo: %.po .venv/.installed
	$(BIN)/pybabel --quiet compile --domain django --input-file $< --output-file $@

demo: install  ## Grow a synthetic region and serve it (PORT=8000)
	SAMHOLD_ENV=demo $(BIN)/samhold demo --port $(PORT)

test: install  ## Run the tests, with samples of the long proofs
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(ARGS)

check: install  ## Check style, types and contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --cache-dir build/import-contracts
	$(BIN)/python -m pytest -q tests/architecture

prove: install  ## Run the long proofs in full; goes on where it stopped
	$(BIN)/python -m pytest -m prove --prove-in-full $(ARGS)

bench: install  ## Measure pages on 60,000 persons
	$(BIN)/python -m benchmarks $(ARGS)

benchplan: install  ## Measure the planning engine in ten minutes (SAMHOLD_DATA says where the instances are)
	$(BIN)/samhold plan bench $(SAMHOLD_DATA)/hhcrsp/mankowska --only 'Instanz*_1.json' --seconds 60 --seeds 1 --out build/planning.md $(ARGS)

messages: install  ## Collect new messages into the catalogs
	$(BIN)/python scripts/messages.py

lock:  ## Lock the newest versions that fit, for every platform
	$(BIN)/uv pip compile pyproject.toml --extra postgresql --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet --output-file requirements/base.txt
	$(BIN)/uv pip compile pyproject.toml --extra postgresql --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet --output-file requirements/dev.txt
	npm install --package-lock-only --ignore-scripts --loglevel=error

wheel: install  ## Build a wheel that carries its assets
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

clean:  ## Remove what can be made again; keeps databases in var/
	rm -rf build dist node_modules .venv .mypy_cache .ruff_cache .pytest_cache
	find src -name '*.mo' -delete
