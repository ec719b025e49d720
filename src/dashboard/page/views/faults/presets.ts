import type { Body } from '../../../../control/operations.js'

export type Rule = Body<'addFault'>

interface Preset {
  readonly id: string
  readonly title: string
  /** What happens, for those who rest on it. */
  readonly says: string
  readonly effect: NonNullable<Rule['effect']>
}

const unavailable = { status: 503 }
const usedUp = { status: 429, headers: { 'retry-after': '1' } }

export const presets: readonly Preset[] = [
  { id: '503', title: '503', says: 'unavailable, in the vendor’s own words', effect: unavailable },
  { id: '429', title: '429', says: 'a quota is used up; come again in a second', effect: usedUp },
  { id: 'slow', title: 'slow', says: 'the answer comes after three seconds', effect: { delay: 3000 } },
  { id: 'cut-off', title: 'cut off', says: 'half of the bytes, then closed', effect: { body: 'truncated' } },
  { id: 'malformed', title: 'malformed', says: 'JSON that breaks off', effect: { body: 'malformed' } },
  { id: 'reset', title: 'reset', says: 'the connection is broken', effect: { connection: 'reset' } },
  {
    id: 'expired',
    title: 'expired token',
    says: 'the next token or key that is shown is refused from then on, until another one is shown',
    effect: { credentials: 'expired' }
  }
]

export const targets = [
  { id: 'sauce', title: 'Sauce' },
  { id: 'app-store-connect', title: 'App Store Connect' },
  { id: 'webdriver', title: 'WebDriver' },
  { id: 'any', title: 'any' }
] as const
export type Target = typeof targets[number]['id']

export const isTarget = (text: string | undefined): text is Target => targets.some(({ id }) => id === text)

/** The rule of a preset for the next `times` requests of a vendor. Of tokens, one expires. */
export function presetRule ({ effect }: Preset, times: number, target: Target): Rule {
  return {
    ...target === 'any' ? {} : { match: { vendor: target } },
    effect,
    times: effect.credentials === undefined ? times : 1
  }
}
