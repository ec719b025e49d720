/** Which metrics of a page load can be pinned by one number each, and which numbers they can be. */
import { PinsSchema, type Pins } from './pins.schema.js'

const { metrics: ofMetrics, diagnostics: ofDiagnostics } = PinsSchema.properties

/** What a metric can be: how many decimals it has, its bounds, and where its pin stands. */
interface Pinnable {
  readonly section: 'metrics' | 'diagnostics' | 'score'
  readonly decimals: number
  readonly most: number
}

/** Layout shift has no unit and is small. */
const shiftDecimals = 4

type Bounded = Readonly<Record<string, { readonly type: string, readonly maximum?: number }>>

function fieldsOf (section: 'metrics' | 'diagnostics', fields: Bounded): Array<[string, Pinnable]> {
  return Object.entries(fields).map(([name, { maximum = Number.MAX_SAFE_INTEGER }]) => {
    const decimals = name === 'cumulativeLayoutShift' ? shiftDecimals : 0
    return [name, { section, decimals, most: maximum }]
  })
}

const pinnables = new Map<string, Pinnable>([
  ['score', { section: 'score', decimals: 2, most: 1 }],
  ...fieldsOf('metrics', ofMetrics.properties),
  ...fieldsOf('diagnostics', ofDiagnostics.properties)
])

/** The names of all metrics that a number can pin. */
export const pinnableNames: readonly string[] = [...pinnables.keys()]

/** The value nearest to a number that a metric can have: whole where it counts or is in ms. */
export function nearestValue (name: string, value: number): number {
  const { decimals = 0, most = Infinity } = pinnables.get(name) ?? {}
  return Math.min(most, Number(value.toFixed(decimals)))
}

/** Whether a metric can have that very value. */
export function canBe (name: string, value: number): boolean {
  const found = pinnables.get(name)
  if (found === undefined || !Number.isFinite(value) || value < 0 || value > found.most) return false
  if (name === 'throughput') return value > 0
  return found.decimals > 0 || Number.isInteger(value)
}

/** The most a metric can be, in its unit: what more would be laid out without end. */
export const mostOf = (name: string): number => pinnables.get(name)?.most ?? Infinity

/** The pins of one page load that say these values. */
export function pinsOf (values: Iterable<readonly [name: string, value: number]>): Pins {
  const metrics: Record<string, number> = {}
  const diagnostics: Record<string, number> = {}
  let score: number | undefined
  for (const [name, value] of values) {
    const section = pinnables.get(name)?.section
    if (section === 'score') score = value
    if (section === 'metrics') metrics[name] = value
    if (section === 'diagnostics') diagnostics[name] = value
  }
  return {
    ...(score === undefined ? {} : { score }),
    ...(Object.keys(metrics).length === 0 ? {} : { metrics }),
    ...(Object.keys(diagnostics).length === 0 ? {} : { diagnostics })
  }
}

/** What pins say of a metric; undefined if nothing. */
export function pinnedValue ({ score, metrics = {}, diagnostics = {} }: Pins, name: string): number | undefined {
  if (name === 'score') return score
  return new Map<string, number>(Object.entries({ ...metrics, ...diagnostics })).get(name)
}

/** The pins with another value of a metric. */
export const withPin = (pins: Pins, name: string, value: number): Pins => {
  const one = pinsOf([[name, value]])
  return {
    ...pins,
    ...one,
    metrics: { ...pins.metrics, ...one.metrics },
    diagnostics: { ...pins.diagnostics, ...one.diagnostics }
  }
}
