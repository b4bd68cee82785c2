# The whole vocabulary. Every target sets up .venv first when it is missing or out of date.
# .venv is made by the first of these that can (3.11 or newer), or by make PYTHON=python3.12.
PYTHON ?= $(firstword $(foreach name,python3.11 python3,$(call usable,$(name))))
usable = $(shell PATH="$(CALLER_PATH)"; $1 -c $(CAN_MAKE_VENV) 2>/dev/null && echo $1)
CAN_MAKE_VENV := 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))'
CALLER_PATH := $(PATH)
WORKERS = $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) + 1 )))  # tests also wait for processes
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export MPLBACKEND := agg
export JUPYTER_PLATFORM_DIRS := 1

.PHONY: demo test setup build sample verify lint types unit nbval nbval-solutions nbval-notebooks bench site clean

demo: setup  ## a class from release to feedback, graded: a table of expected against graded
	python -m autograde demo

test: setup lint types unit nbval sample  ## everything that has to hold

setup: $(VENV)/.installed

# The file .installed is written last: without it a setup was interrupted, and it starts over.
$(VENV)/.installed: pyproject.toml
	@test -e $@ || test "$(PYTHON)" || { echo "There is no Python 3.11 or newer on PATH: install it, or say make PYTHON=/its/path"; exit 1; }
	@test -e $@ || PATH="$(CALLER_PATH)" $(PYTHON) -m venv --clear $(VENV)
	@rm -f $@
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	$(BIN)/python -m autograde init
	@touch $@

build: setup  ## recorded cases, executed solutions, releases: all that is generated
	python -m autograde build

# Long cells of notebooks do less where they are only looked at, with the same code.
sample verify nbval-solutions nbval-notebooks: export CNN_LAB_SHORT := yes

sample: setup  ## like verify, with fewer cases and pairs of mistakes
	python -m autograde verify --sample

verify: setup  ## prove the exercises, the texts and what is generated from them
	python -m autograde verify

lint: setup
	ruff check .
	ruff format --check .

types: setup
	mypy

unit: setup
	pytest --numprocesses=$(WORKERS) --maxprocesses=4 --dist=loadfile --no-loadscope-reorder
	pytest --doctest-modules cnn_ref cnn_lab

nbval nbval-solutions nbval-notebooks: export MPLBACKEND := module://matplotlib_inline.backend_inline
nbval nbval-solutions nbval-notebooks: export CNN_LAB_MEMORY := off
nbval: setup
	$(MAKE) --jobs=2 --output-sync nbval-solutions nbval-notebooks

nbval-solutions:  ## every output is compared
	pytest --nbval solutions -p no:cacheprovider

nbval-notebooks:  ## nothing fails
	pytest --nbval-lax notebooks -p no:cacheprovider

bench: $(VENV)/.torch  ## cnn_ref against PyTorch, and a class graded against a stock nbgrader
	python benchmarks/reference.py
	python benchmarks/grading.py

$(VENV)/.torch: $(VENV)/.installed
	python -m pip install --quiet --disable-pip-version-check -e '.[test,torch]'
	@touch $@

site: setup  ## the course with folded solutions, cnn_ref's pages, the guide: build/site/index.html
	rm -rf build/site docs/api docs/course
	sphinx-build -W --keep-going -q docs build/site
	@echo "The pages are in build/site: open build/site/index.html"

clean:
	rm -rf $(VENV) build docs/api docs/course .mypy_cache .ruff_cache .pytest_cache .hypothesis
