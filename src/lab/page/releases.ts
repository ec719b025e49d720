/** What releases do to a page: which of their causes are in force at a moment, and their joint effect. */
import { Factors } from '../../kernel/factors.js'
import { remembered } from '../../kernel/memo.js'
import { resourceKinds } from './page.schema.js'
import type { Cause, Release } from './release.schema.js'

const affectedKinds = ['document', ...resourceKinds] as const
/** What a cause can be about. */
export type AffectedKind = typeof affectedKinds[number]
type ByKind = Readonly<Record<AffectedKind, number>>

/** Multipliers for each resource type, and for the page's own work and layout shift. */
export interface Effect {
  readonly size: ByKind
  readonly requests: ByKind
  readonly latency: ByKind
  readonly work: number
  readonly layoutShift: number
}

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

/** The factors of one target, for each resource type. */
function factorsOf (factors: Factors, target: string): ByKind {
  const of = (kind: AffectedKind): number => factors.of(`${target} ${kind}`)
  return {
    document: of('document'),
    stylesheet: of('stylesheet'),
    script: of('script'),
    image: of('image'),
    font: of('font'),
    xhr: of('xhr'),
    media: of('media'),
    other: of('other')
  }
}

const product = remembered((causes: readonly Cause[]): Effect => {
  const factors = new Factors()
  for (const { change, factor, types = affectedKinds, by = '' } of causes) {
    if (change === 'work' || change === 'layoutShift') factors.apply(change, by, factor)
    else for (const kind of types) factors.apply(`${change} ${kind}`, by, factor)
  }
  return {
    size: factorsOf(factors, 'size'),
    // A page keeps its one document however the number of requests changes.
    requests: { ...factorsOf(factors, 'requests'), document: 1 },
    latency: factorsOf(factors, 'latency'),
    work: factors.of('work'),
    layoutShift: factors.of('layoutShift')
  }
})

/** The product of all causes that none has taken back. */
export const effectOf = (causes: readonly Cause[] = none): Effect => product(causes.length === 0 ? none : causes)
