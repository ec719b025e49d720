import { Invalid } from './errors.js'

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** No duration that is told is longer: the span of the years 1900 to 9999, within which times lie (time.ts). ms. */
export const longestDuration = 8100 * 366 * day

const amount = '(\\d+(?:\\.\\d+)?)'
const time = `T(?:${amount}H)?(?:${amount}M)?(?:${amount}S)?`
const duration = new RegExp(`^([+-])?P(?:${amount}W)?(?:${amount}D)?(?:${time})?$`)
const units = [7 * day, day, hour, minute, second]

/** An ISO 8601 duration of weeks to seconds (`PT5M`, `-P10D`, `P1DT12H`), in ms; undefined when it is none. */
export function parseDuration (text: string): number | undefined {
  const match = duration.exec(text)
  if (match === null || text.endsWith('P') || text.endsWith('T')) return undefined
  const total = units.reduce((sum, unit, i) => sum + unit * Number(match[i + 2] ?? 0), 0)
  return match[1] === '-' ? -total : total
}

/** A duration in ms as ISO 8601 writes it, in days and less: 300_000 is `PT5M`. */
export function formatDuration (ms: number): string {
  let rest = Math.abs(ms)
  const parts = units.slice(1, -1).map((unit) => {
    const count = Math.floor(rest / unit)
    rest -= count * unit
    return count
  })
  const [days, hours, minutes] = parts.map((count, i) => count === 0 ? '' : `${count}${['D', 'H', 'M'][i]}`)
  const time = `${hours}${minutes}${rest === 0 ? '' : `${rest / second}S`}`
  if (days === '' && time === '') return 'PT0S'
  return `${ms < 0 ? '-' : ''}P${days}${time === '' ? '' : `T${time}`}`
}

/** What a duration may be, and how a refusal tells what would do. */
export interface DurationRange {
  /** In ms. */
  readonly least?: number
  /** In ms. */
  readonly most?: number
  /** How the refusal's sentence ends: `such as PT30S`, `up to PT5M`. */
  readonly hint?: string
}

/**
 * A duration that somebody wrote, in ms.
 * @param name what it is, as the refusal names it; `parameter` what the error names, which is usually the same
 * @throws Invalid when it is no ISO 8601 duration, or out of range
 */
export function readDuration (
  text: string,
  name: string,
  range: DurationRange = {},
  parameter: string | undefined = name
): number {
  const { least = -longestDuration, most = longestDuration, hint = 'such as PT30S' } = range
  const ms = parseDuration(text)
  if (ms === undefined || ms < least || ms > most) {
    throw new Invalid(`${name}: "${text.slice(0, 60)}" is no ISO 8601 duration ${hint}`.trimEnd(), parameter)
  }
  return ms
}
