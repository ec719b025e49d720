/** From a document to the pieces of its picture, from the back to the front. */
import { inputType, isTicked } from './controls.js'
import { colourOf } from './css/colours.js'
import type { Style } from './css/element-style.js'
import { intrinsicSize, shownText } from './layout/intrinsic.js'
import type { Rect, TextLine } from './layout/run.js'
import { glyphHeight, glyphsFor, widthOf } from './layout/text-measure.js'
import type { Looks, LooksLine, Piece, PieceKind } from './looks.js'
import { elementsBelow, parentOf, type DomElement } from './nodes.js'
import type { DocumentView } from './view.js'

/** A picture has at most so many pieces: of a page of more, what stands further up. */
export const mostPieces = 400

const kinds: Readonly<Record<string, PieceKind>> = { header: 'header', nav: 'nav', footer: 'footer', button: 'button' }

function kindOf (element: DomElement): PieceKind {
  if (element.localName === 'img') return 'image'
  if (element.localName === 'input' && /^(?:submit|button|reset)$/.test(inputType(element))) return 'button'
  for (let at: DomElement | null = element; at !== null; at = parentOf(at)) {
    const kind = kinds[at.localName]
    if (kind !== undefined) return kind
  }
  return 'text'
}

const isSeen = (colour: string): boolean => (colourOf(colour)?.a ?? 0) > 0.05

function ground (style: Style): Looks {
  const back = style.get('background-color')
  const line = style.get('border-top-width') !== '0px' ? style.get('border-top-color') : undefined
  const round = Number.parseFloat(style.get('border-radius'))
  return {
    ...(isSeen(back) ? { ground: back } : {}),
    ...(line !== undefined && isSeen(line) ? { border: line } : {}),
    ...(round > 0 ? { round } : {})
  }
}

/** What a control shows in its box. */
function ofControl (element: DomElement, style: Style, box: Rect): Looks {
  if (!/^(?:input|select|textarea)$/.test(element.localName)) return {}
  const type = element.localName === 'input' ? inputType(element) : ''
  if (type === 'checkbox') return { tick: isTicked(element) ? 'on' : 'off' }
  if (type === 'radio') return { tick: isTicked(element) ? 'radio-on' : 'radio-off' }
  const { text, faint } = shownText(element)
  if (text === '') return {}
  const size = glyphsFor(style.fontSize)
  const isPushed = /^(?:submit|button|reset)$/.test(type)
  const wide = widthOf(text, size)
  const x = isPushed ? Math.max(2, (box.width - wide) / 2) : 4
  const y = element.localName === 'textarea' ? 2 : (box.height - glyphHeight[size]) / 2
  const lines =
    text.split('\n').slice(0, 20).map((line, index) => ({ x, y: y + index * 18, w: box.width - x - 2, text: line }))
  return { lines, ink: faint ? 'rgb(117, 117, 117)' : style.get('color'), ...(size === 'large' ? { size } : {}) }
}

function ofText (lines: readonly TextLine[], style: Style, box: Rect): Looks {
  const [first] = lines
  if (first === undefined) return {}
  const shown = lines.map(({ x, y, width, height, text, size }): LooksLine =>
    ({ x: x - box.x, y: y - box.y + (height - glyphHeight[size]) / 2, w: width + 2, text }))
  return {
    lines: shown,
    ink: style.get('color'),
    ...(first.size === 'large' ? { size: 'large' as const } : {}),
    ...(style.get('text-decoration-line') === 'underline' ? { underlined: true } : {})
  }
}

/** The box around lines, for an element that has none of its own. */
function around (lines: readonly TextLine[]): Rect | undefined {
  const [first] = lines
  if (first === undefined) return undefined
  const right = Math.max(...lines.map(({ x, width }) => x + width))
  const bottom = Math.max(...lines.map(({ y, height }) => y + height))
  const [x, y] = [Math.min(...lines.map((line) => line.x)), Math.min(...lines.map((line) => line.y))]
  return { x, y, width: right - x, height: bottom - y }
}

const isTransparent = (view: DocumentView, element: DomElement): boolean => {
  for (let at: DomElement | null = element; at !== null; at = parentOf(at)) {
    if (Number(view.styleOf(at).get('opacity')) < 0.05) return true
  }
  return false
}

const photoOf = (element: DomElement): Looks => /^(?:img|video|canvas|svg|object)$/.test(element.localName)
  ? { photo: element.getAttribute('alt') ?? element.getAttribute('src') ?? element.localName }
  : {}

export function pieceOf (view: DocumentView, element: DomElement, lines: readonly TextLine[]): Piece | undefined {
  const style = view.styleOf(element)
  const box = view.boxOf(element)
  const area = box !== undefined && box.width > 0 && box.height > 0 ? box : around(lines)
  if (area === undefined || style.get('visibility') !== 'visible' || isTransparent(view, element)) return undefined
  const isPlain = element.localName === 'html' || element.localName === 'body'
  const looks: Looks = {
    ...ground(style), ...ofText(lines, style, area), ...ofControl(element, style, area), ...photoOf(element)
  }
  if (Object.keys(looks).length === 0 ||
    (isPlain && looks.lines === undefined && looks.ground === undefined)) return undefined
  const { x, y, width: w, height: h } = area
  return { kind: kindOf(element), x, y, w, h, looks }
}

/** How far in front an element stands: as far as its index says, or that of what holds it. */
function layerOf (view: DocumentView, element: DomElement): number {
  for (let at: DomElement | null = element; at !== null; at = parentOf(at)) {
    const style = view.styleOf(at)
    if (style.get('position') === 'static') continue
    return Number(style.get('z-index')) || 0.5
  }
  return 0
}

/** The pieces of a document as it is now. */
export function piecesOf (view: DocumentView): Piece[] {
  const byElement = new Map<DomElement, TextLine[]>()
  for (const line of view.layout.lines) {
    const known = byElement.get(line.element)
    if (known === undefined) byElement.set(line.element, [line])
    else known.push(line)
  }
  const found: Array<{ readonly piece: Piece, readonly layer: number }> = []
  for (const element of elementsBelow(view.document)) {
    const lines = byElement.get(element) ?? []
    const isDrawn = lines.length > 0 || view.layout.boxes.has(element) ||
      intrinsicSize(element, view.styleOf(element)) !== undefined
    const piece = isDrawn ? pieceOf(view, element, lines) : undefined
    if (piece !== undefined) found.push({ piece, layer: layerOf(view, element) })
  }
  const shown = found.length > mostPieces
    ? found.toSorted((a, b) => a.piece.y - b.piece.y).slice(0, mostPieces).sort((a, b) =>
      found.indexOf(a) - found.indexOf(b))
    : found
  return shown.toSorted((a, b) => a.layer - b.layer).map(({ piece }) => piece)
}
