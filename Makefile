# Everything works from a bare checkout: each target makes .venv first, with the newest Python that is there.

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(BIN)/python
INSTALLED := $(VENV)/.installed
AUDIT := build/audit
FUZZER := build/fuzz/packages
TRAINING := $(VENV)/.training
DEMO_STORE := demo-store/onrecord.sqlite
SOURCES := src tests tools bench train

.DEFAULT_GOAL := help
.PHONY: help demo test web-assets browser-test screenshots golden lint format types contracts docs generated check lock fuzz audit sbom wheel train-attribution train-relations clean

help:  ## say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | awk -F'|' '{printf "make %-18s %s\n", $$1, $$2}'

$(INSTALLED): requirements.lock
	@python="$$(sh tools/find_python.sh)" || exit 1; \
	echo "making $(VENV) with $$("$$python" --version) and installing what requirements.lock names (a minute or two)"; \
	"$$python" -m venv $(VENV)
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(INSTALLED)  ## read three invented reports and print who said what in them
	@$(PYTHON) tools/web_assets.py --optional
	@$(BIN)/onrecord read --store $(DEMO_STORE) src/onrecord/demo
	@echo
	@echo "What to type next:"
	@echo "  export ONRECORD_STORE=$(DEMO_STORE)"
	@echo "  $(BIN)/onrecord show src/onrecord/demo/rescue.txt"
	@echo "  $(BIN)/onrecord show src/onrecord/demo/rescue.txt --events"
	@echo "  $(BIN)/onrecord serve --open"
	@echo "  $(BIN)/onrecord search lorries"
	@echo "  $(BIN)/onrecord search --speaker Quiroga"
	@echo "  $(BIN)/onrecord read YOUR-REPORT.html"

test: $(INSTALLED)  ## run the tests
	@$(PYTHON) -m pytest -n 2

web-assets: $(INSTALLED)  ## fetch the scripts of others that the reading room serves
	@$(PYTHON) tools/web_assets.py

browser-test: $(INSTALLED)  ## drive the reading room in the Chromium that is installed
	@$(PYTHON) tools/web_assets.py --tests
	@$(PYTHON) -m pytest -m browser tests/browser

screenshots: web-assets  ## take the pictures of docs/web.md
	@$(PYTHON) tools/screenshots.py

golden: $(INSTALLED)  ## print where the golden reports are read otherwise than expected
	@$(PYTHON) tests/golden/differences.py

lint: $(INSTALLED)  ## ruff: rules and format
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check $(SOURCES)

format: $(INSTALLED)  ## write the code in ruff's format
	@$(BIN)/ruff format $(SOURCES)

types: $(INSTALLED)  ## mypy, strict
	@$(BIN)/mypy

contracts: $(INSTALLED)  ## import-linter: imports follow the data
	@$(BIN)/lint-imports

docs: $(INSTALLED)  ## write the generated reference and schemas
	@$(PYTHON) tools/reference.py
	@$(PYTHON) tools/openapi.py
	@$(PYTHON) tools/schemas.py

generated: $(INSTALLED)  ## see that what is generated is up to date
	@$(PYTHON) tools/reference.py --check
	@$(PYTHON) tools/openapi.py --check
	@$(PYTHON) tools/schemas.py --check

check: test lint types contracts generated  ## all of these checks

lock: $(INSTALLED)  ## pin what pyproject.toml asks for, with hashes (needs uv)
	@uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --upgrade --quiet \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --output-file requirements.lock

$(TRAINING): $(INSTALLED)
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	@touch $@

train-attribution: $(TRAINING)  ## train the attribution weights: DATA=folder with train.jsonl and dev.jsonl, OUT=folder
	@test -n "$(DATA)" || { echo "give DATA=folder with train.jsonl and dev.jsonl" >&2; exit 2; }
	$(PYTHON) -m train.attribution --data "$(DATA)" --out "$(or $(OUT),build/attribution)"

train-relations: $(TRAINING)  ## train the relation weights: DATA=folder with PLV_train.jsonl, OUT=folder
	@test -n "$(DATA)" || { echo "give DATA=folder with PLV_train.jsonl" >&2; exit 2; }
	$(PYTHON) -m train.relations --data "$(DATA)" --out "$(or $(OUT),build/relations)"

fuzz: $(INSTALLED)  ## try hostile input for a while: MINUTES=10 for each target, TARGET=lexicon for some of them
	@HYPOTHESIS_PROFILE=fuzz $(PYTHON) -m pytest tests/fuzz tests/properties -k "$(TARGET)"
	@test -d $(FUZZER)/atheris || $(PYTHON) -m pip install --quiet --disable-pip-version-check --only-binary :all: \
	  --target $(FUZZER) atheris==3.0.0 || \
	  { rm -rf $(FUZZER); echo "fuzz: Atheris cannot be installed here; inputs are made by mutation alone"; }
	@PYTHONPATH=$(FUZZER) $(PYTHON) tests/fuzz/fuzz_targets.py --target "$(TARGET)" --minutes "$(or $(MINUTES),10)"

audit: $(INSTALLED)  ## ask whether anything that the lock pins has a known weakness (needs the network, or passes)
	@test -x $(AUDIT)/bin/pip-audit || { $(PYTHON) -m venv $(AUDIT) && \
	  $(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1; } || \
	  { rm -rf $(AUDIT); echo "audit: pip-audit cannot be installed; nothing was checked"; exit 0; }; \
	  $(PYTHON) tools/audit.py $(AUDIT)/bin/pip-audit

sbom: $(INSTALLED)  ## write the bill of materials, build/sbom.cdx.json
	@$(PYTHON) tools/sbom.py

wheel: web-assets  ## build the wheel twice, compare, install it elsewhere and read the demo with it; leaves it in dist/
	@$(PYTHON) tools/release_check.py

clean:  ## remove .venv, the demo's store and caches
	@rm -rf $(VENV) $(dir $(DEMO_STORE)) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
