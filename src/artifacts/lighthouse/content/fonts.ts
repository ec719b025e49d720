/** How the page's style sheets say that text waits for its fonts. */
import { stream } from '../../../kernel/random.js'
import type { Timeline } from '../../../lab/timeline.js'

/** Text does wait (see lab/load/paints.ts): either the site asked for it, or it said nothing. */
export type FontDisplay = 'block' | 'auto'

export const fontDisplayOf = ({ url }: Pick<Timeline, 'url'>): FontDisplay =>
  stream('font-display', new URL(url).origin).chance(0.5) ? 'block' : 'auto'
