import type { Scale } from './scale.js'

/** How big a chart is, px. */
export interface Box { readonly width: number, readonly height: number }

/** Where the parts of a chart are, px, whose things (runs, versions) stand beside each other by their index. */
export interface PlotOf<Mark> {
  readonly x: (index: number) => number
  readonly y: Scale
  readonly left: number
  readonly right: number
  /** Where the things begin and end; names stand above and below. */
  readonly top: number
  readonly bottom: number
  /** The releases. */
  readonly marks: readonly Mark[]
  /** The thing nearest to a place. */
  readonly nearest: (place: number) => number
}
