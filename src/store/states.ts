import type { ClockSetting } from '../kernel/clock.js'
import { factNames, type FactName, type Facts } from '../facts/facts.js'
import type { Origin } from '../worlds/files/grow.js'
import type { ProgressPolicy } from '../worlds/state.js'
import type { Base } from '../worlds/base.js'
import type { State } from '../worlds/state.js'

/** What was put into one collection and what was deleted from it since the base. */
export interface StoredChanges { put: readonly object[], gone: readonly string[] }

/** A state as text can hold it: how it differs from the base that its origin grows; what is as there is left out. */
export interface StateRecord {
  /** Left out where it is the base of the twin. */
  origin?: Origin
  clock?: { setting: ClockSetting, advanced: number }
  progress?: ProgressPolicy
  changes: Partial<Record<FactName, StoredChanges>>
}

/** What of a state is written down. */
type Written = Pick<State, 'base' | 'facts' | 'clock' | 'progress'>

/** Writes a state down. Costs what the changes cost, whatever the base holds. `home` is the base of the twin. */
export function writeState ({ base, facts, clock: { setting, advanced }, progress }: Written, home: Base): StateRecord {
  const isBaseClock = base === home && advanced === home.clock.advanced && isSame(setting, home.clock.setting)
  return {
    ...(base === home ? {} : { origin: base.origin }),
    ...(isBaseClock ? {} : { clock: { setting, advanced } }),
    ...(progress.policy === 'time' ? {} : { progress }),
    changes: changesOf(facts)
  }
}

/** The changes of every collection that differs from the base. */
function changesOf (facts: Facts): StateRecord['changes'] {
  const changes: StateRecord['changes'] = {}
  for (const name of factNames) {
    const { changed } = facts[name]
    if (changed.size > 0) changes[name] = storedChanges(changed)
  }
  return changes
}

function storedChanges (changed: ReadonlyMap<string, object | undefined>): StoredChanges {
  const put: object[] = []
  const gone: string[] = []
  for (const [key, record] of changed) {
    if (record !== undefined) put.push(record)
    else gone.push(key)
  }
  return { put, gone }
}

/** Whether there is nothing in a record: the state is the base itself. */
export const isEmptyRecord = ({ origin, clock, progress, changes }: StateRecord): boolean =>
  origin === undefined && clock === undefined && progress === undefined && Object.keys(changes).length === 0

function isSame (a: ClockSetting, b: ClockSetting): boolean {
  if (a.mode === 'offset') return b.mode === 'offset' && a.offset === b.offset
  if (a.mode === 'frozen') return b.mode === 'frozen' && a.at === b.at
  return b.mode === 'real'
}
