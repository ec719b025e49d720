import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compare, median, report, type Row } from './measure.js'
import { start, type Server } from './processes.js'

const cli = fileURLToPath(new URL('../../dist/bundle/cli.js', import.meta.url))
const bare = fileURLToPath(new URL('bare.js', import.meta.url))
const authorization = `Basic ${Buffer.from('demo:x').toString('base64')}`
const headers = { authorization }

const json = async (url: string): Promise<any> => await (await fetch(url, { headers })).json()
const idle = async (): Promise<void> => { await new Promise((resolve) => setTimeout(resolve, 500)) }

/** Startup and idle memory: several starts in turn. */
async function starting (folder: string): Promise<Row[]> {
  const ours: number[] = []
  const theirs: number[] = []
  let memory = 0
  for (let i = 0; i < 9; i++) {
    const plain = await start(bare, ['fastify'])
    theirs.push(plain.startup)
    await plain.stop()
    const twin = await start(cli, ['start', '--port', '0', '--json', '--world', 'demo'])
    ours.push(twin.startup)
    if (i === 0) {
      await idle()
      memory = twin.residentMegabytes()
    }
    await twin.stop()
  }
  const ratio = median(ours) / median(theirs)
  return [
    { what: `spawn to ready (${median(ours).toFixed(0)} ms; bare Fastify ${median(theirs).toFixed(0)} ms)`, value: `${ratio.toFixed(2)} x`, target: 'at most 1.6 of bare Fastify', met: ratio <= 1.6 },
    { what: 'idle memory, demo world', value: `${memory.toFixed(0)} MB`, target: 'at most 110 MB', met: memory <= 110 }
  ]
}

/** Throughput against bare Fastify and bare node:http that send the same objects. */
async function serving (folder: string): Promise<Row[]> {
  const twin = await start(cli, ['start', '--port', '0', '--json', '--world', 'demo'])
  const list = await json(`${twin.url}/rest/v1/demo/jobs?limit=100&full=true`)
  const job = list.find((each: any) => each.status === 'complete')
  const file = join(folder, 'bodies.json')
  writeFileSync(file, JSON.stringify({ '/job': job, '/jobs': list }))
  const servers: Server[] = [twin]
  const fastify = await start(bare, ['fastify', file])
  const http = await start(bare, ['http', file])
  servers.push(fastify, http)
  const rates = await compare({
    details: { server: twin, path: `/rest/v1/demo/jobs/${job.id}`, headers },
    fastifyDetails: { server: fastify, path: '/job', headers },
    httpDetails: { server: http, path: '/job', headers },
    list: { server: twin, path: '/rest/v1/demo/jobs?limit=100&full=true', headers },
    fastifyList: { server: fastify, path: '/jobs', headers },
    httpList: { server: http, path: '/jobs', headers }
  })
  for (const server of servers) await server.stop()
  const row = (what: string, name: string, target: number | undefined): Row[] => {
    const base = name.startsWith('details') ? 'Details' : 'List'
    const ratio = rates[name]! / rates[`fastify${base}`]!
    const plain = rates[name]! / rates[`http${base}`]!
    return [
      { what: `${what} (${rates[name]!.toFixed(0)}/s)`, value: `${ratio.toFixed(2)} x`, target: `at least ${target} of bare Fastify`, met: ratio >= target! },
      { what: `${what}, against bare node:http`, value: `${plain.toFixed(2)} x`, target: '', met: true }
    ]
  }
  return [...row('job details', 'details', 0.6), ...row('list of 100 full jobs', 'list', 2)]
}

/** A deep page of a long list costs what a page of a short one does. */
async function scaling (folder: string): Promise<Row[]> {
  const world = (runs: number): string => {
    const file = join(folder, `jobs-${runs}.json`)
    writeFileSync(file, JSON.stringify({
      name: `jobs-${runs}`,
      sauce: { teams: [{ name: 'T', users: [{ username: 'demo' }] }], suites: [{ name: 'many', owner: 'demo', runs, every: 'PT1M', build: 'B {run}', runsPerBuild: 50 }] }
    }))
    return file
  }
  const few = await start(cli, ['start', '--port', '0', '--json', '--world', world(1000)])
  const many = await start(cli, ['start', '--port', '0', '--json', '--world', world(100_000)])
  const rates = await compare({
    few: { server: few, path: '/rest/v1/demo/jobs?limit=100&skip=500&full=true', headers },
    many: { server: many, path: '/rest/v1/demo/jobs?limit=100&skip=50000&full=true', headers }
  })
  const memory = many.residentMegabytes()
  await few.stop()
  await many.stop()
  const ratio = rates.few! / rates.many!
  return [
    { what: '100 jobs at skip 50,000 of 100,000, against 1,000 jobs', value: `${ratio.toFixed(2)} x`, target: 'at most 1.5 times the time', met: ratio <= 1.5 },
    { what: `start with 100,000 jobs (${memory.toFixed(0)} MB)`, value: `${many.startup.toFixed(0)} ms`, target: '', met: true }
  ]
}

export async function benchJobs (): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'perftwin-bench-'))
  try {
    return report('Jobs', [...await starting(folder), ...await serving(folder), ...await scaling(folder)])
  } finally {
    rmSync(folder, { recursive: true })
  }
}
