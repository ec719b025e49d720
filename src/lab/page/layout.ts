/** From a page's blocks to rectangles on a device's screen. */
import type { Device } from './conditions.js'
import type { LayoutBlock } from './page.schema.js'
import type { ElementKind } from '../timeline.js'

export interface Box {
  readonly kind: ElementKind
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly label: string | null
  /** Area inside the first viewport, CSS px². */
  readonly visible: number
}

export interface Layout {
  readonly boxes: readonly Box[]
  readonly pageHeight: number
}

const laidOut = new WeakMap<readonly LayoutBlock[], WeakMap<Device, Layout>>()

/** Blocks from top to bottom with an even margin; a block in columns becomes that many boxes (fewer on narrow screens). */
export function layOut (blocks: readonly LayoutBlock[], device: Device): Layout {
  let byDevice = laidOut.get(blocks)
  if (byDevice === undefined) laidOut.set(blocks, byDevice = new WeakMap())
  let layout = byDevice.get(device)
  if (layout === undefined) byDevice.set(device, layout = place(blocks, device))
  return layout
}

function place (blocks: readonly LayoutBlock[], { viewport, formFactor }: Device): Layout {
  const { width, height } = viewport
  const margin = Math.round(width * 0.03)
  const boxes: Box[] = []
  let y = 0
  for (const { kind, share, columns = 1, label } of blocks) {
    const h = Math.max(8, Math.round(height * share))
    const across = formFactor === 'mobile' ? Math.min(columns, Math.max(1, Math.floor(width / 250))) : columns
    const edge = kind === 'header' || kind === 'nav' || kind === 'footer' ? 0 : margin
    const w = Math.max(1, Math.floor((width - edge * (across + 1)) / across))
    const inside = Math.max(0, Math.min(height, y + h) - y)
    for (let column = 0; column < across; column++) {
      boxes.push({
        kind,
        x: edge + column * (w + edge),
        y,
        w: kind === 'button' ? Math.min(w, 240) : w,
        h,
        label: label ?? null,
        visible: inside * (kind === 'button' ? Math.min(w, 240) : w)
      })
    }
    y += h + (edge === 0 ? 0 : Math.round(margin / 2))
  }
  return { boxes, pageHeight: Math.max(height, y) }
}
