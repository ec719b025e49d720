import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { NotFound, Unauthorized } from '../kernel/errors.js'
import { isoSeconds } from '../kernel/time.js'
import type { User } from '../facts/facts.js'
import type { Job } from '../facts/job.js'
import type { World } from '../worlds/world.js'

/** off: no credentials needed; any: any credentials do; strict: keys are checked and visibility applies. */
export type AuthMode = 'off' | 'any' | 'strict'

/** Who asks. `all`: auth is not strict, so nothing is hidden. */
export type Caller = { kind: 'all' } | { kind: 'user', user: User } | { kind: 'anonymous' }

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller
  }
  interface FastifyContextConfig {
    /** The route may be called without credentials: `open` for everybody, `shared` for jobs made visible to others. */
    credentials?: 'open' | 'shared'
  }
}

const everything: Caller = { kind: 'all' }
const anonymous: Caller = { kind: 'anonymous' }

/** Checks the Basic credentials of every request below, by the mode. */
export function sauceAuth (app: FastifyInstance, mode: AuthMode): void {
  app.decorateRequest('caller', null as never)
  app.addHook('onRequest', (request, _reply, done) => {
    const { credentials } = request.routeOptions.config
    if (mode === 'off' || credentials === 'open') request.caller = everything
    else {
      const caller = callerOf(request.headers.authorization, request.world, mode)
      if (caller === undefined && credentials !== 'shared') {
        done(new Unauthorized('credentials are missing or wrong'))
        return
      }
      request.caller = caller ?? (mode === 'strict' ? anonymous : everything)
      // In mode any, a shared route without credentials still needs its token, which the route itself checks.
    }
    done()
  })
}

function callerOf (header: string | undefined, world: World, mode: AuthMode): Caller | undefined {
  if (header === undefined || !/^basic /i.test(header)) return undefined
  if (mode === 'any') return everything
  const text = Buffer.from(header.slice(6), 'base64').toString('utf8')
  const colon = text.indexOf(':')
  const user = world.facts.users.get(text.slice(0, colon))
  if (colon === -1 || user === undefined || !same(user.accessKey, text.slice(colon + 1))) return undefined
  return { kind: 'user', user }
}

const same = (a: string, b: string): boolean => {
  const x = Buffer.from(a)
  const y = Buffer.from(b)
  return x.length === y.length && timingSafeEqual(x, y)
}

/**
 * The token of a share link: HMAC-MD5 of the job id, keyed `USER:ACCESSKEY`, or `USER:ACCESSKEY:DATE` for one that is
 * good for a day (`2026-11-20`) or an hour (`2026-11-20-13`) UTC (Sauce docs, Sharing Test Results). Lower-case hex.
 */
export const shareToken = (jobId: string, username: string, accessKey: string, date?: string): string =>
  createHmac('md5', date === undefined ? `${username}:${accessKey}` : `${username}:${accessKey}:${date}`).update(jobId).digest('hex')

/** Whether `auth` (TOKEN, or USER:TOKEN on behalf of another account) opens the job at this moment. */
export function opensJob (world: World, job: Job, auth: string | undefined, at: number): boolean {
  if (auth === undefined) return false
  const colon = auth.lastIndexOf(':')
  const user = world.facts.users.get(colon === -1 ? job.owner : auth.slice(0, colon))
  if (user === undefined || !mayRead(world, { kind: 'user', user }, job)) return false
  const token = auth.slice(colon + 1).toLowerCase()
  const now = isoSeconds(at)
  const day = now.slice(0, 10)
  return [undefined, day, `${day}-${now.slice(11, 13)}`].some((date) => same(shareToken(job.id, user.username, user.accessKey, date), token))
}

const sameTeam = (world: World, user: User, owner: string): boolean =>
  user.username === owner || world.facts.users.get(owner)?.teamId === user.teamId

/** Whether the caller may see the job at all (Sauce docs: public, public restricted, share, team, private). */
export function mayRead (world: World, caller: Caller, job: Job): boolean {
  if (caller.kind === 'all') return true
  const levels = job.visibility.split(',').map((level) => level.trim())
  if (levels.includes('public') || levels.includes('public restricted')) return true
  if (caller.kind === 'anonymous') return false
  if (caller.user.username === job.owner || caller.user.role === 1) return true
  return (levels.includes('team') || levels.includes('share')) && sameTeam(world, caller.user, job.owner)
}

/** Whether the caller sees logs and metadata too: `public restricted` shows others only the video and screenshots. */
export function mayReadLogs (world: World, caller: Caller, job: Job): boolean {
  if (caller.kind === 'all' || job.visibility === 'public') return true
  if (caller.kind === 'anonymous') return false
  return caller.user.role === 1 || sameTeam(world, caller.user, job.owner)
}

/** Whether the caller may change the job: its owner, its team if the job is not private, the organisation's admin. */
export function mayWrite (world: World, caller: Caller, job: Job): boolean {
  if (caller.kind === 'all') return true
  if (caller.kind === 'anonymous') return false
  return caller.user.username === job.owner || caller.user.role === 1 ||
    (job.visibility !== 'private' && sameTeam(world, caller.user, job.owner))
}

/** The user of a path, if the caller may look at them. Unknown or foreign: the vendor's 404. */
export function userOfPath (world: World, caller: Caller, username: string): User {
  const user = world.facts.users.get(username)
  if (user === undefined) throw new NotFound('user', username)
  if (caller.kind === 'anonymous') throw new Unauthorized('credentials are missing or wrong')
  if (caller.kind === 'user' && caller.user.role !== 1 && !sameTeam(world, caller.user, username)) throw new NotFound('user', username)
  return user
}
