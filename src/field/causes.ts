/** What an app's releases do to its customers' metrics: causes in words, and their joint effect. */
import { findMetric, metricKey } from './metrics.js'

/**
 * A cause: one thing that a release changes for an app's customers. `factor` multiplies the metric of that key, and
 * null takes back all earlier changes to it.
 */
export interface FieldCause { readonly metric: string, readonly factor: number | null }

/** A subject, then a factor, or a sign and percent, or the words that take everything back. */
const amounts = /^(.+?)\s*(?:[×x*]\s*(\d+(?:\.\d+)?)|([+−-])\s*(\d+(?:\.\d+)?)\s*%|fixed|back to normal)$/u

/** A subject stands for one metric or several. */
const subjects: ReadonlyArray<readonly [RegExp, readonly string[]]> = [
  [/^(?:cold |app )?(?:launch|start)(?:es|s)?(?: time)?$/, ['LAUNCH.launchTime']],
  [/^hangs?(?: rate| time)?$/, ['HANG.hangRate']],
  [/^memory(?: use| usage)?$/, ['MEMORY.peakMemory', 'MEMORY.memoryAtSuspension']],
  [/^peak memory$/, ['MEMORY.peakMemory']],
  [/^memory at suspension$/, ['MEMORY.memoryAtSuspension']],
  [/^disk(?: writes?)?$/, ['DISK.diskWrites']],
  [/^battery(?: use| usage)?$/, ['BATTERY.batteryUsage', 'BATTERY.onScreen', 'BATTERY.background']],
  [/^on-?screen battery(?: use| usage)?$/, ['BATTERY.onScreen', 'BATTERY.batteryUsage']],
  [/^background battery(?: use| usage)?$/, ['BATTERY.background']],
  [/^terminations?$/, ['TERMINATION.onScreen', 'TERMINATION.background']],
  [/^foreground terminations?$|^on-?screen terminations?$/, ['TERMINATION.onScreen']],
  [/^background terminations?$/, ['TERMINATION.background']],
  [/^(?:scroll )?hitch(?:es)?(?: rate)?$|^scrolling$/, ['ANIMATION.scrollHitchRate']],
  [/^documents(?: and | & )data$|^storage$/, ['STORAGE.documentsAndData']],
  [/^app size$/, ['STORAGE.appSize']]
]

function metricsOf (subject: string): readonly string[] {
  const known = subjects.find(([pattern]) => pattern.test(subject.toLowerCase().replace(/\s+/g, ' ')))?.[1]
  if (known !== undefined) return known
  const metric = findMetric(subject)
  return metric === undefined ? [] : [metricKey(metric)]
}

/**
 * Reads a cause in words: a subject (`cold launch`, `hangs`, `memory`, `disk writes`, `battery`, `terminations`,
 * `hitches`, `storage`, `app size`, or a metric's identifier) and `+22 %`, `-10 %`, `×1.8` or `fixed`. Empty when the
 * words are not about such a metric: a release may carry other causes too.
 */
export function parseFieldCause (text: string): FieldCause[] {
  const [, subject, times, sign, percent] = amounts.exec(text.trim()) ?? []
  if (subject === undefined) return []
  const factor = factorOf(times, sign, percent)
  return metricsOf(subject).map((metric) => ({ metric, factor }))
}

function factorOf (times: string | undefined, sign: string | undefined, percent: string | undefined): number | null {
  if (times !== undefined) return Number(times)
  if (percent === undefined) return null
  const part = Number(percent) / 100
  return sign === '+' ? 1 + part : Math.max(0.01, 1 - part)
}

/**
 * The effect of releases, oldest first: by metric key, the factor by which it differs from how it was before the first
 * of them. A metric that they left alone, or that was repaired since, is not in it.
 */
export function jointEffect (releases: ReadonlyArray<readonly FieldCause[]>): ReadonlyMap<string, number> {
  const effect = new Map<string, number>()
  for (const { metric, factor } of releases.flat()) {
    if (factor === null) effect.delete(metric)
    else effect.set(metric, (effect.get(metric) ?? 1) * factor)
  }
  return effect
}
