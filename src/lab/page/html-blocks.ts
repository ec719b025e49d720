/** Pages that declare their HTML: what stands for it where other pages have their blocks. */
import { Cache } from '../../kernel/cache.js'
import type { LayoutBlock } from './page.schema.js'

/** Which HTML a list of blocks stands for. */
const sources = new WeakMap<readonly LayoutBlock[], string>()
const blocksOf = new Cache<string, readonly LayoutBlock[]>({ most: 200 })

/** Blocks that are laid out by what the HTML says: what is asked of a page without a screen is asked of them. */
export const htmlBlocks = (html: string): readonly LayoutBlock[] => blocksOf.getOrMake(html, () => {
  const blocks: LayoutBlock[] = [{ kind: 'text', share: 1 }]
  sources.set(blocks, html)
  return blocks
})

/** The HTML that blocks stand for. */
export const htmlOf = (blocks: readonly LayoutBlock[]): string | undefined => sources.get(blocks)

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: ' ' }

/** What HTML calls itself, in single spaces; undefined if it does not. */
export function titleIn (html: string): string | undefined {
  const said = /<title[^>]*>([^<]*)/i.exec(html)?.[1]
  const text = said?.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole).replace(/\s+/g, ' ').trim()
  return text === '' ? undefined : text
}
