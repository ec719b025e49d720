import type { Answer } from '../../../../control/operations.js'

type NearMiss = Answer<'verify'>['nearMisses'][number]

/** A value as it is said: text without quotes, all else as JSON; cut where it is long. */
export function said (value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`
}

/** `method: wanted PUT, was GET; query.limit: wanted 50, was nothing` */
export const differencesSaid = ({ differences }: Pick<NearMiss, 'differences'>): string =>
  differences.map(({ field, expected, actual }) => `${field}: wanted ${said(expected)}, was ${said(actual)}`).join('; ')

const glyphs: Readonly<Record<string, string>> = { 2: '✓', 3: '→', 4: '✕', 5: '!' }

/** A status by its shape, for those who do not see its colour. */
export function statusGlyph (status: number | null): string {
  if (status === null) return '…'
  return status === 0 ? '⚡' : glyphs[String(status).charAt(0)] ?? '·'
}

export function statusSaid (status: number | null): string {
  if (status === null) return 'not answered yet'
  return status === 0 ? 'connection broken' : String(status)
}

/** `4.7 ms`, `1,250 ms` */
export function took (ms: number | null): string {
  if (ms === null) return ''
  return `${ms < 100 ? ms.toFixed(1) : Math.round(ms).toLocaleString('en-US')} ms`
}

/** A body as it is read: JSON indented, text as it is. */
export const bodyText = (body: unknown): string => typeof body === 'string' ? body : JSON.stringify(body, null, 2)
