// Joins the compiled modules into few files: reading two hundred of them costs more than running them (decisions/0002).
// What is imported on demand stays apart, and packages stay packages.
import { readdir, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import ts from 'typescript'
import { dashboardPage } from './scripts/dashboard-page.mjs'

const compilerOptions = { target: 'es2023', module: 'esnext', removeComments: true }

/** Every start reads all that is joined: without the comments it is ready sooner. */
const withoutComments = {
  name: 'without-comments',
  renderChunk: (code) => ts.transpileModule(code, { compilerOptions }).outputText
}

/** What an older build left is not part of this one, and would be packed with it. */
const withoutLeftovers = {
  name: 'without-leftovers',
  writeBundle: async ({ dir }, bundle) => {
    for (const file of await readdir(dir)) if (!(file in bundle)) await rm(resolve(dir, file), { recursive: true })
  }
}

/** The time that V8 takes to compile a file grows faster than its size; every file costs a little to read. Characters, with comments. */
const partSize = 300_000

/** What some modules import statically, all the way down and in the order in which it runs. */
function reached (entries, infoOf, seen = new Set()) {
  for (const id of entries) {
    if (seen.has(id)) continue
    // Found now, and put behind what it imports below: nothing imports itself.
    reached(infoOf(id).importedIds.filter((imported) => infoOf(imported).code !== null), infoOf, seen)
    seen.add(id)
  }
  return seen
}

/**
 * Cuts what every start loads into parts, in the order in which it runs: no part imports a later one. What it shares with
 * the commands that ask a running twin is a part of its own, so that they load nothing else.
 */
function partsOf (from, infoOf) {
  const reachedFrom = (...names) => reached(names.map((name) => resolve(from, name)), infoOf)
  const asking = reachedFrom('cli.js', 'cli/ask.js', 'cli/health.js', 'cli/verify.js')
  const parts = new Map()
  let size = 0
  for (const id of reachedFrom('cli.js', 'cli/start.js', 'cli/serve.js', 'store/memory.js')) {
    parts.set(id, asking.has(id) ? 'command' : `start-${1 + Math.floor(size / partSize)}`)
    if (!asking.has(id)) size += infoOf(id).code.length
  }
  parts.delete(resolve(from, 'cli.js'))
  return parts
}

// `--configFrom`: where the compiled modules are. The tests' copy makes the same bundle, with the comments: there, making it fast counts.
export default ({ configFrom }) => {
  const from = configFrom ?? 'dist'
  let parts
  const manualChunks = (id, { getModuleInfo }) => {
    parts ??= partsOf(from, getModuleInfo)
    return parts.get(id)
  }
  const external = (id) => !id.startsWith('.') && !id.startsWith('/')
  const onLog = (level, log, handler) => { if (level !== 'info') handler(level, log) }
  const output = { dir: 'dist/bundle', format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' }
  const lean = configFrom === undefined ? [withoutComments] : []
  return [
    {
      input: { cli: `${from}/cli.js`, index: `${from}/index.js` },
      plugins: [...lean, withoutLeftovers],
      external,
      output: { ...output, manualChunks },
      onLog
    },
    {
      // The worker that runs scripts is a thread: it begins with a file of its own, beside those that start it.
      input: { 'script-worker': `${from}/webdriver/scripts/script-worker.js` },
      plugins: lean,
      external,
      output,
      // What runs inside the script engine is taken from its functions' own text: nothing may be left out of it.
      treeshake: false,
      onLog
    },
    { ...dashboardPage, onLog }
  ]
}
