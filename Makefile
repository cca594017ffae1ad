# Two commands do everything: `make demo` and `make test`. See README.md.
#
# Nothing here is needed to use exporter; it sets up a .venv, the validators, and runs things in them.

SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
BUILD := build
JUDGES := $(BUILD)/judges
# Tests run in one process a core
WORKERS := -n auto --dist worksteal
# Without compiled files every process of the tests compiles the program again
export PYTHONDONTWRITEBYTECODE :=
ARTICLE := fixtures/articles/rotherham-live-updates.txt

.PHONY: demo test check bench bench-text bench-prove bench-reading bench-defects bench-judging lock clean

demo: $(VENV)/ready-to-use
	@rm -rf $(BUILD)/demo && mkdir -p $(BUILD)/demo
	@echo "== Converting $(ARTICLE)"
	@$(BIN)/exporter convert $(ARTICLE) --to pdf,epub,docx --out-dir $(BUILD)/demo
	@echo "== What is in the files, read back from the files themselves"
	@$(BIN)/exporter show $(BUILD)/demo/*.pdf $(BUILD)/demo/*.epub $(BUILD)/demo/*.docx
	@echo "== What the files lost of the article"
	@$(BIN)/exporter parity $(ARTICLE) $(BUILD)/demo/*.pdf $(BUILD)/demo/*.epub $(BUILD)/demo/*.docx

test: $(VENV)/ready-to-test $(JUDGES)/ready lint advisories
	$(BIN)/python -m pytest $(WORKERS)

check: $(VENV)/ready-to-test lint
	QUICK=1 $(BIN)/python -m pytest $(WORKERS) -m "not slow and not judge"

# How long to fuzz, in seconds, and what: all targets (tests/fuzz/targets.py) by turns
SECONDS_OF_FUZZING := 3600
TARGETS :=

.PHONY: fuzz hostile advisories
advisories: $(VENV)/ready-to-test
	$(BIN)/python tools/advisories.py

fuzz: $(VENV)/ready-to-test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[fuzz]"
	$(BIN)/python -m tests.fuzz.run $(SECONDS_OF_FUZZING) $(TARGETS)

.PHONY: two-engines
# Both layout engines on 2,000 generated documents: the same structure tree. `SLICE=3 DOCUMENTS=200` takes 200 of others
SLICE :=
DOCUMENTS := 2000
two-engines: $(VENV)/ready-to-test
	GENERATED=$(DOCUMENTS) SLICE=$(SLICE) $(BIN)/python -m pytest tests/writers/test_two_engines.py -k "generated"

hostile: $(VENV)/ready-to-test
	$(BIN)/python tools/security_table.py $(BUILD)/hostile.jsonl
	$(BIN)/python -m tests.hostile.run_finished
	$(BIN)/python benchmarks/hostile_peers.py

# How much the tests look at, kept in docs/tests.md: neither is part of `make test`.
# make mutants SUBJECT=passes|build_tree|comparison [MOST=300]
SUBJECT := passes
MOST :=

.PHONY: coverage mutants
coverage: $(VENV)/ready-to-test
	@mkdir -p $(BUILD)/coverage
	$(BIN)/python -m pytest $(WORKERS) -m "not slow and not judge" --cov --cov-report= --cov-fail-under=0
	$(BIN)/python -m coverage json --quiet --fail-under=0 -o $(BUILD)/coverage.json
	$(BIN)/python tools/coverage_table.py $(BUILD)/coverage.json

mutants: $(VENV)/ready-to-test
	$(BIN)/python tools/mutants.py $(SUBJECT) $(MOST)

# The lowest versions that pyproject.toml allows, and the newest with each Python that is here: not part of `make test`.
# make matrix [ROWS="lowest 3.12"]
ROWS :=
.PHONY: matrix
matrix: $(VENV)/ready-to-test
	$(BIN)/python tools/matrix.py $(ROWS)

# What real programs tell of our files (tools/listen): needs root and Debian or a relative; the room is kept outside of
# the project. `make listen-small` takes one article through Chromium, Firefox and Writer; `make listen ONLY=orca-writer
# OF=letter` a part of the whole.
ACCEPT :=
ONLY :=
OF :=

.PHONY: listen listen-small
listen: $(VENV)/ready-to-use
	$(BIN)/python tools/listen/run.py $(if $(ONLY),--only $(ONLY)) $(if $(OF),--article $(OF)) $(if $(ACCEPT),--accept)

listen-small: $(VENV)/ready-to-use
	$(BIN)/python tools/listen/run.py --small

# A bound publication in epub.js, Readium and calibre, judged by its model; pictures in build/reading-systems
PUBLICATION :=
.PHONY: reading-systems
reading-systems: $(VENV)/ready-to-test $(JUDGES)/ready
	$(BIN)/python -m tools.reading_systems $(PUBLICATION)

.PHONY: lint
lint: $(VENV)/ready-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# SLICES: small cold formats batch book300 book1000 publication tagging; none: all. `table` prints what was measured
SLICES :=
bench: $(VENV)/ready-to-test
	$(BIN)/python benchmarks/bench.py $(SLICES)

bench-text: $(VENV)/ready-to-test
	$(BIN)/python benchmarks/text.py

bench-defects: $(VENV)/ready-to-test $(JUDGES)/ready $(JUDGES)/outloud/ready
	$(BIN)/python benchmarks/defects.py

bench-judging: $(VENV)/ready-to-test $(JUDGES)/ready
	$(BIN)/python benchmarks/judging.py --page --judges $(CORPUS)

bench-reading: $(VENV)/ready-to-test
	$(BIN)/python benchmarks/reading.py

bench-prove: $(VENV)/ready-to-test
	$(BIN)/python benchmarks/prove.py

lock:
	tools/lock.sh

# What is handed out (docs/distribution.md): dist/ with both distributions, built twice alike, and the SBOM; the source
# distribution unpacked elsewhere, installed and tested; the container, where podman or buildah is.
LINKS :=
.PHONY: release sdist-test container
release: $(VENV)/ready-to-test
	$(BIN)/python tools/release.py $(foreach link,$(LINKS),--link $(link))

sdist-test: release
	tools/sdist_test.sh dist/*.tar.gz

container:
	tools/container.sh

clean:
	rm -rf $(BUILD) $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info

# --- set-up: each stamp is made again only when what it rests on changed --------------------------------------------

$(VENV)/bin/python:
	tools/system.sh use
	tools/python.sh -m venv $(VENV)

$(VENV)/ready-to-use: requirements.lock pyproject.toml tools/system.sh | $(VENV)/bin/python
	tools/system.sh use
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/ready-to-test: requirements-test.lock $(VENV)/ready-to-use
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-test.lock
	touch $@

$(JUDGES)/ready: $(VENV)/ready-to-test tests/judges/package-lock.json tests/judges/pom.xml tests/judges/docx4j.xml tools/judges.sh tools/system.sh
	tools/system.sh test
	tools/judges.sh $(JUDGES)
	touch $@

# In an environment of its own: nothing else of the project needs it or what it brings.
$(JUDGES)/outloud/ready: | $(VENV)/bin/python
	tools/python.sh -m venv $(JUDGES)/outloud
	$(JUDGES)/outloud/bin/python -m pip install --quiet --disable-pip-version-check outloud==0.2.1
	touch $@
