const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const fine = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 })

/** `3,656` */
export const count = (value: number): string => whole.format(value)

/** `3,656 ms` */
export const ms = (value: number): string => `${whole.format(value)} ms`

/** `0.104`, `3,656` */
export const decimal = (value: number): string => Math.abs(value) >= 100 ? whole.format(value) : fine.format(value)

/** `512 B`, `14.2 kB`, `3.1 MB` */
export function bytes (value: number): string {
  if (value < 1000) return `${value} B`
  if (value < 1_000_000) return `${(value / 1000).toFixed(1)} kB`
  return `${(value / 1_000_000).toFixed(1)} MB`
}

/** `+47 %`, `−3 %`, from one value to another; empty where there is no first one. */
export function change (from: number, to: number): string {
  if (from === 0) return ''
  const percent = Math.round((to / from - 1) * 100)
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent)} %`
}

const at = (value: number | string): Date => new Date(value)

/** World time, in UTC: `2024-11-21 12:47:48`. */
export const time = (value: number | string): string => at(value).toISOString().slice(0, 19).replace('T', ' ')

const days = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' })
const daysAndTimes = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'
})

/** `21 Nov` */
export const day = (value: number | string): string => days.format(at(value))

/** `21 Nov, 12:47` */
export const moment = (value: number | string): string => daysAndTimes.format(at(value))
