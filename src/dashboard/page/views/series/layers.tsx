import type { JSX } from 'preact'
import { laneHeight, type Plot } from './geometry.js'
import type { Span } from './span.js'
import type { Run } from './wire.js'

/** The regimes: every second one is tinted, all have an edge, and as much of their name as there is room for. */
export const Stretches = ({ plot: { stretches, top, bottom, y } }: { plot: Plot }): JSX.Element => (
  <g>
    {stretches.map(({ regime, name, shown, left, right }, index) => (
      <g key={regime.from} class={`regime${regime.active ? ' active' : ''}`}>
        {index % 2 === 1 && <rect x={left} width={right - left} y={top} height={bottom - top} />}
        <line class='edge' x1={left} x2={left} y1={top - laneHeight} y2={bottom} />
        <line class='mean' x1={left} x2={right} y1={y(regime.mean)} y2={y(regime.mean)} />
        <text x={left + 4} y={top - 5}>{shown}<title>{name}</title></text>
      </g>
    ))}
  </g>
)

/** Releases with their causes, in lanes of their own; and where somebody started the baseline anew. */
export const Marks = ({ runs, plot }: { runs: readonly Run[], plot: Plot }): JSX.Element => {
  const { marks, top, bottom, x } = plot
  return (
    <g>
      {marks.map(({ words, shown, at, start, lane }) => (
        <g key={words} class='release'>
          <line x1={at} x2={at} y1={lane === undefined ? top : lane * laneHeight + 2} y2={bottom} />
          {lane !== undefined && <text x={start} y={(lane + 1) * laneHeight - 4}>{shown}</text>}
          <title>{words}</title>
        </g>
      ))}
      {runs.map(({ reset, jobId }, index) => reset && (
        <g key={jobId} class='reset'>
          <line x1={x(index - 0.5)} x2={x(index - 0.5)} y1={top} y2={bottom} />
          <text x={x(index - 0.5) + 4} y={bottom - 6}>▸ baseline starts here</text>
        </g>
      ))}
    </g>
  )
}

/** The dot that is chosen is an element of its own, and so is the one that another is compared with. */
export function Chosen (
  { runs, plot: { x, y, top, bottom }, chosen, compared }:
  { runs: readonly Run[], plot: Plot, chosen: Span | undefined, compared: number | undefined }
): JSX.Element {
  const yOf = (index: number): number => y(runs[index]?.value ?? 0)
  const { from = 0, to = 0 } = chosen ?? {}
  const [first, last] = [Math.min(from, to), Math.max(from, to)]
  return (
    <g>
      {chosen !== undefined && first !== last && (
        <rect class='span' x={x(first - 0.5)} width={x(last + 0.5) - x(first - 0.5)} y={top} height={bottom - top} />
      )}
      {compared !== undefined && (
        <g class='compared'>
          <line x1={x(compared)} x2={x(compared)} y1={top} y2={bottom} />
          <circle cx={x(compared)} cy={yOf(compared)} r={9} />
        </g>
      )}
      {chosen !== undefined && (
        <g class='chosen'>
          <line x1={x(chosen.to)} x2={x(chosen.to)} y1={top} y2={bottom} />
          <circle cx={x(chosen.to)} cy={yOf(chosen.to)} r={7} data-run={runs[chosen.to]?.jobId} />
        </g>
      )}
    </g>
  )
}
