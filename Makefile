# Tierdesk. `make play` opens the product, `make test` runs the tests; each does its own set-up in .venv.
PYTHON ?= python3
BIN := .venv/bin
PROVING := tests/money tests/drafts tests/access tests/deals tests/deals_registering tests/deciding
# what a run reaches by chance does not count as reached
BY_CHANCE := --ignore=tests/deals/test_life.py --ignore=tests/deals/test_sequences.py \
  --deselect=tests/access/test_law.py::test_a_person_sees_exactly_what_the_law_says

.PHONY: help setup setup-dev play serve test check deal-steps coverage mutants eval-registering format lock page

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: .venv/.run ## install what the product needs into .venv
setup-dev: .venv/.dev ## and what its tests need

.venv/bin/python:
	@echo "• a virtual environment in .venv"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tierdesk needs Python 3.11 or newer; set PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.run: requirements/run.txt pyproject.toml tools/setup/torch_cpu.py | .venv/bin/python
	@$(BIN)/python tools/setup/torch_cpu.py
	@echo "• the packages that Tierdesk needs (a few minutes the first time)"
	@$(BIN)/pip install --disable-pip-version-check --progress-bar on -q -r requirements/run.txt
	@$(BIN)/pip install --disable-pip-version-check -q --no-deps --no-build-isolation -e . || $(BIN)/pip install --disable-pip-version-check -q --no-deps -e .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	@echo "• the packages that the tests need"
	@$(BIN)/pip install --disable-pip-version-check -q -r requirements/dev.txt
	@touch $@

play: .venv/.run ## open the playground: the demo channel, no Slack, no keys
	@$(BIN)/tierdesk play

serve: .venv/.run ## serve a real Slack workspace, configured by the environment or .env
	@$(BIN)/tierdesk serve

check: .venv/.dev ## lint, types, import rules
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

test: .venv/.dev check ## check, then all tests
	@$(BIN)/python tools/setup/browser.py
	@$(BIN)/python -m pytest -n auto --dist loadfile

deal-steps: .venv/.dev ## 20,000 random steps of deal registrations against their rules
	@$(BIN)/python tests/deals/machine.py 20000

coverage: .venv/.dev ## every branch of deals, drafts, money and access; prints the lines that no test reaches
	@mkdir -p .cache
	@COVERAGE_FILE=.cache/coverage $(BIN)/python -m coverage run -m pytest -p no:xdist $(PROVING) $(BY_CHANCE)
	@COVERAGE_FILE=.cache/coverage $(BIN)/python -m coverage report

mutants: .venv/.dev ## small changes of the same code that tests must notice; ONLY=channel/money.py SAMPLE=150
	@$(BIN)/python tools/mutants.py $(if $(ONLY),--only $(ONLY)) $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED))

eval-registering: .venv/.dev ## fields of drafts and pairs of customers, on the lines kept for it
	@$(BIN)/tierdesk eval drafts tests/deals_registering/lines/drafts.jsonl
	@$(BIN)/tierdesk eval customers tests/deals_registering/lines/customer_pairs.jsonl

format: .venv/.dev ## format the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix -q .

lock: .venv/.dev ## write requirements/ from what is installed
	@$(BIN)/python tools/setup/lock.py

page: ## build the playground's page from its source (needs Node.js)
	@cd bot/playground/page-src && npm ci && npm run build
