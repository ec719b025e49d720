import type { ClockSetting } from '../kernel/clock.js'
import { createClock } from '../kernel/clock.js'
import { Invalid } from '../kernel/errors.js'
import type { Collection } from '../facts/collection.js'
import { factNames, forkFacts, type FactName, type Facts } from '../facts/facts.js'
import type { Origin } from '../worlds/files/grow.js'
import { growBase, type Base } from '../worlds/base.js'
import { byTime, type ProgressPolicy, type State } from '../worlds/state.js'
import { recordCheck } from './shapes.js'

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

const collectionOf = (facts: Facts, name: FactName): Collection<object> => facts[name] as unknown as Collection<object>

/** Writes a state down. Costs what the changes cost, whatever the base holds. `home` is the base of the twin. */
export function writeState ({ base, facts, clock: { setting, advanced }, progress }: Pick<State, 'base' | 'facts' | 'clock' | 'progress'>, home: Base): StateRecord {
  const changes = factNames.flatMap((name): Array<[string, StoredChanges]> => {
    const { changed } = collectionOf(facts, name)
    if (changed.size === 0) return []
    const put: object[] = []
    const gone: string[] = []
    for (const [key, record] of changed) {
      if (record !== undefined) put.push(record)
      else gone.push(key)
    }
    return [[name, { put, gone }]]
  })
  const isBaseClock = base === home && advanced === home.clock.advanced && isSame(setting, home.clock.setting)
  return {
    ...(base === home ? {} : { origin: base.origin }),
    ...(isBaseClock ? {} : { clock: { setting, advanced } }),
    ...(progress.policy === 'time' ? {} : { progress }),
    changes: Object.fromEntries(changes)
  }
}

/** Whether there is nothing in a record: the state is the base itself. */
export const isEmptyRecord = ({ origin, clock, progress, changes }: StateRecord): boolean =>
  origin === undefined && clock === undefined && progress === undefined && Object.keys(changes).length === 0

const isSame = (a: ClockSetting, b: ClockSetting): boolean =>
  a.mode === b.mode && (a.mode !== 'offset' || a.offset === (b as typeof a).offset) && (a.mode !== 'frozen' || a.at === (b as typeof a).at)

/** Reads a state. `where` names the place in what is read. @throws Invalid with the place at fault. */
export function readState (record: unknown, home: Base, where: string): State {
  const { origin, clock, progress = byTime, changes } = (record ?? {}) as Partial<StateRecord>
  const base = origin === undefined ? home : baseOf(origin, home, `${where}.origin`)
  if (clock !== undefined && !isClock(clock)) throw new Invalid(`${where}.clock is no clock`)
  if (!isPolicy(progress)) throw new Invalid(`${where}.progress is no progress policy`)
  if (typeof changes !== 'object' || changes === null) throw new Invalid(`${where}.changes is no object`)
  const facts = forkFacts(base.facts)
  for (const [name, change] of Object.entries(changes)) restoreCollection(facts, name, change, `${where}.changes.${name}`)
  return { base, facts, clock: clock === undefined ? base.clock.fork() : createClock(clock.setting, clock.advanced), progress }
}

/** The base an origin grows: the twin's own if it is the same. */
function baseOf (origin: Partial<Origin> | null, home: Base, where: string): Base {
  const { file, seed, epoch, start } = origin ?? {}
  const whole = typeof file === 'object' && file !== null && [seed, epoch, start].every(Number.isFinite)
  if (!whole) throw new Invalid(`${where} is no origin: it needs file, seed, epoch and start`)
  const own = home.origin
  const same = seed === own.seed && epoch === own.epoch && start === own.start && JSON.stringify(file) === JSON.stringify(own.file)
  return same ? home : growBase({ file, seed: seed!, epoch: epoch!, start: start! })
}

function restoreCollection (facts: Facts, name: string, change: Partial<StoredChanges> | null, where: string): void {
  if (!(factNames as string[]).includes(name)) throw new Invalid(`${where} is unknown`)
  const { put, gone } = change ?? {}
  if (!Array.isArray(put) || !Array.isArray(gone)) throw new Invalid(`${where} has no lists "put" and "gone"`)
  const collection = collectionOf(facts, name as FactName)
  const faultIn = recordCheck(name as FactName)
  for (const [index, record] of put.entries()) {
    const fault = faultIn(record) ?? (typeof collection.spec.key(record as object) === 'string' ? undefined : ' has no key')
    if (fault !== undefined) throw new Invalid(`${where}.put[${index}]${fault}`)
  }
  collection.apply(put as object[], gone as string[])
}

function isClock (clock: unknown): clock is { setting: ClockSetting, advanced: number } {
  const { setting, advanced } = (clock ?? {}) as { setting?: Record<string, unknown>, advanced?: unknown }
  if (!Number.isFinite(advanced)) return false
  return setting?.mode === 'real' ||
    (setting?.mode === 'offset' && Number.isFinite(setting.offset)) ||
    (setting?.mode === 'frozen' && Number.isFinite(setting.at))
}

const isPolicy = (value: unknown): value is ProgressPolicy => {
  const { policy, reads } = (value ?? {}) as { policy?: unknown, reads?: unknown }
  return policy === 'time' || policy === 'immediate' || (policy === 'reads' && Number.isInteger(reads))
}
