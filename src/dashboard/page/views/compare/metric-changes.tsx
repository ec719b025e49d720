import type { JSX } from 'preact'
import { written } from '../../load/metrics.js'
import { Rated } from '../../load/metrics-table.js'
import { change } from '../../ui/format.js'
import type { MetricChange } from './differences.js'

const glyphs = { better: '▼ better', worse: '▲ worse', same: '' } as const

/** The metrics of both runs, and which way they went. */
export function MetricChanges ({ metrics }: { metrics: readonly MetricChange[] }): JSX.Element {
  return (
    <div class='scrolls' role='region' aria-label='Metrics of both runs' tabIndex={0}>
      <table class='changes'>
        <thead>
          <tr>
            <th scope='col'>Metric</th>
            <th scope='col' class='number'>First run</th>
            <th scope='col' class='number'>Second run</th>
            <th scope='col' class='number'>±</th>
            <th scope='col'>Verdict</th>
          </tr>
        </thead>
        <tbody>
          {metrics.map(({ name, title, a, b, verdict, ratings: [before, after] }) => (
            <tr key={name} data-metric={name}>
              <th scope='row'>{title}</th>
              <td class='number'><Rated rating={before}>{written(name, a)}</Rated></td>
              <td class='number'><Rated rating={after}>{written(name, b)}</Rated></td>
              <td class='number'>{written(name, a) === written(name, b) ? '' : change(a, b)}</td>
              <td class='verdict' data-verdict={verdict}>{glyphs[verdict]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
