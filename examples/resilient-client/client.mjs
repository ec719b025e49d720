// A client of both vendors as somebody might have it: nothing in here knows perftwin.
import { sign } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

/** What may pass if one tries again. */
const passing = new Set([429, 500, 502, 503, 504])

/** An answer that is none of the service's, or a refusal that stays. */
export class ServiceError extends Error {
  constructor (message, status) {
    super(message)
    this.status = status
  }
}

/**
 * A GET that is worth asking again: when the connection breaks, when the status may pass, and when what comes is no JSON.
 * `authorize(again)` gives the Authorization header; `again`: the last one was refused, so another one is needed.
 */
async function get (url, { authorize, tries = 4, wait = pause }) {
  let failure
  let refreshed = false
  for (let attempt = 1; attempt <= tries; attempt++) {
    try {
      const reply = await fetch(url, { headers: { authorization: authorize(false) } })
      if (reply.ok) return await reply.json()
      failure = new ServiceError(`${url} answered ${reply.status}`, reply.status)
      if (reply.status === 401 && !refreshed) {
        refreshed = true
        authorize(true)
        continue
      }
      if (!passing.has(reply.status)) throw failure
      const seconds = reply.headers.get('retry-after')
      await wait(seconds === null ? 100 * 2 ** attempt : Number(seconds) * 1000)
    } catch (error) {
      if (error === failure) throw error
      failure = new ServiceError(`${url} could not be read: ${error.cause?.message ?? error.message}`)
      await wait(100 * 2 ** attempt)
    }
  }
  throw failure
}

const base64 = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** A token for App Store Connect, good for ten minutes. */
function newToken ({ keyId, issuerId, privateKey }) {
  const issued = Math.floor(Date.now() / 1000)
  const claims = { iss: issuerId, aud: 'appstoreconnect-v1', iat: issued, exp: issued + 600 }
  const content = `${base64({ alg: 'ES256', kid: keyId, typ: 'JWT' })}.${base64(claims)}`
  return `${content}.${sign('sha256', Buffer.from(content), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

/** All builds of an app, read page by page; a token is used for as long as it is good. */
export function appStoreConnect ({ url, key, ...how }) {
  let token
  const authorize = (again) => {
    if (token === undefined || again) token = newToken(key)
    return `Bearer ${token}`
  }
  return {
    async builds (app, limit) {
      const builds = []
      for (let next = `${url}/v1/builds?filter[app]=${app}&sort=-uploadedDate&limit=${limit}`; next !== undefined;) {
        const { data, links } = await get(next, { authorize, ...how })
        builds.push(...data)
        next = links.next
      }
      return builds
    }
  }
}

/** All jobs of a user, read page by page. Nobody can make a new key by himself: a refusal stays one. */
export function sauceLabs ({ url, username, accessKey, ...how }) {
  const authorize = () => `Basic ${btoa(`${username}:${accessKey}`)}`
  return {
    async jobs (limit) {
      const all = []
      for (;;) {
        const { jobs } = await get(`${url}/rest/v1.1/${username}/jobs?limit=${limit}&skip=${all.length}`, { authorize, ...how })
        all.push(...jobs)
        if (jobs.length < limit) return all
      }
    }
  }
}
