// Arguments: the folder of the lighthouse package, a folder for its files. See verify-lighthouse.sh.
import { createRequire } from 'node:module'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { pageContent } from '../dist/artifacts/lighthouse/content/page-content.js'
import { monotonicClock } from '../dist/artifacts/resource-timing.js'
import { loadsOf } from './verify-lighthouse/loads.mjs'
import { gathered } from './verify-lighthouse/gathered.mjs'

const [lighthouse, folder, seeds = '1,2,3,4,5'] = process.argv.slice(2)
const judge = createRequire(import.meta.url)(resolve(lighthouse, 'lighthouse-core/index.js'))

/** Real Lighthouse's result for the files that were served of a load. */
async function judged ({ timeline, file }, report) {
  const { url } = timeline
  const where = join(folder, timeline.ids.loaderId)
  const trace = JSON.parse(gunzipSync(await file('_tracelog_*.json.gz')))
  const events = String(await file('_crmuxdriver.log')).matchAll(/DevTools WebSocket Event: (\S+) \(session_id=\w+\) (.*)/g)
  const log = [...events].map(([, method, params]) => ({ method, params: JSON.parse(params) }))
  const mobile = report.configSettings.emulatedFormFactor === 'mobile'
  const artifacts = {
    fetchTime: report.fetchTime,
    LighthouseRunWarnings: [],
    TestedAsMobileDevice: mobile,
    HostFormFactor: 'desktop',
    HostUserAgent: report.environment.hostUserAgent,
    NetworkUserAgent: report.userAgent,
    BenchmarkIndex: 1000,
    WebAppManifest: null,
    InstallabilityErrors: { errors: [] },
    Timing: [],
    PageLoadError: null,
    URL: { requestedUrl: url, finalUrl: url },
    ...gathered({ lighthouse: resolve(lighthouse), timeline, content: pageContent(timeline), trace, log, clock: monotonicClock(timeline) })
  }
  mkdirSync(where, { recursive: true })
  writeFileSync(join(where, 'defaultPass.trace.json'), JSON.stringify(trace))
  writeFileSync(join(where, 'defaultPass.devtoolslog.json'), JSON.stringify(log))
  writeFileSync(join(where, 'artifacts.json'), JSON.stringify(artifacts))
  const flags = { auditMode: where, throttlingMethod: report.configSettings.throttlingMethod, emulatedFormFactor: report.configSettings.emulatedFormFactor, onlyCategories: ['performance'], output: 'json', logLevel: 'error' }
  const { lhr } = await judge(url, flags)
  return lhr
}

/** Pictures are re-encoded by the judge, and hosts' clocks are in no result. */
const ownWords = new Set(['data'])

/** Everything that two values differ in, by path; numbers by how much. */
function * differences (our, their, path) {
  if (typeof our === 'number' && typeof their === 'number') {
    if (our !== their) yield { path, our, their, off: Math.abs(our - their) }
  } else if (typeof our === 'object' && typeof their === 'object' && our !== null && their !== null) {
    for (const key of new Set([...Object.keys(our), ...Object.keys(their)])) {
      if (!ownWords.has(key)) yield * differences(our[key], their[key], `${path}.${Array.isArray(our) ? '*' : key}`)
    }
  } else if (our !== their) yield { path, our, their, off: NaN }
}

const told = ({ categories: { performance }, categoryGroups, audits }) => JSON.parse(JSON.stringify({ score: performance.score, auditRefs: performance.auditRefs, categoryGroups: Object.fromEntries(['metrics', 'load-opportunities', 'diagnostics', 'budgets'].map((name) => [name, categoryGroups[name]])), audits }))

const worst = new Map()
let loads = 0
for (const seed of seeds.split(',').map(Number)) {
  for await (const load of loadsOf(seed)) {
    const report = JSON.parse(gunzipSync(await load.file('_lhr_*.json.gz')))
    const theirs = await judged(load, report)
    for (const difference of differences(told(report), told(theirs), load.name.slice(0, 0))) {
      const { count = 0, off = -1, ...known } = worst.get(difference.path) ?? {}
      const worse = !(difference.off <= off)
      worst.set(difference.path, { ...(worse ? { ...difference, load: load.name } : { ...known, off }), count: count + 1 })
    }
    loads++
  }
}
for (const { path, off, count, load, our, their } of worst.values()) if (!(off < 1e-6)) console.log(`${path}: ${count} times, off ${off}: ${JSON.stringify(our)?.slice(0, 300)} for ${JSON.stringify(their)?.slice(0, 300)} at ${load}`)
console.log(`${loads} loads`)
