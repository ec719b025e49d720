/** A linear way from values to places, and what to write beside it. */
export interface Scale {
  (value: number): number
  /** The value at a place. */
  readonly at: (place: number) => number
  readonly ticks: readonly number[]
}

const steps = [1, 2, 2.5, 5, 10]

/** A round distance between ticks, of which about `wanted` fit. */
function roundStep (span: number, wanted: number): number {
  const rough = span / Math.max(1, wanted)
  const power = 10 ** Math.floor(Math.log10(rough))
  return power * (steps.find((step) => step * power >= rough) ?? 10)
}

/** Values `from` … `to` at places `start` … `end`. Where both values are one, the place is the middle. */
export function linear (
  [from, to]: readonly [number, number], [start, end]: readonly [number, number], wanted = 5
): Scale {
  const span = to - from
  const placeOf = (value: number): number => start + (value - from) / span * (end - start)
  const place = (value: number): number => span === 0 ? (start + end) / 2 : placeOf(value)
  const value = (place: number): number => end === start ? from : from + (place - start) / (end - start) * span
  const step = span > 0 ? roundStep(span, wanted) : 1
  const first = Math.ceil(from / step) * step
  const number = span > 0 ? Math.floor((to - first) / step + 1e-9) + 1 : 1
  const tick = (_: unknown, index: number): number => Number((first + index * step).toPrecision(12))
  const ticks = Array.from({ length: Math.max(0, number) }, tick)
  return Object.assign(place, { at: value, ticks })
}

/** The least and the greatest of some values, with some room; 0 … 1 for none. */
export function extent (values: Iterable<number>, room = 0.05): [number, number] {
  let [least, most] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  if (least > most) return [0, 1]
  const margin = (most - least || Math.abs(most) || 1) * room
  return [least - margin, most + margin]
}
