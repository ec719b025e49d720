import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { median, report, type Row } from './measure.js'
import { start, type Server } from './processes.js'

const cli = fileURLToPath(new URL('../../dist/bundle/cli.js', import.meta.url))
const demo = JSON.parse(readFileSync(new URL('../../fixtures/worlds/demo.json', import.meta.url), 'utf8'))
const headers = { authorization: `Basic ${Buffer.from('demo:x').toString('base64')}` }
const root = '/v2/performance/metrics'
const timings = 'metric_names=score,speedIndex,load,firstContentfulPaint,largestContentfulPaint,firstInteractive,totalBlockingTime&order_index=0'

const ask = async (server: Server, path: string, method = 'GET'): Promise<{ body: any, ms: number }> => {
  const before = performance.now()
  const reply = await fetch(server.url + path, { headers, method })
  const text = await reply.text()
  const ms = performance.now() - before
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
  return { body: text === '' ? null : JSON.parse(text), ms }
}

/** A twin with two suites that load one page of the demo world `runs` times. */
async function startHistory (folder: string, page: string, runs: number): Promise<Server> {
  const file = join(folder, `${page}-${runs}.json`)
  const suite = (name: string) => ({
    name, owner: 'demo', runs, every: 'PT1H', pages: [page], record: { extendedDebugging: true, capturePerformance: true }, network: 'Good 3G', cpuRate: 4, device: 'Nexus 7'
  })
  writeFileSync(file, JSON.stringify({
    name: 'history',
    pages: demo.pages,
    releases: [{ train: 'web', version: '2', at: `-PT${Math.round(runs / 3)}H`, causes: ['images +70 %', 'main-thread work +60 %'] }],
    sauce: { teams: [{ name: 'T', users: [{ username: 'demo' }] }], suites: [suite('one'), suite('two')] }
  }))
  return await start(cli, ['start', '--port', '0', '--json', '--world', file, '--seed', '1'])
}

/** Ids of a suite's runs, newest first, that have ended. */
const runsOf = async (server: Server, name: string): Promise<string[]> =>
  (await ask(server, `/rest/v1.1/demo/jobs?name=${name}&limit=500&full=true`)).body.jobs.filter((job: any) => job.end_time !== null).map((job: any) => job.id)

/** The median of several repetitions, each preceded by what must not be timed. */
async function repeated (path: (i: number) => string, server: Server, before: (i: number) => Promise<unknown> = async () => {}, times = 15): Promise<number> {
  const taken: number[] = []
  for (let i = 0; i < times; i++) {
    await before(i)
    taken.push((await ask(server, path(i))).ms)
  }
  return median(taken)
}

const under = (what: string, ms: number, limit: number): Row => ({ what, value: `${ms.toFixed(1)} ms`, target: `under ${limit} ms`, met: ms < limit })

/** The first request that a fresh process is sent, and those that follow. */
async function history200 (folder: string, page: string): Promise<Row[]> {
  const cold: Record<string, number[]> = { assert: [], baseline: [], regimes: [] }
  const seconds: number[] = []
  const rows: Row[] = []
  for (let round = 0; round < 5; round++) {
    for (const part of Object.keys(cold)) {
      const server = await startHistory(folder, page, 200)
      const [newest] = await runsOf(server, 'one')
      const before = server.cpuSeconds()
      cold[part]!.push((await ask(server, `${root}/${newest}/${part}/?${timings}`)).ms)
      seconds.push(server.cpuSeconds() - before)
      if (round === 0) {
        for (let i = 0; i < 30; i++) await ask(server, `${root}/${newest}/${part}/?${timings}`)
        rows.push(under(`${part}, asked again`, await repeated(() => `${root}/${newest}/${part}/?${timings}`, server), 5))
      }
      await server.stop()
    }
  }
  for (const [part, taken] of Object.entries(cold)) rows.unshift(under(`${part}, first performance request of the process`, median(taken), 150))
  return rows.map((row) => ({ ...row, what: `${page}, 200 runs: ${row.what}` })).concat({ what: `${page}, 200 runs: processor time of the first request`, value: `${(median(seconds) * 1000).toFixed(0)} ms`, target: '', met: true })
}

async function history1000 (folder: string): Promise<Row[]> {
  const server = await startHistory(folder, 'help-center', 1000)
  const [one, two] = [await runsOf(server, 'one'), await runsOf(server, 'two')]
  const all = (id: string): string => `${root}/${id}/regimes/?${timings}`
  for (const [newest] of [one, two]) for (let i = 0; i < 20; i++) await ask(server, all(newest!))
  const discard = async (i: number): Promise<unknown> => await ask(server, `${root}/${one[100 + i]}/discarded/?order_index=0`, 'POST')
  const again = await repeated(() => all(one[0]!), server)
  const unseen = await repeated((i) => all(one[1 + i]!), server)
  const marked = await repeated(() => all(one[0]!), server, discard)
  const other = await repeated(() => all(two[0]!), server, async (i) => await discard(20 + i))
  await server.stop()
  return [
    under('1,000 runs: regimes of 7 metrics, asked again', again, 50),
    under('1,000 runs: of a run not asked about before', unseen, 50),
    under('1,000 runs: after a mark in the series', marked, 50),
    { what: '1,000 runs: after a mark in another series', value: `${other.toFixed(1)} ms`, target: 'as if asked again: at most half of after a mark', met: other < marked / 2 }
  ]
}

export async function benchPerformance (): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'perftwin-bench-'))
  try {
    return report('Performance API', [...await history200(folder, 'help-center'), ...await history200(folder, 'shop-home'), ...await history1000(folder)])
  } finally {
    rmSync(folder, { recursive: true })
  }
}
