/** Which elements a layout shift moved, as a trace tells it. */
import { firstNode } from '../lab/load/largest-paints.js'
import type { LayoutShift, Timeline, VisualElement } from '../lab/timeline.js'

/** x, y, width and height, CSS px. */
export type TraceRect = readonly [x: number, y: number, w: number, h: number]

export interface ShiftedNode { readonly node_id: number, readonly old_rect: TraceRect, readonly new_rect: TraceRect }

const mostMoved = 3

const isBelow = (element: VisualElement, cause: VisualElement): boolean =>
  element !== cause && element.y >= cause.y && element.paintedAt <= cause.paintedAt

/** What comes in pushes down what is there already, below it and in sight; if there is nothing, it moved itself. */
export function shiftedNodes ({ visual }: Pick<Timeline, 'visual'>, { time, score }: LayoutShift): ShiftedNode[] {
  const { elements, viewport } = visual
  const cause = elements.findLast(({ paintedAt }) => paintedAt < time) ?? elements[0]
  if (cause === undefined) return []
  const inOrder = elements.toSorted((a, b) => a.y - b.y || a.x - b.x)
  const below = inOrder.filter((element) => isBelow(element, cause) && element.y < viewport.height)
  const distance = Math.max(1, Math.round(Math.sqrt(score) * viewport.height))
  const moved = below.length === 0 ? [cause] : below.slice(0, mostMoved)
  return moved.map((element) => {
    const { x, y, w, h } = element
    const from = Math.max(0, y - distance)
    return { node_id: firstNode + inOrder.indexOf(element), old_rect: [x, from, w, h], new_rect: [x, y, w, h] }
  })
}
