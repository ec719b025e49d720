/** Cookies as W3C's commands show them. */
import { DriverError } from './errors.js'

export interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
  /** With a dot before it if it holds for the hosts below too. */
  readonly domain: string
  readonly secure: boolean
  readonly httpOnly: boolean
  /** Seconds since the Unix epoch; without it the cookie lives as long as the session. */
  readonly expiry?: number
  readonly sameSite: 'Lax' | 'Strict' | 'None'
}

/** The most that are kept: browsers have bounds too. */
const most = 3000

const domainHolds = (domain: string, host: string): boolean =>
  domain.startsWith('.') ? host === domain.slice(1) || host.endsWith(domain) : host === domain

const pathHolds = (path: string, actual: string): boolean =>
  actual === path || (actual.startsWith(path) && (path.endsWith('/') || actual.charAt(path.length) === '/'))

const isGone = ({ expiry }: Cookie, now: number): boolean => expiry !== undefined && expiry * 1000 <= now

export class CookieJar {
  readonly #cookies = new Map<string, Cookie>()

  constructor (readonly now: () => number) {}

  /** The cookies that a page at an address may have. */
  for (url: string): Cookie[] {
    if (!URL.canParse(url)) return []
    const { hostname, pathname, protocol } = new URL(url)
    const isSecure = protocol === 'https:' || /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)
    const now = this.now()
    for (const [key, cookie] of this.#cookies) if (isGone(cookie, now)) this.#cookies.delete(key)
    return [...this.#cookies.values()].filter(({ domain, path, secure }) =>
      domainHolds(domain, hostname) && pathHolds(path, pathname) && (!secure || isSecure))
  }

  put (cookie: Cookie): void {
    const { name, domain, path } = cookie
    const key = JSON.stringify([name, domain, path])
    this.#cookies.delete(key)
    if (isGone(cookie, this.now())) return
    if (this.#cookies.size >= most) throw new DriverError('unable to set cookie', `there are ${most} cookies already`)
    this.#cookies.set(key, cookie)
  }

  delete ({ name, domain, path }: Cookie): void {
    this.#cookies.delete(JSON.stringify([name, domain, path]))
  }
}

const wrong = (message: string): DriverError => new DriverError('invalid argument', `invalid argument: ${message}`)

const text = (cookie: Record<string, unknown>, name: string): string | undefined => {
  const value = cookie[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw wrong(`'${name}' must be a string`)
  return value
}

const flag = (cookie: Record<string, unknown>, name: string): boolean => {
  const value = cookie[name] ?? false
  if (typeof value !== 'boolean') throw wrong(`'${name}' must be a boolean`)
  return value
}

function expiryOf (value: unknown): { expiry?: number } {
  if (value === undefined || value === null) return {}
  if (typeof value !== 'number' || !Number.isSafeInteger(Math.floor(value)) ||
    value < 0) throw wrong('invalid \'expiry\'')
  return { expiry: Math.floor(value) }
}

function sameSiteOf (value: unknown): Cookie['sameSite'] {
  if (value === undefined || value === null) return 'Lax'
  if (value !== 'Lax' && value !== 'Strict' && value !== 'None') throw wrong('invalid \'sameSite\'')
  return value
}

/** The domain of a cookie for a page's host. @throws DriverError if the page may set none for it */
function domainOf (said: string | undefined, host: string): string {
  if (said === undefined || said === '') return host
  const plain = said.toLowerCase().replace(/^\./, '')
  const isAddress = /^[\d.]+$|^\[/.test(host)
  const holds = plain === host || (!isAddress && plain.includes('.') && host.endsWith(`.${plain}`))
  if (!holds) {
    throw new DriverError('invalid cookie domain',
    `invalid cookie domain: ${JSON.stringify(said)} is not the page's`)
  }
  return isAddress || !host.includes('.') ? host : `.${plain}`
}

/** The cookie that a client asks for, at a page's address. @throws DriverError */
export function cookieFrom (value: unknown, url: string): Cookie {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('missing \'cookie\'')
  const cookie = value as Record<string, unknown>
  const name = text(cookie, 'name')
  const held = text(cookie, 'value')
  if (name === undefined) throw wrong('missing \'name\'')
  if (held === undefined) throw wrong('missing \'value\'')
  const said = text(cookie, 'domain')
  const path = text(cookie, 'path') ?? '/'
  const rest = {
    secure: flag(cookie, 'secure'),
    httpOnly: flag(cookie, 'httpOnly'),
    ...expiryOf(cookie.expiry),
    sameSite: sameSiteOf(cookie.sameSite)
  }
  const { hostname, protocol } = new URL(url)
  if (!/^https?:$/.test(protocol)) {
    throw new DriverError('invalid cookie domain', `invalid cookie domain: ${protocol} pages have no cookies`)
  }
  if (/[;\r\n\0]/.test(name + held)) {
    throw new DriverError('unable to set cookie',
      'unable to set cookie: a character is not allowed')
  }
  return { name, value: held, path: path.startsWith('/') ? path : '/', domain: domainOf(said, hostname), ...rest }
}
