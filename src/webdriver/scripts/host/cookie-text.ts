import { cookieFrom, type Cookie } from '../../../browser/cookies.js'

/** `name=value; path=/; max-age=60`, as a script writes `document.cookie`; undefined if no such cookie can be set. */
export function cookieOf (text: string, url: string, now: number): Cookie | undefined {
  const [pair = '', ...attributes] = text.split(';')
  const [name, value] = pairOf(pair)
  const said = new Map(attributes.map((each) => {
    const [key, held] = pairOf(each, true)
    return [key.toLowerCase(), held]
  }))
  const expiry = expiryOf(said, now)
  try {
    return cookieFrom({
      name,
      value,
      path: said.get('path') ?? '/',
      ...(said.has('domain') ? { domain: said.get('domain') } : {}),
      secure: said.has('secure'),
      ...(expiry === undefined ? {} : { expiry }),
      ...(said.has('samesite') ? { sameSite: capital(said.get('samesite') ?? '') } : {})
    }, url)
  } catch {
    // A browser says nothing of what it does not keep.
    return undefined
  }
}

/** Without an equals sign a cookie has no name, and an attribute no value. */
function pairOf (text: string, isAttribute = false): [string, string] {
  const at = text.indexOf('=')
  if (at < 0) return isAttribute ? [text.trim(), ''] : ['', text.trim()]
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

/** Seconds since the Unix epoch. */
function expiryOf (said: ReadonlyMap<string, string>, now: number): number | undefined {
  const age = said.get('max-age')
  if (age !== undefined && /^-?\d+$/.test(age)) return Math.max(0, Math.floor(now / 1000) + Number(age))
  const at = Date.parse(said.get('expires') ?? '')
  return Number.isNaN(at) ? undefined : Math.max(0, Math.floor(at / 1000))
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()
