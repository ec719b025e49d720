import type { JSX } from 'preact'
import { ownAxis } from '../../load/axis.js'
import { PhaseLegend } from '../../load/bars.js'
import { Filmstrip } from '../../load/filmstrip.js'
import { Lanes, type Cursor } from '../../load/lanes.js'
import { MainThread, WorkLegend } from '../../load/main-thread.js'
import type { PageLoad } from '../../load/page-load.js'
import { RequestDetails } from '../../load/request-details.js'
import { WaterfallTable } from '../../load/waterfall-table.js'

interface Of {
  readonly load: PageLoad
  readonly cursor: Cursor
  readonly chosen: number | undefined
  readonly choose: (index: number | undefined) => void
}

/** Filmstrip, requests and main thread of one page load, above each other on one time axis. */
export function Timeline ({ load, cursor, chosen, choose }: Of): JSX.Element {
  const placed = { load, axis: ownAxis(load), zero: 0 }
  const row = chosen === undefined ? undefined : load.rows[chosen]
  return (
    <div class='timeline'>
      <div>
        <Lanes {...placed} cursor={cursor}>
          <Filmstrip {...placed} cursor={cursor} name='Filmstrip' />
          {load.rows.length > 0 && <WaterfallTable {...placed} cursor={cursor} chosen={chosen} choose={choose} />}
          {load.tasks.length > 0 && <MainThread {...placed} cursor={cursor} />}
        </Lanes>
        <div class='legends'>
          {load.rows.length > 0 && <PhaseLegend />}
          {load.tasks.length > 0 && <WorkLegend />}
        </div>
      </div>
      {row !== undefined && <RequestDetails row={row} close={() => { choose(undefined) }} />}
    </div>
  )
}
