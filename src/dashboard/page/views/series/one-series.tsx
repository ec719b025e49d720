import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { goTo, route, setQuery } from '../../route.js'
import { Refused } from '../../ui/loading.js'
import { ask } from '../../wire/ask.js'
import { useLoaded } from '../../wire/loaded.js'
import { account, info } from '../../wire/world.js'
import { RegimePanel, ReleasePanel } from './around-panels.js'
import { SeriesChart } from './chart.js'
import { ChosenPanel } from './chosen-panel.js'
import { calm, changedBy } from './changed-by.js'
import type { Span } from './span.js'
import { SeriesTools } from './tools.js'
import { loadQuery } from './load-query.js'
import { eventsOf } from './truth.js'
import { TruthPanel } from './truth-panel.js'
import type { SeriesRuns } from './wire.js'

interface Asked { readonly job: string, readonly query: Readonly<Record<string, string>> }

const usualMetric = 'largestContentfulPaint'

/** A series: its chart, what is chosen of it, what lies around it. */
export function OneSeries ({ job, query }: Asked): JSX.Element {
  const metric = query['metric'] ?? usualMetric
  const orderIndex = Number(query['load'] ?? 0)
  const path = `series/${encodeURIComponent(job)}`
  const loaded = useLoaded(`${job} ${metric} ${orderIndex}`, () =>
    ask<'seriesRuns'>('GET', path, { query: { metric, orderIndex } }), { changedBy, calm })
  // Another metric takes a moment: until it is there, the chart stays.
  const kept = useRef<SeriesRuns | undefined>(undefined)
  kept.current = loaded.value ?? kept.current
  const { current: series } = kept
  if (series === undefined) {
    const { refusal } = loaded
    return refusal === undefined ? <p class='muted' aria-busy='true'>Loading …</p> : <Refused refusal={refusal} />
  }
  return (
    <div class='stack'>
      {loaded.refusal !== undefined && <Refused refusal={loaded.refusal} />}
      <SeriesShown series={series} job={job} query={query} said={loaded.again} />
    </div>
  )
}

interface Here extends Asked { readonly series: SeriesRuns, readonly said: () => void }

function SeriesShown ({ series, job, query, said }: Here): JSX.Element {
  const { runs, orderIndex, owner, metric } = series
  const wantsTruth = query['truth'] === '1'
  const truth = useLoaded(`truth ${wantsTruth}`, async () =>
    wantsTruth ? await ask<'truth'>('GET', 'truth') : undefined, { changedBy, calm })
  const events = truth.value === undefined ? undefined : eventsOf(truth.value, series)
  const placeOf = (id: string | undefined): number => runs.findIndex(({ jobId }) => jobId === id)
  const chosen = spanOf(placeOf(query['run']), placeOf(query['from'] ?? query['run']))
  const compared = placeOf(query['compare'])
  const first = runs[compared]
  const who = info.value?.accounts.find(({ username }) => username === owner) ?? account.value

  const choose = (index: number, isSpan: boolean): void => {
    const run = runs[index]?.jobId
    // As it is now: a pointer is faster than drawing.
    const { from, run: last } = route.value.query
    setQuery({ run, from: isSpan ? from ?? last : undefined })
  }
  /** What is opened is compared, if a first one waits for it. */
  const open = (index: number): void => {
    const id = runs[index]?.jobId
    if (id === undefined) return
    if (first === undefined) goTo(['job', id], loadQuery(orderIndex))
    else if (first.jobId !== id) goTo(['compare', first.jobId, id], loadQuery(orderIndex))
  }
  return (
    <>
      <SeriesTools series={series} job={job} wantsTruth={wantsTruth} />
      {first !== undefined && (
        <p class='row notice-calm' role='status'>
          Run {compared + 1} is chosen: choose the run to compare it with, and press Enter or
          <button type='button' disabled={chosen === undefined} onClick={() => { open(chosen?.to ?? compared) }}>
            compare
          </button>
          <button type='button' onClick={() => { setQuery({ compare: undefined }) }}>no comparison</button>
        </p>
      )}
      <div class='panel' data-part='series'>
        <SeriesChart
          series={series} events={events ?? []} chosen={chosen} compared={compared < 0 ? undefined : compared}
          choose={choose} open={open}
        />
        <Legend />
      </div>
      {chosen !== undefined && who !== undefined && (
        <ChosenPanel series={series} chosen={chosen} account={who} said={said} />
      )}
      <div class='grid-2'>
        <ReleasePanel series={series} />
        {who !== undefined && <RegimePanel series={series} account={who} said={said} />}
      </div>
      {events !== undefined && (
        <TruthPanel events={events} metric={metric} choose={(index) => { choose(index, false) }} />
      )}
      {truth.refusal !== undefined && <Refused refusal={truth.refusal} />}
    </>
  )
}

const spanOf = (to: number, from: number): Span | undefined =>
  to < 0 ? undefined : { from: from < 0 ? to : from, to }

const Legend = (): JSX.Element => (
  <p class='series-legend muted'>
    <span class='inside'>● in line</span> <span class='outlier'>◆ outlier</span> <span>○ left out</span>
    {' '}<span class='accepted'>● accepted</span> <span class='release-words'>│ release</span>
    {' '}<span>Arrow keys walk through the runs, with Shift they choose several.</span>
    {' '}<span>Enter or a double click opens one.</span>
  </p>
)
