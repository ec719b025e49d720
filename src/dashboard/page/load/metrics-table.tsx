import type { JSX } from 'preact'
import { written, type MetricLine } from './metrics.js'
import type { Rating } from './limits.js'

/** Lighthouse's own shapes: a circle, a square, a triangle. */
const shapes: Readonly<Record<Rating, readonly [glyph: string, word: string]>> = {
  good: ['●', 'good'], middling: ['■', 'needs improvement'], poor: ['▲', 'poor']
}

/** A judgement by shape, colour and word. */
export const Rated = ({ rating, children }: { rating: Rating | undefined, children: string }): JSX.Element =>
  rating === undefined
    ? <>{children}</>
    : (
      <span class='rated' data-rating={rating}>
        <span aria-hidden='true'>{shapes[rating][0]}</span> {children}
        <span class='visually-hidden'> ({shapes[rating][1]})</span>
      </span>
      )

function limitsIn ({ metric, limits }: MetricLine): string {
  if (metric === 'score') return 'good from 90, poor below 50'
  if (limits === undefined) return ''
  return `good up to ${written(metric, limits.good)}, poor beyond ${written(metric, limits.poor)}`
}

const Lines = ({ lines, name }: { lines: readonly MetricLine[], name: string }): JSX.Element => (
  <div class='scrolls' role='region' aria-label={name} tabIndex={0}>
    <table>
      <thead>
        <tr>
          <th scope='col'>Metric</th><th scope='col' class='number'>Value</th>
          <th scope='col'>Limits</th><th scope='col' class='number'>Weight</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.metric} data-metric={line.metric}>
            <th scope='row' title={line.metric}>{line.title}</th>
            <td class='number'><Rated rating={line.rating}>{written(line.metric, line.value)}</Rated></td>
            <td class='muted'>{limitsIn(line)}</td>
            <td class='number'>{line.weight === undefined ? '' : `${line.weight} %`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

/** What was measured, judged as the job's Lighthouse report judges it. */
export function MetricsTable (
  { main, others }: { main: readonly MetricLine[], others: readonly MetricLine[] }
): JSX.Element {
  return (
    <div class='stack'>
      <Lines lines={main} name='What makes the score' />
      <details>
        <summary>All {others.length} other metrics</summary>
        <Lines lines={others} name='Other metrics' />
      </details>
    </div>
  )
}
