#!/usr/bin/env bash
# Has tools that were not written here judge a hundred page loads of five seeds, from the files that perftwin serves of them: real
# Lighthouse 6.3.0 (every audit: list, scores, words, items), @paulirish/trace_engine (the trace's metrics) and ffmpeg (the
# videos). Prints the worst deviations; exit code 1 if one is larger than docs/assets.md allows.
# Needs a build (npm run build), the npm registry and Debian's ffmpeg. LIGHTHOUSE=DIR uses the lighthouse installed there;
# an argument lists other seeds than 1,2,3,4,5.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if [ -z "${LIGHTHOUSE:-}" ]; then
  LIGHTHOUSE=$folder
  npm install --prefix "$folder" --no-audit --no-fund --ignore-scripts lighthouse@6.3.0 >/dev/null
fi
if ! command -v ffmpeg >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ffmpeg >/dev/null
fi
node scripts/verify-lighthouse.mjs "$LIGHTHOUSE/node_modules/lighthouse" "$folder" "$@"
