#!/usr/bin/env bash
# Judges deploy/kubernetes/*.yaml by the schemas of the Kubernetes API: values by them, names of fields by types made from them. What
# it needs is installed into a folder that is removed afterwards, in the versions of its lock file. No cluster has a part in this.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp scripts/verify-kubernetes/{package.json,package-lock.json,manifests.mjs} "$folder"
npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --silent
cd "$folder"
node manifests.mjs "$root"/deploy/kubernetes/*.yaml
node "$root/node_modules/typescript/bin/tsc" --ignoreConfig --noEmit --strict --skipLibCheck --module nodenext --target es2022 \
  --types node --typeRoots "$root/node_modules/@types" manifests.mts
