/** Where an app hangs, writes and starts slowly: signatures with weights that follow from its metrics. */
import { stream } from '../kernel/random.js'
import { culprits, type Culprit, type SignatureType } from './culprits.js'
import { deviceModel } from './devices.js'
import { zOf } from './distribution.js'
import { diskWrites, hangRate, launchTime, metricKey, type FieldMetric } from './metrics.js'
import type { FieldApp, FieldVersion, MeasuredVersion } from './population.js'

const metricOf: Record<SignatureType, FieldMetric> = { HANGS: hangRate, DISK_WRITES: diskWrites, LAUNCHES: launchTime }

/** What the metric behind a kind of signature is, for its usage thresholds. */
export const signatureMetric = (type: SignatureType): FieldMetric => metricOf[type]

export interface WeighedCulprit { readonly culprit: Culprit, readonly weight: number }

/** The family that most of an app's devices belong to. */
export function mainFamily (app: FieldApp): string {
  let ipads = 0
  for (const { model, share } of app.devices) if (deviceModel(model).family === 'all_ipads') ipads += share
  return ipads > 0.5 ? 'all_ipads' : 'all_iphones'
}

/**
 * The places that cause what a version's metric shows, heaviest first. An app keeps its places from version to version;
 * the worse the metric, the heavier the first of them, whose weight takes all of the increase. Weights are shares of
 * all that happened, of which a part has no common place: they add up to less than 1.
 */
export function weighCulprits (
  app: FieldApp,
  version: FieldVersion,
  values: MeasuredVersion,
  type: SignatureType
): WeighedCulprit[] {
  const metric = signatureMetric(type)
  const top = values.get(metricKey(metric))?.devices.get(mainFamily(app))?.[90]
  if (top === undefined) return []
  const usualTop = (app.medians[metricKey(metric)] ?? metric.median) * Math.exp(zOf[90] * metric.spread)
  const badness = top / usualTop
  const raw = placesOf(app, type).map((culprit, index) => {
    const noise = stream(app.seed, 'culprit', app.name, version.version, culprit.symbol).logNormal(1, 0.03)
    const usual = 0.42 * 0.52 ** index * noise
    return { culprit, weight: index === 0 ? heaviest(usual, badness) : usual }
  })
  const all = raw.reduce((sum, { weight }) => sum + weight, 0) + 0.2
  return raw
    .map(({ culprit, weight }) => ({ culprit, weight: Math.floor(weight / all * 100) / 100 }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
}

/** An app's places for a kind of signature, in an order of its own. */
function placesOf (app: FieldApp, type: SignatureType): Culprit[] {
  const order = stream(app.seed, 'culprits', app.name, type)
  return culprits[type]
    .map((culprit) => ({ culprit, rank: order.float() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ culprit }) => culprit)
}

/** `badness`: how many times the usual value the metric is. */
const heaviest = (usual: number, badness: number): number => badness >= 1 ? usual + badness - 1 : usual * badness

/** What a weight was in an earlier version. */
export interface EarlierWeight { readonly version: string, readonly value: number }

export interface Trend {
  readonly direction: 'UP' | 'DOWN' | 'UNDEFINED'
  readonly referenceVersions: readonly EarlierWeight[]
}

/**
 * Whether a weight rose or fell against its mean in earlier versions, by a tenth and two points at least; undefined
 * without any.
 */
export function trendOf (weight: number, before: readonly EarlierWeight[]): Trend | undefined {
  if (before.length === 0) return undefined
  const mean = before.reduce((sum, { value }) => sum + value, 0) / before.length
  return { direction: directionOf(weight, mean), referenceVersions: before }
}

function directionOf (weight: number, mean: number): Trend['direction'] {
  if (Math.abs(weight - mean) < Math.max(0.02, mean * 0.1)) return 'UNDEFINED'
  return weight > mean ? 'UP' : 'DOWN'
}
