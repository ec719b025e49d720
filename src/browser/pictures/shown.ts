/** What a page looks like now: as the lab drew it, with what has changed since; or as its own styles say. */
import { elementsBelow, type DomElement } from '../../document/nodes.js'
import { pieceOf, piecesOf } from '../../document/pieces.js'
import { shownText } from '../../document/layout/intrinsic.js'
import type { Piece } from '../../document/looks.js'
import type { TextLine } from '../../document/layout/run.js'
import type { VisualElement } from '../../lab/timeline.js'
import type { DrawnPage, PageContext } from '../context.js'
import { isDisplayed } from '../reading/displayed.js'

const asElement = ({ kind, x, y, w, h, looks }: Piece): VisualElement => ({ kind, x, y, w, h, paintedAt: 0, looks })

/** A ground for what is written anew over what was there. */
const blank = 'rgb(255, 255, 255)'

/** What is drawn over the picture: what elements say now, or that they are gone. */
function changes (context: PageContext, { roots, said }: DrawnPage): VisualElement[] {
  const { view, document } = context
  const linesOf = new Map<DomElement, TextLine[]>()
  for (const line of view.layout.lines) linesOf.set(line.element, [...linesOf.get(line.element) ?? [], line])
  const gone = new Set(roots.filter((root) => root !== null && !isThere(context, root)))
  const found: VisualElement[] = []
  for (const element of elementsBelow(document)) {
    const before = said.get(element)
    const isControl = /^(?:input|textarea|select)$/.test(element.localName)
    const isNew = before === undefined && linesOf.has(element) && element.firstElementChild === null
    const isOther = before !== undefined && before !== element.textContent
    const isTyped = isControl && (shownText(element).text !== '' && !shownText(element).faint)
    const isTicked = element.localName === 'input' && /^(?:checkbox|radio)$/.test(element.getAttribute('type') ?? '')
    if (!isNew && !isOther && !isTyped && !isTicked) continue
    const piece = pieceOf(view, element, linesOf.get(element) ?? [])
    if (piece === undefined || [...gone].some((root) => root?.contains(element) === true)) continue
    const { looks } = piece
    found.push(asElement({ ...piece, looks: { ...looks, ground: looks.ground ?? blank } }))
  }
  return [...found, ...hidden(context, roots, said)]
}

const isThere = ({ view, document }: PageContext, root: DomElement): boolean =>
  document.contains(root) && view.layout.boxes.has(root)

/** Places of single elements that were hidden or taken away, while what they stood in is still there. */
function hidden (context: PageContext, roots: DrawnPage['roots'], said: DrawnPage['said']): VisualElement[] {
  const found: VisualElement[] = []
  const places = context.opened.drawn?.places
  for (const element of said.keys()) {
    const place = places?.get(element)
    if (place === undefined || place.width <= 0 || place.height <= 0) continue
    const root = roots.find((each) => each !== null && (each === element || each.contains(element)))
    const isGone = !context.document.contains(element) || !context.view.layout.boxes.has(element)
    if (!isGone || root === undefined || root === null || root === element) continue
    if (!isThere(context, root)) continue
    const { x, y, width: w, height: h } = place
    found.push({ kind: 'text', x, y, w, h, paintedAt: 0, looks: { ground: blank } })
  }
  return found
}

/** What is to be drawn of a page, from the back to the front. */
export function shownElements (context: PageContext): VisualElement[] {
  const { opened: { drawn, page } } = context
  if (drawn === undefined ||
    page.visual === undefined) return [...piecesOf(context.view).map(asElement), ...inFrames(context)]
  const kept = page.visual.elements.filter((_, index) => {
    const root = drawn.roots[index]
    return root === null || root === undefined || (isThere(context, root) && isDisplayed(context, root))
  })
  return [...kept, ...changes(context, drawn), ...inFrames(context)]
}

/** What frames show, cut off where they end: pieces that stand in them whole. */
function inFrames (context: PageContext): VisualElement[] {
  const found: VisualElement[] = []
  for (const [frame, inner] of context.frames) {
    const box = context.view.boxOf(frame)
    if (box === undefined) continue
    for (const element of shownElements(inner)) {
      const [x, y] = [element.x - inner.scrollX, element.y - inner.scrollY]
      const fits = x >= 0 && y >= 0 && x + element.w <= box.width + 1 && y + element.h <= box.height + 1
      if (fits) found.push({ ...element, x: box.x + x, y: box.y + y })
    }
  }
  return found
}
