#!/usr/bin/env bash
# Drives every view of the dashboard in a real browser, through real twins (scripts/dashboard/*.mjs say what must hold), and prints
# "N passed, N failed"; exit code 1 if anything is not as it should be.
#   verify-dashboard.sh [--output FOLDER] [--pictures] [NAME…]
# NAME: parts of names of checks; all without one. --output (or DASHBOARD_OUTPUT): where a picture of each page is kept. --pictures: also
# writes those of the documentation (docs/pictures). Takes the browser that CHROMIUM names, else chromium, else installs Debian's (root).
set -euo pipefail
cd "$(dirname "$0")/.."

browser=${CHROMIUM:-$(command -v chromium || true)}
if [ -z "$browser" ]; then
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
    echo 'no browser: set CHROMIUM, or install chromium (apt-get install chromium)' >&2
    exit 1
  fi
  apt-get update -qq > /dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core > /dev/null
  browser=$(command -v chromium)
fi
[ -e dist/bundle/cli.js ] && [ -e dist/dashboard-page/index.html ] || npm run -s build
CHROMIUM=$browser exec node scripts/verify-dashboard.mjs "$@"
