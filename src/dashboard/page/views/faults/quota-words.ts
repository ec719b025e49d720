import type { Answer } from '../../../../control/operations.js'
import { count } from '../../ui/format.js'

type Span = Answer<'quotaUsage'>['usage'][number]['spans'][number]

export const quotaVendors = [
  { id: 'sauce', title: 'Sauce Labs', vendor: 'sauce', limits: ['perSecond', 'perHour', 'anonymousPerMinute'] },
  { id: 'asc', title: 'App Store Connect', vendor: 'app-store-connect', limits: ['perHour', 'perMinute'] }
] as const

const limits: Readonly<Record<string, string>> = {
  perSecond: 'a second', perMinute: 'a minute', perHour: 'an hour', anonymousPerMinute: 'a minute without credentials'
}

export const limitWords = (name: string): string => limits[name] ?? name

/** From 0 to 1. */
export const shareOf = ({ used, limit }: Pick<Span, 'used' | 'limit'>): number =>
  limit === 0 ? 1 : Math.min(1, used / limit)

const articles = { second: 'a second', minute: 'a minute', hour: 'an hour' } as const

/** `3 of 10 a second`, `3,500 of 3,500 an hour, used up; some again in 120 s` */
export function spanWords ({ per, limit, used, reset }: Span): string {
  const words = `${count(used)} of ${count(limit)} ${articles[per]}`
  return used < limit ? words : `${words}, used up; some again in ${count(reset)} s`
}
