#!/usr/bin/env bash
# Runs the examples against the build in dist/, as their README says it.
set -euo pipefail
cd "$(dirname "$0")/.."
node dist/bundle/cli.js exec --world demo -- node --test examples/with-exec/report.test.mjs
node --test examples/with-library/report.test.mjs
node dist/bundle/cli.js exec --world demo -- node examples/one-release.mjs
node examples/release-gate.mjs
# This one is to fail, by its assert and nothing else.
said=$(node dist/bundle/cli.js exec --world empty -- node examples/first-assert.mjs 2>&1) && exit 1
grep -q 'AssertionError.*largestContentfulPaint is 2100 ms' <<<"$said"
node --test examples/resilient-client/client.test.mjs
