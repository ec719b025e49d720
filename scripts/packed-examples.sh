#!/usr/bin/env bash
# Installs perftwin as its users do, from the packed tarball, into copies of the Vitest and the Jest example, and runs them;
# and lets TypeScript judge a CommonJS program. Jest runs twice: in CommonJS, and with ES modules.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

npm pack --ignore-scripts --silent --pack-destination "$folder" > /dev/null
tarball=$(ls "$folder"/perftwin-*.tgz)

install () {
  cp -r "examples/$1" "$folder/$1"
  (cd "$folder/$1" && npm ci --no-audit --no-fund --silent && npm install --no-save --no-audit --no-fund --silent "$tarball")
}

install with-vitest
(cd "$folder/with-vitest" && npm test)

install with-jest
(cd "$folder/with-jest" && npm test && npm run test:modules)

cat > "$folder/with-jest/program.cts" <<'TS'
import { ControlError, createTwin, worldName, type JobSpec, type RunningTwin } from 'perftwin'
const job: JobSpec = { name: worldName('größer') }
export async function main (): Promise<string> {
  const twin: RunningTwin = await createTwin({ world: 'demo' })
  try {
    return (await twin.createJob(job)).id
  } catch (error) {
    return error instanceof ControlError ? String(error.status) : 'unknown'
  }
}
// @ts-expect-error: a port is a number
createTwin({ port: 'http' })
TS
node_modules/.bin/tsc --noEmit --strict --module node16 --target es2022 --skipLibCheck --types node --typeRoots node_modules/@types "$folder/with-jest/program.cts"
echo 'types of the CommonJS entry: ok'
