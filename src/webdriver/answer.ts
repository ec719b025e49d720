/** Answers commands. Loaded with the first of them that needs a session. */
import type { FastifyRequest } from 'fastify'
import { DriverError } from '../browser/errors.js'
import { isJsonObject } from '../kernel/json.js'
import type { AuthMode } from '../http/auth-mode.js'
import type { Addressed } from './address.js'
import { newSession } from './new-session/new-session.js'
import { liveSessions } from './session/live-sessions.js'
import { runCommand, type Answer } from './session/run-command.js'

export interface Surroundings {
  readonly auth: AuthMode
  /** Where a job's page is, for people. */
  readonly linkOf: (id: string) => string
}

/** @throws DriverError, or a domain error, where no session has recorded it */
export async function answer (request: FastifyRequest, found: Addressed, around: Surroundings): Promise<Answer> {
  if (found.session !== undefined) {
    const { world, at, body, method } = request
    return await runCommand({ world, at, body, method, linkOf: around.linkOf }, found)
  }
  if (found.command.name === 'getSessions') return { status: 200, body: { value: listed(request) } }
  if (!isJsonObject(request.body)) {
    throw new DriverError('invalid argument', 'invalid argument: the body must be an object')
  }
  return { status: 200, body: await newSession(request, request.body, around.auth, () => request.raw.socket.destroyed) }
}

/** The sessions that go on, as before W3C. */
function listed ({ world, at }: FastifyRequest): unknown[] {
  const sessions = liveSessions(world)
  sessions.sweep(at)
  return sessions.ids().map((id) => ({ id, capabilities: sessions.get(id)?.capabilities ?? {} }))
}
