# What a guest and a developer need; `make help` lists it.

SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help demo test quick lint matrix docs soak bench lock clean FORCE

SEEDS ?= 1000
KILLS ?= 1000
# A run over Matrix takes longer; whoever names KILLS means both.
MATRIX_KILLS ?= $(if $(filter file,$(origin KILLS)),50,$(KILLS))

QUICK := not soak and not wide and not slow and not postgres

VENV := .venv
BIN := $(VENV)/bin

# Each stamp carries the checksum of its lock file: the environment is made once for its contents.
checksum = $(firstword $(shell cksum < $(1)))
RUNTIME := $(VENV)/.runtime-$(call checksum,requirements.lock)
DEV := $(VENV)/.dev-$(call checksum,requirements-dev.lock)
NABAT := $(VENV)/.nabat
SYNAPSE := .synapse/.made-$(call checksum,requirements-synapse.lock)
STRICT := tests/worlds/homeserver/strict
NODE := $(STRICT)/node_modules/.made-$(call checksum,$(STRICT)/package-lock.json)


help:
	@echo 'make demo    shows the bot at work on this console (LANG=en make demo: in English)'
	@echo 'make test    checks everything: style, types, imports, tests; some minutes'
	@echo 'make quick   the same in two minutes: rules, handlers, journeys on the console and SQLite'
	@echo 'make lint    style, types and imports alone'
	@echo 'make matrix  makes what the Matrix tests need, as make test does'
	@echo 'make soak    runs the simulation with seeded faults (SEEDS=$(SEEDS)) and every outage, then kills the real bot (KILLS=$(KILLS)), also over Matrix and amid verifications, raises a storm there, tells the journeys there, over Telegram and on PostgreSQL, fills the tables that make test samples, and takes away each place that carries out a clause of the Protocol'
	@echo 'make docs    runs the tests that prove a clause of the Protocol, then draws the documents anew'
	@echo 'make bench   measures each figure that the project claims (WRITE=1: keeps them in docs/figures.md)'
	@echo 'make lock    writes the lock files from pyproject.toml (UPGRADE=1: with newer versions)'
	@echo 'make clean   removes the environment, caches and builds; var/ stays'
	@echo
	@echo 'Python 3.11 or newer is found by itself; to choose one: make PYTHON=/path/to/python ...'

demo: $(NABAT)
	@$(BIN)/nabat demo

# Each process would else translate every module anew.
export PYTHONDONTWRITEBYTECODE :=

# What the Matrix tests need is had beside the checks of style, without it they are skipped; and the
# tests are translated once, not by each worker. Four workers on two cores: some often wait for a
# server or a process that they have started.
test: $(DEV) $(NABAT)
	@$(MAKE) --silent matrix & \
	$(BIN)/python -m pytest --collect-only -q >/dev/null 2>&1 & \
	$(MAKE) lint || { wait; exit 1; }; \
	wait
	@echo '== pytest'
	@$(BIN)/python -m pytest -q -n 4 --dist worksteal -rs

# The style is checked beside the tests. It speaks only where it is wrong: its lines would be lost.
quick: $(DEV) $(NABAT)
	@$(MAKE) lint >$(VENV)/.lint 2>&1 & style=$$!; \
	$(BIN)/python -m pytest -q -n 2 --dist worksteal -m '$(QUICK)' tests/protocol tests/handlers tests/journeys; \
	tests=$$?; wait $$style || { cat $(VENV)/.lint; exit 1; }; exit $$tests

lint: $(DEV) $(NABAT)
	@echo "== $$($(BIN)/python -V) in $(VENV)"
	@echo '== ruff check'
	@$(BIN)/ruff check --quiet .
	@echo '== ruff format --check'
	@$(BIN)/ruff format --check .
	@echo '== mypy --strict'
	@$(BIN)/mypy --strict
	@echo '== lint-imports'
	@report=$$($(BIN)/lint-imports 2>&1) || { echo "$$report"; exit 1; }; \
	echo "$$report" | grep '^Contracts:'
	@echo '== docs.house'
	@$(BIN)/python -m docs.house >/dev/null

matrix: $(DEV)
	@for each in $(SYNAPSE) $(NODE); do \
	    test -e $$each || if said=$$($(MAKE) $$each 2>&1); then echo "$$said"; \
	    else echo "== $${each%/*} cannot be had here, tests will be skipped:"; echo "$$said" | tail -n 3; fi; \
	done

# What docs/protocol.md says is proved was proved just now.
docs: $(DEV) $(NABAT)
	@$(BIN)/python -m pytest -q -m 'proves and not soak'
	@$(BIN)/python -m docs.diagrams
	@$(BIN)/python -m docs.picture

soak: $(DEV) $(NABAT)
	@$(BIN)/python -m tests.simulation.soak --seeds $(SEEDS)
	@WEATHER=all $(BIN)/python -m pytest -q -n 2 tests/journeys/test_bad_weather.py tests/bot/transports/telegram/test_bad_weather.py
	@$(BIN)/python -m tests.kills --kills $(KILLS)
	@$(MAKE) --silent matrix
	@$(BIN)/python -m tests.kills.matrix --kills $(MATRIX_KILLS)
	@STORM=all $(BIN)/python -m pytest -q -rs tests/bot/transports/matrix/test_storm.py
	@VERIFICATIONS=all $(BIN)/python -m pytest -q -rs tests/kills/matrix/test_verifying.py
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal -rs -m soak
	@$(BIN)/python -m tests.law.mutants
	@$(BIN)/python -m tests.journeys.soak

bench: $(DEV) $(NABAT)
	@$(MAKE) --silent matrix
	@$(BIN)/python -m bench $(if $(WRITE),--write)

clean:
	@rm -rf $(VENV) .synapse $(STRICT)/node_modules build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +


# The environment: the runtime's packages, the developers' on top, and nabat itself in place.

INSTALL := $(BIN)/python -m pip install --disable-pip-version-check -qq --no-deps

$(RUNTIME):
	@chosen= bare=; \
	for python in $(or $(PYTHON),python3.13 python3.12 python3.11 python3); do \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	    if "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then chosen=$$python; break; fi; \
	    bare=$$python; \
	done; \
	if [ -z "$$chosen$$bare" ]; then \
	    echo 'No Python 3.11 or newer works here$(if $(PYTHON), as $(PYTHON)). To name one: make PYTHON=/path/to/python ...' >&2; exit 1; \
	elif [ -z "$$chosen" ]; then \
	    echo "$$bare has no venv or ensurepip. On Debian and Ubuntu: apt install python3-venv. Or name another: make PYTHON=/path/to/python ..." >&2; exit 1; \
	fi; \
	echo "== $$("$$chosen" -V): making $(VENV)"; \
	rm -rf $(VENV) && "$$chosen" -m venv $(VENV)
	@echo '== installing requirements.lock'
	@$(INSTALL) --require-hashes --only-binary :all: -r requirements.lock
	@touch $@

$(DEV): $(RUNTIME)
	@echo '== installing requirements-dev.lock'
	@$(INSTALL) --require-hashes --only-binary :all: -r requirements-dev.lock
	@touch $@

$(NABAT): pyproject.toml $(RUNTIME)
	@$(INSTALL) --no-build-isolation --editable .
	@touch $@

# A homeserver for the tests, in an environment of its own.
$(SYNAPSE): $(DEV)
	@rm -rf .synapse && $(BIN)/python -m venv .synapse
	@.synapse/bin/python -m pip install --disable-pip-version-check -qq --no-deps --no-compile \
	    --require-hashes --only-binary :all: -r requirements-synapse.lock
	@touch $@
	@echo '== installed requirements-synapse.lock in .synapse'

# A client for the tests that is not written in Python.
$(NODE):
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' \
	    || { echo 'no Node 20 or newer'; exit 1; }
	@npm ci --prefix $(STRICT) --loglevel error --ignore-scripts --no-audit --no-fund >/dev/null
	@touch $@
	@echo '== installed $(STRICT)/package-lock.json'

# A PYTHON named on purpose replaces an environment that another version made.
ifdef PYTHON
ifneq ($(wildcard $(BIN)/python),)
ifneq ($(shell { $(PYTHON) -V; } 2>&1),$(shell $(BIN)/python -V 2>&1))
$(RUNTIME): FORCE
endif
endif
endif


# The lock files hold versions and hashes of the public registry for every supported Python, and no address.

UV := env -u UV_INDEX -u UV_EXTRA_INDEX_URL -u UV_INDEX_URL -u UV_FIND_LINKS $(BIN)/uv --no-config --quiet
RESOLVE := $(UV) pip compile --universal --python-version 3.11 --no-build --generate-hashes \
    --no-annotate --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade)
COMPILE := $(RESOLVE) pyproject.toml

# Whom to fund stands with an address in npm's lock file.
define WITHOUT_FUNDING
import json, pathlib, sys
path = pathlib.Path(sys.argv[1])
lock = json.loads(path.read_text())
for package in lock["packages"].values():
    package.pop("funding", None)
path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")
endef
export WITHOUT_FUNDING

lock: $(DEV)
	@$(COMPILE) --group build --output-file requirements.lock >/dev/null
	@$(COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock >/dev/null
	@$(RESOLVE) --group synapse --output-file requirements-synapse.lock >/dev/null
	@npm install --prefix $(STRICT) --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts \
	    --loglevel error --no-audit --no-fund
	@$(BIN)/python -c "$$WITHOUT_FUNDING" $(STRICT)/package-lock.json
	@! grep -nE '://|^-' requirements*.lock $(STRICT)/package-lock.json
	@grep -c == requirements*.lock
