import type { JSX } from 'preact'
import { SeriesList } from './list.js'
import { OneSeries } from './one-series.js'

interface Viewed { readonly path: readonly string[], readonly query: Readonly<Record<string, string>> }

/** All series, or the one that a job's page load belongs to. */
export function Series ({ path: [job], query }: Viewed): JSX.Element {
  return job === undefined ? <SeriesList /> : <OneSeries job={job} query={query} />
}
