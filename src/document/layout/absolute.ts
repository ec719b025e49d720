/** What is placed by itself: `position: absolute` and `fixed`. */
import { pixels } from '../css/lengths.js'
import type { Style } from '../css/element-style.js'
import type { DomElement } from '../nodes.js'
import { boxModel, declaredSize } from './box-model.js'
import type { LayoutRun, Rect, Room } from './run.js'

export function withinBorders ({ x, y, width, height }: Rect, style: Style): Rect {
  const line = (side: string): number => Number.parseFloat(style.get(`border-${side}-width`))
  const [left, top] = [line('left'), line('top')]
  return { x: x + left, y: y + top, width: width - left - line('right'), height: height - top - line('bottom') }
}

/** One axis of what an element is placed in, and how far it is from its ends. */
interface Axis {
  readonly start: number
  readonly whole: number
  readonly before: number | undefined
  readonly after: number | undefined
  readonly margins: readonly [number, number]
  /** Where it would stand in the flow. */
  readonly usual: number
}

function placed ({ start, whole, before, after, margins: [first, last], usual }: Axis, size: number): number {
  if (before !== undefined) return start + before + first
  return after === undefined ? usual + first : start + whole - after - last - size
}

export function placeByItself (run: LayoutRun, element: DomElement, room: Room, around: Rect): void {
  const style = run.styleOf(element)
  const measures = run.measuresOf(style)
  const side = (name: string, whole: number): number | undefined => pixels(style.get(name), whole, measures)
  const { margin, auto } = boxModel(run, style, around.width)
  const [left, right] = [side('left', around.width), side('right', around.width)]
  const isDialog = element.localName === 'dialog'
  const isPinned = left !== undefined && right !== undefined
  const isStretched = isPinned && style.get('width') === 'auto' && !isDialog
  const free = Math.max(0, around.width - (left ?? 0) - (right ?? 0) - margin.left - margin.right)
  const said = declaredSize(run, style, 'width', around.width, 0)
  const width = isStretched ? free : said ?? Math.min(run.preferred(element), free)
  const rect = run.block(element, { x: 0, y: 0, width: around.width, height: around.height }, width)
  const across = {
    start: around.x, whole: around.width, before: left, after: right, usual: room.x,
    margins: [margin.left, margin.right] as const
  }
  const down = {
    start: around.y, whole: around.height, before: side('top', around.height), after: side('bottom', around.height),
    usual: room.y, margins: [margin.top, margin.bottom] as const
  }
  const isCentred = isPinned && (auto.left || isDialog)
  const x = isCentred ? around.x + (around.width - rect.width) / 2 : placed(across, rect.width)
  run.shift(element, x - rect.x, placed(down, rect.height) - rect.y)
}
