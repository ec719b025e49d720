import type { JSX } from 'preact'
import type { Answer } from '../../../../control/operations.js'
import { linkTo } from '../../route.js'
import { Shown } from '../../ui/loading.js'
import { Moment } from '../../ui/moment.js'
import { VirtualRows } from '../../ui/virtual-rows.js'
import { ask } from '../../wire/ask.js'
import { useLoaded } from '../../wire/loaded.js'
import { calm, changedBy } from './changed-by.js'
import { loadQuery } from './load-query.js'

type Row = Answer<'listSeries'>['series'][number]

const most = 1000

const keyOf = ({ owner, name, os, browser, url, orderIndex }: Row): string =>
  JSON.stringify([owner, name, os, browser, url, orderIndex])

const rowOf = ({ lastJob, name, url, os, browser, owner, runs, last, orderIndex }: Row): JSX.Element => (
  <>
    <td>
      <a href={linkTo(['series', lastJob], loadQuery(orderIndex))}>{name ?? 'No name'}</a>
    </td>
    <td class='cut' title={url}>{url}</td>
    <td>{browser}, {os}</td>
    <td>{owner}</td>
    <td class='number'>{runs}</td>
    <td><Moment at={last} /></td>
  </>
)

const columns = ['Test', 'Page', 'Platform', 'Owner', 'Runs', 'Last run, UTC']

/** All series of the world, the one that ran last first. */
export function SeriesList (): JSX.Element {
  const query = { limit: most }
  const loaded = useLoaded('series', () => ask<'listSeries'>('GET', 'series', { query }), { changedBy, calm })
  return (
    <div class='stack'>
      <h1>Series</h1>
      <p class='muted'>Runs of one page load of one test, on one platform: what baselines and regimes are made of.</p>
      <Shown of={loaded}>
        {({ total, series }) => (
          <>
            {total === 0 && <p>No job of this world measured a page load yet.</p>}
            {total > most && <p>The newest {most} of {total}.</p>}
            {series.length > 0 && (
              <VirtualRows
                items={series} keyOf={keyOf} rowHeight={40} height={600} name='Series' columns={columns} row={rowOf}
              />
            )}
          </>
        )}
      </Shown>
    </div>
  )
}
