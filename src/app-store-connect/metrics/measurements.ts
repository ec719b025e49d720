import { day } from '../../kernel/durations.js'
import { breakdowns } from '../../field/breakdowns.js'
import type { FieldPin } from '../../field/pins.js'
import { measureVersion, type FieldApp, type FieldVersion, type MeasuredVersion } from '../../field/population.js'
import { publishedFrom, reports } from '../../field/reports.js'
import type { Percentile } from '../../field/distribution.js'
import { fieldApp, fieldVersion, releasedVersions, type AppVersion, type StoreApp } from '../../facts/app-store.js'
import type { World } from '../../worlds/world.js'

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

interface Known { readonly app: StoreApp, readonly seed: number, readonly before: string, readonly measured: Measured }

/** Measured versions by record: a version's population depends on its app, its pins and the releases up to it, not on time. */
export class Measurements {
  readonly #known = new WeakMap<AppVersion, Known>()
  #serial = 0

  /** The versions whose numbers are kept at a moment, oldest first, published or not. */
  of (world: World, app: StoreApp, at: number): Measured[] {
    if (app.platform !== 'IOS') return []
    const released = releasedVersions(world.facts.appVersions.in('app', app.id), at)
    return released.slice(-keptVersions).map((version) => this.#measure(app, world.seed, version, released))
  }

  #measure (app: StoreApp, seed: number, record: AppVersion, released: readonly AppVersion[]): Measured {
    const version = fieldVersion(record, released)
    const before = JSON.stringify([...version.effect])
    const known = this.#known.get(record)
    if (known !== undefined && known.app === app && known.seed === seed && known.before === before) return known.measured
    const field = fieldApp(app, seed)
    const measured = { record, app: field, version, values: measureVersion(field, version), parts: remembered((device) => breakdowns(field, version, device)), serial: ++this.#serial }
    this.#known.set(record, { app, seed, before, measured })
    return measured
  }
}

/** A function of a device that is asked once for each. */
function remembered<T> (compute: (device: string) => T): (device: string) => T {
  const known = new Map<string, T>()
  return (device) => {
    let value = known.get(device)
    if (value === undefined) known.set(device, value = compute(device))
    return value
  }
}

/** The day's reports for every device of a version; the same for all its metrics. */
export const reportCounts = ({ app, version }: Measured, at: number): (device: string) => number => remembered((device) => reports(app, version, device, at))

export const isPublished = ({ app, version }: Measured, at: number): boolean => at >= publishedFrom(app, version)

/** The pin of a value, if there is one: it is shown whatever the usage. */
export const pinOf = ({ version: { pins } }: Measured, key: string, device: string, percentile: Percentile): FieldPin | undefined =>
  pins.length === 0 ? undefined : pins.find((pin) => pin.metric === key && pin.device === device && pin.percentile === percentile)

/** What of a moment shows in the numbers of versions: which are published, and how many days each has been out. */
export const momentOf = (versions: readonly Measured[], at: number): string =>
  versions.map((measured) => `${measured.serial}:${isPublished(measured, at) ? Math.floor((at - measured.version.released) / day) : '-'}`).join()
