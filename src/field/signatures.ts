/** Where an app hangs, writes and starts slowly: signatures with weights that follow from its metrics. */
import { stream } from '../kernel/random.js'
import type { FieldApp, FieldVersion, MeasuredVersion } from './population.js'
import { zOf } from './distribution.js'
import { deviceModel } from './devices.js'
import { findMetric, metricKey } from './metrics.js'

export type SignatureType = 'DISK_WRITES' | 'HANGS' | 'LAUNCHES'

/** A place in an app's code. `leaf`: what it does there, a key of the leaves in field-frames.ts. */
export interface Culprit { readonly symbol: string, readonly offset: number, readonly file: string, readonly line: number, readonly leaf: string }

const culprits: Record<SignatureType, readonly Culprit[]> = {
  HANGS: [
    { symbol: 'ThumbnailCache.decode(_:)', offset: 148, file: 'ThumbnailCache.swift', line: 88, leaf: 'decode' },
    { symbol: 'CatalogModel.applyChanges(_:)', offset: 276, file: 'CatalogModel.swift', line: 214, leaf: 'layout' },
    { symbol: '-[OrderStore fetchOrdersSynchronously]', offset: 412, file: 'OrderStore.m', line: 371, leaf: 'query' },
    { symbol: 'FeedParser.parse(_:)', offset: 620, file: 'FeedParser.swift', line: 57, leaf: 'parse' },
    { symbol: 'closure #1 in SessionStore.restore()', offset: 92, file: 'SessionStore.swift', line: 129, leaf: 'read' },
    { symbol: '-[MapOverlayView drawRect:]', offset: 1004, file: 'MapOverlayView.m', line: 640, leaf: 'decode' }
  ],
  DISK_WRITES: [
    { symbol: '-[SearchIndex rebuildWithItems:]', offset: 23, file: 'SearchIndex.m', line: 1369, leaf: 'spill' },
    { symbol: 'ThumbnailCache.store(_:forKey:)', offset: 316, file: 'ThumbnailCache.swift', line: 142, leaf: 'write' },
    { symbol: '-[EventLog appendEvent:]', offset: 100, file: 'EventLog.m', line: 73, leaf: 'write' },
    { symbol: 'OfflineStore.save()', offset: 204, file: 'OfflineStore.swift', line: 391, leaf: 'commit' }
  ],
  LAUNCHES: [
    { symbol: 'FeatureFlags.loadDefaults()', offset: 132, file: 'FeatureFlags.swift', line: 41, leaf: 'read' },
    { symbol: '-[AnalyticsClient start]', offset: 176, file: 'AnalyticsClient.m', line: 95, leaf: 'wait' },
    { symbol: 'static Theme.registerFonts()', offset: 240, file: 'Theme.swift', line: 33, leaf: 'decode' },
    { symbol: 'OfflineStore.migrate()', offset: 388, file: 'OfflineStore.swift', line: 208, leaf: 'query' }
  ]
}

const metricOf: Record<SignatureType, string> = { HANGS: 'HANG.hangRate', DISK_WRITES: 'DISK.diskWrites', LAUNCHES: 'LAUNCH.launchTime' }
export const signatureTypes = Object.keys(metricOf) as SignatureType[]

export interface WeighedCulprit { readonly culprit: Culprit, readonly weight: number }

/** The family that most of an app's devices belong to. */
export const mainFamily = (app: FieldApp): string => {
  const ipads = app.devices.reduce((sum, { model, share }) => deviceModel(model).family === 'all_ipads' ? sum + share : sum, 0)
  return ipads > 0.5 ? 'all_ipads' : 'all_iphones'
}

/** What the metric behind a kind of signature is, for its usage thresholds. */
export const signatureMetric = (type: SignatureType): NonNullable<ReturnType<typeof findMetric>> => findMetric(metricOf[type])!

/**
 * The places that cause what a version's metric shows, heaviest first. An app keeps its places from version to version;
 * the worse the metric, the heavier the first of them, whose weight takes all of the increase. Weights are shares of all
 * that happened, of which a part has no common place: they add up to less than 1.
 */
export function weighCulprits (app: FieldApp, version: FieldVersion, values: MeasuredVersion, type: SignatureType): WeighedCulprit[] {
  const metric = signatureMetric(type)
  const top = values.get(metricKey(metric))?.devices.get(mainFamily(app))?.[90]
  if (top === undefined) return []
  const badness = top / ((app.medians[metricKey(metric)] ?? metric.median) * Math.exp(zOf[90] * metric.spread))
  const order = stream(app.seed, 'culprits', app.name, type)
  const places = culprits[type].map((culprit) => ({ culprit, rank: order.float() })).sort((a, b) => a.rank - b.rank)
  const raw = places.map(({ culprit }, index) => {
    const usual = 0.42 * 0.52 ** index * stream(app.seed, 'culprit', app.name, version.version, culprit.symbol).logNormal(1, 0.03)
    return index > 0 ? usual : badness >= 1 ? usual + badness - 1 : usual * badness
  })
  const all = raw.reduce((sum, weight) => sum + weight, 0) + 0.2
  return places.map(({ culprit }, index) => ({ culprit, weight: Math.floor(raw[index]! / all * 100) / 100 }))
    .filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)
}

export interface Trend { readonly direction: 'UP' | 'DOWN' | 'UNDEFINED', readonly referenceVersions: ReadonlyArray<{ readonly version: string, readonly value: number }> }

/** Whether a weight rose or fell against its mean in earlier versions, by a tenth and two points at least; undefined without any. */
export function trendOf (weight: number, before: ReadonlyArray<{ readonly version: string, readonly value: number }>): Trend | undefined {
  if (before.length === 0) return undefined
  const mean = before.reduce((sum, { value }) => sum + value, 0) / before.length
  const clear = Math.abs(weight - mean) >= Math.max(0.02, mean * 0.1)
  return { direction: !clear ? 'UNDEFINED' : weight > mean ? 'UP' : 'DOWN', referenceVersions: before }
}
