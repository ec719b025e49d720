import type { JSX, TargetedPointerEvent } from 'preact'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { ChartFigure } from '../../charts/figure.js'
import { useWidth } from '../../charts/use-width.js'
import { elapsed } from '../../time.js'
import { decimal } from '../../ui/format.js'
import { bandPath, baselinePath, dotsPath, plotOf, type Plot } from './geometry.js'
import { Marks, Stretches } from './layers.js'
import { groupOf, metricTitle, valueWords } from './metrics.js'
import type { Event } from './truth.js'
import { TruthLayer } from './truth-layer.js'
import type { SeriesRuns } from './wire.js'
import { caption, runSentence, standing, type Kind } from './words.js'

/** What is chosen: a run, or all from one to another; positions. */
export interface Span { readonly from: number, readonly to: number }

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
export function SeriesChart ({ series, events, chosen, compared, choose, open }: Drawn): JSX.Element {
  const { metric, runs } = series
  const { ref, width } = useWidth<SVGSVGElement>(1200)
  const start = elapsed()
  const plot = useMemo(() => plotOf(series, { width, height }), [series, width])
  const hit = useHits(plot, width, choose)
  // For who measures the page.
  useLayoutEffect(() => { performance.measure('series drawn', { start }) })
  const words = (value: number | undefined): string => value === undefined ? '' : valueWords(metric, value)
  return (
    <ChartFigure
      name={metricTitle(metric)}
      caption={caption(series)}
      length={runs.length}
      chosen={chosen?.to}
      choose={choose}
      open={open}
      sentence={(index) => runSentence(series, index)}
      columns={[
        { title: 'Run' },
        { title: 'Created, UTC' },
        ...[metricTitle(metric), 'Baseline', 'From', 'To'].map((title) => ({ title, isNumber: true })),
        { title: 'Standing' }
      ]}
      cells={(index) => {
        const { created = '', value = null, baseline } = runs[index] ?? {}
        const run = runs[index]
        return [
          String(index + 1), created.slice(0, 19).replace('T', ' '), words(value ?? undefined), words(baseline?.mean),
          words(baseline?.lower), words(baseline?.upper), run === undefined ? '' : standing(run)
        ]
      }}
    >
      <svg ref={ref} class='series' viewBox={`0 0 ${width} ${height}`} height={height} aria-hidden='true' {...hit}>
        <Drawing series={series} plot={plot} />
        <TruthLayer events={events} runs={runs} plot={plot} />
        <Chosen series={series} plot={plot} chosen={chosen} compared={compared} />
      </svg>
    </ChartFigure>
  )
}

interface Hits {
  readonly onPointerDown: (event: TargetedPointerEvent<SVGSVGElement>) => void
  readonly onPointerMove: (event: TargetedPointerEvent<SVGSVGElement>) => void
  readonly onPointerUp: () => void
  readonly onPointerCancel: () => void
}

/** The run that is nearest to the pointer is meant; whoever draws with it chooses a span. */
function useHits (plot: Plot, width: number, choose: Drawn['choose']): Hits {
  const began = useRef<number | undefined>(undefined)
  const runAt = ({ clientX, currentTarget }: TargetedPointerEvent<SVGSVGElement>): number => {
    const { left, width: wide } = currentTarget.getBoundingClientRect()
    return plot.nearest((clientX - left) * width / wide)
  }
  const end = (): void => { began.current = undefined }
  return {
    onPointerDown: (event) => {
      const index = runAt(event)
      began.current = index
      event.currentTarget.setPointerCapture(event.pointerId)
      choose(index, event.shiftKey)
    },
    onPointerMove: (event) => {
      if (began.current === undefined) return
      const index = runAt(event)
      if (index === began.current) return
      began.current = index
      choose(index, true)
    },
    onPointerUp: end,
    onPointerCancel: end
  }
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

/** The dot that is chosen is an element of its own, and so is the one that another is compared with. */
function Chosen (
  { series: { runs }, plot: { x, y, top, bottom }, chosen, compared }:
  { series: SeriesRuns, plot: Plot, chosen: Span | undefined, compared: number | undefined }
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
