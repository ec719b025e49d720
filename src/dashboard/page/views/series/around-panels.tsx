import type { JSX } from 'preact'
import { linkTo } from '../../route.js'
import { Does } from '../../ui/button.js'
import { change } from '../../ui/format.js'
import { Moment } from '../../ui/moment.js'
import type { Account } from '../../wire/world.js'
import { loadQuery } from './load-query.js'
import { accept } from './marks.js'
import { valueWords } from './metrics.js'
import { aroundRelease, mediansAround } from './releases.js'
import type { SeriesRuns } from './wire.js'
import { regimeName, releaseWords } from './words.js'

/** The releases whose causes the runs feel, each with a run before it and one after it. */
export function ReleasePanel ({ series }: { series: SeriesRuns }): JSX.Element {
  const { releases, runs, metric, orderIndex } = series
  return (
    <section class='panel' aria-label='Releases' data-part='releases'>
      <h2>Releases</h2>
      {releases.length === 0 && <p class='muted'>No release changed these page loads.</p>}
      <ul class='plain'>
        {releases.map((release) => {
          const around = aroundRelease(runs, release.index)
          const medians = mediansAround(series, release.index)
          return (
            <li key={`${release.train} ${release.version}`} data-release={`${release.train} ${release.version}`}>
              <span class='release-words'>{releaseWords(release)}</span> <Moment at={release.at} />
              {medians !== undefined && (
                <span>
                  {': '}{valueWords(metric, medians.before)} became {valueWords(metric, medians.after)},
                  {' '}{change(medians.before, medians.after)}
                </span>
              )}
              {around !== undefined && (
                <>
                  {' '}
                  <a href={linkTo(['compare', around.before.jobId, around.after.jobId], loadQuery(orderIndex))}>
                    before and after {release.train} {release.version}
                  </a>
                </>
              )}
              {release.index === null && <span class='muted'> No run since.</span>}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** The regimes; one that is not in force can be accepted. */
export function RegimePanel (
  { series, account, said }: { series: SeriesRuns, account: Account, said: () => void }
): JSX.Element {
  const { regimes, runs, metric, orderIndex } = series
  return (
    <section class='panel' aria-label='Regimes' data-part='regimes'>
      <h2>Regimes</h2>
      <ol class='plain'>
        {regimes.map((regime, index) => {
          const { from, to, active, lower, upper } = regime
          const job = runs[to]?.jobId
          const name = regimeName(metric, regime, index)
          return (
            <li key={from} class='row'>
              <span>
                <strong>{name}</strong>, runs {from + 1} to {to + 1},
                {' '}{valueWords(metric, lower)} to {valueWords(metric, upper)}
              </span>
              {active && <span class='chip'>in force</span>}
              {!active && job !== undefined && (
                <Does
                  does={async () => {
                    await accept(account, job, orderIndex)
                    said()
                  }}
                  label={`Accept as new normal: regime ${index + 1}`}
                  done={`${name} is in force`}
                >
                  Accept as new normal
                </Does>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
