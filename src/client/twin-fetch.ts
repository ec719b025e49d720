import { vendorOfPath } from '../vendors.js'
import type { Account } from './environment.js'
import { ControlError } from './transport.js'

/**
 * `fetch` for the paths of one world, such as `/rest/v1/demo/jobs`. Where no `authorization` is given, Sauce Labs gets
 * the credentials of the world's first account, and App Store Connect a token, which is good unless tokens are checked.
 * It rejects as `fetch` does, for a connection that a fault breaks, say.
 */
export type TwinFetch = (path: string, init?: RequestInit) => Promise<Response>

/** @param base the world's base URL, without a slash at the end; @param account asks who a client can be */
export function twinFetch (base: string, account: () => Promise<Account | undefined>): TwinFetch {
  return async (path, init = {}) => {
    if (typeof path !== 'string' || !path.startsWith('/')) {
      throw new ControlError(`"${String(path)}" is no path: it is a text that begins with a slash`, 400)
    }
    const headers = new Headers(init.headers)
    const authorization = headers.has('authorization') ? undefined : await credentialsFor(path, account)
    if (authorization !== undefined) headers.set('authorization', authorization)
    return await fetch(base + path, { ...init, headers })
  }
}

async function credentialsFor (path: string, account: () => Promise<Account | undefined>): Promise<string | undefined> {
  const vendor = vendorOfPath(path)
  if (vendor === 'control') return undefined
  if (vendor === 'app-store-connect') return 'Bearer perftwin'
  const known = await account()
  if (known === undefined) return undefined
  return `Basic ${Buffer.from(`${known.username}:${known.accessKey}`).toString('base64')}`
}
