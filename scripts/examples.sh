#!/usr/bin/env bash
# Runs the examples against the build in dist/, as their README says it.
set -euo pipefail
cd "$(dirname "$0")/.."
node dist/bundle/cli.js exec --world demo -- node --test examples/with-exec/report.test.mjs
node --test examples/with-library/report.test.mjs
node dist/bundle/cli.js exec --world demo -- node examples/one-release.mjs
node examples/release-gate.mjs
node --test examples/resilient-client/client.test.mjs
