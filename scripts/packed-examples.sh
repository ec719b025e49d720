#!/usr/bin/env bash
# Runs the Vitest and the Jest example with perftwin installed from the packed tarball, as its users have it. Jest runs twice: in
# CommonJS, and with ES modules. In FOLDER, if one is given, they stay.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-$(mktemp -d)}
[ $# -eq 1 ] || trap 'rm -rf "$folder"' EXIT

bash scripts/packed-projects.sh "$folder"
(cd "$folder/with-vitest" && npm test)
(cd "$folder/with-jest" && npm test && npm run test:modules)
