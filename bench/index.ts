// npm run bench [part…]: ratios against bare Fastify and bare node:http in the same run. Exit code 1 when a target is missed.
import { benchAppStoreConnect } from './app-store-connect.js'
import { benchJobs } from './jobs.js'
import { benchPerformance } from './performance.js'

const parts: Record<string, () => Promise<boolean>> = { jobs: benchJobs, performance: benchPerformance, 'app-store-connect': benchAppStoreConnect }
const asked = process.argv.slice(2)
for (const [name, bench] of Object.entries(parts)) {
  if ((asked.length === 0 || asked.includes(name)) && !await bench()) process.exitCode = 1
}
