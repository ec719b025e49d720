/** POST /session: a job, and a browser for it. */
import type { FastifyRequest } from 'fastify'
import { DriverError } from '../../browser/errors.js'
import type { JsonObject } from '../../kernel/json.js'
import { stream } from '../../kernel/random.js'
import type { AuthMode } from '../../http/auth-mode.js'
import type { World } from '../../worlds/world.js'
import { boundedRequest } from '../session/bounded.js'
import { durationOf } from '../session/durations.js'
import { LiveSession } from '../session/live-session.js'
import { liveSessions } from '../session/live-sessions.js'
import { openSessionBrowser } from '../session/open-browser.js'
import { recordCommand } from '../session/record.js'
import { SessionTime } from '../session/time.js'
import { answeredCapabilities, legacyCapabilities, strategyOf } from './answered.js'
import { askedFor } from './capabilities.js'
import { drivenJob } from './driven-job.js'
import { withMachine, type IsGone } from './machine.js'
import { optionsOf } from './options.js'
import { platformFor, unsupported, wishOf } from './platform.js'
import { ownerFor } from './who.js'

type Asking = Pick<FastifyRequest, 'world' | 'headers' | 'at'>

/** The first candidate that there is a browser for. @throws DriverError in Sauce Labs' words if there is none */
async function matched (candidates: readonly JsonObject[]) {
  const [first = {}] = candidates
  for (const candidate of candidates) {
    const options = optionsOf(candidate)
    const { seleniumVersion: selenium, appiumVersion: appium } = options
    const platform = await platformFor(wishOf(candidate), { selenium, appium })
    if (platform !== undefined) return { candidate, options, platform }
  }
  throw new DriverError('session not created', unsupported(wishOf(first)))
}

/** What a new session is answered with. @throws DriverError */
export async function newSession (
  asking: Asking, body: JsonObject, mode: AuthMode, isGone: IsGone
): Promise<JsonObject> {
  const { candidates, legacy } = askedFor(body)
  const owner = ownerFor(asking, mode, candidates[0] ?? {}, body)
  const { candidate, options, platform } = await matched(candidates)
  const { world } = asking
  world.holdings.checkRoom()
  const resets = world.resets
  const drafted = drivenJob(world, owner, platform, options, asking.at)
  const { job, at } = await withMachine(world, drafted, asking.at, isGone)
  const booting = durationOf('newSession', {}, stream(world.seed, 'driven-session', job.id, 'boot'))
  const time = new SessionTime(at - booting, at)
  time.pass(booting)
  const session = new LiveSession(world, job.id, legacy, time)
  const capabilities = legacy
    ? legacyCapabilities(platform, job.id)
    : answeredCapabilities(candidate, platform, job.id)
  session.capabilities = capabilities
  session.strategy = strategyOf(candidate)
  await openSessionBrowser(session, job, candidate)
  if (world.resets !== resets) throw new DriverError('session not created', 'session not created: the world was reset')
  world.facts.jobs.put(job)
  begin(world, session)
  recordCommand(session, {
    method: 'POST',
    path: '/session',
    request: boundedRequest(body),
    result: { sessionId: job.id, capabilities },
    httpStatus: 200,
    statusCode: 0,
    visible: false,
    place: null,
    scrollY: 0
  }, options.limits)
  if (legacy) return { sessionId: job.id, status: 0, value: capabilities }
  // saucectl reads it beside the value, too.
  return { value: { sessionId: job.id, capabilities }, sessionId: job.id }
}

function begin (world: World, session: LiveSession): void {
  const sessions = liveSessions(world)
  sessions.sweep(session.time.heard)
  sessions.add(session)
}
