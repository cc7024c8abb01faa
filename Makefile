# make run: set everything up and open the coach. make test: set everything up and pass the tests.
PYTHON ?= $(shell for p in python3.12 python3.13 python3.11 python3; do $$p -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
PY := .venv/bin/python
READY := .venv/.ready
CLUSTER := .venv/.cluster
LOCKING := .venv/locking
LEARNING := .venv/learning

.PHONY: run test cluster learn soak bench check-rules lock clean

run: $(READY)
	$(PY) -m coach app

test: $(CLUSTER)
	$(PY) -m ruff check .
	$(PY) -m pytest -n 2 -q

# What `batch --cluster` needs beside the rest. The tests need it too, so `make test` has it.
cluster: $(CLUSTER)

# Teaches the second reader again, after its bank in rules/learnt was changed. scikit-learn is needed for nothing else.
learn: $(READY)
	$(PYTHON) -m venv $(LEARNING)
	$(LEARNING)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-learn.txt
	$(LEARNING)/bin/python -m coach learn

soak: $(READY)
	$(PY) -m tests.soak

bench: $(READY)
	$(PY) -m tests.bench

lock: $(READY)
	$(PYTHON) -m venv $(LOCKING)
	$(LOCKING)/bin/python -m pip install --quiet --disable-pip-version-check uv
	$(LOCKING)/bin/uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-annotate -q requirements.txt -o requirements.lock
	$(LOCKING)/bin/uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-annotate -q -c requirements.lock requirements-cluster.txt -o requirements-cluster.lock

clean:
	rm -rf .venv

$(READY): requirements.lock
	@test -n "$(PYTHON)" || { echo "The coach needs Python 3.11, 3.12 or 3.13. Install one, or say where it is: make run PYTHON=/path/to/python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(CLUSTER): $(READY) requirements-cluster.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-cluster.lock
	touch $@
