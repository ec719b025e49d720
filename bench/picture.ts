/**
 * Time and size of pictures, each first made by a fresh process (cold: code not compiled yet; the best of 9 processes, since neighbours
 * on the machine only ever add) and then again (warm: median of 20).
 * Run from a build or with `node --import=@tapjs/typescript/import bench/picture.ts`. Exit code 1 when a target is missed.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { atOnce } from '../src/kernel/turns.js'
import type { VisualProgress } from '../src/lab/timeline.js'
import { median, report } from './measure.js'

/** Twelve visual changes. */
const visual: VisualProgress = {
  viewport: { width: 1350, height: 907 },
  pageHeight: 1800,
  elements: [
    { kind: 'header', x: 0, y: 0, w: 1350, h: 64, paintedAt: 900, label: 'Swag Labs' },
    { kind: 'nav', x: 0, y: 64, w: 1350, h: 48, paintedAt: 950, label: 'Products' },
    { kind: 'hero', x: 0, y: 112, w: 1350, h: 300, paintedAt: 2400, label: 'The autumn sale' },
    ...[0, 1, 2].map((row) => ({ kind: 'text' as const, x: 48, y: 440 + 130 * row, w: 620, h: 100, paintedAt: 1200 + 90 * row, label: 'Everything for your desk' })),
    ...[0, 1, 2, 3].map((image) => ({ kind: 'image' as const, x: 720 + 300 * (image % 2), y: 440 + 200 * (image >> 1), w: 280, h: 180, paintedAt: 3000 + 700 * image, label: 'backpack.jpg' })),
    { kind: 'button', x: 48, y: 830, w: 220, h: 48, paintedAt: 1500, label: 'Add to cart' },
    { kind: 'footer', x: 0, y: 860, w: 1350, h: 80, paintedAt: 5600, label: 'Terms and privacy' }
  ],
  steps: [900, 1200, 1290, 1380, 2400, 3000, 3700, 4400, 5100, 5600].map((at, i) => ({ at, percent: 10 * i + 10 }))
}

const makers: Record<string, () => Promise<() => number>> = {
  screenshot: async () => {
    const [{ paintBrowser }, { encodePng }] = await Promise.all([import('../src/artifacts/picture/page-picture.js'), import('../src/artifacts/picture/png.js')])
    return () => encodePng(paintBrowser({ url: 'https://www.example.com/', visual, at: 9000, elapsed: 12_000 })).length
  },
  video: async () => {
    const { sessionVideo } = await import('../src/artifacts/picture/session-video.js')
    return () => atOnce(sessionVideo({ duration: 30_000, createdAt: 0, scenes: [{ at: 2300, url: 'https://www.example.com/', visual }] })).length
  },
  filmstrip: async () => {
    const { filmstrip } = await import('../src/artifacts/picture/filmstrip.js')
    return () => filmstrip(visual).reduce((sum, { snapshot }) => sum + snapshot.length, 0)
  }
}

interface Measured { load: number, cold: number, warm: number, bytes: number }

/** CPU time of this process in ms, all its threads. */
const cpu = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

async function measure (name: string): Promise<Measured> {
  const start = cpu()
  const make = await makers[name]!()
  const loaded = cpu()
  const bytes = make()
  const cold = cpu() - loaded
  const warm = median(Array.from({ length: 20 }, () => {
    const before = cpu()
    make()
    return cpu() - before
  }))
  return { load: loaded - start, cold, warm, bytes }
}

const name = process.argv[2]
if (name !== undefined) console.log(JSON.stringify(await measure(name)))
else {
  const inFreshProcess = (maker: string): Measured => {
    const runs = Array.from({ length: 9 }, () =>
      JSON.parse(execFileSync(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), maker], { encoding: 'utf8' })) as Measured)
    return runs.sort((a, b) => a.cold - b.cold)[0]!
  }
  const targets: Record<string, [cold: number, bytes: number]> = { screenshot: [10, 25_000], video: [500, 400_000], filmstrip: [50, 40_000] }
  const met = Object.entries(targets).map(([maker, [coldest, largest]]) => {
    const { load, cold, warm, bytes } = inFreshProcess(maker)
    return report(`${maker} (code loaded in ${load.toFixed(1)} ms CPU)`, [
      { what: 'cold, best', value: `${cold.toFixed(1)} ms CPU`, target: `at most ${coldest} ms`, met: cold <= coldest },
      { what: 'warm', value: `${warm.toFixed(1)} ms CPU`, target: '', met: true },
      { what: 'size', value: `${bytes} bytes`, target: `at most ${largest} bytes`, met: bytes <= largest }
    ])
  })
  if (met.includes(false)) process.exitCode = 1
}
