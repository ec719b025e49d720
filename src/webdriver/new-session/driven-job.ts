/** The job of a new session. */
import type { User } from '../../facts/facts.js'
import type { Job, Platform } from '../../facts/job.js'
import { screenOf } from '../../facts/platform.js'
import { hexId } from '../../kernel/ids.js'
import { stream } from '../../kernel/random.js'
import type { DeviceSetting } from '../../lab/page/conditions.js'
import { ensureBuild } from '../../worlds/build.js'
import type { World } from '../../worlds/world.js'
import type { Options } from './options.js'

/** What the browser's window takes of the screen's height (tabs and address), CSS px. */
export const windowFrame = 120

/** The page's part of a screen of that size; the platform's own where none was asked for. */
export function deviceOf (platform: Platform, { screen }: Pick<Options, 'screen'>): DeviceSetting | undefined {
  const own = screenOf(platform)
  if (own !== undefined || screen === undefined) return own
  const { width, height } = screen
  return { name: 'desktop', formFactor: 'desktop', width, height: height - windowFrame }
}

/** How long a job waits for its machine where one is free, ms. */
const wait = (world: World, number: number): number =>
  stream(world.seed, 'driven-job', number).int(600, 2400)

/** A job that is begun at the world's moment `at`, and whose session's first command is yet to be recorded. */
export function drivenJob (world: World, owner: User, platform: Platform, options: Options, at: number): Job {
  const number = world.nextNumber('driven-job')
  const { name, build, tags, visibility, customData, recording, tunnel } = options
  const device = deviceOf(platform, options)
  const created = at - wait(world, number)
  if (build !== null) ensureBuild(world, owner.username, build, created)
  return {
    id: hexId(world.seed, 'driven-job', number),
    owner: owner.username,
    name,
    build,
    tags,
    visibility,
    passed: null,
    customData,
    platform,
    recording,
    tunnel: tunnel === null ? null : hexId(world.seed, 'tunnel', owner.username, tunnel),
    manual: false,
    plan: {
      created,
      queued: created,
      started: at,
      ended: null,
      outcome: 'complete',
      error: null,
      passed: null,
      commands: 0,
      failedCommands: 0
    },
    suite: null,
    run: number,
    visits: [],
    driven: [],
    conditions: device === undefined ? {} : { device },
    pins: null,
    measured: [],
    assetSizes: null,
    modified: null,
    stopped: null,
    assetsDeleted: null,
    pinned: null
  }
}
