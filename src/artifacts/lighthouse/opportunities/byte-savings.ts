/** Opportunities to send fewer bytes: their items, what they save in time, and the score that follows. */
import type { Finding } from '../audit.js'
import type { PageLoad } from '../computed/page-load.js'
import { field, opportunity, type Field } from '../tables.js'
import { savesBytes } from '../wording.js'
import { savedBySize, savingsScore } from './savings.js'

export interface Saving { readonly url: string, readonly totalBytes: number, readonly wastedBytes: number }

interface Options {
  readonly headings: readonly Field[]
  readonly warnings?: readonly string[]
  /** Whether the whole load counts, or only its long tasks. */
  readonly whole?: boolean
  /** Bytes saved of each file, where the items do not say it. */
  readonly byUrl?: ReadonlyMap<string, number>
}

const url = field('url', 'url', 'URL')
const wasted = field('wastedBytes', 'bytes', 'Potential Savings')

export const thumbnail = field('url', 'thumbnail', '')
export const transferHeadings: readonly Field[] = [url, field('totalBytes', 'bytes', 'Transfer Size'), wasted]
export const resourceHeadings: readonly Field[] = [url, field('totalBytes', 'bytes', 'Resource Size'), wasted]
export const pictureHeadings: readonly Field[] = [thumbnail, ...resourceHeadings]

function bytesByUrl (items: readonly Saving[]): Map<string, number> {
  const bytes = new Map<string, number>()
  for (const item of items) bytes.set(item.url, (bytes.get(item.url) ?? 0) + item.wastedBytes)
  return bytes
}

/** The items that save most come first. */
export function byteSavings (load: PageLoad, found: readonly Saving[], options: Options): Finding {
  const { headings, warnings, whole = true, byUrl } = options
  const items = found.toSorted((a, b) => b.wastedBytes - a.wastedBytes)
  const bytes = items.reduce((sum, { wastedBytes }) => sum + wastedBytes, 0)
  const ms = savedBySize(load, byUrl ?? bytesByUrl(items), whole)
  return {
    score: savingsScore(ms),
    numericValue: ms,
    numericUnit: 'millisecond',
    displayValue: bytes > 0 ? savesBytes(bytes) : '',
    ...(warnings === undefined ? {} : { warnings }),
    details: opportunity(headings, items, { ms, bytes })
  }
}
