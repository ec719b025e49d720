/** Flexible boxes and grids: children beside each other in rows, or below each other. */
import { pixels } from '../css/lengths.js'
import type { Style } from '../css/element-style.js'
import { isElement, isText, type DomElement } from '../nodes.js'
import { boxModel, type Edges } from './box-model.js'
import { Lines } from './inline.js'
import type { LayoutRun, Room } from './run.js'

interface Flexible {
  readonly element: DomElement
  readonly style: Style
  readonly margin: Edges
  readonly auto: { readonly left: boolean, readonly right: boolean }
  /** The width it begins with, its border box's. */
  basis: number
}

/** The children that take part; what is placed by itself is put off, loose text becomes lines at the start. */
function childrenOf (run: LayoutRun, element: DomElement, room: Room): DomElement[] {
  const children: DomElement[] = []
  for (let at = element.firstChild; at !== null; at = at.nextSibling) {
    if (!isElement(at) || !run.isShown(at)) continue
    if (/^(?:absolute|fixed)$/.test(run.styleOf(at).get('position'))) run.postpone(at, room)
    else children.push(at)
  }
  return children.sort((a, b) => Number(run.styleOf(a).get('order')) - Number(run.styleOf(b).get('order')))
}

function looseText (run: LayoutRun, element: DomElement, style: Style, room: Room): number {
  const lines = new Lines(run, style, room)
  for (let at = element.firstChild; at !== null; at = at.nextSibling) {
    if (isText(at) && /\S/.test(at.data)) lines.add(at, [], element)
  }
  return lines.end()
}

const gapOf = (run: LayoutRun, style: Style, name: string, whole: number): number =>
  Math.max(0, pixels(style.get(name), whole, run.measuresOf(style)) ?? 0)

function flexibles (run: LayoutRun, children: readonly DomElement[], width: number): Flexible[] {
  return children.map((element) => {
    const style = run.styleOf(element)
    const { margin, auto, frame } = boxModel(run, style, width)
    const basis = pixels(style.get('flex-basis'), width, run.measuresOf(style))
    const content = style.get('width').endsWith('%')
      ? (pixels(style.get('width'), width, run.measuresOf(style)) ?? 0)
      : run.preferred(element)
    return { element, style, margin, auto, basis: basis === undefined ? content : basis + frame.left + frame.right }
  })
}

const outer = ({ basis, margin }: Flexible): number => basis + margin.left + margin.right

/** Children in rows of at most so wide, if they may wrap. */
function rowsOf (items: readonly Flexible[], width: number, gap: number, wraps: boolean): Flexible[][] {
  const rows: Flexible[][] = [[]]
  let used = 0
  for (const item of items) {
    const row = rows.at(-1) ?? []
    const more = outer(item) + (row.length > 0 ? gap : 0)
    if (wraps && row.length > 0 && used + more > width) {
      rows.push([item])
      used = outer(item)
    } else {
      row.push(item)
      used += more
    }
  }
  return rows
}

/** Gives a row's items what room is left, or takes from them what is missing. */
function flexed (row: readonly Flexible[], width: number, gap: number): void {
  const free = width - row.reduce((sum, item) => sum + outer(item), 0) - gap * Math.max(0, row.length - 1)
  const share = free > 0 ? 'flex-grow' : 'flex-shrink'
  const weights = row.map(({ style, basis }) => Number(style.get(share)) * (free > 0 ? 1 : basis) || 0)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return
  const part = free > 0 ? free * Math.min(1, total) : free
  for (const [index, item] of row.entries()) {
    item.basis = Math.max(0, item.basis + part * (weights[index] ?? 0) / total)
  }
}

/** Where a row begins, and what stands between its items. */
function spread (justify: string, free: number, count: number): { readonly before: number, readonly between: number } {
  if (free <= 0) return { before: 0, between: 0 }
  if (/center/.test(justify)) return { before: free / 2, between: 0 }
  if (/end|right/.test(justify)) return { before: free, between: 0 }
  if (justify === 'space-between' && count > 1) return { before: 0, between: free / (count - 1) }
  if (justify === 'space-around') return { before: free / count / 2, between: free / count }
  const even = justify === 'space-evenly' ? free / (count + 1) : 0
  return { before: even, between: even }
}

function layRow (run: LayoutRun, row: readonly Flexible[], style: Style, room: Room, gap: number): number {
  flexed(row, room.width, gap)
  const used = row.reduce((sum, item) => sum + outer(item), 0) + gap * Math.max(0, row.length - 1)
  const pushed = row.some(({ auto }) => auto.left || auto.right)
  const free = room.width - used
  const { before, between } = spread(pushed ? '' : style.get('justify-content'), free, row.length)
  const autos = row.reduce((sum, { auto }) => sum + Number(auto.left) + Number(auto.right), 0)
  const each = autos === 0 ? 0 : Math.max(0, free) / autos
  let x = room.x + before
  const rects = row.map(({ element, margin, auto, basis }) => {
    x += margin.left + (auto.left ? each : 0)
    const rect = run.block(element, { ...room, x, y: room.y + margin.top }, basis)
    x += basis + margin.right + (auto.right ? each : 0) + gap + between
    return rect
  })
  const height = rects.reduce((most, rect, index) => {
    const margin = row[index]?.margin
    return Math.max(most, rect.height + (margin?.top ?? 0) + (margin?.bottom ?? 0))
  }, 0)
  const high = Math.max(height, room.height ?? 0)
  for (const [index, { element, style: own, margin }] of row.entries()) {
    const rect = rects[index]
    if (rect === undefined) continue
    const self = own.get('align-self')
    const align = self === 'auto' ? style.get('align-items') : self
    const left = high - rect.height - margin.top - margin.bottom
    if (/center/.test(align)) run.shift(element, 0, left / 2)
    else if (/end/.test(align)) run.shift(element, 0, left)
    else if (/normal|stretch/.test(align) && own.get('height') === 'auto') {
      run.put(element, { ...rect, height: rect.height + left })
    }
  }
  return high
}

/** The contents of a flex container; how high they are. */
export function flex (run: LayoutRun, element: DomElement, style: Style, room: Room): number {
  const text = looseText(run, element, style, room)
  const top = room.y + text
  const children = childrenOf(run, element, { ...room, y: top })
  const gap = gapOf(run, style, 'column-gap', room.width)
  const rowGap = gapOf(run, style, 'row-gap', room.width)
  const direction = style.get('flex-direction')
  if (direction.endsWith('reverse')) children.reverse()
  if (direction.startsWith('column')) return text + column(run, children, style, { ...room, y: top }, rowGap)
  const rows = rowsOf(flexibles(run, children, room.width), room.width, gap, style.get('flex-wrap') !== 'nowrap')
  let y = top
  for (const [index, row] of rows.entries()) {
    if (index > 0) y += rowGap
    const { height, ...rest } = room
    const only = rows.length === 1 && height !== undefined ? { height } : {}
    y += layRow(run, row, style, { ...rest, ...only, y }, gap)
  }
  return y - room.y
}

function column (run: LayoutRun, children: readonly DomElement[], style: Style, room: Room, gap: number): number {
  let y = room.y
  const laid: DomElement[] = []
  for (const [index, child] of children.entries()) {
    const own = run.styleOf(child)
    const { margin } = boxModel(run, own, room.width)
    if (index > 0) y += gap
    y += margin.top
    const isNarrow = !/normal|stretch/.test(style.get('align-items')) && own.get('width') === 'auto'
    const width = isNarrow ? Math.min(run.preferred(child), room.width) : undefined
    const rect = run.block(child, { ...room, y }, width)
    const free = room.width - rect.width - margin.left - margin.right
    if (isNarrow && /center/.test(style.get('align-items'))) run.shift(child, free / 2, 0)
    if (isNarrow && /end/.test(style.get('align-items'))) run.shift(child, free, 0)
    y += rect.height + margin.bottom
    laid.push(child)
  }
  const { before, between } = spread(style.get('justify-content'), (room.height ?? 0) - (y - room.y), laid.length)
  for (const [index, child] of laid.entries()) if (before + between > 0) run.shift(child, 0, before + between * index)
  return y - room.y
}

const repeated = /repeat\(\s*(\d+|auto-fill|auto-fit)\s*,\s*((?:[^()]|\([^()]*\))*)\)/g

/** The widths of a grid's columns. */
function tracks (run: LayoutRun, style: Style, width: number, gap: number): number[] {
  const text = style.get('grid-template-columns')
  if (text === 'none') return [width]
  const whole = text.replace(repeated, (_, times: string, each: string) => {
    const least = /([\d.]+)px/.exec(each)?.[1]
    const count = /^\d+$/.test(times) ? Number(times) : Math.floor((width + gap) / (Number(least ?? 200) + gap))
    return ` ${each} `.repeat(Math.min(Math.max(1, count), 100))
  })
  const sizes = whole.match(/minmax\([^()]*\)|[^\s()]+/g)?.slice(0, 200) ?? ['1fr']
  const fixed = sizes.map((size) => pixels(size, width, run.measuresOf(style)))
  const flexible = sizes.map((size, index) => fixed[index] === undefined ? fractionOf(size) : 0)
  const free = width - gap * (sizes.length - 1) - fixed.reduce<number>((sum, size) => sum + (size ?? 0), 0)
  const total = flexible.reduce((sum, part) => sum + part, 0)
  return sizes.map((_, index) => fixed[index] ?? Math.max(0, free) * (flexible[index] ?? 0) / (total || 1))
}

const fractionOf = (size: string): number => Number(/([\d.]+)fr/.exec(size)?.[1] ?? 1)

/** The contents of a grid, row after row; how high they are. */
export function grid (run: LayoutRun, element: DomElement, style: Style, room: Room): number {
  const gap = gapOf(run, style, 'column-gap', room.width)
  const rowGap = gapOf(run, style, 'row-gap', room.width)
  const columns = tracks(run, style, room.width, gap)
  const children = childrenOf(run, element, room)
  let y = room.y + looseText(run, element, style, room)
  for (let start = 0; start < children.length; start += columns.length) {
    if (start > 0) y += rowGap
    let x = room.x
    let high = 0
    const row = children.slice(start, start + columns.length)
    const rects = row.map((child, index) => {
      const { margin } = boxModel(run, run.styleOf(child), columns[index] ?? 0)
      const width = Math.max(0, (columns[index] ?? 0) - margin.left - margin.right)
      const own = run.styleOf(child).get('width') === 'auto' ? width : undefined
      const left = own === undefined ? x : x + margin.left
      const rect = run.block(child, { x: left, y: y + margin.top, width: columns[index] ?? 0 }, own)
      high = Math.max(high, rect.height + margin.top + margin.bottom)
      x += (columns[index] ?? 0) + gap
      return { rect, margin }
    })
    for (const [index, child] of row.entries()) {
      const placed = rects[index]
      if (placed === undefined || run.styleOf(child).get('height') !== 'auto') continue
      if (!/normal|stretch/.test(style.get('align-items'))) continue
      run.put(child, { ...placed.rect, height: high - placed.margin.top - placed.margin.bottom })
    }
    y += high
  }
  return y - room.y
}
