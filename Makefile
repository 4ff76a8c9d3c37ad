# pinrender: what a developer does. `make` alone lists it.

PY := .venv/bin/python
COUNT ?= 300
JOBS ?= 2
SECONDS ?= 60
TARGET ?= svg flat zip ora kra psd tif pdf answers toml
OPENMOJI := .cache/corpus/openmoji-17.0.0

.DEFAULT_GOAL := help
.PHONY: help preview pictures gallery test check bench fidelity promise corpus fuzz limits golden env clean

help:          ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

preview: env   ## render every example in several finishes into out/
	@$(PY) scripts/system-libs gl
	@$(PY) examples/render_all.py out

pictures: env  ## draw the pictures of the README and of docs/relief.md
	@$(PY) scripts/system-libs gl
	@$(PY) examples/readme_pictures.py docs/pictures
	@$(PY) examples/readme_pages.py docs/pictures
	@$(PY) examples/relief_sections.py docs/pictures/relief
	@$(PY) examples/gallery.py docs/pictures/gallery 230

gallery: env   ## draw contact sheets of all platings, processes, enamels, studios, backdrops into out/gallery/
	@$(PY) scripts/system-libs gl
	@$(PY) examples/gallery.py out/gallery

test: env      ## run the whole test suite, a sample of the corpus included
	@$(PY) scripts/system-libs gl || true
	@$(PY) scripts/system-libs chromium || true
	@{ $(PY) scripts/system-libs npm && $(PY) scripts/web-libs; } || true
	@test -d $(OPENMOJI) || $(PY) -m tests.corpus.openmoji || true
	@$(PY) -m pytest -n $(JOBS) --dist worksteal

check: env     ## lint, formatting and types; offline, under a minute
	@echo "pinrender: ruff check"; $(PY) -m ruff check .
	@echo "pinrender: ruff format"; $(PY) -m ruff format --check .
	@echo "pinrender: mypy";        $(PY) -m mypy

bench: env     ## measure speed and memory, stage by stage, and the server under load
	@$(PY) scripts/system-libs gl
	@$(PY) -m benchmarks.speed

fidelity: env  ## measure how far the preview is from traced pictures, pin by pin; takes hours
	@$(PY) scripts/system-libs gl
	@$(PY) -m benchmarks.fidelity

promise: env   ## measure how far enamel is from the colours asked for: 24 colours in four finishes
	@$(PY) scripts/system-libs gl
	@$(PY) -m benchmarks.promise

corpus: env    ## render COUNT=300 drawings by other people, and read 430 files as they come
	@$(PY) scripts/system-libs gl
	@test -d $(OPENMOJI) || $(PY) scripts/system-libs npm
	@$(PY) -m tests.corpus.openmoji
	@$(PY) -m tests.corpus.packages
	@PINRENDER_REQUIRE_CORPUS=1 PINRENDER_CORPUS_COUNT=$(COUNT) $(PY) -m pytest tests/corpus

fuzz: env      ## fuzz every parser for SECONDS=60 each, guided by coverage; TARGET=svg for one
	@$(PY) -c "import atheris" 2>/dev/null || $(PY) -m pip install --quiet --group fuzz
	@for target in $(TARGET); do \
		echo "pinrender: fuzzing $$target for $(SECONDS) s"; \
		$(PY) -m tests.fuzz $$target $(SECONDS) || exit 1; done

limits: env    ## write docs/limits.md from pinrender/limits.py
	@$(PY) scripts/limits_page.py

golden: env    ## redraw the golden picture CASE=name (or all), to be looked at before it is committed
	@test -n "$(CASE)" || { echo "pinrender: name the picture: make golden CASE=fox-soft (or all)"; exit 2; }
	@$(PY) -m pytest -q tests/golden --regenerate "$(CASE)"

env:           ## create .venv and install pinrender into it
	@scripts/setup

clean:         ## remove what was built or rendered; .venv and the fetched corpus stay
	@echo "pinrender: removing out/ build/ dist/ and tool caches"
	@rm -rf out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find pinrender tests benchmarks examples assets -name __pycache__ -type d -prune -exec rm -rf {} +
