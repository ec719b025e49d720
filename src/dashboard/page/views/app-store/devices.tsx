import type { XcodeMetrics } from '../../../../app-store-connect/metrics/metrics.schema.js'
import type { JSX } from 'preact'
import { change } from '../../ui/format.js'
import { devicesOf, type DeviceRow, type MetricChart, type Part } from './report.js'
import { amount, pointWords } from './words.js'

interface Shown {
  readonly report: XcodeMetrics
  readonly chart: MetricChart
  readonly version: string
  readonly device: string
  readonly choose: (device: string) => void
}

const percentiles = [50, 90] as const

/** One metric of one version on every device, and what its value is made of. */
export function Devices ({ report, chart, version, device, choose }: Shown): JSX.Element {
  const rows = devicesOf(report, chart.key, version)
  const parts = rows.find((row) => row.device.id === device)?.now[50]?.parts ?? []
  return (
    <section class='panel stack' aria-label={`${chart.title} by device`} data-part='devices'>
      <h2>{chart.title} of {version} by device</h2>
      {parts.length > 0 && <Parts parts={parts} />}
      <table>
        <thead>
          <tr>
            <th scope='col'>Device</th>
            {percentiles.map((percentile) => [
              <th key={percentile} scope='col' class='number'>p{percentile}</th>,
              <th key={`${percentile} before`} scope='col' class='number'>p{percentile} on the version before</th>
            ])}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.device.id} class={row.device.id === device ? 'chosen' : ''} data-device={row.device.id}>
              <th scope='row'>
                <button type='button' aria-pressed={row.device.id === device} onClick={() => { choose(row.device.id) }}>
                  {row.device.name}
                </button>
              </th>
              {percentiles.map((percentile) => <Cells key={percentile} row={row} of={percentile} unit={chart.unit} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Cells ({ row: { now, before }, of, unit }: { row: DeviceRow, of: 50 | 90, unit: string }): JSX.Element {
  const [point, last] = [now[of], before[of]]
  return (
    <>
      <td class='number' data-percentile={of}>{point === undefined ? '–' : pointWords(point, unit)}</td>
      <td class='number'>{point === undefined || last === undefined ? '' : change(last.value, point.value)}</td>
    </>
  )
}

const Parts = ({ parts }: { parts: readonly Part[] }): JSX.Element => (
  <p>p50 is made of {parts.map(({ label, value }) => `${label} ${amount(value, '%')}`).join(', ')}.</p>
)
