import type { Timeline } from '../timeline.js'

/** How long a browser takes for a page, ms: until it is loaded, or until the browser shows its own page instead. */
export const visitTime = ({ error, load, paints }: Timeline): number =>
  error === null ? load : Math.max(load, Math.ceil(paints.firstPaint))
