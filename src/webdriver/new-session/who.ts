/** Who asks for a session: it is the only command that asks for credentials. */
import type { FastifyRequest } from 'fastify'
import type { User } from '../../facts/facts.js'
import { NotFound } from '../../kernel/errors.js'
import { isJsonObject, type JsonObject } from '../../kernel/json.js'
import type { AuthMode } from '../../http/auth-mode.js'
import { readCredentials, userWith } from '../../sauce/credentials.js'
import { unauthenticated } from '../errors.js'

interface Sent { readonly username: string | undefined, readonly accessKey: string | undefined }

const text = (value: unknown): string | undefined => typeof value === 'string' && value !== '' ? value : undefined

/** A pair of credentials in a block of capabilities; Ruby's samples write `access_key`. */
function pairIn (block: unknown): Sent | undefined {
  if (!isJsonObject(block)) return undefined
  const username = text(block.username)
  const accessKey = text(block.accessKey) ?? text(block.access_key) ?? text(block['access-key'])
  return username === undefined && accessKey === undefined ? undefined : { username, accessKey }
}

/**
 * The credentials sent: in the header (which is where those of an address go), in `sauce:options`, among the
 * capabilities, or where they stood before W3C.
 */
function credentialsIn (header: string | undefined, candidate: JsonObject, body: JsonObject): Sent {
  const basic = readCredentials(header)
  if (basic !== undefined) return { username: text(basic.username), accessKey: basic.accessKey }
  return pairIn(candidate['sauce:options']) ?? pairIn(candidate) ?? pairIn(body.desiredCapabilities) ??
    { username: undefined, accessKey: undefined }
}

/**
 * Whose the session is to be. Where any credentials do, that is the user they name if the world has them, else the
 * world's first. @throws SauceRefusal for none, or wrong ones where keys are checked
 */
export function ownerFor (
  { world, headers }: Pick<FastifyRequest, 'world' | 'headers'>, mode: AuthMode, candidate: JsonObject, body: JsonObject
): User {
  const { username, accessKey } = credentialsIn(headers.authorization, candidate, body)
  const { users } = world.facts
  if (mode === 'strict') {
    const proven = username === undefined ? undefined : userWith({ username, accessKey }, world)
    if (proven === undefined) throw unauthenticated(username, accessKey)
    return proven
  }
  if (mode === 'any' && username === undefined) throw unauthenticated(username, accessKey)
  const owner = users.get(username ?? '') ?? users.values().next().value
  if (owner === undefined) throw new NotFound('user', username ?? '')
  return owner
}
