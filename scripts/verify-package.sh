#!/usr/bin/env bash
# Packs perftwin, installs the tarball in an empty folder and looks at it as its users have it: that it runs alone, that every package
# below it takes the oldest Node.js it promises, that its types satisfy strict projects, that what its documents link came along. In
# FOLDER, if one is given, all of it stays.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

folder=${1:-$(mktemp -d)}
[ $# -eq 1 ] || trap 'rm -rf "$folder"' EXIT
quiet=(--no-audit --no-fund --loglevel=error)

# The checkout's own: what is only for development is not installed, and does not matter. npm 10 judges it all the same.
if [ "$(npm --version | cut -d. -f1)" -ge 11 ]; then
  mkdir -p "$folder/checkout"
  cp package.json package-lock.json "$folder/checkout/"
  (cd "$folder/checkout" && npm ci --engine-strict --omit=dev --ignore-scripts "${quiet[@]}")
  echo 'npm ci --engine-strict --omit=dev: ok'
else
  echo "npm ci --engine-strict --omit=dev: not tried, npm $(npm --version) looks at development packages too"
fi

mkdir -p "$folder/tarball" "$folder/empty"
[ -e "$folder"/tarball/perftwin-*.tgz ] || npm pack --ignore-scripts --silent --pack-destination "$folder/tarball" > /dev/null
tarball=$(ls "$folder"/tarball/perftwin-*.tgz)
echo "packed: $(($(wc -c < "$tarball") / 1000)) kB, $(tar -tzf "$tarball" | wc -l) files"

cd "$folder/empty"
echo '{ "private": true }' > package.json
npm install --engine-strict "${quiet[@]}" "$tarball"
node "$root/scripts/verify-package/installed.mjs" .
cp "$root/scripts/verify-package/resolve.mjs" .
node resolve.mjs
echo 'what it exports: ok'

npx --no-install perftwin --version
npx --no-install perftwin exec --world demo -- npx --no-install perftwin info > info.txt
grep -q demo info.txt
npm install --global --prefix "$folder/global" "${quiet[@]}" "$tarball"
(cd / && "$folder/global/bin/perftwin" exec --world docs -- "$folder/global/bin/perftwin" healthcheck)
echo 'npx, and installed for all: ok'

# Nothing of a strict project's settings is loosened for what it uses. Both at once: they take most of the time.
npm install --no-save "${quiet[@]}" "@types/node@$(node -p "require('$root/node_modules/@types/node/package.json').version")"
for extension in mts cts ts; do cp "$root/scripts/verify-package/program.ts" "program.$extension"; done
types () {
  node "$root/node_modules/typescript/bin/tsc" --ignoreConfig --noEmit --target es2022 --lib es2023,esnext.disposable --types node \
    --strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --noPropertyAccessFromIndexSignature --skipLibCheck false "$@"
  echo "types, $*: ok"
}
types --module nodenext program.mts program.cts &
types --module preserve --moduleResolution bundler program.ts program.mts program.cts
wait $!
