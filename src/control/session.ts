import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/**
 * A browser's session: who gave the control token once has a cookie that follows from it. Nothing is kept, so a session
 * is as good as the token it was made of, and no better.
 */
const sessionOf = (token: string): string => createHmac('sha256', token).update('perftwin session').digest('base64url')

/** Cookies do not tell ports apart, and twins of one machine differ in nothing else. As the browser sees the port. */
const cookieName = (host = ''): string => `perftwin-session-${/:(\d+)$/.exec(host)?.[1] ?? 'default'}`

/** The Set-Cookie headers that begin a session, with all worlds of the twin. `base`: the URL of any of them. */
export const beginSession = (host: string | undefined, token: string, base: string): string[] =>
  cookies(host, sessionOf(token), base)

/** The Set-Cookie headers that end it. */
export const endSession = (host: string | undefined, base: string): string[] =>
  cookies(host, '', base).map((each) => `${each}; Max-Age=0`)

/** One for the default world's control plane, one for all other worlds': no other service of the host is told. */
function cookies (host: string | undefined, value: string, base: string): string[] {
  const { pathname, protocol } = new URL(base)
  // A proxy may have put the twin below a path of its own.
  const home = pathname.replace(/\/$/, '').replace(/\/w\/[^/]+$/, '')
  const secure = protocol === 'https:' ? '; Secure' : ''
  return [`${home}/_perftwin`, `${home}/w/`].map((path) =>
    `${cookieName(host)}=${value}; Path=${path}; HttpOnly; SameSite=Strict${secure}`)
}

/** Whether a request comes from a page of the twin itself that has a session. */
export function hasSession (method: string, headers: IncomingHttpHeaders, token: string): boolean {
  const name = cookieName(headers.host)
  const cookies = (headers.cookie ?? '').split(';').map((pair) => pair.trim())
  const given = cookies.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
  return given !== undefined && isSame(given, sessionOf(token)) && isOfOwnPage(method, headers)
}

/**
 * A cookie is sent by whatever page asks, of any port of this host. Browsers say where a request comes from, but to
 * hosts that are neither secure nor this machine only as the Origin of what may change something, and as the Referer.
 */
function isOfOwnPage (method: string, headers: IncomingHttpHeaders): boolean {
  const { host, origin, referer, 'sec-fetch-site': site } = headers
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  if (origin !== undefined) return hostOf(origin) === host
  if (method !== 'GET' && method !== 'HEAD') return false
  return referer === undefined || hostOf(referer) === host
}

const hostOf = (url: string): string | undefined => URL.canParse(url) ? new URL(url).host : undefined

/** Compares secrets in a time that does not tell where they differ. */
export function isSame (a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}
