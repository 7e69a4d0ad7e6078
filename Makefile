# Builds, tests and installs pcocc image. "make demo" and "make test" need nothing but the Swift
# toolchain and root or sudo: they install the packages they lack.

PREFIX ?= /usr/local
SYSCONFDIR ?= /etc
# What the program is called. The name pcocc is left to another program with NAMES=pcocc-image.
NAMES ?= pcocc pcocc-image
# A disk image of one's own for "make demo".
IMAGE ?=

build_packages := pkg-config zlib1g-dev libdeflate-dev libzstd-dev
demo_packages := $(if $(IMAGE),,grub-rescue-pc)
bench_packages := qemu-utils openssl python3 strace
test_packages := $(bench_packages) qemu-system-x86 grub-rescue-pc mandoc shellcheck zsh fish man-db

# The product stands alone: compute nodes have neither the Swift runtime nor the libraries.
release_folder := .build/release-static
static_libraries := .build/static-libraries
release_flags := --configuration release --static-swift-stdlib --scratch-path $(release_folder) \
  --pkg-config-path $(CURDIR)/$(static_libraries)
strict := --explicit-target-dependency-import-check error
program := $(release_folder)/release/pcocc
sources := Sources Tests Examples Package.swift

# The package manager keeps its caches in the home folder unless told otherwise.
export XDG_CACHE_HOME := $(CURDIR)/.build/cache
export XDG_CONFIG_HOME := $(CURDIR)/.build/config
export XDG_DATA_HOME := $(CURDIR)/.build/data

.PHONY: bench demo test check coverage fuzz simulate power-cut build install fmt lint man docs example clean
.PHONY: packages test-packages deb rpm try-packages

build: packages
	@scripts/collect-static-libraries $(static_libraries)
	swift build $(release_flags) --product pcocc
	@! ldd $(program) | grep -E 'lib(z|zstd|deflate|swift)' || \
	  { echo "the program needs more than the C and C++ libraries" >&2; exit 1; }

demo: build
	@scripts/install-packages $(demo_packages)
	scripts/demo $(program) $(IMAGE)

test: test-packages
	swift build --build-tests $(strict)
	scripts/test
	scripts/simulate

# The store on a simulated shared file system; SCHEDULES says how many.
SCHEDULES ?= 20000
simulate:
	scripts/simulate $(SCHEDULES)

# What the tests do not tell: the form of the code, and that generated files are up to date.
check: test lint docs

# The lines of the libraries that the tests run, those that run the program included.
coverage: test-packages
	scripts/coverage

# This program and others side by side, on disks of SIZE MiB; tables, JSON and a chart go to RESULTS.
# How the time grows and what is asked of the file system follow.
SIZE ?= 2048
RUNS ?= 5
RESULTS ?= .build/benchmark-results
bench: build
	@scripts/install-packages $(bench_packages)
	swift build $(release_flags) --product pcocc-bench
	scripts/benchmark $(release_folder)/release $(RESULTS) --size $(SIZE) --runs $(RUNS)

# Hostile images, found by a fuzzer; SECONDS says for how long.
SECONDS ?= 60
fuzz: test-packages
	scripts/fuzz $(SECONDS)

# Power cuts on loop-mounted ext4 and XFS, after each step of an import; as root. STEPS limits them.
STEPS ?= 0
power-cut: packages
	@scripts/install-packages strace e2fsprogs xfsprogs
	swift build
	scripts/power-cut "$$(swift build --show-bin-path)/pcocc" $(STEPS)

lint: test-packages
	swift format lint --strict --recursive $(sources)
	swift build $(strict)
	shellcheck scripts/* .ci/run etc/batch/*.sbatch completions/parts/pcocc.bash
	scripts/generate-manual --check
	scripts/generate-completions --check
	mandoc -Tlint -Wwarning man/*.[157]
	for page in man/*.[157]; do man --warnings --local-file "$$page" 2>&1 >/dev/null; done | \
	  (! grep .)

# The library's pages, in .build/ImageStore.doccarchive.
docs: packages
	swift build --product pcocc
	scripts/documentation

# A program that uses the library from outside. Its build begins with all dependencies, which takes
# minutes; the tests compile it against what is built already.
example: packages
	swift build --package-path Examples/NightlyBackup --scratch-path .build/example

fmt:
	swift format --in-place --recursive $(sources)

man: packages
	swift build
	scripts/generate-manual
	scripts/generate-completions

# The first name is the program's, the second one that of a link to it.
name := $(firstword $(NAMES))
link := $(wordlist 2,2,$(NAMES))
share := $(DESTDIR)$(PREFIX)/share
# Completion of the names that are installed, and of no other.
register := sed -e 's/ pcocc pcocc-image$$/ $(NAMES)/' -e 's/\(funcstack.* =\) _pcocc /\1 _$(name) /'
fish := sed "s/^complete -c '*pcocc'* /complete -c $(name) /"

# What is built is installed as it is: root should not write into the folder of who built it.
install: $(if $(wildcard $(program)),,build)
	install -d $(DESTDIR)$(PREFIX)/bin $(share)/man/man1 $(share)/man/man5 $(share)/man/man7 \
	  $(DESTDIR)$(SYSCONFDIR)/pcocc $(share)/pcocc/batch $(share)/bash-completion/completions \
	  $(share)/zsh/site-functions $(share)/fish/vendor_completions.d
	install -m 755 --strip $(program) $(DESTDIR)$(PREFIX)/bin/$(name)
	$(if $(link),ln -sf $(name) $(DESTDIR)$(PREFIX)/bin/$(link))
	install -m 644 man/*.1 $(share)/man/man1
	$(if $(filter pcocc,$(NAMES)),ln -sf pcocc-image.1 $(share)/man/man1/pcocc.1)
	install -m 644 man/*.5 $(share)/man/man5
	install -m 644 man/*.7 $(share)/man/man7
	$(register) completions/pcocc.bash | \
	  install -m 644 /dev/stdin $(share)/bash-completion/completions/$(name)
	$(if $(link),ln -sf $(name) $(share)/bash-completion/completions/$(link))
	$(register) completions/_pcocc | install -m 644 /dev/stdin $(share)/zsh/site-functions/_$(name)
	$(if $(filter pcocc,$(NAMES)),install -m 644 completions/*.fish $(share)/fish/vendor_completions.d,\
	  $(fish) completions/pcocc.fish | \
	  install -m 644 /dev/stdin $(share)/fish/vendor_completions.d/$(name).fish)
	install -m 644 etc/batch/*.sbatch $(share)/pcocc/batch
	test -e $(DESTDIR)$(SYSCONFDIR)/pcocc/repos.yaml || \
	  install -m 644 etc/repos.yaml $(DESTDIR)$(SYSCONFDIR)/pcocc/repos.yaml

# Packages, in .build/packages.
deb: build
	@scripts/install-packages dpkg-dev
	scripts/package deb

rpm: build
	@scripts/install-packages rpm
	scripts/package rpm

# Both, installed in a Debian without Swift; as root.
try-packages: deb rpm
	@scripts/install-packages debootstrap $(demo_packages)
	scripts/try-packages $(IMAGE)

packages:
	@scripts/install-packages $(build_packages)

test-packages: packages
	@scripts/install-packages $(test_packages)

clean:
	rm -rf .build
