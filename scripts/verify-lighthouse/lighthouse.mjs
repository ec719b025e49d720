// Real Lighthouse's result for the files that were served of a load.
import { createRequire } from 'node:module'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { pageContent } from '../../dist/artifacts/lighthouse/content/page-content.js'
import { monotonicClock } from '../../dist/artifacts/resource-timing.js'
import { gathered } from './gathered.mjs'

const require = createRequire(import.meta.url)

/** What is known without a look at the page. */
const baseOf = ({ url }, { fetchTime, environment, configSettings }) => ({
  fetchTime,
  LighthouseRunWarnings: [],
  TestedAsMobileDevice: configSettings.emulatedFormFactor === 'mobile',
  HostFormFactor: 'desktop',
  HostUserAgent: environment.hostUserAgent,
  NetworkUserAgent: environment.networkUserAgent,
  BenchmarkIndex: environment.benchmarkIndex,
  WebAppManifest: null,
  InstallabilityErrors: { errors: [] },
  Stacks: [],
  Timing: [],
  PageLoadError: null,
  URL: { requestedUrl: url, finalUrl: url }
})

async function traceAndLog (file) {
  const trace = JSON.parse(gunzipSync(await file('_tracelog_*.json.gz')))
  const events = String(await file('_crmuxdriver.log')).matchAll(/DevTools WebSocket Event: (\S+) \(session_id=\w+\) (.*)/g)
  return { trace, log: [...events].map(([, method, params]) => ({ method, params: JSON.parse(params) })) }
}

/** `lighthouse`: the package's folder; `folder`: where the artifacts are put. */
export function lighthouseJudge (lighthouse, folder) {
  const core = join(resolve(lighthouse), 'lighthouse-core')
  const run = require(join(core, 'index.js'))
  const LighthouseError = require(join(core, 'lib/lh-error.js'))
  const written = (value) => JSON.stringify(value, (_, each) => each instanceof Error ? LighthouseError.stringifyReplacer(each) : each)

  /** A page that could not be loaded leaves nothing but the error. */
  const failure = ({ error, requests: [document] }) =>
    ({ PageLoadError: new LighthouseError(LighthouseError.errors[error], { errorDetails: document.errorText }) })

  return async ({ timeline, file }, report) => {
    const where = join(folder, timeline.ids.loaderId)
    const { trace, log } = await traceAndLog(file)
    const { error } = timeline
    const found = error === null
      ? gathered({ lighthouse: resolve(lighthouse), timeline, content: pageContent(timeline), trace, log, clock: monotonicClock(timeline) })
      : failure(timeline)
    const pass = error === null ? 'defaultPass' : 'pageLoadError-defaultPass'
    mkdirSync(where, { recursive: true })
    writeFileSync(join(where, `${pass}.trace.json`), JSON.stringify(trace))
    writeFileSync(join(where, `${pass}.devtoolslog.json`), JSON.stringify(log))
    writeFileSync(join(where, 'artifacts.json'), written({ ...baseOf(timeline, report), ...found }))
    const { throttlingMethod, emulatedFormFactor } = report.configSettings
    const flags = { auditMode: where, throttlingMethod, emulatedFormFactor, onlyCategories: ['performance'], output: 'json', logLevel: 'silent' }
    const { lhr } = await run(timeline.url, flags)
    return lhr
  }
}

/** What of a result is about the page: everything but settings and how long the judgement took. */
export function told ({ audits, categories: { performance }, categoryGroups, runtimeError, lighthouseVersion, fetchTime, requestedUrl, finalUrl, userAgent, environment }) {
  const groups = Object.fromEntries(performance.auditRefs.filter(({ group }) => group !== undefined).map(({ group }) => [group, categoryGroups[group]]))
  const { score, auditRefs, title } = performance
  return JSON.parse(JSON.stringify({ score, title, auditRefs, groups, audits, runtimeError, lighthouseVersion, fetchTime, requestedUrl, finalUrl, userAgent, environment }))
}
