#!/usr/bin/env bash
# Has the newest clients of WebDriver run a suite against a twin on a real port, on a shop and on the same with one page changed: webdriver 10,
# WebdriverIO and selenium-webdriver of the npm registry, on a Node.js that they take, and Debian's Selenium for Python. Prints what came
# of each, and counts; exit code 1 if anything is not as it should be.
# Needs a build (npm run build) and the npm registry. Where there is neither Debian's package nor root to install it, Python is left out.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${PERFTWIN_NEWER_NODE:-}" ] && [ -z "${1:-}" ]; then exec scripts/with-newer-node.sh bash scripts/verify-webdriver.sh again; fi
node=${PERFTWIN_NEWER_NODE:-$(command -v node)}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp scripts/verify-webdriver/*.mjs scripts/verify-webdriver/*.py "$folder/"
# By its range npm takes the newest version for the Node.js that it runs on itself, which is not the newest.
npm install --prefix "$folder" --no-audit --no-fund --ignore-scripts --loglevel=error webdriver@10 webdriverio@latest selenium-webdriver@latest > /dev/null

python=/usr/bin/python3
has_selenium () { [ -x $python ] && $python -c 'import selenium' 2> /dev/null; }
if ! has_selenium && [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
  # What it recommends is a browser.
  apt-get update -qq > /dev/null 2>&1 || true
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-selenium > /dev/null 2>&1 || true
fi
if has_selenium; then set -- "$python"; else set --; echo 'Selenium for Python: left out, python3-selenium is not there'; fi
node scripts/verify-webdriver/verify.mjs "$folder" "$node" "$@"
