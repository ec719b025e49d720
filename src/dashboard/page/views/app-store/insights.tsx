import type { XcodeMetrics } from '../../../../app-store-connect/metrics/metrics.schema.js'
import type { JSX } from 'preact'
import { linkTo } from '../../route.js'
import { releaseWords, type FeltRelease } from './releases.js'
import { insightTitle } from './words.js'

type Insights = NonNullable<XcodeMetrics['insights']>
type Insight = Insights['regressions'][number]

const keyOf = ({ metric, metricCategory }: Insight): string => `${metricCategory}.${metric}`

/** What the report says of the newest version, in its own sentences. */
export function InsightsPanel (
  { insights, releases, open }:
  { insights: Insights | undefined, releases: readonly FeltRelease[], open: (metric: string) => void }
): JSX.Element {
  const { regressions = [], trendingUp = [] } = insights ?? {}
  const groups = [
    { title: 'Regressions', list: regressions },
    { title: 'Better than before', list: trendingUp }
  ].filter(({ list }) => list.length > 0)
  return (
    <section class='panel stack' aria-label='Insights' data-part='insights'>
      <h2>Insights</h2>
      {groups.length === 0 && <p class='muted'>Nothing stands out in the newest version.</p>}
      {groups.map(({ title, list }) => (
        <div key={title} class='stack'>
          <h3>{title}</h3>
          {list.map((insight) => (
            <OneInsight key={keyOf(insight)} insight={insight} releases={releases} open={open} />
          ))}
        </div>
      ))}
    </section>
  )
}

function OneInsight (
  { insight, releases, open }:
  { insight: Insight, releases: readonly FeltRelease[], open: (metric: string) => void }
): JSX.Element {
  const { summaryString, populations, highImpact, latestVersion, subSystemLabel } = insight
  const key = keyOf(insight)
  const behind = releases.filter(({ version, metrics }) => version === latestVersion && metrics.includes(key))
  return (
    <article class='insight' data-insight={key}>
      <p>
        <button type='button' onClick={() => { open(key) }}>{insightTitle(insight)}</button>
        {highImpact === true && <strong> High impact.</strong>}
      </p>
      <p>{summaryString}</p>
      {subSystemLabel !== undefined && <p>Most of it grew in: {subSystemLabel}.</p>}
      {behind.map((release) => (
        <p key={`${release.train} ${release.release}`} class='release-words'>
          What really happened: {releaseWords(release)}. <a href={linkTo(['series'])}>The same in the web's series</a>
        </p>
      ))}
      <details>
        <summary>{populations.length} populations</summary>
        <ul>
          {populations.map(({ device, percentile, summaryString: sentence }) => (
            <li key={`${device} ${percentile}`}>{percentile === 'percentile.fifty' ? 'p50' : 'p90'}: {sentence}</li>
          ))}
        </ul>
      </details>
    </article>
  )
}
