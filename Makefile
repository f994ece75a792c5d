# Daily habits. Each is a script or one command, so none needs make: see scripts/.
.DEFAULT_GOAL := help
.PHONY: help build release test test-fast test-tsan lint format check run clean-room schema sample docs-check bench bench-connectors

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|'

build: ## debug build, walls between rooms checked
	swift build --explicit-target-dependency-import-check error

release: ## .build/release/catalog
	swift build -c release

test: ## everything, with real servers where they are at hand
	scripts/test

test-fast: ## without Kafka, registry, Trino and Python clients
	scripts/test --fast

test-tsan: ## the suites of threads under the thread sanitizer
	scripts/test-tsan

lint: ## format check, as strict as the build server
	swift format lint --strict --recursive Package.swift Sources Tests ingest schema

format: ## format in place
	swift format --in-place --recursive Package.swift Sources Tests ingest schema

check: test ## exactly what the build server runs

bench: ## ratios: ingest beside raw upsert, entity get beside a prepared SELECT
	scripts/bench

bench-connectors: ## catalog ingest beside DataHub's source of each kind, on the same servers
	scripts/bench-connectors

run: ## build, start, feed the sample catalog
	scripts/quickstart

clean-room: ## README's two commands on a fresh Debian 13 (root, about half an hour)
	scripts/clean-room

sample: ## write samples/catalog.jsonl again
	python3 samples/build.py

schema: ## write the entities and aspects of schema/ again, from DataHub's package
	scripts/generate-schema

docs-check: ## every path and link that a document names exists
	scripts/docs-check
