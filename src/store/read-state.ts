import { createClock, type ClockSetting } from '../kernel/clock.js'
import { Invalid } from '../kernel/errors.js'
import { isJsonObject, isNumber, type JsonObject } from '../kernel/json.js'
import { factNames, forkFacts, type FactName, type Facts } from '../facts/facts.js'
import type { Origin } from '../worlds/files/grow.js'
import { grownFor, growBase, type Base } from '../worlds/base.js'
import { byTime, type ProgressPolicy, type State } from '../worlds/state.js'
import { recordReader } from './shapes.js'

/** Reads a state. `where` names the place in what is read. @throws Invalid with the place at fault. */
export function readState (record: unknown, home: Base, where: string): State {
  const { origin, clock, progress = byTime, changes }: JsonObject = isJsonObject(record) ? record : {}
  const base = origin === undefined ? home : baseOf(origin, home, `${where}.origin`)
  if (clock !== undefined && !isClock(clock)) throw new Invalid(`${where}.clock is no clock`)
  if (!isPolicy(progress)) throw new Invalid(`${where}.progress is no progress policy`)
  if (!isJsonObject(changes)) throw new Invalid(`${where}.changes is no object`)
  const ownClock = clock === undefined ? base.clock.fork() : createClock(clock.setting, clock.advanced)
  // What clients changed may have come to be only as the clock moved on.
  const facts = forkFacts(grownFor(base, ownClock.now()).facts)
  for (const [name, change] of Object.entries(changes)) {
    if (!isFactName(name)) throw new Invalid(`${where}.changes.${name} is unknown`)
    restoreCollection(facts, name, change, `${where}.changes.${name}`)
  }
  return { base, facts, clock: ownClock, progress }
}

/** The base an origin grows: the twin's own if it is the same. */
function baseOf (origin: unknown, home: Base, where: string): Base {
  if (!isOrigin(origin)) throw new Invalid(`${where} is no origin: it needs file, seed, epoch and start`)
  const { file, seed, epoch, start } = origin
  const own = home.origin
  const isHome = seed === own.seed && epoch === own.epoch && start === own.start &&
    JSON.stringify(file) === JSON.stringify(own.file)
  return isHome ? home : growBase({ file, seed, epoch, start })
}

function restoreCollection<Name extends FactName> (facts: Facts, name: Name, change: unknown, where: string): void {
  const { put, gone }: JsonObject = isJsonObject(change) ? change : {}
  if (!Array.isArray(put) || !Array.isArray(gone)) throw new Invalid(`${where} has no lists "put" and "gone"`)
  const collection = facts[name]
  const read = recordReader(name)
  const records = put.map((value, index) => {
    const record = read(value, `${where}.put[${index}]`)
    if (typeof collection.spec.key(record) !== 'string') throw new Invalid(`${where}.put[${index}] has no key`)
    return record
  })
  collection.apply(records, gone.filter((key) => typeof key === 'string'))
}

const isFactName = (name: string): name is FactName => factNames.some((known) => known === name)

/** The world file of an origin was checked when it was grown, or is checked where it is imported. */
const isOrigin = (value: unknown): value is Origin =>
  isJsonObject(value) && isJsonObject(value.file) && [value.seed, value.epoch, value.start].every(isNumber)

const isClock = (value: unknown): value is { setting: ClockSetting, advanced: number } =>
  isJsonObject(value) && isNumber(value.advanced) && isSetting(value.setting)

function isSetting (value: unknown): value is ClockSetting {
  if (!isJsonObject(value)) return false
  const { mode, offset, at } = value
  return mode === 'real' || (mode === 'offset' && isNumber(offset)) || (mode === 'frozen' && isNumber(at))
}

function isPolicy (value: unknown): value is ProgressPolicy {
  if (!isJsonObject(value)) return false
  const { policy, reads } = value
  return policy === 'time' || policy === 'immediate' || (policy === 'reads' && Number.isInteger(reads))
}
