// speedo, unmodified, in a process of its own: what `exec --edge` gives it leads it from Sauce Labs' hosts to a twin on a real port.
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import t, { type Test } from 'tap'
import { edgeVariables } from '../src/cli/edge/variables.js'
import { writeTrust } from '../src/cli/edge/written.js'
import type { TwinOptions } from '../src/options.js'
import { basic, listeningTwin } from './helper.js'

const require = createRequire(import.meta.url)
const command = join(dirname(require.resolve('speedo/package.json')), 'bin', 'speedo')

const key = 'dddddddd-dddd-4ddd-8ddd-dddddddddddd'
const site = 'https://tea.test/'
const name = 'Home is fast'

const release = (version: string, at: string, cause: string): object => ({ train: 'web', version, at, causes: [cause] })

/** A page with a history under speedo's own conditions; it feels the releases. */
const tea = (...releases: object[]): TwinOptions => ({
  world: {
    name: 'tea',
    accidents: 'none',
    releases,
    pages: { home: { url: site } },
    sauce: {
      teams: [{ name: 'One', machines: 20, users: [{ username: 'demo', accessKey: key }] }],
      suites: [{
        name, owner: 'demo', runs: 20, every: 'P1D', pages: ['home'], network: 'Good 3G', cpuRate: 4, device: 'Nexus 7',
        record: { extendedDebugging: true, capturePerformance: true }
      }]
    }
  }
} as unknown as TwinOptions)

const slower = (at = '-PT5M'): object => release('2.0', at, 'server latency +900 %')

interface Speedo {
  run: (...args: string[]) => Promise<{ code: number, said: string }>
  /** A JavaScript file beside it, by its name. */
  write: (file: string, text: string) => void
  logs: string
  ask: (path: string, body?: object) => Promise<any>
  /** The jobs that it made. Where the clock stands, the longer of two may have begun first. */
  jobs: () => Promise<Array<Record<string, any>>>
}

async function speedo (t: Test, options: TwinOptions): Promise<Speedo> {
  const { twin, url } = await listeningTwin(t, options)
  const folder = t.testdir()
  const logs = join(folder, 'logs')
  mkdirSync(logs)
  // Its configuration is CommonJS.
  writeFileSync(join(folder, 'package.json'), '{}')
  const base = { PATH: process.env.PATH, HOME: folder }
  const { certificate } = await twin.authority()
  const { files } = await writeTrust(join(folder, 'trust'), certificate, base)
  const { variables } = edgeVariables(base, { proxy: url, files })
  const env = { ...base, ...variables, SAUCE_USERNAME: 'demo', SAUCE_ACCESS_KEY: key }
  const headers = { authorization: basic('demo', key), 'content-type': 'application/json' }
  const ask: Speedo['ask'] = async (path, body) => {
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    return await (await fetch(url + path, { headers, ...sent })).json()
  }
  return {
    logs,
    ask,
    write: (file, text) => { writeFileSync(join(folder, file), text) },
    run: async (...args) => {
      const named = args.includes('-n') ? [] : ['-n', name]
      const child = spawn(process.execPath, [command, 'run', site, ...named, '-b', 'release', '-l', logs, ...args], { env, cwd: folder })
      let said = ''
      for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => { said += text })
      const code = await new Promise<number>((resolve) => { child.on('close', resolve) })
      return { code, said }
    },
    jobs: async () => (await ask(`/rest/v1.1/demo/jobs?name=${encodeURIComponent(name)}&full=true&limit=50`)).jobs
      .filter(({ build }: { build: string | null }) => build === 'release')
  }
}

t.test('a healthy page passes, with its trace and its jankiness', async (t) => {
  const { run, jobs, logs, ask } = await speedo(t, tea())
  const { code, said } = await run('--all', '-t', '--jankiness', '[10,100]')
  t.equal(code, 0, said)
  t.match(said, /Result: pass/)
  t.notMatch(said, /Couldn't/)
  const [job, ...others] = await jobs()
  t.equal(others.length, 0, 'its history is baseline enough')
  t.match(job, { status: 'complete', passed: true, browser: 'googlechrome' })
  const [measured] = JSON.parse(await readFile(join(logs, 'performance.json'), 'utf8'))
  t.match(measured, { sessionId: job?.id, url: site, orderIndex: 0 })
  // speedo 1.2.11 downloads the trace, and never writes it.
  const { entries } = await ask('/_perftwin/journal?limit=500')
  const traces = entries.filter(({ path }: { path: string }) => path.includes(`/jobs/${job?.id}/_tracelog_${measured.loaderId}.json.gz`))
  t.match(traces, [{ method: 'GET', status: 200 }])
})

t.test('a page that a release has slowed down fails, however often it is tried', async (t) => {
  const { run, jobs } = await speedo(t, tea(slower()))
  const { code, said } = await run('-m', 'speedIndex', '-m', 'load', '--retry', '1')
  t.equal(code, 1, said)
  t.match(said, /Performance assertions failed/)
  t.match(said, /Expected load to be between .* but was actually/)
  const verdicts = (await jobs()).map(({ status, passed }) => [status, passed])
  t.strictSame(verdicts.sort(), [['complete', null], ['complete', false]], 'it was tried twice, and told of once')
})

t.test('a name without a history gets one first', async (t) => {
  const { run, ask } = await speedo(t, tea())
  const { code, said } = await run('-n', 'new')
  t.equal(code, 0, said)
  const { jobs } = await ask('/rest/v1.1/demo/jobs?name=new&full=true&limit=50')
  t.equal(jobs.length, 11, 'ten for the baseline, at once, and the one that counts')
})

const budgets = (load: unknown): string => `module.exports = { budget: { load: ${JSON.stringify(load)}, score: [0.01, 1] } }\n`

t.test('a budget is kept, and broken', async (t) => {
  const { run, write, jobs } = await speedo(t, tea())
  write('speedo.config.js', budgets([1, 60_000]))
  const kept = await run()
  t.equal(kept.code, 0, kept.said)
  t.match(kept.said, /Asserting against performance budget/)
  write('tight.js', budgets(10))
  const broken = await run('-c', 'tight.js')
  t.equal(broken.code, 1, broken.said)
  t.match(broken.said, /Expected load to be within performance budget of max 10ms but was actually [\d.]+m?s/)
  t.match(await jobs(), [{ passed: true }, { passed: true }], 'the job is told of the baseline only: budgets are speedo\'s own')
})

t.test('what fails is tried again, and passes once the page is mended', async (t) => {
  const { run, jobs, ask } = await speedo(t, tea(slower(), release('2.1', 'PT30S', 'server latency fixed')))
  const running = run('--retry', '2')
  // The page is mended while speedo still has its first session: it moves the world's clock, as a release would come.
  await ask('/_perftwin/journal/wait', { match: { operation: 'assertPerformance' }, count: 1, timeout: 'PT60S' })
  await ask('/_perftwin/clock/advance', { by: 'PT1M' })
  const { code, said } = await running
  t.equal(code, 0, said)
  const made = await jobs()
  t.equal(made.length, 2, 'the second try passes, a third is not needed')
  const [, failed] = said.split('Failed Performance Tests that were rerun:')
  const first = made.find(({ passed }) => passed === null)
  t.match(made.find((job) => job !== first), { passed: true })
  t.match(failed, new RegExp(String(first?.id)))
})
