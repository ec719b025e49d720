import type { JSX } from 'preact'
import { linkTo, setQuery } from '../../route.js'
import { Refused } from '../../ui/loading.js'
import { look } from '../../wire/ask.js'
import { useLoaded } from '../../wire/loaded.js'
import { groupsOf, metricTitle } from './metrics.js'
import type { Items, SeriesRuns } from './wire.js'

/** Which series it is, which metric is shown, and whether the truth is. */
export function SeriesTools (
  { series, job, wantsTruth }: { series: SeriesRuns, job: string, wantsTruth: boolean }
): JSX.Element {
  const { owner, name, os, browser, url, orderIndex, metric } = series
  const loads = useLoaded(`metrics ${job}`, () => look<Items>(owner, `v2/performance/metrics/${job}/`))
  const items = loads.value?.items ?? []
  const names = Object.keys(items.find((item) => item.order_index === orderIndex)?.metric_data ?? {})
  const groups = groupsOf(names.includes(metric) ? names : [...names, metric])
  return (
    <>
      <div class='row spread'>
        <h1>{name ?? 'No name'}</h1>
        <a href={linkTo(['series'])}>All series</a>
      </div>
      <p class='muted'>{url}, {browser} on {os}, by {owner}</p>
      {loads.refusal !== undefined && <Refused refusal={loads.refusal} />}
      <div class='row'>
        <label class='row'>
          Metric
          <select value={metric} onChange={({ currentTarget }) => { setQuery({ metric: currentTarget.value }) }}>
            {groups.map((group) => (
              <optgroup key={group.title} label={group.title}>
                {group.names.map((each) => <option key={each} value={each}>{metricTitle(each)}</option>)}
              </optgroup>
            ))}
          </select>
        </label>
        {items.length > 1 && (
          <label class='row'>
            Page load
            <select value={orderIndex} onChange={({ currentTarget }) => { setQuery({ load: currentTarget.value }) }}>
              {items.map(({ order_index: index }) => <option key={index} value={index}>{index + 1}</option>)}
            </select>
          </label>
        )}
        <button
          type='button'
          aria-pressed={wantsTruth}
          onClick={() => { setQuery({ truth: wantsTruth ? undefined : '1' }) }}
        >
          What really happened
        </button>
      </div>
    </>
  )
}
