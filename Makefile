# 云文艺. `make` alone lists what there is.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin/python
PYTEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help demo test check bench messages lock clean

help: ## This list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: .setup ## Set up and run everything on this machine (PORT=8000)
	@YWY_SITE_URL=http://127.0.0.1:$(PORT) $(RUN) manage.py demo

test: .setup $(VENV)/.dev ## Set up and run the tests (PYTEST_ARGS for some of them)
ifeq ($(PYTEST_ARGS),)
	@$(RUN) -m pytest -n auto --maxprocesses 8 --dist loadgroup -m "not acceptance"
	@echo "── 端到端验收：真实进程，单独运行 / acceptance: real processes, with nothing beside them"
	@$(RUN) -m pytest -m acceptance
else
	@$(RUN) -m pytest $(PYTEST_ARGS)
endif

check: $(VENV)/.dev ## Style, types, import rules, templates, migrations
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@PYTHONPATH=site:. $(VENV)/bin/lint-imports
	@$(VENV)/bin/mypy
	@$(VENV)/bin/djlint --lint --quiet site publishing cms
	@$(RUN) manage.py makemigrations --check --dry-run

messages: $(VENV)/.dev ## Collect new interface strings for translation
	@$(RUN) manage.py collect_messages

lock: ## Resolve the dependencies again (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet --no-header --upgrade -o requirements/runtime.txt
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --quiet --no-header --upgrade -c requirements/runtime.txt -o requirements/dev.txt

clean: ## Remove the environment, packages and everything the demo wrote
	rm -rf $(VENV) node_modules var

# Each step leaves a mark and is skipped while what it depends on has not changed.
.PHONY: .setup
.setup: $(VENV)/.runtime node_modules/.installed

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "云文艺需要 Python 3.11 或更高版本；请安装后再试，或用 PYTHON=/路径/python3 make demo 指定。"; \
	  echo "Python 3.11 or newer is needed: install it, or name it with PYTHON=/path/to/python3 make demo."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "这台机器的 Python 缺少 venv 模块；Debian 上请运行：apt install python3-venv"; \
	  echo "This Python lacks its venv module. On Debian: apt install python3-venv"; exit 1; }
	@echo "── 建立 Python 环境 / creating the Python environment"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.created requirements/runtime.txt
	@echo "── 安装依赖（约一分钟）/ installing dependencies (about a minute)"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	@echo "── 安装测试与检查工具 / installing tools for tests and checks"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/.installed: package-lock.json
	@command -v npm >/dev/null || { \
	  echo "需要 npm 来取得字体与诗词素材；Debian 上请运行：apt install npm"; \
	  echo "npm is needed for fonts and poems. On Debian: apt install npm"; exit 1; }
	@echo "── 取得字体与诗词素材 / fetching fonts and poems"
	@npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@
