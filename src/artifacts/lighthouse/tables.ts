/** How audits list what they found: tables, and lists of opportunities. */

interface More {
  readonly granularity?: number
  readonly displayUnit?: 'kb' | 'duration'
  readonly subItemsHeading?: { readonly key: string, readonly itemType?: string, readonly valueType?: string }
}

export interface Column extends More { readonly key: string | null, readonly itemType: string, readonly text: string }

export interface Field extends More { readonly key: string | null, readonly valueType: string, readonly label: string }

export const column = (key: string | null, itemType: string, text: string, more: More = {}): Column =>
  ({ key, itemType, ...more, text })

export const field = (key: string | null, valueType: string, label: string, more: More = {}): Field =>
  ({ key, valueType, ...more, label })

/** An empty table has no headings. */
export function table (headings: readonly Column[], items: readonly object[], summary?: object): object {
  return { type: 'table', headings: items.length === 0 ? [] : headings, items, summary }
}

/** `savings`: what the page could do without, in ms and in bytes. */
export function opportunity (
  headings: readonly Field[], items: readonly object[], savings: { readonly ms: number, readonly bytes?: number }
): object {
  const { ms: overallSavingsMs, bytes: overallSavingsBytes } = savings
  const shown = items.length === 0 ? [] : headings
  return { type: 'opportunity', headings: shown, items, overallSavingsMs, overallSavingsBytes }
}

export const debugData = (...items: readonly object[]): object => ({ type: 'debugdata', items })

/** Below an item: what it consists of. */
export const subItems = (items: readonly object[]): object => ({ type: 'subitems', items })
