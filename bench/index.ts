// npm run bench [part…]: ratios against bare Fastify and bare node:http in the same run. Exit code 1 when a target is missed.
// Detection of regimes is measured by npm run bench:regimes.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { benchAppStoreConnect } from './app-store-connect.js'
import { benchJobs } from './jobs.js'
import { benchPerformance } from './performance.js'
import { benchStore } from './store.js'

/** A part in a process of its own, where what ran before would count: cold code, memory. */
const apart = (name: string) => async (): Promise<boolean> =>
  spawnSync(process.execPath, ['--expose-gc', fileURLToPath(new URL(`${name}.js`, import.meta.url))], { stdio: 'inherit' }).status === 0

const parts: Record<string, () => Promise<boolean>> = {
  jobs: benchJobs,
  performance: benchPerformance,
  'app-store-connect': benchAppStoreConnect,
  store: benchStore,
  simulation: apart('simulation'),
  picture: apart('picture'),
  assets: apart('assets'),
  control: apart('control'),
  worlds: apart('worlds'),
  edge: apart('edge'),
  webdriver: apart('webdriver')
}

const asked = process.argv.slice(2)
for (const [name, bench] of Object.entries(parts)) {
  if ((asked.length === 0 || asked.includes(name)) && !await bench()) process.exitCode = 1
}
