import type { JSX } from 'preact'
import { linkTo, setQuery } from '../../route.js'
import { Does } from '../../ui/button.js'
import { Moment } from '../../ui/moment.js'
import type { Account } from '../../wire/world.js'
import { loadQuery } from './load-query.js'
import { accept, leaveOut, startBaseline } from './marks.js'
import { valueWords } from './metrics.js'
import type { Span } from './span.js'
import { Verdict } from './verdict.js'
import type { Run, SeriesRuns } from './wire.js'
import { runSentence, standing } from './words.js'

interface Chosen {
  readonly series: SeriesRuns
  readonly chosen: Span
  readonly account: Account
  /** Called when something was said of a run. */
  readonly said: () => void
}

/** The chosen run, or the chosen runs: what they are, and what can be said of them. */
export function ChosenPanel ({ series, chosen, account, said }: Chosen): JSX.Element | null {
  const { runs, orderIndex, metric } = series
  const [first, last] = [Math.min(chosen.from, chosen.to), Math.max(chosen.from, chosen.to)]
  const list = runs.slice(first, last + 1)
  const [run, end] = [list[0], runs[chosen.to]]
  if (run === undefined || end === undefined) return null
  const tell = (does: () => Promise<void>) => async (): Promise<void> => {
    await does()
    said()
  }
  const isOne = list.length === 1
  return (
    <section class='panel stack' aria-label='Chosen runs' data-part='chosen'>
      <h2>{isOne ? `Run ${first + 1}` : `Runs ${first + 1} to ${last + 1}`}</h2>
      {isOne ? <Facts run={run} metric={metric} /> : <p>{spanWords(list, metric)}</p>}
      <div class='row'>
        <Does does={tell(() => startBaseline(account, run.jobId))} done='The baseline starts here'>
          Start baseline here
        </Does>
        <Does
          does={tell(() => leaveOut(account, list.map(({ jobId }) => jobId), orderIndex))}
          done={isOne ? 'The run is left out' : 'The runs are left out'}
        >
          Leave out
        </Does>
        <Does
          does={tell(() => accept(account, end.jobId, orderIndex))}
          done='Its regime is accepted as new normal'
        >
          Accept as new normal
        </Does>
        <a href={linkTo(['job', end.jobId], loadQuery(orderIndex))}>Open the job</a>
        {isOne
          ? <button type='button' onClick={() => { setQuery({ compare: run.jobId }) }}>Compare with …</button>
          : (
            <a href={linkTo(['compare', run.jobId, list.at(-1)?.jobId ?? end.jobId], loadQuery(orderIndex))}>
              Compare the first with the last
            </a>
            )}
      </div>
      <p class='muted'>
        By the Performance API itself, as {account.username}: it is in the journal. Nothing there takes a start or a
        left out run back; another regime may be accepted at any time.
      </p>
      <p class='visually-hidden'>{runSentence(series, chosen.to)}</p>
      <Verdict owner={series.owner} job={end.jobId} metric={metric} orderIndex={orderIndex} round={standing(end)} />
    </section>
  )
}

function Facts ({ run, metric }: { run: Run, metric: string }): JSX.Element {
  const { created, build, value, baseline, jobId } = run
  const words = (each: number): string => valueWords(metric, each)
  return (
    <dl class='facts'>
      <dt>Job</dt><dd class='mono'>{jobId}</dd>
      <dt>Created</dt><dd><Moment at={created} /> UTC</dd>
      {build !== null && <><dt>Build</dt><dd>{build}</dd></>}
      <dt>Value</dt><dd data-part='value'>{value === null ? 'none' : words(value)}</dd>
      {baseline !== null && (
        <>
          <dt>Baseline</dt>
          <dd>
            {words(baseline.mean)}, from {words(baseline.lower)} to {words(baseline.upper)}, of {baseline.runs} runs
          </dd>
        </>
      )}
      <dt>Standing</dt><dd>{standing(run)}</dd>
    </dl>
  )
}

function spanWords (runs: readonly Run[], metric: string): string {
  const values = runs.flatMap(({ value }) => value === null ? [] : [value])
  const [first] = values
  if (first === undefined) return `${runs.length} runs without a value.`
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const outliers = runs.filter(({ outlier }) => outlier !== null).length
  const span = `${valueWords(metric, Math.min(...values))} to ${valueWords(metric, Math.max(...values))}`
  return `${runs.length} runs from ${span}, mean ${valueWords(metric, mean)}, ${outliers} outliers.`
}
