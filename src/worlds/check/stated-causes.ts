/** The causes that a world file states, each with its release; and whether one that takes back has anything to. */
import { Invalid } from '../../kernel/errors.js'
import type { Path } from '../../kernel/json-text.js'
import { resolveTime, type TimeFrame } from '../../kernel/time.js'
import { resourceKinds } from '../../lab/page/page.schema.js'
import type { CauseSetting } from '../../lab/page/release.schema.js'
import { appCauses, pageCauses } from '../files/causes.js'
import type { Loose, LooseWorldFile } from './loose.js'

interface Times {
  /** ms since the Unix epoch; what comes again and again has no last time. */
  readonly first: number
  readonly last: number
}

export interface Stated extends Times {
  readonly path: Path
  readonly cause: CauseSetting
  readonly train: string
  readonly trainPath: Path
  /** Its own and those it reaches. */
  readonly trains: readonly string[]
}

/** Whether nothing of a cause was taken away. */
export const isWhole = (cause: Loose<CauseSetting>): cause is CauseSetting =>
  typeof cause === 'string' || (cause.change !== undefined && cause.factor !== undefined)

export function statedCauses ({ releases = [], cadences = [] }: LooseWorldFile, frame: TimeFrame): Stated[] {
  const stated: Stated[] = []
  const add = (release: Releasing, causes: Loose<CauseSetting[]>, path: Path, times: Times): void => {
    const { train, reaches = [] } = release
    if (train === undefined) return
    const trains = [train, ...reaches]
    causes.forEach((cause, index) => {
      if (!isWhole(cause)) return
      stated.push({ path: [...path, index], cause, train, trainPath: [...path.slice(0, 2), 'train'], trains, ...times })
    })
  }
  releases.forEach((release, index) => {
    const at = timeOf(release.at, frame)
    const times = { first: at ?? -Infinity, last: at ?? Infinity }
    add(release, release.causes ?? [], ['releases', index, 'causes'], times)
  })
  cadences.forEach((cadence, index) => {
    const times = { first: timeOf(cadence.from, frame) ?? -Infinity, last: Infinity }
    cadence.turns?.forEach((causes, turn) => { add(cadence, causes, ['cadences', index, 'turns', turn], times) })
  })
  return stated
}

interface Releasing {
  readonly train?: string | undefined
  readonly reaches?: readonly string[] | undefined
}

function timeOf (text: string | undefined, frame: TimeFrame): number | undefined {
  try {
    return text === undefined ? undefined : resolveTime(text, frame)
  } catch (error) {
    if (error instanceof Invalid) return undefined
    throw error
  }
}

const kinds = ['document', ...resourceKinds] as const

/** What a cause changes, by keys: two that have one in common change the same. */
function keysOf ({ cause, trains }: Stated): string[] {
  const ofPages = pageCauses([cause]).flatMap(({ change, types = kinds, by = '' }) =>
    (change === 'work' || change === 'layoutShift' ? [''] : types).map((type) => `page ${change} ${type} ${by}`))
  const ofApps = appCauses([cause]).map(({ metric, by = '' }) => `app ${metric} ${by}`)
  return trains.flatMap((train) => [...ofPages, ...ofApps].map((key) => `${train}\n${key}`))
}

const takesBack = ({ cause }: Stated): boolean =>
  [...pageCauses([cause]), ...appCauses([cause])].every(({ factor }) => factor === null)

export class TakenBack {
  /** When something is changed first, ms since the Unix epoch. */
  readonly #changed = new Map<string, number>()

  constructor (stated: readonly Stated[]) {
    for (const each of stated) {
      if (takesBack(each)) continue
      for (const key of keysOf(each)) {
        this.#changed.set(key, Math.min(each.first, this.#changed.get(key) ?? Infinity))
      }
    }
  }

  /** Whether a cause takes back what nothing changed before it. */
  isNothing (each: Stated): boolean {
    return takesBack(each) && !keysOf(each).some((key) => (this.#changed.get(key) ?? Infinity) <= each.last)
  }
}
