// What journal, faults and quotas together cost a request: the same twin with and without them, in one run.
// node .bench/bench/control.js; exit code 1 when a target is missed.
import { fileURLToPath } from 'node:url'
import { Journal } from '../src/traffic/journal/journal.js'
import { median, report, throughput, type Row } from './measure.js'
import { start, type Server } from './processes.js'

const self = fileURLToPath(import.meta.url)
const headers = { authorization: `Basic ${Buffer.from('demo:x').toString('base64')}` }

/** The twin as a server of its own. */
async function serve (instruments: boolean): Promise<void> {
  const { startTwin } = await import('../src/start.js')
  const { url, app } = await startTwin({ world: 'demo', port: 0 }, { instruments })
  process.on('SIGTERM', () => { app.close().catch(() => {}) })
  process.stdout.write(`${JSON.stringify({ url })}\n`)
}

const json = async (url: string, options: RequestInit = {}): Promise<any> => await (await fetch(url, { ...options, headers })).json()

/**
 * Rates, and the median over many short rounds of each round's ratio to the first: a few percent are less than what the
 * neighbours on a shared machine make of a single round.
 */
async function paired (servers: Record<string, Server>, path: string, rounds = 40): Promise<Record<string, { rate: number, ratio: number }>> {
  const names = Object.keys(servers)
  const rates = new Map<string, number[]>(names.map((name) => [name, []]))
  for (const name of names) await throughput({ server: servers[name]!, path, headers, seconds: 1.5 })
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      rates.get(name)!.push(await throughput({ server: servers[name]!, path, headers, seconds: 0.3 }))
    }
  }
  const first = rates.get(names[0]!)!
  return Object.fromEntries([...rates].map(([name, each]) => [name, { rate: median(each), ratio: median(each.map((rate, i) => rate / first[i]!)) }]))
}

async function hooks (): Promise<Row[]> {
  const bare = await start(self, ['serve', 'bare'])
  const usual = await start(self, ['serve', 'usual'])
  const faulty = await start(self, ['serve', 'usual'])
  const [job] = (await json(`${usual.url}/rest/v1/demo/jobs?limit=1`)) as Array<{ id: string }>
  await json(`${faulty.url}/_perftwin/faults`, { method: 'POST', body: JSON.stringify({ match: { operation: 'listJobs', path: '/rest/**' }, effect: { status: 503 } }) })
  const path = `/rest/v1/demo/jobs/${job!.id}`
  const rates = await paired({ bare, usual, faulty }, path)
  const counts = await json(`${usual.url}/_perftwin/journal/counts`)
  const memory = { usual: usual.residentMegabytes(), bare: bare.residentMegabytes() }
  for (const server of [bare, usual, faulty]) await server.stop()
  const cost = (name: string): number => (1 - rates[name]!.ratio) * 100
  return [
    { what: `job details with journal, faults and quotas (${rates.usual!.rate.toFixed(0)}/s; without ${rates.bare!.rate.toFixed(0)}/s)`, value: `${cost('usual').toFixed(1)} %`, target: 'at most 10 % slower', met: cost('usual') <= 10 },
    { what: 'the same with one rule that does not fit', value: `${cost('faulty').toFixed(1)} %`, target: '', met: true },
    { what: `memory after ${counts.total} requests, ${counts.held} held (without: ${memory.bare.toFixed(0)} MB)`, value: `${memory.usual.toFixed(0)} MB`, target: '', met: true }
  ]
}

/** What the journal's estimate of its own size is worth: heap and buffers in use against bytes told. */
function journalMemory (): Row[] {
  const collect = (globalThis as { gc?: () => void }).gc
  const operation = { vendor: 'sauce', name: 'updateJob' }
  const inUse = (): number => { const { heapUsed, arrayBuffers } = process.memoryUsage(); return heapUsed + arrayBuffers }
  collect?.()
  const before = inUse()
  const journal = new Journal()
  for (let i = 0; i < 100_000; i++) {
    const id = (i * 2654435761 >>> 0).toString(16)
    const given = ['Host', 'localhost:4010', 'Authorization', `Basic ${id}`, 'Content-Type', 'application/json', 'User-Agent', `client/${id}`, 'Content-Length', '120'].map((text) => Buffer.from(text).toString())
    const entry = journal.open(i, 'PUT', Buffer.from(`/rest/v1/demo/jobs/${id}`).toString(), operation, given)
    const body = Buffer.from(JSON.stringify({ name: id.repeat(40) })).toString()
    journal.keepBody(entry, body, 2 * body.length)
    journal.answered(entry, 200, 700, 'application/json')
  }
  collect?.()
  const used = (inUse() - before) / 2 ** 20
  const told = journal.bytes / 2 ** 20
  return [
    { what: `journal after 100,000 requests: ${journal.held} held, ${told.toFixed(1)} MB by its own estimate${collect === undefined ? ' (run with --expose-gc)' : ''}`, value: `${used.toFixed(1)} MB`, target: 'heap and buffers at most 16 MB', met: collect === undefined || used <= 16 }
  ]
}

export const benchControl = async (): Promise<boolean> => report('Control plane', [...await hooks(), ...journalMemory()])

if (process.argv[2] === 'serve') await serve(process.argv[3] !== 'bare')
else if (process.argv[1] === self && !await benchControl()) process.exitCode = 1
