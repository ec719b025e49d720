/**
 * The power and performance metrics that customers' devices report: identifiers, units, and how their values spread.
 * Identifiers and units are those of Apple's two samples and of consumers of the API, except where `guessed` says so.
 */
export const metricCategories = [
  'HANG', 'LAUNCH', 'MEMORY', 'DISK', 'BATTERY', 'TERMINATION', 'ANIMATION', 'STORAGE'
] as const
export type MetricCategory = typeof metricCategories[number]

/** A bucket of values; the worst one has no upper bound. */
export interface GoalKey {
  readonly goalKey: 'good' | 'fair' | 'poor'
  readonly lowerBound: number
  readonly upperBound?: number
}

export interface FieldMetric {
  readonly category: MetricCategory
  /** The identifier on the wire; unique only within its category (BATTERY and TERMINATION both have onScreen). */
  readonly id: string
  readonly name: string
  readonly unit: { readonly identifier: string, readonly displayName: string }
  /** What half of the customers of an ordinary app stay below, on a device of speed 1. */
  readonly median: number
  /** The standard deviation of the logarithm among customers with the same device. */
  readonly spread: number
  /** How a slower device changes the median: the exponent of its slowness. 0: not at all. */
  readonly slowness: number
  readonly decimals: number
  /** Reports a day below which nothing is shown for a device. */
  readonly minimum: number
  /** Reports a day below which an error margin is shown. */
  readonly certain: number
  readonly goalKeys?: readonly GoalKey[]
  /** Values that similar apps stay below, typical and top; where missing, a goal comes from the app's own past. */
  readonly similar?: readonly [typical: number, top: number]
  /** What the value is made of, with usual shares in percent. */
  readonly parts?: ReadonlyArray<readonly [label: string, share: number]>
  /** The identifier, the unit or the breakdown is not publicly known. */
  readonly guessed?: true
}

const megabytes = { identifier: 'megaBytes', displayName: 'MB' }
const percentOfDay = { identifier: 'percentage', displayName: '%' }
const perDay = { identifier: 'terminationsPerDay', displayName: 'per day' }

const batteryParts = [
  ['Processing', 34], ['Networking', 27], ['Display', 21], ['Location', 7], ['Audio', 6], ['Camera', 3], ['Other', 2]
] as const
const backgroundParts = [
  ['Networking', 41], ['Processing', 33], ['Location', 15], ['Audio', 8], ['Other', 3]
] as const
const terminationParts = [
  ['Memory Limit', 38], ['Crash', 31], ['Watchdog', 16], ['CPU Limit', 9], ['Other', 6]
] as const
const backgroundReasons = [
  ['Memory Pressure', 52], ['Task Timeout', 21], ['CPU Limit', 13], ['File Lock', 9], ['Other', 5]
] as const

// Values lie in the ranges of Apple's samples and articles.

export const hangRate: FieldMetric = {
  category: 'HANG', id: 'hangRate', name: 'Hang Rate',
  unit: { identifier: 'hangTime', displayName: 'seconds/hour' },
  median: 0.9, spread: 1.25, slowness: 1.1, decimals: 2,
  minimum: 120, certain: 600, similar: [1, 6]
}

export const launchTime: FieldMetric = {
  category: 'LAUNCH', id: 'launchTime', name: 'Launch Time',
  unit: { identifier: 'milliseconds', displayName: 'ms' },
  median: 780, spread: 0.42, slowness: 1, decimals: 1,
  minimum: 80, certain: 400, similar: [1000, 2000]
}

const peakMemory: FieldMetric = {
  category: 'MEMORY', id: 'peakMemory', name: 'Peak Memory', unit: megabytes,
  median: 215, spread: 0.33, slowness: -0.25, decimals: 1,
  minimum: 80, certain: 400
}

const memoryAtSuspension: FieldMetric = {
  category: 'MEMORY', id: 'memoryAtSuspension', name: 'Memory at Suspension', unit: megabytes,
  median: 84, spread: 0.4, slowness: -0.2, decimals: 1,
  minimum: 80, certain: 400
}

export const diskWrites: FieldMetric = {
  category: 'DISK', id: 'diskWrites', name: 'Disk Writes', unit: megabytes,
  median: 34, spread: 0.95, slowness: 0, decimals: 1,
  minimum: 100, certain: 500, similar: [60, 240]
}

const batteryUsage: FieldMetric = {
  category: 'BATTERY', id: 'batteryUsage', name: 'Battery Usage', unit: percentOfDay,
  median: 1.6, spread: 0.75, slowness: 0.25, decimals: 2,
  minimum: 150, certain: 700, guessed: true
}

const onScreenBattery: FieldMetric = {
  category: 'BATTERY', id: 'onScreen', name: 'On-Screen Battery Usage', unit: percentOfDay,
  median: 1.35, spread: 0.75, slowness: 0.25, decimals: 2,
  minimum: 150, certain: 700, similar: [2, 6], parts: batteryParts, guessed: true
}

const backgroundBattery: FieldMetric = {
  category: 'BATTERY', id: 'background', name: 'Background Battery Usage', unit: percentOfDay,
  median: 0.2, spread: 0.9, slowness: 0.2, decimals: 3,
  minimum: 150, certain: 700, parts: backgroundParts, guessed: true
}

const onScreenTerminations: FieldMetric = {
  category: 'TERMINATION', id: 'onScreen', name: 'On-Screen Terminations', unit: perDay,
  median: 0.05, spread: 1, slowness: 0.4, decimals: 3,
  minimum: 200, certain: 900, parts: terminationParts, guessed: true
}

const backgroundTerminations: FieldMetric = {
  category: 'TERMINATION', id: 'background', name: 'Background Terminations', unit: perDay,
  median: 0.6, spread: 0.7, slowness: 0.5, decimals: 3,
  minimum: 200, certain: 900, parts: backgroundReasons, guessed: true
}

const scrollHitchRate: FieldMetric = {
  category: 'ANIMATION', id: 'scrollHitchRate', name: 'Scroll Hitch Rate',
  unit: { identifier: 'scrollHitchRate', displayName: '%' },
  median: 4.1, spread: 0.85, slowness: 1.1, decimals: 1,
  minimum: 80, certain: 400,
  // Apple's sample, and the article on analyzing responsiveness issues: good below 5 ms/s, poor from 10.
  goalKeys: [
    { goalKey: 'poor', lowerBound: 10 },
    { upperBound: 10, goalKey: 'fair', lowerBound: 5 },
    { upperBound: 5, goalKey: 'good', lowerBound: 0 }
  ]
}

const documentsAndData: FieldMetric = {
  category: 'STORAGE', id: 'documentsAndData', name: 'Documents & Data', unit: megabytes,
  median: 96, spread: 1.1, slowness: 0, decimals: 1,
  minimum: 80, certain: 400, similar: [150, 900], guessed: true
}

const appSize: FieldMetric = {
  category: 'STORAGE', id: 'appSize', name: 'App Size', unit: megabytes,
  median: 142, spread: 0.03, slowness: 0, decimals: 1,
  minimum: 80, certain: 400, similar: [180, 200], guessed: true
}

/** In the order of Apple's category enumeration. */
export const fieldMetrics: readonly FieldMetric[] = [
  hangRate,
  launchTime,
  peakMemory,
  memoryAtSuspension,
  diskWrites,
  batteryUsage,
  onScreenBattery,
  backgroundBattery,
  onScreenTerminations,
  backgroundTerminations,
  scrollHitchRate,
  documentsAndData,
  appSize
]

/** Names a metric among all: `TERMINATION.onScreen`. */
export const metricKey = (metric: FieldMetric): string => `${metric.category}.${metric.id}`

/** The metric of that id or key; an id that two categories have stands for the first of them. */
export const findMetric = (name: string): FieldMetric | undefined =>
  fieldMetrics.find((metric) => metric.id === name || metricKey(metric) === name)

/** Rounds to the metric's precision; a value this small still shows. */
export const roundTo = (value: number, decimals: number): number => Math.round(value * 10 ** decimals) / 10 ** decimals

/**
 * Rounds as on paper: 907.475 and 2210.075 go up, as Apple's do. A mean of decimals carries binary dust, and so does
 * its product with a power of ten: it is swept off first.
 */
export const roundHalfUp = (value: number, decimals: number): number =>
  Math.round(Number((value * 10 ** decimals).toPrecision(12))) / 10 ** decimals
