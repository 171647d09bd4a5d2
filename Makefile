# make: installs what is missing, then judges the reference on every stage. make test: the project's own tests.

stages := $(notdir $(wildcard solution/[0-9]*))
installed := node_modules/.package-lock.json
# Node runs erasable TypeScript itself from 22.18 on; before, tsx does.
node := node $(shell node -e 'const [a, b] = process.versions.node.split(".").map(Number); if (a < 22 || (a === 22 && b < 18)) console.log("--import tsx")' 2>/dev/null)

.PHONY: all test $(stages)

all: $(installed)
	@npm run --silent stage all -- --target solution

test: $(installed)
	@npm test

# make 03-get-set: runs that stage's reference server on port 6380.
$(filter-out 10-%,$(stages)): $(installed)
	@exec $(node) solution/$@/server.ts $(ARGS)

# make 10-capstone: measures the stage's server, or whatever listens on port 6380 already.
10-capstone: $(installed)
	@{ $(node) solution/$@/server.ts 2>/dev/null & echo $$!; wait; } | { read server; read ready; \
	$(node) solution/$@/bench.ts $(ARGS); status=$$?; kill $$server 2>/dev/null; exit $$status; }

$(installed): package-lock.json
	@node harness/cli/launch.mjs check-node
	npm ci --no-audit --no-fund
	@touch $@
