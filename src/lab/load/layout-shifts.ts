import type { Random } from '../../kernel/random.js'
import { micro } from '../precision.js'
import type { LayoutShift } from '../timeline.js'
import type { Painted } from './paints.js'

const sum = (parts: readonly number[]): number => parts.reduce((whole, part) => whole + part, 0)

/** Splits the page's expected shift over the first moments after first paint (`first`) at which content came in. */
export function layoutShifts (
  expected: number, painted: readonly Painted[], first: number, random: Random, noise: number
): LayoutShift[] {
  const factor = Math.exp(random.normal(0, 0.12 * noise))
  const parts = [random.between(0.5, 1), random.between(0.2, 0.8), random.between(0.1, 0.5)]
  if (expected <= 0) return []
  const late = new Set(painted.map(({ paintedAt }) => paintedAt).filter((time) => time > first))
  const moments = late.size > 0 ? [...late].slice(0, parts.length) : [micro(first + 20)]
  const whole = sum(parts.slice(0, moments.length))
  return parts.flatMap((part, index) => {
    const time = moments[index]
    const score = Number((expected * factor * part / whole).toFixed(6))
    return time === undefined ? [] : [{ time: micro(time + 1), score }]
  }).filter(({ score }) => score > 0)
}
