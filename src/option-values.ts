// How the text of an option becomes its value. Each throws Invalid with the end of a sentence, to which
// readText gives its beginning.
import { Invalid } from './kernel/errors.js'
import { heapLimit } from './kernel/memory-budget.js'
import { parseInstant } from './kernel/time.js'

export function oneOf<const T extends readonly string[]> (...values: T): (text: string) => T[number] {
  return (text) => {
    const found = values.find((value) => value === text)
    if (found === undefined) throw new Invalid(`must be one of ${values.join(', ')}`)
    return found
  }
}

/** For a specification: one of some words, which a shell may offer. */
export const chosen = <const T extends readonly string[]> (...choices: T): Chosen<T> =>
  ({ choices, read: oneOf(...choices) })

interface Chosen<T extends readonly string[]> { readonly choices: T, readonly read: (text: string) => T[number] }

export const integer = (min: number, max: number) => (text: string): number => {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max) {
    throw new Invalid(`must be a whole number from ${min} to ${max}`)
  }
  return value
}

export const notEmpty = (text: string): string => {
  if (text === '') throw new Invalid('must not be empty')
  return text
}

/** What is listened on: an address or a name. Whether there is such a one is seen when it is listened on. */
export const listeningAddress = (text: string): string => {
  if (text !== '' && !/[\s/@[\]]|^[^:]*:\d*$/.test(text)) return text
  throw new Invalid('must be an address or a host\'s name and nothing else, such as 0.0.0.0; the port is --port')
}

export const instant = (text: string): string => {
  if (parseInstant(text) === undefined) {
    throw new Invalid('must be an ISO 8601 time of the years 1900 to 9999 such as 2026-04-15T12:00:00Z')
  }
  return text
}

export function onOrOff (text: string): boolean {
  if (['on', 'true', '1'].includes(text)) return true
  if (['off', 'false', '0'].includes(text)) return false
  throw new Invalid('must be on or off')
}

export const rateLimits = (text: string): string => {
  if (/^(?:on|off|(?:sauce|asc)(?:,(?:sauce|asc))*)$/.test(text)) return text
  throw new Invalid('must be off, on, or a list of sauce and asc')
}

export const url = (text: string): string => {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new Invalid('must be an http or https URL')
  }
  return text.replace(/\/+$/, '')
}

/** A host name with a port or without, and nothing else of a URL. */
function isHost (text: string): boolean {
  const whole = `http://${text}/`
  return URL.canParse(whole) && new URL(whole).pathname === '/' && !/[/@?#\s*]/.test(text)
}

export const hosts = (text: string): string => {
  if (text.split(',').every((host) => isHost(host.trim()))) return text
  throw new Invalid('must be host names with or without ports, separated by commas')
}

/** Names and addresses; what they are worth in a certificate is looked at when there is one to be made. */
export const edgeNames = (text: string): string => {
  const isOne = (name: string): boolean => /^(?:\*\.)?[^\s/@?#*,]+$/.test(name)
  if (text.split(',').every((name) => isOne(name.trim()))) return text
  throw new Invalid('must be host names or addresses, separated by commas; *.shop.test stands for all below shop.test')
}

const units: Readonly<Record<string, number>> = { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 }

/** The least with which a twin answers at all. Bytes. */
const leastMemory = 1024 ** 2

/** The bytes of a size such as `256MB` (a MB being 1024 × 1024), or of a part of the heap limit such as `25%`. */
export function bytesOf (text: string): number {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?) ?([KMG]B|%)$/i.exec(text) ?? []
  const number = Number(digits)
  const bytes = Math.floor(unit === '%' ? number / 100 * heapLimit() : number * (units[unit.toUpperCase()] ?? NaN))
  if (bytes >= leastMemory && (unit !== '%' || number <= 100)) return bytes
  throw new Invalid('must be a size of at least 1MB, such as 256MB or 2GB, or up to 100% of the heap limit')
}

export const memorySize = (text: string): string => {
  bytesOf(text)
  return text
}
