/** Times and durations of a world file: what the schema takes for text has to be one. */
import { realNow } from '../../kernel/clock.js'
import { parseDuration, readDuration } from '../../kernel/durations.js'
import { Invalid } from '../../kernel/errors.js'
import type { Path } from '../../kernel/json-text.js'
import { parseInstant, resolveTime, startOfDay, type TimeFrame } from '../../kernel/time.js'
import { spanOf } from '../files/going-on.js'
import type { LooseWorldFile } from './loose.js'
import type { Findings } from './problem.js'

const time = 'write a time (2026-04-15T12:00:00Z), a duration relative to the epoch (-P10D) or now±duration (now-PT5M)'
const instant = 'for example "2026-04-15T12:00:00Z"'
const duration = 'write an ISO 8601 duration such as PT10M, PT90S or P1D'

/** What relative times of a file refer to. */
export function frameOf ({ epoch = '', clock }: LooseWorldFile): TimeFrame {
  const start = parseInstant(clock?.frozen ?? '') ?? realNow()
  return { epoch: parseInstant(epoch) ?? startOfDay(start), start }
}

type Fields<Key extends string> = { readonly [K in Key]?: string | null | undefined }

export function checkMoments (find: Findings, file: LooseWorldFile): void {
  const { epoch, clock, releases, cadences, sauce = {}, appStore = {} } = file
  const frame = frameOf(file)
  const checkTimes = <Key extends string>(
    list: Path, specs: ReadonlyArray<Fields<Key>> = [], ...keys: Key[]
  ): void => {
    eachField(list, specs, keys, (path, text) => { checkTime(find, path, text, frame) })
  }
  const checkDurations = <Key extends string>(
    list: Path, specs: ReadonlyArray<Fields<Key>> = [], ...keys: Key[]
  ): void => {
    const read = (text: string): number => readDuration(text, '', { least: 0, hint: '' })
    eachField(list, specs, keys, (path, text) => find.attempt(path, () => read(text), duration))
  }
  checkInstant(find, ['epoch'], epoch)
  checkInstant(find, ['clock', 'frozen'], clock?.frozen)
  checkTimes(['releases'], releases, 'at')
  checkTimes(['cadences'], cadences, 'from')
  checkDurations(['cadences'], cadences, 'every')
  checkTimes(['sauce', 'suites'], sauce.suites, 'from')
  checkDurations(['sauce', 'suites'], sauce.suites, 'every', 'jitter', 'queuedFor', 'runningFor')
  checkTimes(['sauce', 'builds'], sauce.builds, 'created')
  checkTimes(['sauce', 'jobs'], sauce.jobs, 'created', 'modified')
  checkDurations(['sauce', 'jobs'], sauce.jobs, 'newFor', 'queuedFor', 'runningFor')
  sauce.teams?.forEach(({ users }, team) => { checkTimes(['sauce', 'teams', team, 'users'], users, 'created') })
  appStore.apps?.forEach(({ builds }, app) => {
    checkTimes(['appStore', 'apps', app, 'builds'], builds, 'uploaded')
    checkDurations(['appStore', 'apps', app, 'builds'], builds, 'processing')
  })
  checkPauses(find, file)
}

function eachField<Key extends string> (
  list: Path, specs: ReadonlyArray<Fields<Key>>, keys: readonly Key[], check: (path: Path, text: string) => void
): void {
  specs.forEach((spec, index) => {
    for (const key of keys) {
      const text = spec[key]
      if (typeof text === 'string') check([...list, index, key], text)
    }
  })
}

function checkTime (find: Findings, path: Path, text: string, frame: TimeFrame): void {
  try {
    resolveTime(text, frame)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    const isNone = error.message.includes(' is neither a time')
    find.fault(path, isNone ? `"${text.slice(0, 60)}" is no time` : error.message, time)
  }
}

function checkInstant (find: Findings, path: Path, text: string | undefined): void {
  if (text === undefined || parseInstant(text) !== undefined) return
  find.fault(path, `"${text.slice(0, 60)}" is no ISO 8601 time of the years 1900 to 9999`, instant)
}

/** What goes on has time between. */
function checkPauses (find: Findings, { cadences = [], sauce = {} }: LooseWorldFile): void {
  const check = (path: Path, every: string | undefined, where: string): void => {
    if (every === undefined || parseDuration(every) === undefined) return
    find.attempt(path, () => spanOf(every, where), 'for example "P1D"')
  }
  cadences.forEach(({ every, train = '' }, index) => {
    check(['cadences', index, 'every'], every, `the cadence of train ${train}`)
  })
  sauce.suites?.forEach(({ every, goesOn, name = '' }, index) => {
    const path = ['sauce', 'suites', index, 'every']
    if (goesOn === true) check(path, every, `suite "${name}"`)
    else if (parseDuration(every ?? '') === 0) find.warning(path, 'all its runs begin at once', 'for example "P1D"')
  })
}
