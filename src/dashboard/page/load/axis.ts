import { axisOf } from './moments.js'
import type { PageLoad } from './page-load.js'

/** A time axis that one or two page loads share, ms. */
export interface Axis { readonly from: number, readonly to: number, readonly ticks: readonly number[] }

/** Where a load stands on an axis: `zero` is the moment of the load, ms since navigation start, at the axis' 0. */
export interface Placed { readonly load: PageLoad, readonly axis: Axis, readonly zero: number }

/** Where a moment of the load stands, from 0 (left) to 1. */
export const shareOf = ({ axis: { from, to }, zero }: Omit<Placed, 'load'>, at: number): number =>
  (at - zero - from) / (to - from)

/** The moment of the load at a place, ms since navigation start. */
export const momentAt = ({ axis: { from, to }, zero }: Omit<Placed, 'load'>, share: number): number =>
  from + share * (to - from) + zero

export const percent = (share: number): string => `${(share * 100).toFixed(3)}%`

export const ownAxis = (load: PageLoad): Axis => ({ from: 0, ...axisOf([load.end]) })

const firstByte = ({ marks }: PageLoad): number => marks.find(({ id }) => id === 'ttfb')?.at ?? 0

export type Alignment = 'navigation' | 'ttfb'

/** Puts page loads onto one axis, all beginning at its left, or all with their first byte at 0. */
export function together (loads: readonly PageLoad[], alignment: Alignment): Placed[] {
  const zeros = loads.map((load) => alignment === 'ttfb' ? firstByte(load) : 0)
  const from = Math.min(0, ...zeros.map((zero) => -zero))
  const ends = loads.map(({ end }, index) => end - (zeros[index] ?? 0))
  const axis = { from, ...axisOf(ends, from) }
  return loads.map((load, index) => ({ load, axis, zero: zeros[index] ?? 0 }))
}
