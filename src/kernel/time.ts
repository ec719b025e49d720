import { day, parseDuration } from './durations.js'
import { Invalid } from './errors.js'

/** The times there are: the years that people and vendors write. What is kept lies within. Both in ms. */
export const earliest = Date.UTC(1900, 0, 1)
export const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

const isWithin = (at: number): boolean => at >= earliest && at <= latest

/** @throws Invalid for a time (ms) that there is not. `what` names it, and is the parameter at fault. */
export function checkTime (at: number, what: string): number {
  if (isWithin(at)) return at
  throw new Invalid(`${what} would leave the years 1900 to 9999`, what)
}

/**
 * An absolute time in ms, ISO 8601 with a zone or a plain date (taken as UTC midnight); undefined when it is none, or
 * beyond the years 1900 to 9999.
 */
export function parseInstant (text: string): number | undefined {
  const at = parseDateTime(text)
  return at !== undefined && isWithin(at) ? at : undefined
}

/** A time as `parseInstant` reads it, of any year. */
function parseDateTime (text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2}))?$/.test(text)) return undefined
  const at = Date.parse(text)
  // 30 February is no date, though Date.parse makes it one of March.
  const midnight = Date.parse(text.slice(0, 10))
  return Number.isNaN(at) || new Date(midnight).getUTCDate() !== Number(text.slice(8, 10)) ? undefined : at
}

/** What relative times refer to: the world's epoch, and the moment the world was grown (`now-PT2M`). Both ms. */
export interface TimeFrame { epoch: number, start: number }

/**
 * A time of a world file: absolute, relative to the world's epoch (`-P10D`), or relative to the moment the world was
 * grown (`now`, `now-PT2M`). In ms.
 * @throws Invalid for what is no time, and beyond the years 1900 to 9999
 */
export function resolveTime (text: string, frame: TimeFrame): number {
  return checkTime(resolved(text, frame), `"${text.slice(0, 60)}"`)
}

function resolved (text: string, frame: TimeFrame): number {
  if (text === 'now') return frame.start
  const fromStart = text.startsWith('now') ? parseDuration(text.slice(3)) : undefined
  if (fromStart !== undefined) return frame.start + fromStart
  const fromEpoch = parseDuration(text)
  if (fromEpoch !== undefined) return frame.epoch + fromEpoch
  const at = parseDateTime(text)
  if (at !== undefined) return at
  const forms = 'neither a time (2026-04-15T12:00:00Z), nor a duration (-P10D), nor now±duration'
  throw new Invalid(`"${text.slice(0, 60)}" is ${forms}`)
}

/** Whole seconds since the Unix epoch, as the Sauce REST API writes times. */
export const unixSeconds = (ms: number): number => Math.floor(ms / 1000)

/** `2026-04-15T12:00:00Z`: UTC, second precision, as the Performance API writes times. */
export const isoSeconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`

/** Midnight UTC of the day that contains `ms`. */
export const startOfDay = (ms: number): number => Math.floor(ms / day) * day
