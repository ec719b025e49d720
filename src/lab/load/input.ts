/** What a page load is simulated from, and what follows from that alone. */
import { stream, type Random } from '../../kernel/random.js'
import { deviceFor, networkConditions, type DeviceSetting, type NetworkSetting } from '../page/conditions.js'
import type { Interception } from '../page/interception.js'
import type { Accidents } from '../page/accidents.js'
import type { Page } from '../page/page.schema.js'
import type { Cause } from '../page/release.schema.js'
import type { Pins } from '../pins/pins.schema.js'
import type { Timeline } from '../timeline.js'

export interface PageLoadInput {
  readonly seed: number | string
  /** Names the load's own random stream, with `orderIndex`. */
  readonly jobId: string
  /** Which page load of the job this is, from 0. */
  readonly orderIndex: number
  /** A declared page; `{ url }` alone gives a plausible page for that URL. */
  readonly page: Page
  readonly network?: NetworkSetting
  /** CPU slow-down as DevTools throttles it; 0 and 1 mean none. */
  readonly cpuRate?: number
  readonly device?: DeviceSetting
  /** How many accidents such loads meet; `some`, which is what the page says, if absent. */
  readonly accidents?: Accidents
  /** Causes of all releases in force, oldest first (see `causesInForce`). */
  readonly releasesInForce?: readonly Cause[]
  /** Navigation start, ms since the Unix epoch. Nothing but `startedAt` and `timestamp` depends on it. */
  readonly startedAt: number
  readonly pins?: Pins
  /** What a client has made of requests. */
  readonly interceptions?: readonly Interception[]
}

/** Network, CPU and device of a load. */
export const conditionsOf = ({ network, cpuRate = 1, device }: PageLoadInput): Timeline['conditions'] =>
  ({ network: networkConditions(network), cpuRate: Math.max(1, cpuRate), device: deviceFor(device) })

/** The stream that names a load's loader, frame and navigation, in this order. */
export const namingStream = ({ seed, jobId, orderIndex }: PageLoadInput): Random =>
  stream(seed, 'page-load-ids', jobId, orderIndex)

/** A DevTools id: 32 upper-case hexadecimal digits. */
export const upperHex = (random: Random): string => random.hex(32).toUpperCase()
