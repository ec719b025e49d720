import type { JSX } from 'preact'
import { Shown } from '../../ui/loading.js'
import { ask } from '../../wire/ask.js'
import { isOfThisWorld, type LiveEvent } from '../../wire/live.js'
import { useLoaded } from '../../wire/loaded.js'
import { StateDifference } from './difference.js'
import { MakeWorld } from './make-world.js'
import { Snapshots } from './snapshots.js'
import { WorldsTable } from './worlds-table.js'

type Query = Readonly<Record<string, string>>

const changesWorlds = ({ type }: LiveEvent): boolean =>
  ['world', 'clock', 'change', 'restored', 'snapshot'].includes(type)
const changesSnapshots = (event: LiveEvent): boolean => isOfThisWorld(event) && event.type === 'snapshot'

/** The worlds of the twin, and the states of the one that is shown. */
export function Worlds ({ query }: { query: Query }): JSX.Element {
  const worlds = useLoaded('worlds', () => ask<'listWorlds'>('GET', 'worlds'), { changedBy: changesWorlds, calm: 400 })
  const saved = useLoaded('snapshots', () => ask<'listSnapshots'>('GET', 'snapshots'), { changedBy: changesSnapshots })
  const snapshots = saved.value?.snapshots ?? []
  const names = snapshots.map(({ name }) => name)
  const { from = 'start', to = 'now' } = query
  const states = [...new Set(['start', ...names, 'now', from, to])]
  return (
    <div class='stack worlds'>
      <h1 class='visually-hidden'>Worlds and snapshots</h1>
      <Shown of={worlds}>
        {({ worlds: all, limit }) => (
          <>
            <WorldsTable worlds={all} limit={limit} />
            <MakeWorld worlds={all.map(({ name }) => name)} snapshots={names} />
          </>
        )}
      </Shown>
      <Shown of={saved}>{() => <Snapshots snapshots={snapshots} />}</Shown>
      <StateDifference from={from} to={to} states={states} />
    </div>
  )
}
