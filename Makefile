PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed

.PHONY: serve test install check eval eval-test eval-other fuzz accept bench screenshots clean

serve: install  ## everything from a fresh clone to the chat page
	$(BIN)/ceyin serve

test: install check  ## everything from a fresh clone: all checks and tests
	$(BIN)/python -m pytest
	$(BIN)/python -m eval --check

install: $(INSTALLED)

$(INSTALLED): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt torch
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	touch $@

check: install  ## ruff, mypy, import-linter
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: install  ## the offline evaluation, with the two textbook pipelines beside it
	$(BIN)/python -m eval --textbook

eval-test: install  ## the questions that are not looked at while developing
	$(BIN)/python -m eval --split test

eval-other: install  ## questions on other documents, those in the folder CEYIN_CORPORA names
	@if [ -n "$$CEYIN_CORPORA" ]; then $(BIN)/python -m eval --others; else echo "跳过：未设置 CEYIN_CORPORA"; fi

fuzz: install  ## ten thousand random and hostile questions, two hundred killed indexing runs, a thousand damaged files, an index replaced while it is asked
	CEYIN_FUZZ=10000 $(BIN)/python -m pytest tests/assistant/test_fuzz.py tests/index/test_interrupted.py tests/index/test_read_hostile.py tests/assistant/test_current.py

accept: install  ## make the scores of this tree the accepted ones
	$(BIN)/python -m eval --accept

bench: install  ## what it takes on this machine
	$(BIN)/python -m eval.bench

screenshots: install  ## the pictures of the READMEs
	$(BIN)/python -m tests.ui.screenshots

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache build dist
