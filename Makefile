# `make` lists what there is to do. Each target installs what it needs and says so; a second run is quick.

SHELL := bash
MAKEFLAGS += --no-print-directory
SWIFT_SOURCES := Package.swift Sources Tests

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run bookstore build test unit-test end-to-end check format lint bench dist clean setup-build setup-tests

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: setup-build ## build, and serve Logto on 3001, the console on 3002, Patreon on 3003 (ARGS="--reset" and so on)
	swift run logto-emulator serve --config config.json $(ARGS)

bookstore: ## run the tutorial's app on 3000, for `make run` in another terminal
	@Scripts/setup-python
	.venv/bin/python Examples/bookstore/app.py

build: setup-build ## build everything, tests included
	swift build --build-tests

# The Swift tests come first; the end-to-end tests, and with them pytest's summary, last.
test: setup-build setup-tests ## run every test
	swift test
	@Scripts/end-to-end

unit-test: setup-build ## run the Swift tests alone
	swift test

end-to-end: setup-build setup-tests ## run the built program with real clients: the official SDK, Chromium
	@Scripts/end-to-end $(ARGS)

check: setup-build lint test ## what CI runs: format, lint, every test

format: ## format the Swift sources in place
	swift format --in-place --parallel --recursive $(SWIFT_SOURCES)

lint: ## refuse what `make format` would change, and what breaks the rules in .swift-format
	swift format lint --strict --parallel --recursive $(SWIFT_SOURCES)

bench: setup-build ## print the benchmarks of the release build
	@Scripts/bench

dist: setup-build ## make the release program, Swift's libraries linked in: dist/logto-emulator
	Scripts/build-release --product logto-emulator
	install -D --strip --mode 755 "$$(Scripts/build-release --show-bin-path)/logto-emulator" dist/logto-emulator

clean: ## remove what the other targets made, the database excepted
	rm -rf .build .venv artifacts dist

setup-build:
	@Scripts/setup-build

setup-tests:
	@Scripts/setup-tests
