/** A command of a session: run in its turn, recorded, answered. */
import type { FastifyRequest } from 'fastify'
import { DriverError } from '../../browser/errors.js'
import { isOver, type Job } from '../../facts/job.js'
import { isJsonObject, type JsonObject } from '../../kernel/json.js'
import { stream } from '../../kernel/random.js'
import type { ChangedLook } from '../../lab/session/session-command.js'
import type { World } from '../../worlds/world.js'
import type { Addressed } from '../address.js'
import { finished, numberOf, refusalOf, unknownSession, valueOf, type DriverRefusal } from '../errors.js'
import { bounded, boundedRequest } from './bounded.js'
import { changesScreen, durationOf } from './durations.js'
import type { LiveSession } from './live-session.js'
import { liveSessions } from './live-sessions.js'
import { saidAnew } from './older.js'
import { performCommand } from './perform.js'
import { recordCommand } from './record.js'

export interface Asking extends Pick<FastifyRequest, 'world' | 'at' | 'body' | 'method'> {
  /** Where the job's page is, for people. */
  readonly linkOf: (id: string) => string
}

export interface Answer { readonly status: number, readonly body: JsonObject }

/** The session of that id that takes commands. @throws DriverError for one that is over, or that there never was */
function sessionOf ({ world, at, linkOf }: Asking, id: string): LiveSession {
  const sessions = liveSessions(world)
  const session = sessions.get(id)
  const job = world.facts.jobs.get(id)
  if (session !== undefined && session.job !== undefined && !isOver(session.job, at)) return session
  sessions.remove(id)
  // Of others' jobs nobody learns here, but that they take no commands either.
  throw job?.driven === undefined ? unknownSession(id) : finished(id, linkOf(id))
}

/** Answers a command of a session. @throws DriverError only where there is no such session */
export async function runCommand (asking: Asking, found: Addressed): Promise<Answer> {
  const id = found.session ?? ''
  const waiting = sessionOf(asking, id)
  return await waiting.inTurn(async () => {
    const session = sessionOf(asking, id)
    return await run(session, asking, found)
  })
}

interface Outcome { readonly result: unknown, readonly refusal: DriverRefusal | undefined }

async function run (session: LiveSession, { body, at, world }: Asking, found: Addressed): Promise<Answer> {
  const { time } = session
  const before = session.browser?.scrollY() ?? 0
  const happened = session.browser?.happened
  const place = found.element === undefined ? undefined : session.browser?.placeOf(found.element)
  session.visit = null
  session.remark = undefined
  session.said = []
  const passed = at - time.heard
  time.begin(at)
  const parameters = isJsonObject(body) ? body : {}
  const took = durationOf(found.command.name, parameters, commandStream(session))
  // The browser is half of the way there: it sees the time in between.
  time.pass(took / 2)
  const outcome = await attempt(session, found, body, passed)
  time.pass(took - took / 2)
  const scrollY = session.browser?.scrollY() ?? 0
  const { result, refusal } = outcome
  // With its last window a session ends, too.
  const quits = found.command.name === 'deleteSession' || session.browser?.isClosed === true
  const reads = !changesScreen(found.command.name) && !found.command.name.startsWith('execute')
  const look = reads && session.browser?.happened === happened ? session.look : lookNow(session)
  const isChanged = JSON.stringify(look) !== JSON.stringify(session.look)
  session.look = look
  const visible = refusal !== undefined || scrollY !== before || isChanged || changesScreen(found.command.name)
  recordCommand(session, {
    method: found.command.method,
    path: found.command.name === 'deleteSession' ? `/session/${session.jobId}` : found.below,
    request: boundedRequest(parameters),
    result: bounded(refusal === undefined ? result : valueOf(refusal)),
    httpStatus: refusal?.status ?? 200,
    statusCode: refusal === undefined ? 0 : numberOf(refusal.code),
    visible: visible && !quits,
    place: place ?? null,
    scrollY,
    look: visible ? look : undefined
  }, limitsOf(world, session.jobId), quits)
  if (quits) liveSessions(world).remove(session.jobId)
  return answerOf(session, outcome)
}

/** What has changed on the page. */
function lookNow ({ browser, last }: LiveSession): ChangedLook | undefined {
  return last === undefined ? undefined : browser?.lookOf(last.timeline.visual)
}

const commandStream = ({ world, jobId, job }: LiveSession) =>
  stream(world.seed, 'driven-session', jobId, 'command', job?.plan.commands ?? 0)

const usualLimits = { idle: 90_000, command: 300_000, whole: 1_800_000 }

const limitsOf = ({ facts }: World, id: Job['id']) => facts.sessions.get(id)?.limits ?? usualLimits

async function attempt (session: LiveSession, found: Addressed, body: unknown, passed: number): Promise<Outcome> {
  try {
    const parameters = parametersOf(found, body)
    await waitAsClients(session, found, parameters, passed)
    const { name, parameters: said } = saidAnew(found.command.name, parameters)
    return { result: await performCommand(session, name, said, found) ?? null, refusal: undefined }
  } catch (error) {
    return { result: null, refusal: refusalOf(error) }
  }
}

async function waitAsClients (
  { browser, polling }: LiveSession, { command: { name }, below }: Addressed, parameters: JsonObject, passed: number
): Promise<void> {
  if (browser === undefined || changesScreen(name)) polling.forget()
  else await polling.before(browser, [name, below, parameters], passed)
}

/** What is posted is an object, whatever is in it; what is not posted has nothing. */
function parametersOf ({ command: { method } }: Addressed, body: unknown): JsonObject {
  if (method !== 'POST') return {}
  if (isJsonObject(body)) return body
  throw new DriverError('invalid argument', 'invalid argument: the body must be an object')
}

function answerOf ({ legacy, jobId }: LiveSession, { result, refusal }: Outcome): Answer {
  const value = refusal === undefined ? result : valueOf(refusal)
  const number = refusal === undefined ? 0 : numberOf(refusal.code)
  return {
    status: refusal?.status ?? 200,
    body: legacy ? { sessionId: jobId, status: number, value } : { value }
  }
}
