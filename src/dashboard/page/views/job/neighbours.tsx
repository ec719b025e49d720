import type { JSX } from 'preact'
import { readRuns } from '../../load/read-series.js'
import type { FoundJob, JobFiles } from '../../load/read.js'
import { nearestTurn, seriesOf, turnsOf, type Run, type Turn } from '../../load/series.js'
import { linkTo } from '../../route.js'
import { Shown } from '../../ui/loading.js'
import { ask } from '../../wire/ask.js'
import { useLoaded } from '../../wire/loaded.js'

interface Of { readonly found: FoundJob, readonly files: JobFiles, readonly load: number }

interface Beside { readonly runs: readonly Run[], readonly turn: Turn | undefined }

/** Where the run stands in its series: the run before it, and before and after what changed last. */
export function Neighbours ({ found: { job, account }, files, load }: Of): JSX.Element | null {
  const item = files.items.find(({ order_index: index }) => index === load)
  const beside = useLoaded(`runs ${job.id} ${load}`, async (): Promise<Beside | undefined> => {
    if (item === undefined) return undefined
    const [truth, runs] = await Promise.all([ask<'truth'>('GET', 'truth'), readRuns(account, item)])
    const turns = turnsOf(seriesOf(truth, job, load), runs)
    return { runs, turn: nearestTurn(turns, job.creation_time * 1000) }
  })
  if (item === undefined) return null
  const before = beside.value?.runs.findLast(({ at }) => at < job.creation_time * 1000)
  const query = { load: load === 0 ? undefined : load }
  return (
    <nav class='row neighbours' aria-label='The series of this run'>
      <a href={linkTo(['series', job.id], query)}>Series</a>
      {before !== undefined && <a href={linkTo(['compare', before.job, job.id], query)}>Compare with the run before</a>}
      <Shown of={beside}>
        {(known) => known?.turn !== undefined && (
          <a href={linkTo(['compare', known.turn.before, known.turn.after], query)}>
            Before and after {known.turn.words}
          </a>
        )}
      </Shown>
    </nav>
  )
}
