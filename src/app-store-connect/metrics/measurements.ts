import { day } from '../../kernel/durations.js'
import type { Percentile } from '../../field/distribution.js'
import { breakdowns } from '../../field/breakdowns.js'
import type { FieldPin } from '../../field/pins.js'
import { measureVersion, type FieldApp, type FieldVersion, type MeasuredVersion } from '../../field/population.js'
import { publishedFrom, reports } from '../../field/reports.js'
import { fieldApp, fieldVersion, releasedVersions, type AppVersion, type StoreApp } from '../../facts/app-store.js'
import type { Moment } from '../records/moment.js'

/** How many versions are kept: as many as Xcode's Organizer shows. */
export const keptVersions = 16

/** A released version with what its customers' devices reported. */
export interface Measured {
  readonly record: AppVersion
  readonly app: FieldApp
  readonly version: FieldVersion
  readonly values: MeasuredVersion
  /** What a device's values are made of; computed when first asked for. */
  readonly parts: (device: string) => ReturnType<typeof breakdowns>
  /** Tells measured versions apart, for texts made of them. */
  readonly serial: number
}

/** A measured version, and what it was measured by. */
interface Known {
  readonly app: StoreApp
  readonly seed: number
  /** The effect of the releases up to it, as text. */
  readonly effect: string
  readonly measured: Measured
}

/**
 * Measured versions by record: a version's population depends on its app, its pins and the releases up to it, not on
 * time.
 */
export class Measurements {
  readonly #known = new WeakMap<AppVersion, Known>()
  #serial = 0

  /** The versions whose numbers are kept at a moment, oldest first, published or not. */
  of (app: StoreApp, { world, at }: Moment): Measured[] {
    if (app.platform !== 'IOS') return []
    const released = releasedVersions(world.facts.appVersions.in('app', app.id), at)
    return released.slice(-keptVersions).map((version) => this.#measure(app, world.seed, version, released))
  }

  #measure (app: StoreApp, seed: number, record: AppVersion, released: readonly AppVersion[]): Measured {
    const version = fieldVersion(record, released)
    const effect = JSON.stringify([...version.effect])
    const known = this.#known.get(record)
    if (known?.app === app && known.seed === seed && known.effect === effect) return known.measured
    const field = fieldApp(app, seed)
    const measured = {
      record,
      app: field,
      version,
      values: measureVersion(field, version),
      parts: rememberedByDevice((device) => breakdowns(field, version, device)),
      serial: ++this.#serial
    }
    this.#known.set(record, { app, seed, effect, measured })
    return measured
  }
}

/** A function of a device that is asked once for each. */
function rememberedByDevice<T> (compute: (device: string) => T): (device: string) => T {
  const known = new Map<string, T>()
  return (device) => {
    let value = known.get(device)
    if (value === undefined) known.set(device, value = compute(device))
    return value
  }
}

/** The day's reports for every device of a version; the same for all its metrics. */
export const reportCounts = ({ app, version }: Measured, at: number): (device: string) => number =>
  rememberedByDevice((device) => reports(app, version, device, at))

export const isPublished = ({ app, version }: Measured, at: number): boolean => at >= publishedFrom(app, version)

/** The pin of a value, if there is one: it is shown whatever the usage. */
export function pinOf (
  { version: { pins } }: Measured, key: string, device: string, percentile: Percentile
): FieldPin | undefined {
  if (pins.length === 0) return undefined
  return pins.find((pin) => pin.metric === key && pin.device === device && pin.percentile === percentile)
}

const daysOut = ({ version }: Measured, at: number): number => Math.floor((at - version.released) / day)

/** What of a moment shows in the numbers of versions: which are published, and how many days each has been out. */
export const momentOf = (versions: readonly Measured[], at: number): string => versions
  .map((measured) => `${measured.serial}:${isPublished(measured, at) ? daysOut(measured, at) : '-'}`)
  .join()
