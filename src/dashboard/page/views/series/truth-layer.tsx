import type { JSX } from 'preact'
import type { Plot } from './geometry.js'
import type { Event } from './truth.js'
import type { Run } from './wire.js'

/** What really happened, over what the API says: a line where a cause began, a ring around what an accident befell. */
export const TruthLayer = (
  { events, runs, plot: { x, y, top, bottom, radius } }:
  { events: readonly Event[], runs: readonly Run[], plot: Plot }
): JSX.Element => (
  <g class='truth'>
    {events.map(({ kind, index, jobId, effect }) => {
      const faint = effect === undefined ? 'unfelt' : ''
      if (kind === 'change') {
        return <line key={jobId} class={faint} x1={x(index - 0.5)} x2={x(index - 0.5)} y1={top} y2={bottom} />
      }
      const value = runs[index]?.value
      if (value === null || value === undefined) return null
      return <circle key={jobId} class={faint} cx={x(index)} cy={y(value)} r={radius + 5} />
    })}
  </g>
)
