# Two commands set up everything: `make run` and `make test`. `make` alone lists the rest.
export PYTHONPATH := site:.
PYTHON ?= python3
HOUSE = @$(PYTHON) bin/house.py

.DEFAULT_GOAL := help
.PHONY: help run test check coverage evidence lint format docs assets screenshots

help: ## List these commands
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: ## Set up, then start the site and its worker on http://127.0.0.1:8000 (PORT= chooses another port)
	$(HOUSE) run

test: ## Set up the development tools, then run every test
	$(HOUSE) test

check: ## Lint, types, contracts, migrations, templates, then the tests on SQLite and PostgreSQL
	$(HOUSE) check

coverage: ## Run the tests on SQLite and list the lines that none of them runs
	$(HOUSE) coverage

evidence: ## Run the races, crashes and other proofs at full size; results in docs/evidence/
	$(HOUSE) evidence

lint: ## The fast half of check: format, lint, templates
	$(HOUSE) lint

format: ## Put Python files into the house format
	$(HOUSE) format

docs: ## Write the parts of docs/ that are made from the code: guards, the list of files
	$(HOUSE) docs

assets: ## Rebuild static/ from frontend/ (needs node; the result is committed)
	@cd frontend && npm ci && npm run build

screenshots: ## Take the pictures in docs/screenshots/ again
	$(HOUSE) screenshots
