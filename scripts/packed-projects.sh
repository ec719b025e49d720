#!/usr/bin/env bash
# Puts copies of the Vitest and the Jest example into a folder, with perftwin installed in them as its users do, from the
# packed tarball: bash scripts/packed-projects.sh FOLDER. Where they are already they stay as they are.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1
[ ! -e "$folder/installed" ] || exit 0

npm pack --ignore-scripts --silent --pack-destination "$folder" > /dev/null
tarball=$(ls "$folder"/perftwin-*.tgz)
for example in with-vitest with-jest; do
  cp -r "examples/$example" "$folder/$example"
  (cd "$folder/$example" && npm ci --no-audit --no-fund --silent && npm install --no-save --no-audit --no-fund --silent "$tarball")
done
touch "$folder/installed"
