# Two commands do it all on a machine that has Python 3.11 or later and make: `make demo` and `make test`.

PYTHON ?= python3
CORPORA ?= ../shared/corpora
BIN = .venv/bin

SERVERS = procmail maildrop dovecot-core dovecot-lmtpd dovecot-imapd dovecot-sieve postfix systemd spamc chromium libxml2-utils poppler-utils pst-utils

.PHONY: demo test test-servers test-faults servers lint train evaluate bench bench-filter bench-batch bench-daemon bench-peers manual screenshot clean

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@

demo: .venv/installed  ## score the sample mailbox with the shipped model, then explain one message
	$(BIN)/coldsieve score data/sample.mbox
	$(BIN)/coldsieve explain data/sample.eml

lint: .venv/installed
	$(BIN)/ruff format --check classifier tests
	$(BIN)/ruff check classifier tests
	$(BIN)/mypy

test: lint  ## everything that must hold, but for what needs mail servers
	COLDSIEVE_CORPORA=$(CORPORA) $(BIN)/python -m pytest -n auto
	@echo "Not run here: tests/servers (procmail, maildrop, Dovecot, Postfix, Exim, systemd, spamc). Get them and run them: make test-servers"

test-servers: .venv/installed servers  ## the recipes against real mail servers, started on loopback and stopped again
	$(BIN)/python -m pytest -m servers -rs -s tests/servers

test-faults: .venv/installed servers  ## 2,000 deliveries by procmail and LMTP through each fault and all at once, and by spamc and milter, counted (hours); 10,000 broken requests
	COLDSIEVE_DELIVERIES=2000 $(BIN)/python -m pytest -m servers -rs -s tests/servers/test_faults.py tests/servers/test_spamc.py
	COLDSIEVE_FUZZ=10000 $(BIN)/python -m pytest -n 0 tests/test_serve.py tests/test_milter.py -k fuzzed

servers:  # Debian's packages, where root may install them; a test whose program is missing says so and is skipped
	@missing=$$(for p in $(SERVERS); do dpkg -s $$p >/dev/null 2>&1 || echo $$p; done); \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -q && DEBIAN_FRONTEND=noninteractive timeout 300 apt-get install -y -q --no-install-recommends $$missing && exit 0; \
	fi; \
	echo "Not installed, their tests are skipped:" $$missing

train: .venv/installed  ## fit and export models/default from labelled mail
	$(BIN)/coldsieve train $(CORPORA) --letters data/letters --reviewed data/labels/reviewed.tsv --output models/default

evaluate: .venv/installed  ## hold out whole sources, print the table, keep it in models/default
	$(BIN)/coldsieve evaluate $(CORPORA) --letters data/letters --reviewed data/labels/reviewed.tsv --output models/default

bench: .venv/installed
	$(BIN)/python -m tests.benchmarks.cold_start
	COLDSIEVE_CORPORA=$(CORPORA) $(BIN)/python -m tests.benchmarks.cost
	$(BIN)/python -m tests.benchmarks.history

bench-batch: .venv/installed  ## a whole mailbox, beside other filters; how it grows; where the time goes; mbox beside grep
	$(BIN)/python -m pip install --quiet --disable-pip-version-check spambayes-lite
	$(BIN)/python -m tests.benchmarks.throughput
	$(BIN)/python -m tests.benchmarks.splitting
	$(BIN)/python -m tests.benchmarks.profiled

bench-filter: .venv/installed  ## one mail through the filter from a cold start, beside other filters
	$(BIN)/python -m tests.benchmarks.filter

bench-daemon: .venv/installed  ## through the daemon, beside bogofilter, spamd and rspamd; mails a second and memory at 1, 8 and 64 clients
	$(BIN)/python -m tests.benchmarks.daemon

bench-peers: .venv/installed  ## bogofilter and SpamBayes, trained and asked as we are
	$(BIN)/python -m pip install --quiet --disable-pip-version-check spambayes-lite
	$(BIN)/python -m tests.benchmarks.spamassassin $(CORPORA)
	$(BIN)/python -m tests.benchmarks.peers $(CORPORA)

manual: .venv/installed  ## the man page and the completions, from the parser
	$(BIN)/python -m tests.manual

screenshot: .venv/installed servers  ## the picture in the README
	PICTURES=$(CURDIR)/data $(BIN)/python -m pytest -m servers tests/servers/test_report_looks.py -k picture

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache dist
