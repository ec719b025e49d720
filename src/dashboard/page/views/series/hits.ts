import type { TargetedPointerEvent } from 'preact'
import { useRef } from 'preact/hooks'
import type { Plot } from './geometry.js'

interface Hits {
  readonly onPointerDown: (event: TargetedPointerEvent<SVGSVGElement>) => void
  readonly onPointerMove: (event: TargetedPointerEvent<SVGSVGElement>) => void
  readonly onPointerUp: () => void
  readonly onPointerCancel: () => void
  readonly onPointerLeave: () => void
  readonly onDblClick: () => void
}

interface Means {
  readonly choose: (index: number, isSpan: boolean) => void
  readonly open: (index: number) => void
  readonly hover: (index: number | undefined) => void
}

/** The run that is nearest to the pointer is meant; whoever draws with it chooses a span. */
export function useHits (plot: Plot, width: number, { choose, open, hover }: Means): Hits {
  const began = useRef<number | undefined>(undefined)
  const last = useRef<number | undefined>(undefined)
  const runAt = ({ clientX, currentTarget }: TargetedPointerEvent<SVGSVGElement>): number => {
    const { left, width: wide } = currentTarget.getBoundingClientRect()
    return plot.nearest((clientX - left) * width / wide)
  }
  const end = (): void => { began.current = undefined }
  return {
    onPointerDown: (event) => {
      const index = runAt(event)
      began.current = index
      last.current = index
      event.currentTarget.setPointerCapture(event.pointerId)
      choose(index, event.shiftKey)
    },
    onPointerMove: (event) => {
      const index = runAt(event)
      hover(index)
      if (began.current === undefined || index === began.current) return
      began.current = index
      choose(index, true)
    },
    onPointerUp: end,
    onPointerCancel: end,
    onPointerLeave: () => { hover(undefined) },
    onDblClick: () => { if (last.current !== undefined) open(last.current) }
  }
}
