# The whole vocabulary. Every target sets up .venv first when it is missing or out of date.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export MPLBACKEND := agg
export JUPYTER_PLATFORM_DIRS := 1

.PHONY: demo test setup build verify lint types unit nbval bench clean

demo: setup  ## build, release, a simulated class hands in, grade: a table of expected against graded
	python -m autograde demo

test: setup lint types unit nbval verify  ## everything that has to hold

setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not on PATH: install Python 3.11, or run make PYTHON=python3.12"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	$(BIN)/python -m autograde init
	touch $@

build: setup  ## recorded cases, executed solutions, releases: all that is generated
	python -m autograde build

verify: setup  ## prove the exercises, the texts and what is generated from them
	python -m autograde verify

lint: setup
	ruff check .
	ruff format --check .

types: setup
	mypy

unit: setup
	pytest

nbval: export MPLBACKEND := module://matplotlib_inline.backend_inline
nbval: setup
	pytest --nbval solutions -p no:cacheprovider
	pytest --nbval-lax notebooks -p no:cacheprovider

bench: setup
	python -m benchmarks

clean:
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis
