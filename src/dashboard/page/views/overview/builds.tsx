import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { count } from '../../ui/format.js'
import { Shown } from '../../ui/loading.js'
import { Moment } from '../../ui/moment.js'
import { VirtualRows } from '../../ui/virtual-rows.js'
import type { Build } from './build-rows.js'
import { useBuilds, type KnownBuilds } from './builds-data.js'
import { JobCell } from './job-cell.js'

/** Builds as rows, their jobs as cells. */
export function Builds (): JSX.Element {
  const { loaded, want } = useBuilds()
  return (
    <section class='panel'>
      <h2>Builds</h2>
      <Shown of={loaded}>
        {(known) => known.total === 0
          ? <p class='muted'>There are no jobs yet.</p>
          : <Rows known={known} want={want} />}
      </Shown>
    </section>
  )
}

function Rows ({ known: { total, at }, want }: { known: KnownBuilds, want: (place: number) => void }): JSX.Element {
  const places = Array.from({ length: total }, (_, place) => place)
  return (
    <VirtualRows
      name={`Builds, ${count(total)} in all`}
      items={places}
      keyOf={(place) => place}
      rowHeight={44}
      height={440}
      columns={['Build', 'Jobs', 'Since']}
      row={(place) => {
        const build = at.get(place)
        return build === undefined ? <Missing place={place} want={want} /> : <Row build={build} />
      }}
    />
  )
}

/** A row that is seen and was not asked for yet. */
function Missing ({ place, want }: { place: number, want: (place: number) => void }): JSX.Element {
  useEffect(() => { want(place) }, [place])
  return <td colSpan={3} class='muted'>…</td>
}

function Row ({ build: { name, owner, created, jobCount, jobs } }: { build: Build }): JSX.Element {
  const more = jobCount - jobs.length
  return (
    <>
      <th scope='row'>
        <span class='build-name'>{name ?? 'Jobs without a build'}</span>
        <span class='muted build-owner'>{owner}</span>
      </th>
      <td>
        <div class='job-cells'>
          {jobs.map((job) => <JobCell key={job.id} job={job} />)}
          {more > 0 && <span class='muted'>and {count(more)} more</span>}
        </div>
      </td>
      <td><Moment at={created} /></td>
    </>
  )
}
