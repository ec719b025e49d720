/** What releases do to a page: causes in words, which of them are in force at a moment, and their joint effect. */
import { remembered } from '../../kernel/memo.js'
import { resourceKinds } from './page.schema.js'
import type { Cause, CauseSetting, Release } from './release.schema.js'

const affectedKinds = ['document', ...resourceKinds] as const
/** What a cause can be about. */
export type AffectedKind = typeof affectedKinds[number]
type Factors = Readonly<Record<AffectedKind, number>>

/** Multipliers for each resource type, and for the page's own work and layout shift. */
export interface Effect {
  readonly size: Factors
  readonly requests: Factors
  readonly latency: Factors
  readonly work: number
  readonly layoutShift: number
}

/** A subject, then a factor, or a sign and a percentage. */
const amounts = /^(.+?)\s*(?:[×x*]\s*(\d+(?:\.\d+)?)|([+−-])\s*(\d+(?:\.\d+)?)\s*%)$/u

const subjects: ReadonlyArray<readonly [RegExp, Cause['change']]> = [
  [/^(server |response )?latency$|^server( response)?( time)?$/, 'latency'],
  [/^(main-?\s?thread|script|cpu)( work)?$/, 'work'],
  [/^(cumulative )?layout shifts?$/, 'layoutShift'],
  [/^requests?$/, 'requests'],
  [/^(page )?(size|weight)$/, 'size']
]

const kindOf = (word: string): AffectedKind | undefined =>
  affectedKinds.find((kind) => word === kind || word === `${kind}s`)

function factorOf (times: string | undefined, sign: string | undefined, percent: string | undefined): number {
  if (times !== undefined) return Number(times)
  const share = Number(percent) / 100
  return sign === '+' ? 1 + share : Math.max(0, 1 - share)
}

/**
 * Reads a cause in words: a subject and `+N %`, `-N %` or `×N`. Subjects are a resource type (`images +40 %` is about
 * their size), a type with `size`, `requests` or `latency` (`script requests ×2`), `server latency`,
 * `main-thread work`, `layout shift`, `requests`, `page size`. Undefined if the words are not about a page (a train may
 * carry others).
 */
export function parseCause (text: string): Cause | undefined {
  const match = amounts.exec(text.trim())
  if (match === null) return undefined
  const [, words = '', times, sign, percent] = match
  const subject = words.toLowerCase().replace(/\s+/g, ' ')
  const factor = factorOf(times, sign, percent)
  const [word = '', rest] = subject.split(' ', 2)
  const kind = kindOf(word)
  if (kind !== undefined && rest === undefined) return { change: 'size', factor, types: [kind] }
  const change = subjects.find(([pattern]) => pattern.test(subject))?.[1]
  if (change !== undefined) return { change, factor }
  const ofKind = rest === 'size' || rest === 'requests' || rest === 'latency'
  return kind !== undefined && ofKind ? { change: rest, factor, types: [kind] } : undefined
}

/** The page's causes among settings in words or in full; those about something else are left out. */
export const pageCauses = (settings: readonly CauseSetting[]): Cause[] =>
  settings.flatMap((setting) => typeof setting === 'string' ? parseCause(setting) ?? [] : setting)

/** From `from` on (ms since the Unix epoch) these causes are in force, until the next stretch begins. */
interface Stretch { readonly from: number, readonly causes: readonly Cause[] }

const none: readonly Cause[] = []

function stretchesOf (releases: readonly Release[], train: string): Stretch[] {
  let causes = none
  return releases.filter((release) => release.train === train).sort((a, b) => a.at - b.at).map((release) => {
    if (release.causes.length > 0) causes = [...causes, ...release.causes]
    return { from: release.at, causes }
  })
}

const timetables = remembered<readonly Release[], Map<string, Stretch[]>>(() => new Map())

function timetableOf (releases: readonly Release[], train: string): Stretch[] {
  const byTrain = timetables(releases)
  const known = byTrain.get(train)
  if (known !== undefined) return known
  const stretches = stretchesOf(releases, train)
  byTrain.set(train, stretches)
  return stretches
}

/**
 * The causes of all of a train's releases up to and including the moment `at` (ms since the Unix epoch), oldest first.
 * The same list each time, so that its effect is worked out once; the releases must not be changed afterwards.
 */
export const causesInForce = (releases: readonly Release[], train: string, at: number): readonly Cause[] =>
  timetableOf(releases, train).findLast(({ from }) => from <= at)?.causes ?? none

const ones = (): Record<AffectedKind, number> =>
  ({ document: 1, stylesheet: 1, script: 1, image: 1, font: 1, xhr: 1, media: 1, other: 1 })

const product = remembered((causes: readonly Cause[]): Effect => {
  const size = ones()
  const requests = ones()
  const latency = ones()
  const effect = { size, requests, latency, work: 1, layoutShift: 1 }
  for (const { change, factor, types = affectedKinds } of causes) {
    if (change === 'work' || change === 'layoutShift') effect[change] *= factor
    else for (const kind of types) effect[change][kind] *= factor
  }
  requests.document = 1
  return effect
})

/** The product of all causes. A page keeps its one document however the number of requests changes. */
export const effectOf = (causes: readonly Cause[] = none): Effect => product(causes.length === 0 ? none : causes)
