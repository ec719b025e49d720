/**
 * Quality and speed of the change-point method on seeded series with a known truth. Run from a build or with
 * `node --import=@tapjs/typescript/import bench/regimes.ts [--simulated] [seed …]`; `--simulated` adds histories of simulated page
 * loads with a release (a minute). Exit code 1 if a seed misses a required figure.
 */
import { assess } from '../src/statistics/series.js'
import { changePoints } from '../src/statistics/change-points.js'
import { monotonicNow } from '../src/kernel/clock.js'
import { stream, type Random } from '../src/kernel/random.js'
import { history, kinds, matches, type Kind } from './series.js'

const required = { precision: 0.95, recall: 0.95, falseAlarms: 0.05 }
const count = 1000

interface Quality { precision: number, recall: number, falseAlarms: number }

/** Scores a detector on `count` series with shifts and as many without. */
function quality (seed: string, kind: Kind): Quality {
  let hits = 0; let found = 0; let shifts = 0; let alarms = 0
  for (let i = 0; i < count; i++) {
    const { values, shifts: truth } = history(stream(seed, 'shifting', kind.name, i), kind, true)
    const positions = changePoints(values)
    hits += matches(positions, truth)
    found += positions.length
    shifts += truth.length
    if (changePoints(history(stream(seed, 'steady', kind.name, i), kind, false).values).length > 0) alarms++
  }
  return { precision: hits / found, recall: hits / shifts, falseAlarms: alarms / count }
}

/** A long history with one shift, for timing. */
const longHistory = (random: Random): number[] => Array.from({ length: 1000 }, (_, i) => {
  const slow = random.chance(0.02) ? random.between(1.3, 3) : 1
  return Math.round((i < 600 ? 1000 : 1200) * random.logNormal(1, 0.05) * slow)
})

/** Share of verdicts, run by run after a regression of `size` standard deviations, that flag the run (of them as a new regime). */
function afterRelease (seed: string, before: number, size: number, trials = 200): string {
  const flagged = new Array<number>(8).fill(0)
  const asRegime = new Array<number>(8).fill(0)
  for (let trial = 0; trial < trials; trial++) {
    const random = stream(seed, 'release', before, size, trial)
    const jitter = 0.05
    const runs = Array.from({ length: before + 8 }, (_, i) => ({
      jobId: String(i), at: i, value: Math.round(2000 * Math.exp(i < before ? 0 : size * jitter) * random.logNormal(1, jitter))
    }))
    for (let k = 0; k < 8; k++) {
      const { outlier } = assess(runs, before + k)!
      if (outlier !== null) flagged[k]!++
      if (outlier === 'later regime') asRegime[k]!++
    }
  }
  return flagged.map((n, k) => `${percent(n / trials)} (${percent(asRegime[k]! / trials)})`).join('  ')
}

/** Least, median and greatest wall time of `repeat` calls after ten warm ones, and their processor time (which a busy machine leaves alone). */
function timing (task: () => void, repeat: number): string {
  for (let i = 0; i < 10; i++) task()
  const used = process.cpuUsage()
  const times = Array.from({ length: repeat }, () => {
    const from = monotonicNow()
    task()
    return monotonicNow() - from
  }).sort((a, b) => a - b)
  const { user, system } = process.cpuUsage(used)
  return `processor ${((user + system) / 1000 / repeat).toFixed(2)} ms; wall least ${times[0]!.toFixed(2)} ms, median ${times[repeat >> 1]!.toFixed(2)} ms, greatest ${times.at(-1)!.toFixed(2)} ms`
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const seeds = named.length > 0 ? named : ['1', '2', '3']

function report (title: string, { precision, recall, falseAlarms }: Quality): void {
  const good = precision >= required.precision && recall >= required.recall && falseAlarms <= required.falseAlarms
  if (!good) process.exitCode = 1
  console.log(`${title}: precision ${precision.toFixed(4)}  recall ${recall.toFixed(4)}  false alarms ${falseAlarms.toFixed(4)}  ` +
    (good ? 'ok' : 'MISSED'))
}

for (const seed of seeds) {
  for (const kind of kinds) report(`seed ${seed}, ${kind.name}`, quality(seed, kind))
}

if (process.argv.includes('--simulated')) {
  const { simulatedQuality } = await import('./simulated.js')
  const figures = simulatedQuality(seeds[0]!, 100, changePoints)
  report(`simulated page loads, ${figures.shifts} shifted and ${figures.steady} steady series`, figures)
}

console.log('\nflagged in the 1st … 8th run after a regression (as a new regime), no slow outliers before it:')
for (const before of [15, 30, 60]) {
  for (const size of [2, 4, 6]) console.log(`${before} runs, ${size} σ: ${afterRelease(seeds[0]!, before, size)}`)
}

const random = stream(seeds[0]!, 'speed')
const metrics = Array.from({ length: 50 }, () => longHistory(random))
console.log(`\n1,000 runs: ${timing(() => { changePoints(metrics[0]!) }, 200)}`)
console.log(`1,000 runs × 50 metrics: ${timing(() => { for (const values of metrics) changePoints(values) }, 30)}`)
