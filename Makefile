# The two commands: `make demo` and `make test`. Both set up what is missing, build, and run.
BUILD = swift build -c release --build-tests --explicit-target-dependency-import-check error
CONTACTSYNC = .build/release/contactsync

.PHONY: help setup build demo test test-browser fuzz fuzz-normalizers fuzz-scanner fuzz-csv sanitize torture lint docs bench bench-kernels bench-rate bench-review bench-webhooks bench-workers bench-match bench-match-real train-ruling spark-check dist dist-check clean

help:
	@echo "make demo   set up, build, and run the main job end to end, without credentials"
	@echo "make test   set up, build, and run the tests"
	@echo "make test-browser  run the tests of the pages in a headless Chromium; their pictures go to .build/screenshots"
	@echo "make fuzz   run ten million hostile inputs through normalizers, scanner and CSV reader (COUNT=n: another number; FROM=n:"
	@echo "            from another seed; or one of them: make fuzz-normalizers, fuzz-scanner, fuzz-csv)"
	@echo "make sanitize  run the tests of what reads input and of threads under AddressSanitizer and ThreadSanitizer"
	@echo "make torture  kill it 1,300 times, 12,000 schedules of faults (KILLS=400..1000 SCHEDULES=0: from there on, or less)"
	@echo "make lint   check the format of the sources"
	@echo "make docs   write docs/configuration.md from the tables of keys and variables"
	@echo "make bench  measure loading and matching beside dlt and hand-written Python (SIZES=\"10000 100000\": contacts)"
	@echo "make bench-kernels  time scanner, COPY encoder, normalizers and comparers, beside what else there is"
	@echo "make bench-rate  measure for ten minutes whether a plan of 100 calls a minute is used to the full and not exceeded"
	@echo "make bench-review  measure how fast the matching screen answers decisions (needs wrk)"
	@echo "make bench-webhooks  send 10,000 webhooks at 200 a second, and as many forged ones"
	@echo "make bench-workers  measure five workers beside one, on 1,000 small accounts (WITH=\"--accounts 100\")"
	@echo "make bench-match  measure the matching beside Splink 5 (SIZES=\"10000 100000\": parties)"
	@echo "make bench-match-real  measure the matching on data that others made"
	@echo "make spark-check  decide made-up contacts by one process and by Apache Spark, and compare (PARTIES=n)"
	@echo "make train-ruling  train the ruling's model anew (the same inputs give the same model)"
	@echo "make dist   make an archive in dist/ that runs without the Swift toolchain"
	@echo "make dist-check  run the demo from that archive in a bare Debian"
	@echo "make clean  remove what was built"

setup:
	@.ci/setup

build: setup
	@if [ ! -x $(CONTACTSYNC) ]; then echo "Building contactsync and its tests: about ten minutes the first time, seconds later."; fi
	@$(BUILD)

demo: build
	@$(CONTACTSYNC) demo

test: build
	@.ci/setup tests
	@swift test -c release --skip-build --skip BrowserTests

test-browser: build
	@.ci/setup browser
	@swift test -c release --skip-build --filter BrowserTests

COUNT = 10000000
FROM = 1
FUZZ = CONTACTSYNC_FUZZ=$(COUNT) CONTACTSYNC_FUZZ_FROM=$(FROM) swift test -c release --skip-build --filter
fuzz: fuzz-normalizers fuzz-scanner fuzz-csv

fuzz-normalizers: build
	@$(FUZZ) NormalizeHostileTests --filter NameShortcutTests

fuzz-scanner: build
	@$(FUZZ) ScannerHostileTests

fuzz-csv: build
	@$(FUZZ) CSVHostileTests

sanitize: setup
	@.ci/sanitize

KILLS = 1000
CREATION_KILLS = 300
SCHEDULES = 10000
CREATION_SCHEDULES = 2000
torture: build
	@CONTACTSYNC_TORTURE_KILLS=$(KILLS) CONTACTSYNC_TORTURE_CREATION_KILLS=$(CREATION_KILLS) \
		CONTACTSYNC_TORTURE_SCHEDULES=$(SCHEDULES) CONTACTSYNC_TORTURE_CREATION_SCHEDULES=$(CREATION_SCHEDULES) \
		swift test -c release --skip-build --filter KillTests --filter 'CreationProgramTests/killed' \
		--filter FaultScheduleTests --filter CreationScheduleTests

lint:
	@swift format lint --strict --recursive Sources Tests Benchmarks sql Package.swift

docs: build
	@$(CONTACTSYNC) pipeline keys > docs/configuration.md

SIZES = 10000 100000
bench: build
	@Benchmarks/load/run $(SIZES) $(WITH)

bench-rate: build
	@Benchmarks/rate

bench-review: build
	@Benchmarks/review/run

bench-webhooks: build
	@Benchmarks/webhooks

bench-workers: build
	@python3 Benchmarks/load/workers.py $(WITH)

bench-match: build
	@Benchmarks/match/setup
	@.build/bench-match/python/bin/python Benchmarks/match/bench.py $(SIZES) $(WITH)

bench-match-real: build
	@Benchmarks/match/setup
	@.build/bench-match/python/bin/python Benchmarks/match/real_sets.py

train-ruling: build
	@python3 -m venv .build/training
	@.build/training/bin/pip install --quiet --disable-pip-version-check -r policies/training.txt
	@.build/training/bin/python policies/train-ruling.py $(CONTACTSYNC)

PARTIES = 10000
SHARD = 3000
spark-check: build
	@pipelines/spark/setup
	@.build/spark/bin/python pipelines/spark/check.py --program $(CONTACTSYNC) --parties $(PARTIES) --shard-size $(SHARD)

bench-kernels: build
	@.ci/setup tests
	@Benchmarks/kernels

dist: setup
	@.ci/dist

dist-check:
	@.ci/dist-check

clean:
	@rm -rf .build .build-sanitize out dist
