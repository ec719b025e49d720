import type { Random } from '../kernel/random.js'
import { deviceModel } from './devices.js'

/** A release of the operating system: from when (ms since the Unix epoch), and how logs name it. */
interface System { readonly since: number, readonly name: string }

const newest: System = { since: Date.UTC(2025, 10, 3), name: 'iPhone OS 26.1 (23B85)' }

/** Oldest first. */
const systems: readonly System[] = [
  { since: Date.UTC(2019, 8, 30), name: 'iPhone OS 13.1.2 (17A860)' },
  { since: Date.UTC(2020, 10, 5), name: 'iPhone OS 14.2 (18B92)' },
  { since: Date.UTC(2021, 2, 26), name: 'iPhone OS 14.4.2 (18D70)' },
  { since: Date.UTC(2021, 9, 25), name: 'iPhone OS 15.1 (19B74)' },
  { since: Date.UTC(2022, 9, 24), name: 'iPhone OS 16.1 (20B82)' },
  { since: Date.UTC(2023, 9, 25), name: 'iPhone OS 17.1 (21B74)' },
  { since: Date.UTC(2024, 9, 28), name: 'iPhone OS 18.1 (22B83)' },
  newest
]

/**
 * The system on a device that runs an app's version: mostly the newest there was when the version was released (`at`,
 * ms since the Unix epoch), else the one before.
 */
export function pickSystem (device: string, at: number, draw: Random): string {
  // A device came with the system of its autumn, and never had an older one.
  const possible = systems.filter(({ since }) => since >= Date.UTC(deviceModel(device).since, 7))
  const released = possible.filter(({ since }) => since <= at)
  const known = released.length > 0 ? released : possible.slice(0, 1)
  const back = draw.chance(0.8) ? 1 : 2
  const { name } = known.at(-back) ?? known.at(0) ?? newest
  return name
}
