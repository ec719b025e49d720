import type { JSX } from 'preact'
import { count, ms } from '../ui/format.js'
import { percent, shareOf, type Placed } from './axis.js'
import { labelLines } from './marks.js'

/** A label takes about so much of the axis. */
const labelWidth = (): number => matchMedia('(max-width: 800px)').matches ? 0.4 : 0.165
const lineHeight = 18

/** What would leave the axis at its right is not written. */
const isShown = ({ share }: { share: number }): boolean => share <= 0.95

/** The names of the lines, and the times. */
export function TimeAxis (placed: Placed): JSX.Element {
  const { load: { marks }, axis: { from, to, ticks } } = placed
  const places = marks.map(({ at }) => shareOf(placed, at))
  const width = labelWidth()
  // At the right edge a label stands before its line.
  const isBefore = (place: number): boolean => place > 1 - width
  const lines = labelLines(places.map((place) => isBefore(place) ? place - width : place), width)
  const height = (Math.max(0, ...lines) + 1) * lineHeight
  return (
    <div class='time-axis' aria-hidden='true'>
      <div class='labels' style={{ height: `${height}px` }}>
        {marks.map(({ id, name, at }, index) => (
          <span
            key={id}
            class={isBefore(places[index] ?? 0) ? 'label before' : 'label'}
            data-mark={id}
            style={{ left: percent(places[index] ?? 0), top: `${(lines[index] ?? 0) * lineHeight}px` }}
          >
            {name} {count(at)}
          </span>
        ))}
      </div>
      <div class='ticks'>
        {ticks.map((tick) => ({ tick, share: (tick - from) / (to - from) })).filter(isShown).map(({ tick, share }) => (
          <span key={tick} class={share < 0.05 ? 'first' : ''} style={{ left: percent(share) }}>
            {tick === 0 ? '0' : ms(tick)}
          </span>
        ))}
      </div>
    </div>
  )
}
