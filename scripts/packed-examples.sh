#!/usr/bin/env bash
# Runs the Vitest and the Jest example with perftwin installed from the packed tarball, as its users have it, and lets TypeScript
# judge a CommonJS program. Jest runs twice: in CommonJS, and with ES modules. In FOLDER, if one is given, they stay.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-$(mktemp -d)}
[ $# -eq 1 ] || trap 'rm -rf "$folder"' EXIT

bash scripts/packed-projects.sh "$folder"
(cd "$folder/with-vitest" && npm test)
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
node_modules/.bin/tsc --ignoreConfig --noEmit --strict --module node16 --target es2022 --skipLibCheck --types node --typeRoots node_modules/@types "$folder/with-jest/program.cts"
echo 'types of the CommonJS entry: ok'
