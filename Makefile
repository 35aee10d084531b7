# One word for each habit. `make help` lists them.
PY := .venv/bin/python
STAMP := .venv/.installed
SHARED := -n 3 --dist loadfile --no-loadscope-reorder
# Every crawl and every test starts many processes: what is compiled is kept.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup setup-test setup-replay demo test test-jobs test-long replay score real-shop check fmt bench clean

help:
	@echo "make demo   set up and run the main job on the sample market"
	@echo "make test   set up and run the tests but those named below"
	@echo "make check  style, types, floors, names"
	@echo "make fmt    format the code"
	@echo "make test-jobs   whole crawls: the market, killed, shared, resumed, with captures"
	@echo "make test-long   also the tests that take many minutes"
	@echo "make real-shop   a real shop application (django-oscar), crawled without a profile"
	@echo "make replay  captures replayed offline in pywb, pictures compared"
	@echo "make score   precision and recall of the checks on the labelled corpus"
	@echo "make bench  cost of fetching and archiving beside plain Scrapy, as a ratio"

$(STAMP): tools/lock.txt pyproject.toml tools/setup.sh
	@sh tools/setup.sh venv
	@touch $(STAMP)

setup: $(STAMP)
	@sh tools/setup.sh browser

setup-test: setup
	@sh tools/setup.sh tests

setup-replay: setup-test
	@sh tools/setup.sh replay

demo: setup
	@$(PY) tools/demo.py

test: setup-test
	@$(PY) -m pytest -m "not long and not jobs" $(SHARED)

test-jobs: setup-test
	@$(PY) -m pytest -m "jobs and not long" $(SHARED)

test-long: setup-replay
	@$(PY) -m pytest

replay: setup-replay
	@$(PY) tools/validators/replay.py

score: setup
	@$(PY) tools/score.py --half held-back --floors

real-shop: setup
	@$(PY) tools/real_shop/run.py

bench: setup
	@$(PY) tools/bench_inspect.py
	@$(PY) tools/bench_sweep.py
	@$(PY) tools/bench_match.py
	@$(PY) tools/bench_page.py
	@$(PY) tools/bench_capture.py

check: $(STAMP)
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@$(PY) tools/check_names.py

fmt: $(STAMP)
	@.venv/bin/ruff check --fix-only .
	@.venv/bin/ruff format .

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache
