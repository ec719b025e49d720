import { day, hour } from '../kernel/durations.js'

/** The n-th Sunday of a month (0-based), as midnight UTC. ms since the Unix epoch. */
function sunday (year: number, month: number, n: number): number {
  const first = Date.UTC(year, month, 1)
  return first + ((7 - new Date(first).getUTCDay()) % 7 + 7 * (n - 1)) * day
}

/**
 * Cupertino's offset from UTC in ms: daylight saving from the second Sunday of March to the first of November, at 2:00.
 */
export function pacificOffset (at: number): number {
  const year = new Date(at).getUTCFullYear()
  const summer = sunday(year, 2, 2) + 10 * hour
  const winter = sunday(year, 10, 1) + 9 * hour
  return at >= summer && at < winter ? -7 * hour : -8 * hour
}

/** `2021-02-02T04:00:19-08:00`: how App Store Connect writes times. */
export function pacificTime (at: number): string {
  const offset = pacificOffset(at)
  return `${new Date(at + offset).toISOString().slice(0, 19)}-0${-offset / hour}:00`
}

/** Days later at the same time of the day in Cupertino. */
export const pacificDaysLater = (at: number, days: number): number => {
  const later = at + days * day
  return later + pacificOffset(at) - pacificOffset(later)
}
