# Everything runs in .venv, which each target sets up by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data

.PHONY: demo serve test check benchmark model knowledge browser docs clean

demo: $(VENV)/installed
	$(BIN)/onrecord read examples/putin-le-pen.txt
	@echo "To see it in a browser, with 65 more: make serve"

serve: $(VENV)/installed-server
	$(BIN)/onrecord serve --demo

test: $(VENV)/installed-dev
	$(BIN)/pytest

check: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache || { echo "A module imports what it must not: see docs/architecture.md, 'Direction'." >&2; exit 1; }

benchmark: $(VENV)/installed-dev
	$(BIN)/python -m benchmark.language $(DATA)
	$(BIN)/python -m benchmark.sentences
	$(BIN)/python -m benchmark.cases
	$(BIN)/python -m benchmark.cases $(DATA)/cases/cases.jsonl
	$(BIN)/python -m benchmark.records $(DATA)
	$(BIN)/python -m benchmark.attribution $(DATA)
	$(BIN)/python -m benchmark.merging $(DATA)
	$(BIN)/python -m benchmark.speed $(DATA)

model: $(VENV)/installed-dev
	$(BIN)/pip install --quiet --editable '.[train]'
	$(BIN)/python -m training.language.build $(DATA) --processes 2 $(if $(CLEAN),--clean)
	$(BIN)/python -m benchmark.language $(DATA) $(if $(CLEAN),--pipeline build/clean/pipeline,--write src/en_onrecord/MODEL_CARD.md)

knowledge: $(VENV)/installed-dev
	$(BIN)/python -m training.knowledge.build $(DATA)
	$(BIN)/python -m training.knowledge.places $(DATA)

docs: $(VENV)/installed-dev
	$(BIN)/onrecord schema > docs/record.schema.json
	$(BIN)/python -m docs.make
	$(BIN)/python -m docs.reach

browser: serve

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "onrecord needs Python 3.11 or newer; set PYTHON=python3.x")'
	@echo "Installing what onrecord needs into $(VENV), once: some minutes."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	touch $@

$(VENV)/installed: $(VENV)/python pyproject.toml
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/installed-server: $(VENV)/installed
	$(BIN)/pip install --quiet --editable '.[server]'
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) build dist
