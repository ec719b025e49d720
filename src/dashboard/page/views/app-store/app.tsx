import type { XcodeMetrics } from '../../../../app-store-connect/metrics/metrics.schema.js'
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { setQuery } from '../../route.js'
import { Devices } from './devices.js'
import { InsightsPanel } from './insights.js'
import { Metric } from './metric-chart.js'
import { releaseWords, type FeltRelease } from './releases.js'
import { chartsOf, devicesIn, versionsIn } from './report.js'
import { SignaturesPanel } from './signatures.js'

interface Reported {
  readonly id: string
  readonly report: XcodeMetrics
  /** Which build a version was released with; undefined until it is known. */
  readonly builds: ReadonlyMap<string, string> | undefined
  readonly releases: readonly FeltRelease[]
  readonly query: Readonly<Record<string, string>>
}

/** Insights, a chart for every metric, devices and signatures, all of one version. */
export function Report ({ report, builds, releases, query }: Reported): JSX.Element {
  const devices = useMemo(() => devicesIn(report), [report])
  const versions = useMemo(() => versionsIn(report), [report])
  const device = devices.find(({ id }) => id === query['device']) ?? devices[0]
  const charts = useMemo(() => device === undefined ? [] : chartsOf(report, device.id), [report, device])
  const version = versions.find((each) => each === query['version']) ?? versions.at(-1)
  if (device === undefined || version === undefined) return <p>Nothing is reported of this app.</p>
  const open = charts.find(({ key }) => key === query['metric'])
  const show = (metric: string): void => { setQuery({ metric }) }
  return (
    <div class='stack'>
      <div class='row'>
        <label class='row'>
          Device
          <select value={device.id} onChange={({ currentTarget }) => { setQuery({ device: currentTarget.value }) }}>
            {devices.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        </label>
        <label class='row'>
          Version
          <select value={version} onChange={({ currentTarget }) => { setQuery({ version: currentTarget.value }) }}>
            {versions.map((each) => <option key={each} value={each}>{each}</option>)}
          </select>
        </label>
        <span class='legend'>
          <span class='p50'>● p50</span> <span class='p90'>◆ p90</span> <span class='goal'>┄ goal</span>
          {' '}<span class='release'>│ release</span> <span class='muted'>± error margin</span>
        </span>
      </div>
      <InsightsPanel insights={report.insights} releases={releases} open={show} />
      {open !== undefined && (
        <Devices
          report={report}
          chart={open}
          version={version}
          device={device.id}
          choose={(chosen) => { setQuery({ device: chosen }) }}
        />
      )}
      <div class='metrics'>
        {charts.map((chart) => (
          <Metric
            key={chart.key}
            chart={chart}
            releases={releases.filter(({ metrics }) => metrics.includes(chart.key))}
            chosen={versions.indexOf(version)}
            choose={(index) => { setQuery({ version: versions[index] }) }}
            isOpen={chart === open}
            open={() => { setQuery({ metric: chart === open ? undefined : chart.key }) }}
          />
        ))}
      </div>
      <ReleaseList releases={releases} />
      <SignaturesPanel build={builds?.get(version)} version={version} open={query['signature']} />
    </div>
  )
}

const ReleaseList = ({ releases }: { releases: readonly FeltRelease[] }): JSX.Element | null => releases.length === 0
  ? null
  : (
    <section class='panel' aria-label='Releases' data-part='releases'>
      <h2>Releases that customers felt</h2>
      <ul>
        {releases.map((release) => (
          <li key={`${release.train} ${release.release}`}>
            <span class='release-words'>{releaseWords(release)}</span>
            <span class='muted'> from {release.version} on</span>
          </li>
        ))}
      </ul>
    </section>
    )
