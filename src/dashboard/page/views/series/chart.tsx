import type { JSX } from 'preact'
import { useLayoutEffect, useMemo, useState } from 'preact/hooks'
import { ChartFigure } from '../../charts/figure.js'
import { Wide } from '../../charts/wide.js'
import { elapsed } from '../../time.js'
import { decimal } from '../../ui/format.js'
import { plotOf, type Plot } from './geometry.js'
import { useHits } from './hits.js'
import { Chosen, Marks, Stretches } from './layers.js'
import { groupOf, metricTitle, valueWords } from './metrics.js'
import { bandPath, baselinePath, dotsPath } from './paths.js'
import type { Span } from './span.js'
import { cellsOf, columnsOf } from './table.js'
import type { Event } from './truth.js'
import { TruthLayer } from './truth-layer.js'
import type { SeriesRuns } from './wire.js'
import { caption, runSentence, type Kind } from './words.js'

interface Drawn {
  readonly series: SeriesRuns
  readonly events: readonly Event[]
  readonly chosen: Span | undefined
  /** The run that another one is to be compared with. */
  readonly compared: number | undefined
  readonly choose: (index: number, isSpan: boolean) => void
  readonly open: (index: number) => void
}

const height = 400
const kinds: readonly Kind[] = ['inside', 'outlier', 'discarded', 'accepted']

/** Every run as a dot, in the band it is held against. */
export function SeriesChart (drawn: Drawn): JSX.Element {
  const { series, chosen, choose, open } = drawn
  const { metric, runs } = series
  return (
    <ChartFigure
      name={metricTitle(metric)}
      caption={caption(series)}
      length={runs.length}
      chosen={chosen?.to}
      choose={choose}
      open={open}
      sentence={(index) => runSentence(series, index)}
      columns={columnsOf(metric)}
      cells={(index) => cellsOf(series, index)}
    >
      <Wide first={1200}>{(width) => <Picture {...drawn} width={width} />}</Wide>
    </ChartFigure>
  )
}

function Picture (
  { series, events, chosen, compared, choose, open, width }: Drawn & { readonly width: number }
): JSX.Element {
  const { runs } = series
  const start = elapsed()
  const plot = useMemo(() => plotOf(series, { width, height }), [series, width])
  const [hovered, setHovered] = useState<number | undefined>(undefined)
  const hit = useHits(plot, width, { choose, open, hover: setHovered })
  const read = hovered ?? chosen?.to
  // For who measures the page.
  useLayoutEffect(() => { performance.measure('series drawn', { start }) })
  return (
    <>
      <svg class='series' viewBox={`0 0 ${width} ${height}`} height={height} aria-hidden='true' {...hit}>
        <Drawing series={series} plot={plot} />
        <TruthLayer events={events} runs={runs} plot={plot} />
        <Chosen runs={runs} plot={plot} chosen={chosen} compared={compared} />
      </svg>
      <p class='readout' aria-hidden='true'>{read === undefined ? '' : runSentence(series, read)}</p>
    </>
  )
}

/** What is drawn anew only with other runs: a thousand dots are four paths. */
function Drawing ({ series, plot }: { series: SeriesRuns, plot: Plot }): JSX.Element {
  return useMemo(() => {
    const { metric, runs } = series
    const { y, left, right, bottom, dates, radius } = plot
    const tickWords = (tick: number): string => groupOf(metric) === 'Sizes' ? valueWords(metric, tick) : decimal(tick)
    return (
      <g>
        <Stretches plot={plot} />
        <path class='band' d={bandPath(runs, plot)} />
        {y.ticks.map((tick) => (
          <g key={tick}>
            <line class='grid' x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
            <text x={left - 8} y={y(tick) + 4} text-anchor='end'>{tickWords(tick)}</text>
          </g>
        ))}
        {dates.map(({ at, text }) => <text key={at} x={at} y={bottom + 18} text-anchor='middle'>{text}</text>)}
        <path class='baseline' d={baselinePath(runs, plot)} />
        <Marks runs={runs} plot={plot} />
        {kinds.map((kind) => (
          <path
            key={kind}
            class={`runs ${kind}`}
            d={dotsPath(runs, kind, plot)}
            stroke-width={strokeOf(kind, radius)}
          />
        ))}
      </g>
    )
  }, [series, plot])
}

function strokeOf (kind: Kind, radius: number): number {
  if (kind === 'outlier') return 0
  if (kind === 'discarded') return 1.5
  return kind === 'accepted' ? 2 * radius + 3 : 2 * radius
}
