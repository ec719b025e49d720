/** How wide what an element holds is if nothing limits it. */
import type { Style } from '../css/element-style.js'
import { isElement, isText, type DomElement } from '../nodes.js'
import { boxModel } from './box-model.js'
import { Lines } from './inline.js'
import type { LayoutRun } from './run.js'
import { tableWidth } from './table.js'

/** As wide as anything is, px: what such widths are measured in. */
export const endless = 1_000_000

/** The widest line, or the widest block, of what an element holds. */
export function contentWidth (run: LayoutRun, element: DomElement, style: Style): number {
  const display = style.get('display')
  if (display.endsWith('table')) return tableWidth(run, element, style)
  const inRow = display.endsWith('flex') && !style.get('flex-direction').startsWith('column')
  let widest = 0
  let row = 0
  let lines: Lines | undefined
  const endLines = (): void => {
    lines?.end()
    widest = Math.max(widest, lines?.widest ?? 0)
    lines = undefined
  }
  for (let at = element.firstChild; at !== null; at = at.nextSibling) {
    const child = isElement(at) ? at : undefined
    if (child === undefined ? !isText(at) || inRow : !takesPart(run, child)) continue
    if (child !== undefined && (inRow || !run.styleOf(child).get('display').startsWith('inline'))) {
      endLines()
      const { margin } = boxModel(run, run.styleOf(child), 0)
      const width = run.preferred(child) + margin.left + margin.right
      row += width
      widest = Math.max(widest, inRow ? row : width)
    } else {
      lines ??= new Lines(run, style, { x: 0, y: 0, width: endless })
      lines.add(at, [], element)
    }
  }
  endLines()
  return widest
}

const takesPart = (run: LayoutRun, element: DomElement): boolean =>
  run.isShown(element) && !/^(?:absolute|fixed)$/.test(run.styleOf(element).get('position'))
