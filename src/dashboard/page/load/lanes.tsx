import type { Signal } from '@preact/signals'
import type { ComponentChildren, JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { momentAt, percent, shareOf, type Placed } from './axis.js'

/** The moment that is looked at, ms since navigation start; undefined for none. */
export type Cursor = Signal<number | undefined>

type Of = Placed & { readonly cursor: Cursor }

/** The line of the moment that is looked at. */
function CursorLine ({ cursor, ...placed }: Of): JSX.Element | null {
  const at = cursor.value
  if (at === undefined) return null
  const share = shareOf(placed, at)
  if (share < 0 || share > 1) return null
  return <span class='line cursor' style={{ left: percent(share) }} />
}

/**
 * Lanes above each other on one time axis: lines run through all of them, and a pointer anywhere in them chooses the
 * moment.
 */
export function Lanes ({ children, ...of }: Of & { children: ComponentChildren }): JSX.Element {
  const { load, cursor } = of
  const lines = useRef<HTMLDivElement>(null)
  const look = (event: PointerEvent): void => {
    const box = lines.current?.getBoundingClientRect()
    if (box === undefined || box.width === 0 || event.clientX < box.left || event.clientX > box.right) return
    cursor.value = Math.round(momentAt(of, (event.clientX - box.left) / box.width))
  }
  return (
    <div class='lanes' onPointerMove={look}>
      {children}
      <div class='lines' aria-hidden='true'>
        <div ref={lines}>
          {load.marks.map(({ id, at }) => (
            <span key={id} class='line' data-mark={id} style={{ left: percent(shareOf(of, at)) }} />
          ))}
          <CursorLine {...of} />
        </div>
      </div>
    </div>
  )
}
