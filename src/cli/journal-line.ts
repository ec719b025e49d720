import type { Answer } from '../control/operations.js'
import { paint } from './terminal.js'

type Recorded = Answer<'journal'>['entries'][number]

/** 0: a fault broke the connection. */
function statusText (status: number | null, colour: boolean): string {
  if (status === null) return '...'
  if (status === 0) return paint(colour, 'red', '---')
  return paint(colour, status < 400 ? 'green' : 'red', String(status))
}

/** Bytes in at most four digits and a unit. */
function bytesText (bytes: number | null): string {
  if (bytes === null) return ''
  if (bytes < 1000) return `${bytes} B`
  const [scale, unit] = bytes < 1e6 ? [1e3, 'kB'] : [1e6, 'MB']
  return `${(bytes / scale).toFixed(1)} ${unit}`
}

const durationText = (ms: number | null): string => ms === null ? '' : `${ms.toFixed(ms < 10 ? 1 : 0)} ms`

/** What a terminal would obey, and what would begin a line of its own, as it is written in programs. */
// eslint-disable-next-line no-control-regex
const commands = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g

const plain = (text: string): string =>
  text.replace(commands, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** As a client would write it, but for signs that only look worse so. */
const written = (text: string): string =>
  encodeURIComponent(text).replace(/%(?:5B|5D|3A|2C|2F|40)/g, (code) => decodeURIComponent(code))

function targetOf ({ path, query }: Recorded): string {
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value) => `${written(name)}=${written(value)}`))
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
}

/**
 * A request at a glance: number, world time, status, what was asked, which operation that is, time and size of the
 * answer; then who says that it did it, the faults that struck it, and why it was refused.
 */
export function entryLine (entry: Recorded, colour: boolean): string {
  const { seq, at, status, method, operation, duration, responseSize, actor, faults, refused } = entry
  const told = [durationText(duration), bytesText(responseSize)].filter((text) => text !== '').join(', ')
  const parts = [
    `#${seq}`.padEnd(6),
    at.slice(11, 23),
    statusText(status, colour),
    `${method.padEnd(6)} ${plain(targetOf(entry))}`,
    `(${[operation ?? 'no operation', told].filter((text) => text !== '').join(', ')})`
  ]
  if (actor !== null) parts.push(`by ${plain(actor)}`)
  if (faults.length > 0) parts.push(paint(colour, 'red', `fault ${faults.join(', ')}`))
  const why = refused === null ? '' : `       ${plain(refusalText(refused))}\n`
  return `${parts.join(' ')}\n${why}`
}

function refusalText ({ parameter, reason }: NonNullable<Recorded['refused']>): string {
  return parameter === null || reason.includes(parameter) ? `refused: ${reason}` : `refused: ${parameter}: ${reason}`
}
