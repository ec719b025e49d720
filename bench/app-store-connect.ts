import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { compare, median, report, type Row } from './measure.js'
import { start, type Server } from './processes.js'

const cli = fileURLToPath(new URL('../../dist/bundle/cli.js', import.meta.url))
const bare = fileURLToPath(new URL('bare.js', import.meta.url))
const headers = { authorization: 'Bearer x' }
const metrics = '/v1/apps/6443000001/perfPowerMetrics'
const builds = '/v1/builds?filter[app]=6443000001&include=app,preReleaseVersion&limit=200'

/** An app with twelve versions and a thousand builds. */
function worldFile (folder: string): string {
  const file = join(folder, 'store.json')
  writeFileSync(file, JSON.stringify({
    name: 'store',
    releases: Array.from({ length: 12 }, (_, index) => ({ train: 'ios', version: `2.${index}`, at: `-P${(12 - index) * 20}D` })),
    appStore: { apps: [{ id: '6443000001', name: 'Shop', bundleId: 'com.example.shop', train: 'ios', usage: 30000, buildsPerVersion: 84 }] }
  }))
  return file
}

const twinOf = async (folder: string): Promise<Server> => await start(cli, ['start', '--port', '0', '--json', '--world', worldFile(folder)])

const ask = async (url: string): Promise<string> => await (await fetch(url, { headers: { ...headers, 'accept-encoding': 'identity' } })).text()

/** The first request is timed as a client feels it, in the median of several starts; the server's own time ticks every 10 ms, so it is a mean. */
async function answering (folder: string): Promise<Row[]> {
  const starts = 12
  const cold: number[] = []
  let processor = 0
  let size = 0
  let warm = 0
  for (let round = 0; round < starts; round++) {
    const twin = await twinOf(folder)
    await ask(`${twin.url}/v1/apps`)
    const before = twin.cpuSeconds()
    const begun = performance.now()
    size = (await ask(twin.url + metrics)).length
    cold.push(performance.now() - begun)
    processor += (twin.cpuSeconds() - before) * 1000 / starts
    if (round === 0) warm = 1000 / (await compare({ warm: { server: twin, path: metrics, headers } })).warm!
    await twin.stop()
  }
  return [
    { what: `perfPowerMetrics of 12 versions, all metrics and devices (${Math.round(size / 1000)} kB), cold (processor time ${processor.toFixed(0)} ms)`, value: `${median(cold).toFixed(0)} ms`, target: 'under 40 ms', met: median(cold) < 40 },
    { what: 'the same, warm', value: `${warm.toFixed(2)} ms`, target: 'under 5 ms', met: warm < 5 }
  ]
}

async function listing (folder: string): Promise<Row[]> {
  const twin = await twinOf(folder)
  const body = await (await fetch(twin.url + builds, { headers })).json()
  const file = join(folder, 'builds.json')
  writeFileSync(file, JSON.stringify({ '/builds': body }))
  const fastify = await start(bare, ['fastify', file])
  const rates = await compare({
    ours: { server: twin, path: builds, headers },
    theirs: { server: fastify, path: '/builds', headers }
  })
  await twin.stop()
  await fastify.stop()
  const ratio = rates.ours! / rates.theirs!
  return [{ what: `200 builds with includes (${rates.ours!.toFixed(0)}/s)`, value: `${ratio.toFixed(2)} x`, target: 'at least 0.5 of bare Fastify', met: ratio >= 0.5 }]
}

export async function benchAppStoreConnect (): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'perftwin-bench-'))
  try {
    return report('App Store Connect', [...await answering(folder), ...await listing(folder)])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href && !await benchAppStoreConnect()) process.exitCode = 1
