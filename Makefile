# Every command of the project; `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
RIVALS := benchmarks/.venv/bin

.DEFAULT_GOAL := help
.PHONY: help menen test lab lock format benchmark wheel clean

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

menen: .venv/.ready  ## set up, run the pilot of Menen from raw data to published reports
	@$(BIN)/pilots run menen

test: .venv/.ready  ## set up, run everything that guards the project
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses auto --dist loadfile

lab: .venv/.ready  ## set up, open JupyterLab on the notebooks
	$(BIN)/jupyter lab notebooks

benchmark: benchmarks/.venv/.ready  ## set up, measure side by side with what one would use instead
	$(RIVALS)/python -m benchmarks

format: .venv/.ready  ## put the code in its form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: .venv/.ready  ## pin anew what pyproject.toml requires
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --upgrade --group dev \
	  --custom-compile-command "make lock" --output-file requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --group benchmark \
	  --constraint requirements.lock --override benchmarks/overrides.txt \
	  --custom-compile-command "make lock" --output-file benchmarks/requirements.lock pyproject.toml

wheel: .venv/.ready  ## build the package into dist/
	$(BIN)/uv build --quiet --no-build-isolation --python $(BIN)/python --wheel --out-dir dist

clean:  ## remove what can be remade: reports, processed data, the environment
	rm -rf .venv benchmarks/.venv dist data/processed/*/ reports/*/

# uv, pinned by hash like the rest, installs the rest in seconds; where it can't (a proxy it doesn't know), pip does in minutes
.venv/.ready: pyproject.toml requirements.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@awk '/^uv==/ {on = 1; print; next} on && !/^ / {exit} on' requirements.lock > .venv/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement .venv/uv.txt
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.lock \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# what the project is measured against stays out of the environment that it is tested in
benchmarks/.venv/.ready: .venv/.ready benchmarks/requirements.lock
	@test -x $(RIVALS)/python || $(PYTHON) -m venv benchmarks/.venv
	@$(BIN)/uv pip sync --quiet --python $(RIVALS)/python --require-hashes --compile-bytecode benchmarks/requirements.lock \
	  || $(RIVALS)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement benchmarks/requirements.lock
	@$(BIN)/uv pip install --quiet --python $(RIVALS)/python --no-deps --no-build-isolation --editable .
	@touch $@
