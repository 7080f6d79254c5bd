# `make extract` and `make test` are all that is needed; the environment is made on first use.

RAW ?= data/raw
OUT ?= data/processed
WORKERS ?=
SCORER ?= ../shared/score
PLANS ?= ../shared/plans
NAMES ?= $(PLANS)/linking-dev.json
RENAMED ?= ../shared/data/kolada-renamed.csv
CATALOGUE ?= ../shared/data/kolada-indicators.csv
PYTHON ?= python3

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help extract test check score score-links score-kolada bench bench-tables bench-links bench-publish bench-report soak samples dictionary docs clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 14

extract: $(VENV)/run.stamp ## read the plans in RAW (data/raw) and write the datasets to OUT (data/processed)
	@"$(BIN)/malkedja" extract "$(RAW)" --out "$(OUT)" $(if $(WORKERS),--workers $(WORKERS))

test: $(VENV)/dev.stamp ## run the tests
	@"$(BIN)/python" -m pytest

check: $(VENV)/dev.stamp ## style, types and tests: what CI runs
	@"$(BIN)/ruff" check .
	@"$(BIN)/mypy"
	@"$(BIN)/python" -m pytest

score: $(VENV)/dev.stamp ## compare the datasets of the plans in PLANS with their truth, where there is a SCORER
	@test -e "$(SCORER)" || { echo "There is no scorer at $(SCORER); name one: make score SCORER=... PLANS=..." >&2; exit 2; }
	@"$(BIN)/malkedja" extract "$(PLANS)" --out "$(VENV)/scored" || test $$? -eq 1
	@"$(BIN)/python" "$(SCORER)" "$(VENV)/scored" --gold "$(PLANS)" --provenance --fail-under .ci/floors.json

score-links: $(VENV)/dev.stamp ## compare the links between NAMES (a JSON file of clusters) with their truth; fails under the floors
	@test -e "$(NAMES)" || { echo "There is no $(NAMES); name one: make score-links NAMES=..." >&2; exit 2; }
	@"$(BIN)/python" -m benchmarks.links.score "$(NAMES)"

score-kolada: $(VENV)/dev.stamp ## find RENAMED titles of Kolada's in its CATALOGUE (CSV files); fails under the floors
	@test -e "$(RENAMED)" -a -e "$(CATALOGUE)" || { echo "There is no $(RENAMED) or $(CATALOGUE); name them: make score-kolada RENAMED=... CATALOGUE=..." >&2; exit 2; }
	@"$(BIN)/python" -m benchmarks.kolada.score "$(RENAMED)" "$(CATALOGUE)"

bench: $(VENV)/dev.stamp ## time reading beside other programs, on PLANS where they are, else on the samples; writes benchmarks/RESULTS.md
	@"$(BIN)/python" -m benchmarks.speed $(if $(wildcard $(PLANS)),--plans "$(PLANS)") --write benchmarks/RESULTS.md

bench-tables: $(VENV)/dev.stamp ## measure the tables found beside pdfplumber and camelot; writes benchmarks/tables/RESULTS.md
	@"$(BIN)/python" -m benchmarks.tables --write benchmarks/tables/RESULTS.md

bench-links: $(VENV)/dev.stamp ## time the linking of 10,000 to 1,000,000 generated names; writes benchmarks/links/RESULTS.md
	@"$(BIN)/python" -m benchmarks.links.speed --write benchmarks/links/RESULTS.md

bench-publish: $(VENV)/dev.stamp ## time the publishing of 1,000,000 values that are read; fails over 60 s or 1.5 GB
	@"$(BIN)/python" -m benchmarks.publish

bench-report: $(VENV)/dev.stamp ## time the review pages of 200 documents made of the plans in RAW, and their overview in Chromium
	@"$(BIN)/python" -m benchmarks.report --plans "$(RAW)"

soak: $(VENV)/dev.stamp ## the long trials: thousands of plans, kills, damaged files; hours, prints its figures
	@"$(BIN)/python" -m tools.soak

samples: $(VENV)/dev.stamp ## typeset the sample plans in data/raw again
	@"$(BIN)/python" -m tools.samples

dictionary: $(VENV)/run.stamp ## write docs/data-dictionary.md from the declared columns
	@"$(BIN)/malkedja" dictionary --to docs/data-dictionary.md

docs: $(VENV)/dev.stamp ## build the documentation with executed notebooks: build/site/index.html
	@"$(BIN)/python" -m tools.docs build/docs
	@NO_MKDOCS_2_WARNING=1 "$(BIN)/mkdocs" build --quiet --strict

clean: ## remove the environment, the datasets and caches
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -f data/processed/*.parquet
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is newer than what it was installed from, so a changed pyproject.toml installs again.
$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 ..." >&2; exit 2; }
	@echo "Making the environment in $(VENV) (once, a minute or two) ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: $(VENV)/python.stamp pyproject.toml constraints.txt
	@$(PIP_INSTALL) --editable '.[analysis]'
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp
	@$(PIP_INSTALL) --editable '.[dev]'
	@touch $@
