// Arguments: Lighthouse's command line program, a folder for its files. See verify-lighthouse.sh.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createTwin } from '../dist/index.js'

const [lighthouse, folder] = process.argv.slice(2)
const record = { extendedDebugging: true, capturePerformance: true }
const conditions = [
  { network: 'Good 3G', cpuRate: 4, device: 'Nexus 7' }, {}, { network: 'Regular 4G', cpuRate: 2, device: 'Pixel 2' }, { network: 'GPRS', device: 'Moto G4' }
]
const world = {
  name: 'lighthouse',
  sauce: {
    teams: [{ name: 'One', users: [{ username: 'demo', accessKey: 'key' }] }],
    jobs: conditions.map((each, i) => ({ id: String(i).repeat(32), created: '-PT1H', runningFor: 'PT9M', record, pages: [`https://www.page-${i}.example.com/`], ...each }))
  }
}
const cases = [
  { options: { world: 'docs' }, owner: 'nancy.sweeney', jobs: ['bc3d1dbd96fd4479925f2afa8efbc090'] },
  { options: { world, now: '2026-04-15T12:00:00Z' }, owner: 'demo', jobs: conditions.map((_, i) => String(i).repeat(32)) }
]
const audits = {
  firstContentfulPaint: 'first-contentful-paint', speedIndex: 'speed-index', largestContentfulPaint: 'largest-contentful-paint', firstInteractive: 'interactive', totalBlockingTime: 'total-blocking-time', cumulativeLayoutShift: 'cumulative-layout-shift'
}
let wrong = 0
const compare = (what, found, said, by) => {
  const met = Math.abs(found - said) <= by
  if (!met) wrong++
  process.stdout.write(`  ${met ? 'ok  ' : 'MISS'} ${what}: ${found} (${said})\n`)
}

for (const { options, owner, jobs } of cases) {
  const twin = await createTwin({ ...options, seed: 1, auth: 'off' })
  for (const job of jobs) {
    const get = async (name) => Buffer.from(await (await fetch(`${twin.url}/rest/v1/${owner}/jobs/${job}/assets/${name}`)).arrayBuffer())
    const [{ loaderId, url, score, value }] = JSON.parse(await get('performance.json'))
    const report = JSON.parse(gunzipSync(await get(`_lhr_${loaderId}.json.gz`)))
    const log = [...String(await get('_crmuxdriver.log')).matchAll(/DevTools WebSocket Event: (\S+) \(session_id=\w+\) (.*)/g)]
    const where = join(folder, job)
    mkdirSync(where, { recursive: true })
    writeFileSync(join(where, 'defaultPass.trace.json'), gunzipSync(await get(`_tracelog_${loaderId}.json.gz`)))
    writeFileSync(join(where, 'defaultPass.devtoolslog.json'), JSON.stringify(log.map(([, method, params]) => ({ method, params: JSON.parse(params) }))))
    writeFileSync(join(where, 'artifacts.json'), JSON.stringify({
      fetchTime: report.fetchTime, LighthouseRunWarnings: [], TestedAsMobileDevice: report.configSettings.emulatedFormFactor === 'mobile', HostFormFactor: 'desktop', HostUserAgent: report.userAgent, NetworkUserAgent: report.userAgent, BenchmarkIndex: 1000, WebAppManifest: null, InstallabilityErrors: { errors: [] }, Stacks: [], Timing: [], PageLoadError: null, URL: { requestedUrl: url, finalUrl: url }
    }))
    const output = join(where, 'out.json')
    execFileSync(process.execPath, [lighthouse, url, `-A=${where}`, '--throttling-method=devtools', `--emulated-form-factor=${report.configSettings.emulatedFormFactor}`, '--only-categories=performance', '--output=json', `--output-path=${output}`, '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] })
    const found = JSON.parse(readFileSync(output, 'utf8'))
    process.stdout.write(`${url} (job ${job})\n`)
    compare('score', found.categories.performance.score, score, 0.005)
    for (const [name, audit] of Object.entries(audits)) compare(audit, found.audits[audit].numericValue, value.scoreOverview[name].value, name === 'speedIndex' ? 4 : 1e-3)
    const [diagnostics] = found.audits.diagnostics.details.items
    // Throughput is left out: where a world file pins it, it is printed and no arrangement of requests gives it.
    for (const name of ['numRequests', 'numTasks', 'totalTaskTime', 'totalByteWeight', 'mainDocumentTransferSize', 'rtt', 'maxRtt', 'maxServerLatency']) compare(name, diagnostics[name], value.diagnostics[name], 0.5)
    compare('server-response-time', found.audits['server-response-time'].numericValue, value.metrics.serverResponseTime, 0.5)
  }
  await twin.close()
}
process.exitCode = wrong === 0 ? 0 : 1
