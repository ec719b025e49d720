/** What releases do to a page: causes in words, which of them are in force at a moment, and their joint effect. */
import { resourceKinds, type ResourceKind } from './page.schema.js'
import type { Cause, CauseSetting, Release } from './release.schema.js'

export type AffectedKind = ResourceKind | 'document'
type Factors = Readonly<Record<AffectedKind, number>>

/** Multipliers for each resource type, and for the page's own work and layout shift. */
export interface Effect {
  readonly size: Factors
  readonly requests: Factors
  readonly latency: Factors
  readonly work: number
  readonly layoutShift: number
}

const amounts = /^(.+?)\s*(?:([×x*])\s*(\d+(?:\.\d+)?)|([+−-])\s*(\d+(?:\.\d+)?)\s*%)$/u

const subjects: ReadonlyArray<readonly [RegExp, Cause['change']]> = [
  [/^(server |response )?latency$|^server( response)?( time)?$/, 'latency'],
  [/^(main-?\s?thread|script|cpu)( work)?$/, 'work'],
  [/^(cumulative )?layout shifts?$/, 'layoutShift'],
  [/^requests?$/, 'requests'],
  [/^(page )?(size|weight)$/, 'size']
]

const kindOf = (word: string): AffectedKind | undefined =>
  (['document', ...resourceKinds] as const).find((kind) => word === kind || word === `${kind}s`)

/**
 * Reads a cause in words: a subject and `+N %`, `-N %` or `×N`. Subjects are a resource type (`images +40 %` is about
 * their size), a type with `size`, `requests` or `latency` (`script requests ×2`), `server latency`, `main-thread work`,
 * `layout shift`, `requests`, `page size`. Undefined if the words are not about a page (a train may carry others).
 */
export function parseCause (text: string): Cause | undefined {
  const match = amounts.exec(text.trim())
  if (match === null) return undefined
  const subject = match[1]!.toLowerCase().replace(/\s+/g, ' ')
  const percent = Number(match[5]) / 100
  const factor = match[3] !== undefined ? Number(match[3]) : match[4] === '+' ? 1 + percent : Math.max(0, 1 - percent)
  const change = subjects.find(([pattern]) => pattern.test(subject))?.[1]
  const [word = '', rest] = subject.split(' ', 2)
  const kind = kindOf(word)
  if (kind !== undefined && rest === undefined) return { change: 'size', factor, types: [kind] }
  if (change !== undefined) return { change, factor }
  if (kind !== undefined && (rest === 'size' || rest === 'requests' || rest === 'latency')) return { change: rest, factor, types: [kind] }
  return undefined
}

/** The page's causes among settings in words or in full; those about something else are left out. */
export const pageCauses = (settings: readonly CauseSetting[]): Cause[] =>
  settings.flatMap((setting) => typeof setting === 'string' ? parseCause(setting) ?? [] : setting)

/** From `from` on (ms since the Unix epoch) these causes are in force, until the next stretch begins. */
interface Stretch { readonly from: number, readonly causes: readonly Cause[] }

const none: readonly Cause[] = []
const timetables = new WeakMap<readonly Release[], Map<string, readonly Stretch[]>>()

function stretchesOf (releases: readonly Release[], train: string): readonly Stretch[] {
  let byTrain = timetables.get(releases)
  if (byTrain === undefined) timetables.set(releases, byTrain = new Map())
  let stretches = byTrain.get(train)
  if (stretches === undefined) {
    let causes = none
    stretches = releases.filter((release) => release.train === train).sort((a, b) => a.at - b.at).map((release) => {
      if (release.causes.length > 0) causes = [...causes, ...release.causes]
      return { from: release.at, causes }
    })
    byTrain.set(train, stretches)
  }
  return stretches
}

/**
 * The causes of all of a train's releases up to and including the moment `at` (ms since the Unix epoch), oldest first.
 * The same list each time, so that its effect is worked out once; the releases must not be changed afterwards.
 */
export const causesInForce = (releases: readonly Release[], train: string, at: number): readonly Cause[] =>
  stretchesOf(releases, train).findLast(({ from }) => from <= at)?.causes ?? none

const ones = (): Record<AffectedKind, number> =>
  ({ document: 1, stylesheet: 1, script: 1, image: 1, font: 1, xhr: 1, media: 1, other: 1 })

const effects = new WeakMap<readonly Cause[], Effect>()

/** The product of all causes. A page keeps its one document however the number of requests changes. */
export function effectOf (causes: readonly Cause[] = none): Effect {
  const list = causes.length === 0 ? none : causes
  let effect = effects.get(list)
  if (effect === undefined) effects.set(list, effect = product(list))
  return effect
}

function product (causes: readonly Cause[]): Effect {
  const size = ones()
  const requests = ones()
  const latency = ones()
  const effect = { size, requests, latency, work: 1, layoutShift: 1 }
  for (const { change, factor, types } of causes) {
    if (change === 'work' || change === 'layoutShift') effect[change] *= factor
    else for (const kind of types ?? (Object.keys(size) as AffectedKind[])) effect[change][kind] *= factor
  }
  requests.document = 1
  return effect
}
