/**
 * Asset files: time to make each kind in a fresh process (cold: neither its code nor the job's story is there) and again
 * (warm), and how many warm files a second are served, against bare Fastify that sends the same buffer.
 * npx tsc -p tsconfig.bench.json && node .bench/bench/assets.js. Exit code 1 when a target is missed.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compare, median, report, throughput } from './measure.js'
import { start } from './processes.js'

const id = 'a'.repeat(32)
const record = { automatorLog: true, extendedDebugging: true, capturePerformance: true }
const world = {
  name: 'assets',
  pages: { shop: { url: 'https://shop.example.com/', resources: [{ type: 'script', count: 14 }, { type: 'stylesheet', count: 3 }, { type: 'image', count: 28 }, { type: 'font', count: 4 }, { type: 'xhr', count: 6 }], thirdParties: [{ host: 'tags.example.net', scripts: 3, beacons: 2 }] } },
  sauce: {
    teams: [{ name: 'One', users: [{ username: 'demo', accessKey: 'key' }] }],
    jobs: [{ id, created: '-PT1H', commands: 12, runningFor: 'PT30S', record, pages: ['shop'], network: 'Good 3G', cpuRate: 4, device: 'Nexus 7' }]
  }
}
const now = '2026-04-15T12:00:00Z'

/** Cold targets in ms of CPU time. */
const targets: Record<string, number | undefined> = {
  'performance.json': 3, 'network.har': 10, trace: 80, '0000screenshot.png': 10, 'video.mp4': 500, lhr: undefined, 'log.json': undefined, 'selenium-server.log': undefined, '_crmuxdriver.log': undefined
}

/** CPU time of this process in ms, all its threads: wall time on a small machine mostly measures the neighbours. */
const cpu = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

interface Measured { loading: number, cold: number, first: number, again: number, bytes: number }

/** In this process: the story and the file made for the first time (`first`), then from code that has run once (`cold`). */
async function measure (kind: string): Promise<Measured> {
  const { openTwin } = await import('../src/twin.js')
  const { storyOf } = await import('../src/sauce/assets/story-of.js')
  const { makeAsset } = await import('../src/sauce/assets/asset-makers.js')
  const twin = await openTwin({ world: world as never, seed: 1, now })
  const { default: base } = twin.worlds
  const job = base.facts.jobs.get(id)!
  const begun = cpu()
  const story = (await storyOf(base, job))!
  const { loaderId } = story.loads[0]!.timeline.ids
  const files: Readonly<Record<string, string>> = {
    trace: `_tracelog_${loaderId}.json.gz`,
    lhr: `_lhr_${loaderId}.json.gz`
  }
  const name = files[kind] ?? kind
  const told = cpu()
  // A file of another page first: loads the code, not the result.
  const other = (await storyOf(base, { ...job, id: 'b'.repeat(32) }))!
  const otherId = other.loads[0]!.timeline.ids.loaderId
  const before = cpu()
  await makeAsset(other, name.replace(loaderId, otherId))
  const loaded = cpu()
  const bytes = (await makeAsset(story, name))!.length
  const cold = cpu() - loaded
  const rounds: number[] = []
  for (let i = 0; i < 9; i++) {
    const from = cpu()
    await makeAsset(story, name)
    rounds.push(cpu() - from)
  }
  return { loading: told - begun, first: loaded - before, cold, again: median(rounds), bytes }
}

async function serveWarm (): Promise<boolean> {
  const { openTwin } = await import('../src/twin.js')
  const { createApp } = await import('../src/app.js')
  const folder = mkdtempSync(join(tmpdir(), 'perftwin-bench-'))
  const worldFile = join(folder, 'world.json')
  writeFileSync(worldFile, JSON.stringify(world))
  const paths = ['performance.json', 'network.har', 'video.mp4', '0000screenshot.png'].map((name) => `/rest/v1/demo/jobs/${id}/assets/${name}`)
  const app = await createApp(await openTwin({ world: world as never, seed: 1, now, auth: 'off' }))
  const files: string[] = []
  for (const [i, url] of paths.entries()) {
    const { rawPayload, headers } = await app.inject(url)
    const path = join(folder, `file-${i}`)
    writeFileSync(path, rawPayload)
    files.push(`${url}=${String(headers['content-type'])}=${path}`)
  }
  await app.close()
  const twin = await start(fileURLToPath(new URL('../src/cli.js', import.meta.url)), ['start', '--port', '0', '--json', '--world', worldFile, '--seed', '1', '--now', now, '--auth', 'off'])
  const bare = await start(fileURLToPath(new URL('bare-files.js', import.meta.url)), files)
  // Code that has hardly run says nothing of warm files.
  for (const path of [...paths, ...paths]) for (const server of [twin, bare]) await throughput({ server, path, seconds: 0.5 })
  const rows = []
  for (const path of paths) {
    const { ours, theirs } = await compare({ ours: { server: twin, path, seconds: 0.8 }, theirs: { server: bare, path, seconds: 0.8 } }, 3)
    rows.push({ what: path.split('/').at(-1)!, value: `${(100 * ours! / theirs!).toFixed(0)} %`, target: `at least 50 % of bare Fastify (${ours!.toFixed(0)} of ${theirs!.toFixed(0)} a CPU second)`, met: ours! >= theirs! / 2 })
  }
  await Promise.all([twin.stop(), bare.stop()])
  rmSync(folder, { recursive: true })
  return report('warm files', rows)
}

const kind = process.argv[2]
if (kind !== undefined) console.log(JSON.stringify(await measure(kind)))
else {
  const rows = Object.entries(targets).map(([name, target]) => {
    const runs = Array.from({ length: 3 }, () => JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), name], { encoding: 'utf8' })) as Measured)
    const { first, cold, again, loading, bytes } = runs.sort((a, b) => a.cold - b.cold)[1]!
    const details = `first of the process ${first.toFixed(0)} ms, again ${again.toFixed(1)} ms, story ${loading.toFixed(0)} ms, ${bytes} bytes`
    return { what: name, value: `${cold.toFixed(1)} ms CPU`, target: target === undefined ? details : `at most ${target} ms; ${details}`, met: target === undefined || cold <= target }
  })
  const fast = report('asset files, each made once', rows)
  if (!await serveWarm() || !fast) process.exitCode = 1
}
