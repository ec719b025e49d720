/** Margins, borders, paddings and declared sizes of an element, in px. */
import { pixels } from '../css/lengths.js'
import type { Style } from '../css/element-style.js'
import type { LayoutRun } from './run.js'

export interface Edges { readonly top: number, readonly right: number, readonly bottom: number, readonly left: number }

export interface BoxModel {
  readonly margin: Edges
  /** Which sides' margins take what room is left. */
  readonly auto: { readonly left: boolean, readonly right: boolean }
  /** Border and padding together. */
  readonly frame: Edges
}

type Read = (name: string) => number

const edges = (read: Read): Edges =>
  ({ top: read('top'), right: read('right'), bottom: read('bottom'), left: read('left') })

const models = new WeakMap<Style, { readonly width: number, readonly model: BoxModel }>()

/** The edges of an element in a room of so many px; the last answer is kept, for it is asked for again and again. */
export function boxModel (run: LayoutRun, style: Style, width: number): BoxModel {
  const known = models.get(style)
  if (known?.width === width) return known.model
  const model = modelOf(run, style, width)
  models.set(style, { width, model })
  return model
}

function modelOf (run: LayoutRun, style: Style, width: number): BoxModel {
  const measures = run.measuresOf(style)
  const length = (name: string): number => pixels(style.get(name), width, measures) ?? 0
  return {
    margin: edges((side) => length(`margin-${side}`)),
    auto: { left: style.get('margin-left') === 'auto', right: style.get('margin-right') === 'auto' },
    frame: edges((side) => Math.max(0, length(`padding-${side}`)) + length(`border-${side}-width`))
  }
}

/** A declared size of the border box, px; undefined if it is left to the contents. */
export function declaredSize (
  run: LayoutRun, style: Style, name: string, whole: number | undefined, frame: number
): number | undefined {
  const said = style.get(name)
  if (whole === undefined && said.includes('%')) return undefined
  const value = pixels(said, whole ?? 0, run.measuresOf(style))
  if (value === undefined || value < 0) return undefined
  return style.get('box-sizing') === 'border-box' ? Math.max(value, frame) : value + frame
}

/** A size between the declared least and most. */
export function limited (
  run: LayoutRun, style: Style, side: 'width' | 'height', size: number, whole: number | undefined, frame: number
): number {
  const most = declaredSize(run, style, `max-${side}`, whole, frame) ?? Infinity
  const least = declaredSize(run, style, `min-${side}`, whole, frame) ?? 0
  return Math.max(least, Math.min(most, size))
}
