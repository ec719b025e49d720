import type { JSX, TargetedMouseEvent } from 'preact'
import { ChartFigure } from '../../charts/figure.js'
import { Wide } from '../../charts/wide.js'
import { decimal } from '../../ui/format.js'
import { laneHeight, plotOf, type Mark, type Plot } from './geometry.js'
import { LineOf, Names } from './lines.js'
import { releaseWords, type FeltRelease } from './releases.js'
import type { MetricChart } from './report.js'
import { amount, chartSentence, pointWords, versionSentence } from './words.js'

interface Drawn {
  readonly chart: MetricChart
  readonly releases: readonly FeltRelease[]
  /** The version that all charts show. */
  readonly chosen: number
  readonly choose: (index: number) => void
  readonly isOpen: boolean
  readonly open: () => void
}

const height = 220

/** A metric, version by version: what half and what nine tenths of the customers stay below, and the goals. */
export function Metric ({ chart, releases, chosen, choose, isOpen, open }: Drawn): JSX.Element {
  const { title, unit, versions, lines } = chart
  const columns = [
    { title: 'Version' },
    ...lines.flatMap(({ percentile }) => [{ title: `p${percentile}`, isNumber: true }])
  ]
  const cells = (index: number): string[] => [
    versions[index] ?? '',
    ...lines.map(({ points }) => {
      const point = points[index]
      return point === undefined ? '–' : pointWords(point, unit)
    })
  ]
  return (
    <section class={`panel metric${isOpen ? ' open' : ''}`} data-metric={chart.key}>
      <ChartFigure
        name={title}
        caption={<><strong>{title}</strong> <span class='muted'>{chartSentence(chart).slice(title.length)}</span></>}
        length={versions.length}
        chosen={chosen}
        choose={choose}
        open={open}
        sentence={(index) => versionSentence(chart, index)}
        columns={columns}
        cells={cells}
        tools={
          <button type='button' aria-pressed={isOpen} aria-label={`devices: ${title}`} onClick={open}>devices</button>
        }
      >
        <Wide first={560}>
          {(width) => <Picture chart={chart} releases={releases} chosen={chosen} choose={choose} width={width} />}
        </Wide>
      </ChartFigure>
      <Goals chart={chart} />
    </section>
  )
}

type Pictured = Pick<Drawn, 'chart' | 'releases' | 'chosen' | 'choose'> & { readonly width: number }

function Picture ({ chart, releases, chosen, choose, width }: Pictured): JSX.Element {
  const { lines, unit } = chart
  const plot = plotOf(chart, releases, { width, height })
  const chooseAt = ({ clientX, currentTarget }: TargetedMouseEvent<SVGSVGElement>): void => {
    const { left, width: wide } = currentTarget.getBoundingClientRect()
    choose(plot.nearest((clientX - left) * width / wide))
  }
  return (
    <svg viewBox={`0 0 ${width} ${height}`} height={height} aria-hidden='true' onClick={chooseAt}>
      <Axes chart={chart} plot={plot} />
      {plot.marks.map((mark) => <ReleaseMark key={mark.name} mark={mark} bottom={plot.bottom} />)}
      <line class='cursor' x1={plot.x(chosen)} x2={plot.x(chosen)} y1={plot.top} y2={plot.bottom} />
      {lines.map((line) => <LineOf key={line.percentile} line={line} plot={plot} unit={unit} />)}
      <Names lines={lines} plot={plot} />
    </svg>
  )
}

function Axes ({ chart: { versions, limits }, plot }: { chart: MetricChart, plot: Plot }): JSX.Element {
  const { y, left, right, bottom, x, every } = plot
  const last = versions.length - 1
  const isNamed = (index: number): boolean => (last - index) % every === 0
  return (
    <g>
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line class='grid' x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text x={left - 6} y={y(tick) + 4} text-anchor='end'>{decimal(tick)}</text>
        </g>
      ))}
      {limits.map(({ name, from }) => (
        <g key={name}>
          <line class='limit' x1={left} x2={right} y1={y(from)} y2={y(from)} />
          <text x={left + 4} y={y(from) - 3}>{name} from {from}</text>
        </g>
      ))}
      {versions.map((version, index) => isNamed(index) && (
        <text key={version} x={x(index)} y={bottom + 16} text-anchor='middle'>{version}</text>
      ))}
    </g>
  )
}

function ReleaseMark ({ mark, bottom }: { mark: Mark, bottom: number }): JSX.Element {
  const { release, name, at, start, lane } = mark
  const top = lane * laneHeight
  return (
    <g class='release'>
      <line x1={at} x2={at} y1={top} y2={bottom} />
      <text x={start} y={top + laneHeight - 3}>{name}</text>
      <title>{releaseWords(release)}</title>
    </g>
  )
}

/** Why the goals are what they are. */
function Goals ({ chart: { lines, unit } }: { chart: MetricChart }): JSX.Element | null {
  const goals = lines.flatMap(({ percentile, goal }) => goal === undefined ? [] : [{ percentile, ...goal }])
  const [first] = goals
  if (first === undefined) return <p class='muted'>No goal is recommended.</p>
  const values = goals.map(({ percentile, value }) => `p${percentile} ${amount(value, unit)}`).join(', ')
  return <p class='muted'>┄ Goal: {values}. {first.reason}.</p>
}
