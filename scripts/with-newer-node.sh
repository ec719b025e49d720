#!/usr/bin/env bash
# Runs a command with PERFTWIN_NEWER_NODE set to a Node.js 24 from the npm registry, for the tests of clients that need at
# least 22.19: scripts/with-newer-node.sh npm test. It stays out of node_modules, where its `node` would shadow the machine's.
set -euo pipefail
if node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 19) ? 0 : 1)'; then
  exec "$@"
fi
name="node-$(node -p 'process.platform')-$(node -p 'process.arch')"
folder="${XDG_CACHE_HOME:-$HOME/.cache}/perftwin/$name-24"
if [ ! -x "$folder/node_modules/$name/bin/node" ]; then
  mkdir -p "$folder"
  npm install --prefix "$folder" --no-save --no-audit --no-fund "$name@24" >&2
fi
export PERFTWIN_NEWER_NODE="$folder/node_modules/$name/bin/node"
exec "$@"
