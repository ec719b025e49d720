/** A label beside a line: where it begins and how wide it is, px. */
export interface Label { readonly start: number, readonly width: number }

/** About how wide a text of 12 px is, px: it is laid out before it is drawn. */
export const widthOf = (text: string): number => text.length * 7.2

/** Between two labels in one lane, px. */
const gap = 8

/** The lane of each label, so that none covers another; the first lane that has room, from 0. `labels` in any order. */
export function lanesOf (labels: readonly Label[]): number[] {
  const ends: number[] = []
  const lanes: number[] = []
  const order = [...labels.keys()].sort((a, b) => (labels[a]?.start ?? 0) - (labels[b]?.start ?? 0))
  for (const index of order) {
    const { start, width } = labels[index] ?? { start: 0, width: 0 }
    const free = ends.findIndex((end) => end + gap <= start)
    const lane = free === -1 ? ends.length : free
    ends[lane] = start + width
    lanes[index] = lane
  }
  return lanes
}
