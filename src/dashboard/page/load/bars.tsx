import type { JSX } from 'preact'
import { shareOf, type Placed } from './axis.js'
import { phases, type Phase, type Row } from './waterfall.js'

const width = 1000
const height = 16

/** Who waits is drawn thin, who opens a connection half as high: shapes tell phases apart, not colours alone. */
const tall: Readonly<Record<Phase, readonly [y: number, height: number]>> = {
  blocked: [7, 2], dns: [4, 8], connect: [4, 8], ssl: [4, 8], send: [1, 14], wait: [1, 14], receive: [1, 14]
}

/** The phases of a request on the time axis. */
export function Bars ({ row, of, words }: { row: Row, of: Placed, words: string }): JSX.Element {
  return (
    <svg class='bars' viewBox={`0 0 ${width} ${height}`} preserveAspectRatio='none' role='img' aria-label={words}>
      {row.segments.map(({ phase, start, end }) => {
        const x = shareOf(of, start) * width
        const [y, high] = tall[phase]
        return (
          <rect
            key={phase}
            data-phase={phase}
            data-kind={row.kind}
            x={x}
            y={y}
            width={Math.max(0.6, shareOf(of, end) * width - x)}
            height={high}
          />
        )
      })}
    </svg>
  )
}

const names: Readonly<Record<Phase, string>> = {
  blocked: 'waits for its turn',
  dns: 'looks up the name',
  connect: 'connects',
  ssl: 'shakes hands (TLS)',
  send: 'sends',
  wait: 'waits for the server',
  receive: 'receives'
}

export const nameOfPhase = (phase: Phase): string => names[phase]

export const PhaseLegend = (): JSX.Element => (
  <ul class='legend' aria-label='Phases of a request'>
    {phases.map((phase) => (
      <li key={phase}>
        <svg class='swatch' viewBox='0 0 16 16' aria-hidden='true'>
          <rect data-phase={phase} data-kind='other' x={0} width={16} y={tall[phase][0]} height={tall[phase][1]} />
        </svg>
        {names[phase]}
      </li>
    ))}
  </ul>
)
