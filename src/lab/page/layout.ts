/** From a page's blocks to rectangles on a device's screen. */
import { remembered } from '../../kernel/memo.js'
import type { Looks } from '../../document/looks.js'
import type { Device } from './conditions.js'
import { htmlOf } from './html-blocks.js'
import { drawHtml } from './html-layout.js'
import type { ElementKind, LayoutBlock } from './page.schema.js'

export interface Box {
  readonly kind: ElementKind
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly label: string | null
  /** What it is one of the columns of, counted from the left. */
  readonly block: LayoutBlock
  readonly column: number
  /** Area inside the first viewport, CSS px². */
  readonly visible: number
  /** How it looks, on a page that says so itself. */
  readonly looks?: Looks
}

export interface Layout {
  readonly boxes: readonly Box[]
  readonly pageHeight: number
}

/** Buttons do not grow with their column, CSS px. */
const widestButton = 240
/** A column of a phone's page is at least so wide, CSS px. */
const narrowestColumn = 250

const layouts = remembered((blocks: readonly LayoutBlock[]) => remembered((device: Device) => place(blocks, device)))

/**
 * Blocks from top to bottom with an even margin; a block in columns becomes that many boxes (fewer on narrow screens).
 * Neither may be changed afterwards: the layout is kept.
 */
export const layOut = (blocks: readonly LayoutBlock[], device: Device): Layout => layouts(blocks)(device)

/** The boxes of a page that declares its HTML; an empty one is a blank text. */
function placeHtml (html: string, device: Device): Layout | undefined {
  const { pieces, pageHeight } = drawHtml(html, device)
  const { width, height } = device.viewport
  const inside = (start: number, size: number, most: number): number =>
    Math.max(0, Math.min(most, start + size) - Math.max(0, start))
  const boxes = pieces.map(({ kind, x, y, w, h, looks }): Box => {
    const label = looks.lines?.map(({ text }) => text).join(' ').slice(0, 120) ?? null
    const block: LayoutBlock = { kind, share: Math.max(0.001, h / height) }
    const visible = Math.round(inside(x, w, width) * inside(y, h, height))
    const [left, top, wide, high] = [Math.round(x), Math.round(y), Math.round(w), Math.round(h)]
    return { kind, x: left, y: top, w: wide, h: high, label, block, column: 0, visible, looks }
  })
  return boxes.length === 0 ? undefined : { boxes, pageHeight: Math.max(height, pageHeight) }
}

/** Such a block reaches from edge to edge. */
const isFullWidth = (kind: ElementKind): boolean => kind === 'header' || kind === 'nav' || kind === 'footer'

function columnsOn ({ formFactor, viewport }: Device, columns: number): number {
  if (formFactor === 'desktop') return columns
  return Math.min(columns, Math.max(1, Math.floor(viewport.width / narrowestColumn)))
}

function place (blocks: readonly LayoutBlock[], device: Device): Layout {
  const html = htmlOf(blocks)
  const own = html === undefined ? undefined : placeHtml(html, device)
  if (own !== undefined) return own
  const { width, height } = device.viewport
  const margin = Math.round(width * 0.03)
  const boxes: Box[] = []
  let y = 0
  for (const block of blocks) {
    const { kind, share, columns = 1, items } = block
    const h = Math.max(8, Math.round(height * share))
    const across = columnsOn(device, columns)
    const edge = isFullWidth(kind) ? 0 : margin
    const columnWidth = Math.max(1, Math.floor((width - edge * (across + 1)) / across))
    const w = kind === 'button' ? Math.min(columnWidth, widestButton) : columnWidth
    const inside = Math.max(0, Math.min(height, y + h) - y)
    for (let column = 0; column < across; column++) {
      const label = items?.[column]?.label ?? block.label ?? null
      const x = edge + column * (columnWidth + edge)
      boxes.push({ kind, x, y, w, h, label, block, column, visible: inside * w })
    }
    y += h + (edge === 0 ? 0 : Math.round(margin / 2))
  }
  return { boxes, pageHeight: Math.max(height, y) }
}
