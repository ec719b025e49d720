import type { Box } from '../page/layout.js'
import type { LcpCandidate } from '../timeline.js'
import type { Painted } from './paints.js'

/** DOM node ids of the page's elements start here; those before belong to the document and its head. */
export const firstNode = 12

/** How much of its box a text fills. */
const textShare = ({ kind }: Box): number => kind === 'text' || kind === 'hero' ? 0.6 : 0.3

const sizeOf = ({ box, imageUrl }: Painted): number =>
  Math.round(box.visible * (imageUrl === null ? textShare(box) : 1))

/**
 * Every paint that is larger than those before it; text counts by the box that holds it, pictures by their visible
 * area. `first` is when something was painted at all.
 */
export function largestPaints (painted: readonly Painted[], boxes: readonly Box[], first: number): LcpCandidate[] {
  const found: LcpCandidate[] = []
  let largest = 0
  for (const paint of painted) {
    const { paintedAt: time, box, imageUrl: url } = paint
    const size = sizeOf(paint)
    if (size <= largest) continue
    largest = size
    if (found.at(-1)?.time === time) found.pop()
    found.push({ time, size, nodeId: firstNode + boxes.indexOf(box), type: url === null ? 'text' : 'image', url })
  }
  return found.length > 0 ? found : [{ time: first, size: 1, nodeId: firstNode, type: 'text', url: null }]
}
