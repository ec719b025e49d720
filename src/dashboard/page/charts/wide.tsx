import type { ComponentChildren, JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { useWidth } from './width.js'

/**
 * What is drawn as wide as there is room for it: `children` are told how wide that is, px. Inside of a figure, which
 * takes its chart away while it shows the table.
 */
export function Wide (
  { first, children }: { first: number, children: (width: number) => ComponentChildren }
): JSX.Element {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box, first)
  return <div ref={box}>{children(width)}</div>
}
