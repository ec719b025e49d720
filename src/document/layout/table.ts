/** Tables: cells in columns that are as wide as their widest cell wants, if there is room. */
import { pixels } from '../css/lengths.js'
import type { Style } from '../css/element-style.js'
import { isElement, type DomElement } from '../nodes.js'
import type { LayoutRun, Room } from './run.js'

interface Row { readonly element: DomElement, readonly cells: readonly DomElement[] }
/** A row group, or null for rows that stand in none; captions come first. */
interface Parts { readonly captions: DomElement[], readonly rows: Row[], readonly groups: DomElement[] }

function partsOf (run: LayoutRun, table: DomElement): Parts {
  const parts: Parts = { captions: [], rows: [], groups: [] }
  const walk = (element: DomElement): void => {
    for (let at = element.firstElementChild; at !== null; at = at.nextElementSibling) {
      if (!run.isShown(at)) continue
      const display = run.styleOf(at).get('display')
      if (display === 'table-caption') parts.captions.push(at)
      else if (/^table-(?:header|footer|row)-group$/.test(display)) {
        parts.groups.push(at)
        walk(at)
      } else if (display === 'table-row') parts.rows.push({ element: at, cells: cellsOf(run, at) })
      else if (!display.startsWith('table-column')) parts.rows.push({ element: at, cells: [] })
    }
  }
  walk(table)
  return parts
}

const cellsOf = (run: LayoutRun, row: DomElement): DomElement[] => {
  const cells: DomElement[] = []
  for (let at = row.firstElementChild; at !== null; at = at.nextElementSibling) if (run.isShown(at)) cells.push(at)
  return cells
}

const spanOf = (cell: DomElement): number =>
  Math.min(50, Math.max(1, Number.parseInt(cell.getAttribute('colspan') ?? '1', 10) || 1))

/** The widths that columns would take. */
function wanted (run: LayoutRun, rows: readonly Row[], room: number): number[] {
  const widths: number[] = []
  for (const { cells } of rows) {
    let column = 0
    for (const cell of cells) {
      const span = spanOf(cell)
      const style = run.styleOf(cell)
      const said = pixels(style.get('width'), room, run.measuresOf(style))
      const width = (said ?? run.preferred(cell)) / span
      for (let i = 0; i < span; i++, column++) widths[column] = Math.max(widths[column] ?? 0, width)
    }
  }
  return Array.from(widths, (width) => width ?? 0)
}

const spacingOf = (run: LayoutRun, style: Style): number => style.get('border-collapse') === 'collapse'
  ? 0
  : pixels(style.get('border-spacing').split(' ')[0] ?? '0', 0, run.measuresOf(style)) ?? 0

/** The width that a table's contents take if nothing limits it. */
export function tableWidth (run: LayoutRun, table: DomElement, style: Style): number {
  const columns = wanted(run, partsOf(run, table).rows, 0)
  return columns.reduce((sum, width) => sum + width, 0) + spacingOf(run, style) * (columns.length + 1)
}

/** The contents of a table; how high they are. */
export function table (run: LayoutRun, element: DomElement, style: Style, room: Room): number {
  const { captions, rows, groups } = partsOf(run, element)
  const spacing = spacingOf(run, style)
  const columns = wanted(run, rows, room.width)
  const free = room.width - spacing * (columns.length + 1) - columns.reduce((sum, width) => sum + width, 0)
  const total = columns.reduce((sum, width) => sum + width, 0)
  const widths = columns.map((width) => Math.max(1, width + free * (total === 0 ? 1 / columns.length : width / total)))
  let y = room.y
  for (const caption of captions) y += run.block(caption, { ...room, y }).height
  const spans = new Map<DomElement, { readonly top: number, bottom: number }>()
  for (const row of rows) {
    y += spacing
    const height = layRow(run, row, { x: room.x + spacing, y, width: room.width - 2 * spacing }, widths, spacing)
    const group = row.element.parentNode
    if (isElement(group) && group !== element) {
      const known = spans.get(group)
      spans.set(group, { top: known?.top ?? y, bottom: y + height })
    }
    y += height
  }
  for (const group of groups) {
    const { top, bottom } = spans.get(group) ?? { top: y, bottom: y }
    run.put(group, { x: room.x + spacing, y: top, width: room.width - 2 * spacing, height: bottom - top })
  }
  return y + (rows.length > 0 ? spacing : 0) - room.y
}

function layRow (
  run: LayoutRun, { element, cells }: Row, room: Room, widths: readonly number[], spacing: number
): number {
  if (cells.length === 0) return run.block(element, room).height
  let x = room.x
  let column = 0
  const rects = cells.map((cell) => {
    const span = spanOf(cell)
    const width = widths.slice(column, column + span).reduce((sum, each) => sum + each, spacing * (span - 1))
    column += span
    const rect = run.block(cell, { x, y: room.y, width }, width)
    x += width + spacing
    return rect
  })
  const style = run.styleOf(element)
  const least = pixels(style.get('height'), 0, run.measuresOf(style)) ?? 0
  const height = rects.reduce((most, rect) => Math.max(most, rect.height), least)
  for (const [index, cell] of cells.entries()) {
    const rect = rects[index]
    if (rect === undefined) continue
    run.put(cell, { ...rect, height })
  }
  run.put(element, { x: room.x, y: room.y, width: room.width, height })
  return height
}
