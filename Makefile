# What one does with this tree. Needs Go, make, git and bash; the rest is installed by deploy/packages.sh when it is missing.
# A DATABASE_URL in the environment wins over the private Postgres in .local/.

SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

# One static program, the same everywhere, and no C compiler needed.
export CGO_ENABLED ?= 0

GO_DIRS := $(wildcard bot dialog knowledge prompts store)
FUZZTIME ?= 20s
CHAT ?=
EVAL ?=
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# With the private Postgres up, its address for the program and for the tests. The tests make databases of their own on
# that server, and never touch the one of the demo.
with_db := set -e; deploy/postgres.sh start </dev/null; DATABASE_URL=$$(deploy/postgres.sh url); export DATABASE_URL
with_test_db := set -e; deploy/postgres.sh start </dev/null; TEST_DATABASE_URL=$$(deploy/postgres.sh url postgres); \
	export TEST_DATABASE_URL; unset DATABASE_URL
# The key is made once; without it the data of the demo cannot be read.
with_key := export MASTER_KEY_FILE="$${MASTER_KEY_FILE:-$(CURDIR)/.local/master.key}"; \
	[ -s "$$MASTER_KEY_FILE" ] || .local/bot key new --out "$$MASTER_KEY_FILE"

##@ Running

.PHONY: run
run: build ## set everything up and talk in the terminal; with TELEGRAM_TOKEN serve Telegram instead
	@$(with_db); $(with_key); .local/bot migrate; \
	if [ -n "$${TELEGRAM_TOKEN:-}$${TELEGRAM_TOKEN_FILE:-}" ]; then \
		export LOG_FORMAT="$${LOG_FORMAT:-console}"; exec .local/bot serve; \
	else \
		exec .local/bot chat $(CHAT); \
	fi

.PHONY: chat
chat: build ## talk in the terminal whatever is set, e.g. make chat CHAT="--role mentor"
	@$(with_db); $(with_key); .local/bot migrate; exec .local/bot chat $(CHAT)

.PHONY: desk
desk: build ## open the pages for staff on this machine, with demo people; prints links to sign in
	@$(with_db); $(with_key); .local/bot migrate; exec .local/bot desk

.PHONY: build
build: ## build the program as .local/bot
	@mkdir -p .local; go build -o .local/bot ./bot

##@ Testing

.PHONY: test
test: packages format vet ## everything: formatting, vet, all tests on a real Postgres
	@$(with_test_db); go test -timeout 20m ./...

.PHONY: pages
pages: packages ## open every page of the desk in Chromium; pictures of them are left in .local/pages/
	@$(with_test_db); go test -count=1 -v -timeout 10m -run "^TestPages$$$$" ./bot/desk

# Apart from test: on two cores the race detector doubles the time and needs a C compiler.
.PHONY: race
race: packages ## all tests under the race detector
	@$(with_test_db); CGO_ENABLED=1 go test -race -timeout 40m ./...

.PHONY: fuzz
fuzz: packages ## every fuzz target for FUZZTIME (20s)
	@$(with_test_db); for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' "$$package" | grep '^Fuzz' || true); do \
			echo "$$package $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$package"; \
		done; \
	done

.PHONY: update
update: ## write the transcripts anew from what the bot says now; read the diff before committing it
	@if [ -n "$${CI:-}" ]; then echo "make update: a build server does not rewrite what it should check: run it by hand." >&2; exit 1; fi
	@go test -count=1 ./dialog -update

.PHONY: lint
lint: format vet ## formatting, vet, staticcheck and shellcheck
	@deploy/packages.sh shellcheck
	shellcheck deploy/*.sh .ci/run
	go run $(STATICCHECK) ./...

##@ Measuring

.PHONY: risk-train
risk-train: ## train the classifier of the crisis screen anew from its sentences
	@go test -count=1 -tags train -run 'TestTrain$$' -v ./dialog/risk

.PHONY: risk-writers
risk-writers: ## how the screen reads each writer that its classifier was not trained on
	@go test -count=1 -timeout 60m -tags train -run 'TestWriters$$' -v ./dialog/risk

.PHONY: risk-voices
risk-voices: ## how the screen reads each training voice that its classifier was not trained on
	@go test -count=1 -timeout 60m -tags train -run 'TestVoices$$' -v ./dialog/risk

.PHONY: bench
bench: packages ## the figures of the README, under five minutes
	@$(machine); $(with_test_db); go test -count=1 -v -timeout 20m -tags bench -run TestBench ./bot/bench/... ./store/library/...

.PHONY: bench-long
bench-long: packages ## the same over more time, and ten minutes with a model to see what grows
	@$(machine); $(with_test_db); BENCH_LONG=1 go test -count=1 -v -timeout 90m -tags bench -run TestBench ./bot/bench/... ./store/library/...

.PHONY: eval
eval: build ## scripted people through the whole program, and what the talks were like, e.g. make eval EVAL="--json"
	@$(with_db); $(machine) >&2; LOG_LEVEL=error .local/bot eval $(EVAL)

.PHONY: faults
faults: packages ## kill -9 and database restarts under load; 25 kills amid alarms, or ALARM_KILLS=1000
	@$(machine); $(with_test_db); go test -count=1 -v -timeout $(if $(ALARM_KILLS),6h,30m) -tags faults -run 'TestFaults|TestAlarmFaults' ./bot/bench/...

##@ Keeping house

.PHONY: db stop clean wipe
db: ## start the private Postgres and print its address
	@$(with_db); echo "$$DATABASE_URL"

stop: ## stop the private Postgres
	@deploy/postgres.sh stop

clean: stop ## stop and remove what was built; data and key stay
	rm -f .local/bot

wipe: ## remove the demo's data and its key as well: WIPE=yes
	@if [ "$(WIPE)" != yes ]; then echo "make wipe: this deletes the demo's database and key for good: say make wipe WIPE=yes." >&2; exit 1; fi
	@deploy/postgres.sh remove
	rm -rf .local

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^##@/ { print substr($$0, 5) } /^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

# --- parts ---

machine = echo "$$(date -u '+%Y-%m-%d %H:%M UTC'), $$(getconf _NPROCESSORS_ONLN) cores, $$(uname -sm), $$(go version)"

# What the tests need beside Go, asked for at once so that one command installs it. pdftotext reads our PDFs back; Chromium
# and axe-core look at the desk's pages.
.PHONY: packages
packages:
	@deploy/packages.sh $(if $(DATABASE_URL),,postgres) pdftotext chromium axe

.PHONY: format
format:
	@files="$$(gofmt -l $(GO_DIRS))"; if [ -n "$$files" ]; then echo "not formatted, run gofmt -w on: $$files" >&2; exit 1; fi

.PHONY: vet
vet:
	@go vet ./...
	@go vet -tags 'bench faults' ./...
