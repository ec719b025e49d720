/**
 * Who asks: what a request says of its sender, read and checked in this one place. What they may do is in access.ts.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { AuthMode } from '../http/auth-mode.js'
import { Unauthorized } from '../kernel/errors.js'
import { isoSeconds } from '../kernel/time.js'
import type { User } from '../facts/facts.js'
import type { World } from '../worlds/world.js'

/** Who asks. `all`: auth is not strict, so nothing is hidden. */
export type Caller = { kind: 'all' } | { kind: 'user', user: User } | { kind: 'anonymous' }

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller
  }
  interface FastifyContextConfig {
    /**
     * The route may be called without credentials: `open` by everybody, `shared` with a job's token or for public ones.
     */
    credentials?: 'open' | 'shared'
  }
}

const everything: Caller = { kind: 'all' }
const anonymous: Caller = { kind: 'anonymous' }

/** Says of every request below who sends it, by the mode, and refuses those who do not prove it where they have to. */
export function sauceAuth (app: FastifyInstance, mode: AuthMode): void {
  app.decorateRequest('caller')
  app.addHook('onRequest', (request, _reply, done) => {
    const caller = callerOf(request, mode)
    if (caller === undefined) {
      done(new Unauthorized('credentials are missing or wrong'))
      return
    }
    request.caller = caller
    done()
  })
}

function callerOf (request: FastifyRequest, mode: AuthMode): Caller | undefined {
  if (mode === 'off') return everything
  return mode === 'any' ? anyCaller(request) : strictCaller(request)
}

/** Some credentials must be there, or a token where the vendor takes one, but whose they are does not matter. */
function anyCaller ({ routeOptions, headers, query }: FastifyRequest): Caller | undefined {
  const { credentials } = routeOptions.config
  if (credentials === 'open' || isBasic(headers.authorization)) return everything
  return credentials === 'shared' && hasToken(query) ? everything : undefined
}

/** Whoever sends credentials is held to them, on every route. Without any one is nobody in particular. */
function strictCaller ({ routeOptions, headers, world }: FastifyRequest): Caller | undefined {
  if (sendsCredentials(headers.authorization)) return userOfKey(headers.authorization, world)
  return routeOptions.config.credentials === undefined ? undefined : anonymous
}

/**
 * Refuses wrong credentials where no operation asks for any: on paths that perftwin does not have, in mode strict.
 * @throws Unauthorized
 */
export function admitToSauce ({ headers, world }: FastifyRequest, mode: AuthMode): void {
  if (mode !== 'strict' || !sendsCredentials(headers.authorization)) return
  if (userOfKey(headers.authorization, world) === undefined) throw new Unauthorized('credentials are wrong')
}

const sendsCredentials = (header: string | undefined): boolean => header !== undefined && header !== ''

function userOfKey (header: string | undefined, world: World): Caller | undefined {
  const credentials = readCredentials(header)
  const user = credentials === undefined ? undefined : userWith(credentials, world)
  return user === undefined ? undefined : { kind: 'user', user }
}

/** Whom these credentials prove to be who they say; undefined for a user there is not, or another key. */
export function userWith ({ username, accessKey }: Credentials, { facts }: Pick<World, 'facts'>): User | undefined {
  const user = facts.users.get(username)
  return user !== undefined && accessKey !== undefined && isSame(user.accessKey, accessKey) ? user : undefined
}

/**
 * The account that a request's credentials prove, as the mode has them proved; undefined where there are none or wrong
 * ones, which counts as unauthenticated.
 */
export function provenAccount ({ headers, world }: FastifyRequest, mode: AuthMode): string | undefined {
  const { username } = readCredentials(headers.authorization) ?? {}
  return mode === 'strict' && userOfKey(headers.authorization, world) === undefined ? undefined : username
}

/** What a client sends as Basic credentials. Nothing says yet that there is such a user, or that the key is theirs. */
export interface Credentials {
  readonly username: string
  /** undefined: there is no colon, so only a name. */
  readonly accessKey: string | undefined
}

const isBasic = (header: string | undefined): header is string => header !== undefined && /^basic /i.test(header)

/** The Basic credentials of an Authorization header; undefined when it has none. */
export function readCredentials (header: string | undefined): Credentials | undefined {
  if (!isBasic(header)) return undefined
  const text = Buffer.from(header.slice('basic '.length), 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon === -1) return { username: text, accessKey: undefined }
  return { username: text.slice(0, colon), accessKey: text.slice(colon + 1) }
}

/** The form of a share link's token. Where keys are made up nobody can tell more of it. */
const tokenForm = /^(?:.+:)?[0-9a-f]{32}$/i

const hasToken = (query: unknown): boolean =>
  typeof query === 'object' && query !== null && 'auth' in query &&
  typeof query.auth === 'string' && tokenForm.test(query.auth)

/** Compares secrets in a time that does not tell where they differ. */
function isSame (a: string, b: string): boolean {
  const x = Buffer.from(a)
  const y = Buffer.from(b)
  return x.length === y.length && timingSafeEqual(x, y)
}

/**
 * The token of a share link: HMAC-MD5 of the job id, keyed `USER:ACCESSKEY`, or `USER:ACCESSKEY:DATE` for one that is
 * good for a day (`2026-11-20`) or an hour (`2026-11-20-13`) UTC (Sauce docs, Sharing Test Results). Lower-case hex.
 */
export function shareToken (jobId: string, username: string, accessKey: string, date?: string): string {
  const key = date === undefined ? `${username}:${accessKey}` : `${username}:${accessKey}:${date}`
  return createHmac('md5', key).update(jobId).digest('hex')
}

/** Whether a user made this token for this job: for good, or for the day or the hour of the moment (ms). */
export function isShareToken (token: string, jobId: string, { username, accessKey }: User, at: number): boolean {
  const given = token.toLowerCase()
  const now = isoSeconds(at)
  const day = now.slice(0, 10)
  const hour = `${day}-${now.slice(11, 13)}`
  return [undefined, day, hour].some((date) => isSame(shareToken(jobId, username, accessKey, date), given))
}
