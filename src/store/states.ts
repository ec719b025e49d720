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
export function writeState (state: Written, home: Base): StateRecord {
  const { base, facts } = state
  const clock = writeClock(state, home)
  const progress = writeProgress(state)
  return {
    ...(base === home ? {} : { origin: base.origin }),
    ...(clock === undefined ? {} : { clock }),
    ...(progress === undefined ? {} : { progress }),
    changes: changesOf(facts)
  }
}

/** A state's clock; undefined where it is the one of the twin's base. */
export function writeClock (
  { base, clock: { setting, advanced } }: Pick<State, 'base' | 'clock'>, home: Base
): StateRecord['clock'] {
  const isBaseClock = base === home && advanced === home.clock.advanced && isSame(setting, home.clock.setting)
  return isBaseClock ? undefined : { setting, advanced }
}

/** How a state's jobs get on; undefined where that is as usual. */
export const writeProgress = ({ progress }: Pick<State, 'progress'>): ProgressPolicy | undefined =>
  progress.policy === 'time' ? undefined : progress

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
