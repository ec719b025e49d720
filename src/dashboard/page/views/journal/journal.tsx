import type { JSX } from 'preact'
import { goTo, linkTo, setQuery } from '../../route.js'
import { count } from '../../ui/format.js'
import { Refused } from '../../ui/loading.js'
import { controlOf } from '../../wire/roots.js'
import { addressOf, filterIn, toggled, type Filter, type FilterKey } from './filter.js'
import { FilterBar } from './filter-bar.js'
import { keyOf, type Row } from './log.js'
import { LogTable } from './log-table.js'
import { RequestDetail } from './request-detail.js'
import { allWorlds, useLog, worldHere, type Live } from './use-log.js'
import { Verify } from './verify.js'

type Query = Readonly<Record<string, string>>

/** Which journal a part of the view asks, where all are looked at. */
const oneWorld = ({ world }: Filter): string => world === undefined || world === allWorlds ? worldHere() : world

function Tools ({ shown, filter }: { shown: Live | undefined, filter: Filter }): JSX.Element {
  const isAll = filter.world === allWorlds
  const live = shown?.live
  const isPaused = live?.isPaused === true
  return (
    <div class='row'>
      <button type='button' aria-pressed={isPaused} onClick={() => { live?.pause(!isPaused) }}>
        {isPaused ? 'Paused' : 'Pause'}
      </button>
      {isPaused && <span role='status'>{count(live.waiting)} waiting</span>}
      <button
        type='button'
        aria-pressed={isAll}
        onClick={() => { setQuery({ world: isAll ? undefined : allWorlds }) }}
      >
        All worlds
      </button>
      <button type='button' onClick={() => { setQuery({ expect: '{}' }) }}>Verify …</button>
      <a href={new URL('journal.har', controlOf(oneWorld(filter))).href} download='perftwin.har'>Download HAR</a>
      {live !== undefined && <span class='muted' data-part='count'>{count(live.log.rows.length)} requests</span>}
      {live !== undefined && live.older > 0 && (
        <button type='button' onClick={() => { void live.readOlder() }}>{count(live.older)} older</button>
      )}
    </div>
  )
}

/** What was asked of the twin, as it is asked; beside it, what a request was and what it was answered. */
export function Journal ({ path: [seq], query }: { path: readonly string[], query: Query }): JSX.Element {
  const filter = filterIn(query)
  const shown = useLog(filter)
  const { expect, of = oneWorld(filter) } = query
  const addressed = { ...addressOf(filter), expect }
  const pick = (key: FilterKey, value: string): void => { setQuery(addressOf(toggled(filter, key, value))) }
  // A request of another world than the one in the address says so.
  const wordOf = (world: string): { of?: string } => world === oneWorld(filter) ? {} : { of: world }
  const addressOfRow = ({ seq, world }: Row): [string[], object] =>
    [['journal', String(seq)], { ...addressed, ...wordOf(world) }]
  const hrefOf = (row: Row): string => linkTo(...addressOfRow(row) as Parameters<typeof linkTo>)
  return (
    <div class='stack journal'>
      <h1 class='visually-hidden'>Journal</h1>
      <div class='row spread'>
        <FilterBar filter={filter} change={(next) => { setQuery(addressOf(next)) }} />
        <Tools shown={shown} filter={filter} />
      </div>
      {shown?.refusal !== undefined && <Refused refusal={shown.refusal} />}
      {expect !== undefined && (
        <Verify
          world={oneWorld(filter)}
          expectation={expect === '{}' ? '' : expect}
          change={(text) => { setQuery({ expect: text }) }}
          hrefOf={(missed) => linkTo(['journal', String(missed)], addressed)}
        />
      )}
      <div class={seq === undefined ? 'beside' : 'beside with-detail'}>
        {shown !== undefined && (
          <LogTable
            log={shown.live.log}
            chosen={seq === undefined ? undefined : keyOf(of, Number(seq))}
            hrefOf={hrefOf}
            walkTo={(row) => { location.replace(hrefOf(row)) }}
            pick={pick}
          />
        )}
        {seq !== undefined && (
          <RequestDetail
            world={of}
            seq={Number(seq)}
            filter={filter}
            pick={pick}
            verify={(text) => { setQuery({ expect: text }) }}
            close={() => { goTo(['journal'], addressed) }}
          />
        )}
      </div>
    </div>
  )
}
