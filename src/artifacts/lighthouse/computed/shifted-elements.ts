/** The elements that layout shifts moved most, each with its part of the cumulative layout shift. */
import type { Timeline } from '../../../lab/timeline.js'
import { shiftedNodes, type ShiftedNode, type TraceRect } from '../../shifted-nodes.js'

export interface ShiftedElement { readonly nodeId: number, readonly score: number }

const most = 5

const areaOf = ([, , w, h]: TraceRect): number => w * h

function overlap ([ax, ay, aw, ah]: TraceRect, [bx, by, bw, bh]: TraceRect): number {
  const w = Math.min(ax + aw, bx + bw) - Math.max(ax, bx)
  const h = Math.min(ay + ah, by + bh) - Math.max(ay, by)
  return Math.max(w, 0) * Math.max(h, 0)
}

/** The area that an element covered before or after. */
const impact = ({ old_rect: before, new_rect: after }: ShiftedNode): number =>
  areaOf(before) + areaOf(after) - overlap(before, after)

/** A shift's score is shared by the areas. */
export function shiftedElements (timeline: Timeline): ShiftedElement[] {
  const scores = new Map<number, number>()
  for (const shift of timeline.layoutShifts) {
    const nodes = shiftedNodes(timeline, shift)
    const total = nodes.reduce((sum, node) => sum + impact(node), 0)
    for (const node of nodes) {
      scores.set(node.node_id, (scores.get(node.node_id) ?? 0) + impact(node) / total * shift.score)
    }
  }
  return [...scores].map(([nodeId, score]) => ({ nodeId, score })).sort((a, b) => b.score - a.score).slice(0, most)
}
