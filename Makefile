# Wraps the plain commands of README.md; everything works without make.
.PHONY: try test gate lint lock gazetteer

try: ## the whole product on this machine, without Telegram
	python3 -m venv .venv && .venv/bin/pip install -q -e . && .venv/bin/python -m bot tour

test:
	.venv/bin/python -m pytest

lint:
	.venv/bin/ruff format . && .venv/bin/ruff check . && .venv/bin/lint-imports && .venv/bin/mypy

gate: ## what a change must pass
	bash .ci/run

lock: ## needs uv
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url -q -o requirements.lock
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url -q -o requirements-dev.lock

gazetteer: ## rebuild seeds/gazetteer.csv.gz from GeoNames data
	.venv/bin/pip install -q -e '.[seeds]' && .venv/bin/python -m seeds.build_gazetteer
