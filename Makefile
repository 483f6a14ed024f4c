# Needs Go and a POSIX shell; everything else is fetched and pinned by go.mod.
# Only make accuracy and make misuse need Python as well, and pin what they install;
# make bench-peers uses it for recall if it is there.

GO       ?= go
GOFMT     = $(shell $(GO) env GOROOT)/bin/gofmt
FUZZTIME ?= 5s
# No package may take longer than this, or make test cannot stay below ten
# minutes on two cores.
TIMEOUT  ?= 8m
# What make accuracy does: a corpus for each seed, about so many requests each, and
# flags such as ACCURACY='--leaks 20'.
PYTHON   ?= python3
SEEDS    ?= 1 2 3
REQUESTS ?= 1200
ACCURACY ?=
VENV      = bench/accuracy/.venv
# What make misuse does: logs for each seed, with so many honest requests each, and
# flags such as MISUSE='--keep'.
MISUSESEEDS ?= 1
MISUSES     ?= 20000
MISUSE      ?=
MISUSEVENV   = bench/misuse/.venv
# What make bench-change compares the working tree with, how often each benchmark
# runs, for how long, and which: make bench-change BASE=HEAD~1 BENCHES='Redact/'
BASE      ?= main
COUNT     ?= 6
BENCHTIME ?= 0.5s
BENCHES   ?= Redact|Stream
# Flags of the throughput command: make bench BENCH='-mb 64 -rounds 3 -save'
BENCH    ?=
# What make bench-peers does: megabytes of the log, or a log of one's own, how
# often each tool is run, and the seed of the corpus for recall.
MB       ?= 128
LOG      ?=
ROUNDS   ?= 5
PEERSEED ?= 1

# What make test-kafka and make chaos do: versions of the broker, records of
# scenarios that CI runs and of those that take longer, and the scenarios.
KAFKA_VERSIONS ?= 4.3.1 3.9.2
RECORDS        ?= 20000
MANY           ?= 1000000
SCENARIOS      ?= kill,outage,fulldisk,rotate,stalled,errors

PLATFORMS = linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
SAMPLE    = bench/testdata/django-sample.log
# What make demo shows before and after: a query, a percent-encoded address, a
# login body, a database's URL, a phone number, SQL, headers, a private key, and
# two lines that stay.
SHOWN     = -e 7p -e 10p -e 13p -e 28p -e 37,39p -e 42p -e 49,50p -e 69,72p

RELEASE   = CGO_ENABLED=0 $(GO) build -trimpath

.PHONY: all build demo test lint unit race skipped fuzz generate-check reference test-peers test-collector test-chaos test-kafka broker-tests chaos small-chaos full-chaos bin/chaos validate-configs test-gunicorn test-manifests cross bench bench-change bench-peers profile gobench accuracy misuse test-misuse clean

all: build

build:
	$(RELEASE) -o bin/scrim ./cmd/scrim

demo: build
	@echo; echo "== some lines of $(SAMPLE)"
	@sed -n $(SHOWN) $(SAMPLE)
	@echo; echo "== bin/scrim --summary $(SAMPLE) > bin/django-sample.clean.log"
	@bin/scrim --summary $(SAMPLE) > bin/django-sample.clean.log
	@echo; echo "== the same lines of bin/django-sample.clean.log"
	@sed -n $(SHOWN) bin/django-sample.clean.log

test: lint unit race skipped

lint:
	@bad=$$($(GOFMT) -l $$($(GO) list -f '{{.Dir}}' ./...)); if [ -n "$$bad" ]; then echo "not gofmt-clean: $$bad"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

unit:
	$(GO) test -timeout $(TIMEOUT) ./...
	$(GO) test -timeout $(TIMEOUT) -tags purego ./detectors/prefilter

# The race detector needs cgo and a C compiler.
race:
	@if [ "$$($(GO) env CGO_ENABLED)" = 1 ] && command -v "$$($(GO) env CC | cut -d' ' -f1)" >/dev/null; then \
		echo "$(GO) test -race -short ./..."; $(GO) test -race -short -timeout $(TIMEOUT) ./...; \
	else \
		echo "no C compiler here: the tests ran without the race detector"; \
	fi

# What make test leaves out, and what runs it.
skipped:
	@have() { command -v "$$1" >/dev/null || [ -x "/usr/sbin/$$1" ]; }; \
	if [ -z "$$SCRIM_KAFKA" ]; then \
		if have java && have mvn; then echo "skipped: the tests with a real Kafka broker; make test-kafka runs them"; \
		else echo "skipped: the tests with a real Kafka broker, which needs Java and Maven; they are not here"; fi; \
	fi; \
	have rsyslogd || echo "skipped: the syslog sink with a real server; rsyslogd is not here"; \
	have chromium || have chromium-browser || have google-chrome || echo "skipped: the HTML report in a browser; Chromium is not here"; \
	have systemd-analyze || echo "skipped: the check of the systemd unit; systemd-analyze is not here"; \
	echo "not part of this: make test-collector, test-gunicorn, test-misuse, test-manifests, test-chaos, test-peers; .ci/run runs them all"

# Every fuzz target of every package, FUZZTIME each.
fuzz:
	@set -e; for pkg in $$($(GO) list ./...); do \
		found=$$($(GO) test -list '^Fuzz' $$pkg); \
		for target in $$(echo "$$found" | grep '^Fuzz' || true); do \
			echo "fuzz $$pkg $$target for $(FUZZTIME)"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 2s $$pkg; \
		done; \
	done

# The reference of the README, which a test compares with the commands.
reference:
	$(GO) generate ./cmd/scrim

# The committed assembly is what its generator writes today. The generator is a
# module of its own, which comes from the module proxy.
generate-check:
	@set -e; tmp=$$(mktemp -d); trap 'rm -rf "$$tmp"' EXIT; \
	cp -R detectors/prefilter/asm detectors/prefilter/kernel_amd64.go "$$tmp"; \
	if ! $(GO) -C "$$tmp/asm" mod download; then \
		echo "no module proxy here: the assembly was not compared with what its generator writes"; exit 0; \
	fi; \
	(cd "$$tmp" && $(GO) generate kernel_amd64.go); \
	for f in assembly_amd64.s assembly_amd64.go; do cmp "detectors/prefilter/$$f" "$$tmp/$$f"; done; \
	echo "the assembly is what its generator writes"

validate-configs: build
	@set -e; for c in configs/*.toml; do [ -e "$$c" ] || continue; echo "bin/scrim validate -c $$c"; bin/scrim validate -c "$$c"; bin/scrim test -q --require-coverage -c "$$c"; done

# A real Django behind a real gunicorn, piped into scrim, and what the HTML report
# advises, in a real Django and Flask. Needs what make accuracy needs; without it
# the tests are left out.
test-gunicorn:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null && $(MAKE) $(VENV)/installed \
		|| echo "no Python 3.10 or later with its packages here: gunicorn is left out"
	$(GO) test -count=1 -v -run Gunicorn ./configs
	$(GO) test -count=1 -v -run 'Recipe|Advice|Snippets' ./sinks/report/html

# The manifests for Kubernetes, with the code of its API server: a module of its
# own, which comes from the module proxy, and minutes to compile the first time.
# -count=1, since go test does not see changes of files outside of the module.
test-manifests:
	@bad=$$($(GOFMT) -l configs/kubernetes/check); if [ -n "$$bad" ]; then echo "not gofmt-clean: $$bad"; exit 1; fi
	@if ! $(GO) -C configs/kubernetes/check mod download; then \
		echo "no module proxy here: the manifests were not checked"; exit 0; \
	fi; \
	echo "$(GO) -C configs/kubernetes/check test ./..."; $(GO) -C configs/kubernetes/check test -count=1 -timeout $(TIMEOUT) ./...

cross:
	@set -e; for p in $(PLATFORMS); do \
		os=$${p%/*}; arch=$${p#*/}; exe=; if [ $$os = windows ]; then exe=.exe; fi; \
		echo "build dist/scrim-$$os-$$arch$$exe"; \
		GOOS=$$os GOARCH=$$arch $(RELEASE) -o dist/scrim-$$os-$$arch$$exe ./cmd/scrim; \
	done

# Megabytes per CPU second of the binary, beside cat and ripgrep.
bench: build
	$(GO) run ./bench/cmd/throughput $(BENCH)

# What a change is worth: the Go benchmarks of BASE and of the working tree.
bench-change:
	GO="$(GO)" sh bench/change.sh '$(BASE)' '$(COUNT)' '$(BENCHES)' '$(BENCHTIME)'

# scrim beside other redactors and regular expression engines, and how its own
# cost grows; writes tables and charts into bench/results. The peers are a module
# of their own, fetched only here and by test-peers. About eight minutes; less
# with make bench-peers MB=16 ROUNDS=1.
bench-peers: build
	$(RELEASE) -o bin/biglog ./bench/cmd/biglog
	cd bench/peers && $(RELEASE) -o ../../bin/peers/ ./cmd/... ./filters/...
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null && $(MAKE) $(VENV)/installed \
		|| echo "no Python 3.10 or later with its packages here: recall is left out"
	bin/peers/compare -mb $(MB) -log "$(LOG)" -rounds $(ROUNDS) -seed $(PEERSEED) -requests $(REQUESTS) \
		-python "$$(if [ -e $(VENV)/installed ]; then echo $(VENV)/bin/python; fi)"
	bin/peers/growth -mb $$(( ($(MB) + 3) / 4 )) -rounds $(ROUNDS)

# What make lint and make unit do, for the module of the peers.
test-peers:
	@bad=$$($(GOFMT) -l bench/peers); if [ -n "$$bad" ]; then echo "not gofmt-clean: $$bad"; exit 1; fi
	$(GO) build -o bin/staticcheck honnef.co/go/tools/cmd/staticcheck
	cd bench/peers && $(GO) vet ./... && ../../bin/staticcheck ./... && $(GO) test -timeout $(TIMEOUT) ./...

# The sink otlp with the receiver of a real OpenTelemetry Collector, a module of
# its own, fetched only here.
test-collector:
	@bad=$$($(GOFMT) -l sinks/otlp/collector); if [ -n "$$bad" ]; then echo "not gofmt-clean: $$bad"; exit 1; fi
	$(GO) build -o bin/staticcheck honnef.co/go/tools/cmd/staticcheck
	cd sinks/otlp/collector && $(GO) vet ./... && ../../../bin/staticcheck ./... && $(GO) test -timeout $(TIMEOUT) ./...

# What make lint and make unit do, for the module of the chaos tests. Without a
# broker only what needs none is tested.
test-chaos:
	@bad=$$($(GOFMT) -l bench/chaos); if [ -n "$$bad" ]; then echo "not gofmt-clean: $$bad"; exit 1; fi
	$(GO) build -o bin/staticcheck honnef.co/go/tools/cmd/staticcheck
	cd bench/chaos && $(GO) vet ./... && ../../bin/staticcheck ./... && $(GO) test -short -timeout $(TIMEOUT) ./...

bin/chaos:
	cd bench/chaos && $(RELEASE) -o ../../bin/chaos/ ./cmd/...

# The tests that need a Kafka broker, with each of KAFKA_VERSIONS, and small chaos
# scenarios with the first of them. Needs Java and Maven; says so where they are not.
test-kafka: build bin/chaos
	KAFKA_VERSIONS='$(firstword $(KAFKA_VERSIONS))' bench/broker/test.sh $(MAKE) --no-print-directory broker-tests small-chaos
	KAFKA_VERSIONS='$(wordlist 2,9,$(KAFKA_VERSIONS))' bench/broker/test.sh $(MAKE) --no-print-directory broker-tests

# The packages whose tests ask for SCRIM_KAFKA. Only with a broker: see test-kafka.
broker-tests:
	@packages=$$(grep -rl --include='*_test.go' SCRIM_KAFKA cmd pipeline sinks detectors configs | xargs -r -n1 dirname | sort -u | sed 's|^|./|'); \
	if [ -z "$$packages" ]; then echo "no package here has tests that need a broker"; exit 0; fi; \
	echo "$(GO) test with Kafka $$SCRIM_KAFKA_VERSION:" $$packages; $(GO) test -count=1 -timeout $(TIMEOUT) $$packages

small-chaos:
	bin/chaos/chaos -scenario $(SCENARIOS) -records $(RECORDS) -outage 15s

# All scenarios in full size, and the processor time beside a bare copy: half an
# hour and 3 GB in the temporary folder.
chaos: build bin/chaos
	KAFKA_VERSIONS='$(firstword $(KAFKA_VERSIONS))' bench/broker/test.sh $(MAKE) --no-print-directory full-chaos

full-chaos:
	bin/chaos/chaos -scenario kill,outage,fulldisk,rotate,errors,cost -records $(MANY)
	bin/chaos/chaos -scenario stalled -records $$(($(MANY) * 7 / 2))

# The profile by which the compiler inlines; go build takes it by itself. To be
# made anew after larger changes of the engine.
profile:
	$(GO) test -run '^$$' -bench 'Redact|Stream' -benchtime 2s -cpuprofile cmd/scrim/default.pgo -o bin/bench.test ./bench

# The Go benchmarks: bytes per second and allocations of the library.
gobench:
	$(GO) test -run '^$$' -bench . -benchmem ./bench/...

# Recall and over-redaction on the logs of a real Django project, made anew. Needs
# Python 3.10 or later and, the first time, the package index.
accuracy: build $(VENV)/installed
	cd bench/accuracy && .venv/bin/python -m unittest discover -q -s tests -t .
	$(VENV)/bin/python bench/accuracy/run.py --seeds "$(SEEDS)" --requests $(REQUESTS) --write bench/results/accuracy.md $(ACCURACY)

# What scrim audit finds in the logs of a real Django shop in which each misuse of a
# token happens once. Needs what make accuracy needs.
misuse: build $(MISUSEVENV)/installed
	cd bench/misuse && .venv/bin/python -m unittest discover -q -s tests -t .
	cd bench/misuse && .venv/bin/python measure.py --seeds "$(MISUSESEEDS)" --requests $(MISUSES) $(MISUSE)

# The tests of those logs: the same seed gives the same bytes. Without Python and
# its packages they are left out.
test-misuse:
	@if $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null && $(MAKE) $(MISUSEVENV)/installed; then \
		cd bench/misuse && .venv/bin/python -m unittest discover -q -s tests -t .; \
	else echo "no Python 3.10 or later with its packages here: the logs of misuse were not tested"; fi

$(MISUSEVENV)/installed: bench/misuse/requirements.txt
	$(PYTHON) -m venv $(MISUSEVENV)
	$(MISUSEVENV)/bin/pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

$(VENV)/installed: bench/accuracy/requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

clean:
	rm -rf bin dist bench/accuracy/.venv bench/accuracy/work bench/misuse/.venv bench/misuse/work
