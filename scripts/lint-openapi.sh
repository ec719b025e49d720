#!/usr/bin/env bash
# Reads openapi/*.json with two independent linters, Redocly (`recommended`) and Spectral (`spectral:oas`). They are
# 77 MB, so they are installed into a folder that is removed afterwards, in the versions of its lock file.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp scripts/lint-openapi/{package.json,package-lock.json,lint.mjs} "$folder"
# No package's own scripts: one of them would report the installation.
npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent
node "$folder/lint.mjs" openapi/*.json
