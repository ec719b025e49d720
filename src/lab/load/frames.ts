/** When a screen shows what has changed. */
import { micro } from '../precision.js'

/** Chrome shows sixty frames a second, ms. */
export const frameInterval = 1000 / 60

/** Paints are told by the microsecond: a moment that was rounded up is still in its frame. */
const rounding = 0.001

/** The first frame at or after a moment, ms; `phase` is one at which a frame is shown. */
export const frameAfter = (moment: number, phase: number): number =>
  micro(phase + Math.ceil((moment - phase - rounding) / frameInterval) * frameInterval)
