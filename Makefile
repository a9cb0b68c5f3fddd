# Minh Bạch: two commands do everything on a machine that has python3 (3.11 or newer) and make.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2
TESTS ?= tests
LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-strip-extras --quiet

.PHONY: help run demo test lint contracts types accuracy bench fuzz messages vendor lock sizes shots docs wheel ci clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: .venv/base.stamp ## set up, load the real plan and the example reports, write the report, serve the site
	$(BIN)/minhbach demo --out out --serve

demo: .venv/base.stamp ## the same without serving: out/ holds the consolidated report
	$(BIN)/minhbach demo --out out

test: .venv/dev.stamp ## all tests, on SQLite or on the DATABASE_URL that is set
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ONLY_MARKED) $(TESTS)

lint: .venv/dev.stamp ## style, layers between packages, types
	$(BIN)/ruff check src tests tools benchmarks
	$(BIN)/ruff format --check src tests tools benchmarks
	$(MAKE) --no-print-directory contracts types

contracts: .venv/dev.stamp ## who may import whom
	$(BIN)/lint-imports --no-cache

types: .venv/dev.stamp ## mypy, strict
	$(BIN)/mypy

accuracy: .venv/dev.stamp ## precision and recall on the labelled documents (../shared, or MINHBACH_SHARED)
	$(BIN)/python -m tools.accuracy

bench: .venv/bench.stamp ## workloads side by side with other programs (benchmarks/README.md); ONLY=B1 for one of them
	$(BIN)/python -m benchmarks $(ONLY)

fuzz: .venv/dev.stamp ## damaged files into the readers for twenty minutes (tools/fuzz.py says how to repeat one)
	nice -n 19 $(BIN)/python -m tools.fuzz examples

messages: .venv/dev.stamp ## collect and compile the Vietnamese catalogues; fails when a string has no translation
	$(BIN)/python -m tools.messages

vendor: .venv/dev.stamp ## fetch vendored fonts and scripts again and check their sums (needs npm)
	$(BIN)/python -m tools.vendor

lock: .venv/dev.stamp ## pin requirements/*.in again, with hashes
	$(LOCK) requirements/base.in -o requirements/base.lock
	$(LOCK) requirements/dev.in -o requirements/dev.lock
	$(LOCK) requirements/bench.in -o requirements/bench.lock

sizes: ## the ten longest source files
	@git ls-files 'src/*.py' | xargs wc -l | sort -rn | sed -n '2,11p'

shots: .venv/dev.stamp ## screenshots of the demonstration at 360 and 1280 px, into docs/screenshots
	$(BIN)/python -m tools.demo_shots

docs: .venv/dev.stamp ## run the examples of the documentation
	$(BIN)/python -m pytest tests/docs

wheel: .venv/dev.stamp ## build the wheel, install it alone and start it
	$(BIN)/python -m tools.check_wheel

ci: .venv/dev.stamp ## everything that must be green before a change lands
	$(MAKE) --no-print-directory -j2 --output-sync=recurse lint wheel
	$(MAKE) --no-print-directory test
	bash tools/with_postgres.sh $(MAKE) --no-print-directory test TESTS=tests/web ONLY_MARKED="-m 'not once'"

clean: ## remove what the commands above made
	rm -rf .venv out var build dist

.venv/base.stamp: requirements/base.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

.venv/bench.stamp: .venv/dev.stamp requirements/bench.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.lock
	@touch $@

.venv/dev.stamp: .venv/base.stamp requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@
