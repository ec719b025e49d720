#!/usr/bin/env bash
# Has the tools that the collections are for run them: Newman the Postman collection, Bruno's command line the Bruno collection,
# each against a twin on a real port; Bruno's converter takes in the Postman collection, too. Prints how many requests were
# answered; exit code 1 if one was not as it should be.
# Needs a build (npm run build) and the npm registry; some minutes, most of them to install. TOOLS=DIR uses newman and
# @usebruno/cli as installed there.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if [ -z "${TOOLS:-}" ]; then
  TOOLS=$folder
  npm install --prefix "$folder" --no-audit --no-fund --ignore-scripts newman@6 @usebruno/cli@4 >/dev/null
fi
node scripts/verify-collections.mjs "$TOOLS" "$folder"
