import { createClock, type Clock } from '../kernel/clock.js'
import { day } from '../kernel/durations.js'
import { Invalid } from '../kernel/errors.js'
import { resolveTime, type TimeFrame } from '../kernel/time.js'
import type { Facts } from '../facts/facts.js'
import type { Release } from '../lab/page/release.schema.js'
import type { QuotaSettings } from '../traffic/quotas.js'
import { pageCauses } from './files/causes.js'
import { writtenOut } from './files/going-on.js'
import { grow, type Origin } from './files/grow.js'
import type { ReleaseSpec, WorldFile } from './files/world-file.schema.js'

/** What was grown from an origin up to a moment. */
interface Grown {
  readonly facts: Facts
  /** ms since the Unix epoch; Infinity where nothing goes on. */
  readonly until: number
  /** The world file with all that goes on written out. */
  readonly file: WorldFile
}

/**
 * The base of a world: what it starts from and returns to. Its origin, the facts grown from it, and the clock it starts
 * with.
 */
export interface Base {
  readonly origin: Origin
  readonly facts: Facts
  readonly clock: Clock
  /** Up to when (ms since the Unix epoch) `facts` tell of what goes on. */
  readonly until: number
  /** What was grown furthest by now, of the same origin: `facts`, and what comes after them. */
  furthest: Grown
  /** The releases of all trains with their times, as page loads feel them, as far as they are grown. */
  releases: readonly Release[]
  /** The quotas its worlds begin with. Default: none. */
  readonly quotas?: QuotaSettings
}

/** How far beyond a moment is grown what goes on: two weeks at first, so that a twin starts fast, then more at once. */
const aheadAtFirst = 14 * day
const aheadLater = 90 * day

/** What goes on does so for so long after the epoch, or for as long as the limits of a world allow. */
const longest = 5 * 365 * day

/** Grows the base of a world from its origin. `frozen` (ms) makes its clock stand still. */
export function growBase (origin: Origin, frozen?: number): Base {
  const grown = grownUpTo(origin, origin.epoch + aheadAtFirst)
  return {
    origin,
    facts: grown.facts,
    until: grown.until,
    furthest: grown,
    releases: releasesOf(grown.file, origin),
    clock: createClock(frozen === undefined ? { mode: 'real' } : { mode: 'frozen', at: frozen })
  }
}

function grownUpTo (origin: Origin, until: number): Grown {
  const file = writtenOut(origin.file, origin, until)
  return { file, facts: grow({ ...origin, file }), until: file === origin.file ? Infinity : until }
}

/**
 * What is there of a base at a moment beyond those it was grown for. Later moments only add to it, so that all worlds
 * of the base can share what one of them asked for.
 */
export function grownFor (base: Base, at: number): Grown {
  const { origin, furthest } = base
  if (at <= furthest.until) return furthest
  const end = origin.epoch + longest
  base.furthest = at >= end && furthest.until >= end ? { ...furthest, until: Infinity } : further(base, at, end)
  base.releases = releasesOf(base.furthest.file, origin)
  return base.furthest
}

function further ({ origin, furthest }: Base, at: number, end: number): Grown {
  try {
    return grownUpTo(origin, Math.min(at + aheadLater, end))
  } catch (error) {
    // A world that is full goes on no more.
    if (error instanceof Invalid) return { ...furthest, until: Infinity }
    throw error
  }
}

/** The releases that the world file lists, and those of its cadences up to a moment (ms since the Unix epoch). */
export const releasesUpTo = ({ origin }: Base, at: number): readonly ReleaseSpec[] =>
  writtenOut(origin.file, origin, Math.min(at, origin.epoch + longest)).releases ?? []

/** What pages feel, by train: a release is felt by those it reaches as if it were of theirs. */
const releasesOf = ({ releases = [] }: WorldFile, frame: TimeFrame): Release[] =>
  releases.flatMap(({ train, reaches = [], version, at, causes = [] }) => {
    const release = { version, at: resolveTime(at, frame), causes: pageCauses(causes) }
    return [train, ...reaches].map((each) => ({ ...release, train: each }))
  })
