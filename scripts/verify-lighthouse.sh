#!/bin/sh
# Has real Lighthouse 6.3.0 audit the traces that perftwin serves and compares what it finds with performance.json.
# Needs a build (npm run build) and the npm registry; LIGHTHOUSE=DIR uses the lighthouse installed there instead.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if [ -z "${LIGHTHOUSE:-}" ]; then
  LIGHTHOUSE=$folder
  npm install --prefix "$folder" --no-audit --no-fund --ignore-scripts lighthouse@6.3.0 >/dev/null
fi
node scripts/verify-lighthouse.mjs "$LIGHTHOUSE/node_modules/lighthouse/lighthouse-cli/index.js" "$folder"
